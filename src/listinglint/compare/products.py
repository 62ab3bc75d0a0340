"""The same product told differently: listings of one product held against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from listinglint.engine import Plan
from listinglint.facts import Wants, measure
from listinglint.kinds.promises import PromisesRule, Version
from listinglint.model import Field, Finding, Listing, Words
from listinglint.rule import Rule
from listinglint.tuples import NamedTuple

# A fibre that is missing on the other side may be there in a language that nobody here reads: Coton bio.
_ABSENCE = frozenset({"materials/fibre-absent"})


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


def contradicted(group: Sequence[tuple[int, Listing]], rules: Sequence[Rule], ready: Plan) -> Iterator[Told]:
    """Yield where listings of one product contradict each other: their figures, and texts of one with materials of another."""
    figures = [rule for rule in rules if rule.id.startswith("specs/")]
    promises = [rule for rule in rules if isinstance(rule, PromisesRule)]
    materials = [rule for rule in rules if rule.id.startswith("materials/") and rule.id not in _ABSENCE]
    group = [(number, one._replace(id=name)) for (number, one), name in zip(group, _names(group), strict=True)]
    told = [*_judged(figures, ready, _joined([(number, one.fields) for number, one in group], group))]
    told += _promised(promises, ready, group)
    for other in group[1:]:
        told += _between(materials, ready, group[0], other)
    yield from told


def _names(group: Sequence[tuple[int, Listing]]) -> Iterator[str]:
    """Yield how people know the listings of a product apart: by their ids, else by their files, else by their lines."""
    ids = Counter(one.id for _, one in group)
    files = Counter((one.id, one.file) for _, one in group)
    for _, one in group:
        where = one.file if files[one.id, one.file] == 1 else f"{one.file}:{one.line}"
        yield one.id if ids[one.id] == 1 else f"{one.id} ({where})"


def _promised(rules: Sequence[PromisesRule], ready: Plan, group: Sequence[tuple[int, Listing]]) -> Iterator[Told]:
    """Yield what some of the group promise and others leave out."""
    wanted = frozenset().union(*(rule.claims for rule in rules))
    versions = [_version(number, one, ready, wanted) for number, one in group] if rules else []
    for rule in rules:
        for number, finding in rule.compare(versions):
            yield Told(number, finding)


def _version(number: int, listing: Listing, ready: Plan, wanted: frozenset[str]) -> Version:
    """Return a listing with all that the wanted claim rules find in it, whatever the market and whether the shop hears of it."""
    asked = [at for at, head in enumerate(ready.rules.heads) if head.id in wanted]
    wants = frozenset({"scan"}).union(*(ready.rules.heads[at].wants for at in asked))
    measured = _measured(listing._replace(markets=(), channels=()), ready, wants)
    woken = frozenset().union(*(one.facts["scan"].woken for one in measured.fields))
    claims: dict[str, list[Finding]] = {}
    for rule in (ready.rules.rule(at) for at in asked if at in woken or not ready.rules.heads[at].triggered):
        if rule.holds_for(measured):
            claims[rule.id] = [one for one in rule.judge(measured) if isinstance(one, Finding)]
    return Version(number, measured, claims)


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
            if (
                others and others[0] is told.related[0]
            ):  # the message quotes the first: where it is its own, `check` tells
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


def _measured(listing: Listing, ready: Plan, wants: frozenset[str]) -> Listing:
    rules = ready.rules
    return measure(listing, Wants(wants), rules.scanner, rules.goods, rules.lexicon)
