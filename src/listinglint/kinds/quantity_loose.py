"""A figure of the title that no word explains, held against the attributes that measure the article in the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from listinglint.kinds.quantity_slack import agree, dimension
from listinglint.lazily import lazily

if TYPE_CHECKING:  # quantity_voices imports this module
    from listinglint.kinds.quantity_voices import Conflict, Stated

# Things that stand for the article: a bare figure in a title is of one of them.
_MAIN = frozenset({"", "chain", "bracelet", "bead", "pendant", "inner", "top", "?", "drop"})
_MAIN_WEIGHT = frozenset({"", "gold", "silver", "net", "total", "down", "fill"})
_WEIGHED = ("jewellery", "food", "cosmetics")
_FILLED = frozenset({"down", "fill"})
_BEDDING = lazily(r"件套|床|被|枕|bed|sheet|duvet|quilt|comforter|blanket|mattress|pillow")
_CASE = lazily(r"行李箱|拉杆箱|旅行箱|luggage|suitcase")
_DEVICE = lazily(r"laptop|tablet|ipad|macbook|notebook|monitor|\btv\b|phone|电脑|平板|屏幕|显示器|手机|电视")
_PADDED = lazily(r"topper|mattress|床垫|坐垫|地垫|垫子")
# Parts that stand for the article only of some goods.
_SPECIAL = (
    ("outer", lazily(r"hoop|huggie|耳圈|耳环")), ("stone", lazily(r"\bstuds?\b|耳钉")), ("dial", lazily(r"watch|表")),
)  # fmt: skip
_PIERCED = lazily(
    r"nose|septum|pierc|barbell|labret|cartilage|helix|conch|tragus|belly|plug|flat ?back|鼻|唇|耳骨|脐|穿孔"
)
# Where a bare figure is about the article; descriptions only where they tell a single one of its kind.
_TELLING = ("title", "bullets", "description", "images")
# Figures further apart than these measure something else: the chain and the pendant.
_NEAR = 2.01
_NEAR_WEIGHT = 3.01


def bare(told: Sequence[Stated]) -> list[Stated]:
    """Return the unexplained figures that may be about the article."""
    loose = [one for one in told if one.quantity.loose]
    return [one for one in loose if one.field.path.startswith(_TELLING) and _sparing(one, loose)]


def loose_conflicts(
    loose: Sequence[Stated], told: Sequence[Stated], measures: frozenset[str], goods: frozenset[str]
) -> Iterator[Conflict]:
    """Yield each unexplained figure of a title that no other figure bears out and that a labelled one contradicts."""
    if not loose or all(one.quantity.loose or one.measure not in measures for one in told):
        return
    for one in loose:
        yield from _against(one, told, measures, goods)


def versions(told: Sequence[Stated]) -> Iterator[Conflict]:
    """Yield the one bare figure of a title that its version in another language tells differently: 45 厘米, 16 inch."""
    groups: dict[tuple[str, str], list[Stated]] = {}
    for one in told:
        if one.quantity.loose and one.field.path.startswith("title."):
            groups.setdefault((dimension(one.quantity), one.field.path), []).append(one)
    single = [mine[0] for mine in groups.values() if len(mine) == 1]
    for one, two in combinations(single, 2):
        same = dimension(one.quantity) == dimension(two.quantity) and one.quantity.sides == two.quantity.sides
        if same and _ratio(one, two) <= _NEAR and not agree(one.quantity, two.quantity):
            yield one, [two]


def _sparing(one: Stated, loose: Sequence[Stated]) -> bool:
    """A text with many figures measures many things; a title is about the article."""
    kind = dimension(one.quantity)
    same = [it for it in loose if it.field is one.field and dimension(it.quantity) == kind]
    return len(same) <= (4 if one.field.path.startswith("title") else 1)


def _against(
    one: Stated, told: Sequence[Stated], measures: frozenset[str], goods: frozenset[str]
) -> Iterator[Conflict]:
    own = [it for it in told if it.field is one.field and it is not one]
    others = [it for it in told if it.field is not one.field]
    against = [two for two in others if _comparable(one, two, measures, goods)]
    if not against:
        return
    if any(agree(one.quantity, two.quantity) for two in others if not two.quantity.loose or _is_attribute(two)):
        return
    left = [two for two in against if not any(agree(it.quantity, two.quantity) for it in own)]
    left = [two for two in left if not _offered(one, two, others)]
    if left and not _packed(one, left[0], own):
        yield one, [min(left, key=lambda two: _ratio(one, two))]


def _is_attribute(one: Stated) -> bool:
    return one.field.path.startswith(("attributes", "variants"))


def _offered(one: Stated, two: Stated, others: list[Stated]) -> bool:
    """Tell whether a third field names both figures, as a choice of sizes does."""
    both = [it for it in others if it.field is not two.field and agree(it.quantity, one.quantity)]
    return any(it.field is near.field and agree(it.quantity, two.quantity) for near in both for it in others)


def _packed(one: Stated, two: Stated, titles: list[Stated]) -> bool:
    """Three bags of six sheets: which of them a bare number counts nobody can tell, and a pack may be sold several times."""
    if dimension(one.quantity) != "count":
        return False
    units = {it.quantity.unit for it in (one, *titles) if dimension(it.quantity) == "count"}
    mine, other = one.quantity.spans[0].low, two.quantity.spans[0].low
    return (len(units) > 1 and not two.quantity.unit) or ("包装" in two.field.path and other > 0 and mine % other == 0)


def _comparable(one: Stated, two: Stated, measures: frozenset[str], goods: frozenset[str]) -> bool:
    """Tell whether a labelled figure outside the title can be what the bare one of the title is about."""
    if two.quantity.loose or two.measure not in measures:
        return False
    kind, other = dimension(one.quantity), dimension(two.quantity)
    if kind == "weight" and other == "capacity":
        return "oz" in one.quantity.unit and two.thing == ""
    if kind != other:
        return kind == "weight" and two.measure == "gauge" and _as_gauge(one, two)
    compare = {"weight": _weights, "length": _lengths, "count": _counts, "capacity": _contents}.get(kind)
    return compare(one, two, goods) if compare is not None else kind == "carat"


def _ratio(one: Stated, two: Stated) -> float:
    mine, other = max(it.high for it in one.quantity.spans), max(it.high for it in two.quantity.spans)
    closest = min((abs(it.high - mine), it.high) for it in two.quantity.spans)[1] if two.quantity.sides else other
    low, high = sorted((mine, closest))
    return high / low if low > 0 else float("inf")


def _as_gauge(one: Stated, two: Stated) -> bool:
    """20G of a nose ring is the wire; it is told apart from 20 grams by the attribute."""
    return one.quantity.spans[0].low != two.quantity.spans[0].low and 6 <= one.quantity.spans[0].low <= 24


def _weights(one: Stated, two: Stated, goods: frozenset[str]) -> bool:
    """Grams in the title of a garment are those of its cloth; kilograms of a machine are what it holds."""
    if "clothing" in goods:
        return two.thing in _FILLED or (two.thing == "克" and _ratio(one, two) <= _NEAR_WEIGHT)
    if "home" in goods and "furniture" not in goods:
        return two.thing in _MAIN_WEIGHT and _ratio(one, two) <= _NEAR_WEIGHT
    title = one.field.facts["scan"].folded.text
    small = any(name in goods for name in _WEIGHED) and not _PIERCED.search(title)
    return small and two.thing in _MAIN_WEIGHT


def _lengths(one: Stated, two: Stated, goods: frozenset[str]) -> bool:
    title = one.field.facts["scan"].folded.text
    if two.measure == "thick" and _PADDED.search(title):
        return two.thing == "" and not one.quantity.sides and _ratio(one, two) <= _NEAR
    if (two.measure == "thick" and two.thing != "chain") or two.field.path.startswith(("description", "seo")):
        return False
    if "shoes" in goods or two.thing == "heel":
        return two.thing == "heel" and not one.quantity.sides and _ratio(one, two) <= _NEAR
    known = any(name in goods for name in ("jewellery", "home", "leather", "clothing"))
    inches = one.quantity.unit.startswith("inch") and "bag" in goods and not _CASE.search(title)
    bedding = "bedding" in goods and not one.quantity.sides and _BEDDING.search(title)
    special = any(two.thing == thing and form.search(title) for thing, form in _SPECIAL)
    if one.quantity.label.thing not in ("", two.thing):
        return False
    if one.quantity.label.thing:
        return _ratio(one, two) <= _NEAR
    if not known or inches or bedding or not (two.thing in _MAIN or special) or _DEVICE.search(title):
        return False
    return _ratio(one, two) <= (_NEAR_WEIGHT if one.quantity.sides and two.quantity.sides else _NEAR)


def _counts(one: Stated, two: Stated, _: frozenset[str]) -> bool:
    """A count is told by an attribute; one piece is one set."""
    told = two.thing == one.thing
    value = two.quantity.spans[0].low
    return told and (value != 1 or two.quantity.unit == "pair") and _ratio(one, two) <= 12


def _contents(_: Stated, two: Stated, goods: frozenset[str]) -> bool:
    return two.thing == "" and "electronics" not in goods
