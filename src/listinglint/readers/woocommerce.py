"""WooCommerce's product export (CSV): one row a product, and one for each variation, which names its parent."""

from __future__ import annotations

from collections.abc import Sequence
from re import compile as _compile

from listinglint.model import Words
from listinglint.readers.columns import Meanings
from listinglint.readers.entries import Item, Meaning, attribute
from listinglint.readers.export import Export

# The export writes line ends and commas inside texts with a backslash.
_ESCAPED = (("\\r\\n", "\n"), ("\\n", "\n"), ("\\,", ","))
_LIST = r"\s*(?<!\\),\s*"
_NAMES = {
    "name": Meaning("field", "title", "", _ESCAPED),
    "short description": Meaning("field", "subtitle", "", _ESCAPED),
    "description": Meaning("field", "description", "", _ESCAPED),
    "purchase note": Meaning("field", "attributes.Purchase note", "", _ESCAPED),
    "sku": Meaning("id", "attributes.SKU"),
    "id": Meaning("own", "id"),
    "parent": Meaning("parent"),
    "categories": Meaning("category", "attributes.Categories"),
    "tags": Meaning("field", "attributes.Tags", _LIST),
    "images": Meaning("image", "", _LIST),
}
_ATTRIBUTE = _compile(r"attribute (\d+) (name|value\(s\)|visible|global|default|variation)")
_KINDS = {"name": "label", "value(s)": "values"}
_TECHNICAL = _compile(
    r"type|published|is featured\?|visibility in catalog|date sale price .*|tax (?:status|class)|in stock\?|stock"
    r"|low stock amount|backorders allowed\?|sold individually\?|allow customer reviews\?|shipping class|download .*"
    r"|grouped products|upsells|cross-sells|external url|position|meta: _.*|swatches attributes"
)


def is_header(header: Sequence[str]) -> bool:
    """Tell WooCommerce's table: a type, an SKU and a name, and columns that only this shop system has."""
    found = {one.lower() for one in header}
    own = ("regular price", "is featured?", "visibility in catalog", "attribute 1 name", "sold individually?")
    return {"sku", "name"} <= found and ("type" in found or "parent" in found) and not found.isdisjoint(own)


def _meaning(header: str) -> Meaning | None:
    key = header.lower()
    numbered = _ATTRIBUTE.fullmatch(key)
    if numbered:
        kind = _KINDS.get(numbered[2], "technical")
        return Meaning(kind, numbered[1], _LIST if kind == "values" else "")  # type: ignore[arg-type]
    if key in _NAMES:
        return _NAMES[key]
    return Meaning("technical") if _TECHNICAL.fullmatch(key) else attribute(header)


def _meanings(_header: Sequence[str]) -> Meanings:
    return _meaning


def _finish(item: Item) -> Item:
    """Name a row by its SKU, or its number; a parent is told by either."""
    number = item.told("own")
    entries = tuple(one for one in item.entries if one.kind != "own")
    return item._replace(id=item.id or (f"id:{number}" if number else ""), also=f"id:{number}", entries=entries)


READER = Export(
    "woocommerce",
    Words("WooCommerce 商品表（CSV）", "WooCommerce product export (CSV)"),
    is_header,
    _meanings,
    finish=_finish,
    far=True,
    roots=lambda _path: ("wp-content/uploads", "uploads", "images"),
).reader()
