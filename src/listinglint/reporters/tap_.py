"""Test Anything Protocol: one line a listing, ok or not ok, with what is wrong below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from listinglint.lazily import lazily
from listinglint.model import Finding, NotChecked, Result, Severity, Words
from listinglint.report import Tally
from listinglint.reporters import plain
from listinglint.reporters.excerpt import safe
from listinglint.reporters.text_ import headline, level, summary, unchecked, where

_NOT_CHECKED = Words("未检查", "not checked")
_SPECIAL = lazily(r"([\\#])")


def render(results: Iterable[Result], tally: Tally) -> Iterator[str]:
    """Yield version 13 of the protocol; the plan stands at the end, when the number of listings is known.

    A listing is not ok where there is an error or a warning, or where something failed to be checked.
    """
    yield "TAP version 13\n"
    number = 0
    for number, one in enumerate(tally.counted(results), 1):  # the last number is the plan
        yield from _point(number, one, tally.lang)
    yield f"1..{number}\n"
    yield f"# {_line(summary(tally))}\n"


def _point(number: int, one: Result, lang: str) -> Iterator[str]:
    failed = any(missing.cause == "failed" for missing in one.not_checked)
    bad = any(finding.verdict == "violation" and finding.severity > Severity.info for finding in one.findings)
    yield f"{'not ok' if bad or failed else 'ok'} {number} - {_line(one.listing)}\n"
    told = [_finding(finding, lang) for finding in one.findings]
    told += [_missing(missing, lang) for missing in one.not_checked]
    if told:
        yield "  ---\n" + "".join(f"  - {plain.dumps(line)}\n" for line in told) + "  ...\n"


def _finding(one: Finding, lang: str) -> str:
    return f"{where(one.place)}  {level(one, lang)}  {headline(one, lang)}  {one.rule}"


def _missing(one: NotChecked, lang: str) -> str:
    return f"{unchecked(one)}  {_NOT_CHECKED.told(lang)}  {safe(one.reason.told(lang))}"


def _line(text: str) -> str:
    """Return text in which no sign means anything to the protocol."""
    return _SPECIAL.sub(r"\\\1", plain.encodable(safe(text)))
