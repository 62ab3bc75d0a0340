"""Sizes, weights and counts that differ between title, text, attributes and languages, or that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Literal, NamedTuple

from listinglint.model import Field, Finding, Listing, Measured, Place
from listinglint.rule import Rule
from listinglint.text.quantities import Quantity
from listinglint.text.scan import Scan

Measure = Literal[
    "weight", "length", "diameter", "width", "height", "thick", "thickness", "carat", "count", "ring", "capacity", "content",
]  # fmt: skip
# What may differ beside the rounding of the digits shown: of the same unit, of converted ones.
_SLACK = {"weight": (0.03, 0.03), "ring": (0.005, 0.03), "count": (0.0, 0.0)}
_USUAL = (0.01, 0.02)
_APPROX = 0.08
_CUT_OFF = 0.2
_RANKS = ("title", "subtitle", "bullets", "description", "images", "variants", "attributes", "seo")
_WEIGHED = ("jewellery", "food", "cosmetics")
_WORN = {"jewellery/necklace": ("chain", 300, 1200), "jewellery/bracelet": ("bracelet", 120, 280)}


class Bound(NamedTuple):
    """A figure in the base unit (g, mm, μm, ct, pieces) from which on a statement of the measure cannot be true."""

    measure: Measure
    above: float
    goods: str = ""
    thing: str = ""


class Stated(NamedTuple):
    """A quantity with the field that states it."""

    field: Field
    quantity: Quantity


@dataclass(frozen=True, kw_only=True)
class QuantityRule(Rule):
    """Compares what fields state of the same named thing (`measures`), or holds it against what is possible (`beyond`)."""

    kind: ClassVar[str] = "quantity"
    holes: ClassVar[frozenset[str]] = frozenset({"value", "limit", "field", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan", "quantities"})

    measures: tuple[Measure, ...] = ()
    beyond: tuple[Bound, ...] = ()

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding for each thing of which two fields state different figures, and for each impossible one."""
        stated = _stated(self, listing)
        for bound in self.beyond:
            yield from self._impossible(listing, bound, stated)
        for told in _by_thing(listing, stated, self.measures):
            pair = _differing(told)
            if pair is not None:
                yield self._tell(listing, *pair)

    def _tell(self, listing: Listing, one: Stated, others: list[Stated]) -> Finding:
        place, related = _place(one), tuple(_place(other) for other in others)
        holes = {"value": place.text, "limit": related[0].text, "field": related[0].part}
        label = one.quantity.label
        return self.finding(
            listing, place, holes=holes, related=related, key=f"{label.measure} {label.thing} {place.text}"
        )

    def _impossible(self, listing: Listing, bound: Bound, stated: list[Stated]) -> Iterator[Finding]:
        if bound.goods and bound.goods not in listing.facts.get("goods", ()):
            return
        for one in stated:
            label = one.quantity.label
            if label.measure != bound.measure or label.thing != bound.thing:
                continue
            if min(span.low for span in one.quantity.spans) > bound.above:
                place = _place(one)
                holes = {"value": place.text, "limit": f"{bound.above:g}", "field": place.part}
                measured = Measured(min(span.low for span in one.quantity.spans), bound.above, one.quantity.unit)
                yield self.finding(listing, place, holes=holes, measured=measured, key=place.text)


def _stated(rule: Rule, listing: Listing) -> list[Stated]:
    """Return the quantities of all fields in scope, those of a title first."""
    fields = [one for one, _ in rule.fields(listing)]
    fields.sort(key=lambda one: next((at for at, name in enumerate(_RANKS) if one.path.startswith(name)), len(_RANKS)))
    return [Stated(one, quantity) for one in fields for quantity in one.facts["quantities"]]


def _by_thing(listing: Listing, stated: list[Stated], measures: tuple[Measure, ...]) -> list[list[Stated]]:
    """Gather the statements about the same named thing."""
    goods = frozenset(listing.facts.get("goods", ()))
    groups: dict[tuple[str, str], list[Stated]] = {}
    for one in stated:
        label = one.quantity.label
        if label.measure not in measures or not _meant(one, goods):
            continue
        groups.setdefault((label.measure, _thing(one, goods)), []).append(one)
    content, capacity = groups.get(("content", ""), []), groups.get(("capacity", ""), [])
    single = len({one.path for one in listing.fields if capacity and one.selector == capacity[0].field.selector}) == 1
    if content and single and all(one.field.path.startswith("title") for one in content):
        capacity[:0] = content  # litres in a title are what the article holds, where an attribute tells that
    return [group for group in groups.values() if len(group) > 1]


def _meant(one: Stated, goods: frozenset[str]) -> bool:
    """A size is a ring's only of a ring; grams in the title of a garment are those of its cloth, not of the garment."""
    measure, thing = one.quantity.label
    if measure == "ring":
        return "jewellery/ring" in goods
    title = one.field.path.startswith("title")
    return measure != "weight" or thing != "" or not title or any(name in goods for name in _WEIGHED)


def _thing(one: Stated, goods: frozenset[str]) -> str:
    """A length in the range of a necklace is that of the chain, where a necklace is sold."""
    label = one.quantity.label
    for name, (thing, low, high) in _WORN.items():
        if label.measure == "length" and label.thing == "" and name in goods:
            return thing if all(low <= span.low and span.high <= high for span in one.quantity.spans) else "?"
    return label.thing


def _differing(told: list[Stated]) -> tuple[Stated, list[Stated]] | None:
    """Return the first statement that all those of another field contradict, and these."""
    for before, one in pairwise(told):
        repeated = one.quantity.also and one.field is before.field and one.quantity.unit != before.quantity.unit
        if repeated and not _agree(before.quantity, one.quantity):
            return before, [one]
    voices: dict[str, list[Stated]] = {}
    for one in told:
        voices.setdefault(_voice(one.field), []).append(one)
    spoken = list(voices.values())
    for index, mine in enumerate(spoken):
        against = [
            other[0]
            for other in spoken[index + 1 :]
            if not any(_agree(one.quantity, two.quantity) for one in mine for two in other)
        ]
        if against:
            return mine[0], against
    return None


def _voice(one: Field) -> str:
    """Return whose statement a field is: all variants, all bullets and all values of one attribute offer a choice."""
    return "variants" if one.path.startswith("variants") else one.selector


def _agree(one: Quantity, two: Quantity) -> bool:
    """Tell whether any figure that the one allows is one that the other allows, as exactly as the digits are shown."""
    same, converted = _SLACK.get(one.label.measure, _USUAL)
    slack = (same if one.unit == two.unit else converted) + (_APPROX if one.approx or two.approx else 0.0)
    for mine in one.spans:
        for other in two.spans:
            gap = max(mine.low - other.high, other.low - mine.high)
            # A figure with fewer digits may have been cut off rather than rounded.
            if one.unit == two.unit:
                steps = max(mine.step, other.step) * (0.5 if mine.step == other.step else 1.0)
            else:
                steps = (mine.step + other.step) / 2
            most = max(mine.high, other.high)
            if gap <= min(steps, _CUT_OFF * most) + slack * most + 1e-9:
                return True
    return False


def _place(one: Stated) -> Place:
    scan: Scan = one.field.facts["scan"]
    return one.field.at(*scan.span(one.quantity.start, one.quantity.end))
