"""Which colours the product in a picture has: pictures of one product share most of them."""

from __future__ import annotations

from listinglint.pictures.opened import Opened
from listinglint.pictures.seen import Palette

_SIDE = 128
_HUES, _SHADES = 12, 4
_FEWEST = 60


def measure(picture: Opened) -> Palette:
    """Return the shares of 192 colours among the pixels that are no white background; none where hardly any are left."""
    import numpy as np
    from PIL import Image

    small = picture.small
    factor = _SIDE / max(small.size)
    size = (max(1, round(small.width * factor)), max(1, round(small.height * factor)))
    hsv = np.asarray(small.resize(size, Image.Resampling.LANCZOS).convert("HSV")).reshape(-1, 3).astype(np.int64)
    hsv = hsv[(hsv[:, 2] < 245) | (hsv[:, 1] > 20)]
    if len(hsv) < _FEWEST:
        return Palette()
    bins = (hsv[:, 0] * _HUES // 256) * _SHADES * _SHADES + (hsv[:, 1] // 64) * _SHADES + hsv[:, 2] // 64
    counts = np.bincount(bins, minlength=_HUES * _SHADES * _SHADES)
    return Palette(tuple(int(one) for one in np.round(counts * 10_000 / len(hsv))))
