"""Rows of a table as literal cells and holes, and back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from listinglint.exchange.holes import Cut, apart, filled
from listinglint.exchange.nouns import Hole, told
from listinglint.model import Listing, Origin
from listinglint.origins.csvtext import CsvOrigin, records
from listinglint.origins.part import PartOrigin
from listinglint.origins.respelt import RespeltOrigin
from listinglint.writers.rooted import root


def cell_of(origin: Origin) -> CsvOrigin | None:
    """Return the cell that an origin is or is a part of, None for what is in no table."""
    found = root(origin)
    return found if isinstance(found, CsvOrigin) else None


def rows_of(listing: Listing, cuts: list[Cut], header: Sequence[str]) -> Iterator[tuple[int, Any, list[Cut]]]:
    """Yield the rows of a listing: line, cells with holes as they are kept, and the cuts that became holes."""
    by_line: dict[int, list[Cut]] = {}
    rows: dict[int, CsvOrigin] = {}
    origins = [*(field.origin for field in listing.fields), *(one.origin for one in listing.images if one.origin)]
    for origin in origins:
        cell = cell_of(origin)
        if cell is not None:
            rows.setdefault(cell.source.line, cell)
    for cut in cuts:
        by_line.setdefault(cut.origin.source.line, []).append(cut)
    for line, cell in sorted(rows.items()):
        row, used = _row(cell, apart(by_line.get(line, [])), header)
        yield line, row, used


def _row(cell: CsvOrigin, cuts: list[Cut], header: Sequence[str]) -> tuple[dict[str, Any], list[Cut]]:
    (record,) = records(iter([cell.source.text]), cell.delimiter)
    by_cell: dict[int, list[tuple[int, int, Hole]]] = {}
    used: list[Cut] = []
    for cut in cuts:
        found = cell_of(cut.origin)
        if found is not None:
            span, hole, text = _hole(cut, record.cells[found.index])
            by_cell.setdefault(found.index, []).append((*span, hole))
            used.append(cut._replace(text=text))
    names = columns(header)
    cells: dict[str, Any] = {}
    for at, text in enumerate(record.cells):
        if text:
            cells[names[at] if at < len(names) else f"#{at}"] = told(filled(text, by_cell.get(at, [])))
    row = {"cells": cells, **({"width": len(record.cells)} if len(record.cells) != len(header) else {})}
    return row, used


def _hole(cut: Cut, value: str) -> tuple[tuple[int, int], Hole, str]:
    """Return where a text stands in the value of its cell, its hole, and the text as it goes into the manifest.

    An export may write a space as `_`: the manifest has the space where writing it back gives the same.
    """
    span, spelling, origin = (0, len(cut.text)), "", cut.origin
    while isinstance(origin, PartOrigin | RespeltOrigin):
        if isinstance(origin, PartOrigin):
            span = (span[0] + origin.first, span[1] + origin.first)
        else:
            span = origin.written(*span) or span
            spelling = "=".join(origin.spelling[0])
        origin = origin.whole
    raw = value[slice(*span)]
    if raw == cut.text or not spelling:
        return span, Hole(cut.address), cut.text
    written, _, meant = spelling.partition("=")
    return (
        (span, Hole(cut.address, spelling), cut.text)
        if cut.text.replace(meant, written) == raw
        else (span, Hole(cut.address), raw)
    )


def columns(header: Sequence[str]) -> list[str]:
    """Return a name of its own for each column."""
    return [name if name and header.count(name) == 1 else f"#{at}" for at, name in enumerate(header)]


def written(rows: Sequence[Sequence[str]], look: Mapping[str, Any]) -> str:
    """Return rows as the text of a table that looks as its source did."""
    out = io.StringIO(newline="")
    writer = csv.writer(
        out, delimiter=look["delimiter"], lineterminator=look["ends"],
        quoting=csv.QUOTE_ALL if look.get("quoted") else csv.QUOTE_MINIMAL,
    )  # fmt: skip
    for row in rows:
        if row:
            writer.writerow(row)
        else:
            out.write(look["ends"])
    text: str = out.getvalue()
    return text if look.get("last_end", True) else text.removesuffix(look["ends"])


def cells_back(kept: Mapping[str, Any], header: Sequence[str]) -> Iterator[Any]:
    """Yield what was kept for each cell of a row."""
    names = columns(header)
    cells = kept["cells"]
    width = int(kept.get("width", len(header)))
    for at in range(width):
        yield cells.get(names[at] if at < len(names) else f"#{at}", "")
