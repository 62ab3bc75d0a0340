"""Whether a picture is blurred in one direction only, as when the camera moved."""

from __future__ import annotations

from typing import Any

_TILE, _MARGIN = 64, 16
# A direction in which hardly anything changes, as along the grain of brushed metal, tells nothing.
_FAINTEST, _LEAST = 2.0, 0.25


def loss(grey: Any) -> float:
    """Return what is lost when a picture is halved in one direction and enlarged again, in the worse direction.

    It is the mean square of what is lost over the mean square of the steps in that direction, of the five percent of the
    tiles in which these are largest; 1 where neither direction tells anything.  An edge that lies aslant, as of a ring seen
    close, changes more slowly in one direction than in the other: the loss counts by how much less there is to lose.
    """
    import numpy as np

    across, down = grey.width // _TILE, grey.height // _TILE
    if across * down == 0:
        return 1.0
    pixels = np.asarray(grey)
    found = [_along(grey, pixels, axis, across, down) for axis in (0, 1)]
    most = max(contrast for _, contrast in found)
    told = (lost * most / contrast for lost, contrast in found if contrast >= max(_FAINTEST, _LEAST * most))
    return min(told, default=1.0)


def _along(grey: Any, pixels: Any, axis: int, across: int, down: int) -> tuple[float, float]:
    """Return the loss and the contrast along columns (0) or rows (1)."""
    import numpy as np

    energy = _steps(pixels, axis, across, down)
    chosen = np.argsort(energy)[-min(len(energy), max(8, len(energy) // 20)) :]
    mean = float(energy[chosen].mean())
    lost = [_lost(grey, int(at) % across * _TILE, int(at) // across * _TILE, axis) for at in chosen]
    return sum(lost) / len(lost) / max(mean, 1e-9), mean**0.5


def _steps(pixels: Any, axis: int, across: int, down: int) -> Any:
    """Return the mean square of the steps in one direction, tile by tile."""
    import numpy as np

    out = np.empty((down, across), np.float32)
    for row in range(down):
        band = pixels[row * _TILE : (row + 1) * _TILE + 1 - axis, : across * _TILE + axis].astype(np.int16)
        steps = np.diff(band, axis=axis)
        sums = np.zeros(across * _TILE, np.int64)
        sums[: steps.shape[1]] = np.square(steps, dtype=np.int32).sum(axis=0)
        out[row] = sums.reshape(across, _TILE).sum(axis=1)
    return out.ravel() / float(_TILE * _TILE)


def _lost(grey: Any, left: int, top: int, axis: int) -> float:
    """Return the mean square of what a tile loses; a margin beside it keeps its own edges out of it."""
    import numpy as np
    from PIL import Image

    begin, room = ((top, grey.height), (left, grey.width))[axis]
    first, last = max(0, begin - _MARGIN), min(room, begin + _TILE + _MARGIN)
    last -= (last - first) % 2
    if axis == 0:
        box, half = (left, first, left + _TILE, last), (_TILE, (last - first) // 2)
    else:
        box, half = (first, top, last, top + _TILE), ((last - first) // 2, _TILE)
    whole = grey.crop(box)
    again = np.asarray(whole.resize(half, Image.Resampling.LANCZOS).resize(whole.size, Image.Resampling.BICUBIC))
    lost = np.asarray(whole, np.float32) - again
    inside = slice(begin - first, begin - first + _TILE)
    return float(np.square(lost[inside] if axis == 0 else lost[:, inside]).mean())
