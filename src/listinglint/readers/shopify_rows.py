"""Puts together one product from its rows in a Shopify table: texts, options, variants and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import compile as _compile
from typing import NamedTuple

from listinglint.model import Field, Format, Image, Listing, NotChecked, Source, Words
from listinglint.origins.csvtext import CsvOrigin, Record
from listinglint.origins.part import PartOrigin
from listinglint.readers.shopify_columns import Column, Kind
from listinglint.readers.table import Table
from listinglint.text.view import looks_like_html

_SEPARATOR = _compile(r";\s+|;$")
_PREFIX = _compile(r"[a-z0-9]+(?:-[a-z0-9]+)*__(?=\S)")
# A sentence may hold a semicolon too; the items of a list are a few words and have no end.
_PROSE = _compile(r"[.!?]\s|[。！？\r\n<>]")
_WORDS = 8


class Cell(NamedTuple):
    """A filled cell with the column it stands in and its row."""

    column: Column
    text: str
    row: Record
    source: Source

    def origin(self, delimiter: str) -> CsvOrigin:
        """Return where the cell stands; people find it by its row and its header."""
        return CsvOrigin(self.source, delimiter, self.column.at, f"row {self.row.line}, {self.column.header}")


class _Texts:
    """Collects fields; several under one path are numbered when all are known."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        self._found: dict[str, list[Field]] = {}
        self._seen: set[tuple[str, str]] = set()

    def add(self, path: str, cell: Cell) -> None:
        """Add a cell as one field."""
        self._put(path, cell.text, cell.origin(self._delimiter))

    def add_once(self, path: str, cell: Cell) -> None:
        """Add a cell unless an earlier row, or a linked column, says the same."""
        if self._new(path, cell.text):
            self.add(path, cell)

    def add_items(self, path: str, cell: Cell) -> None:
        """Add each item of a cell that holds a list (`fabric__cotton; fabric__linen`)."""
        whole = cell.origin(self._delimiter)
        for first, last in item_spans(cell.text):
            item = cell.text[first:last]
            if self._new(path, item):
                self._put(path, item, whole if item == cell.text else PartOrigin(whole, first, last))

    def fields(self) -> Iterator[Field]:
        """Yield the fields in the order in which their paths were first met."""
        for path, found in self._found.items():
            listed = path.startswith("attributes.") and len(found) > 1
            for number, one in enumerate(found):
                named = f"{path}[{number}]" if listed or number else path
                yield Field(named, one.text, one.origin, format=one.format)

    def _new(self, path: str, text: str) -> bool:
        key = (path, text)
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def _put(self, path: str, text: str, origin: CsvOrigin | PartOrigin) -> None:
        marked = path.startswith(("description", "attributes.")) and looks_like_html(text)
        form: Format = "html" if marked else "plain"
        self._found.setdefault(path, []).append(Field(path, text, origin, format=form))


class _Pictures:
    """Collects picture addresses; each is listed once, pictures of variants after those of the product."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        self._cells: dict[str, Cell] = {}
        self._numbers: dict[str, int] = {}
        self._places: list[int] = []
        self._variants: list[Cell] = []

    def add(self, cell: Cell, position: str) -> int:
        """Add a picture and return its number among the product's pictures."""
        ref = cell.text.strip()
        if ref not in self._cells:
            self._cells[ref] = cell
            self._numbers[ref] = len(self._numbers)
            told = position.isdecimal() and len(position) < 6
            self._places.append(int(position) if told else len(self._numbers))
        return self._numbers[ref]

    def add_variant(self, cell: Cell) -> None:
        """Add the picture of a variant."""
        self._variants.append(cell)

    def images(self) -> Iterator[Image]:
        """Yield the pictures; the one that comes first in the shop is the main picture."""
        main = self._places.index(min(self._places)) if self._places else -1
        for index, (ref, cell) in enumerate(self._cells.items()):
            yield self._image("main" if index == main else "other", ref, index, "position", cell)
        known = set(self._cells)
        for cell in self._variants:
            ref = cell.text.strip()
            if ref not in known:
                yield self._image("sku", ref, len(known), "manifest", cell)
                known.add(ref)

    def _image(self, role: str, ref: str, index: int, why: str, cell: Cell) -> Image:
        return Image(role, ref, "", ref, index, why, cell.origin(self._delimiter))


