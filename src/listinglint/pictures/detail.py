"""How many of a picture's pixels carry detail: whether zooming in will show anything more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from listinglint.pictures import moved
from listinglint.pictures.opened import Opened
from listinglint.pictures.seen import Detail
from listinglint.tuples import NamedTuple

# All limits were chosen on drawn scenes and on one half each of the photos of three shops, see evals/pictures.py.  Soft
# photographs and enlargements look alike, so nobody is told that he enlarged anything; what is lost of them differs, though.
# Below this loss, or this spectrum, there is nothing left to lose: no untouched picture came so low.
_NOTHING, _EMPTY = 0.042, 0.014
# An enlargement by two is an exact pattern: what it loses when it is halved follows the bends of what is left, more closely
# than in any photograph of so little loss.  The noise that JPEG and rounding add is left out.
_FOLLOWS, _NOISE = ((0.062, 0.36), (0.085, 0.40)), 1.0
# Of a stronger enlargement, or of one that was cut, only noise is lost, which has nothing to do with the bends.
_SOME, _UNBENT = 0.12, 0.08
# Enlarged by three, or by one and a half, every third row and column bends more than the others: from this height of the peak
# at a third in the spectrum of the bends on.  Untouched pictures stay below 2.4; what some programs shrink to three quarters
# reaches 11 where the highest frequencies are as weak as here, and 30 where they are not.
_TRACE, _WEAK = 12.0, 0.035
_TILE = 64
# Larger pictures are judged by their most detailed part: as sure, and the cost stays that of a shop picture.
_WINDOW = 2048
_FEWEST_TILES, _FAINTEST = 4, 2.0
_HALVINGS = 3
# Of a trace: JPEG's blocks, the rows or columns whose mean is taken off each, and how many there must be.
_BLOCK, _NEAR, _SHORTEST = 8, 25, 400


class Figures(NamedTuple):
    """What is measured at one size: loss and spectrum, -1 where there is too little to see, contrast, and three traces.

    `follows` is the correlation of what is lost with the bends of what is left, `bent` its slope, `trace` the height of the
    peak that an enlargement by three or one and a half leaves (0 where nobody needs to look).
    """

    loss: float = -1.0
    spectrum: float = -1.0
    contrast: float = 0.0
    follows: float = 0.0
    bent: float = 1.0
    trace: float = 0.0

    @property
    def soft(self) -> bool:
        """Whether there is no detail at this size; False where it cannot be told."""
        return self.loss >= 0 and (
            self.loss < _NOTHING
            or self.spectrum < _EMPTY
            or any(self.loss < most and self.follows > least for most, least in _FOLLOWS)
            or (self.loss < _SOME and self.bent < _UNBENT)
            or self.trace > _TRACE
        )


def measure(picture: Opened) -> Detail:
    """Return how much detail a picture carries."""
    grey = _window(picture.pixels)
    sizes = _at_each_size(grey)
    (_, whole), (small, half) = next(sizes), next(sizes)
    if whole.loss < 0:
        return Detail(0.0, whole.loss, -1.0, whole.spectrum, whole.contrast)
    factor = 1.0
    for one in islice(chain((whole, half), (more for _, more in sizes)), _HALVINGS):
        if not one.soft:
            break
        factor /= 2
    half_loss = min(half.loss, moved.loss(small))
    return Detail(factor, whole.loss, half_loss, whole.spectrum, whole.contrast)


def _at_each_size(grey: Any) -> Iterator[tuple[Any, Figures]]:
    """Yield a picture, its half, its quarter and so on, each with its figures."""
    half = halved(grey)
    while True:
        yield grey, figures(grey, half)
        grey, half = half, halved(half)


def figures(grey: Any, half: Any = None) -> Figures:
    """Return the figures of the five percent most detailed tiles.

    loss: halve the picture and enlarge it again; mean square of what is lost over the mean gradient energy.
    spectrum: power of the highest frequencies over gradient-weighted power.  It does not depend on where the grid of an
    enlargement lies, the loss does not depend on contrast; each finds enlargements that the other misses.
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
    again = _again(grey, half or halved(grey), corners)
    loss = float(np.square(tiles - again).mean(axis=(1, 2)).sum()) / total
    spectrum = _spectrum(tiles)
    trace = min(_trace(pixels, 0), _trace(pixels, 1)) if spectrum < _WEAK else 0.0
    return Figures(loss, spectrum, contrast, *_bends(tiles - again, again), trace)


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


def _again(grey: Any, half: Any, corners: list[tuple[int, int]]) -> Any:
    """Return what is left of these tiles in the halved picture, enlarged again."""
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
    return np.stack([np.asarray(one) for one in again]).astype(np.float32)


def _bends(lost: Any, again: Any) -> tuple[float, float]:
    """Return how closely what is lost follows the bends of what is left, and how strongly."""
    import numpy as np

    bends = (
        4 * again[:, 1:-1, 1:-1] - again[:, :-2, 1:-1] - again[:, 2:, 1:-1] - again[:, 1:-1, :-2] - again[:, 1:-1, 2:]
    )
    lost, bends = lost[:, 2:-2, 2:-2], bends[:, 1:-1, 1:-1]
    both, bent, square = (float(one.mean(dtype=np.float64)) for one in (lost * bends, bends * bends, lost * lost))
    clear = max(square - _NOISE, square / 4)
    return both / max((bent * clear) ** 0.5, 1e-9), both / max(bent, 1e-9)


def _spectrum(tiles: Any) -> float:
    import numpy as np

    window, weight, high = _filters()
    flat = (tiles - tiles.mean(axis=(1, 2), keepdims=True)) * window
    power = np.square(np.abs(np.fft.rfft2(flat))).mean(axis=0)
    return float((power * high).sum() / max(float((power * weight).sum()), 1e-9))


def _trace(pixels: Any, axis: int) -> float:
    """Return the height of the peak at a third in the spectrum of the bends along an axis, beside those around it."""
    import numpy as np

    length = pixels.shape[axis] // _BLOCK * _BLOCK
    if length < _SHORTEST:
        return 0.0
    bends = np.abs(np.diff(pixels.astype(np.int16), 2, axis=axis)).mean(axis=1 - axis)[:length]
    bends = np.log(np.maximum(bends, 0.01))
    place = np.arange(1, len(bends) + 1) % _BLOCK
    inside = (place != 0) & (place != _BLOCK - 1)  # JPEG's own blocks bend everything
    near = np.ones(_NEAR)
    mean = np.convolve(bends * inside, near, "same") / np.maximum(np.convolve(inside, near, "same"), 1)
    waves = np.abs(np.fft.rfft((bends - mean) * inside * np.hanning(len(bends))))
    rates = np.fft.rfftfreq(len(bends))
    third = int(np.abs(rates - 1 / 3).argmin())
    around = waves[np.abs(rates - 1 / 3) < 0.02]
    return float(waves[third - 1 : third + 2].max() / max(float(np.median(around)), 1e-9))


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
