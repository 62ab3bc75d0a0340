"""A shop's own table of goods (CSV, TSV): one row a product, with Chinese or English names of its columns."""

from __future__ import annotations

from listinglint.model import Words
from listinglint.readers.columns import is_listing_table, unambiguous
from listinglint.readers.entries import LINES, Item, spans
from listinglint.readers.export import Export

_LONGEST = 60  # characters of one value in a list; what is longer is prose


def finish(item: Item) -> Item:
    """Part the attributes that hold one value a line; a row of attributes alone is a variant of the product above."""
    found = []
    for entry in item.entries:
        parts = list(spans(entry.text, LINES)) if "\n" in entry.text and entry.name.startswith("attributes.") else []
        listed = parts and "<" not in entry.text and all(last - first <= _LONGEST for first, last in parts)
        found += [entry.part(*part, kind=entry.kind) for part in parts] if listed else [entry]
    own = any(entry.name.startswith(("title", "description")) for entry in found)
    return item._replace(continues=not own, entries=tuple(found))


EXPORT = Export(
    "catalogue",
    Words("商品表格（CSV）", "table of goods (CSV)"),
    is_listing_table,
    unambiguous,
    finish=finish,
    files=True,
)
READER = EXPORT.reader()