def product(handle: str, rows: Sequence[Record], columns: Sequence[Column], table: Table) -> Listing:
    """Return the listing that the rows of one handle describe."""
    by_row = [_cells(row, columns, table) for row in rows]
    cells = [cell for row in by_row for cell in row]
    texts, pictures = _Texts(table.delimiter), _Pictures(table.delimiter)
    options = _option_names(cells)
    for cell in cells:
        _product_text(cell, options, texts)
    for index, row in enumerate(row for row in by_row if _of(row, "variant", "option-value")):
        for cell in _of(row, "variant"):
            texts.add(f"variants[{index}].{cell.column.name}", cell)
    for row in by_row:
        _row_pictures(row, texts, pictures)
    return Listing(
        id=handle,
        file=table.file,
        fields=tuple(texts.fields()),
        images=tuple(pictures.images()),
        channels=("shopify",),
        category=next((one.text.strip() for one in cells if one.column.name == "Product Category"), ""),
        layout="shopify",
        line=rows[0].line if rows else 0,
        unread=tuple(_ragged(handle, row, table) for row in rows if _is_ragged(row, table)),
    )


def item_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of the items of a list, without their prefix; prose is one item as it stands."""
    if _PROSE.search(text.strip()) or any(len(one.split()) > _WORDS for one in text.split(";")):
        return [(0, len(text))]
    spans: list[tuple[int, int]] = []
    at = 0
    for end, following in [*(found.span() for found in _SEPARATOR.finditer(text)), (len(text), len(text))]:
        item = text[at:end]
        first = at + len(item) - len(item.lstrip())
        prefix = _PREFIX.match(text, first, end)
        first = prefix.end() if prefix else first
        last = at + len(item.rstrip())
        if first < last:
            spans.append((first, last))
        at = following
    return spans


def _cells(row: Record, columns: Sequence[Column], table: Table) -> list[Cell]:
    """Return the filled cells of a row; those beyond the header are kept under the number of their column."""
    source = Source(table.file, row.raw, row.line)
    width = len(table.header)
    beyond = (Column(at, f"column {at + 1}", "attribute", f"column {at + 1}") for at in range(width, len(row.cells)))
    return [
        Cell(column, row.cells[column.at], row, source)
        for column in (*columns, *beyond)
        if column.at < len(row.cells) and row.cells[column.at].strip()
    ]


def _of(row: Sequence[Cell], *kinds: Kind) -> list[Cell]:
    return [cell for cell in row if cell.column.kind in kinds]


def _option_names(cells: Sequence[Cell]) -> dict[str, str]:
    """Return the name of each option: it stands in the first row only."""
    return {cell.column.name: cell.text.strip() for cell in reversed(_of(cells, "option-name"))}


def _product_text(cell: Cell, options: dict[str, str], texts: _Texts) -> None:
    kind, name = cell.column.kind, cell.column.name
    if kind == "text":
        texts.add_once(name, cell)
    elif kind == "attribute":
        texts.add_once(f"attributes.{name}", cell)
    elif kind == "items":
        texts.add_items(f"attributes.{name}", cell)
    elif kind == "option-value":
        option = options.get(name, f"Option{name}")
        # Shopify writes this pair for a product without options.
        if (option, cell.text.strip()) != ("Title", "Default Title"):
            texts.add_once(f"attributes.{option}", cell)


def _row_pictures(row: Sequence[Cell], texts: _Texts, pictures: _Pictures) -> None:
    number = -1
    position = next((cell.text.strip() for cell in _of(row, "position")), "")
    for cell in _of(row, "image"):
        number = pictures.add(cell, position)
    for cell in _of(row, "alt"):
        path = f"images[{number}].alt" if number >= 0 else f"attributes.{cell.column.header}"
        texts.add_once(path, cell)
    for cell in _of(row, "variant-image"):
        pictures.add_variant(cell)


def _is_ragged(row: Record, table: Table) -> bool:
    width = len(table.header)
    return len(row.cells) < width or any(map(str.strip, row.cells[width:]))


def _ragged(handle: str, row: Record, table: Table) -> NotChecked:
    width = len(table.header)
    told = Words(
        f"本行有 {len(row.cells)} 格，表头有 {width} 格：内容可能错列，请检查引号和逗号",
        f"the row has {len(row.cells)} cells, the header {width}: texts may stand in the wrong column; "
        "check its quotes and commas",
    )
    return NotChecked(handle, "", "failed", told, table.file, row.line)
