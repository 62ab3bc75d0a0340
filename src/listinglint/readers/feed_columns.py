"""What the columns and elements of shopping feeds mean: Google Merchant, Meta and OpenAI use nearly the same names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from re import compile as _compile

from listinglint.readers.entries import COMMA, Meaning, attribute

_FIELDS = {
    "title": "title", "structured_title": "title", "short_title": "subtitle", "description": "description",
    "structured_description": "description", "rich_text_description": "description", "summary": "description",
    "content": "description", "product_highlight": "bullets", "short_description": "subtitle",
}  # fmt: skip
# The first picture is the one that the search shows; the others follow in their order.
_IMAGES = {
    "image_link": "main", "image_url": "main", "image": "main", "main_image": "main", "additional_image_link": "other",
    "additional_image_links": "other", "additional_image_url": "other", "additional_image_urls": "other",
    "additional_images": "other", "lifestyle_image_link": "scene", "mobile_link_image": "other",
}  # fmt: skip
_TECHNICAL = _compile(
    r"(?:mobile_|canonical_|ads_|checkout_)?(?:link|url|href)(?:_template)?|ads_\w+|adwords_\w+|custom_(?:label|number)_\d+"
    r"|shipping\w*|tax\w*|returns?_\w+|seller_\w+|store_\w+|\w*_transit_\w+|.*_handling_time|multipack|is_bundle"
    r"|identifier_exists|excluded_destination|included_destination|pause|promotion_id|cost_of_goods_sold|updated|published"
    r"|expiration_date|availability_date|last_build_date|guid|pubdate|is_eligible_\w+|enable_(?:search|checkout)"
    r"|video\w*|model_3d_\w+|virtual_model_link|(?:quantity|inventory)(?:_\w+)?|popularity_score|related_product_id"
)
_SPECIAL = {
    **dict.fromkeys(("id", "item_id", "offer_id"), Meaning("id", "attributes.id")),
    "item_group_id": Meaning("parent"),
    "product_type": Meaning("category", "attributes.product_type"),
    "group_id": Meaning("parent"), "google_product_category": Meaning("category", "attributes.google_product_category"),
    "fb_product_category": Meaning("category", "attributes.fb_product_category"),
    "product_category": Meaning("category", "attributes.product_category"),
    "content_language": Meaning("lang"), "target_country": Meaning("market"), "product_detail": Meaning("own", "detail"),
}  # fmt: skip
_SIGNS = frozenset((
    "link", "url", "image_link", "image_url", "availability", "google_product_category", "fb_product_category",
    "additional_image_link", "additional_image_urls", "identifier_exists", "item_group_id", "mpn", "gtin",
    "enable_search", "is_eligible_search", "product_type",
))  # fmt: skip
_META = ("fb_product_category", "quantity_to_sell_on_facebook", "rich_text_description")
_INDEX = _compile(r"\[\d+\](?:\.(?:url|tag))?|[_ ]\d+$")


def plain(name: str) -> str:
    """Return the name of a feed's column as its documentation writes it: `g:image link` → image_link."""
    bare = name.strip().lstrip("\ufeff").lower().rpartition(":")[2] if ":" in name[:3] else name.strip().lower()
    return bare.replace(" ", "_").replace("-", "_")


@lru_cache(maxsize=1024)
def meaning(name: str) -> Meaning:
    """Return what a column, element or key of a feed holds."""
    key = plain(name)
    if key in _SPECIAL:
        return _SPECIAL[key]
    stem = _INDEX.sub("", key)
    if stem in _FIELDS:
        return Meaning("field", _FIELDS[stem])
    if stem in _IMAGES:
        several = stem != "image" and _IMAGES[stem] != "main"
        # Meta writes image[0].url, image[1].url: of those the first is the main picture.
        role = "" if stem == "image" else _IMAGES[stem]
        return Meaning("image", role, r"\s*,\s*(?=https?:)|\s*[|\n]\s*" if several else "")
    if _TECHNICAL.fullmatch(key) or key.startswith("applink"):
        return Meaning("technical")
    return attribute(key, COMMA if key == "tags" else "")


def is_feed(names: Iterable[str]) -> bool:
    """Tell a shopping feed: every product has an id and a title, and links as only feeds call them."""
    found = {_INDEX.sub("", plain(one)) for one in names}
    has_id = not found.isdisjoint(("id", "item_id", "offer_id"))
    return has_id and "title" in found and len(found & _SIGNS) >= 2


def channels(names: Iterable[str]) -> tuple[str, ...]:
    """Return the marketplace a feed is made for, as far as its names tell."""
    found = {plain(one) for one in names}
    if not found.isdisjoint(("enable_search", "enable_checkout", "is_eligible_search", "is_eligible_checkout")):
        return ()
    return ("meta",) if not found.isdisjoint(_META) else ("google",)
