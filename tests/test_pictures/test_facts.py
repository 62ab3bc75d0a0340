"""From files to facts: what a run measures, and what it leaves alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from listinglint import picture_facts
from listinglint.engine import check, plan
from listinglint.model import Image, Listing
from listinglint.pictures import header
from listinglint.ruleset import RuleSet

EVERYTHING = {
    name: frozenset[str]() for name in (*(one.name for one in picture_facts.PICTURE_FACTS), *picture_facts.PAIR_FACTS)
}


@pytest.fixture
def shop(tmp_path: Path) -> Callable[..., Listing]:
    """Write pictures (role, picture) and return their listing."""

    def make(*pictures: tuple[str, Any]) -> Listing:
        images = []
        for index, (role, picture) in enumerate(pictures):
            path = tmp_path / f"{role}-{index}.jpg"
            picture.save(path, quality=90)
            images.append(Image(role, path.name, str(path), path.name, index, "test"))
        return Listing("L1", str(tmp_path), images=tuple(images))

    return make


def test_every_fact_of_a_picture_in_one_decode(shop: Any, textured: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[dict[str, Any]] = []
    decode = header.decode

    def watched(*words: Any, **named: Any) -> Any:
        decoded.append(named)
        return decode(*words, **named)

    monkeypatch.setattr(header, "decode", watched)
    (image,) = picture_facts.pictures(shop(("main", textured())), EVERYTHING)
    assert set(image.facts) >= {
        "header",
        "health",
        "jpeg",
        "profile",
        "detail",
        "border",
        "product",
        "frame",
        "likeness",
        "same",
    }
    assert decoded == [{"whole": True}]


def test_a_picture_cut_out_of_the_main_one_is_told(shop: Any, textured: Any, shipped: RuleSet) -> None:
    whole = textured(1, (900, 900))
    piece = whole.crop((300, 300, 660, 660)).resize((1080, 1080))
    result = check(shop(("main", whole), ("detail", piece)), plan(shipped.select(["images/detail-is-crop"])))
    (one,) = result.findings
    assert one.place.image == "detail-1.jpg"
    assert one.related[0].box is not None
    assert one.related[0].box[0] == pytest.approx(300, abs=12)


def test_a_double_is_no_crop(shop: Any, textured: Any, shipped: RuleSet) -> None:
    listed = shop(("main", textured()), ("detail", textured()), ("scene", textured(2)))
    told = check(listed, plan(shipped.select(["images/detail-is-crop", "images/duplicate-pictures"]))).findings
    assert [one.rule for one in told] == ["images/duplicate-pictures"]


def test_pixels_on_paper_are_told_from_pixels_of_detail(shop: Any, textured: Any, shipped: RuleSet) -> None:
    large = textured(1, (420, 420)).resize((840, 840))
    listed = shop(("main", large), ("main", textured(1, (840, 840))))
    (one,) = check(listed, plan(shipped.select(["images/effective-size"]))).findings
    assert one.place.image == "main-0.jpg"
    assert one.measured == (420, 800, "px")
    assert "840 px on paper, about 420 px of detail" in one.message.en


def test_too_little_to_see_is_not_clean(shop: Any, shipped: RuleSet) -> None:
    from PIL import Image as Pillow

    result = check(shop(("main", Pillow.new("RGB", (900, 900)))), plan(shipped.select(["images/effective-size"])))
    assert [one.cause for one in result.not_checked] == ["unavailable"]


_RUN = """
import sys
from pathlib import Path
from listinglint.readers import find
from listinglint.readers.base import ReadSettings
from listinglint.run.local import Options, jobs, results
options = Options(select=tuple(sys.argv[2:]), words="off")
print(sum(one.is_listing for one in results(jobs(find([Path(sys.argv[1])], ReadSettings()), options), options)))
print("numpy" in sys.modules)
"""


@pytest.mark.parametrize(("select", "loaded"), [("images/format", "False"), ("images/frame", "True")])
def test_numpy_is_loaded_for_pixels_only(select: str, loaded: str, tmp_path: Path, textured: Any) -> None:
    folder = tmp_path / "R1" / "images" / "main"
    folder.mkdir(parents=True)
    (tmp_path / "R1" / "listing.yaml").write_text("id: R1\ntitle: Ring\nchannel: ebay\n", encoding="utf-8")
    textured().save(folder / "01.jpg")
    run = subprocess.run(
        [sys.executable, "-c", _RUN, str(tmp_path), select], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["1", loaded]
