"""eBay listing templates (File Exchange, Seller Hub; CSV): rows of variations follow their product."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from re import IGNORECASE
from re import compile as _compile

from listinglint.model import Words
from listinglint.readers.columns import Meanings
from listinglint.readers.entries import Entry, Item, Meaning, attribute
from listinglint.readers.export import Export
from listinglint.readers.pairs import Pairs, expand

_NAMES = {
    "title": Meaning("field", "title"),
    "subtitle": Meaning("field", "subtitle"),
    "description": Meaning("field", "description"),
    "customlabel": Meaning("id", "attributes.CustomLabel"),
    "customlabelsku": Meaning("id", "attributes.CustomLabel"),
    "picurl": Meaning("image", "", r"\s*\|\s*"),
    "itemphotourl": Meaning("image", "", r"\s*\|\s*"),
    "relationship": Meaning("own", "relationship"),
    "relationshipdetails": Meaning("own", "details"),
    "categoryname": Meaning("category", "attributes.Category name"),
    "startprice": attribute("StartPrice"),
    "buyitnowprice": attribute("BuyItNowPrice"),
    "productsafetystatements": attribute("Product Safety Statements"),
    "conditiondescription": attribute("ConditionDescription"),
    "manufacturername": attribute("Manufacturer Name"),
}
_ACTION = _compile(r"action(?:\((.*)\))?", IGNORECASE)
_COUNTRY = _compile(r"(?:SiteID|Country)=([A-Za-z]+)")
_MARKETS = {"us": "US", "uk": "UK", "gb": "UK", "germany": "EU", "de": "EU", "france": "EU", "fr": "EU", "italy": "EU",
            "it": "EU", "spain": "EU", "es": "EU", "austria": "EU", "at": "EU"}  # fmt: skip
_ASPECT = _compile(r"(?:C|P|CD|CDA):(.+)", IGNORECASE)
_VARIANT = Pairs(r"\s*\|\s*", r"\s*=\s*", r"\s*;\s*")
_SIGNS = frozenset(
    ("picurl", "itemphotourl", "customlabel", "customlabelsku", "relationship", "relationshipdetails", "startprice")
)


def _key(header: str) -> str:
    return "".join(one for one in header.lstrip("*").lower() if one.isalnum() or one == ":")


def is_header(header: Sequence[str]) -> bool:
    """Tell eBay's header: a title, and an action, an item specific (`C:Material`) or columns only eBay has."""
    found = {_key(one) for one in header}
    if "title" not in found or {"handle", "type"} <= found:
        return False
    action = any(_ACTION.fullmatch(one.lstrip("*")) for one in header)
    return action or any(one.startswith("c:") for one in found) or len(found & _SIGNS) >= 2


def _left_out(cells: Sequence[str]) -> bool:
    """Tell the rows of notes above and between the goods."""
    return cells[0].strip().lstrip("#").lower() == "info"


def _meaning(header: str) -> Meaning:
    name = header.lstrip("*")
    aspect = _ASPECT.fullmatch(name)
    return _NAMES.get(_key(name)) or (attribute(aspect[1].strip()) if aspect else Meaning("technical"))


def _meanings(_header: Sequence[str]) -> Meanings:
    return _meaning


def markets(header: Iterable[str]) -> tuple[str, ...]:
    """Return the market that the action column names: `*Action(SiteID=US|Country=US|…)`."""
    for one in header:
        action = _ACTION.fullmatch(one.lstrip("*"))
        found = _COUNTRY.findall(action[1] or "") if action else []
        known = [_MARKETS[name.lower()] for name in found if name.lower() in _MARKETS]
        if known:
            return (known[0],)
    return ()


def _finish(item: Item) -> Item:
    """Read the variants: rows of their own, told apart by `Colour=Red|Size=M`."""
    found: list[Entry] = []
    variation = False
    for entry in item.entries:
        if entry.name == "relationship" and entry.kind == "own":
            variation = entry.text.lower() == "variation"
        elif entry.kind == "own":
            found += expand(entry.renamed("attributes.RelationshipDetails"), _VARIANT)
        else:
            found.append(entry)
    # A variation belongs to the product above: its own label is no id of a product.
    return item._replace(id="" if variation else item.id, continues=variation, entries=tuple(found))


READER = Export(
    "ebay",
    Words("eBay 商品表（CSV）", "eBay listing template (CSV)"),
    is_header,
    _meanings,
    channels=("ebay",),
    markets_of=markets,
    left_out=_left_out,
    finish=_finish,
).reader()
