"""A short summary in Markdown for the page of a build job or a message: what is wrong, worst listings first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nsmallest

from listinglint.counted import chosen
from listinglint.lazily import lazily
from listinglint.model import Finding, NotChecked, Result, Severity, Words
from listinglint.report import Tally, badness
from listinglint.reporters import plain
from listinglint.reporters.excerpt import safe
from listinglint.reporters.text_ import headline, level, measured, summary, unchecked, where
from listinglint.tuples import NamedTuple

_MOST_LISTINGS = 50
_MOST_FINDINGS = 10
_MOST_MISSING = 20
_SPECIAL = lazily(r"([\\`*_{}\[\]<>#|~!&$@:])")
_SIGNS = {Severity.error: "🔴", Severity.warning: "🟠", Severity.info: "🔵"}
_HEAD = (Words("级别", "Severity"), Words("位置", "Place"), Words("问题", "Problem"), Words("建议", "Instead"))
_MORE = Words("另有 {count} 处，未在此列出", "{count} more {count:is|are} not listed here")
_MORE_LISTINGS = Words(
    "另有 {count} 个有问题的商品，未在此列出",
    "{count} more {count:listing with findings is|listings with findings are} not listed here",
)
_NOT_CHECKED = Words("未检查", "Not checked")


class _Kept(NamedTuple):
    """One listing with findings and its place in the row."""

    rank: tuple[int, ...]
    number: int
    result: Result


def render(results: Iterable[Result], tally: Tally) -> Iterator[str]:
    """Yield the summary once all results are in; only the worst listings are kept for it, and the rest is counted."""
    missing: list[NotChecked] = []

    def kept() -> Iterator[_Kept]:
        for number, one in enumerate(tally.counted(results)):
            missing.extend(one.not_checked[: _MOST_MISSING - len(missing)])
            if one.findings:
                yield _Kept(badness(one.findings), number, one)

    worst = nsmallest(_MOST_LISTINGS, kept())
    yield f"## listinglint\n\n{_text(summary(tally))}\n"
    for one in worst:
        yield from _listing(one.result, tally.lang)
    rest = tally.with_findings - sum(one.result.is_listing for one in worst)
    if rest > 0:
        yield f"\n{_filled(_MORE_LISTINGS, rest, tally.lang)}\n"
    if missing:
        yield from _missing(missing, tally)


def _listing(one: Result, lang: str) -> Iterator[str]:
    file = f" · {_text(one.file)}" if one.file not in ("", one.listing) else ""
    yield f"\n### {_text(one.listing)}{file}\n\n"
    yield "| " + " | ".join(word.told(lang) for word in _HEAD) + " |\n| --- | --- | --- | --- |\n"
    worst = sorted(one.findings, key=lambda finding: -finding.severity)
    for finding in worst[:_MOST_FINDINGS]:
        yield _row(finding, lang)
    if len(worst) > _MOST_FINDINGS:
        yield f"\n{_filled(_MORE, len(worst) - _MOST_FINDINGS, lang)}\n"


def _row(one: Finding, lang: str) -> str:
    text = headline(one, lang)
    text += f" ({measured(one, lang)})" if one.measured is not None else ""
    instead = one.fix.words.told(lang) if one.fix is not None else ""
    cells = (level(one, lang), where(one.place), text, instead)
    sign, *rest = (_text(cell) for cell in cells)
    return f"| {_SIGNS[one.severity]} {sign} | {' | '.join(rest)} |\n"


def _missing(missing: list[NotChecked], tally: Tally) -> Iterator[str]:
    yield f"\n### {_NOT_CHECKED.told(tally.lang)}\n\n"
    for one in missing:
        yield f"- {_text(unchecked(one))}: {_text(one.reason.told(tally.lang))}\n"
    rest = tally.failed + tally.unavailable - len(missing)
    if rest > 0:
        yield f"\n{_filled(_MORE, rest, tally.lang)}\n"


def _filled(words: Words, count: int, lang: str) -> str:
    return chosen(words.told(lang), {"count": count}).replace("{count}", str(count))


def _text(told: str) -> str:
    """Return text of a listing that Markdown shows as it is: no link, mention, table cell or HTML of its own."""
    return _SPECIAL.sub(r"\\\1", plain.encodable(safe(told)))
