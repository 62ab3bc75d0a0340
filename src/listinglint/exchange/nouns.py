"""What an export is made of: literal text, and places that are filled from a listing's manifest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from re import compile as _compile
from typing import Any

from listinglint.model import Words
from listinglint.tuples import NamedTuple

MANIFEST = "listing.yaml"
FRAME = ".listinglint-export.yaml"
Address = tuple[str | int, ...]
_ATTRIBUTE = _compile(r"attributes\.(.+?)((?:\[\d+\])*)")
_NUMBERED = _compile(r"(bullets)\[(\d+)\]|(variants|images)\[(\d+)\]\.(.+)")
_INDEX = _compile(r"\[(\d+)\]")


class Hole(NamedTuple):
    """A place that a text of the manifest fills; `spelt` is how the source writes texts there.

    That is `xml`, `cdata`, `json`, `bare` (a number), or `_= `: a space written as an underscore.
    """

    address: Address
    spelt: str = ""


Piece = str | Hole
Pieces = list[Piece]


class Outcome(NamedTuple):
    """What came of an import or an export: how many listings, where, and what people should know of it."""

    listings: int
    target: Path
    notes: tuple[Words, ...] = ()


def address_of(path: str) -> Address:
    """Return where a field's text stands in a manifest: `attributes.Material[0]` → attributes, Material, 0."""
    attribute = _ATTRIBUTE.fullmatch(path)
    if attribute:
        return ("attributes", attribute[1], *(int(one) for one in _INDEX.findall(attribute[2])))
    numbered = _NUMBERED.fullmatch(path)
    if numbered:
        return (numbered[1], int(numbered[2])) if numbered[1] else (numbered[3], int(numbered[4]), numbered[5])
    return ("seo", path[4:]) if path in ("seo.title", "seo.description") else (path,)


def put(tree: dict[str, Any], address: Address, text: str) -> None:
    """Put a text into a manifest; a list that is too short grows."""
    node: Any = tree
    for key, following in zip(address, (*address[1:], None), strict=True):
        fresh: Any = text if following is None else [] if isinstance(following, int) else {}
        if isinstance(node, list) and isinstance(key, int):
            node += [None] * (key + 1 - len(node))
            if node[key] is None:
                node[key] = fresh
        elif following is None:
            node[key] = text
        else:
            node.setdefault(key, fresh)
        node = node[key]


def get(tree: Any, address: Sequence[str | int]) -> str | None:
    """Return the text at an address of a manifest, None where it was taken out."""
    for key in address:
        try:
            tree = tree[key]
        except (KeyError, IndexError, TypeError):
            return None
    return tree if isinstance(tree, str) else None


def told(pieces: Pieces) -> Any:
    """Return pieces as they are kept: a text alone as itself, holes as `{field: […]}`."""
    if all(isinstance(one, str) for one in pieces):
        return "".join(str(one) for one in pieces)
    kept: list[Any] = []
    for one in pieces:
        if isinstance(one, Hole):
            kept.append({"field": list(one.address), **({"spelt": one.spelt} if one.spelt else {})})
        elif one:
            kept.append(one)
    return kept


def pieces_of(kept: Any) -> Pieces:
    """Return what was kept as pieces."""
    if not isinstance(kept, list):
        return [str(kept or "")]
    return [Hole(tuple(one["field"]), str(one.get("spelt", ""))) if isinstance(one, dict) else str(one) for one in kept]
