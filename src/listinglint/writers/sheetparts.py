"""Finds the cells of a workbook in its packed XML, and writes new text into them without touching anything else."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from re import Match
from re import compile as _compile
from xml.etree import ElementTree as ET
from xml.parsers import expat

from listinglint.errors import InputError
from listinglint.origins.xmltext import xml_text
from listinglint.tuples import NamedTuple
from listinglint.writers.nouns import Splice

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PHONETIC = _compile(r"<(?:\w+:)?rPh[\s>].*?</(?:\w+:)?rPh>", 16)
_TEXT = _compile(r"<(?P<tag>(?:\w+:)?t)(?P<told>\s[^>]*)?(?:/>|>(?P<text>[^<]*)</(?P=tag)>)")
_TAG = _compile(r"<(/?)(?:\w+:)?(\w+)")
_INNER = _compile(r"\A<[^>]*>(.*)</[^>]*>\Z", 16)
_VALUE = _compile(r"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</(?:\w+:)?v>")
_INLINE = _compile(r"<(?:\w+:)?is(?:\s[^>]*)?>(.*)</(?:\w+:)?is>", 16)
_FORMULA = _compile(r"<(?:\w+:)?f[\s/>]")
_NUMBER = _compile(r"-?\d+(?:\.\d+)?")
_EXCEL_ESCAPE = _compile(r"_x[0-9A-Fa-f]{4}_")


class CellPart(NamedTuple):
    """A cell as it is packed: the span of its element in bytes of the sheet, its attributes and the element's prefix."""

    start: int
    end: int
    attributes: Mapping[str, str]
    prefix: str


class Book:
    """The packed parts of a workbook, read as they are asked for."""

    def __init__(self, packed: zipfile.ZipFile, file: str) -> None:
        self._packed, self._file = packed, file
        self._sheets: dict[str, str] = {}
        self._strings: list[str] | None = None
        self._data: dict[str, bytes] = {}

    def part(self, sheet: str) -> str:
        """Return the name of the part that holds a sheet."""
        if not self._sheets:
            links = self._tree("xl/_rels/workbook.xml.rels")
            targets = {one.get("Id"): one.get("Target", "") for one in links}
            for one in self._tree("xl/workbook.xml").iter():
                if one.tag.rpartition("}")[2] == "sheet":
                    target = targets.get(one.get(_RELATION), "")
                    name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
                    self._sheets[one.get("name", "")] = name
        if sheet not in self._sheets:
            raise self.refusal(f"no sheet '{sheet}'", f"没有工作表“{sheet}”")
        return self._sheets[sheet]

    def data(self, part: str) -> bytes:
        """Return a part as it is unpacked; raises `InputError` for one that is not plain UTF-8 XML."""
        if part not in self._data:
            data = self._packed.read(part)
            if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<!DOCTYPE" in data[:2000]:
                raise self.refusal("its XML is not of the usual kind", "内部 XML 不是常见形式")
            self._data[part] = data
        return self._data[part]

    def string(self, number: int) -> str:
        """Return what stands inside one of the shared texts, as it is written."""
        if self._strings is None:
            part = self.data("xl/sharedStrings.xml")
            spans = _elements(part, "si")
            self._strings = [part[one.start : one.end].decode() for one in spans]
        inner = _INNER.match(self._strings[number])
        return inner[1] if inner else ""

    def refusal(self, told: str, zh: str) -> InputError:
        """Return the error for a workbook that is not changed."""
        return InputError(f"the workbook is not changed: {told}", zh=f"未修改此工作簿：{zh}", file=self._file)

    def _tree(self, part: str) -> ET.Element:
        return ET.fromstring(self.data(part))  # noqa: S314 - a document type, and so any entity, is refused above


def cells(data: bytes, wanted: frozenset[str]) -> dict[str, CellPart]:
    """Return where cells stand in a sheet, by their names; those without a name are counted."""
    found: dict[str, CellPart] = {}
    row = column = 0
    for one in _elements(data, "c", "row"):
        if one.attributes.get("#") == "row":
            row, column = int(one.attributes.get("r", row + 1)), 0
            continue
        name = one.attributes.get("r", "")
        column = _number(name) if name else column + 1
        name = name or f"{_letters(column)}{row}"
        if name in wanted:
            found[name] = one
    return found


