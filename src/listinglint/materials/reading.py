"""The fact that material rules judge by: every mention of a listing, the constructions they form, where they conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from listinglint.lazily import lazily
from listinglint.materials import fibres, freeof, hides, metals, names, shares, stones, woods
from listinglint.materials.case import Case, Conflict, Value
from listinglint.materials.constructions import Construction, constructions
from listinglint.materials.finder import Finder, finder
from listinglint.materials.keys import key_of
from listinglint.materials.lexicon import Fold, Lexicon
from listinglint.materials.mention import Mention
from listinglint.tuples import NamedTuple

_VERSION = lazily(r"(?:title|subtitle|description)\.(?:zh|en)\b.*")
_TEXTILE = frozenset({"clothing", "home/bedding", "bedding", "apparel"})
_THICK = lazily(r"(?<![\d.])(\d+(?:\.\d+)?)\s?(?:um|μm|µm|microns?|mics?|微米)(?![a-z])")

_SHORT, _MOST_KNOWN = 80, 4096
# Matches in whatever `_THICK` does, and is quicker to say no: it begins with what is rare.
_THIN = lazily(r"\d\s?(?:um|μm|µm|mic|微米)")


class Told(NamedTuple):
    """One field as the reading sees it: its selector and its folded text."""

    selector: str
    text: str


class Reading:
    """What a listing says about material."""

    def __init__(self, lexicon: Lexicon, case: Case, roles: tuple[str, ...] = ()) -> None:
        self.lexicon = lexicon
        self.case = case
        self.roles = roles

    @cached_property
    def conflicts(self) -> Mapping[str, Sequence[Conflict]]:
        """Every contradiction, by the name of its comparison; a stronger one silences its weaker echo."""
        out: dict[str, list[Conflict]] = {}
        for compare in (metals, stones, fibres, hides, woods, freeof, names):
            for one in compare.compare(self.case):
                known = out.setdefault(one.name, [])
                if not any(_same(one, other) or _mirrored(one, other) for other in known):
                    known.append(one)
        return out

    @cached_property
    def constructions(self) -> tuple[Construction, ...]:
        """What each field says the article is built of."""
        return constructions(self.case)


def _mirrored(one: Conflict, other: Conflict) -> bool:
    """The same contradiction seen from its other side."""
    return one.claim in other.witnesses and other.claim in one.witnesses


def _same(one: Conflict, other: Conflict) -> bool:
    """The same claim again, or the same material claimed a second time in the field."""
    return (
        one.claim.field == other.claim.field and one.claim.id == other.claim.id and one.claim.part == other.claim.part
    )


def read(told: Sequence[Told], lexicon: Lexicon, fold: Fold, goods: tuple[str, ...]) -> Reading:
    """Read the fields of a listing."""
    find = finder(lexicon)
    settled = _settled_choices(told)
    mentions: list[Mention] = []
    thick: list[Value] = []
    shared: list[Value] = []
    roles: list[str] = []
    for number, one in enumerate(told):
        name = fold(one.selector.partition(".")[2]) if "." in one.selector else ""
        key = key_of(one.selector, lexicon, name)
        roles.append(key.role)
        if key.role in ("", "thickness"):
            thick += _thicknesses(number, one.text) if key.role else []
            continue
        if key.role == "share":
            shared += [value._replace(part=key.part) for value in _shares(number, one.text)]
        thick += _thicknesses(number, one.text)
        role = "material" if key.role == "choice" and one.selector in settled else key.role
        mentions += _mentions(find, one.text, number, role, key.part)
        if key.role == "text":
            mentions = _stated(find, one.text, number, mentions)
    case = Case(
        lexicon,
        tuple(_settled(mentions, lexicon, goods)),
        tuple(one.text for one in told),
        goods,
        tuple(thick),
        tuple(shared),
        tuple(one.selector if _VERSION.fullmatch(one.selector) else "" for one in told),
    )
    return Reading(lexicon, case, tuple(roles))


def _settled_choices(told: Sequence[Told]) -> frozenset[str]:
    """Return the options in which all variants agree: what each of them is made of is what the article is made of."""
    values: dict[str, set[str]] = {}
    for one in told:
        if one.selector.startswith("variants."):
            values.setdefault(one.selector, set()).add(one.text)
    return frozenset(name for name, texts in values.items() if len(texts) == 1)


def _mentions(find: Finder, text: str, number: int, role: str, part: str) -> list[Mention]:
    """Return what a text mentions; short ones are remembered, because a catalogue says “925 silver” thousands of times."""
    if len(text) > _SHORT:
        return _read_mentions(find, text, number, role, part)
    key = (text, role, part)
    known = find.known.get(key)
    if known is None:
        if len(find.known) >= _MOST_KNOWN:
            find.known.clear()
        known = find.known[key] = tuple(_read_mentions(find, text, 0, role, part))
    return [Mention(number, *one[1:]) for one in known]


def _read_mentions(find: Finder, text: str, number: int, role: str, part: str) -> list[Mention]:
    found = find.mentions(text, number, role, part)  # type: ignore[arg-type]  # roles come from our own table
    if role == "share":
        found = [one._replace(role="material") for one in found]
    if role == "plating":
        found = [_as_coat(one) for one in found]
    if part == "stone":  # 镶嵌材质 is what the stone is set in
        found = [
            one._replace(part="body") if one.slot in ("base", "surface") and one.part == "stone" else one
            for one in found
        ]
    return [one._replace(part="filling") if one.slot == "fill" and one.part == "body" else one for one in found]


def _stated(find: Finder, text: str, number: int, mentions: list[Mention]) -> list[Mention]:
    """Read what a text states of the make (材质为铜镀银) as the attribute that it names would be read."""
    for start, end, key in find.statements.of(text):
        told = _mentions(find, text[start:end], number, key.role, key.part)
        if told:
            mentions = [one for one in mentions if one.field != number or not start <= one.start < end]
            mentions += [one._replace(start=one.start + start, end=one.end + start, stated=True) for one in told]
    return mentions


def _as_coat(one: Mention) -> Mention:
    if one.mode == "content" and one.slot in ("base", "surface"):
        return one._replace(mode="coat", surface=one.id, process="plated")
    return one


def _thicknesses(field: int, text: str) -> list[Value]:
    if _THIN.search(text) is None:
        return []
    return [Value(field, found.start(), found.end(), float(found[1])) for found in _THICK.finditer(text)]


def _shares(field: int, text: str) -> list[Value]:
    share = shares.told(text)
    return [Value(field, 0, len(text), share.high, share)] if share else []


def _settled(mentions: list[Mention], lexicon: Lexicon, goods: tuple[str, ...]) -> list[Mention]:
    """Choose what a name of several materials means: acrylic is yarn beside wool or on a coat, a plastic on a shelf."""
    textile = not _TEXTILE.isdisjoint(goods)
    if textile and any(one.slot == "fibre" for one in mentions):
        mentions = [
            one._replace(id="bamboo_fibre_claim", slot="fibre", strength="plain")
            if one.id == "bamboo" and one.claims and one.role == "title"
            else one
            for one in mentions
        ]
    if not any(one.also for one in mentions):
        return mentions
    return [_meant(one, mentions, lexicon, textile) if one.also else one for one in mentions]


def _meant(one: Mention, mentions: list[Mention], lexicon: Lexicon, textile: bool) -> Mention:
    beside = {other.slot for other in mentions if not other.also and other.field == one.field}
    slots = {name: lexicon.materials[name].slot for name in (one.id, *one.also)}
    woven = textile or "fibre" in beside
    chosen = next((name for name, slot in slots.items() if (slot == "fibre") == woven), one.id)
    return one._replace(id=chosen, slot=slots[chosen], origin=lexicon.materials[chosen].origin)
