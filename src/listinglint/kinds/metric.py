"""How hard a description is to read, by measures that are documented."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, Literal

from listinglint.declared import declared
from listinglint.kinds.bounds import Bound, Concerning, broken, tell
from listinglint.model import Edit, Field, Finding, Listing, Place
from listinglint.rule import Rule
from listinglint.text.readability import Readability
from listinglint.text.scan import Scan, Span


@declared
class MetricRule(Rule):
    """Holds a readability measure of each field in scope against limits; texts too short to measure are passed over.

    reading-ease and grade are Flesch's and Flesch–Kincaid's (English); longest-sentence counts Han characters or Latin
    words, whichever the field is written in, and longest-paragraph the same between line ends.
    """

    kind: ClassVar[str] = "metric"
    holes: ClassVar[frozenset[str]] = frozenset(
        {"value", "limit", "gap", "unit", "channel", "audience", "field", "instead"}
    )
    wants: ClassVar[frozenset[str]] = frozenset({"scan", "readability"})

    measure: Literal[
        "reading-ease", "grade", "longest-sentence", "longest-paragraph", "mean-sentence", "exclamation-share"
    ]
    limits: tuple[Bound, ...]

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding for each limit that is broken."""
        concerning = self._concerning(listing)
        for one, scan in self.fields(listing) if concerning else ():
            figures: Readability = one.facts["readability"]
            if figures.chinese and self.applies.languages == ("en",):
                continue  # a Chinese text with Latin words in it is counted in characters
            bounds = tuple(bound for bound in concerning if self._near(bound, figures))
            value = getattr(figures, self.measure.replace("-", "_")) if bounds else None
            if value is None:
                continue
            for found in broken(bounds, value, listing):
                place = self._place(one, scan, figures)
                calm = self.measure == "exclamation-share" and scan.view is None
                edits = _calmer(one) if calm else ()
                yield tell(self, listing, place, value, found, figures.unit(self.measure), edits, field=one.path)

    @cached_property
    def _concerning(self) -> Concerning:
        return Concerning(self.limits)

    def _near(self, bound: Bound, figures: Readability) -> bool:
        """Tell whether the exact figure is worth working out: a rough count does not already keep the limit."""
        return self.measure != "reading-ease" or bound.min is None or not figures.easier_than(bound.min)

    def _place(self, one: Field, scan: Scan, figures: Readability) -> Place:
        if self.measure == "longest-sentence" and figures.longest_span:
            return one.at(*scan.span(*_trimmed(scan.folded.text, *figures.longest_span)))
        if self.measure == "longest-paragraph" and figures.paragraph_span:
            span = figures.paragraph_span
            return one.at(*(span if scan.view is None else scan.view.span(*span)))
        return one.at()


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without the blanks at its ends."""
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def _calmer(one: Field) -> tuple[Edit, ...]:
    from listinglint.kinds.shortening import mended  # only with a finding

    return mended("exclamations", one, 1)
