"""Measuring a listing: named facts, cheapest first, and only those that a rule has asked for."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from listinglint.lazily import lazily
from listinglint.model import Field, Image, Listing, Names, Origin, Source, selects
from listinglint.picture_facts import Memory, pictures
from listinglint.text.scan import Scan, Scanner, lined
from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    from listinglint.materials.lexicon import Lexicon  # loaded only with the rules that read it

Kinds = tuple[str, ...]
Goods = Mapping[str, Kinds]
# Behind these a title goes on to what the thing is made of, comes with or is meant for: Necklace for Evening Dress.
_PART_END = lazily(r"[,、|/;:()\[\]·]|\s-+\s|\b(?:for|with|in|from|by|of)\b|w/")


_SHORT, _MOST_KNOWN = 80, 4096
# What is read of a text line by line.
_LINED = frozenset({"materials", "quantities", "readability"})
# What stands in a certificate is its issuer's word, not the shop's.
WORDY_ROLES = frozenset({"main", "main-long", "white", "detail", "zoom", "sku", "size", "scene", "other"})


class Wants(NamedTuple):
    """What a run wants measured: text facts, and picture facts by role (an empty set of roles means all roles)."""

    text: frozenset[str] = frozenset()
    pictures: Mapping[str, frozenset[str]] | None = None


def measure(
    listing: Listing,
    wants: Wants,
    scanner: Scanner,
    goods: Goods,
    lexicon: Callable[[], Lexicon | None] | None = None,
    memory: Memory | None = None,
) -> Listing:
    """Return the listing with every wanted fact; pictures that cannot be read carry `unread` instead.

    Words that are read from pictures are fields of the listing from here on, so every text rule holds for them.
    """
    images = pictures(listing, wants.pictures, memory) if wants.pictures else listing.images
    fields = (*listing.fields, *_painted(listing, images)) if "words" in (wants.pictures or ()) else listing.fields
    facts: dict[str, Any] = {}
    if wants.text:
        fields = tuple(_measure_field(one, wants.text, scanner) for one in fields)
        facts = dict(zip(("goods", "named"), _goods(listing, fields, scanner, goods), strict=True))
    if "materials" in wants.text and lexicon is not None:
        known = lexicon()
        facts["materials"] = _materials([one.selector for one in fields], fields, scanner, facts["goods"], known)
        marked = _marked(fields)
        if marked:
            facts["marks"] = _materials(marked, fields, scanner, facts["goods"], known)
    facts["names"] = Names(fields, tuple(one.selector for one in fields))
    return listing._replace(fields=fields, images=images, facts={**listing.facts, **facts})


def signals(listing: Listing) -> set[str]:
    """Return what the facts of a measured listing have noticed: `materials:` comparisons, `quantities:` measures."""
    readings = [one for one in map(listing.facts.get, ("materials", "marks")) if one is not None]
    noticed = {f"materials:{name}" for reading in readings for name in reading.conflicts}
    for one in listing.fields:
        noticed.update(f"quantities:{each.label.measure}" for each in one.facts.get("quantities", ()))
    return noticed


def _painted(listing: Listing, images: tuple[Image, ...]) -> Iterator[Field]:
    if not images:
        return
    from listinglint.pictures.painted import fields

    for image in images:
        if image.role in WORDY_ROLES:
            yield from fields(listing, image, image.facts.get("words", ()))


def _materials(
    selectors: list[str],
    fields: tuple[Field, ...],
    scanner: Scanner,
    goods: tuple[str, ...],
    lexicon: Lexicon | None,
) -> Any:
    if lexicon is None:
        return None
    from listinglint.materials.reading import Told, read

    told = [Told(name, one.facts["lined"]) for name, one in zip(selectors, fields, strict=True)]
    return read(told, lexicon, scanner.name, goods)


def _marked(fields: tuple[Field, ...]) -> list[str]:
    """Return what the fields are if a mark of fineness in a picture counts as the stamp; nothing where none is seen."""
    if not any(one.selector == "images.words" for one in fields):
        return []
    from listinglint.pictures.painted import is_hallmark

    names = [
        "attributes.印记" if one.selector == "images.words" and is_hallmark(one.text) else one.selector
        for one in fields
    ]
    return names if names != [one.selector for one in fields] else []


def _goods(
    listing: Listing, fields: tuple[Field, ...], scanner: Scanner, goods: Goods
) -> tuple[Kinds, tuple[Kinds, Kinds]]:
    """Return what a listing offers, and what its category and its title say of that, each for itself."""
    told = listing.category
    found = (
        _remembered(scanner, ("category", told), lambda: _of_category(told, scanner, goods)) if told and goods else ()
    )
    titles = (one.facts["scan"] for one in fields if selects(("title",), one.selector))
    guessed = next((kinds for kinds in (_named(scan, goods) for scan in titles) if kinds), ())
    every = _remembered(scanner, "goods", lambda: _kinds(goods))
    return goods_of(told, found, guessed, every), (found, guessed)


def _of_category(told: str, scanner: Scanner, goods: Goods) -> Kinds:
    return _last_named(scanner.scan(Field("category", told, Origin(Source("", "")))), goods)


def _measure_field(one: Field, wants: frozenset[str], scanner: Scanner) -> Field:
    """Measure a field; short ones are remembered, because a catalogue says “925 silver” and “black” thousands of times."""
    if len(one.text) > _SHORT:
        facts = _text_facts(one, wants, scanner)
    else:
        key = (one.text, one.format, one.selector, wants)
        facts = _remembered(scanner, key, lambda: _text_facts(one, wants, scanner))
    return one._replace(facts=facts)


def _remembered(scanner: Scanner, key: object, work_out: Callable[[], Any]) -> Any:
    """Return what is known under a key, which is worked out where it is not."""
    known = scanner.known.get(key)
    if known is None:
        if len(scanner.known) >= _MOST_KNOWN:
            scanner.known.clear()
        known = scanner.known[key] = work_out()
    return known


def _text_facts(one: Field, wants: frozenset[str], scanner: Scanner) -> Mapping[str, Any]:
    scan = scanner.scan(one)
    facts: dict[str, Any] = {"scan": scan}
    if not wants.isdisjoint(_LINED):
        facts["lined"] = lined(scan)
    if "readability" in wants:
        from listinglint.text.readability import measure as readability

        facts["readability"] = readability(scan, facts["lined"])
    if "quantities" in wants:
        from listinglint.text.quantities import read as quantities

        facts["quantities"] = quantities(
            facts["lined"], _key(one, scanner), one.selector.partition(".")[0] in ("title", "subtitle")
        )
    return facts


def _key(one: Field, scanner: Scanner) -> str:
    """Return the folded name of the attribute or variant option that a field is the value of."""
    part, _, name = one.selector.partition(".")
    return scanner.name(name).strip() if part in ("attributes", "variants") else ""


def goods_of(told: str, found: Kinds, guessed: Kinds, every: Container[str]) -> Kinds:
    """Return what kind of goods a listing offers: told by its category, and by its title where that is finer or alone.

    `every` are the kinds that are known.  The category stands among them as it was told, so that rules can name a shop's own
    categories too.
    """
    own = told.strip().lower()
    understood = bool(found) or (bool(own) and own in every)
    # A category that is understood is never contradicted by a guess, only refined: jewellery + “… ring” is a ring.
    refined = guessed if not understood or guessed[:1] in ((own,), found[:1]) else ()
    return tuple(dict.fromkeys(one for one in (own, *found, *refined) if one))


def _kinds(goods: Goods) -> frozenset[str]:
    return frozenset(kind for kinds in goods.values() for kind in kinds)


def _named(scan: Scan, goods: Goods) -> tuple[str, ...]:
    """Return the kind that a title names: in its first part that names any, the last word (珍珠扣头项链 is a necklace)."""
    if goods.keys().isdisjoint(scan.hits):
        return ()
    text = scan.folded.text
    cuts = [0, *(mark.end() for mark in _PART_END.finditer(text)), len(text)]
    for lo, hi in pairwise(cuts):
        kinds = _last_named(scan, goods, lo, hi)
        if kinds:
            return kinds
    return ()


def _last_named(scan: Scan, goods: Goods, lo: int = 0, hi: int | None = None) -> tuple[str, ...]:
    """Return the kind of the word that ends last in a stretch of text, of several the longest."""
    stop = len(scan.folded.text) if hi is None else hi
    ends = [
        (end, end - start, word)
        for word, spans in scan.hits.items()
        if word in goods
        for start, end in spans
        if lo <= start and end <= stop
    ]
    return goods[max(ends)[2]] if ends else ()
