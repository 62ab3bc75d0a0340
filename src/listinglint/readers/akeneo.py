"""Akeneo product exports (CSV with ;): one column an attribute, in as many languages and channels as the shop has."""

from __future__ import annotations

from collections.abc import Sequence
from re import compile as _compile

from listinglint.model import Words
from listinglint.readers.columns import Meanings
from listinglint.readers.entries import Meaning
from listinglint.readers.export import Export
from listinglint.readers.locales import lang_of, locale_of

_LINE_ENDS = (("\\r\\n", "\n"), ("\\n", "\n"))
_FIELDS = {
    "name": "title", "title": "title", "erp_name": "attributes.erp_name", "variation_name": "attributes.variation_name",
    "description": "description", "short_description": "subtitle", "meta_title": "seo.title",
    "meta_description": "seo.description", "keywords": "keywords", "meta_keywords": "keywords",
}  # fmt: skip
_SPECIAL = {
    "sku": Meaning("id", "attributes.sku"), "identifier": Meaning("id", "attributes.identifier"),
    "parent": Meaning("parent"), "categories": Meaning("category", "attributes.categories"),
    "family": Meaning("category", "attributes.family"),
}  # fmt: skip
_SCOPED = _compile(r"(?P<name>.+?)(?:-(?P<locale>[a-z]{2}_[A-Z]{2}))?(?:-(?P<channel>[a-z]\w*))?")
_TECHNICAL = _compile(r"uuid|enabled|groups|.*-(?:groups|products|product_models|product_uuids)(?:-quantity)?|.*-unit")
_IMAGE = _compile(r"(?:.*_)?(?:image|picture|photo|packshot)s?(?:_\d+)?")
# Codes of a list stand without a blank: `cotton,polyester`; words of prose do not.
_CODES = r"(?<=\w),(?=\w)"


def is_header(header: Sequence[str]) -> bool:
    """Tell Akeneo's header: an SKU, and the family, categories and state that every product has."""
    return {"categories", "enabled", "family"} <= set(header) and not {"sku", "identifier", "uuid"}.isdisjoint(header)


def _meanings(header: Sequence[str]) -> Meanings:
    named = any(one.partition("-")[0] in ("name", "title") for one in header)

    def meaning(column: str) -> Meaning:
        if column in _SPECIAL:
            return _SPECIAL[column]
        if _TECHNICAL.fullmatch(column):
            return Meaning("technical")
        found = _SCOPED.fullmatch(column)
        name, locale = (found["name"], locale_of(found["locale"] or "")) if found else (column, "")
        if _IMAGE.fullmatch(name):
            return Meaning("image", "")
        field = _FIELDS.get(name, f"attributes.{name}")
        if not named and name in ("erp_name", "variation_name"):
            field = "title"
        several = field.startswith("attributes.")
        path = f"{field}.{locale}" if locale else field
        return Meaning("field", path, _CODES if several and not locale else "", _LINE_ENDS, lang_of(locale))

    return meaning


READER = Export(
    "akeneo",
    Words("Akeneo 商品表（CSV）", "Akeneo product export (CSV)"),
    is_header,
    _meanings,
    far=True,
    roots=lambda _path: ("files",),
).reader()
