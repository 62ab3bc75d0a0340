"""Puts together one product from its rows in a Shopify table: texts, options, variants and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from re import compile as _compile

from listinglint.model import Listing, Source
from listinglint.origins.csvtext import CsvOrigin, Record
from listinglint.origins.part import PartOrigin
from listinglint.readers.gather import Pictures, Texts
from listinglint.readers.ragged import ragged
from listinglint.readers.shopify_columns import Column, Kind
from listinglint.readers.table import Table
from listinglint.tuples import NamedTuple

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


def product(handle: str, rows: Sequence[Record], columns: Sequence[Column], table: Table) -> Listing:
    """Return the listing that the rows of one handle describe."""
    by_row = [_cells(row, columns, table) for row in rows]
    cells = [cell for row in by_row for cell in row]
    texts, pictures = Texts(), Pictures()
    options = _option_names(cells)
    for cell in cells:
        _product_text(cell, options, texts, table.delimiter)
    for index, row in enumerate(row for row in by_row if _of(row, "variant", "option-value")):
        for cell in _of(row, "variant"):
            texts.add(f"variants[{index}].{cell.column.name}", cell.text, cell.origin(table.delimiter), form="plain")
    for row in by_row:
        _row_pictures(row, texts, pictures, table.delimiter)
    for cell in _of(cells, "variant-image"):
        ref = cell.text.strip()
        pictures.add(ref, cell.origin(table.delimiter), role="sku", why="manifest")
    return Listing(
        id=handle,
        file=table.file,
        fields=tuple(texts.fields()),
        images=tuple(pictures.images()),
        channels=("shopify",),
        category=next((one.text.strip() for one in cells if one.column.name == "Product Category"), ""),
        layout="shopify",
        line=rows[0].line if rows else 0,
        unread=tuple(
            told for row in rows if (told := ragged(handle, row.cells, len(table.header), table.file, row.line))
        ),
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


def _product_text(cell: Cell, options: dict[str, str], texts: Texts, delimiter: str) -> None:
    kind, name = cell.column.kind, cell.column.name
    if kind == "text":
        _add_once(texts, name, cell, delimiter)
    elif kind == "attribute":
        _add_once(texts, f"attributes.{name}", cell, delimiter)
    elif kind == "items":
        _add_items(texts, f"attributes.{name}", cell, delimiter)
    elif kind == "option-value":
        option = options.get(name, f"Option{name}")
        # Shopify writes this pair for a product without options.
        if (option, cell.text.strip()) != ("Title", "Default Title"):
            _add_once(texts, f"attributes.{option}", cell, delimiter)


def _add_once(texts: Texts, path: str, cell: Cell, delimiter: str) -> None:
    """Add a cell unless an earlier row, or a linked column, says the same."""
    if not texts.has(path, cell.text):
        texts.add(path, cell.text, cell.origin(delimiter))


def _add_items(texts: Texts, path: str, cell: Cell, delimiter: str) -> None:
    """Add each item of a cell that holds a list (`fabric__cotton; fabric__linen`)."""
    whole = cell.origin(delimiter)
    for first, last in item_spans(cell.text):
        item = cell.text[first:last]
        if not texts.has(path, item):
            texts.add(path, item, whole if item == cell.text else PartOrigin(whole, first, last))


def _row_pictures(row: Sequence[Cell], texts: Texts, pictures: Pictures, delimiter: str) -> None:
    number = -1
    position = next((cell.text.strip() for cell in _of(row, "position")), "")
    told = position.isdecimal() and len(position) < 6
    for cell in _of(row, "image"):
        number = pictures.add(cell.text.strip(), cell.origin(delimiter), place=int(position) if told else 0)
    for cell in _of(row, "alt"):
        path = f"images[{number}].alt" if number >= 0 else f"attributes.{cell.column.header}"
        _add_once(texts, path, cell, delimiter)
