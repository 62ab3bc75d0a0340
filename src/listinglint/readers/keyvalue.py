"""Reads plain text files of `键=值` and `键：值` lines, with [章节] headings and tables drawn with `|`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from re import Pattern
from re import compile as _compile

from listinglint.model import Format, Source, Verbatim, Words
from listinglint.readers import keys, manifest
from listinglint.readers.base import ReadSettings
from listinglint.readers.draft import Draft
from listinglint.readers.tree import Value
from listinglint.text.view import looks_like_html
from listinglint.tuples import NamedTuple

_LINE = _compile(r"(?:^|(?<=\n)|(?<=\r)(?!\n))[^\r\n]*")
_SECTION = _compile(r"\s*(?:\[([^\[\]|]{1,30})\]|［([^［］|]{1,30})］)\s*")
# A web address or a time (`https://…`, `18:30`) is no key.
_PAIR = _compile(r"\s*(?P<key>[^=＝:：|｜\s\[\]][^=＝:：|｜]{0,39}?)\s*(?:[=＝：]|:(?!//))\s*(?P<value>.*)")
# `#最佳` is a hashtag, not a comment.
_COMMENT = _compile(r"\s*(?:#+|;|//)(?:\s|$)")
_PIPE = _compile(r"[|｜]")
_RULER = _compile(r"[\s|｜:：+-]+")
_WORD = _compile(r"\S(?:.*\S)?")
_MARK = _compile(r"\s*(?:[-*•·●▪◆★]\s*|\d{1,2}[.、)）]\s*|[①-⑳]\s*)?")
_POINT = _compile(r"[^；;|｜\r\n]+")
_NAMED = ("title", "name", "subtitle", "description", "keywords", "seo.title", "seo.description")
_ATTRIBUTES = ("attribute", "attributes", "variants", "seo", "lint", "evidence")
_VARIANT_SECTIONS = ("变种", "变体", "交易", "规格", "sku", "variant", "變種", "規格")


class Span(NamedTuple):
    """A stretch of the file."""

    start: int
    end: int


class Pair(NamedTuple):
    """One `键=值` line; the value may go on over the following lines."""

    key: str
    value: Span


class Row(NamedTuple):
    """One line of a table; `first` says that a new table begins."""

    section: str
    cells: tuple[Span, ...]
    first: bool


class Loose(NamedTuple):
    """A line that belongs to nothing."""

    text: Span


Part = Pair | Row | Loose


class _Lines:
    """Reads a text line by line; `pair` is the one that may still go on."""

    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.section = ""
        self.pair: Pair | None = None
        self.table = self.gap = False

    def parts(self) -> Iterator[Part]:
        """Yield what each line turns out to be."""
        for line in _LINE.finditer(self.text):
            heading = _SECTION.fullmatch(line[0])
            if not line[0].strip():
                self.gap, self.table = True, False
            elif heading or (_COMMENT.match(line[0]) and not (self.pair and _goes_on(self.pair))):
                yield from self._ended()
                self.section = (heading[1] or heading[2]).strip() if heading else self.section
            else:
                yield from self._line(line[0], line.start())
        yield from self._ended()

    def _line(self, line: str, start: int) -> Iterator[Part]:
        span = _trimmed(line, 0, len(line))
        span = Span(start + span.start, start + span.end)
        row = _row(line, start, self.table)
        found = None if row else _PAIR.fullmatch(line)
        if self.pair and not row and not found and (not self.gap or _goes_on(self.pair)):
            value = self.pair.value
            self.pair = Pair(self.pair.key, Span(value.start if value.end > value.start else span.start, span.end))
            return
        first = not self.table
        yield from self._ended()
        if row:
            self.table = True
            if not _RULER.fullmatch(line):
                yield Row(self.section, row, first)
        elif found:
            value = _trimmed(self.text, start + found.start("value"), start + len(line))
            self.pair = Pair(found["key"].strip(), value)
        else:
            yield Loose(span)

    def _ended(self) -> Iterator[Part]:
        if self.pair:
            yield self.pair
        self.pair, self.table, self.gap = None, False, False


def parse(source: Source) -> Iterator[Part]:
    """Yield the pairs, table rows and loose lines of a text in file order."""
    return _Lines(source).parts()


def looks_like_pairs(source: Source) -> bool:
    """Tell whether a text is mostly `键=值` lines, at least three."""
    lines = [line[0] for line in _LINE.finditer(source.text) if line[0].strip()]
    pairs = sum(bool(_PAIR.fullmatch(line)) for line in lines)
    return pairs >= 3 and pairs >= 0.6 * len(lines)


def take(draft: Draft, file: str, source: Source, locale: str = "", *, plain: bool = False) -> None:
    """Take the pairs and tables of a text; `plain` for a file of attributes alone, without tables of variants."""
    header: tuple[str, ...] = ()
    row_number = -1
    for part in parse(source):
        if isinstance(part, Pair):
            _pair(draft, file, source, part, locale)
        elif isinstance(part, Loose):
            _loose(draft, file, source, part.text, locale)
        elif _is_variants(part, plain=plain):
            if part.first:
                header = tuple(_text(source, cell) for cell in part.cells)
                continue
            row_number += 1
            for number, cell in enumerate(part.cells):
                name = header[number] if number < len(header) else str(number + 1)
                _put(draft, source, "variants", cell, locale, f"[{row_number}].{name}")
        else:
            _attribute_row(draft, source, part, locale)
    draft.note(file, "attributes", Words("键值文本", "lines of key = value"))


def points(source: Source, span: Span, pattern: Pattern[str] = _POINT) -> Iterator[Span]:
    """Yield what stands one after the other, on lines of its own or behind `；`, without its number or dash."""
    for piece in pattern.finditer(source.text, *span):
        mark = _MARK.match(source.text, *piece.span())
        found = _trimmed(source.text, mark.end() if mark else piece.start(), piece.end())
        if found.end > found.start:
            yield found


def _pair(draft: Draft, file: str, source: Source, pair: Pair, locale: str) -> None:
    target = keys.meaning(pair.key, draft.settings)
    if target == "bullets":
        _bullets(draft, source, pair.value, locale)
    elif target in _NAMED:
        _named(draft, source, pair, target, locale)
    elif target in manifest.SETTINGS:
        for piece in points(source, pair.value) if target == "images" else (pair.value,):
            manifest.take_setting(draft, file, target, Value(_text(source, piece), Verbatim(source, *piece)))
    elif not target or target in _ATTRIBUTES:
        _put(draft, source, keys.attribute(pair.key, draft.settings), pair.value, locale)
    else:
        _put(draft, source, target, pair.value, locale)


def _named(draft: Draft, source: Source, pair: Pair, target: str, locale: str) -> None:
    """Take a text with a field of its own; a product's name that is not its title is an attribute."""
    name = target
    if target == "name":
        taken = any(one.name == "title" and one.text != _text(source, pair.value) for one in draft.texts)
        name = f"attributes.{pair.key}" if taken or _titled(draft, source) else "title"
    _put(draft, source, name, pair.value, locale)


