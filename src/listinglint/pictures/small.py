"""A small grey copy of a picture, in which pieces of it are looked for."""

from __future__ import annotations

from listinglint.pictures.opened import Opened
from listinglint.pictures.seen import Grey, Small

_SIDE = 384
_FLAT = 4.0


def measure(picture: Opened) -> Small:
    """Return the copy, and whether it is too flat to be recognised in anything."""
    import numpy as np
    from PIL import Image

    grey = picture.small.convert("L")
    factor = _SIDE / max(grey.size)
    if factor < 1:
        # From 512 to 384 pixels plain averaging would make patterns of its own.
        width, height = (max(1, round(side * factor)) for side in grey.size)
        grey = grey.resize((width, height), Image.Resampling.LANCZOS)
    flat = bool(np.asarray(grey.resize((64, 64)), np.float32).std() < _FLAT)
    across, down = picture.pixels.size
    return Small(across, down, Grey(grey.width, grey.height, grey.tobytes()), flat)
