"""Workbooks taken apart into rows, and written again as plain workbooks with the same sheets and values."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from re import compile as _compile
from typing import Any

from listinglint.exchange.holes import Cut, filled
from listinglint.exchange.nouns import Hole, told
from listinglint.model import Listing, Origin
from listinglint.origins.part import PartOrigin
from listinglint.readers import Unit
from listinglint.readers.base import ReadSettings
from listinglint.writers.rooted import root

_CELL = _compile(r"(.*)!([A-Z]+)(\d+)", 16)


class SheetFrame:
    """A workbook: the values of all sheets, holes where texts of listings stood; looks are not kept."""

    def __init__(self, unit: Unit, settings: ReadSettings) -> None:  # noqa: ARG002 - as the other frames
        from openpyxl import load_workbook

        self._unit = unit
        self._book = load_workbook(unit.path, data_only=False)
        self._claimed: set[tuple[str, int]] = set()

    def records(self, listing: Listing, cuts: list[Cut]) -> tuple[list[Any], list[Cut]]:
        """Return the rows of a listing."""
        by_cell: dict[tuple[str, int], dict[int, list[tuple[int, int, Hole]]]] = {}
        used = []
        for cut in cuts:
            place = _place(cut.origin)
            if place is None or (place[:2] not in by_cell and place[:2] in self._claimed):
                continue
            spans = by_cell.setdefault(place[:2], {}).setdefault(place[2], [])
            first = _first(cut.origin)
            if all(first >= end or first + len(cut.text) <= start for start, end, _ in spans):
                spans.append((first, first + len(cut.text), Hole(cut.address)))
                used.append(cut)
        kept = []
        for (sheet, row), cells in sorted(by_cell.items()):
            self._claimed.add((sheet, row))
            values = [_kept(cell.value) for cell in self._book[sheet][row]]
            for at, spans in cells.items():
                values[at] = told(filled(_text_of(spans, listing, at, values[at]), spans))
            kept.append({"at": row, "sheet": sheet, "row": values})
        return kept, used

    def rest(self) -> dict[str, Any]:
        """Return the sheets and the rows that belong to no listing."""
        rows = [
            {"at": number, "sheet": sheet.title, "row": [_kept(cell.value) for cell in row]}
            for sheet in self._book.worksheets
            for number, row in enumerate(sheet.iter_rows(), 1)
            if (sheet.title, number) not in self._claimed
        ]
        return {"format": "xlsx", "kind": "sheets", "file": self._unit.path.name,
                "sheets": [sheet.title for sheet in self._book.worksheets], "rows": rows}  # fmt: skip


def _text_of(spans: list[tuple[int, int, Hole]], _listing: Listing, _at: int, value: Any) -> str:
    """Return the text of a cell that holds texts; a number is as long as it is shown."""
    text = str(value if value is not None else "")
    end = max(end for _, end, _ in spans)
    return text if len(text) >= end else text.ljust(end)


def _place(origin: Origin) -> tuple[str, int, int] | None:
    found = _CELL.fullmatch(root(origin).cell)
    if found is None:
        return None
    number = 0
    for letter in found[2]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return found[1], int(found[3]), number - 1


def _first(origin: Origin) -> int:
    first = 0
    while isinstance(origin, PartOrigin):
        first, origin = first + origin.first, origin.whole
    return first + origin.start


def _kept(value: Any) -> Any:
    """Return a value as YAML keeps it: texts, numbers, truth values and dates as what they are."""
    return value if value is None or isinstance(value, str | int | float | bool | date | datetime) else str(value)


def write(path: Path, sheets: list[str], rows: dict[str, dict[int, list[Any]]]) -> None:
    """Write a plain workbook."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name in sheets:
        sheet = book.create_sheet(name)
        for number, values in sorted(rows.get(name, {}).items()):
            for at, value in enumerate(values, 1):
                if value is not None and value != "":
                    sheet.cell(number, at, value)
    book.save(path)
