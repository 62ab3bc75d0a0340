"""Which figures of a listing are about the same thing, and which of them cannot both be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import is_

from listinglint.kinds.quantity_loose import bare, loose_conflicts, versions
from listinglint.kinds.quantity_slack import agree, dimension
from listinglint.lazily import lazily
from listinglint.model import Field, Listing
from listinglint.text.quantities import Quantity
from listinglint.tuples import NamedTuple

_RANKS = ("title", "subtitle", "bullets", "description", "images", "variants", "attributes", "seo")
_WORN = {"necklace": ("chain", 300, 1200), "bracelet": ("bracelet", 120, 280)}
_ROUNDED = 0.05
_PENDANT = 120.0  # mm; what is longer is the chain
# Where stones or cords are part of it, the metal weighs less than the whole.
_SET = lazily(
    r"[钻石玉翠珠晶瑙珀蜜绳皮贝]|diamond|pearl|stone|gem|ruby|sapphire|emerald|leather|cord|jade|bead|opal|topaz|crystal"
)
_WHOLE = {"bracelet": "bracelet", "chain": "necklace", "pendant": "pendant"}
_CHAIN = lazily(r"\bchain\b|链")
_FINER = frozenset({"necklace", "bracelet", "earrings", "pendant", "brooch", "bar", "watch"})
# What one article has one of; a text that offers several sizes tells so.
_SINGLE = frozenset({"weight", "capacity", "content", "carat"})
_CHOICE = lazily(
    r"可选|任选|两种|三种|多种|可定制|[大小]号|[大小中]款|[男女]款|每[颗个只条片支]|单[颗个只条]|或者?|either|options?|available|choose|sizes|small|large|\bor\b|\beach\b|per\b|men's|women's"
)
# Parts that are never the article itself, however the title calls it.
_PARTS = frozenset({
    "chain", "pendant", "bead", "heel", "top", "bracelet", "inner", "outer", "gross", "platform", "base", "shaft", "duvet", "sheet",
    "pillowcase", "dial", "strap", "face", "stone", "model", "bust", "waist", "hip", "shoulder", "sleeve", "wrist", "extender", "seat",
    "load", "brim", "handle", "post", "round", "drop", "bed", "gold", "silver", "net", "total", "down", "fill", "centre", "side",
    "plating", "set", "tier", "drawer", "thread", "finger", "hk", "uk",
})  # fmt: skip


class Stated(NamedTuple):
    """A quantity with the field that states it, and the one name of the thing that it is about."""

    field: Field
    quantity: Quantity
    thing: str = ""

    @property
    def measure(self) -> str:
        """What is measured."""
        return self.quantity.label.measure


Conflict = tuple[Stated, list[Stated]]


class Statements(NamedTuple):
    """The quantities of some fields, with what all rules that compare them ask first, worked out once.

    `groups` are the statements that a word explains, by what is measured of which thing; `repeated` what is told in two
    units that do not come to the same; `versions` what a title and its version in another language tell differently;
    `loose` the unexplained figures that may be about the article.
    """

    told: tuple[Stated, ...] = ()
    groups: Mapping[tuple[str, str], list[Stated]] = {}
    repeated: Sequence[Conflict] = ()
    versions: Sequence[Conflict] = ()
    loose: Sequence[Stated] = ()

    @classmethod
    def of(cls, told: tuple[Stated, ...]) -> Statements:
        """Work out what the rules ask of these statements."""
        groups: dict[tuple[str, str], list[Stated]] = {}
        for one in told:
            if not one.quantity.loose:
                groups.setdefault((one.measure, one.thing), []).append(one)
        if len(told) < 2:
            return cls(told, groups)
        return cls(told, groups, list(_repeated(told)), list(versions(told)), bare(told))


class _Same:
    """Fields that equal only themselves: several rules ask the same of one listing, one after the other."""

    __slots__ = ("fields",)

    def __init__(self, fields: Sequence[Field]) -> None:
        self.fields = fields

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.fields)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Same) or len(self.fields) != len(other.fields):
            return False
        return all(map(is_, self.fields, other.fields))


def stated(listing: Listing, fields: Sequence[Field]) -> Statements:
    """Return the quantities of the fields, those of a title first, each with the thing that it is about."""
    return _stated(_Same(fields), goods_of(listing))


@lru_cache(4)
def _stated(same: _Same, goods: frozenset[str]) -> Statements:
    fields = same.fields
    ranked = sorted((one for one in fields if one.facts["quantities"]), key=lambda one: _rank(one.path))
    found = [(one, quantity) for one in ranked for quantity in one.facts["quantities"]]
    if not found:
        return Statements()
    title = " ".join(one.facts["scan"].folded.text for one in fields if one.path.startswith("title"))
    return Statements.of(tuple(Stated(one, quantity, _thing(quantity, goods, title)) for one, quantity in found))


@lru_cache(4096)
def _rank(path: str) -> int:
    return next((at for at, name in enumerate(_RANKS) if path.startswith(name)), 9)


def goods_of(listing: Listing) -> frozenset[str]:
    """Return what is sold in plain words: a told jewellery/ring is jewellery and a ring."""
    return _plainly(listing.facts.get("goods", ()))


@lru_cache(1024)
def _plainly(goods: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for told in goods for name in told.split("/"))


def conflicts(listing: Listing, statements: Statements, measures: frozenset[str]) -> Iterator[Conflict]:
    """Yield each statement that others of the same thing contradict, with these."""
    told = statements.told
    if len(told) < 2:
        return
    goods = goods_of(listing)
    groups = {
        name: group for name, group in statements.groups.items() if name[0] in measures and _meant(name[0], goods)
    }
    seen: list[Stated] = []
    for pair in statements.repeated:
        if pair[1][0].measure in measures:
            seen.append(pair[0])
            yield pair
    for group in (*groups.values(), *_nested(groups)):
        found = (_differing(group, told) or _within(group)) if len(group) > 1 else None
        if found is not None and found[0] not in seen:
            seen.append(found[0])
            yield found
    apart = (
        pair for pair in statements.versions if pair[0].measure in measures or dimension(pair[0].quantity) in measures
    )
    for loose in (*loose_conflicts(statements.loose, told, measures, goods), *apart):
        if loose[0] not in seen:
            yield loose


def _thing(quantity: Quantity, goods: frozenset[str], title: str) -> str:
    """A length in the range of a necklace is that of the chain, where one is sold; what the title names is the article."""
    label = quantity.label
    for name, (thing, low, high) in _WORN.items():
        chain = name == "necklace" and "jewellery" in goods and goods.isdisjoint(_FINER) and _CHAIN.search(title)
        if label.measure == "length" and label.thing == "" and (name in goods or chain):
            return thing if all(low <= span.low and span.high <= high for span in quantity.spans) else "?"
    named = _alias(quantity, goods)
    if named is not None:
        return named
    if label.thing == "" or label.thing in _PARTS or label.measure in ("count", "ring"):
        return label.thing
    return "" if label.thing in title else label.thing


def _alias(quantity: Quantity, goods: frozenset[str]) -> str | None:
    """Return what a named thing is of these goods: the weight of the bracelet is the article's, of a bracelet."""
    label = quantity.label
    # 克重 is what jewellery weighs; of cloth, what a square metre weighs.
    whole = (label == ("weight", "克") and "jewellery" in goods) or (label == ("width", "face") and "ring" in goods)
    if whole or (label.measure == "weight" and _WHOLE.get(label.thing) in goods):
        return ""
    small = label.measure == "length" and all(span.high <= _PENDANT for span in quantity.spans)
    if "pendant" in goods and label.thing == "" and (small or label.measure in ("height", "width", "diameter")):
        return "pendant"
    return "fill" if "bedding" in goods and label == ("weight", "net") else None


