"""Whether somebody has put a frame of one colour round the picture."""

from __future__ import annotations

from typing import Any

from listinglint.pictures.opened import Opened
from listinglint.pictures.seen import Frame

# Wider margins are those of a square product in the middle of a plain ground.
_DEEPEST = 0.09
_LEAST = 3
# A square product shows the weave or grain of one material along all its edges; a picture shows a smooth ground there, or
# changes much from place to place.  Of margins narrower than this share of the shorter side that is not asked: hardly any
# product in the middle leaves so little.
_NARROW = 0.038
_PIECES, _BAND, _SMOOTH, _VARIED = 8, 0.015, 6, 120
# The corners of products are round, those of pictures are not.
_SHARP = 2
# Frames are equally wide all round, give or take what JPEG blurs; a product hardly ever stands so.
_UNEVEN, _UNEVEN_PIXELS = 0.05, 2
# A frame of few pixels shares JPEG's blocks with what it surrounds.
_APART = 20
_WHOLE = 0.95
_ALIKE = 12
_WHITE = 240
_STEP = 4  # every fourth pixel of a row tells enough


def measure(picture: Opened) -> Frame:
    """Return the frame's widths and colour; all 0 where there is none.

    A frame has the same colour and the same width on all four sides, the width below nine percent, is not white, and ends
    in an edge: behind it most of the next row differs.  Without the last a product on a plain coloured backdrop would have
    one, without the equal widths a rectangular product, without a look at what it surrounds a square one.
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
    if not framed or not _surrounds_a_picture(pixels, max(widths), mean):
        return Frame()
    red, green, blue = (int(value) for value in mean.round())
    left, top, right, bottom = widths
    return Frame(left, top, right, bottom, (red, green, blue))


def _surrounds_a_picture(pixels: Any, width: int, colour: Any) -> bool:
    """Tell whether what begins behind these margins may be a picture, and not the edge of a product."""
    import numpy as np

    at, band = width + _LEAST, max(6, int(_BAND * min(pixels.size)))
    right, bottom = pixels.width - at, pixels.height - at
    corners = [pixels.getpixel(one) for one in ((at, at), (right - 1, at), (at, bottom - 1), (right - 1, bottom - 1))]
    if sum(bool((np.abs(np.array(one) - colour) > _APART).any()) for one in corners) < _SHARP:
        return False
    if width <= _NARROW * min(pixels.size):
        return True
    bands = [
        np.asarray(pixels.crop(box), np.float32)
        for box in ((at, at, right, at + band), (at, bottom - band, right, bottom))
    ] + [
        np.asarray(pixels.crop(box), np.float32).swapaxes(0, 1)
        for box in ((at, at, at + band, bottom), (right - band, at, right, bottom))
    ]
    pieces = [piece for one in bands for piece in np.array_split(one, _PIECES, axis=1)]
    grain = float(np.median([piece.std(axis=(0, 1)).mean() for piece in pieces]))
    return grain < _SMOOTH or float(np.ptp([piece.mean(axis=(0, 1)) for piece in pieces], axis=0).max()) > _VARIED


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
