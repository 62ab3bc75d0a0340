"""One JSON object a line, written as the run goes; the last line is the summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from listinglint.model import Result
from listinglint.report import Tally
from listinglint.reporters import plain


def render(results: Iterable[Result], tally: Tally) -> Iterator[str]:
    """Yield findings (suppressed ones too, marked), then what was not checked, listing by listing, then the summary."""
    for one in tally.counted(results):
        for finding in (*one.findings, *one.suppressed):
            yield _line(plain.finding(finding, tally.lang))
        for missing in one.not_checked:
            yield _line(plain.not_checked(missing, tally.lang))
    yield _line(plain.summary(tally))


def _line(value: object) -> str:
    return plain.dumps(value) + "\n"
