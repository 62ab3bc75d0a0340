"""What the columns of a Shopify product table mean, under all the names that they have had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from re import IGNORECASE
from re import compile as _compile
from typing import Literal

from listinglint.tuples import NamedTuple

Kind = Literal[
    "handle", "text", "attribute", "items", "option-name", "option-value", "variant",
    "image", "position", "alt", "variant-image", "technical",
]  # fmt: skip


class Column(NamedTuple):
    """One column: where it stands, its header, what it holds, and the path or number it goes to."""

    at: int
    header: str
    kind: Kind
    name: str


_TEXTS = {
    "title": "title", "subtitle": "subtitle", "body (html)": "description", "body html": "description",
    "body": "description", "description": "description", "seo title": "seo.title",
    "seo description": "seo.description",
}  # fmt: skip
_KINDS: dict[str, Kind] = {
    "handle": "handle", "url handle": "handle", "image src": "image", "product image url": "image",
    "image position": "position", "image alt text": "alt",
    "variant image": "variant-image", "variant image url": "variant-image",
}  # fmt: skip
_ATTRIBUTES = {"vendor": "Vendor", "type": "Type", "tags": "Tags", "product category": "Product Category"}
_VARIANTS = {
    "sku": "SKU", "price": "Price", "compare at price": "Compare At Price",
    "compare-at price": "Compare At Price", "grams": "Grams", "weight value (grams)": "Grams", "barcode": "Barcode",
    "weight unit": "Weight Unit", "weight unit for display": "Weight Unit",
    "unit price total measure": "Unit Price Total Measure",
    "unit price total measure unit": "Unit Price Total Measure Unit",
    "unit price base measure": "Unit Price Base Measure",
    "unit price base measure unit": "Unit Price Base Measure Unit",
}  # fmt: skip
# What the shop's back office needs and no shopper reads.
_TECHNICAL = _compile(
    r"published(?: at| scope| on online store)?|status|gift card|cost per item|template suffix"
    r"|charge tax|option\d+ linked to"
    r"|continue selling when out of stock|google shopping / custom product|included / .+"
    r"|(?:variant )?(?:inventory (?:tracker|qty|quantity|policy)|fulfillment service)"
    r"|(?:variant )?(?:requires shipping|taxable|tax code)",
    IGNORECASE,
)
_OPTION = _compile(r"option(\d+) (name|value)", IGNORECASE)
_MARKET = _compile(r"(?:price|compare[- ]at price) / .+", IGNORECASE)
_METAFIELD = _compile(r"(.*?)\((?:product|variant)\.metafields\.([^.\s]+)\.(\S+)\)", IGNORECASE)
_INTERNAL = _compile(r"shopify--.*|reviews|mm-google-shopping\.custom_product")
_GOOGLE = "google shopping / "


def columns_of(header: Sequence[str], aliases: Mapping[str, str]) -> tuple[list[Column], list[str]]:
    """Return the columns to read, and the headers that stand twice, of which only the first is read."""
    columns: list[Column] = []
    seen: set[str] = set()
    twice: list[str] = []
    for index, name in enumerate(header):
        key = _key(name)
        kind, goes_to = _meaning(aliases.get(name, name)) if name else ("attribute", f"column {index + 1}")
        if key and key in seen:
            twice += [name] if kind != "technical" else []
            continue
        seen.add(key)
        if kind == "handle" and any(one.kind == "handle" for one in columns):
            kind = "technical"
        columns.append(Column(index, name or f"column {index + 1}", kind, goes_to))
    return columns, twice


def is_product_table(header: Sequence[str]) -> bool:
    """Tell a Shopify product table: its header row has a handle and a title."""
    keys = {_key(name) for name in header}
    return "title" in keys and not keys.isdisjoint(("handle", "url handle"))


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _meaning(name: str) -> tuple[Kind, str]:
    key = _key(name)
    if key in _KINDS:
        return _KINDS[key], name
    if key in _TEXTS or key in _TEXTS.values():
        return "text", _TEXTS.get(key, key)
    if key in _ATTRIBUTES or _TECHNICAL.fullmatch(key):
        return ("attribute", _ATTRIBUTES[key]) if key in _ATTRIBUTES else ("technical", name)
    return _of_variant(name, key) or _of_shop(name, key)


def _of_variant(name: str, key: str) -> tuple[Kind, str] | None:
    """Return the meaning of a column that is filled in the rows of variants."""
    variant = _VARIANTS.get(key.removeprefix("variant "))
    if variant or _MARKET.fullmatch(key):
        return "variant", variant or name
    option = _OPTION.fullmatch(key)
    if option:
        return ("option-name" if option[2] == "name" else "option-value"), option[1]
    return None


def _of_shop(name: str, key: str) -> tuple[Kind, str]:
    """Return the meaning of a column that the shop added."""
    metafield = _METAFIELD.fullmatch(name)
    if metafield:
        title, space, rest = metafield.groups()
        internal = _INTERNAL.fullmatch(space) or _INTERNAL.fullmatch(f"{space}.{rest}")
        return ("technical", name) if internal else ("items", title.strip() or rest)
    if key.startswith(_GOOGLE):
        return "attribute", " ".join(name.split())[len(_GOOGLE) :]
    return "attribute", name.removeprefix("attributes.")
