"""Shopping feeds saved as tables (TSV, CSV): Google Merchant, Meta and OpenAI."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from listinglint.model import Words
from listinglint.readers.columns import Meanings
from listinglint.readers.entries import Entry, Item, spans
from listinglint.readers.export import Export
from listinglint.readers.feed_columns import channels, is_feed, meaning


def _meanings(_header: Sequence[str]) -> Meanings:
    return meaning


def details(item: Item) -> Item:
    """Read the product details of a row: `Section:Name:Value`, several of them split by commas."""
    found: list[Entry] = []
    for entry in item.entries:
        found += _detail(entry) if entry.kind == "own" else [entry]
    return item._replace(entries=tuple(found))


def _detail(entry: Entry) -> Iterator[Entry]:
    for first, last in spans(entry.text, r"\s*,\s*(?=[^,:]*:[^,:]*:)"):
        parts = list(spans(entry.text[first:last], ":"))
        if len(parts) < 2:
            yield entry.part(first, last, "attributes.product_detail")
            continue
        (name_first, name_last), value = parts[-2], parts[-1]
        name = entry.text[first + name_first : first + name_last]
        yield entry.part(first + value[0], first + value[1], f"attributes.{name}")


EXPORT = Export(
    "google",
    Words("购物广告数据（Google、Meta 等，CSV/TSV）", "shopping feed (Google, Meta, OpenAI; CSV or TSV)"),
    is_feed,
    _meanings,
    channels_of=channels,
    finish=details,
)
READER = EXPORT.reader()
