"""What is counted while results stream by, and when a run has failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

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


class Tally:
    """Counts of one run; filled by `counted` as the results pass through a reporter.

    `clean` listings were checked whole and nothing was found; `partly` are those without a finding of which something could
    not be checked.
    """

    def __init__(
        self, rules_digest: str = "", lang: str = "en", rules_run: tuple[str, ...] = (), when: str = "", baselined: int = 0,
        version: str = __version__,
    ) -> None:  # fmt: skip
        self.rules_digest = rules_digest
        self.lang = lang
        self.rules_run = rules_run
        self.when = when
        self.version = version
        self.baselined = baselined
        self.listings = self.clean = self.partly = self.with_findings = 0
        self.severities: Counter[Severity] = Counter()
        self.reviews = self.failed = self.unavailable = 0
        self.suppressed = self.new_errors = 0
        self.pardoned: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.gating: Counter[str] = Counter()

    def counted(self, results: Iterable[Result]) -> Iterator[Result]:
        """Pass results through and count them."""
        for one in results:
            self.add(one)
            yield one

    def anew(self) -> Tally:
        """Return a tally for telling the same run once more."""
        return Tally(self.rules_digest, self.lang, self.rules_run, self.when, self.baselined, self.version)

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
