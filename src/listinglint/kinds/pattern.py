"""Forms of a claim rather than its words: a rank and its scope, a percentage and an effect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from listinglint.declared import changed, declared, derived
from listinglint.errors import CannotMatch
from listinglint.kinds.decision import Covers, excuse, judge_hit, longest, wording
from listinglint.kinds.linear import compiled
from listinglint.kinds.needs import condition_of
from listinglint.model import Exempt, Field, Finding, Listing, Severity, Words
from listinglint.rule import Channel, Classes, Fold, Rule
from listinglint.text.forms import Form
from listinglint.text.scan import Disguise, Scan, Span
from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    from listinglint.kinds.template import Expanded  # only when rules are compiled

# What stands in so many clauses is remembered, a rule for itself.
_MOST_CLAUSES = 1024


class Pattern(NamedTuple):
    """One form: a linear-time expression over folded text in which `{name}` stands for a class of words.

    `innocent` are forms that excuse a match which they cover, as `except` are words that do; a listing that goes to
    `not_channels` alone may say it.
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
    not_channels: tuple[Channel, ...] = ()

    def holds_for(self, listing: Listing) -> bool:
        """Tell whether the form matters where a listing goes."""
        return not listing.channels or not set(self.not_channels).issuperset(listing.channels)


class Hit(NamedTuple):
    """A match: the number of its pattern, how it was judged, whether it was disguised."""

    number: int
    outcome: str
    evasion: bool


@declared
class PatternRule(Rule):
    """Flags text of a given form, clause by clause; the group `hit`, else the whole match, is what is reported."""

    kind: ClassVar[str] = "pattern"
    holes: ClassVar[frozenset[str]] = frozenset({"match", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    patterns: tuple[Pattern, ...]
    except_: tuple[str, ...] = ()
    innocent: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    # Made by `prepared`: the patterns written out, what they wait for, the forms that excuse them and their folded
    # covering phrases.
    expanded: tuple[str, ...] = derived(factory=tuple)
    waits: tuple[Form, ...] = derived(factory=tuple)
    excuses: tuple[tuple[str, ...], ...] = derived(factory=tuple)
    covers: tuple[Covers, ...] = derived(factory=tuple)

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
        return changed(
            self,
            expanded=tuple(one.regex for one in expanded),
            waits=tuple(
                Form(one.triggers, condition_of(one.regex, one.triggers), pattern.scope == "sentence")
                for one, pattern in zip(expanded, self.patterns, strict=True)
            ),
            excuses=excuses,
            covers=covers,
        )

    def light(self) -> Self:
        """Return the rule without the forms as they are written, and without what they wait for, which the scanner knows."""
        patterns = tuple(one._replace(regex="", near=(), except_=(), innocent=(), review=()) for one in self.patterns)
        return changed(super().light(), patterns=patterns, waits=(), except_=(), innocent=(), review=())

    def _written(self, one: Pattern, fold: Fold, classes: Classes) -> tuple[Expanded, tuple[str, ...]]:
        """Return a pattern and the forms that excuse it, written out and known to compile."""
        from listinglint.kinds.template import expand, written_out  # only when rules are compiled

        ready = expand(one.regex, classes, fold, one.near)
        excuses = tuple(written_out(form, classes, fold) for form in (*one.innocent, *self.innocent))
        for regex in (ready.regex, *excuses):
            compiled(regex)
        return ready, excuses

    @property
    def awaited(self) -> tuple[Form, ...]:
        """What each pattern waits for."""
        return self.waits

    @property
    def triggers(self) -> frozenset[str]:
        """The words of which one must stand in the text before any pattern is tried."""
        return frozenset().union(*(form.triggers for form in self.waits))

    @property
    def companions(self) -> frozenset[str]:
        """Folded phrases that must be looked for beside the triggers."""
        return frozenset().union(*(cover.innocent | cover.review for cover in self.covers))

    @property
    def words(self) -> frozenset[str]:
        """The Latin words of the patterns."""
        return frozenset(word for one in self.expanded for word in re.findall(r"[a-z]{4,}", one))

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding for each match that stands."""
        for one, scan in self.fields(listing):
            if not scan.disguises and self.id not in scan.forms:
                continue
            found = list(self._hits(scan))
            for span, hit in longest(found) if found else ():
                if self.patterns[hit.number].holds_for(listing):
                    yield self._tell(listing, one, scan, span, hit)

    def exempted(self, listing: Listing) -> Iterator[Exempt]:
        """Yield the matches that an innocent form, an exception or their clause excuses, once for each place."""
        from listinglint.kinds.exemption import exempt  # only where somebody asks what was let pass

        for one, scan in self.fields(listing):
            passed: dict[Span, str] = {}
            for number, (lo, _), data in self._places(scan):
                for span in _spans(self.expanded[number], scan.text, data, lo):
                    innocent = self._excused(number, data, lo, span)
                    passed[span] = "innocent" if innocent else excuse(scan, span, self.covers[number], "", self.unless)
            for span, reason in longest([one for one in passed.items() if one[1]]):
                yield exempt(self, one.at(*scan.span(*span)), reason)

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
        for number, (lo, _), data in self._places(view):
            for span in _spans(self.expanded[number], view.text, data, lo):
                if self._excused(number, data, lo, span):
                    continue
                outcome = judge_hit(view, span, self.covers[number], "", self.unless)
                if outcome != "drop":
                    yield span, number, outcome

    def _places(self, view: Scan | Disguise) -> Iterator[tuple[int, Span, bytes]]:
        """Yield, form by form, the clauses (or sentences) in which it matches, and these in UTF-8."""
        for number, place in sorted(view.forms.get(self.id, ())):
            part = view.text[place[0] : place[1]]
            if self._matches_in(part, number):
                yield number, place, part.encode()

    def _matches_in(self, part: str, number: int) -> bool:
        """Tell whether a form matches a clause; remembered, for shops say the same of much that they sell."""
        known = self._told.get((part, number))
        if known is None:
            if len(self._told) >= _MOST_CLAUSES:
                self._told.clear()
            known = self._told[part, number] = compiled(self.expanded[number]).found(part.encode())
        return known

    @cached_property
    def _told(self) -> dict[tuple[str, int], bool]:
        """What was asked of clauses."""
        return {}

    def _excused(self, number: int, data: bytes, lo: int, span: Span) -> bool:
        return any(
            start + lo <= span[0] and span[1] <= end + lo
            for form in self.excuses[number]
            for start, end in compiled(form).spans(data)
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
            paste=pattern.instead if isinstance(pattern.instead, str) else "",
            evasion=hit.evasion,
            key=scan.folded.text[slice(*span)],
        )


def _spans(regex: str, text: str, data: bytes, lo: int) -> Iterator[Span]:
    """Yield the reported span of each match in `data`, the text from `lo` on, trimmed, with whole Latin words at its edges."""
    for found in compiled(regex).hits(data):
        start, end = found[0] + lo, found[1] + lo
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
