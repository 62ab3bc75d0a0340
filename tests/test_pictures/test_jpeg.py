from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pillow
from PIL import ImageCms

from listinglint.pictures import jpeg, profile
from listinglint.pictures.opened import Opened
from listinglint.pictures.seen import Jpeg


@pytest.mark.parametrize("quality", [10, 50, 75, 85, 90, 95, 100])
def test_the_quality_is_read_from_the_tables(quality: int, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Pillow.new("RGB", (64, 64)).save(path, quality=quality)
    with Opened(str(path)) as one:
        assert jpeg.measure(one) == Jpeg(quality, 0.0)


def test_a_programs_own_tables_do_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Pillow.new("RGB", (64, 64)).save(path, qtables=[[7] * 64, [9] * 64])
    with Opened(str(path)) as one:
        assert jpeg.measure(one).misfit > 1


def test_other_formats_have_none(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Pillow.new("RGB", (64, 64)).save(path)
    with Opened(str(path)) as one:
        assert jpeg.measure(one) == Jpeg()
        assert profile.measure(one) == "sRGB"


def test_profiles_are_told_by_their_primaries(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Pillow.new("RGB", (64, 64)).save(path, icc_profile=data)
    with Opened(str(path)) as one:
        assert profile.measure(one) == "sRGB"


def test_a_broken_profile_is_another_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Pillow.new("RGB", (64, 64)).save(path, icc_profile=b"not a profile")
    with Opened(str(path)) as one:
        assert profile.measure(one) == "other"
