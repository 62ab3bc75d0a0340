"""Finding pictures with nearly the same hash among very many, without holding each against each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

_BANDS = 16  # of 16 bits each: hashes that differ in few bits agree wholly in some band
# In a crowd that agrees in one band only this many neighbours are compared; they are sorted by the bands behind it.
_CROWD = 64


def pairs(hashes: Any, limit: int, others: Any = None) -> Iterator[tuple[int, int]]:
    """Yield pairs of rows (i before j, some more than once) that differ in at most `limit` bits; few are missed.

    `hashes` is an array of n rows of 32 bytes; with `others` (mirrored, say) rows of the one are held against the other.
    Time grows with n log n: each band is sorted, and equal neighbours are compared.
    """
    import numpy as np

    count = len(hashes)
    rows = hashes if others is None else np.concatenate([hashes, others])
    bands = np.ascontiguousarray(rows).view(np.uint16)
    for band in range(_BANDS):
        order = np.lexsort([bands[:, (band + behind) % _BANDS] for behind in (3, 2, 1, 0)])
        keys = bands[order, band]
        for step in range(1, _CROWD + 1):
            equal = np.flatnonzero(keys[step:] == keys[:-step])
            if not len(equal):
                break
            left, right = order[equal], order[equal + step]
            if others is not None:
                across = (left < count) != (right < count)
                left, right = left[across], right[across]
            near = _apart(bands, left, right) <= limit
            yield from _ordered(left[near] % count, right[near] % count)


def _ordered(left: Any, right: Any) -> Iterator[tuple[int, int]]:
    for one, other in zip(left.tolist(), right.tolist(), strict=True):
        if one != other:
            yield min(one, other), max(one, other)


def _apart(bands: Any, left: Any, right: Any) -> Any:
    """Return in how many bits the rows differ."""
    return _ones()[bands[left] ^ bands[right]].sum(axis=1, dtype="int64")


@lru_cache(1)
def _ones() -> Any:
    """Return how many bits are set in each number of 16 bits."""
    import numpy as np

    numbers = np.arange(1 << 16, dtype=np.uint16)
    return np.unpackbits(numbers.view(np.uint8).reshape(-1, 2), axis=1).sum(axis=1).astype(np.uint8)
