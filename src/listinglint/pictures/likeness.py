"""What a picture is recognised by when it turns up again: saved anew, resized, mirrored, on another margin, recoloured."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from listinglint.pictures.opened import Opened, shrunk
from listinglint.pictures.seen import Box, How, Likeness

# Distances in bits of 256 up to which two pictures are one; no two of 60,911 pairs of other products came nearer.
FINE, STEPS = 40, 20
# Root mean square difference of the colours of what is not nearly white, over which the same photo has been recoloured; of
# pictures on other margins, which cannot be laid on one another, the shares of the colours and the lightness are compared.
_RECOLOURED, _NEARLY_WHITE = 11.0, 235
_TINT, _LIGHTER = 0.03, 1.3
# Only a band or a lining may have another colour: from so many cells on whose colour (not their lightness) differs by so much.
# In saved, warmed and saturated copies the third largest difference stays below 15.
_SPOTS, _OTHER_COLOUR = 3, 18
_FLAT = 4.0
_TRIM_SIDE, _APART, _LINE = 256, 12, 0.004


def measure(picture: Opened) -> Likeness:
    """Return the hashes and the colours of a picture."""
    import numpy as np
    from PIL import Image

    # The hashes of a copy of 512 pixels differ from those of the whole by a bit or two, and cost a tenth.
    grey = picture.small.convert("L")
    square = np.asarray(grey.resize((64, 64), Image.Resampling.LANCZOS), np.float32)
    rows = np.asarray(grey.resize((17, 16), Image.Resampling.LANCZOS))
    trimmed = _trimmed(picture.small, grey)
    colours = picture.small.resize((16, 16), Image.Resampling.BOX)
    width, height = picture.pixels.size
    return Likeness(
        width,
        height,
        _fine(square),
        _steps(rows),
        _fine(square[:, ::-1]),
        _steps(rows[:, ::-1]),
        _fine(np.asarray(trimmed.resize((64, 64), Image.Resampling.LANCZOS), np.float32)),
        colours.tobytes(),
        bool(square.std() < _FLAT),
    )


def same(one: Likeness, other: Likeness) -> How | None:
    """Tell whether and how two pictures show the same, None where they do not; flat ones show nothing to compare."""
    if one.flat or other.flat:
        return None
    if _near(one.fine, one.steps, other.fine, other.steps):
        return "recoloured" if _colour_gap(one, other) > _RECOLOURED or _other_spots(one, other) else "same"
    if _near(one.mirrored_fine, one.mirrored_steps, other.fine, other.steps):
        return "mirrored"
    if (one.trimmed ^ other.trimmed).bit_count() > FINE:
        return None
    return "recoloured" if _other_tone(one, other) else "padded"


def _near(fine: int, steps: int, other_fine: int, other_steps: int) -> bool:
    return (fine ^ other_fine).bit_count() <= FINE or (steps ^ other_steps).bit_count() <= STEPS


def _goods(one: Likeness) -> list[bool]:
    """Tell of each of the 256 cells whether it is more than white ground."""
    return [min(one.colours[at : at + 3]) < _NEARLY_WHITE for at in range(0, len(one.colours), 3)]


def _colour_gap(one: Likeness, other: Likeness) -> float:
    cells = [at for at, seen in enumerate(map(max, _goods(one), _goods(other))) if seen]
    total = sum((one.colours[at] - other.colours[at]) ** 2 for cell in cells for at in range(3 * cell, 3 * cell + 3))
    return math.sqrt(total / (3 * len(cells))) if cells else 0.0


def _other_spots(one: Likeness, other: Likeness) -> bool:
    """Tell whether some cells differ in colour from what the whole pictures differ by."""
    cells = [at for at, seen in enumerate(map(max, _goods(one), _goods(other))) if seen]
    gaps = [[one.colours[3 * at + channel] - other.colours[3 * at + channel] for channel in range(3)] for at in cells]
    usual = [sum(gap[channel] for gap in gaps) / max(1, len(gaps)) for channel in range(3)]
    apart = 0
    for gap in gaps:
        own = [value - mean for value, mean in zip(gap, usual, strict=True)]
        lightness = sum(own) / 3
        apart += max(abs(value - lightness) for value in own) > _OTHER_COLOUR
    return apart >= _SPOTS


def _other_tone(one: Likeness, other: Likeness) -> bool:
    mine, theirs = _tone(one), _tone(other)
    light, dark = max(sum(mine), sum(theirs)), max(1, min(sum(mine), sum(theirs)))
    tint = max(abs(a / max(1, sum(mine)) - b / max(1, sum(theirs))) for a, b in zip(mine, theirs, strict=True))
    return tint > _TINT or light > _LIGHTER * dark


def _tone(one: Likeness) -> list[float]:
    """Return the mean colour of what is not nearly white."""
    cells = [at for at, seen in enumerate(_goods(one)) if seen]
    return [sum(one.colours[3 * cell + channel] for cell in cells) / max(1, len(cells)) for channel in range(3)]


def _fine(square: Any) -> int:
    """Return the 256 lowest frequencies of a 64×64 copy as bits: above or below their median."""
    import numpy as np

    waves = _waves(64)[:16]
    low = waves @ square @ waves.T
    return _bits(low > np.median(low))


def _steps(rows: Any) -> int:
    """Return whether each pixel of a 17×16 copy is lighter than its left neighbour."""
    return _bits(rows[:, 1:] > rows[:, :-1])


def _bits(truth: Any) -> int:
    import numpy as np

    return int.from_bytes(np.packbits(truth.ravel()).tobytes())


@lru_cache(2)
def _waves(size: int) -> Any:
    import numpy as np

    number = np.arange(size)
    return (2 * np.cos(np.pi * number[:, None] * (2 * number + 1) / (2 * size))).astype(np.float32)


def _trimmed(small: Any, grey: Any) -> Any:
    """Return the grey picture cut to what stands out from its margin; the whole of it where nothing does."""
    import numpy as np

    copy = np.asarray(shrunk(small, _TRIM_SIDE)).astype(np.int16)
    edges = np.concatenate([copy[0], copy[-1], copy[:, 0], copy[:, -1]])
    mask = (np.abs(copy - np.median(edges, axis=0)) > _APART).any(axis=2)
    across = np.flatnonzero(mask.mean(axis=0) > _LINE)
    down = np.flatnonzero(mask.mean(axis=1) > _LINE)
    if len(across) < 8 or len(down) < 8:
        return grey
    x, y = grey.width / mask.shape[1], grey.height / mask.shape[0]
    box: Box = (
        round(across[0] * x), round(down[0] * y), round((across[-1] + 1) * x), round((down[-1] + 1) * y),
    )  # fmt: skip
    return grey.crop(box)
