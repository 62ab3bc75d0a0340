"""Whether a picture is only a piece cut out of another one, where it was cut and how much it was enlarged."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from listinglint.pictures.seen import Box, Crop, Grey, Likeness

# From this correlation on a piece is found; pieces smaller than this share of the whole match anything.
SCORE, SMALLEST = 0.85, 0.2
_SIDE = 192
_SCALES = 24
_LEAST, _FAINTEST = 8, 6.0
# A quick look at half the size first: a true piece stands out there already, and most pairs end here.
_QUICK = 96
_QUICK_SCORE = 0.70


class _Hit(NamedTuple):
    score: float = -1.0
    share: float = 0.0
    box: Box = (0, 0, 0, 0)


def find(piece: Likeness, whole: Likeness, of: int, image: str = "") -> Crop | None:
    """Return where `piece` stands in `whole`, picture number `of`; None where it does not."""
    if piece.flat or whole.flat:
        return None
    quick = _best(piece.grey, whole.grey, _QUICK, _shares())
    if quick.score < _QUICK_SCORE:
        return None
    coarse = _best(piece.grey, whole.grey, _SIDE, tuple(one for one in _shares() if _about(one, quick.share)))
    near = tuple(coarse.share * (0.94 + 0.015 * step) for step in range(9))
    hit = max(coarse, _best(piece.grey, whole.grey, _SIDE, tuple(min(1.0, share) for share in near)))
    if hit.score < SCORE or hit.share < SMALLEST:
        return None
    scale = max(whole.width, whole.height) / max(_size(whole.grey, _SIDE))
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
    shrinking = size[0] < picture.width
    method = Image.Resampling.BOX if shrinking else Image.Resampling.BICUBIC
    return np.asarray(copy.resize(size, method), np.float64)
