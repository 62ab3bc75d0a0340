"""Tells rows of a table that have more or fewer cells than its header: their texts may stand in the wrong column."""

from __future__ import annotations

from collections.abc import Sequence

from listinglint.counted import many
from listinglint.model import NotChecked, Words


def ragged(listing: str, cells: Sequence[str], width: int, file: str, line: int) -> NotChecked | None:
    """Return the record for a row of another width than the header, None for a good one; empty cells do not count."""
    if len(cells) >= width and not any(map(str.strip, cells[width:])):
        return None
    told = Words(
        f"本行有 {len(cells)} 格，表头有 {width} 格：内容可能错列，请检查引号和逗号",
        f"the row has {many(len(cells), 'cell')}, the header {width}: texts may stand in the wrong column; "
        "check its quotes and commas",
    )
    return NotChecked(listing, "", "failed", told, file, line)
