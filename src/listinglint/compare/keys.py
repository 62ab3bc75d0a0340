"""By what a product is known wherever it is sold: its numbers, or the name of its listing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from listinglint.model import Listing

# Attributes that name one product wherever it is sold, as far as they hold a digit.
_KEYS = re.compile(
    r"(?:attributes\.)?(?:gtin|ean|upc|barcode|sku|variant sku|item number|mpn|货号|商家编码|款号|条码|条形码)",
    re.IGNORECASE,
)
# 0000 and 1111 are what people write who have no number.
_TELLING = re.compile(r"(?=.*\d)(?!(.)\1*$)[\w./-]{4,40}")
# A running number names a row, in each file another one.
_ROW = re.compile(r"\d{1,3}")


def keys(listing: Listing) -> Iterator[str]:
    """Yield what names the product of a listing: SKU, GTIN and the like, and its id where it is no row's number."""
    stem = listing.file.rpartition("/")[2].partition(".")[0]
    head, _, line = listing.id.rpartition(":")
    made_up = head == stem and line.isdigit()
    if not made_up and not _ROW.fullmatch(listing.id):
        yield f"id {listing.id.casefold()}"
    for one in listing.texts("attributes", "sku", "gtin"):
        value = one.text.strip()
        if _KEYS.fullmatch(one.selector.replace("_", " ")) and _TELLING.fullmatch(value):
            yield value.casefold()
