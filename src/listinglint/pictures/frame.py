"""Whether somebody has put a frame of one colour round the picture."""

from __future__ import annotations

from typing import Any

from listinglint.pictures.opened import Opened
from listinglint.pictures.seen import Frame

# Wider margins are those of a square product in the middle of a plain ground.
_DEEPEST = 0.09
_LEAST = 3
# Frames are equally wide all round, give or take what JPEG blurs; a product hardly ever stands so.
_UNEVEN, _UNEVEN_PIXELS = 0.05, 2
_APART = 14
_WHOLE = 0.985
_ALIKE = 12
_WHITE = 240
_STEP = 4  # every fourth pixel of a row tells enough


def measure(picture: Opened) -> Frame:
    """Return the frame's widths and colour; all 0 where there is none.

    A frame has the same colour and the same width on all four sides, the width below nine percent, is not white, and ends
    in an edge: behind it most of the next row differs.  Without the last a product on a plain coloured backdrop would have
    one, without the equal widths a rectangular product.
    """
    import numpy as np

    pixels = picture.pixels
    deepest = _DEEPEST * min(pixels.size) - 1
    sides = [_side(strip) for strip in _strips(pixels)]
    colours = np.array([colour for _, colour, _ in sides])
    mean = colours.mean(axis=0)
    widths = [depth for depth, _, _ in sides]
    framed = (
        all(_LEAST <= depth < deepest for depth in widths)
        and max(widths) - min(widths) <= max(_UNEVEN_PIXELS, _UNEVEN * max(widths))
        and bool((np.abs(colours - mean) <= _ALIKE).all())
        and bool((colours < _WHITE).any())
        and all(ends for _, _, ends in sides)
    )
    if not framed:
        return Frame()
    red, green, blue = (int(value) for value in mean.round())
    left, top, right, bottom = widths
    return Frame(left, top, right, bottom, (red, green, blue))


def _strips(pixels: Any) -> list[Any]:
    """Return left, top, right and bottom strip, each as rows from the edge inwards."""
    import numpy as np

    width, height = pixels.size
    wide, high = max(1, int(_DEEPEST * width)) + 4, max(1, int(_DEEPEST * height)) + 4
    left = np.asarray(pixels.crop((0, 0, wide, height)))[::_STEP].swapaxes(0, 1)
    top = np.asarray(pixels.crop((0, 0, width, high)))[:, ::_STEP]
    right = np.asarray(pixels.crop((width - wide, 0, width, height)))[::_STEP].swapaxes(0, 1)[::-1]
    bottom = np.asarray(pixels.crop((0, height - high, width, height)))[::-1, ::_STEP]
    return [left, top, right, bottom]


def _side(strip: Any) -> tuple[int, Any, bool]:
    """Return how deep a side is of one colour, which, and whether it ends there in an edge."""
    import numpy as np

    colour = np.median(strip[0], axis=0)
    for depth, row in enumerate(strip):
        if _near(row, colour) < _WHOLE:
            behind = strip[min(depth + _LEAST, len(strip) - 1)]
            return depth, colour, _near(behind, colour) <= 0.5
    return len(strip), colour, False


def _near(row: Any, colour: Any) -> float:
    import numpy as np

    return float((np.abs(row - colour) <= _APART).all(axis=1).mean())
