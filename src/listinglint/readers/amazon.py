"""Amazon flat files (inventory templates saved as text): three or more header rows, the last with Amazon's own names."""

from __future__ import annotations

from collections.abc import Sequence
from re import compile as _compile

from listinglint.model import Words
from listinglint.readers.columns import Meanings
from listinglint.readers.entries import Meaning, attribute
from listinglint.readers.export import Export

_IDS = ("item_sku", "contribution_sku", "seller_sku")
_NAMES = {
    **dict.fromkeys(_IDS, Meaning("id", "attributes.item_sku")),
    "item_name": Meaning("field", "title"),
    "product_description": Meaning("field", "description"),
    "parent_sku": Meaning("parent"),
    "child_parent_sku_relationship.parent_sku": Meaning("parent"),
    "item_type": Meaning("category", "attributes.item_type"),
    "item_type_keyword": Meaning("category", "attributes.item_type_keyword"),
    "feed_product_type": Meaning("category", "attributes.feed_product_type"),
    "main_image_url": Meaning("image", "main"),
    "main_product_image_locator.media_location": Meaning("image", "main"),
    "swatch_image_url": Meaning("image", "sku"),
    "swatch_product_image_locator.media_location": Meaning("image", "sku"),
}
_NUMBERED = _compile(r"(.*?)_?\d+$")
_SERIES = {
    "bullet_point": Meaning("field", "bullets"),
    "generic_keywords": Meaning("field", "keywords"), "generic_keyword": Meaning("field", "keywords"),
    "other_image_url": Meaning("image", "other"),
}  # fmt: skip
_OTHER_IMAGE = _compile(r"other_(?:product|offer)_image_locator(?:_\d+)?\.media_location")
# What warehouses and prices need, and shoppers do not read.
_TECHNICAL = _compile(
    r"update_delete|.*_(?:date|latency|id_type|tax_code)|quantity|offering_can_be_.*|is_discontinued_by_manufacturer"
    r"|missing_keyset_reason|merchant_.*|fulfillment_.*|package_.*|website_shipping_.*|parent_child|relationship_type"
    r"|variation_theme|max_.*|parentage_level.*|child_parent_sku_relationship.*|::.*|list_price.*|purchasable_offer.*"
)
_SCOPE = _compile(r"\[[^\]]*\]|#\d+|\.value$")


def plain(name: str) -> str:
    """Return one of Amazon's names without market, language and number: `item_name[…]#1.value` → item_name."""
    return _SCOPE.sub("", name.strip())


def is_header(header: Sequence[str]) -> bool:
    """Tell the row with Amazon's own names; the labels above it are in any language."""
    found = {plain(one) for one in header}
    return not found.isdisjoint(_IDS) and "item_name" in found


def meaning(name: str) -> Meaning:
    """Return what one of Amazon's names holds."""
    key = plain(name)
    if key in _NAMES:
        return _NAMES[key]
    numbered = _NUMBERED.fullmatch(key)
    series = _SERIES.get(numbered[1] if numbered else key)
    if series:
        return series
    if _OTHER_IMAGE.fullmatch(key):
        return Meaning("image", "other")
    return Meaning("technical") if _TECHNICAL.fullmatch(key) else attribute(key)


def _meanings(_header: Sequence[str]) -> Meanings:
    return meaning


EXPORT = Export(
    "amazon",
    Words("亚马逊批量表（TSV）", "Amazon flat file (TSV)"),
    is_header,
    _meanings,
    channels=("amazon",),
    far=True,
)
READER = EXPORT.reader()
