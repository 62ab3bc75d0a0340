"""Reads large tables saved as CSV a piece at a time, in whatever encoding the spreadsheet program chose."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from re import compile as _compile

from listinglint.errors import InputError, cause
from listinglint.origins.csvtext import MAX_CELL, Record, records
from listinglint.readers.base import MARKS, ReadSettings, shown, sniff
from listinglint.tuples import NamedTuple

BLOCK = 65536
_DELIMITERS = (",", "\t", ";", "|")
_ABOVE = 12  # rows: titles, versions and notes that may stand above the header
_QUOTED = _compile(r'"(?:[^"]|"")*"?')
_FIRST_LINE = _compile(r"[\ufeff\s]*([^\r\n]*)")


class Table(NamedTuple):
    """A table with its header row; `rows` are the others but blank ones, read as they are asked for."""

    file: str
    delimiter: str
    header: list[str]
    header_line: int
    rows: Iterator[Record]


IsHeader = Callable[[Sequence[str]], bool]


def open_table(path: Path, settings: ReadSettings, is_header: IsHeader | None = None) -> Table:
    """Return the table in a file; raises `InputError` for an unreadable one, `rows` where they break off.

    `is_header` knows the header row of a format; without it, or where no row is one, the first row is the header.
    """
    name = shown(path, settings)
    return _table(_whole_lines(chunks(path, settings, longest=MAX_CELL)), name, is_header)


def chunks(path: Path, settings: ReadSettings, encoding: str = "", longest: int = 0) -> Iterator[str]:
    """Yield the text of a file piece by piece, line ends untouched; `encoding` where the file itself tells it.

    `longest` is how many characters a line may have, where lines mean something.
    """
    name = shown(path, settings)
    return _decoded(_blocks(path, settings, name), _Lines(name, longest), encoding)


def header_of(head: bytes, is_header: IsHeader | None = None) -> list[str]:
    """Return the header row in the first bytes of a file, empty where they are no text."""
    try:
        return _table(iter([start_of(head)]), "", is_header).header
    except InputError:
        return []


@lru_cache(maxsize=4)
def start_of(head: bytes) -> str:
    """Return the text of the first bytes of a file; they may end in the middle of a character."""
    decoder = codecs.getincrementaldecoder(_encoding(head, ""))()
    try:
        return decoder.decode(head)
    except UnicodeDecodeError as broken:
        raise InputError(str(broken)) from None


def _table(chunks: Iterator[str], name: str, is_header: IsHeader | None) -> Table:
    start = ""
    for chunk in chunks:
        start += chunk
        found = _FIRST_LINE.match(start)
        if found and found[1]:
            break
    delimiter, above = (_heading(start, is_header) if is_header else None) or (_delimiter(start), 0)
    rows = filled(records(_joined(start, chunks), delimiter, file=name))
    header = next(islice(rows, above, None), None)
    if header is None:
        raise InputError("the file is empty", zh="文件为空", file=name)
    return Table(name, delimiter, [cell.strip() for cell in header.cells], header.line, rows)


def filled(rows: Iterator[Record]) -> Iterator[Record]:
    """Yield the rows that hold anything."""
    return (row for row in rows if any(map(str.strip, row.cells)))


def _heading(start: str, is_header: IsHeader) -> tuple[str, int] | None:
    """Return what separates the cells of the header row, and how many rows stand above it; None without one."""
    for delimiter, rows in _beginnings(start):
        for above, cells in enumerate(rows):
            if is_header(cells):
                return delimiter, above
    return None


@lru_cache(maxsize=4)  # every format asks for the same beginning
def _beginnings(start: str) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    """Return the first rows of a text for each way in which their cells may be separated."""
    found = []
    for delimiter in sorted(_DELIMITERS, key=start.count, reverse=True):
        rows: list[tuple[str, ...]] = []
        try:
            for row in islice(filled(records(iter([start]), delimiter)), _ABOVE):
                rows.append(tuple(cell.strip() for cell in row.cells))  # noqa: PERF401 - those before an error count
        except InputError:
            pass  # the text ends in the middle of a cell, or this is not what separates the cells
        found.append((delimiter, tuple(rows)))
    return tuple(found)


def _joined(start: str, rest: Iterator[str]) -> Iterator[str]:
    yield start
    yield from rest


def _whole_lines(chunks: Iterator[str]) -> Iterator[str]:
    """Yield the same text cut at line ends only, so that no line is looked at again and again as it grows."""
    rest: list[str] = []
    for chunk in chunks:
        cut = max(chunk.rfind("\n"), chunk.rfind("\r")) + 1
        if cut:
            yield "".join((*rest, chunk[:cut]))
            rest = []
        rest.append(chunk[cut:])
    if any(rest):
        yield "".join(rest)


def _delimiter(start: str) -> str:
    """Return what separates the cells of the first line that holds anything."""
    found = _FIRST_LINE.match(start)
    line = _QUOTED.sub("", found[1] if found else "")
    return max(_DELIMITERS, key=line.count)


def _blocks(path: Path, settings: ReadSettings, name: str) -> Iterator[bytes]:
    edited = settings.overlay.get(path.absolute().as_posix())
    if edited is not None:
        yield from (edited[at : at + BLOCK] for at in range(0, len(edited), BLOCK))
        return
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block
    except OSError as broken:
        raise InputError(f"cannot be read: {cause(broken)[0]}", zh=f"无法读取：{cause(broken)[1]}", file=name) from None


def _decoded(blocks: Iterator[bytes], lines: _Lines, encoding: str = "") -> Iterator[str]:
    """Yield the text of the blocks; the encoding is told by the first block that is more than ASCII."""
    decoder = codecs.getincrementaldecoder(encoding)() if encoding else None
    encoding = encoding or "ascii"
    for block in blocks:
        data = block
        if decoder is None and (not block.isascii() or b"\0" in block):
            data += next(blocks, b"")  # one letter at the end of a block would be too little to tell from
            encoding = _encoding(data, lines.name)
            decoder = codecs.getincrementaldecoder(encoding)()
        try:
            yield lines.passed(decoder.decode(data) if decoder else data.decode("ascii"))
        except UnicodeDecodeError as broken:
            # What stands before the broken bytes is still good.
            yield lines.passed(broken.object[: broken.start].decode(encoding))
            raise lines.broken(encoding) from None
    try:
        if decoder:
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise lines.broken(encoding) from None


class _Lines:
    """Counts lines, to tell where a file stops being text, and refuses one that does not end."""

    def __init__(self, name: str, longest: int = 0) -> None:
        self.name, self._longest = name, longest
        self.line = 1
        self._after_cr = False
        self._unended = 0

    def passed(self, text: str) -> str:
        """Count the line ends of a piece of text and return it."""
        ends = text.count("\n") + text.count("\r") - text.count("\r\n")
        self.line += ends - (self._after_cr and text.startswith("\n"))
        self._after_cr = text.endswith("\r")
        self._unended = len(text) if ends else self._unended + len(text)
        if self._longest and self._unended > self._longest:
            told = f"{self._longest / 1e6:.0f}"
            raise InputError(
                f"line longer than {told} million characters", zh=f"一行超过 {told} 百万个字符",
                file=self.name, line=self.line,
            )  # fmt: skip
        return text

    def broken(self, encoding: str) -> InputError:
        """Return the error for bytes that are no text in this encoding."""
        return InputError(
            f"not valid {encoding} from this line on; save the file as UTF-8",
            zh=f"从本行起不是有效的 {encoding} 文本，请将文件另存为 UTF-8",
            file=self.name, line=self.line,
        )  # fmt: skip


def _encoding(data: bytes, name: str) -> str:
    """Return the encoding of the first bytes of a file, which may end in the middle of a character."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    for cut in range(4):
        encoding = sniff(data[: len(data) - cut])
        if encoding:
            return encoding
    if _begins_as_utf8(data):
        return "utf-8"
    raise InputError(
        "neither UTF-8, UTF-16 nor GBK text; save it as UTF-8",
        zh="文件编码无法识别（不是 UTF-8、UTF-16 或 GBK），请另存为 UTF-8",
        file=name,
    )


def _begins_as_utf8(data: bytes) -> bool:
    """Tell UTF-8 text with damage further on: its reader can then say on which line."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as broken:
        good = data[: broken.start].decode("utf-8")
        # A few letters of GBK can look like UTF-8 by accident, not many in a row.
        return sum(letter > "\x7f" for letter in good) >= 8
    return True
