"""Findings as checkstyle XML, which build servers and review robots have read for twenty years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from listinglint.model import Finding, NotChecked, Result, Words
from listinglint.report import Tally
from listinglint.reporters.excerpt import safe
from listinglint.reporters.markup import value
from listinglint.reporters.text_ import headline, where

_NOT_CHECKED = Words("未检查", "not checked")
_INSTEAD = Words("建议", "instead")


def render(results: Iterable[Result], tally: Tally) -> Iterator[str]:
    """Yield the document; a file that holds several listings has several elements, as readers of the format allow."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version={value(tally.version)}>\n'
    for one in tally.counted(results):
        lines = [(finding.place.file, _finding(finding, tally.lang)) for finding in one.findings]
        lines += [(missing.file or missing.listing, _missing(missing, tally.lang)) for missing in one.not_checked]
        for file, told in groupby(lines, key=lambda pair: pair[0]):
            yield f"  <file name={value(file)}>\n" + "".join(line for _, line in told) + "  </file>\n"
    yield "</checkstyle>\n"


def _finding(one: Finding, lang: str) -> str:
    place = one.place
    text = headline(one, lang)
    if place.image is not None and place.image != place.file:
        text = f"{where(place)}: {text}"
    if one.fix is not None:
        text += f" [{_INSTEAD.told(lang)}: {safe(one.fix.words.told(lang))}]"
    column = place.column if place.exact and place.start is not None else None
    return _error(place.line, column, one.severity.name, text, one.rule)


def _missing(one: NotChecked, lang: str) -> str:
    part = f"{one.part}: " if one.part else ""
    text = f"{_NOT_CHECKED.told(lang)}: {safe(part + one.reason.told(lang))}"
    return _error(one.line, None, "error" if one.cause == "failed" else "info", text, one.rule or "lint/not-checked")


def _error(line: int | None, column: int | None, level: str, text: str, rule: str) -> str:
    at = f' line="{line or 1}"' + (f' column="{column}"' if column is not None else "")
    return f'    <error{at} severity="{level}" message={value(text)} source={value(rule)}/>\n'
