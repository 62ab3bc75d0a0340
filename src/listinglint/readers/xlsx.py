"""A shop's own table of goods, or an Amazon template, saved as an Excel workbook; needs the extra `xlsx`."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from re import Pattern
from re import compile as _compile
from typing import Any

from listinglint.errors import InputError
from listinglint.model import FileNote, NotChecked, Origin, Source, Verbatim, Words
from listinglint.origins import complaints
from listinglint.readers import amazon, catalogue
from listinglint.readers.base import Read, Reader, ReadSettings, failed, missing, shown
from listinglint.readers.columns import Column, columns_of
from listinglint.readers.entries import Item
from listinglint.readers.export import Export, Line, listings
from listinglint.readers.families import Family, adjacent, scattered
from listinglint.readers.product import Shape
from listinglint.readers.shelf import Shelf

TITLE = Words("商品表格（Excel）", "table of goods (Excel)")
_FORMATS = (amazon.EXPORT, catalogue.EXPORT)
_ABOVE = 12
_ODD = _compile(rb"<(?:\w+:)?(?:f[\s>/]|mergeCell\s|(?:row|col)\s[^<>]*hidden=\"(?:1|true)\")")
_LARGEST = 2_000_000_000  # bytes of a workbook when unpacked; more is no table of goods


class CellSource(Source):
    """The text of one cell: its row is the line, columns count the characters in the cell."""

    __slots__ = ()

    def position(self, offset: int) -> tuple[int, int]:
        """Return the row and the number of the character."""
        return self.line, offset + 1

    def excerpt(self, offset: int, reach: int = 60) -> tuple[str, int]:
        """Return the text around a place in the cell."""
        first = max(0, offset - reach)
        return self.text[first : offset + 2 * reach], first + 1

    def __reduce__(self) -> tuple[Any, ...]:
        return (CellSource, (self.file, self.text, self.line))


def recognises(path: Path, head: bytes) -> bool:
    """Tell a workbook by what is packed into it."""
    named = path.suffix.lower() in (".xlsx", ".xlsm")
    if not head.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(path) as packed:
            return "xl/workbook.xml" in packed.namelist()
    except (OSError, zipfile.BadZipFile):
        return named  # cut off: told when it is read


def read(path: Path, settings: ReadSettings) -> Read:
    """Yield one listing a product of every sheet that holds goods."""
    file = shown(path, settings)
    try:
        from openpyxl import load_workbook
    except ImportError:
        yield missing("xlsx", "Excel", file)
        return
    try:
        edited = settings.overlay.get(path.absolute().as_posix())
        packed = path if edited is None else BytesIO(edited)
        _refuse_bombs(packed, file)
        book = load_workbook(packed, read_only=True, data_only=True)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as broken:
        yield failed(
            InputError(
                f"not a readable workbook: {broken}",
                zh=f"不是可读的 Excel 文件：{complaints.packed(str(broken))}",
                file=file,
            ),
            file,
        )
        return
    except InputError as refused:
        yield failed(refused, file)
        return
    try:
        yield from _sheets(book.worksheets, path, settings, file)
    except InputError as broken:
        yield failed(broken, file)
    finally:
        book.close()


def _sheets(sheets: list[Any], path: Path, settings: ReadSettings, file: str) -> Read:
    notes: list[FileNote] = []
    goods: list[tuple[Any, Export, int]] = []
    for sheet in sheets:
        found = _heading(sheet) if sheet.sheet_state == "visible" else None
        if found:
            goods.append((sheet, *found))
        else:
            told = Words(f"工作表“{sheet.title}”未读取：隐藏，或没有商品表头",
                         f"sheet '{sheet.title}' is not read: it is hidden, or has no header row of goods")  # fmt: skip
            notes.append(FileNote(file, "", told))
    if not goods:
        raise InputError("no sheet with a header row of goods", zh="没有带商品表头的工作表", file=file)
    yield from _odd(path, settings, file, {sheet.title for sheet, _, _ in goods}, notes)
    for sheet, export, header in goods:
        names = [cell_text(value).strip() for value in next(sheet.iter_rows(header, header, values_only=True))]
        layout = export.layout(columns_of(names, export.meanings(names), settings), "xlsx")
        shape = Shape(layout, file, Shelf(path.parent, settings, strict=True), export.channels, export.markets)
        items = partial(_items, sheet, export, (header, names), settings, shape)
        families = scattered(items) if export.far else adjacent(items())
        yield from listings(
            _noted(families, notes), shape, Words(f"{TITLE.zh}：{sheet.title}", f"{TITLE.en}: {sheet.title}")
        )


def _odd(path: Path, settings: ReadSettings, file: str, goods: set[str], notes: list[FileNote]) -> Iterator[NotChecked]:
    """Tell cells whose text is not there to be read: formulas never calculated, and all but the first of merged ones.

    Rows and columns that are hidden are read like the others, which is noted.
    """
    edited = settings.overlay.get(path.absolute().as_posix())
    packed = path if edited is None else BytesIO(edited)
    if not _any_part(packed, _ODD):
        return
    from openpyxl import load_workbook

    shown_, written = (
        load_workbook(packed, data_only=calculated) for calculated in (True, False)
    )  # whole, for its ranges
    for name in sorted(goods):
        notes += _hidden(written[name], file)
        lost = [
            cell.coordinate for row in written[name] for cell in row
            if cell.data_type == "f" and shown_[name][cell.coordinate].value is None
        ]  # fmt: skip
        if lost:
            told = Words(f"工作表“{name}”的公式没有计算结果，未检查：{_few(lost)}；请用 Excel 打开并保存",
                         f"sheet '{name}': formulas without a result, not checked: {_few(lost)}; open it in Excel and save")  # fmt: skip
            yield NotChecked(file, name, "failed", told, file, written[name][lost[0]].row)
        merged = [str(one) for one in written[name].merged_cells.ranges if one.max_row > one.min_row]
        if merged:
            told = Words(f"工作表“{name}”有跨行合并的单元格，内容只算第一行：{_few(merged)}",
                         f"sheet '{name}': cells merged over rows, their text counts for the first row only: {_few(merged)}")  # fmt: skip
            yield NotChecked(file, name, "unavailable", told, file, written[name][merged[0].partition(":")[0]].row)


def _hidden(sheet: Any, file: str) -> Iterator[FileNote]:
    """Note rows and columns that nobody sees in Excel and that are checked all the same."""
    rows = [
        str(number) for number, one in sorted(sheet.row_dimensions.items()) if one.hidden and number <= sheet.max_row
    ]
    columns = [
        _letters(at - 1)
        for one in sheet.column_dimensions.values() if one.hidden
        for at in range(one.min, min(one.max, sheet.max_column) + 1)
    ]  # fmt: skip
    if rows or columns:
        zh = "、".join(
            [*(["第 " + _few(rows) + " 行"] if rows else []), *(["第 " + _few(columns) + " 列"] if columns else [])]
        )
        en = " and ".join(
            [
                *([("row " if len(rows) == 1 else "rows ") + _few(rows)] if rows else []),
                *([("column " if len(columns) == 1 else "columns ") + _few(columns)] if columns else []),
            ]
        )
        told = Words(
            f"工作表“{sheet.title}”的{zh}是隐藏的，已一并检查",
            f"sheet '{sheet.title}': hidden {en} are checked like the others",
        )
        yield FileNote(file, "listing", told)


def _any_part(packed: Path | BytesIO, pattern: Pattern[bytes]) -> bool:
    with zipfile.ZipFile(packed) as parts:
        return any(
            pattern.search(parts.read(one))
            for one in parts.namelist()
            if one.startswith("xl/worksheets/") and one.endswith(".xml")
        )


def _few(names: list[str]) -> str:
    return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")


def _heading(sheet: Any) -> tuple[Export, int] | None:
    """Return the format of a sheet and the number of its header row.

    Amazon's own names stand below labels that would do as the header of any table: they go first.
    """
    rows = [[cell_text(value).strip() for value in row] for row in islice(sheet.iter_rows(values_only=True), _ABOVE)]
    for export in _FORMATS:
        for number, cells in enumerate(rows, 1):
            if export.is_header(cells):
                return export, number
    return None


def _items(
    sheet: Any, export: Export, heading: tuple[int, list[str]], settings: ReadSettings, shape: Shape
) -> Iterator[Item | NotChecked]:
    last, header = heading
    columns: list[Column] = [one for one in columns_of(header, export.meanings(header), settings) if header[one.at]]
    for number, row in enumerate(sheet.iter_rows(min_row=last + 1, values_only=True), last + 1):
        cells = [cell_text(value) for value in row]
        if any(map(str.strip, cells)):
            item = export.item(
                Line(cells, number, shape.file), columns, len(header), _Origins(sheet.title, cells, number, shape.file),
                f"{Path(shape.file).stem}:{sheet.title}",
            )  # fmt: skip
            yield item._replace(scope=sheet.title)


def _noted(families: Iterator[Family], notes: list[FileNote]) -> Iterator[Family]:
    """Give the notes about the workbook to its first product."""
    for family in families:
        if notes and not isinstance(family, NotChecked):
            head = family[0]
            yield [head._replace(notes=(*head.notes, *notes)), *family[1:]]
            notes.clear()
        else:
            yield family


class _Origins:
    """Tells where the cells of a row stand: `Sheet1!C5`."""

    def __init__(self, sheet: str, cells: list[str], number: int, file: str) -> None:
        self._sheet, self._cells, self._number, self._file = sheet, cells, number, file

    def __call__(self, column: Column) -> Origin:
        text = self._cells[column.at]
        name = f"{self._sheet}!{_letters(column.at)}{self._number}"
        return Verbatim(CellSource(self._file, text, self._number), 0, len(text), name)


def _letters(at: int) -> str:
    """Return the name of a column: A … Z, AA …"""
    name = ""
    number = at + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell_text(value: object) -> str:
    """Return what a cell shows, as far as that can be told without its format."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _refuse_bombs(path: Path | BytesIO, file: str) -> None:
    with zipfile.ZipFile(path) as packed:
        if sum(one.file_size for one in packed.infolist()) > _LARGEST:
            raise InputError("the workbook unpacks to more than 2 GB", zh="解压后超过 2 GB，不予读取", file=file)


READER = Reader("xlsx", TITLE, recognises, read)
