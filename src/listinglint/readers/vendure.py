"""Vendure product tables (CSV): further variants of a product are rows without a name."""

from __future__ import annotations

from collections.abc import Sequence

from listinglint.model import Words
from listinglint.readers.columns import Meanings
from listinglint.readers.entries import Entry, Item, Meaning, attribute, spans
from listinglint.readers.export import Export
from listinglint.readers.pairs import Pairs, expand

_BAR = r"\s*\|\s*"
_NAMES = {
    "name": Meaning("field", "title"),
    "slug": Meaning("id"),
    "description": Meaning("field", "description"),
    "assets": Meaning("image", "", _BAR),
    "variantAssets": Meaning("image", "sku", _BAR),
    "facets": Meaning("own", "attributes.facets"),
    "variantFacets": Meaning("own", "attributes.variantFacets"),
    "optionGroups": Meaning("own", "groups"),
    "optionValues": Meaning("own", "values"),
    **{one: attribute(one) for one in ("sku", "price")},
    **dict.fromkeys(("taxCategory", "stockOnHand", "trackInventory", "enabled"), Meaning("technical")),
}
_FACETS = Pairs(_BAR, r"\s*:\s*")


def is_header(header: Sequence[str]) -> bool:
    """Tell Vendure's header by its own words."""
    return {"name", "slug", "assets", "optionGroups", "optionValues"} <= set(header)


def _meanings(_header: Sequence[str]) -> Meanings:
    return lambda header: _NAMES.get(header) or attribute(header)


def _finish(item: Item) -> Item:
    """Read facets and options; a row without a name goes on with the product above."""
    found: list[Entry] = []
    groups = [one.strip() for one in next((one.text for one in item.entries if one.name == "groups"), "").split("|")]
    for entry in item.entries:
        if entry.kind != "own":
            found.append(entry)
        elif entry.name.startswith("attributes."):
            found += expand(entry, _FACETS)
        elif entry.name == "values":
            parts = list(spans(entry.text, _BAR))
            names = groups if len(groups) == len(parts) and all(groups) else ["optionValues"] * len(parts)
            found += [entry.part(*part, f"attributes.{name}") for part, name in zip(parts, names, strict=True)]
    titled = any(one.name == "title" for one in found)
    return item._replace(id=item.id if titled else "", continues=not titled, entries=tuple(found))


READER = Export(
    "vendure",
    Words("Vendure 商品表（CSV）", "Vendure product table (CSV)"),
    is_header,
    _meanings,
    finish=_finish,
    roots=lambda _path: ("assets", "images", "product-images"),
).reader()
