"""What is counted while results stream by, and when a run has failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from listinglint import __version__
from listinglint.model import Finding, Listing, Result, Severity
from listinglint.sketch import Sketch, SketchField, SketchImage

GATES = ("error", "warning", "info", "review", "not-checked", "new-error", "never")


def badness(findings: Iterable[Finding]) -> tuple[int, ...]:
    """Return a key that puts the worst listings first: by errors, then warnings, then the rest."""
    counts = Counter(one.severity for one in findings)
    return tuple(-counts[level] for level in (Severity.error, Severity.warning, Severity.info))


def sketched(listing: Listing) -> Sketch:
    """Return the texts and pictures of a listing as plain data, for reports that show them."""
    fields = tuple(SketchField(one.path, one.text, one.format) for one in listing.fields)
    images = tuple(SketchImage(one.part, one.role, one.file, one.path) for one in listing.images)
    return Sketch(fields, images, listing.markets, listing.channels, listing.category, listing.lang)


@dataclass(slots=True)
class Tally:
    """Counts of one run; filled by `counted` as the results pass through a reporter.

    `clean` listings were checked whole and nothing was found; `partly` are those without a finding of which something could
    not be checked.
    """

    rules_digest: str = ""
    lang: str = "en"
    listings: int = 0
    clean: int = 0
    partly: int = 0
    with_findings: int = 0
    severities: Counter[Severity] = field(default_factory=Counter)
    reviews: int = 0
    failed: int = 0
    unavailable: int = 0
    suppressed: int = 0
    pardoned: Counter[str] = field(default_factory=Counter)
    baselined: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    gating: Counter[str] = field(default_factory=Counter)
    version: str = __version__
    rules_run: tuple[str, ...] = ()
    when: str = ""
    new_errors: int = 0

    def counted(self, results: Iterable[Result]) -> Iterator[Result]:
        """Pass results through and count them."""
        for one in results:
            self.add(one)
            yield one

    def anew(self) -> Tally:
        """Return a tally for telling the same run once more."""
        return Tally(
            self.rules_digest, self.lang, baselined=self.baselined, version=self.version, rules_run=self.rules_run,
            when=self.when,
        )  # fmt: skip

    def add(self, one: Result) -> None:
        """Count one result."""
        if one.is_listing:
            self._listing(one)
        for finding in one.findings:
            self.severities[finding.severity] += 1
            self.rules[finding.rule] += 1
            review = finding.verdict == "review"
            self.reviews += review
            self.gating["review" if review else finding.severity.name] += 1
        for missing in one.not_checked:
            self.failed += missing.cause == "failed"
            self.unavailable += missing.cause == "unavailable"
        self.suppressed += len(one.suppressed)
        self.pardoned.update(told.suppressed_by for told in one.suppressed)

    def _listing(self, one: Result) -> None:
        self.listings += 1
        self.with_findings += bool(one.findings)
        # What could not be checked is never clean, even where nothing was found in the rest.
        self.clean += not one.findings and not one.not_checked
        self.partly += not one.findings and bool(one.not_checked)

    def failed_gate(self, gates: Iterable[str]) -> bool:
        """Tell whether findings reach the gate: a severity and everything graver, `review`, `not-checked`, `new-error`."""
        chosen = set(gates)
        levels = [Severity[one] for one in chosen & set(Severity.__members__)]
        if levels and any(self.gating[level.name] for level in Severity if level >= min(levels)):
            return True
        if "new-error" in chosen and self.new_errors:
            return True
        return ("review" in chosen and self.reviews > 0) or (
            "not-checked" in chosen and self.failed + self.unavailable > 0
        )

    def exit_code(self, gates: Iterable[str]) -> int:
        """Return 3 where something could not be read, else 1 where the gate is reached, else 0."""
        if self.failed:
            return 3
        return 1 if self.failed_gate(gates) else 0
