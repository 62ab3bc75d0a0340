"""Reads tables that platforms export: what each format says of its columns becomes listings in one and the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from listinglint.errors import InputError
from listinglint.model import FileNote, Listing, NotChecked, Origin, Source, Words
from listinglint.origins.csvtext import CsvOrigin, Record
from listinglint.readers.base import Read, Reader, ReadSettings, failed, shown
from listinglint.readers.columns import Column, Meanings, columns_of
from listinglint.readers.entries import Entry, Item, attribute, entries
from listinglint.readers.families import Family, adjacent, scattered
from listinglint.readers.product import TEXT_TABLE, Shape, product
from listinglint.readers.ragged import ragged
from listinglint.readers.seen import Seen, Where
from listinglint.readers.shelf import Shelf
from listinglint.readers.table import IsHeader, Table, header_of, open_table
from listinglint.tuples import NamedTuple

TABLES = (".csv", ".tsv", ".txt", ".tab", ".dat", ".xls")  # many an .xls is text: its header tells
OriginOf = Callable[[Column], Origin]


def _keep(item: Item) -> Item:
    return item


class Export(NamedTuple):
    """One table format.

    `is_header` knows its header row; `meanings` what a header row's columns hold; `left_out` the rows that are no goods
    (labels, notes); `finish` reads what only this format has.  `far` says that the rows of one product may stand far
    apart.  `roots` are the folders beside the file in which its pictures may lie; `files` that it names files.
    """

    name: str
    title: Words
    is_header: IsHeader
    meanings: Callable[[Sequence[str]], Meanings]
    channels: tuple[str, ...] = ()
    channels_of: Callable[[Sequence[str]], tuple[str, ...]] | None = None  # where the columns tell
    markets: tuple[str, ...] = ()
    markets_of: Callable[[Sequence[str]], tuple[str, ...]] | None = None
    left_out: Callable[[Sequence[str]], bool] = lambda _cells: False
    finish: Callable[[Item], Item] = _keep
    finish_near: Callable[[Path], Callable[[Item], Item]] | None = None  # where a file beside the export has a say
    far: bool = False
    unique: bool = True  # an id that comes again is a mistake
    roots: Callable[[Path], tuple[str, ...]] = lambda _path: ()
    suffixes: tuple[str, ...] = ()  # endings that the names of pictures are written without
    files: bool = False

    def reader(self) -> Reader:
        """Return the reader of this format."""
        return Reader(self.name, self.title, self._recognises, self._read)

    def _recognises(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in TABLES and self.is_header(header_of(head, self.is_header))

    def _read(self, path: Path, settings: ReadSettings) -> Read:
        file = shown(path, settings)
        try:
            if self.finish_near:
                self = self._replace(finish=self.finish_near(path))  # noqa: PLW0642 - what lies beside the file is known now
            header = self._open(path, settings).header
            channels = self.channels_of(header) if self.channels_of else self.channels
            markets = self.markets_of(header) if self.markets_of else self.markets
            shelf = Shelf(path.parent, settings, self.roots(path), self.suffixes, strict=self.files)
            columns = columns_of(header, self.meanings(header), settings)
            shape = Shape(self.layout(columns), file, shelf, channels, markets)
            told = told_columns(self.title, columns)
            yield from listings(self._families(path, settings), shape, told, unique=self.unique)
        except InputError as broken:
            yield failed(broken, file)

    def _open(self, path: Path, settings: ReadSettings) -> Table:
        table = open_table(path, settings, self.is_header)
        if not self.is_header(table.header):
            raise _no_header(table, self.title)
        return table

    def layout(self, columns: Sequence[Column], name: str = "") -> str:
        """Return the layout of a file (`name`, or that of the export): a shop's own table without a column of pictures
        says nothing about them.
        """
        silent = self.name == "catalogue" and not any(one.meaning.kind == "image" for one in columns)
        return TEXT_TABLE if silent else name or self.name

    def _families(self, path: Path, settings: ReadSettings) -> Iterator[Family]:
        def items() -> Iterator[Item | NotChecked]:
            table = self._open(path, settings)
            return self._items(table, columns_of(table.header, self.meanings(table.header), settings), path.stem)

        return scattered(items) if self.far else adjacent(items())

    def _items(self, table: Table, columns: Sequence[Column], stem: str) -> Iterator[Item | NotChecked]:
        for row in table.rows:
            if self.left_out(row.cells):
                continue
            source = Source(table.file, row.raw, row.line)
            line = Line(row.cells, row.line, table.file)
            origin = partial(_in_csv, source, table.delimiter)
            if not self.is_header([cell.strip() for cell in row.cells]):
                yield self.item(line, columns, len(table.header), origin, stem)
            else:
                yield _header_again(row, table)

    def item(self, line: Line, columns: Sequence[Column], width: int, origin: OriginOf, stem: str) -> Item:
        """Return what a row says, under its own id or, without one, the name of its file and its number."""
        found = tuple(_entries(line, columns, width, origin))
        item = Item("", line.number, found)
        told = ragged(item.told("id") or f"{line.file}:{line.number}", line.cells, width, line.file, line.number)
        children = tuple(one.text for one in found if one.kind == "children")
        item = self.finish(item._replace(
            id=item.told("id"), parent=item.told("parent"), children=children, unread=(told,) if told else (),
        ))  # fmt: skip
        return item if item.id else item._replace(id=f"{stem}:{line.number}")


class Line(NamedTuple):
    """One row of a table: its cells, its number and the file that it stands in."""

    cells: Sequence[str]
    number: int
    file: str


def _in_csv(source: Source, delimiter: str, column: Column) -> Origin:
    return CsvOrigin(source, delimiter, column.at, f"row {source.line}, {column.header}")


def listings(families: Iterator[Family], shape: Shape, title: Words, *, unique: bool = True) -> Read:
    """Yield the listings of a file, and what could not be read of it; raises `InputError` for one without any."""
    seen = Seen()
    empty = True
    for family in families:
        if isinstance(family, NotChecked):
            empty = False
            yield family
            continue
        listing, here = product(family, shape), Where(family[0].line, family[0].scope)
        first = seen.first(listing.id, here)
        if first != here:
            if unique and first.scope == here.scope:
                yield _twice(listing, first.line)
            listing = listing._replace(id=f"{listing.id}:{listing.line}")
        if empty:
            listing = listing._replace(notes=(FileNote(shape.file, "listing", title), *listing.notes))
        empty = False
        yield listing
    if empty:
        raise InputError("no products in the file", zh="文件里没有商品", file=shape.file)


def _entries(line: Line, columns: Sequence[Column], width: int, origin: OriginOf) -> Iterator[Entry]:
    cells = line.cells
    labels = {
        one.meaning.name: cells[one.at].strip()
        for one in columns
        if one.meaning.kind == "label" and one.at < len(cells)
    }
    beyond = (Column(at, f"column {at + 1}", attribute(f"column {at + 1}")) for at in range(width, len(cells)))
    for column in (*columns, *beyond):
        if column.at >= len(cells) or not cells[column.at] or column.meaning.kind in ("label", "technical"):
            continue
        meaning = column.meaning
        if meaning.kind == "values":
            meaning = meaning._replace(name=f"attributes.{labels.get(meaning.name) or column.header}")
        yield from entries(meaning, cells[column.at], origin(column))


def told_columns(title: Words, columns: Sequence[Column]) -> Words:
    """Return how a file was understood, with the columns that nobody reads."""
    passed = ", ".join(one.header for one in columns if one.meaning.kind == "technical")
    headers = [one.header for one in columns]
    twice = ", ".join(dict.fromkeys(one for one in headers if headers.count(one) > 1))
    if twice:
        title = Words(
            f"{title.zh}；表头重复，各列都检查：{twice}", f"{title.en}; headers that stand twice, all read: {twice}"
        )
    if not passed:
        return title
    return Words(f"{title.zh}；不检查的技术列：{passed}", f"{title.en}; technical columns, not checked: {passed}")


def _no_header(table: Table, title: Words) -> InputError:
    found = ", ".join(table.header[:8])
    return InputError(
        f"no header row as in a {title.en}; the first row is: {found}",
        zh=f"没有“{title.zh}”的表头；第一行是：{found}", file=table.file, line=table.header_line,
    )  # fmt: skip


def _header_again(row: Record, table: Table) -> NotChecked:
    told = Words(
        "又一行表头：可能把两个表格接在了一起，以下各行按第一个表头读取",
        "a header row again: two tables were perhaps put together; the rows below are read by the first header",
    )
    return NotChecked(f"{table.file}:{row.line}", "", "failed", told, table.file, row.line)


def _twice(listing: Listing, first: int) -> NotChecked:
    told = Words(
        f"编号 {listing.id} 在第 {first} 行已有；两个商品都检查",
        f"id {listing.id} stands on line {first} already; both products are checked",
    )
    return NotChecked(listing.id, "id", "failed", told, listing.file, listing.line)
