"""An Excel workbook that is being changed: only the parts that hold changed cells are written anew, all others stay."""

from __future__ import annotations

import zipfile
from bisect import bisect_right
from collections.abc import Sequence
from io import BytesIO

from listinglint.errors import InputError
from listinglint.model import Origin
from listinglint.tuples import NamedTuple
from listinglint.writers.nouns import Splice, spliced
from listinglint.writers.sheetparts import Book, cells, rewritten


class _Asked(NamedTuple):
    """A cell that somebody asks for: where its text begins among those asked for, its name and its text."""

    begin: int
    sheet: str
    name: str
    text: str


class Workbook:
    """A workbook as a file that can be changed; its text is that of the cells asked for, one behind the other."""

    encoding = "utf-8"

    def __init__(self, file: str, data: bytes) -> None:
        self.file, self.data = file, data
        self._asked: list[_Asked] = []
        self._numbers: dict[tuple[str, str], int] = {}
        self._length = 0
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = packed.namelist()
            if any(one.startswith("_xmlsignatures/") for one in names):
                raise _refused(
                    "it is signed, and a change would break the signature", "文件带数字签名，修改会使签名失效", file
                )
            if len(names) != len(set(names)) or any(one.flag_bits & 1 for one in packed.infolist()):
                raise _refused("it is encrypted or packed in an unusual way", "文件已加密或打包方式异常", file)

    def offset(self, origin: Origin) -> int:
        """Return where the text of a cell begins among those asked for."""
        sheet, _, name = origin.cell.rpartition("!")
        if (sheet, name) not in self._numbers:
            self._numbers[sheet, name] = len(self._asked)
            self._asked.append(_Asked(self._length, sheet, name, origin.source.text))
            self._length += len(origin.source.text) + 1
        return self._asked[self._numbers[sheet, name]].begin

    def after(self, splices: Sequence[Splice]) -> bytes:
        """Return the workbook with these changes; raises `InputError` for a cell that cannot be changed."""
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(self.data)) as packed, zipfile.ZipFile(out, "w") as fresh:
            fresh.comment = packed.comment
            parts = self._parts(Book(packed, self.file), splices)
            for info in packed.infolist():
                fresh.writestr(info, parts.get(info.filename) or packed.read(info))
        return out.getvalue()

    def told(self, splices: Sequence[Splice]) -> str:
        """Return the changes cell by cell."""
        lines = [f"--- a/{self.file}\n+++ b/{self.file}\n"]
        for one, own in self._changes(splices):
            was, now = (_rows(text) for text in (one.text, spliced(one.text, own)))
            lines += [f"@@ {one.sheet}!{one.name} @@\n", *(f"-{row}\n" for row in was), *(f"+{row}\n" for row in now)]
        return "".join(lines)

    def _changes(self, splices: Sequence[Splice]) -> list[tuple[_Asked, list[Splice]]]:
        begins = [one.begin for one in self._asked]
        found: dict[int, list[Splice]] = {}
        for one in sorted(splices):
            number = bisect_right(begins, one.start) - 1
            begin = begins[number]
            found.setdefault(number, []).append(Splice(one.start - begin, one.end - begin, one.new))
        return [(self._asked[number], own) for number, own in found.items()]

    def _parts(self, book: Book, splices: Sequence[Splice]) -> dict[str, bytes]:
        """Return the parts that hold changed cells, written anew."""
        by_part: dict[str, list[tuple[_Asked, list[Splice]]]] = {}
        for one, own in self._changes(splices):
            by_part.setdefault(book.part(one.sheet), []).append((one, own))
        return {part: _sheet(book, part, changes) for part, changes in by_part.items()}


def _sheet(book: Book, part: str, changes: list[tuple[_Asked, list[Splice]]]) -> bytes:
    data = book.data(part)
    found = cells(data, frozenset(one.name for one, _ in changes))
    pieces: list[tuple[int, int, bytes]] = []
    for one, own in changes:
        cell = found.get(one.name)
        if cell is None:
            raise book.refusal(f"no cell {one.name}", f"没有单元格 {one.name}")
        written = data[cell.start : cell.end].decode()
        new = rewritten(written, cell, book, one.text, own, spliced(one.text, own))
        pieces.append((cell.start, cell.end, new.encode()))
    for start, end, fresh in sorted(pieces, reverse=True):
        data = data[:start] + fresh + data[end:]
    return data


def _rows(text: str) -> list[str]:
    return text.splitlines() or [""]


def _refused(told: str, zh: str, file: str) -> InputError:
    return InputError(f"the workbook is not changed: {told}", zh=f"未修改此工作簿：{zh}", file=file)
