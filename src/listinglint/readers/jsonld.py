"""Products as search engines read them (schema.org JSON-LD), in a file of their own or inside a web page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from re import DOTALL, IGNORECASE
from re import compile as _compile
from typing import Any

from listinglint.errors import InputError
from listinglint.model import NotChecked, Words
from listinglint.origins.jsontext import Pointer
from listinglint.origins.stretch import Stretch
from listinglint.readers.base import Read, Reader, ReadSettings, failed, read_source, shown
from listinglint.readers.entries import COMMA, Entry, Item, Meaning, attribute
from listinglint.readers.export import listings
from listinglint.readers.families import Family
from listinglint.readers.json_entries import Values
from listinglint.readers.json_export import cut, parsed, part
from listinglint.readers.product import Shape
from listinglint.readers.shelf import Shelf
from listinglint.readers.table import start_of

TITLE = Words("schema.org 商品数据（JSON-LD）", "schema.org products (JSON-LD)")
PAGES = (".html", ".htm")
_SCRIPT = _compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script\s*>", IGNORECASE | DOTALL)
_PRODUCT = _compile(
    r'"@type"\s*:\s*(?:\[[^\]]*)?"(?:https?://schema\.org/)?(?:Product|ProductGroup|IndividualProduct)"'
)
_TYPES = frozenset(("Product", "ProductGroup", "IndividualProduct", "ProductModel"))
_NAMES = {
    "name": Meaning("field", "title"), "alternateName": Meaning("field", "subtitle"),
    "description": Meaning("field", "description"), "sku": Meaning("id", "attributes.sku"),
    "productID": Meaning("id", "attributes.productID"), "productGroupID": Meaning("id", "attributes.productGroupID"),
    "category": Meaning("category", "attributes.category"), "material": attribute("material", COMMA),
    "image": Meaning("image"), "inLanguage": Meaning("lang"), "positiveNotes": Meaning("field", "bullets"),
}  # fmt: skip
_TECHNICAL = frozenset((
    "review", "reviews", "aggregateRating", "url", "mainEntityOfPage", "isVariantOf", "hasVariant", "isRelatedTo",
    "isSimilarTo", "variesBy", "potentialAction", "identifier", "logo",
))  # fmt: skip


def recognises(path: Path, head: bytes) -> bool:
    """Tell a file that holds a product by its type."""
    if path.suffix.lower() not in (".json", ".jsonld", *PAGES):
        return False
    try:
        start = start_of(head)
    except InputError:
        return False
    if path.suffix.lower() in PAGES:
        return any(_PRODUCT.search(script[1]) for script in _SCRIPT.finditer(start))
    return "schema.org" in start and _PRODUCT.search(start) is not None


def read(path: Path, settings: ReadSettings) -> Read:
    """Yield one listing a product, and a record for each script that is no JSON."""
    file = shown(path, settings)
    shape = Shape("jsonld", file, Shelf(path.parent, settings))
    try:
        yield from listings(_families(path, settings, file), shape, TITLE, unique=False)
    except InputError as broken:
        yield failed(broken, file)


def _families(path: Path, settings: ReadSettings, file: str) -> Iterator[Family]:
    text = read_source(path, settings).text
    whole = Stretch(file, text)
    spans = [found.span(1) for found in _SCRIPT.finditer(text)] if path.suffix.lower() in PAGES else [(0, len(text))]
    for start, end in spans:
        source = cut(whole, start, end)
        if "product" not in source.text.lower():
            continue
        try:
            value = parsed(source)
        except InputError as broken:
            yield failed(broken, f"{file}:{source.line}")
            continue
        yield from _products(value, source, path.stem)


def _products(value: Any, source: Stretch, stem: str) -> Iterator[list[Item] | NotChecked]:
    for pointer in _found(value, ()):
        node = value
        for key in pointer:
            node = node[key]
        inner = part(source, pointer)
        head = _item(node, inner)
        variants = node.get("hasVariant")
        several = variants if isinstance(variants, list) else [variants] if variants else []
        yield [
            head if head.id else head._replace(id=f"{stem}:{inner.line}"),
            *(
                _variant(one, inner, index, whole=variants)
                for index, one in enumerate(several)
                if isinstance(one, dict)
            ),
        ]


def _found(value: Any, pointer: Pointer) -> Iterator[Pointer]:
    """Yield the keys that lead to each product; products inside a product belong to it."""
    if isinstance(value, list):
        for index, one in enumerate(value):
            yield from _found(one, (*pointer, index))
    elif isinstance(value, dict):
        types = value.get("@type")
        names = {str(one).rpartition("/")[2] for one in (types if isinstance(types, list) else [types])}
        if names & _TYPES:
            yield pointer
            return
        for key, one in value.items():
            yield from _found(one, (*pointer, key))


def _item(node: dict[str, Any], source: Stretch, pointer: Pointer = ()) -> Item:
    values = Values(source)
    found: list[Entry] = []
    for key, told in node.items():
        place = (*pointer, key)
        if key.startswith("@") or key in _TECHNICAL:
            continue
        if key == "additionalProperty":
            found += values.pairs(told, place)
        elif isinstance(told, dict) and "name" in told:
            found += values.entries(attribute(key), told["name"], (*place, "name"))  # brand, manufacturer …
        else:
            found += (
                one for one in values.entries(_NAMES.get(key) or attribute(key), told, place) if "@" not in one.name
            )
    item = Item("", source.line, tuple(found))
    return item._replace(id=item.told("id"))


def _variant(node: dict[str, Any], source: Stretch, index: int, *, whole: Any) -> Item:
    return _item(node, source, ("hasVariant", index) if isinstance(whole, list) else ("hasVariant",))


READER = Reader("jsonld", TITLE, recognises, read)
