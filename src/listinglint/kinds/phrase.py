"""Words and phrases that should not stand in a listing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from listinglint.declared import changed, declared, derived
from listinglint.errors import CannotMatch
from listinglint.kinds.decision import Covers, Outcome, Terms, excuse, judge_hit, longest, wording
from listinglint.kinds.exemption import exempt
from listinglint.kinds.linear import compiled
from listinglint.model import Exempt, Field, Finding, Listing, Severity
from listinglint.rule import Classes, Fold, Rule
from listinglint.text.scan import Disguise, Scan, Span
from listinglint.tuples import NamedTuple


class Hit(NamedTuple):
    """A term where it was found: the number of its entry, and its span in the text or in a reading of it."""

    number: int
    evasion: bool
    view: Scan | Disguise
    span: Span


@declared
class PhraseRule(Rule):
    """Flags listed terms unless an innocent phrase covers them or their clause excuses them."""

    kind: ClassVar[str] = "phrase"
    holes: ClassVar[frozenset[str]] = frozenset({"match", "term", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    phrases: tuple[Terms, ...]
    except_: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    boundary: bool = False
    # Longer dictionary words in which a term still says what it says alone; see dictionary.py.
    still: tuple[str, ...] = ()
    # Folded term → number of its entry, and the folded covering phrases of each entry; made by `prepared`.
    index: Mapping[str, int] = derived(factory=dict)
    covers: tuple[Covers, ...] = derived(factory=tuple)

    def prepared(self, fold: Fold, classes: Classes) -> PhraseRule:  # noqa: ARG002
        """Return the rule with its words folded; raises a group of `CannotMatch` for wrong conditions."""
        wrong = list(self._wrong())
        if wrong:
            raise ExceptionGroup("conditions that can never match", wrong)
        index = {fold(term): number for number, entry in enumerate(self.phrases) for term in entry.spellings}
        covers = tuple(
            Covers(
                frozenset(fold(one) for one in (*entry.except_, *self.except_)),
                frozenset(fold(one) for one in (*entry.review, *self.review)),
            )
            for entry in self.phrases
        )
        return changed(self, index=index, covers=covers)

    def _wrong(self) -> Iterator[CannotMatch]:
        for number, entry in enumerate(self.phrases):
            try:
                if entry.only_if:
                    compiled(entry.only_if)
            except CannotMatch as broken:
                yield CannotMatch(broken.message, broken.zh, ("phrases", number))

    @property
    def triggers(self) -> frozenset[str]:
        """The folded terms."""
        return frozenset(self.index)

    @property
    def companions(self) -> frozenset[str]:
        """Folded phrases that must be looked for beside the terms."""
        return frozenset().union(*(cover.innocent | cover.review for cover in self.covers))

    @property
    def segmented(self) -> frozenset[str]:
        """Folded terms that count only as whole words."""
        return frozenset(term for term, number in self.index.items() if self._bounded(self.phrases[number]))

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding for each hit that stands."""
        for one, scan in self.fields(listing, self.index.keys()):
            # Judged before the longest wins: an excused long term must not hide a shorter one that stands.
            judged = [(span, (hit, self._outcome(hit))) for span, hit in self._hits(scan)]
            for span, (hit, outcome) in longest([one for one in judged if one[1][1] != "drop"]):
                yield self._tell(listing, one, scan, span, hit, outcome)

    def exempted(self, listing: Listing) -> Iterator[Exempt]:
        """Yield the terms that an exception or their clause excuses, once for each place."""
        for one, scan in self.fields(listing):
            passed = {}
            for span, hit in self._hits(scan):
                entry = self.phrases[hit.number]
                passed[span] = excuse(hit.view, hit.span, self.covers[hit.number], entry.only_if, self.unless)
            for span, reason in longest([one for one in passed.items() if one[1]]):
                yield exempt(self, one.at(*scan.span(*span)), reason)

    def _hits(self, scan: Scan) -> Iterator[tuple[Span, Hit]]:
        for term in scan.hits.keys() & self.index.keys():
            number = self.index[term]
            for span in scan.hits[term]:
                if not self._bounded(self.phrases[number]) or span in scan.whole:
                    yield span, Hit(number, scan.evasive(*span), scan, span)
        for term in scan.evasions.keys() & self.index.keys():
            for view in scan.disguises:
                for inner in view.hits.get(term, ()):
                    standing = view.standing(*inner)
                    if standing is not None:
                        yield standing, Hit(self.index[term], True, view, inner)

    def _bounded(self, entry: Terms) -> bool:
        return self.boundary if entry.boundary is None else entry.boundary

    def _outcome(self, hit: Hit) -> Outcome:
        entry = self.phrases[hit.number]
        return judge_hit(hit.view, hit.span, self.covers[hit.number], entry.only_if, self.unless)

    def _tell(self, listing: Listing, one: Field, scan: Scan, span: Span, hit: Hit, outcome: Outcome) -> Finding:
        entry = self.phrases[hit.number]
        place = one.at(*scan.span(*span))
        return self.finding(
            listing,
            place,
            holes={"match": place.text, "term": entry.spellings[0]},
            severity=Severity.info if outcome == "review" else entry.severity,
            verdict="review" if outcome == "review" else entry.verdict,
            instead=wording(entry.instead),
            paste=entry.instead if isinstance(entry.instead, str) else "",
            evasion=hit.evasion,
            key=scan.folded.text[slice(*span)],
        )
