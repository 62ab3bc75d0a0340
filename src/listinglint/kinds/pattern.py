"""Forms of a claim rather than its words: a rank and its scope, a percentage and an effect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

from listinglint.kinds.decision import Covers, compiled, judge_hit, longest, wording
from listinglint.kinds.template import Expanded, expand
from listinglint.model import Field, Finding, Listing, Severity, Words
from listinglint.rule import Classes, Fold, Rule
from listinglint.text.clauses import clause, sentence
from listinglint.text.scan import Scan, Span


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form: a linear-time expression over folded text in which `{name}` stands for a class of words."""

    regex: str
    near: tuple[str, ...] = ()
    scope: Literal["clause", "sentence"] = "clause"
    except_: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    instead: Words | str | None = None
    severity: Severity | None = None
    verdict: Literal["violation", "review"] | None = None


@dataclass(frozen=True, kw_only=True)
class PatternRule(Rule):
    """Flags text of a given form, clause by clause; the group `hit`, else the whole match, is what is reported."""

    kind: ClassVar[str] = "pattern"
    holes: ClassVar[frozenset[str]] = frozenset({"match", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    patterns: tuple[Pattern, ...]
    except_: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    # Made by `prepared`: the patterns written out and their folded covering phrases.
    expanded: tuple[Expanded, ...] = field(default=(), metadata={"yaml": False})
    covers: tuple[Covers, ...] = field(default=(), metadata={"yaml": False})

    def prepared(self, fold: Fold, classes: Classes) -> PatternRule:
        """Return the rule with its classes written out; raises `ValueError` for a pattern that cannot be compiled."""
        expanded = tuple(expand(one.regex, classes, fold, one.near) for one in self.patterns)
        for one in expanded:
            compiled(one.regex)
        covers = tuple(
            Covers(
                frozenset(fold(text) for text in (*one.except_, *self.except_)),
                frozenset(fold(text) for text in (*one.review, *self.review)),
            )
            for one in self.patterns
        )
        return replace(self, expanded=expanded, covers=covers)

    @property
    def triggers(self) -> frozenset[str]:
        """The words of which one must stand in the text before any pattern is tried."""
        return frozenset().union(*(one.triggers for one in self.expanded))

    @property
    def companions(self) -> frozenset[str]:
        """Folded phrases that must be looked for beside the triggers."""
        return frozenset().union(*(cover.innocent | cover.review for cover in self.covers))

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding for each match that stands."""
        for one, scan in self.fields(listing):
            for span, (number, outcome) in longest(list(self._matches(scan))):
                yield self._tell(listing, one, scan, span, number, outcome)

    def _matches(self, scan: Scan) -> Iterator[tuple[Span, tuple[int, str]]]:
        for number, (pattern, ready) in enumerate(zip(self.patterns, self.expanded, strict=True)):
            around = clause if pattern.scope == "clause" else sentence
            where = {
                around(scan.folded.text, *span)
                for trigger in ready.triggers.intersection(scan.hits)
                for span in scan.hits[trigger]
            }
            for lo, hi in sorted(where):
                for span in _spans(ready.regex, scan.folded.text, lo, hi):
                    outcome = judge_hit(scan, span, self.covers[number], "", self.unless)
                    if outcome != "drop":
                        yield span, (number, outcome)

    def _tell(self, listing: Listing, one: Field, scan: Scan, span: Span, number: int, outcome: str) -> Finding:
        pattern = self.patterns[number]
        place = one.at(*scan.span(*span))
        return self.finding(
            listing,
            place,
            holes={"match": place.text},
            severity=Severity.info if outcome == "review" else pattern.severity,
            verdict="review" if outcome == "review" else pattern.verdict,
            instead=wording(pattern.instead),
            evasion=scan.evasive(*span),
            key=scan.folded.text[slice(*span)],
        )


def _spans(regex: str, text: str, lo: int, hi: int) -> Iterator[Span]:
    """Yield the reported span of each match in text[lo:hi], trimmed, with whole Latin words at its edges."""
    expression = compiled(regex)
    group = expression.groupindex.get("hit", 0)
    for found in expression.finditer(text[lo:hi]):
        start, end = found.span(group)
        start, end = start + lo, end + lo
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        cut_left = start > 0 and _latin(text[start - 1]) and _latin(text[start])
        cut_right = end < len(text) and _latin(text[end]) and _latin(text[end - 1])
        if start < end and not cut_left and not cut_right:
            yield start, end


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
