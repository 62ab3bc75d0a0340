"""Picture files that are broken or not what they seem: each told exactly once, and its listing never clean."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from listinglint.model import Result
from listinglint.pictures import header
from listinglint.readers import find
from listinglint.readers.base import ReadSettings
from listinglint.run.local import Options, jobs, results

# What every file here would break anyhow, being small; what is under test is what the file is.
RULES = ("images/colour-mode", "images/palette", "images/animated", "images/extension", "images/orientation-tag")


def _photo(mode: str = "RGB", seed: int = 1) -> Any:
    chance = np.random.default_rng(seed)
    small = Pillow.fromarray(chance.integers(0, 255, (40, 40, 3), np.uint8))
    return small.resize((320, 320), Pillow.Resampling.BICUBIC).convert(mode)


def _saved(picture: Any, form: str, **named: Any) -> bytes:
    data = io.BytesIO()
    picture.save(data, form, **named)
    return data.getvalue()


def _deep_png() -> bytes:
    """A PNG of 16 bits a channel, which Pillow can read but not write."""
    rows = b"".join(b"\0" + os.urandom(6 * 40) for _ in range(40))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 40, 40, 16, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    told = (struct.pack(">I", len(one)) + name + one + struct.pack(">I", zlib.crc32(name + one)) for name, one in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


def _bomb(side: int) -> bytes:
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" * 9)),
        (b"IEND", b""),
    ]
    told = (struct.pack(">I", len(one)) + name + one + struct.pack(">I", zlib.crc32(name + one)) for name, one in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _zeroed(data: bytes) -> bytes:
    return _half(data) + bytes(len(data) - len(data) // 2)


_MOVING = [_photo(seed=2), _photo(seed=3)]
NOT_CHECKED: dict[str, tuple[str, Callable[[], bytes], str, str]] = {
    "truncated": ("01.jpg", lambda: _half(_saved(_photo(), "JPEG")), "failed", "corrupt or truncated picture"),
    "end cut off": ("01.jpg", lambda: _saved(_photo(), "JPEG")[:-200], "failed", "corrupt or truncated picture"),
    "half zeros": ("01.jpg", lambda: _zeroed(_saved(_photo(), "JPEG")), "failed", "the end of the file is filled with zeros"),
    "WebP half zeros": ("01.webp", lambda: _zeroed(_saved(_photo(), "WEBP")), "failed", ""),
    "nothing but zeros": ("01.jpg", lambda: bytes(5000), "failed", "not a picture format that is known"),
    "HTML": ("01.jpg", lambda: b"<!doctype html><title>404</title>", "failed", "holds HTML or SVG, not a bitmap picture"),
    "SVG": ("01.png", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "failed", "holds HTML or SVG"),
    "empty": ("01.jpg", lambda: b"", "failed", "empty file (0 bytes)"),
    "bomb": ("01.png", lambda: _bomb(50_000), "failed", "far too many pixels"),
    "large": ("01.png", lambda: _bomb(12_000), "failed", "too many pixels to decode (12000×12000)"),
    "HEIC": ("01.heic", lambda: b"\0\0\0\x18ftypheic" + bytes(40), "unavailable", "pip install 'listinglint[heic]'"),
    "HEIC named JPEG": ("01.jpg", lambda: b"\0\0\0\x18ftypheic" + bytes(40), "unavailable", "pip install 'listinglint[heic]'"),
    "Git LFS": ("01.jpg", lambda: b"version https://git-lfs.github.com/spec/v1\n", "failed", "run git lfs pull"),
}  # fmt: skip
FOUND: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "wrong extension": ("01.png", lambda: _saved(_photo(), "JPEG"), "images/extension"),
    "16 bits grey": ("01.png", lambda: _saved(_photo("L").convert("I;16"), "PNG"), "images/colour-mode"),
    "16 bits colour": ("01.png", _deep_png, "images/colour-mode"),
    "CMYK": ("01.jpg", lambda: _saved(_photo("CMYK"), "JPEG"), "images/colour-mode"),
    "palette": ("01.png", lambda: _saved(_photo("P"), "PNG"), "images/palette"),
    "moving GIF": ("01.gif", lambda: _saved(_photo("P"), "GIF", save_all=True, append_images=_MOVING), "images/animated"),
    "moving WebP": ("01.webp", lambda: _saved(_photo(), "WEBP", save_all=True, append_images=_MOVING), "images/animated"),
    "TIFF of pages": ("01.tif", lambda: _saved(_photo(), "TIFF", save_all=True, append_images=_MOVING), "images/animated"),
}  # fmt: skip


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop" / "R1"
    (folder / "images" / "main").mkdir(parents=True)
    (tmp_path / "shop" / "listinglint.toml").write_text("", encoding="utf-8")
    (folder / "listing.yaml").write_text("id: R1\ntitle: Ring\n", encoding="utf-8")
    return folder


def _checked(folder: Path) -> Result:
    options = Options(select=RULES, words="off")
    (one,) = results(jobs(find([folder.parent], ReadSettings()), options), options)
    return one


@pytest.fixture
def without_heif(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(header, "reads_heic", lambda: False)


@pytest.mark.usefixtures("without_heif")
@pytest.mark.parametrize("case", NOT_CHECKED)
def test_a_file_that_cannot_be_judged_is_told_once(shop: Path, case: str) -> None:
    name, content, cause, told = NOT_CHECKED[case]
    (shop / "images" / "main" / name).write_bytes(content())
    result = _checked(shop)
    assert result.findings == ()
    (one,) = result.not_checked
    assert (one.part, one.cause) == ("images[0]", cause)
    assert one.file.endswith(f"R1/images/main/{name}")
    assert told in one.reason.en
    assert one.reason.zh != one.reason.en


@pytest.mark.parametrize("case", FOUND)
def test_a_file_of_a_kind_that_sells_badly_is_told_once(shop: Path, case: str) -> None:
    name, content, rule = FOUND[case]
    (shop / "images" / "main" / name).write_bytes(content())
    result = _checked(shop)
    assert result.not_checked == ()
    assert [one.rule for one in result.findings] == [rule]


def test_a_picture_of_a_phone_is_read_where_it_can_be(shop: Path) -> None:
    heif = pytest.importorskip("pillow_heif")
    whole = io.BytesIO()
    heif.from_pillow(_photo()).save(whole, quality=90)
    (shop / "images" / "main" / "01.heic").write_bytes(whole.getvalue())
    assert (_checked(shop).findings, _checked(shop).not_checked) == ((), ())
    (shop / "images" / "main" / "01.heic").rename(shop / "images" / "main" / "01.jpg")
    assert [one.rule for one in _checked(shop).findings] == ["images/extension"]
    (shop / "images" / "main" / "01.jpg").write_bytes(whole.getvalue()[:60])
    (one,) = _checked(shop).not_checked
    assert (one.cause, one.reason.en) == ("failed", "corrupt or truncated HEIC picture")


def test_zeros_behind_the_end_of_a_picture_do_no_harm(shop: Path) -> None:
    (shop / "images" / "main" / "01.jpg").write_bytes(_saved(_photo(), "JPEG") + bytes(4000))
    assert _checked(shop) == Result("R1", _checked(shop).file)


def test_a_whole_picture_is_clean(shop: Path) -> None:
    (shop / "images" / "main" / "01.jpg").write_bytes(_saved(_photo(), "JPEG"))
    assert (_checked(shop).findings, _checked(shop).not_checked) == ((), ())


def test_a_link_out_of_the_shop_is_told_and_one_inside_is_followed(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.jpg").write_bytes(_saved(_photo("CMYK"), "JPEG"))
    (shop / "images" / "main" / "01.jpg").symlink_to(tmp_path / "elsewhere.jpg")
    result = _checked(shop)
    assert result.findings == ()
    (one,) = result.not_checked
    assert (one.part, one.cause) == ("images[0]", "unavailable")
    assert "a link that leads out of the shop's folder" in one.reason.en
    store = shop.parent / ".objects"
    store.mkdir()
    (tmp_path / "elsewhere.jpg").rename(store / "ab12.jpg")
    (shop / "images" / "main" / "01.jpg").unlink()
    (shop / "images" / "main" / "01.jpg").symlink_to(store / "ab12.jpg")
    assert [one.rule for one in _checked(shop).findings] == ["images/colour-mode"]


def test_a_link_that_leads_nowhere_is_told(shop: Path) -> None:
    (shop / "images" / "main" / "01.jpg").symlink_to("gone.jpg")
    (one,) = _checked(shop).not_checked
    assert one.cause == "failed"
    assert "cannot be opened" in one.reason.en


def test_a_name_in_gbk_is_read_and_told_whole(shop: Path) -> None:
    folder = os.fsencode(shop / "images" / "main")
    try:
        with open(folder + b"/" + "主图.jpg".encode("gbk"), "wb") as file:  # noqa: PTH123  # a name that is no text
            file.write(_half(_saved(_photo(), "JPEG")))
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (one,) = _checked(shop).not_checked
    assert "corrupt or truncated picture" in one.reason.en
    assert one.file.endswith("/images/main/主图.jpg [%D6%F7%CD%BC.jpg]")


def test_a_video_among_the_pictures_is_named(shop: Path) -> None:
    (shop / "images" / "main" / "01.jpg").write_bytes(_saved(_photo(), "JPEG"))
    (shop / "images" / "main" / "turn.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    (shop / "images" / "main" / "ring.psd").write_bytes(b"8BPS")
    (shop / "images" / "main" / "notes.xyz").write_bytes(b"?")
    options = Options(select=RULES, words="off")
    (job,) = jobs(find([shop.parent], ReadSettings()), options)
    notes = {note.file.rpartition("/")[2]: (note.used, note.why.en) for note in getattr(job.what, "notes", ())}
    assert notes["turn.mp4"] == ("video", "a video, not looked at")
    assert notes["ring.psd"][0] == "artwork"
    assert notes["notes.xyz"] == ("", "not understood")
