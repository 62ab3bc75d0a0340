"""How hard a description is to read, by measures that are documented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from listinglint.kinds.bounds import Bound, broken, tell
from listinglint.model import Finding, Listing
from listinglint.rule import Rule
from listinglint.text.readability import Readability
from listinglint.text.scan import Span

# readability.py leaves out texts of a rough ease above 50; the rough count errs by up to 25 points.
_ROUGH_WILL_DO = 25


@dataclass(frozen=True, kw_only=True)
class MetricRule(Rule):
    """Holds a readability measure of each field in scope against limits; texts too short to measure are passed over.

    reading-ease and grade are Flesch's and Flesch–Kincaid's (English); longest-sentence counts Han characters or Latin
    words, whichever the field is written in.
    """

    kind: ClassVar[str] = "metric"
    holes: ClassVar[frozenset[str]] = frozenset({"value", "limit", "gap", "unit", "channel", "field", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan", "readability"})

    measure: Literal["reading-ease", "grade", "longest-sentence", "exclamation-share"]
    limits: tuple[Bound, ...]

    @property
    def wanted(self) -> frozenset[str]:
        """Ask for the exact figures where a limit lies too near to what a rough count calls easy."""
        near = self.measure == "grade" or any((bound.min or 0) > _ROUGH_WILL_DO for bound in self.limits)
        return super().wanted | ({"flesch"} if near and self.measure != "longest-sentence" else frozenset())

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding for each limit that is broken."""
        for one, scan in self.fields(listing):
            figures: Readability = one.facts["readability"]
            if figures.chinese and self.applies.languages == ("en",):
                continue  # a Chinese text with Latin words in it is counted in characters
            value = getattr(figures, self.measure.replace("-", "_"))
            if value is None:
                continue
            for found in broken(self.limits, value, listing):
                long = figures.longest_span if self.measure == "longest-sentence" else None
                place = one.at(*scan.span(*_trimmed(scan.folded.text, *long))) if long else one.at()
                yield tell(self, listing, place, value, found, figures.unit(self.measure), field=one.path)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without the blanks at its ends."""
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())
