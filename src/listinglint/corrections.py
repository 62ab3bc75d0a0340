"""Reads the corrections that people wrote into a findings sheet, whatever program saved it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from listinglint.errors import InputError, cause
from listinglint.origins import complaints
from listinglint.readers.base import decode
from listinglint.sheet import NAMES, SHEETS, WAIVER, live
from listinglint.tuples import NamedTuple

_NEEDED = ("listing", "new", "file", "field", "start", "end", "field_hash")


class Correction(NamedTuple):
    """One row in which somebody wrote new text, or asks for a waiver; `row` is its number in the sheet."""

    row: int
    listing: str
    file: str
    field: str
    start: int | None
    end: int | None
    field_hash: str
    text: str
    new: str
    rule: str = ""
    fingerprint: str = ""
    note: str = ""
    waiver: bool = False


def read(path: Path) -> list[Correction]:
    """Return the corrections of a sheet; raises `InputError` for a file that is not a findings sheet."""
    try:
        rows = list(_workbook(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _table(path))
    except OSError as broken:
        raise InputError(
            f"cannot be read: {cause(broken)[0]}",
            zh=f"无法读取：{cause(broken)[1]}",
            file=path.as_posix(),
        ) from None
    return list(_corrections(rows, path))


def _table(path: Path) -> Iterator[list[str]]:
    text = decode(path.read_bytes(), path.as_posix())  # Excel saves CSV as GBK on a Chinese Windows
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        yield [live(cell) for cell in row]


def _workbook(path: Path) -> Iterator[list[str]]:
    try:
        from openpyxl import load_workbook  # 250 ms, only for workbooks
    except ImportError:
        raise InputError(
            "an Excel workbook needs: pip install 'listinglint[xlsx]'",
            zh="读取 Excel 需要：pip install 'listinglint[xlsx]'", file=path.as_posix(),
        ) from None  # fmt: skip
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as broken:  # noqa: BLE001  # a damaged file raises whatever its parts raise
        told = f"{type(broken).__name__}: {broken}"
        raise InputError(
            f"not a workbook: {told}", zh=f"不是有效的工作簿：{complaints.packed(told)}", file=path.as_posix()
        ) from None
    names = [name for name in SHEETS["findings"] if name in book.sheetnames] or book.sheetnames[:1]
    for row in book[names[0]].iter_rows(values_only=True):
        yield ["" if cell is None else str(cell) for cell in row]
    book.close()


def _corrections(rows: Iterable[list[str]], path: Path) -> Iterator[Correction]:
    lines = iter(rows)
    names = [NAMES.get(cell.strip(), "") for cell in next(lines, [])]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        told = ", ".join(missing)
        raise InputError(f"no findings sheet: columns missing: {told}", zh=f"不是问题清单，缺少列：{told}", file=path.as_posix())  # fmt: skip
    for number, cells in enumerate(lines, 2):
        row = dict(zip(names, cells, strict=False))
        waiver = row.get("status", "").strip() in WAIVER
        if row.get("new", "").strip() or waiver:
            yield Correction(
                number, row["listing"], row["file"], row["field"], _whole(row["start"]), _whole(row["end"]),
                row["field_hash"], row.get("text", ""), _lines(row["new"]), row.get("rule", ""),
                row.get("fingerprint", ""), row.get("note", ""), waiver and not row.get("new", "").strip(),
            )  # fmt: skip


def _whole(cell: str) -> int | None:
    """Return a number as spreadsheets write it: 12 or 12.0."""
    try:
        return int(float(cell))
    except ValueError:
        return None


def _lines(text: str) -> str:
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
