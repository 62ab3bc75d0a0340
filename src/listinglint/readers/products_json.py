"""JSON files with a shop's products: a list, or an object that holds one (`{"products": […]}`)."""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as _compile

from listinglint.model import Words
from listinglint.origins.stretch import Stretch
from listinglint.readers import keys
from listinglint.readers.base import ReadSettings
from listinglint.readers.columns import is_goods, of_target, unambiguous
from listinglint.readers.entries import Entry, Item, attribute
from listinglint.readers.json_entries import Values
from listinglint.readers.json_export import JsonExport, Record

# What databases keep beside their goods, and no shopper reads.
_TECHNICAL = _compile(
    r"_+\w+|(?:\w+_)?(?:id|ids|uid|uuid|at|key|url|slug|link|handle|href|permalink)|\w+(?:Id|At|Url|Link|Key)"
    r"|(?:created|updated|published)\w*|indexed_attributes|has_options|required_options|stock|status|visibility"
)


def _known(found: set[str], _start: str) -> bool:
    return is_goods(found)


def _items(value: Record, source: Stretch, settings: ReadSettings) -> list[Item]:
    found = tuple(_entries(value, source, settings))
    item = Item("", source.line, found)
    return [item._replace(id=item.told("id")), *_variants(value, source, settings)]


def _entries(value: Record, source: Stretch, settings: ReadSettings) -> Iterator[Entry]:
    meaning, values = unambiguous(value), Values(source)
    for key, told in value.items():
        own = keys.own(key, settings) if settings.aliases else ""
        target = keys.meaning(own or key, settings)
        if target == "attributes":
            yield from values.pairs(told, (key,))
        elif target == "seo" and isinstance(told, dict):
            for name, one in told.items():
                yield from values.entries(of_target(f"seo.{name}", name), one, (key, name))
        elif target not in ("variants", "lint", "schema", "channels"):
            known = of_target(own, key) if own else meaning(key)
            if known or not _TECHNICAL.fullmatch(key):
                yield from values.entries(known or attribute(key), told, (key,))


def _variants(value: Record, source: Stretch, settings: ReadSettings) -> Iterator[Item]:
    """Yield the variants: a list of objects under any of its names."""
    values = Values(source)
    for key, told in value.items():
        for index, one in enumerate(
            told if keys.meaning(key, settings) == "variants" and isinstance(told, list) else ()
        ):
            found: list[Entry] = []
            for name, inner in one.items() if isinstance(one, dict) else (("", one),):
                known = unambiguous(one)(name) or attribute(name) if name else attribute(key)
                found += values.entries(known, inner, (key, index, name) if name else (key, index))
            yield Item("", source.line, tuple(found))


READER = JsonExport("products_json", Words("商品列表（JSON）", "products (JSON)"), _known, _items, files=True).reader()
