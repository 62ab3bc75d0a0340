from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from listinglint.pictures import header
from listinglint.pictures.header import Unreadable
from listinglint.pictures.opened import Opened, shrunk


def _corner(picture: Any) -> tuple[int, ...]:
    return tuple(int(one) for one in np.asarray(picture)[0, 0])


def test_what_is_transparent_lies_on_white(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Pillow.new("RGBA", (20, 10), (200, 0, 0, 0)).save(path)
    with Opened(str(path), whole=True) as one:
        assert one.pixels.mode == "RGB"
        assert _corner(one.pixels) == (255, 255, 255)


@pytest.mark.parametrize(
    ("mode", "colour", "seen"),
    [
        ("L", 100, (100, 100, 100)),
        ("P", 0, (0, 0, 0)),
        ("1", 1, (255, 255, 255)),
        ("LA", (100, 255), (100, 100, 100)),
        ("I;16", 128 * 257, (128, 128, 128)),
        ("RGB", (1, 2, 3), (1, 2, 3)),
    ],
)
def test_every_mode_becomes_eight_bit_colours(mode: str, colour: Any, seen: tuple[int, ...], tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Pillow.new(mode, (20, 10), colour).save(path)
    with Opened(str(path), whole=True) as one:
        assert _corner(one.pixels) == seen


def test_a_cmyk_picture_is_measured_in_rgb(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Pillow.new("CMYK", (32, 32), (0, 0, 0, 0)).save(path)
    with Opened(str(path), whole=True) as one:
        assert one.header.mode == "CMYK"
        assert min(_corner(one.pixels)) >= 254


def test_a_picture_is_turned_upright_first(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    tag = Pillow.Exif()
    tag[0x0112] = 6
    Pillow.new("RGB", (400, 300)).save(path, exif=tag)
    with Opened(str(path), whole=True) as one:
        assert (one.header.width, one.header.height) == one.pixels.size == (300, 400)


def test_it_is_opened_and_decoded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jpg"
    Pillow.new("RGB", (400, 300)).save(path)
    counts = {"opened": 0, "decoded": 0}
    opened, decode = header.opened, header.decode

    def counted(name: str, real: Any) -> Any:
        def call(*words: Any, **named: Any) -> Any:
            counts[name] += 1
            return real(*words, **named)

        return call

    monkeypatch.setattr(header, "opened", counted("opened", opened))
    monkeypatch.setattr(header, "decode", counted("decoded", decode))
    with Opened(str(path), whole=True) as one:
        assert one.header.format == "jpeg"
        assert one.healthy
        assert one.pixels.size == (400, 300)
        assert max(one.small.size) == 400
    assert counts == {"opened": 1, "decoded": 1}


def test_too_many_pixels_are_refused_before_decoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    Pillow.new("1", (400, 300)).save(path)
    monkeypatch.setattr(header, "MAX_PIXELS", 119_999)
    with Opened(str(path), whole=True) as one, pytest.raises(Unreadable, match="400×300"):
        assert one.pixels


def test_a_copy_is_never_larger() -> None:
    assert shrunk(Pillow.new("RGB", (1000, 500)), 100).size == (100, 50)
    assert shrunk(Pillow.new("RGB", (1000, 1)), 100).size == (100, 1)
    assert shrunk(Pillow.new("RGB", (50, 20)), 100).size == (50, 20)
