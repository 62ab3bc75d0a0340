"""Tells a change as a unified diff, from the splices themselves: nothing is compared, so large files cost little."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import compile as _compile
from typing import TYPE_CHECKING

from listinglint.writers.nouns import Splice, spliced

if TYPE_CHECKING:
    from listinglint.writers.files import FileText

_AROUND = 3
_LINE = _compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")


def unified(file: FileText, splices: Sequence[Splice]) -> str:
    """Return the difference that splices make to a file, with three lines around each."""
    told = [f"--- a/{file.file}\n+++ b/{file.file}\n"]
    shift = 0
    for group in _groups(file, sorted(splices)):
        first = max(1, file.line(group[0].start) - _AROUND)
        start, end = file.line_start(first), file.line_start(file.line(group[-1].end) + 1 + _AROUND)
        old = file.text[start:end]
        new = spliced(old, [Splice(one.start - start, one.end - start, one.new) for one in group])
        lead = "\ufeff" if file.mark and first == 1 else ""  # a part of the first line to whoever applies the diff
        rows, before, after = _hunk(_LINE.findall(lead + old), _LINE.findall(lead + new))
        told += [f"@@ -{first},{before} +{first + shift},{after} @@\n", *rows]
        shift += after - before
    return "".join(told)


def _groups(file: FileText, splices: Sequence[Splice]) -> Iterator[list[Splice]]:
    """Yield splices that lie so near to each other that one hunk tells them all."""
    group: list[Splice] = []
    for one in splices:
        if group and file.line(one.start) - file.line(group[-1].end) > 2 * _AROUND:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _hunk(old: list[str], new: list[str]) -> tuple[list[str], int, int]:
    from difflib import SequenceMatcher

    rows: list[str] = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            rows += [_row(" ", one) for one in old[first:last]]
        else:
            rows += [_row("-", one) for one in old[first:last]]
            rows += [_row("+", one) for one in new[start:end]]
    return rows, len(old), len(new)


def _row(sign: str, line: str) -> str:
    return f"{sign}{line}" if line.endswith(("\n", "\r")) else f"{sign}{line}\n\\ No newline at end of file\n"