def _meant(measure: str, goods: frozenset[str]) -> bool:
    """A size is a ring's only of a ring."""
    return measure != "ring" or "ring" in goods or ("jewellery" in goods and goods.isdisjoint(_FINER))


def _nested(groups: dict[tuple[str, str], list[Stated]]) -> Iterator[list[Stated]]:
    """Yield what is comparable under two names: the weight and the total or net one, diamonds and all stones."""
    plain = groups.get(("weight", ""), [])
    solid = not any(_SET.search(one.field.facts["scan"].folded.text) for one in plain)
    metals = [name for name in ("gold", "silver", "stone") if ("weight", name) in groups]
    whole = any(("weight", name) in groups for name in ("total", "net"))
    for wide in ("total", "net") if not metals else metals if solid and not whole and len(metals) == 1 else ():
        if plain and ("weight", wide) in groups:
            yield [*plain, *groups["weight", wide]]
    stones = groups.get(("count", "stone"), [])
    kinds = [name for measure, name in groups if measure == "count" and name in _SPECIES]
    if stones and len(kinds) == 1:
        some = groups["count", kinds[0]]
        most = max(span.high for one in stones for span in one.quantity.spans)
        if min(span.low for one in some for span in one.quantity.spans) > most:
            yield [*some, *stones]


