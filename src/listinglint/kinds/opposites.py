"""Statements that cannot both be true: waterproof here, keep it away from water there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from listinglint.declared import changed, declared, derived
from listinglint.kinds.linear import compiled, either, found, proven
from listinglint.model import Field, Finding, Listing, Place, Words
from listinglint.rule import Classes, Fold, Rule
from listinglint.text.guards import negated, question
from listinglint.text.scan import Scan, Span
from listinglint.tuples import NamedTuple


class Opposite(NamedTuple):
    """Two statements about one property, each told by linear-time expressions over folded text.

    Where `goods` are named it holds for them only.  Words of the denial within the affirmation (不防水 holds 防水) count as
    denial alone.
    """

    name: Words
    affirmed: str
    denied: str
    goods: tuple[str, ...] = ()


class Said(NamedTuple):
    """A statement with the field that makes it."""

    where: Field
    span: Span

    @property
    def place(self) -> Place:
        """Where it stands."""
        scan: Scan = self.where.facts["scan"]
        return self.where.at(*scan.span(*self.span))


@declared
class OppositesRule(Rule):
    """Tells where one field affirms what another one, or another sentence, denies.

    `near` are words of which one stands in every denial: without any the rule has nothing to say and is not asked.
    """

    kind: ClassVar[str] = "opposites"
    holes: ClassVar[frozenset[str]] = frozenset({"match", "found", "field", "told", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    pairs: tuple[Opposite, ...]
    near: tuple[str, ...]
    woken_by: frozenset[str] = derived(factory=frozenset)

    @property
    def triggers(self) -> frozenset[str]:
        """The folded words near."""
        return self.woken_by

    def prepared(self, fold: Fold, classes: Classes) -> OppositesRule:  # noqa: ARG002
        """Return the rule with its words folded; raises a group of `CannotMatch` for wrong expressions."""
        proven("pairs", ((pair.affirmed, pair.denied) for pair in self.pairs))
        return changed(self, woken_by=frozenset(fold(word) for word in self.near))

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding for each property that is both affirmed and denied."""
        goods = set(listing.facts.get("goods", ()))
        scanned = list(self.fields(listing))
        denied = either(tuple(pair.denied for pair in self.pairs))
        if not any(found(denied, scan.text) for _, scan in scanned):
            return
        texts = [(one, scan.text, scan.text.encode()) for one, scan in scanned]
        for pair in self.pairs:
            if pair.goods and goods.isdisjoint(pair.goods):
                continue
            no = [Said(one, span) for one, _, data in texts for span in compiled(pair.denied).hits(data)]
            if not no:
                continue
            for one, text, data in texts:
                for span in compiled(pair.affirmed).hits(data):
                    yes = Said(one, span)
                    if not _excused(yes, text, no):
                        yield self._told(listing, pair, yes, no)
                        break

    def _told(self, listing: Listing, pair: Opposite, yes: Said, no: list[Said]) -> Finding:
        place, related = yes.place, tuple(one.place for one in no[:3])
        holes = {"match": place.text, "found": related[0].text, "field": related[0].part, "told": pair.name}
        return self.finding(listing, place, holes=holes, related=related, key=f"{pair.name.en} {place.text}")


def _excused(yes: Said, text: str, no: list[Said]) -> bool:
    """The affirmation is part of the denial, is denied or asked itself."""
    inside = any(it.where is yes.where and it.span[0] < yes.span[1] and yes.span[0] < it.span[1] for it in no)
    return inside or negated(text, *yes.span) or question(text, *yes.span)
