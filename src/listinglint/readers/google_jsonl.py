"""Shopping feeds with one JSON object a line (OpenAI, Meta, Google)."""

from __future__ import annotations

from listinglint.model import Words
from listinglint.origins.stretch import Stretch
from listinglint.readers.base import ReadSettings
from listinglint.readers.columns import of_target
from listinglint.readers.entries import Entry, Item
from listinglint.readers.feed_columns import channels, is_feed, meaning
from listinglint.readers.google import details
from listinglint.readers.json_entries import Values
from listinglint.readers.json_export import JsonExport, Record
from listinglint.readers.keys import own


def _known(found: set[str], _start: str) -> bool:
    # Our own listings file may carry a feed's columns too, but a feed has none of these.
    return is_feed(found) and not found & {"attributes", "images", "lang", "bullets", "image_text"}


def _items(value: Record, source: Stretch, settings: ReadSettings) -> list[Item]:
    values = Values(source)
    found: list[Entry] = []
    for key, told in value.items():
        target = own(key, settings) if settings.aliases else ""
        known = of_target(target, key) if target else meaning(key)
        if known.kind == "own" and not isinstance(told, str):
            found += values.pairs(told, (key,))
        elif known.kind != "technical":
            found += values.entries(known, told, (key,))
    item = Item("", source.line, tuple(found))
    return [details(item._replace(id=item.told("id"), parent=item.told("parent")))]


READER = JsonExport(
    "google_jsonl",
    Words("购物广告数据（JSON Lines）", "shopping feed (JSON Lines)"),
    _known,
    _items,
    channels_of=channels,
    lines=True,
    suffixes=(".jsonl", ".ndjson"),
).reader()
