"""Measuring a listing: named facts, cheapest first, and only those that a rule has asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from listinglint.model import Field, Image, Listing, NotChecked, Words
from listinglint.text.scan import Scan, Scanner

MeasurePicture = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Wants:
    """What a run wants measured: text facts, and picture facts by role (an empty set of roles means all roles)."""

    text: frozenset[str] = frozenset()
    pictures: Mapping[str, frozenset[str]] | None = None


@dataclass(frozen=True, slots=True)
class PictureFact:
    """A measure of a picture file: its cost level, and a version that rises when its figures would change."""

    name: str
    cost: int
    version: int
    measure: MeasurePicture


def _header(path: str) -> Any:
    from listinglint.pictures.header import read

    return read(path)


def _health(path: str) -> Any:
    from listinglint.pictures.header import decode

    decode(path)
    return True


PICTURE_FACTS = (PictureFact("header", 1, 1, _header), PictureFact("health", 2, 1, _health))


def measure(listing: Listing, wants: Wants, scanner: Scanner, goods: Mapping[str, tuple[str, ...]]) -> Listing:
    """Return the listing with every wanted fact; pictures that cannot be read carry `unread` instead."""
    fields = tuple(_measure_field(one, wants.text, scanner) for one in listing.fields) if wants.text else listing.fields
    images = tuple(_measure_picture(listing, image, wants.pictures or {}) for image in listing.images)
    facts = {"goods": goods_of(listing, fields, goods)} if wants.text else {}
    return replace(listing, fields=fields, images=images, facts={**listing.facts, **facts})


def _measure_field(one: Field, wants: frozenset[str], scanner: Scanner) -> Field:
    scan = scanner.scan(one)
    facts: dict[str, Any] = {"scan": scan}
    if "readability" in wants:
        from listinglint.text.readability import measure as readability

        facts["readability"] = readability(scan)
    return replace(one, facts=facts)


def _measure_picture(listing: Listing, image: Image, wants: Mapping[str, frozenset[str]]) -> Image:
    wanted = [fact for fact in PICTURE_FACTS if _wanted(wants.get(fact.name), image.role)]
    if not wanted or image.facts:
        return image
    if image.remote:
        return replace(image, facts={"unread": _remote(listing, image)})
    facts: dict[str, Any] = {}
    from listinglint.pictures.header import Unreadable

    for fact in wanted:
        try:
            facts[fact.name] = fact.measure(image.path)
        except Unreadable as broken:
            part = NotChecked(listing.id, image.part, broken.cause, broken.words, image.file)
            return replace(image, facts={"unread": part})
    return replace(image, facts=facts)


def _wanted(roles: frozenset[str] | None, role: str) -> bool:
    return roles is not None and (not roles or role in roles)


def _remote(listing: Listing, image: Image) -> NotChecked:
    reason = Words(f"网络图片，未查看：{image.ref}", f"remote picture, not looked at: {image.ref}")
    return NotChecked(listing.id, image.part, "unavailable", reason, listing.file)


def goods_of(listing: Listing, fields: tuple[Field, ...], goods: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return what kind of goods a listing offers: told by its category, else guessed from its title.

    `goods` maps folded words to kinds (戒指 → jewellery, ring).
    """
    told = listing.category.strip().lower()
    if told:
        found = [kind for word, kinds in goods.items() if word in told or told in kinds for kind in kinds]
        return tuple(dict.fromkeys((told, *found)))
    for one in fields:
        if one.selector == "title":
            scan: Scan = one.facts["scan"]
            # The last word names the thing: 珍珠扣头项链 is a necklace, "ring box" a box.
            ends = [(spans[-1][1], len(word), word) for word, spans in scan.hits.items() if word in goods]
            if ends:
                return goods[max(ends)[2]]
    return ()
