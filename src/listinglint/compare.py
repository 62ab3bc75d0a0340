"""Holds listings against each other: the same product told differently, and what a whole catalogue shows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from listinglint.engine import Plan
from listinglint.facts import Wants, measure
from listinglint.kinds.across import AcrossRule
from listinglint.model import Field, Finding, Listing, Result, Words
from listinglint.review import review
from listinglint.rule import Rule
from listinglint.tuples import NamedTuple

# Attributes that name one product wherever it is sold, as far as they hold a digit.
_KEYS = re.compile(
    r"(?:attributes\.)?(?:gtin|ean|upc|barcode|sku|variant sku|item number|mpn|货号|商家编码|款号|条码|条形码)",
    re.IGNORECASE,
)
# A fibre that is missing on the other side may be there in a language that nobody here reads: Coton bio.
_ABSENCE = frozenset({"materials/fibre-absent"})
_TELLING = re.compile(r"(?=.*\d)[\w./-]{4,40}")


class Told(NamedTuple):
    """A finding with the number of the listing that it is told of."""

    listing: int
    finding: Finding


class Own(NamedTuple):
    """Where a field of a joined listing comes from: the number and the id of its listing, and its path there."""

    number: int
    id: str
    path: str


class Joined(NamedTuple):
    """Fields of several listings as one listing, and where each comes from."""

    listing: Listing
    own: Mapping[str, Own]

    def unmarked(self, told: Finding) -> Finding:
        """Return a finding under the paths of the fields' own listings; the message names the other listing."""
        message = told.message
        for place in told.related:
            own = self.own[place.part]
            message = Words(*(text.replace(place.part, f"{own.id} {own.path}") for text in message))
        related = tuple(place._replace(part=self.own[place.part].path) for place in told.related)
        place = told.place._replace(part=self.own[told.place.part].path)
        return told._replace(message=message, place=place, related=related)


def compared(listings: Sequence[Listing], ready: Plan) -> Iterator[Result]:
    """Yield a result for each listing with what the others show of it."""
    rules = [ready.rules.rule(number) for number in ready.rules.chosen]
    found: dict[int, list[Finding]] = defaultdict(list)
    for told in (*_contradicted(listings, rules, ready), *_across(listings, rules, ready)):
        found[told.listing].append(told.finding)
    for number, listing in enumerate(listings):
        kept, suppressed = review(listing, found[number], ready.rules.ids)
        yield Result(listing.id, listing.file, tuple(kept), (), tuple(suppressed))


def _across(listings: Sequence[Listing], rules: Sequence[Rule], ready: Plan) -> Iterator[Told]:
    wanted = [rule for rule in rules if isinstance(rule, AcrossRule)]
    if not wanted:
        return
    measured = [_measured(one, ready, frozenset({"scan"})) for one in listings]
    for rule in wanted:
        for number, finding in rule.compare(measured):
            yield Told(number, finding)


def _contradicted(listings: Sequence[Listing], rules: Sequence[Rule], ready: Plan) -> Iterator[Told]:
    """Yield where listings of one product contradict each other: their figures, and texts of one with materials of another."""
    figures = [rule for rule in rules if rule.id.startswith("specs/")]
    materials = [rule for rule in rules if rule.id.startswith("materials/") and rule.id not in _ABSENCE]
    for numbers in same_products(listings):
        group = [(number, listings[number]) for number in numbers]
        yield from _judged(figures, ready, _joined([(number, one.fields) for number, one in group], group))
        for other in group[1:]:
            yield from _between(materials, ready, group[0], other)


def _between(
    rules: Sequence[Rule], ready: Plan, one: tuple[int, Listing], other: tuple[int, Listing]
) -> Iterator[Told]:
    """Yield what the material attributes of one listing say against the other, each contradiction once."""
    spoken: set[str] = set()
    for mine, theirs in ((one, other), (other, one)):
        sides = [(mine[0], _claims(mine[1])), (theirs[0], tuple(theirs[1].texts("attributes")))]
        for told in _judged(rules, ready, _joined(sides, [mine, theirs])):
            if told.finding.rule not in spoken:
                spoken.add(told.finding.rule)
                yield told


def _judged(rules: Sequence[Rule], ready: Plan, joined: Joined) -> Iterator[Told]:
    """Yield the findings of which the two sides stand in different listings."""
    if not rules:
        return
    measured = _measured(joined.listing, ready, frozenset().union(*(rule.wanted for rule in rules)))
    marked = (one._replace(facts={**one.facts, "of": joined.own[one.path].number}) for one in measured.fields)
    measured = measured._replace(fields=tuple(marked))
    for rule in rules:
        for told in rule.judge(measured) if rule.holds_for(measured) else ():
            if not isinstance(told, Finding) or told.place.part not in joined.own:
                continue
            mine = joined.own[told.place.part].number
            others = tuple(place for place in told.related if joined.own[place.part].number != mine)
            if others:
                yield Told(mine, joined.unmarked(told._replace(related=others)))


def _joined(sides: Sequence[tuple[int, Sequence[Field]]], group: Sequence[tuple[int, Listing]]) -> Joined:
    """Join fields under paths of their own: list numbers are no part of what rules know a field by."""
    known = dict(group)
    own: dict[str, Own] = {}
    fields = []
    for number, given in sides:
        for one in given:
            path = f"{one.selector}[{len(own)}]"
            origin_path = next((it.path for it in known[number].fields if it.origin is one.origin), one.path)
            own[path] = Own(number, known[number].id, origin_path)
            fields.append(one._replace(path=path, lang=one.lang or known[number].lang))
    first = group[0][1]
    category = next((one.category for _, one in group if one.category), "")
    return Joined(first._replace(fields=tuple(fields), images=(), category=category, channels=()), own)


def _claims(listing: Listing) -> tuple[Field, ...]:
    """Return what a listing says, its material attributes as if they stood in the text: they are claims to the others."""
    told = (one._replace(path="bullets") if one.path.startswith("attributes.") else one for one in listing.fields)
    return tuple(told)


def same_products(listings: Sequence[Listing]) -> list[list[int]]:
    """Return the numbers of listings that offer the same product: by SKU, GTIN or the like, else by the same id."""
    groups: dict[str, list[int]] = {}
    for number, listing in enumerate(listings):
        known = sorted({key for key in _keys(listing) if key in groups})
        group = groups[known[0]] if known else []
        if number not in group:
            group.append(number)
        for key in _keys(listing):
            groups[key] = group
    several = {id(group): group for group in groups.values() if len(group) > 1}
    return list(several.values())


def _keys(listing: Listing) -> Iterator[str]:
    yield f"id {listing.id.casefold()}"
    for one in listing.texts("attributes", "sku", "gtin"):
        value = one.text.strip()
        if _KEYS.fullmatch(one.selector.replace("_", " ")) and _TELLING.fullmatch(value):
            yield f"{value.casefold()}"


def _measured(listing: Listing, ready: Plan, wants: frozenset[str]) -> Listing:
    rules = ready.rules
    return measure(listing, Wants(wants), rules.scanner, rules.goods, rules.lexicon)
