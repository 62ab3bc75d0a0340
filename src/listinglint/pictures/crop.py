"""Whether a picture is only a piece cut out of another one, where it was cut and how much it was enlarged."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from listinglint.pictures.seen import Box, Crop, Grey, Small
from listinglint.tuples import NamedTuple

# From this correlation of the fine structure on a piece is found; pieces smaller than this share match anything.  Of broad
# pieces of other pictures none came near a tenth, so less is enough for them: JPEG leaves little of a fine weave.
SCORE, SMALLEST = 0.68, 0.2
_SCORE_BROAD, _FROM = 0.55, 0.35
# What fills the whole is no piece of it but the same picture, perhaps of another colour.
_LARGEST = 0.97
# First a look at small copies, with all that is light and dark: most pairs end here, and a true piece stands out.
_QUICK, _QUICK_SCORE = 96, 0.52
# A piece with little in it but an edge or a shade fits at many sizes: then the fine structure has to choose among them.
_RIVAL, _RIVALS, _APART, _BETTER = 0.05, 10, 1.08, 0.01
_SIDE, _SMALLEST_COARSE = 192, 0.19
_SCALES = 24
_LEAST, _FAINTEST = 8, 6.0
# Then the edges and textures of larger ones: half black and half white is found in every picture on white.
_RADIUS, _MARGIN, _FAINTEST_FINE = 3, 8, 2.0

# A weave finer than the copies leaves only light and dark; from this correlation on that is enough for a broad piece, but not
# for nearly the whole: two views of one product have the same outline.
_SURE, _BROAD = 0.93, (0.4, 0.85)


# A piece is as light and dark as the place that it was cut from: a black sleeve on white is no bare arm on white.
_FAINTER = 0.6


class _Hit(NamedTuple):
    score: float = -1.0
    share: float = 0.0
    box: Box = (0, 0, 0, 0)


def find(piece: Small, whole: Small, of: int, image: str = "") -> Crop | None:
    """Return where `piece` stands in `whole`, picture number `of`; None where it does not."""
    if piece.flat or whole.flat:
        return None
    quick = sorted(_hits(piece.grey, whole.grey, _QUICK, _shares()), reverse=True)
    if not quick or quick[0].score < _QUICK_SCORE:
        return None
    coarse, hit = _surest(piece.grey, whole.grey, quick)
    enough = _SCORE_BROAD if hit.share >= _FROM else SCORE
    if hit.score < enough and coarse.score >= _SURE and _BROAD[0] <= coarse.share <= _BROAD[1]:
        hit = coarse._replace(box=_onto(coarse.box, max(whole.grey.width, whole.grey.height) / _SIDE))
    if hit.score < enough or not SMALLEST <= hit.share <= _LARGEST or not _as_strong(piece.grey, whole.grey, hit.box):
        return None
    scale = max(whole.width, whole.height) / max(whole.grey.width, whole.grey.height)
    gain = max(piece.width, piece.height) / (hit.share * max(whole.width, whole.height))
    left, top, right, bottom = (round(value * scale) for value in hit.box)
    box = (left, top, min(right, whole.width), min(bottom, whole.height))
    return Crop(of, hit.share, gain, hit.score, box, image)


def _as_strong(piece: Grey, whole: Grey, box: Box) -> bool:
    """Tell whether the contrast of the piece, at that size, is about that of the place."""
    left, top, right, bottom = box
    there = _scaled(whole, (whole.width, whole.height))[top:bottom, left:right].std()
    here = _scaled(piece, (right - left, bottom - top)).std()
    return bool(min(here, there) >= _FAINTER * max(here, there))


def _surest(piece: Grey, whole: Grey, quick: list[_Hit]) -> tuple[_Hit, _Hit]:
    """Return the coarse and the fine match of the best size, and of its rivals where these look as good."""
    best = _Hit(), _Hit()
    for number, rival in enumerate(_rivals(quick)):
        reach = 1.25 if number == 0 else _APART
        near = tuple(one for one in _shares() if 1 / reach < one / rival.share < reach)
        coarse = max(_hits(piece, whole, _SIDE, near), default=_Hit())
        near = tuple(min(1.0, coarse.share * (1 + step / 100)) for step in (-6, -4, -2, 2, 4, 6))
        coarse = max(coarse, *_hits(piece, whole, _SIDE, near), _Hit())
        fine = _refined(piece, whole, coarse) if coarse.share >= _SMALLEST_COARSE else _Hit()
        if number == 0 or fine.score > best[1].score + _BETTER:
            best = coarse, fine
    return best


def _rivals(quick: list[_Hit]) -> list[_Hit]:
    """Return the best match and those of other sizes that come near it; they are sorted, the best first."""
    chosen: list[_Hit] = []
    for one in quick:
        apart = all(max(one.share, two.share) > _APART * min(one.share, two.share) for two in chosen)
        if apart and one.score >= quick[0].score - _RIVAL and len(chosen) < _RIVALS:
            chosen.append(one)
    return chosen


@lru_cache(1)
def _shares() -> tuple[float, ...]:
    step: float = (1.0 / 0.15) ** (1 / (_SCALES - 1))
    return tuple(0.15 * step**number for number in range(_SCALES))


def _hits(piece: Grey, whole: Grey, side: int, shares: tuple[float, ...]) -> Iterator[_Hit]:
    """Yield the best match of the piece shrunk to each share of the whole's long side."""
    import numpy as np

    field = _scaled(whole, _size(whole, side)).astype(np.float64)
    field_waves = np.fft.rfft2(field)
    sums = [_integral(field), _integral(field * field)]
    for share in shares:
        template = _template(piece, round(side * share), field.shape)
        if template is None:
            continue
        scores = _correlation(field_waves, field.shape, sums, template)
        at = int(scores.argmax())
        y, x = divmod(at, scores.shape[1])
        height, width = template.shape
        yield _Hit(float(scores.flat[at]), share, (x, y, x + width, y + height))


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
