"""The quality that a JPEG file was saved with, read from its tables without decoding anything."""

from __future__ import annotations

from functools import lru_cache

from listinglint.pictures.opened import Opened
from listinglint.pictures.seen import Jpeg

# The luminance table of Annex K of the JPEG standard (ITU-T T.81), row by row.
_STANDARD = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87,
    80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92,
    95, 98, 112, 100, 103, 99,
)  # fmt: skip


def measure(picture: Opened) -> Jpeg:
    """Return the quality of a JPEG: the one whose standard table comes nearest; quality 0 for other formats."""
    tables = getattr(picture.file, "quantization", None)
    if not tables or picture.header.format != "jpeg":
        return Jpeg()
    mine = sorted(tables[min(tables)])
    if len(mine) != len(_STANDARD):
        return Jpeg()
    misfits = {
        quality: sum(abs(a - b) for a, b in zip(mine, table, strict=True)) / len(mine)
        for quality, table in _tables().items()
    }
    best = min(misfits, key=lambda quality: misfits[quality])
    return Jpeg(best, misfits[best])


@lru_cache(1)
def _tables() -> dict[int, list[int]]:
    """Return the sorted table of each quality; sorted, because programs store the same table in several orders."""
    return {quality: _table(quality) for quality in range(1, 101)}


def _table(quality: int) -> list[int]:
    scale = 5000 / quality if quality < 50 else 200 - 2 * quality
    return sorted(min(255, max(1, int((value * scale + 50) // 100))) for value in _STANDARD)