def _titled(draft: Draft, source: Source) -> bool:
    """Tell whether a line of the same file calls itself the title."""
    return any(isinstance(part, Pair) and keys.meaning(part.key, draft.settings) == "title" for part in parse(source))


def _bullets(draft: Draft, source: Source, span: Span, locale: str) -> None:
    number = draft.count("bullets", source.file, locale)
    for index, piece in enumerate(points(source, span)):
        _put(draft, source, "bullets", piece, locale, f"[{number + index}]")


def _loose(draft: Draft, file: str, source: Source, span: Span, locale: str) -> None:
    line = source.position(span.start)[0]
    rest = f"[{draft.count('text', source.file, locale)}]"
    _put(draft, source, "text", span, locale, rest)
    why = Words(f"第 {line} 行不是“键=值”，按普通文字检查", f"line {line} is no 'key = value'; checked as plain text")
    draft.note(file, "text" + rest, why)


def _is_variants(row: Row, *, plain: bool) -> bool:
    named = any(word in row.section.casefold() for word in _VARIANT_SECTIONS)
    return not plain and (named or len(row.cells) > 2)


def _attribute_row(draft: Draft, source: Source, row: Row, locale: str) -> None:
    name, *cells = row.cells
    label = _text(source, name)
    if row.first and keys.plain(label) in ("属性", "屬性", "名称", "项目", "参数", "key", "name", "attribute", "item"):
        return
    for number, cell in enumerate(cells):
        rest = f"[{number}]" if len(cells) > 1 else ""
        _put(draft, source, keys.attribute(label, draft.settings), cell, locale, rest)


def _put(draft: Draft, source: Source, name: str, span: Span, locale: str, rest: str = "") -> None:
    text = _text(source, span)
    form: Format = "html" if looks_like_html(text) else "plain"
    draft.put(name, text, Verbatim(source, *span), rest=rest, locale=locale, form=form)


def _row(line: str, start: int, table: bool) -> tuple[Span, ...] | None:
    """Return the cells of a line of a table, None for any other line."""
    pipes = [pipe.start() for pipe in _PIPE.finditer(line)]
    led = line.lstrip()[0] in "|｜"
    if not pipes or not (table or led or (len(pipes) > 1 and not _PAIR.fullmatch(line))):
        return None
    bounds = [-1, *pipes, len(line)]
    cells = [_trimmed(line, first + 1, last) for first, last in pairwise(bounds)]
    if led:
        cells = cells[1:]
    if line.rstrip()[-1] in "|｜":
        cells = cells[:-1]
    return tuple(Span(start + first, start + last) for first, last in cells)


def _goes_on(pair: Pair) -> bool:
    """Tell whether a value may hold empty lines: descriptions do."""
    return keys.part_meaning(pair.key, ReadSettings()) == "description"


def _trimmed(text: str, start: int, end: int) -> Span:
    found = _WORD.search(text, start, end)
    return Span(*found.span()) if found else Span(start, start)


def _text(source: Source, span: Span) -> str:
    return source.text[span.start : span.end]
