"""Cuts a large XML feed into its records, one in memory at a time, and tells where each element of one stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from re import Pattern
from re import compile as _compile
from xml.parsers import expat

from listinglint.errors import InputError
from listinglint.origins import complaints
from listinglint.origins.stretch import Counter, Stretch
from listinglint.tuples import NamedTuple

MAX_RECORD = 20_000_000  # bytes; what is longer is no product
_DEEPEST = 100
_TAG = _compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_LONGEST_NAME = 80  # bytes of a start tag that may be cut by the end of a piece


class Element(NamedTuple):
    """An element of a record: its name without prefix, the span between its tags, and the elements inside."""

    name: str
    start: int
    end: int
    inner: tuple[Element, ...]


class XmlRecord(NamedTuple):
    """One record as it stands in the file, and its elements."""

    source: Stretch
    elements: tuple[Element, ...]


def xml_records(chunks: Iterator[str], names: frozenset[str], file: str) -> Iterator[XmlRecord | InputError]:
    """Yield the elements called one of `names`, wherever they stand, and an error for each that is broken.

    Raises `InputError` where nothing more can be read: the file ends too early, or declares entities of its own.
    """
    scanner = _Scanner(names, file)
    for chunk in chunks:
        yield from scanner.feed(chunk)
    yield from scanner.close()


class _Open:
    """An element, and from where to where it goes in bytes of the file; while it is read its end is not known."""

    __slots__ = ("end", "inner", "name", "start")

    def __init__(self, name: str, start: int) -> None:
        self.name, self.start, self.end = name, start, start
        self.inner: list[_Open] = []


class _Scanner:
    """Holds the bytes from the open record on, so that records can be cut out as they are written."""

    def __init__(self, names: frozenset[str], file: str) -> None:
        self._names, self._file = names, file
        self._begin = _begins(names)
        self._around: list[str] = []  # the elements around the records, to go on after a broken one
        self._data, self._first = b"", 0  # what is held of the file, and where it begins
        self._counter, self._counted = Counter(), 0  # the line and column of a byte of the file
        self._lost = False  # behind an error, and no record has begun since
        self._record = 0
        self._fresh("")

    def feed(self, text: str) -> Iterator[XmlRecord | InputError]:
        """Take a piece of the file and yield the records that end in it."""
        piece = text.encode("utf-8", "replace")
        self._data += piece
        if len(self._data) > MAX_RECORD + len(piece):
            raise self._error("a product longer than 20 MB", "单个商品超过 20 MB", self._first)
        yield from self._parse(len(self._data) - len(piece), final=False)

    def close(self) -> Iterator[XmlRecord | InputError]:
        """Yield what is left at the end of the file."""
        yield from self._parse(len(self._data), final=True)

    def _fresh(self, prefix: str) -> None:
        """Begin a new parser, as if the elements around the records had just been opened."""
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.EntityDeclHandler = self._declared
        self._path: list[str] = []
        self._open: list[_Open] = []
        self._done: list[XmlRecord] = []
        self._delta = 0
        parser.Parse(prefix.encode(), False)
        self._delta = self._first - len(prefix.encode())

    def _parse(self, start: int, *, final: bool) -> Iterator[XmlRecord | InputError]:
        """Parse the bytes held from `start` on; behind a broken record go on with the next."""
        while True:
            if self._lost:
                found = self._begin.search(self._data)
                self._forget(self._first + (found.start() if found else max(0, len(self._data) - _LONGEST_NAME)))
                if not found:
                    return
                self._lost, start = False, 0
                self._fresh("".join(f"<{name}>" for name in self._around))
            error = None
            try:
                self._parser.Parse(self._data[start:], final)
            except expat.ExpatError as broken:
                error = self._broken(broken, final=final)
            done, self._done = self._done, []
            yield from done
            if error is None:
                break
            if not self._lost:
                raise error
            yield error
        self._forget(self._record if self._open else self._at())

    def _at(self) -> int:
        """Return the byte of the file that the parser is at."""
        return self._parser.CurrentByteIndex + self._delta

    def _opened(self, name: str, _attributes: dict[str, str]) -> None:
        self._path.append(name)
        plain, start = name.rpartition(":")[2], self._at()
        if len(self._path) > _DEEPEST:
            raise self._error("nested too deeply", "嵌套过深", start)
        if self._open or plain in self._names:
            if not self._open:
                self._around, self._record = self._path[:-1], start
            tag = _TAG.match(self._data, start - self._first)
            self._open.append(_Open(plain, tag.end() + self._first if tag else start))

    def _closed(self, _name: str) -> None:
        self._path.pop()
        if not self._open:
            return
        one = self._open.pop()
        one.end = max(one.start, self._at())
        if self._open:
            self._open[-1].inner.append(one)
        else:
            self._done.append(self._cut(one))

    def _cut(self, one: _Open) -> XmlRecord:
        """Return a record; the places in it become those of letters instead of bytes."""
        closing = one.end - self._first
        stop = self._data.find(b">", closing) + 1 if self._data.startswith(b"</", closing) else closing
        raw = self._data[self._record - self._first : stop]
        self._count_to(self._record)
        text = raw.decode("utf-8")
        letters = _Letters(raw, self._record, ascii_only=len(text) == len(raw))
        source = Stretch(self._file, text, self._counter.line, self._counter.column)
        return XmlRecord(source, tuple(_element(inner, letters) for inner in one.inner))

    def _count_to(self, place: int) -> None:
        if place > self._counted:
            self._counter.pass_over(self._data[self._counted - self._first : place - self._first].decode("utf-8"))
            self._counted = place

    def _forget(self, place: int) -> None:
        """Drop the bytes before a place of the file."""
        count = max(0, min(place - self._first, len(self._data)))
        while 0 < count < len(self._data) and self._data[count] & 0xC0 == 0x80:
            count -= 1  # never into the middle of a letter
        self._count_to(self._first + count)
        self._data = self._data[count:]
        self._first += count

    def _broken(self, broken: expat.ExpatError, *, final: bool) -> InputError:
        """Return the error of a broken record, and get ready to go on behind it where that can be."""
        place = min(max(self._parser.ErrorByteIndex + self._delta, self._first), self._first + len(self._data))
        if final and (place >= self._first + len(self._data) or broken.code in _CUT_OFF):
            return self._error("the file ends too early: it was cut off here", "文件不完整，在此处中断", place)
        told = expat.ErrorString(broken.code)
        error = self._error(f"not valid XML ({told}); this product is not read",
                            f"不是有效的 XML：{complaints.xml(told)}；未读取此商品", place)  # fmt: skip
        self._lost = bool(self._around)
        self._open.clear()
        self._forget(max(place, self._first + 1))
        return error

    def _declared(self, *_told: object) -> None:
        raise self._error(
            "the file declares entities of its own; such files are not read",
            "文件自行定义了实体，出于安全不予读取", self._at(),
        )  # fmt: skip

    def _error(self, told: str, zh: str, place: int) -> InputError:
        self._count_to(min(place, self._first + len(self._data)))
        return InputError(told, zh=zh, file=self._file, line=self._counter.line)


_CUT_OFF = frozenset(
    expat.errors.codes[one]
    for one in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
)


class _Letters:
    """Leads from the bytes of a record to its letters, over a few places that are known already."""

    _STEP = 256

    def __init__(self, raw: bytes, first: int, *, ascii_only: bool) -> None:
        self._raw, self._first, self._ascii_only = raw, first, ascii_only
        self._known = [(0, 0)]

    def at(self, place: int) -> int:
        """Return the number of the letter that begins at a byte of the file."""
        byte = place - self._first
        if self._ascii_only:
            return byte
        index = bisect_right(self._known, (byte, byte)) - 1
        known, letter = self._known[index]
        found = letter + len(self._raw[known:byte].decode("utf-8"))
        if byte - known > self._STEP:
            self._known.insert(index + 1, (byte, found))
        return found


def _element(one: _Open, letters: _Letters) -> Element:
    inner = tuple(_element(below, letters) for below in one.inner)
    return Element(one.name, letters.at(one.start), letters.at(one.end), inner)


def _begins(names: frozenset[str]) -> Pattern[bytes]:
    """Return the pattern of a start tag of one of the names, in bytes."""
    return _compile(rb"<(?:[\w.-]+:)?(?:" + "|".join(sorted(names)).encode() + rb")(?=[\s>/])")
