"""Magento 2 product tables (CSV): simple products stand before the configurable one whose variants they are."""

from __future__ import annotations

from collections.abc import Sequence
from re import compile as _compile

from listinglint.model import Words
from listinglint.readers.columns import Meanings
from listinglint.readers.entries import Entry, Item, Meaning, attribute
from listinglint.readers.export import Export
from listinglint.readers.pairs import Pairs, expand

_NAMES = {
    "sku": Meaning("id", "attributes.sku"),
    "name": Meaning("field", "title"),
    "description": Meaning("field", "description"),
    "short_description": Meaning("field", "subtitle"),
    "meta_title": Meaning("field", "seo.title"),
    "meta_description": Meaning("field", "seo.description"),
    "meta_keywords": Meaning("field", "keywords"),
    "categories": Meaning("category", "attributes.categories"),
    "base_image": Meaning("image", "main"),
    "base_image_label": Meaning("alt", "base_image_label"),
    "small_image": Meaning("image", "other"),
    "small_image_label": Meaning("alt", "small_image_label"),
    "thumbnail_image": Meaning("image", "other"),
    "thumbnail_image_label": Meaning("alt", "thumbnail_image_label"),
    "additional_images": Meaning("image", "other", r"\s*,\s*"),
    "additional_attributes": Meaning("own", "attributes.additional_attributes"),
    "configurable_variations": Meaning("own", "children"),
    "store_view_code": Meaning("own", "view"),
    **{one: attribute(one) for one in ("price", "special_price", "weight", "country_of_manufacture", "color", "size")},
}
# Values hold commas too: a new pair begins only where a name and = follow.
_PAIRS = Pairs(r",(?=[A-Za-z_]\w*=)", r"=", r"\|")
_CHILD = _compile(r"(?:^|\|)sku=([^,|]+)")
_TECHNICAL = _compile(
    r"attribute_set_code|product_type|product_websites|product_online|tax_class_name|visibility|url_key|\w+_at|\w+_date"
    r"|display_product_options_in|map_\w+|msrp_\w+|gift_message_available|custom_\w+|page_layout|product_options_container"
    r"|qty|out_of_stock_qty|use_config_\w+|is_\w+|allow_backorders|min_cart_qty|max_cart_qty|notify_on_stock_below"
    r"|manage_stock|qty_increments|enable_qty_increments|website_id|configurable_variation\w+|\w+_skus|\w+_position"
    r"|additional_image_labels|hide_from_product_page|bundle_\w+|associated_skus"
)


def is_header(header: Sequence[str]) -> bool:
    """Tell Magento's table by columns that only this shop system has."""
    own = ("attribute_set_code", "product_type", "product_websites", "additional_attributes", "store_view_code")
    return {"sku", "name"} <= set(header) and len(set(own) & set(header)) >= 2


def _meanings(_header: Sequence[str]) -> Meanings:
    def meaning(header: str) -> Meaning:
        known = _NAMES.get(header)
        return known or (Meaning("technical") if _TECHNICAL.fullmatch(header) else attribute(header))

    return meaning


def _finish(item: Item) -> Item:
    """Read the attributes in one cell, and the variants that a configurable product names."""
    found: list[Entry] = []
    children: tuple[str, ...] = ()
    view = ""
    for entry in item.entries:
        if entry.kind != "own":
            found.append(entry)
        elif entry.name == "children":
            children = tuple(one.strip() for one in _CHILD.findall(entry.text))
        elif entry.name == "view":
            view = entry.text
        else:
            found += expand(entry, _PAIRS)
    if view and item.id:
        # The same product in another view of the shop, mostly another language.
        return item._replace(id=f"{item.id}@{view}", parent=item.id, entries=tuple(found))
    return item._replace(children=children, entries=tuple(found))


READER = Export(
    "magento",
    Words("Magento 商品表（CSV）", "Magento product table (CSV)"),
    is_header,
    _meanings,
    finish=_finish,
    far=True,
    roots=lambda _path: ("pub/media/catalog/product", "media/catalog/product", "media/import", "images"),
).reader()
