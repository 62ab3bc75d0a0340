"""Gives the texts of a variant the name that people know it by: its article number, else its colour, size and so on."""

from __future__ import annotations

from listinglint.lazily import lazily
from listinglint.model import Field, Listing

_VARIANT = lazily(r"variants\[(\d+)\]\.(.+)")
_INDEX = lazily(r"\[\d+\]$")
_NUMBERS = (
    "sku", "item_sku", "seller_sku", "商家编码", "outer_id", "货号", "规格编码", "variant sku", "id", "name", "名称", "title",
)  # fmt: skip
_LONGEST, _MOST = 40, 3


def named(listing: Listing) -> Listing:
    """Return the listing with the texts of its variants named."""
    if not any(one.path.startswith("variants[") for one in listing.fields):
        return listing
    from listinglint.readers import keys  # most listings have no variants

    by_number: dict[str, list[tuple[str, Field]]] = {}
    for one in listing.fields:
        found = _VARIANT.fullmatch(one.path)
        if found:
            by_number.setdefault(found[1], []).append((keys.plain(_INDEX.sub("", found[2])), one))
    names = {number: _name(told) for number, told in by_number.items()}
    fields = (
        one._replace(variant=names[found[1]]) if (found := _VARIANT.fullmatch(one.path)) else one
        for one in listing.fields
    )
    return listing.with_fields(tuple(fields))


def _name(told: list[tuple[str, Field]]) -> str:
    from listinglint.readers import keys

    for wanted in map(keys.plain, _NUMBERS):
        for key, one in told:
            if key == wanted and len(one.text) <= _LONGEST:
                return one.text.strip()
    short = (one.text.strip() for _, one in told if len(one.text) <= _LONGEST and "://" not in one.text)
    return " / ".join([*dict.fromkeys(short)][:_MOST])
