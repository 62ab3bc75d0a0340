"""Whether a picture is only a piece cut out of another one, where it was cut and how much it was enlarged."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from listinglint.pictures.seen import Box, Crop, Grey, Small
from listinglint.tuples import NamedTuple

# From this correlation of the fine structure on a piece is found; pieces smaller than this share match anything.
SCORE, SMALLEST = 0.68, 0.2
# What fills the whole is no piece of it but the same picture, perhaps of another colour.
_LARGEST = 0.97
# First a look at small copies, with all that is light and dark: most pairs end here, and a true piece stands out.
_QUICK, _QUICK_SCORE = 96, 0.65
_SIDE, _SMALLEST_COARSE = 192, 0.19
_SCALES = 24
_LEAST, _FAINTEST = 8, 6.0
# Then the edges and textures of larger ones: half black and half white is found in every picture on white.
_RADIUS, _MARGIN, _FAINTEST_FINE = 3, 8, 2.0

# A weave finer than the copies leaves only light and dark; from this correlation on that is enough for a broad piece, but not
# for nearly the whole: two views of one product have the same outline.
_SURE, _BROAD = 0.93, (0.4, 0.85)


class _Hit(NamedTuple):
    score: float = -1.0
    share: float = 0.0
    box: Box = (0, 0, 0, 0)


def find(piece: Small, whole: Small, of: int, image: str = "") -> Crop | None:
    """Return where `piece` stands in `whole`, picture number `of`; None where it does not."""
    if piece.flat or whole.flat:
        return None
    quick = _best(piece.grey, whole.grey, _QUICK, _shares())
    if quick.score < _QUICK_SCORE:
        return None
    coarse = _best(piece.grey, whole.grey, _SIDE, tuple(one for one in _shares() if _about(one, quick.share)))
    near = tuple(min(1.0, coarse.share * (1 + step / 100)) for step in (-6, -4, -2, 2, 4, 6))
    coarse = max(coarse, _best(piece.grey, whole.grey, _SIDE, near))
    if coarse.share < _SMALLEST_COARSE:
        return None
    hit = _refined(piece.grey, whole.grey, coarse)
    if hit.score < SCORE and coarse.score >= _SURE and _BROAD[0] <= coarse.share <= _BROAD[1]:
        hit = coarse._replace(box=_onto(coarse.box, max(whole.grey.width, whole.grey.height) / _SIDE))
    if hit.score < SCORE or not SMALLEST <= hit.share <= _LARGEST:
        return None
    scale = max(whole.width, whole.height) / max(whole.grey.width, whole.grey.height)
    gain = max(piece.width, piece.height) / (hit.share * max(whole.width, whole.height))
    left, top, right, bottom = (round(value * scale) for value in hit.box)
    box = (left, top, min(right, whole.width), min(bottom, whole.height))
    return Crop(of, hit.share, gain, hit.score, box, image)


@lru_cache(1)
def _shares() -> tuple[float, ...]:
    step: float = (1.0 / 0.15) ** (1 / (_SCALES - 1))
    return tuple(0.15 * step**number for number in range(_SCALES))


def _about(share: float, other: float) -> bool:
    return 0.8 < share / other < 1.25


def _best(piece: Grey, whole: Grey, side: int, shares: tuple[float, ...]) -> _Hit:
    """Return the best match of the piece, shrunk to each share of the whole's long side."""
    import numpy as np

    field = _scaled(whole, _size(whole, side)).astype(np.float64)
    field_waves = np.fft.rfft2(field)
    sums = [_integral(field), _integral(field * field)]
    best = _Hit()
    for share in shares:
        template = _template(piece, round(side * share), field.shape)
        if template is None:
            continue
        scores = _correlation(field_waves, field.shape, sums, template)
        at = int(scores.argmax())
        if scores.flat[at] > best.score:
            y, x = divmod(at, scores.shape[1])
            height, width = template.shape
            best = _Hit(float(scores.flat[at]), share, (x, y, x + width, y + height))
    return best


