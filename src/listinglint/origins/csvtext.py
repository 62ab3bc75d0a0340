"""Reads tables saved as CSV row by row, and tells where each character of a cell stands in the file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from re import Match, Pattern, escape
from re import compile as _compile

from listinglint.errors import InputError
from listinglint.model import Source
from listinglint.origins.rewriting import Resolved, Sought, Span, rewrite
from listinglint.spans import Builder
from listinglint.tuples import NamedTuple

MAX_CELL = 1 << 24  # characters; a longer cell is a quote that was never closed

_LINE_END = _compile(r"\r\n|\n|\r")
_QUOTED = _compile(r'(?P<copy>[^"]++)|(?P<quote>"")')


class Record(NamedTuple):
    """One row: its text as in the file (line end included), the number of its first line, and its cells."""

    raw: str
    line: int
    cells: list[str]


class CsvOrigin(Sought):
    """Cell number `index` of a row; `source.text` is the row as in the file, `source.line` its first line."""

    __slots__ = ("delimiter", "index")
    delimiter: str
    index: int

    def __init__(self, source: Source, delimiter: str, index: int, cell: str = "") -> None:
        super().__init__(source, cell)
        self.delimiter = delimiter
        self.index = index

    def sought(self) -> Span | None:
        """Return the span of the cell as written, quotes included."""
        found = self._found()
        return found.span("cell") if found else None

    def resolve(self) -> Resolved:
        """Return the cell without its quoting, and its map."""
        found = self._found()
        if found is None:
            return None
        text = self.source.text
        out = Builder()
        if found["quoted"] is None:
            out.copy(found["plain"], found.start("plain"))
            return out.done()
        inside = rewrite(text, found.span("quoted"), _QUOTED, _expand)
        if inside is None or not found["rest"]:
            return inside
        # `"ab"c`: what follows the closing quote belongs to the cell as it stands.
        for start, end, first, last in inside[1].runs:
            out.put(inside[0][start:end], first, last)
        out.copy(found["rest"], found.start("rest"))
        return out.done()

    def _found(self) -> Match[str] | None:
        cells = _cell_pattern(self.delimiter).finditer(self.source.text)
        for number, found in enumerate(cells):
            if number == self.index:
                return found
            if found["stop"] != self.delimiter:
                break
        return None

    def __reduce__(self) -> tuple[object, ...]:
        return CsvOrigin, (self.source, self.delimiter, self.index, self.cell)


def records(text_lines: Iterator[str], delimiter: str = ",", *, file: str = "") -> Iterator[Record]:
    """Yield the rows of a stream (lines or chunks, line ends untranslated), one in memory at a time.

    A blank line is a row without cells; a byte order mark at the start is dropped.  Raises InputError, with
    the line where the row began, for a quote that is never closed.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL))
    taken: list[str] = []
    rows = csv.reader(_taking(_physical_lines(text_lines), taken), delimiter=delimiter)
    line = 1
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise _refusal(file, line) from error
        raw = "".join(taken)
        if not taken[-1]:
            raise _refusal(file, line)
        yield Record(raw, line, cells)
        line += len(taken)
        taken.clear()


def _taking(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    """Note down every line that the CSV reader takes, and "" when it asks for more than there is.

    It does so in the middle of a row only where a quote is open.
    """
    for line in lines:
        taken.append(line)
        yield line
    taken.append("")


def _physical_lines(chunks: Iterator[str]) -> Iterator[str]:
    """Yield whole lines with their ends; `str.splitlines` and others cut at more characters than CSV does."""
    rest: list[str] = []
    begun = False
    for chunk in chunks:
        part = chunk if begun else chunk.removeprefix("\ufeff")
        begun = begun or bool(chunk)
        rest.append(part)
        if "\n" not in part and "\r" not in "".join(rest[-2:]):
            continue  # a line without end so far: looked at again when its end comes
        text, at = "".join(rest), 0
        for end in _LINE_END.finditer(text):
            if end.end() == len(text) and text[-1] == "\r":
                break  # the \n of this line end may come with the next chunk
            yield text[at : end.end()]
            at = end.end()
        rest = [text[at:]]
    if any(rest):
        yield "".join(rest)


def _refusal(file: str, line: int) -> InputError:
    return InputError(
        'a closing " was expected: a quote opened in this row is never closed',
        zh='本行有一个引号（"）没有结束，应补上配对的引号',
        file=file,
        line=line,
    )


@lru_cache(maxsize=16)
def _cell_pattern(delimiter: str) -> Pattern[str]:
    stop = escape(delimiter)
    return _compile(
        rf'(?P<cell>"(?P<quoted>(?:[^"]++|"")*+)(?P<close>"?)(?P<rest>[^{stop}\r\n]*+)|(?P<plain>[^{stop}\r\n]*+))'
        rf"(?P<stop>{stop}|\r\n|\n|\r|\Z)"
    )


def _expand(found: Match[str], out: Builder) -> bool:
    out.put('"', *found.span())
    return True
