"""Product tables exported from Shopify: several rows a product, one for each variant and each picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from listinglint.errors import InputError
from listinglint.model import FileNote, NotChecked, Words
from listinglint.origins.csvtext import Record
from listinglint.readers.base import Read, Reader, ReadSettings, failed, shown
from listinglint.readers.export import TABLES
from listinglint.readers.seen import Seen, Where
from listinglint.readers.shopify_columns import Column, columns_of, is_product_table
from listinglint.readers.shopify_rows import product
from listinglint.readers.table import Table, header_of, open_table

_Group = tuple[str, list[Record]]


def recognises(path: Path, head: bytes) -> bool:
    """Tell a Shopify product table by its header row."""
    return path.suffix.lower() in TABLES and is_product_table(header_of(head))


def read(path: Path, settings: ReadSettings) -> Read:
    """Yield one listing a handle, in file order, and a record for each row that belongs to none."""
    try:
        table = open_table(path, settings)
        columns, twice = columns_of(table.header, settings.aliases)
        key = next((one.at for one in columns if one.kind == "handle"), None)
        if key is None:
            raise _no_handle(table)
        for header in twice:
            yield _twice(header, table)
        yield from _listings(table, columns, key)
    except InputError as broken:
        yield failed(broken, shown(path, settings))


def _listings(table: Table, columns: Sequence[Column], key: int) -> Read:
    notes: tuple[FileNote, ...] = (_note(columns, table.file),)
    empty = True
    for one in _groups(table, key):
        empty = False
        if isinstance(one, NotChecked):
            yield one
            continue
        handle, rows = one
        listing = product(handle, rows, columns, table)
        yield listing._replace(notes=notes)
        notes = ()
    if empty:
        raise InputError("no products: the table has a header row only", zh="没有商品：表格只有表头", file=table.file)


def _groups(table: Table, key: int) -> Iterator[_Group | NotChecked]:
    """Yield the rows of each handle; one that comes back later is told, and its later rows are not read."""
    seen = Seen()
    group: _Group | None = None
    current = ""
    broken: InputError | None = None
    try:
        for row in table.rows:
            handle = row.cells[key].strip() if key < len(row.cells) else ""
            if not handle:
                yield _without_handle(row, table.file)
            elif handle != current:
                if group:
                    yield group
                current, group = handle, None
                first = seen.first(handle, Where(row.line)).line
                if first != row.line:
                    yield _again(handle, row.line, first, table.file)
                else:
                    group = (handle, [row])
            elif group:
                group[1].append(row)
    except InputError as error:
        broken = error
    if group:
        yield group
    if broken:
        raise broken


def _note(columns: Sequence[Column], file: str) -> FileNote:
    passed = ", ".join(one.header for one in columns if one.kind == "technical")
    told = Words(
        f"Shopify 商品表；不检查的技术列：{passed or '无'}",
        f"Shopify product table; technical columns, not checked: {passed or 'none'}",
    )
    return FileNote(file, "listing", told)


def _no_handle(table: Table) -> InputError:
    found = ", ".join(table.header[:8])
    return InputError(
        f"no column Handle or URL handle in the header row; found: {found}",
        zh=f"表头里没有 Handle 或 URL handle 列；现有：{found}", file=table.file, line=table.header_line,
    )  # fmt: skip


def _twice(header: str, table: Table) -> NotChecked:
    told = Words(
        f"表头里有两列“{header}”，只读了第一列",
        f"column '{header}' stands twice in the header; only the first is read",
    )
    return NotChecked(table.file, header, "failed", told, table.file, table.header_line)


def _without_handle(row: Record, file: str) -> NotChecked:
    told = Words("本行没有 Handle，不知道属于哪个商品", "the row has no Handle, so nobody knows which product it is of")
    return NotChecked(f"{file}:{row.line}", "id", "failed", told, file, row.line)


def _again(handle: str, line: int, first: int, file: str) -> NotChecked:
    told = Words(
        f"Handle {handle} 在第 {first} 行已有，中间隔着其他商品；本行起没有读，请把同一商品的行放在一起",
        f"Handle {handle} stands on line {first} already, with other products between; the rows from "
        "here on are not read: put the rows of a product together",
    )
    return NotChecked(handle, "id", "failed", told, file, line)


READER = Reader("shopify", Words("Shopify 商品表（CSV）", "Shopify product table (CSV)"), recognises, read)