def _refined(piece: Grey, whole: Grey, coarse: _Hit) -> _Hit:
    """Return the best match of the fine structure around a coarse one; its box in pixels of the whole's copy."""
    import numpy as np

    field = _fine(_scaled(whole, (whole.width, whole.height)))
    long = max(whole.width, whole.height)
    middle = [(coarse.box[axis] + coarse.box[axis + 2]) / 2 * long / _SIDE for axis in (0, 1)]
    best = _Hit()
    for step in (-2, -1, 0, 1, 2):
        share = min(1.0, coarse.share * (1 + step / 100))
        size = _size(piece, round(long * share), enlarge=False)
        if min(size) < _LEAST or size[0] > whole.width or size[1] > whole.height:
            continue
        template = _fine(_scaled(piece, size))
        left, top = (_start(middle[axis], size[axis], field.shape[1 - axis]) for axis in (0, 1))
        region = field[top : top + size[1] + 2 * _MARGIN, left : left + size[0] + 2 * _MARGIN]
        if template.std() < _FAINTEST_FINE:
            continue
        sums = [_integral(region), _integral(region * region)]
        scores = _correlation(np.fft.rfft2(region), region.shape, sums, template - template.mean())
        y, x = divmod(int(scores.argmax()), scores.shape[1])
        if scores[y, x] > best.score:
            box = (left + x, top + y, left + x + size[0], top + y + size[1])
            best = _Hit(float(scores[y, x]), share, box)
    return best


def _onto(box: Box, scale: float) -> Box:
    left, top, right, bottom = (round(side * scale) for side in box)
    return left, top, right, bottom


def _start(middle: float, length: int, room: int) -> int:
    """Return where the region around a template begins, such that the template has room in it."""
    return max(0, min(round(middle - length / 2) - _MARGIN, room - length))


def _fine(pixels: Any) -> Any:
    """Return a picture without what each pixel has in common with those around it."""
    import numpy as np

    side = 2 * _RADIUS + 1
    sums = _integral(np.pad(pixels, _RADIUS, mode="edge"))
    mean = (sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]) / (side * side)
    return pixels - mean


def _template(piece: Grey, long: int, room: tuple[int, ...]) -> Any:
    """Return the piece at this size without its mean; None where it is too small, too flat or larger than the whole."""
    size = _size(piece, long, enlarge=False)
    if min(size) < _LEAST or size[1] > room[0] or size[0] > room[1]:
        return None
    template = _scaled(piece, size)
    if template.std() < _FAINTEST:
        return None
    return template - template.mean()


def _correlation(field_waves: Any, room: tuple[int, ...], sums: list[Any], template: Any) -> Any:
    """Return the normalised correlation at every place where the template lies wholly inside.

    A Fourier transform of the whole's own size is enough: what wraps round lies at places that do not count.
    """
    import numpy as np

    height, width = template.shape
    waves = np.fft.rfft2(template, s=room)
    product = np.fft.irfft2(field_waves * np.conj(waves), s=room)
    product = product[: room[0] - height + 1, : room[1] - width + 1]
    mean, square = (
        one[height:, width:] - one[:-height, width:] - one[height:, :-width] + one[:-height, :-width] for one in sums
    )
    count = height * width
    spread = np.sqrt(np.maximum(square - mean * mean / count, 0.001 * count))
    return product / (spread * np.sqrt((template * template).sum()))


def _integral(values: Any) -> Any:
    import numpy as np

    return np.pad(values.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))


def _size(picture: Grey, long: int, *, enlarge: bool = True) -> tuple[int, int]:
    factor = long / max(picture.width, picture.height)
    least = _LEAST if enlarge else 1
    return max(least, round(picture.width * factor)), max(least, round(picture.height * factor))


def _scaled(picture: Grey, size: tuple[int, int]) -> Any:
    import numpy as np
    from PIL import Image

    copy = Image.frombytes("L", (picture.width, picture.height), picture.pixels)
    method = Image.Resampling.LANCZOS if size[0] < picture.width else Image.Resampling.BICUBIC
    return np.asarray(copy.resize(size, method), np.float64)