def rewritten(written: str, cell: CellPart, book: Book, old: str, splices: list[Splice], new: str) -> str:
    """Return the element of a cell with its new text; raises `InputError` for one that is no plain text or number."""
    kind, prefix = cell.attributes.get("t", "n"), cell.prefix
    if _FORMULA.search(written):
        raise book.refusal("the cell is a formula", "单元格是公式")
    if _EXCEL_ESCAPE.search(new):
        raise book.refusal("the new text looks like one of Excel's escapes", "新文字形似 Excel 转义")
    value = _VALUE.search(written)
    if kind == "n":
        return _number_cell(cell, book, old, new, value)
    inline = _INLINE.search(written)
    if kind == "s" and value:
        inner = book.string(int(value[1]))
    elif kind == "inlineStr" and inline:
        inner = inline[1]
    elif kind == "str" and value:
        inner = f"<t>{value[1]}</t>"
    else:
        raise book.refusal("the cell holds no text", "单元格不是文字")
    if not new:
        return _element(cell, None, "")
    inner = _runs(inner, splices, old)
    if not inner:
        raise book.refusal("the cell is packed in a way that is not known", "单元格的存储方式无法识别")
    return _element(cell, "inlineStr", _TAG.sub(rf"<\g<1>{prefix}\g<2>", f"<is>{inner}</is>"))


def _number_cell(cell: CellPart, book: Book, old: str, new: str, value: Match[str] | None) -> str:
    if not value or not _NUMBER.fullmatch(old) or float(value[1]) != float(old):
        raise book.refusal("the cell is a date or a number in a form of its own", "单元格是日期或特殊格式的数字")
    if _NUMBER.fullmatch(new):
        return _element(cell, None, f"<{cell.prefix}v>{new}</{cell.prefix}v>")
    p = cell.prefix
    return _element(cell, "inlineStr", f'<{p}is><{p}t xml:space="preserve">{_escaped(new)}</{p}t></{p}is>')


def _runs(inner: str, splices: list[Splice], old: str) -> str:
    """Return packed text with splices made in the runs that they are in; nothing where it is not `old`."""
    hidden = [found.span() for found in _PHONETIC.finditer(inner)]
    out, told, shown, at = [], list(splices), "", 0
    for found in _TEXT.finditer(inner):
        if any(first <= found.start() < last for first, last in hidden):
            continue
        text = xml_text(inner, *found.span("text")) if found["text"] else ""
        begin, end = len(shown), len(shown) + len(text)
        shown += text
        here = [
            one for one in told if begin <= one.start and one.end <= end and (one.start < end or one.start == len(old))
        ]
        told = [one for one in told if one not in here]
        if here:
            for one in sorted(here, reverse=True):
                text = text[: one.start - begin] + one.new + text[one.end - begin :]
            tag = found["tag"]
            out += [inner[at : found.start()], f'<{tag} xml:space="preserve">{_escaped(text)}</{tag}>']
            at = found.end()
    if shown != old:
        return ""
    if told:  # a change across runs of different looks: the text takes one look
        whole = old
        for one in sorted(splices, reverse=True):
            whole = whole[: one.start] + one.new + whole[one.end :]
        return f'<t xml:space="preserve">{_escaped(whole)}</t>'
    return "".join((*out, inner[at:]))


def _element(cell: CellPart, kind: str | None, inner: str) -> str:
    told = {name: value for name, value in cell.attributes.items() if name != "t"} | ({"t": kind} if kind else {})
    attributes = "".join(f' {name}="{_escaped(value)}"' for name, value in told.items())
    return f"<{cell.prefix}c{attributes}>{inner}</{cell.prefix}c>" if inner else f"<{cell.prefix}c{attributes}/>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _elements(data: bytes, name: str, mark: str = "") -> list[CellPart]:
    """Return the elements of a name with their spans, and where those called `mark` begin."""
    found: list[CellPart] = []
    opened: list[tuple[int, Mapping[str, str], str]] = []
    parser = expat.ParserCreate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        prefix, _, plain = tag.rpartition(":")
        if plain == mark:
            found.append(CellPart(0, 0, {**attributes, "#": mark}, ""))
        elif plain == name:
            opened.append((parser.CurrentByteIndex, attributes, f"{prefix}:" if prefix else ""))

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] == name and opened:
            begin, attributes, prefix = opened.pop()
            at = parser.CurrentByteIndex
            # Of an element without content the parser tells its beginning again, or its end.
            stop = data.index(b">", max(at, begin)) + 1 if data[at : at + 2] == b"</" or at == begin else at
            found.append(CellPart(begin, stop, attributes, prefix))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    return found


def _number(name: str) -> int:
    number = 0
    for letter in name.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