_SPECIES = frozenset({"diamond", "zircon", "moissanite", "ruby", "sapphire", "emerald"})


def _repeated(told: Sequence[Stated]) -> Iterator[Conflict]:
    """Yield what is told in two units that do not come to the same: 45 cm (21 in)."""
    for before, one in pairwise(told):
        twice = one.quantity.also and one.field is before.field and one.quantity.unit != before.quantity.unit
        if twice and _apart(before, one):
            yield before, [one]


def _apart(one: Stated, two: Stated) -> bool:
    """Conversions are rounded; a tenth off is another size."""
    mine, other = one.quantity.spans[0].high, two.quantity.spans[0].high
    return not agree(one.quantity, two.quantity) and abs(mine - other) > _ROUNDED * max(mine, other)


def _within(told: Sequence[Stated]) -> Conflict | None:
    """Return two figures of one text for one thing, where the text offers no choice of sizes."""
    for name in dict.fromkeys(one.field.path for one in told):
        mine = [one for one in told if one.field.path == name and not one.quantity.also]
        if len(mine) != 2 or mine[0].measure not in _SINGLE or not name.startswith(("description", "bullets")):
            continue
        if agree(mine[0].quantity, mine[1].quantity) or _CHOICE.search(mine[0].field.facts["scan"].folded.text):
            continue
        if all(len(one.quantity.spans) == 1 for one in mine):
            return mine[0], [mine[1]]
    return None


def _differing(told: Sequence[Stated], all_: Sequence[Stated]) -> Conflict | None:
    """Return the first statement that all those of another field contradict, and these."""
    voices: dict[str, list[Stated]] = {}
    for one in told:
        voices.setdefault(voice(one.field), []).append(one)
    spoken = [_counting(mine) for mine in voices.values()]
    for index, mine in enumerate(spoken):
        against = [
            other[0]
            for other in spoken[index + 1 :]
            if other
            and mine
            and not any(_compatible(one, two) or _extended(one, two, all_) for one in mine for two in other)
        ]
        against = [one for one in against if not _offered(mine, one, all_)]
        if against:
            return mine[0], against
    return None


def _compatible(one: Stated, two: Stated) -> bool:
    """Two attributes with names of their own measure two things, even where the title names both."""
    names = {one.quantity.label.thing, two.quantity.label.thing}
    apart = len(names) == 2 and all(it.field.path.startswith("attributes") for it in (one, two))
    return (apart and one.thing not in ("total", "net", "gold", "silver")) or agree(one.quantity, two.quantity)


def _extended(one: Stated, two: Stated, all_: Sequence[Stated]) -> bool:
    """A chain is told with and without its extender: 45 cm (40+5)."""
    if one.measure != "length" or one.thing not in _WHOLE:
        return False
    apart = abs(one.quantity.spans[0].high - two.quantity.spans[0].high)
    extenders = (span for it in all_ if it.thing == "extender" for span in it.quantity.spans)
    return any(span.low - 1 <= apart <= span.high + 1 for span in extenders)  # mm


def _counting(mine: list[Stated]) -> list[Stated]:
    """One piece in an attribute is one set: a shop sells it once."""
    return [
        one
        for one in mine
        if one.measure != "count" or one.thing != "set" or one.quantity.spans[0].low != 1 or one.quantity.unit == "pair"
    ]


def _offered(mine: list[Stated], other: Stated, all_: Sequence[Stated]) -> bool:
    """Tell whether some field offers both figures, as a choice of sizes does."""
    for one in mine:
        near = [it for it in all_ if agree(it.quantity, one.quantity) and it.field is not one.field]
        for it in near:
            if it.field is not other.field and any(
                two.field is it.field and agree(two.quantity, other.quantity) for two in all_
            ):
                return True
    return False


def voice(one: Field) -> str:
    """Return whose statement a field is: all variants, all bullets and all values of one attribute offer a choice.

    Where listings are compared the fact `of` tells whose field it is.
    """
    return f"{one.facts.get('of', '')} {'variants' if one.path.startswith('variants') else one.selector}"
