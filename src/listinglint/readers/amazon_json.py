"""Amazon listings as its programming interface gives them (JSON): `attributes.item_name[0].value` and so on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from listinglint.model import Words
from listinglint.origins.jsontext import Pointer
from listinglint.origins.stretch import Stretch
from listinglint.readers.amazon import meaning
from listinglint.readers.base import ReadSettings
from listinglint.readers.entries import Entry, Item, Meaning
from listinglint.readers.json_entries import Values
from listinglint.readers.json_export import JsonExport, Record

_MARKETS = {"ATVPDKIKX0DER": "US", "A1F83G8C2ARO7P": "UK", "AAHKV2X7AFYLW": "CN", "A1PA6795UKMFR9": "EU",
            "A13V1IB3VIYZZH": "EU", "APJ6JRA9NG5V4": "EU", "A1RKKUPIHCS9HS": "EU"}  # fmt: skip
_MARKET = Meaning("market")
_SCOPE = ("marketplace_id", "language_tag")
_IMAGES = {"main_": "main", "other_": "other", "swatch_": "sku"}


def _known(found: set[str], start: str) -> bool:
    return {"attributes", "item_name"} <= found and '"value"' in start


def _items(value: Record, source: Stretch, _settings: ReadSettings) -> list[Item]:
    values, attributes = Values(source), value.get("attributes")
    found: list[Entry] = []
    for key in ("sku", "productType"):
        known = Meaning("id", "attributes.sku") if key == "sku" else Meaning("category", "attributes.productType")
        found += values.entries(known, value.get(key), (key,))
    for name, told in attributes.items() if isinstance(attributes, dict) else ():
        found += _attribute(values, name, told, ("attributes", name))
    market = next((entry for entry in found if entry.kind == "market"), None)
    entries = (one for one in found if one.kind != "market")
    told_market = (market._replace(text=_MARKETS.get(market.text, "")),) if market else ()
    return [Item(str(value.get("sku") or ""), source.line, (*entries, *told_market))]


def _attribute(values: Values, name: str, told: Any, pointer: Pointer) -> Iterator[Entry]:
    role = next((role for start, role in _IMAGES.items() if name.startswith(start) and "image_locator" in name), None)
    known = Meaning("image", role) if role is not None else meaning(name)
    if known.kind == "technical":
        return
    for index, one in enumerate(told if isinstance(told, list) else [told]):
        place = (*pointer, index) if isinstance(told, list) else pointer
        if not isinstance(one, dict):
            yield from values.entries(known, one, place)
            continue
        yield from values.entries(_MARKET, one.get("marketplace_id"), (*place, "marketplace_id"))
        scoped = {key: inner for key, inner in one.items() if key not in _SCOPE}
        if "value" in scoped:
            scoped["language_tag"] = one.get("language_tag")
        yield from values.entries(known, scoped, place)


READER = JsonExport(
    "amazon_json", Words("亚马逊商品数据（JSON）", "Amazon listings (JSON)"), _known, _items, channels=("amazon",)
).reader()
