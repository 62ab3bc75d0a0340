"""Whether a picture stands on white, and on how white a white."""

from __future__ import annotations

from typing import Any

from listinglint.pictures.opened import Opened
from listinglint.pictures.seen import Border

NEAR_WHITE = 250


def measure(picture: Opened) -> Border:
    """Return the whiteness of the outermost two percent; every channel of a white pixel is white."""
    if "border" not in picture.known:
        picture.known["border"] = _ring(picture.pixels)
    found: Border = picture.known["border"]
    return found


def _ring(pixels: Any) -> Border:
    import numpy as np

    width, height = pixels.size
    band = min(max(2, int(0.02 * min(width, height))), (min(width, height) + 1) // 2)
    boxes = [
        (0, 0, width, band), (0, height - band, width, height),
        (0, band, band, height - band), (width - band, band, width, height - band),
    ]  # fmt: skip
    sides = [_darkest(pixels.crop(box)) for box in boxes if box[2] > box[0] and box[3] > box[1]]
    ring = np.concatenate([one.ravel() for one in sides])
    near = int((ring >= NEAR_WHITE).sum())
    top, bottom = sides[0], sides[1]
    corners = (top[:, :band], top[:, -band:], bottom[:, :band], bottom[:, -band:])
    white = sum(bool((one >= NEAR_WHITE).mean() > 0.95) for one in corners)
    pure = float((ring == 255).sum()) / near if near else 0.0
    return Border(near / ring.size, pure, int(np.median(ring)), white)


def _darkest(strip: Any) -> Any:
    """Return the darkest channel of each pixel."""
    import numpy as np

    pixels = np.asarray(strip)
    return np.minimum(np.minimum(pixels[..., 0], pixels[..., 1]), pixels[..., 2])
