"""One spelling for one thing: known variants and what the house writes instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from listinglint.declared import changed, declared, derived
from listinglint.kinds.decision import Covers, judge_hit, longest
from listinglint.model import Edit, Field, Finding, Fix, Listing, Words
from listinglint.rule import Classes, Fold, Rule
from listinglint.text.scan import Scan, Span


@declared
class ReplaceRule(Rule):
    """Flags a variant and offers the edit; text that already stands as the house writes it is left alone."""

    kind: ClassVar[str] = "replace"
    holes: ClassVar[frozenset[str]] = frozenset({"match", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    swaps: Mapping[str, str]
    except_: tuple[str, ...] = ()
    index: Mapping[str, str] = derived(factory=dict)
    covers: Covers = derived(factory=Covers)

    def prepared(self, fold: Fold, classes: Classes) -> ReplaceRule:  # noqa: ARG002
        """Return the rule with its words folded as texts are folded."""
        covers = Covers(frozenset(fold(one) for one in self.except_))
        return changed(self, index={fold(wrong): right for wrong, right in self.swaps.items()}, covers=covers)

    @property
    def triggers(self) -> frozenset[str]:
        """The folded variants."""
        return frozenset(self.index)

    @property
    def companions(self) -> frozenset[str]:
        """Folded phrases that must be looked for beside the variants."""
        return self.covers.innocent

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding with its edit for each variant."""
        for one, scan in self.fields(listing):
            hits = [(span, term) for term in self.index.keys() & scan.hits.keys() for span in scan.hits[term]]
            for span, term in longest(hits):
                start, end = scan.span(*span)
                right = cased(self.index[term], one.text[start:end])
                if one.text[start:end] == right or self._excused(scan, span):
                    continue
                yield self._tell(listing, one, (start, end), right)

    def _excused(self, scan: Scan, span: Span) -> bool:
        return judge_hit(scan, span, self.covers, "", self.unless) == "drop"

    def _tell(self, listing: Listing, one: Field, span: Span, right: str) -> Finding:
        place = one.at(*span)
        words = Words(right, right)
        fix = Fix(words, self.fix.safety if self.fix else "review", (Edit(one.path, *span, right),))
        return self.finding(listing, place, holes={"match": place.text}, instead=words, fix=fix, key=place.text.lower())


def cased(right: str, found: str) -> str:
    """Return the house spelling in the case of what it replaces; one that has capitals of its own keeps them."""
    if not right.islower() or not found.isascii():
        return right
    if found.isupper() and len(found) > 1:
        return right.upper()
    words = [word for word in found.split() if word[:1].isalpha()]
    if words and words != [found] and all(word[:1].isupper() for word in words):
        return " ".join(word[:1].upper() + word[1:] for word in right.split(" "))
    return right[:1].upper() + right[1:] if found[:1].isupper() else right
