"""Codes for cameras in a picture: QR codes and their kin, which lead buyers off the marketplace."""

from __future__ import annotations

from typing import Any

from listinglint.pictures.opened import Opened, shrunk
from listinglint.pictures.seen import Code

_STRIP, _OVERLAP = 2048, 700
# Codes that carry an address or a number to ring; the bars on a package are no way out of a marketplace.
_KINDS = ("QRCode", "MicroQRCode", "Aztec", "DataMatrix")


def measure(picture: Opened) -> tuple[Code, ...]:
    """Return the codes that can be read; one that merely looks like a code, or is half covered, is not told."""
    import zxingcpp

    formats: Any = [getattr(zxingcpp.BarcodeFormat, one) for one in _KINDS]
    whole = shrunk(picture.pixels, _STRIP) if picture.pixels.width > _STRIP else picture.pixels
    scale = picture.pixels.width / whole.width
    found: dict[tuple[str, str], Code] = {}
    top = 0
    while True:
        cut = whole.crop((0, top, whole.width, min(top + _STRIP, whole.height))).convert("L")
        for one in zxingcpp.read_barcodes(cut, formats=formats):
            code = _code(one, top, scale)
            found.setdefault((code.text, f"{code.box[0] // 8},{code.box[1] // 8}"), code)
        if top + _STRIP >= whole.height:
            return tuple(found.values())
        top += _STRIP - _OVERLAP


def _code(one: Any, top: int, scale: float) -> Code:
    corners = [getattr(one.position, name) for name in ("top_left", "top_right", "bottom_left", "bottom_right")]
    xs, ys = [corner.x for corner in corners], [corner.y + top for corner in corners]
    left, upper, right, lower = (round(side * scale) for side in (min(xs), min(ys), max(xs), max(ys)))
    return Code(str(one.format).rpartition(".")[2], one.text, (left, upper, right, lower))
