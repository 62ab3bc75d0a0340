"""Forms of a claim rather than its words: a rank and its scope, a percentage and an effect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, NamedTuple

from listinglint.errors import CannotMatch
from listinglint.kinds.decision import Covers, compiled, judge_hit, longest, wording
from listinglint.kinds.template import Expanded, expand, written_out
from listinglint.model import Field, Finding, Listing, Severity, Words
from listinglint.rule import Classes, Fold, Rule
from listinglint.text.clauses import clause, sentence
from listinglint.text.scan import Disguise, Scan, Span


class Pattern(NamedTuple):
    """One form: a linear-time expression over folded text in which `{name}` stands for a class of words.

    `innocent` are forms that excuse a match which they cover, as `except` are words that do.
    """

    regex: str
    near: tuple[str, ...] = ()
    scope: Literal["clause", "sentence"] = "clause"
    except_: tuple[str, ...] = ()
    innocent: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    instead: Words | str | None = None
    severity: Severity | None = None
    verdict: Literal["violation", "review"] | None = None


class Hit(NamedTuple):
    """A match: the number of its pattern, how it was judged, whether it was disguised."""

    number: int
    outcome: str
    evasion: bool


@dataclass(frozen=True, kw_only=True)
class PatternRule(Rule):
    """Flags text of a given form, clause by clause; the group `hit`, else the whole match, is what is reported."""

    kind: ClassVar[str] = "pattern"
    holes: ClassVar[frozenset[str]] = frozenset({"match", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    patterns: tuple[Pattern, ...]
    except_: tuple[str, ...] = ()
    innocent: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    # Made by `prepared`: the patterns written out, the forms that excuse them and their folded covering phrases.
    expanded: tuple[Expanded, ...] = field(default=(), metadata={"yaml": False})
    excuses: tuple[tuple[str, ...], ...] = field(default=(), metadata={"yaml": False})
    covers: tuple[Covers, ...] = field(default=(), metadata={"yaml": False})

    def prepared(self, fold: Fold, classes: Classes) -> PatternRule:
        """Return the rule with its classes written out; raises a group of `CannotMatch` for wrong patterns."""
        written: list[tuple[Expanded, tuple[str, ...]]] = []
        wrong: list[CannotMatch] = []
        for number, one in enumerate(self.patterns):
            try:
                written.append(self._written(one, fold, classes))
            except CannotMatch as broken:
                wrong.append(CannotMatch(broken.message, broken.zh, ("patterns", number)))
        if wrong:
            raise ExceptionGroup("patterns that can never match", wrong)
        covers = tuple(
            Covers(
                frozenset(fold(text) for text in (*one.except_, *self.except_)),
                frozenset(fold(text) for text in (*one.review, *self.review)),
            )
            for one in self.patterns
        )
        expanded, excuses = (tuple(column) for column in zip(*written, strict=True)) if written else ((), ())
        return replace(self, expanded=expanded, excuses=excuses, covers=covers)

    def _written(self, one: Pattern, fold: Fold, classes: Classes) -> tuple[Expanded, tuple[str, ...]]:
        """Return a pattern and the forms that excuse it, written out and known to compile."""
        ready = expand(one.regex, classes, fold, one.near)
        excuses = tuple(written_out(form, classes, fold) for form in (*one.innocent, *self.innocent))
        for regex in (ready.regex, *excuses):
            compiled(regex)
        return ready, excuses

    @property
    def triggers(self) -> frozenset[str]:
        """The words of which one must stand in the text before any pattern is tried."""
        return frozenset().union(*(one.triggers for one in self.expanded))

    @property
    def companions(self) -> frozenset[str]:
        """Folded phrases that must be looked for beside the triggers."""
        return frozenset().union(*(cover.innocent | cover.review for cover in self.covers))

    @property
    def words(self) -> frozenset[str]:
        """The Latin words of the patterns."""
        return frozenset(word for one in self.expanded for word in re.findall(r"[a-z]{4,}", one.regex))

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding for each match that stands."""
        for one, scan in self.fields(listing):
            for span, hit in longest(list(self._hits(scan))):
                yield self._tell(listing, one, scan, span, hit)

    def _hits(self, scan: Scan) -> Iterator[tuple[Span, Hit]]:
        """Yield what stands in the text itself and, disguised, in a reading of it."""
        for span, number, outcome in self._matches(scan):
            yield span, Hit(number, outcome, scan.evasive(*span))
        for view in scan.disguises:
            for inner, number, outcome in self._matches(view):
                standing = view.standing(*inner)
                if standing is not None:
                    yield standing, Hit(number, outcome, True)

    def _matches(self, view: Scan | Disguise) -> Iterator[tuple[Span, int, str]]:
        for number, (pattern, ready) in enumerate(zip(self.patterns, self.expanded, strict=True)):
            around = clause if pattern.scope == "clause" else sentence
            where = {
                around(view.text, *span)
                for trigger in ready.triggers.intersection(view.hits)
                for span in view.hits[trigger]
            }
            for lo, hi in sorted(where):
                for span in _spans(ready.regex, view.text, lo, hi):
                    if self._excused(number, view.text, lo, hi, span):
                        continue
                    outcome = judge_hit(view, span, self.covers[number], "", self.unless)
                    if outcome != "drop":
                        yield span, number, outcome

    def _excused(self, number: int, text: str, lo: int, hi: int, span: Span) -> bool:
        return any(
            found.start() + lo <= span[0] and span[1] <= found.end() + lo
            for form in self.excuses[number]
            for found in compiled(form).finditer(text[lo:hi])
        )

    def _tell(self, listing: Listing, one: Field, scan: Scan, span: Span, hit: Hit) -> Finding:
        pattern = self.patterns[hit.number]
        place = one.at(*scan.span(*span))
        return self.finding(
            listing,
            place,
            holes={"match": place.text},
            severity=Severity.info if hit.outcome == "review" else pattern.severity,
            verdict="review" if hit.outcome == "review" else pattern.verdict,
            instead=wording(pattern.instead),
            evasion=hit.evasion,
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
