"""Findings as a CSV table that Excel opens with the right characters; the same columns as the Excel report."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from listinglint.model import Result
from listinglint.report import Tally
from listinglint.reporters import plain, rows
from listinglint.reporters.text_ import summary
from listinglint.sheet import COLUMNS, heads, inert

_NOT_CHECKED = "not-checked"


def render(results: Iterable[Result], tally: Tally) -> Iterator[str]:
    """Yield a row a finding and a row for what was not checked, as they come; the counts are the last row.

    The byte order mark is what makes Excel read UTF-8.  No cell can become a formula.
    """
    yield "\ufeff" + _line(heads(tally.lang))
    for one in tally.counted(results):
        for row in rows.of(one, tally.lang):
            yield _line([getattr(row, name) for name in COLUMNS])
        for missing in one.not_checked:
            listing, place, kind, reason = rows.missing(missing, tally.lang)
            told = {"listing": listing, "place": place, "severity": kind, "problem": reason, "rule": _NOT_CHECKED}
            yield _line([told.get(name, "") for name in COLUMNS])
    yield _line([summary(tally) if name == "problem" else "" for name in COLUMNS])


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    told = ("" if cell is None else inert(cell) for cell in cells)
    csv.writer(out, lineterminator="\r\n").writerow(_whole(cell) for cell in told)
    return out.getvalue()


def _whole(cell: object) -> object:
    """Half characters cannot be written; other control characters would end up in a cell unseen."""
    if not isinstance(cell, str):
        return cell
    told = plain.encodable(cell)
    return "".join(letter if letter.isprintable() or letter in "\n\u3000" else "\ufffd" for letter in told)
