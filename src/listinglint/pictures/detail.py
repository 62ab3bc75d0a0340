"""How many of a picture's pixels carry detail: whether zooming in will show anything more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from listinglint.pictures.opened import Opened
from listinglint.pictures.seen import Detail
from listinglint.tuples import NamedTuple

# Below either figure a picture has no detail at its own size.  Chosen on drawn scenes and on one half each of the photos of
# three shops, see evals/pictures.py: soft photographs and enlargements look alike, so nobody is told that he enlarged anything.
LOSS, SPECTRUM = 0.062, 0.0165
# From this ratio on every third row and column stands out, as in a picture that was enlarged three times along straight lines:
# its bends are sharp, so that the other two figures miss a fine weave.  Untouched pictures stay below 1.2.
TRACE, _PERIOD, _BLOCK = 1.25, 3, 8
_TILE = 64
# Larger pictures are judged by their most detailed part: as sure, and the cost stays that of a shop picture.
_WINDOW = 2048
_FEWEST_TILES, _FAINTEST = 4, 2.0
_HALVINGS = 3


class Figures(NamedTuple):
    """What is measured at one size: loss and spectrum, -1 where there is too little to see, contrast, and the trace of a grid."""

    loss: float = -1.0
    spectrum: float = -1.0
    contrast: float = 0.0
    trace: float = 1.0

    @property
    def soft(self) -> bool:
        """Whether there is no detail at this size; False where it cannot be told."""
        return self.loss >= 0 and (self.loss < LOSS or self.spectrum < SPECTRUM or self.trace > TRACE)


def measure(picture: Opened) -> Detail:
    """Return how much detail a picture carries."""
    grey = _window(picture.pixels)
    sizes = _at_each_size(grey)
    whole, half = next(sizes), next(sizes)
    if whole.loss < 0:
        return Detail(0.0, whole.loss, -1.0, whole.spectrum, whole.contrast)
    factor = 1.0
    for one in islice(chain((whole, half), sizes), _HALVINGS):
        if not one.soft:
            break
        factor /= 2
    return Detail(factor, whole.loss, half.loss, whole.spectrum, whole.contrast)


def _at_each_size(grey: Any) -> Iterator[Figures]:
    """Yield the figures of a picture, of its half, its quarter and so on."""
    half = halved(grey)
    while True:
        yield figures(grey, half)
        grey, half = half, halved(half)


def figures(grey: Any, half: Any = None) -> Figures:
    """Return the figures of the five percent most detailed tiles.

    loss: halve the picture and enlarge it again; mean square of what is lost over the mean gradient energy.
    spectrum: power of the highest frequencies over gradient-weighted power.  It does not depend on where the grid of an
    enlargement lies, the loss does not depend on contrast; each finds enlargements that the other misses.
    trace: how much the bends at every third row and column stand out.
    """
    import numpy as np

    across, down = grey.width // _TILE, grey.height // _TILE
    count = across * down
    if count < _FEWEST_TILES:
        return Figures()
    pixels = np.asarray(grey)
    energy = _energy(pixels, across, down)
    chosen = np.argsort(energy, axis=None)[-min(count, max(8, count // 20)) :]
    total = float(energy.ravel()[chosen].sum())
    contrast = (total / len(chosen)) ** 0.5
    if contrast < _FAINTEST:
        return Figures(contrast=contrast)
    corners = [(int(at) % across * _TILE, int(at) // across * _TILE) for at in chosen]
    tiles = np.stack([pixels[y : y + _TILE, x : x + _TILE] for x, y in corners]).astype(np.float32)
    lost = _lost(grey, half or halved(grey), corners, tiles)
    return Figures(float(lost.sum()) / total, _spectrum(tiles), contrast, _trace(tiles, corners))


def _energy(pixels: Any, across: int, down: int) -> Any:
    """Return the mean squared gradient of each tile."""
    import numpy as np

    height, width = down * _TILE, across * _TILE
    out = np.empty((down, across), np.float32)
    for row in range(down):  # a row of tiles at a time keeps the working copy in the processor's cache
        top = row * _TILE
        band = pixels[top : top + _TILE + 1, : width + 1].astype(np.int16)
        sums = np.zeros((_TILE, width), np.int32)
        rightward = np.diff(band[:_TILE], axis=1)
        sums[:, : rightward.shape[1]] = np.square(rightward[:, :width], dtype=np.int32)
        downward = np.diff(band, axis=0)[:, :width]
        sums[: len(downward)] += np.square(downward, dtype=np.int32)
        out[row] = sums.sum(axis=0).reshape(across, _TILE).sum(axis=1)
    return out[: height // _TILE] / float(_TILE * _TILE)


def _lost(grey: Any, half: Any, corners: list[tuple[int, int]], tiles: Any) -> Any:
    """Return the mean square of what halving and enlarging loses, tile by tile."""
    import numpy as np
    from PIL import Image

    x_scale, y_scale = half.width / grey.width, half.height / grey.height
    again = [
        half.resize(
            (_TILE, _TILE),
            Image.Resampling.BICUBIC,
            box=(x * x_scale, y * y_scale, (x + _TILE) * x_scale, (y + _TILE) * y_scale),
        )
        for x, y in corners
    ]
    return np.square(tiles - np.stack([np.asarray(one) for one in again])).mean(axis=(1, 2))


def _spectrum(tiles: Any) -> float:
    import numpy as np

    window, weight, high = _filters()
    flat = (tiles - tiles.mean(axis=(1, 2), keepdims=True)) * window
    power = np.square(np.abs(np.fft.rfft2(flat))).mean(axis=0)
    return float((power * high).sum() / max(float((power * weight).sum()), 1e-9))


def _trace(tiles: Any, corners: list[tuple[int, int]]) -> float:
    """Return by how much the bends in one of three rows exceed those in the others, the same of columns, the smaller one."""
    import numpy as np

    ratios = []
    for axis in (0, 1):
        bends = np.abs(np.diff(tiles, 2, axis=2 - axis)).mean(axis=1 + axis)
        places = np.array([corner[axis] for corner in corners])[:, None] + np.arange(1, _TILE - 1)
        inside = (places % _BLOCK != 0) & (places % _BLOCK != _BLOCK - 1)  # JPEG's own blocks bend everything
        *others, most = sorted(float(bends[inside & (places % _PERIOD == one)].mean()) for one in range(_PERIOD))
        ratios.append(most / max(sum(others) / len(others), 0.05))
    return min(ratios)


@lru_cache(1)
def _filters() -> tuple[Any, Any, Any]:
    """Return the window of a tile, the weight of each frequency as a gradient, and the mask of the highest ones."""
    import numpy as np

    hann = np.hanning(_TILE).astype(np.float32)
    down, across = np.meshgrid(np.fft.fftfreq(_TILE), np.fft.rfftfreq(_TILE), indexing="ij")
    weight = 4 * np.sin(np.pi * across) ** 2 + 4 * np.sin(np.pi * down) ** 2
    high = np.hypot(across, down) / 0.5 > 0.65
    return np.outer(hann, hann), weight, high


def halved(grey: Any) -> Any:
    """Return a picture at half its size."""
    from PIL import Image

    # Rounded, never cut to an even size: with the grid of an enlargement half a pixel off, fewer are found.
    return grey.resize((max(1, round(grey.width / 2)), max(1, round(grey.height / 2))), Image.Resampling.LANCZOS)


def _window(picture: Any) -> Any:
    """Return the picture in grey, of a large one its most detailed part."""
    if picture.width <= _WINDOW and picture.height <= _WINDOW:
        return picture.convert("L")
    left, top = _busiest(picture)
    right, bottom = min(left + _WINDOW, picture.width), min(top + _WINDOW, picture.height)
    return picture.crop((left, top, right, bottom)).convert("L")


def _busiest(picture: Any) -> tuple[int, int]:
    """Return the corner of the window with the most detail, looked for in strips of a copy a quarter the size."""
    import numpy as np

    small = picture.reduce(4).convert("L")
    across, down = max(1, small.width // _TILE), max(1, small.height // _TILE)
    energy = _energy(np.asarray(small), across, down) if min(small.size) >= _TILE else np.zeros((down, across))
    wide = min(across, _WINDOW // 4 // _TILE)
    high = min(down, _WINDOW // 4 // _TILE)
    sums = np.lib.stride_tricks.sliding_window_view(energy, (high, wide)).sum(axis=(2, 3))
    row, column = np.unravel_index(int(sums.argmax()), sums.shape)
    left = min(int(column) * _TILE * 4, max(0, picture.width - _WINDOW))
    top = min(int(row) * _TILE * 4, max(0, picture.height - _WINDOW))
    return left // 8 * 8, top // 8 * 8  # whole JPEG blocks
