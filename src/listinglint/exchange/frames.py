"""What a source has besides the texts of its listings: its look, its headers, its unknown columns, what stands between."""

from __future__ import annotations

from typing import Any, Protocol

from listinglint.errors import UsageError
from listinglint.exchange.holes import Cut, apart, filled
from listinglint.exchange.nouns import Hole, told
from listinglint.exchange.sheets import SheetFrame
from listinglint.exchange.tables import cell_of, rows_of
from listinglint.model import Listing, Source
from listinglint.origins.csvtext import records
from listinglint.origins.xmltext import XmlOrigin
from listinglint.readers import Unit
from listinglint.readers.base import ReadSettings, shown
from listinglint.readers.export import TABLES
from listinglint.writers.files import FileText, bytes_of
from listinglint.writers.rooted import root

_CDATA = "<![CDATA["
_SEALED = ("archive", "parquet", "page", "folder")


class Frame(Protocol):
    """What is kept of a source beside the manifests."""

    def records(self, listing: Listing, cuts: list[Cut]) -> tuple[list[Any], list[Cut]]:
        """Return the records of a listing as they are kept, and the texts that became holes."""
        ...

    def rest(self) -> dict[str, Any]:
        """Return what belongs to no listing."""
        ...


def frame_for(unit: Unit, settings: ReadSettings) -> Frame:
    """Return the frame of a source; raises `UsageError` for one that is not taken apart."""
    if unit.reader in _SEALED:
        raise UsageError(
            f"a {unit.reader} is not taken apart; name a table or a feed",
            zh=f"不能导入 {unit.reader}；请指明表格或数据文件",
        )
    if unit.reader == "xlsx":
        return SheetFrame(unit, settings)
    text = FileText(shown(unit.path, settings), bytes_of(unit.path, settings))
    if unit.path.suffix.lower() in TABLES:
        return TableFrame(unit, text, settings)
    return TextFrame(unit, text)


class TableFrame:
    """A table saved as text."""

    def __init__(self, unit: Unit, text: FileText, settings: ReadSettings) -> None:
        self._unit, self._text, self._settings = unit, text, settings
        self._claimed: set[int] = set()
        self._header: list[str] = []
        self._header_line = 0
        self._delimiter = ","

    def records(self, listing: Listing, cuts: list[Cut]) -> tuple[list[Any], list[Cut]]:
        """Return the rows of a listing."""
        if not self._header:
            self._find_header(listing)
        kept, used = [], []
        for line, row, cut in rows_of(listing, cuts, self._header):
            if line not in self._claimed:
                self._claimed.add(line)
                kept.append({"at": line, **row})
                used += cut
        return kept, used

    def _find_header(self, listing: Listing) -> None:
        """Find the header row: the last one above the first row of goods that is as the columns are called."""
        first = next(cell for field in listing.fields if (cell := cell_of(field.origin)))
        self._delimiter = first.delimiter
        names = {field.origin.cell.partition(", ")[2] for field in listing.fields}
        best = -1
        for row in records(iter([self._text.text]), self._delimiter):
            if row.line >= first.source.line:
                break
            known = len(names & {cell.strip() for cell in row.cells})
            if known > best:
                best, self._header, self._header_line = known, [cell.strip() for cell in row.cells], row.line

    def rest(self) -> dict[str, Any]:
        """Return the look of the table, its header and the rows that belong to no listing."""
        text = self._text.text
        ends = next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")
        first = next((one.raw for one in records(iter([text]), self._delimiter) if one.line in self._claimed), "")
        rows = [
            {"at": row.line, "row": row.cells} for row in records(iter([text]), self._delimiter)
            if row.line not in self._claimed
        ]  # fmt: skip
        return {
            "format": self._unit.reader, "kind": "table", "file": self._unit.path.name, "encoding": self._text.encoding,
            "mark": bool(self._text.mark), "delimiter": self._delimiter, "ends": ends, "last_end": text.endswith(ends),
            "quoted": first.startswith('"') and first.count(f'"{self._delimiter}"') >= len(self._header) - 1,
            "header": self._header, "rows": rows,
        }  # fmt: skip


class TextFrame:
    """XML, JSON or JSON Lines: records are stretches of the text, with holes where their texts stood."""

    def __init__(self, unit: Unit, text: FileText) -> None:
        self._unit, self._text = unit, text
        self._claimed: dict[int, int] = {}

    def records(self, listing: Listing, cuts: list[Cut]) -> tuple[list[Any], list[Cut]]:  # noqa: ARG002 - as the others
        """Return the stretches of a listing."""
        sources: dict[int, tuple[Source, list[Cut]]] = {}
        for cut in cuts:
            begin = self._text.offset(root(cut.origin))
            if begin is not None and begin not in self._claimed:
                sources.setdefault(begin, (cut.origin.source, []))[1].append(cut)
        kept, used = [], []
        for begin, (source, inside) in sorted(sources.items()):
            if any(first < begin + len(source.text) and begin < last for first, last in self._claimed.items()):
                continue
            self._claimed[begin] = begin + len(source.text)
            cuts_here = apart(inside)
            spans = [(cut.start, cut.end, Hole(cut.address, _spelt(cut, source.text))) for cut in cuts_here]
            kept.append({"at": begin, "text": told(filled(source.text, spans))})
            used += cuts_here
        return kept, used

    def rest(self) -> dict[str, Any]:
        """Return what stands before, between and behind the records."""
        stretches, at, text = [], 0, self._text.text
        for begin, end in [*sorted(self._claimed.items()), (len(text), len(text))]:
            if text[at:begin]:
                stretches.append({"at": at, "text": text[at:begin]})
            at = end
        return {
            "format": self._unit.reader, "kind": "text", "file": self._unit.path.name, "encoding": self._text.encoding,
            "mark": bool(self._text.mark), "ascii": text.isascii() and "\\u" in text, "rows": stretches,
        }  # fmt: skip


def _spelt(cut: Cut, text: str) -> str:
    """Return how texts are written in the place of a cut."""
    origin = root(cut.origin)
    if isinstance(origin, XmlOrigin):
        before = text.rfind(_CDATA, 0, cut.start)
        inside = before >= 0 and text.find("]]>", before) >= cut.end
        return "cdata" if inside else "xml"
    if text[origin.start : origin.start + 1] == '"':
        return "json"
    return "bare" if type(origin).__name__.startswith("Json") else "verbatim"
