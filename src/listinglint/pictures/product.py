"""Where the product stands in a picture with a plain background, and how much of the frame it fills."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from listinglint.pictures import border
from listinglint.pictures.opened import Opened, shrunk
from listinglint.pictures.seen import Box, Product
from listinglint.tuples import NamedTuple

# A pixel further than this from the background belongs to the product; lower figures find shadows and vignettes, higher
# ones lose pale products.
_APART = 12
_PLAIN = 0.8
_LINE = 0.002
_TOUCH = 0.12
_CLOSE_SIDE = 256
_BADGE = 0.6  # in heights of a line: so far a badge reaches beyond its letters
_SIDES = ("left", "top", "right", "bottom")


def measure(picture: Opened) -> Product:
    """Return the product's box, fill and place; a `Product` without a box where the background is not plain."""
    import numpy as np

    pixels = np.asarray(picture.small)
    white = border.measure(picture).is_white
    ground = np.array([255, 255, 255]) if white else _ground(pixels)
    if ground is None:
        return Product(white=False)
    mask = _mask(pixels, ground)
    found = _extent(mask)
    if found is None:
        return Product(white=white)
    left, top, right, bottom = found
    height, width = mask.shape
    close = _mask(np.asarray(shrunk(picture.small, _CLOSE_SIDE)), ground)
    return Product(
        _scaled(found, picture.pixels.size, (width, height)),
        max((right - left) / width, (bottom - top) / height),
        (left + right) / 2 / width - 0.5,
        (top + bottom) / 2 / height - 0.5,
        tuple(side for side, share in zip(_SIDES, _edges(mask), strict=True) if share > _TOUCH),
        float(close.mean()),
        sum(_edges(close)) / 4,
        white,
    )


class Beside(NamedTuple):
    """The product without what was painted over the picture: its box in pixels of the picture, and where it is, pixel by pixel
    of a smaller copy."""

    box: Box
    mask: Any
    size: tuple[int, int]

    def about(self, box: Box) -> float:
        """Return how much of what lies around a painted line, beyond the badge it may stand on, is product."""
        height, width = self.mask.shape
        x, y = width / self.size[0], height / self.size[1]
        near, far = (self._around(box, (box[3] - box[1]) * reach, x, y) for reach in (_BADGE, 2 * _BADGE))
        ring = far.size - near.size
        return float(far.sum() - near.sum()) / ring if ring else 0.0

    def _around(self, box: Box, reach: float, x: float, y: float) -> Any:
        left, top, right, bottom = box
        rows = slice(max(0, int((top - reach) * y)), int((bottom + reach) * y) + 1)
        return self.mask[rows, max(0, int((left - reach) * x)) : int((right + reach) * x) + 1]


def beside(picture: Opened, painted: Iterable[Box]) -> Beside | None:
    """Return where the product stands if what was painted at these places is no part of it; None where nobody can tell."""
    import numpy as np

    pixels = np.array(picture.small)
    ground = np.array([255, 255, 255]) if border.measure(picture).is_white else _ground(pixels)
    if ground is None:
        return None
    mask = _mask(pixels, ground)
    x, y = mask.shape[1] / picture.pixels.width, mask.shape[0] / picture.pixels.height
    for left, top, right, bottom in painted:
        # A little more than the letters: their edges are blurred, and a badge reaches beyond them.
        reach = (bottom - top) * 0.35
        rows = slice(max(0, int((top - reach) * y)), int((bottom + reach) * y) + 1)
        mask[rows, max(0, int((left - reach) * x)) : int((right + reach) * x) + 1] = False
    found = _extent(mask)
    if found is None:
        return None
    box = _scaled(found, picture.pixels.size, (mask.shape[1], mask.shape[0]))
    return Beside(box, mask, picture.pixels.size)


def _ground(pixels: Any) -> Any:
    """Return the colour of a plain background: the median of the ring, if most of the ring is near it."""
    import numpy as np

    band = max(2, int(0.02 * min(pixels.shape[:2])))
    strips = (pixels[:band], pixels[-band:], pixels[band:-band, :band], pixels[band:-band, -band:])
    ring = np.concatenate([one.reshape(-1, 3) for one in strips])
    colour = np.median(ring, axis=0)
    near = (np.abs(ring - colour) <= _APART).all(axis=1)
    return colour if float(near.mean()) >= _PLAIN else None


def _mask(pixels: Any, ground: Any) -> Any:
    import numpy as np

    return np.abs(pixels.astype(np.int16) - ground.astype(np.int16)).max(axis=2) > _APART


def _extent(mask: Any) -> Box | None:
    """Return the box of the rows and columns that hold more than specks."""
    import numpy as np

    across = np.flatnonzero(mask.mean(axis=0) > _LINE)
    down = np.flatnonzero(mask.mean(axis=1) > _LINE)
    if not len(across) or not len(down):
        return None
    return int(across[0]), int(down[0]), int(across[-1]) + 1, int(down[-1]) + 1


def _edges(mask: Any) -> list[float]:
    """Return the share of product in the outermost two pixels: left, top, right, bottom."""
    return [float(one.mean()) for one in (mask[:, :2], mask[:2], mask[:, -2:], mask[-2:])]


def _scaled(box: Box, size: tuple[int, int], small: tuple[int, int]) -> Box:
    x, y = size[0] / small[0], size[1] / small[1]
    return round(box[0] * x), round(box[1] * y), round(box[2] * x), round(box[3] * y)
