"""Etsy's own download of a shop's listings (CSV): one row a listing."""

from __future__ import annotations

from collections.abc import Sequence
from re import compile as _compile

from listinglint.model import Words
from listinglint.readers.columns import Meanings
from listinglint.readers.entries import Meaning, attribute
from listinglint.readers.export import Export

_UNDERSCORE = (("_", " "),)
_IMAGE = _compile(r"IMAGE\d+")
_VARIATION = _compile(r"VARIATION (\d+) (TYPE|NAME|VALUES)")
_NAMES = {
    "TITLE": Meaning("field", "title"),
    "DESCRIPTION": Meaning("field", "description"),
    "SKU": Meaning("id", "attributes.SKU"),
    "TAGS": Meaning("field", "attributes.TAGS", ",", _UNDERSCORE),
    "MATERIALS": Meaning("field", "attributes.MATERIALS", ",", _UNDERSCORE),
}
_KINDS = {"TYPE": "technical", "NAME": "label", "VALUES": "values"}


def is_header(header: Sequence[str]) -> bool:
    """Tell Etsy's table by its capital letters."""
    return {"TITLE", "DESCRIPTION", "TAGS", "MATERIALS"} <= set(header)


def _meaning(header: str) -> Meaning | None:
    if _IMAGE.fullmatch(header):
        return Meaning("image")
    variation = _VARIATION.fullmatch(header)
    if variation:
        kind = variation[2]
        return Meaning(_KINDS[kind], variation[1], "," if kind == "VALUES" else "")  # type: ignore[arg-type]
    return _NAMES.get(header) or attribute(header)


def _meanings(_header: Sequence[str]) -> Meanings:
    return _meaning


READER = Export(
    "etsy",
    Words("Etsy 商品表（CSV）", "Etsy listings download (CSV)"),
    is_header,
    _meanings,
    channels=("etsy",),
    unique=False,
).reader()
