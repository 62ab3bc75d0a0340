"""Cuts a large JSON file into the records of its list, one in memory at a time, each with its line and column."""

from __future__ import annotations

from collections.abc import Iterator, Set

from listinglint.errors import InputError
from listinglint.origins.jsontext import after_blank, key_at, value_end
from listinglint.origins.stretch import Counter, Stretch
from listinglint.tuples import NamedTuple

MAX_RECORD = 20_000_000  # characters; what is longer is no product


class JsonRecord(NamedTuple):
    """One item of a list as it is written; `key` is the name of the list, empty for the file itself."""

    key: str
    source: Stretch


def json_records(chunks: Iterator[str], lists: Set[str], around: Set[str], file: str) -> Iterator[JsonRecord]:
    """Yield the items of the list that the file is, or of those that its object holds under one of the names `lists`.

    `around` are the names of objects that such lists may lie in.  An object without any list is itself the only
    record.  Raises `InputError`, with its line, where the file breaks off or is no JSON.
    """
    yield from _Reader(chunks, lists, around, file).records()


class _Reader:
    """Holds the text from the value that is being read on."""

    def __init__(self, chunks: Iterator[str], lists: Set[str], around: Set[str], file: str) -> None:
        self._chunks, self._lists, self._around, self._file = chunks, lists, around, file
        self._text, self._at, self._counter = "", 0, Counter()
        self._found = False
        self._whole: list[str] | None = []  # an object read so far, as long as it may be a record itself
        self._length = 0

    def records(self) -> Iterator[JsonRecord]:
        """Yield the records of the file."""
        opening = self._next()
        line, column = self._counter.line, self._counter.column
        if opening == "[":
            self._whole = None
            yield from self._items("")
        elif opening == "{":
            yield from self._members()
            if not self._found and self._whole is not None:
                yield JsonRecord("", Stretch(self._file, "".join(self._whole), line, column))
        else:
            raise self._error("no list […] or object {…}", "不是列表 […] 或对象 {…}")

    def _items(self, key: str) -> Iterator[JsonRecord]:
        """Yield the items of the list that begins here."""
        self._pass_over(1)
        while self._next() != "]":
            length = self._value()
            text = self._text[self._at : self._at + length]
            yield JsonRecord(key, Stretch(self._file, text, self._counter.line, self._counter.column))
            self._pass_over(length)
            sign = self._next()
            if sign == ",":
                self._pass_over(1)
            elif sign != "]":
                raise self._error("a comma or ] was expected", "此处应为逗号或 ]")
        self._pass_over(1)

    def _members(self) -> Iterator[JsonRecord]:
        """Read the object that begins here and yield the items of its lists."""
        self._pass_over(1)
        while self._next() != "}":
            key = self._key()
            opening = self._next()
            if opening == "[" and key in self._lists:
                self._found, self._whole = True, None
                yield from self._items(key)
            elif opening == "{" and key in self._around:
                yield from self._members()
            else:
                self._pass_over(self._value())
            sign = self._next()
            if sign == ",":
                self._pass_over(1)
            elif sign != "}":
                raise self._error("a comma or } was expected", "此处应为逗号或 }")
        self._pass_over(1)

    def _key(self) -> str:
        while True:
            key, end = key_at(self._text, self._at)
            # The value must have begun: a blank behind the colon may go on.
            if key is not None and end < len(self._text):
                self._pass_over(end - self._at)
                return key
            if not self._more():
                raise self._error('"key": was expected', "此处应为 “键”：")

    def _value(self) -> int:
        """Return how long the value is that begins here."""
        while True:
            end = value_end(self._text, self._at)
            if end is not None and (end < len(self._text) or self._text[self._at] in '"[{' or not self._more()):
                return end - self._at
            if end is None and not self._more():
                raise self._error("the file ends too early: this value has no end", "文件不完整：此处的值没有结束")
            if len(self._text) - self._at > MAX_RECORD:
                raise self._error("a product longer than 20 million characters", "单个商品超过 2000 万个字符")

    def _next(self) -> str:
        """Return the next sign that is no blank."""
        while True:
            self._pass_over(after_blank(self._text, self._at) - self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                raise self._error("the file ends too early", "文件不完整，过早结束")

    def _more(self) -> bool:
        """Take as much again as is left, so that a long value is not looked at too often; False at the end."""
        pieces, length = [self._text[self._at :]], 0
        left = len(pieces[0])
        for piece in self._chunks:
            pieces.append(piece)
            length += len(piece)
            if length >= left:
                break
        self._text, self._at = "".join(pieces), 0
        return length > 0

    def _pass_over(self, count: int) -> None:
        if not count:
            return
        passed = self._text[self._at : self._at + count]
        self._at += count
        self._counter.pass_over(passed)
        if self._whole is not None:
            self._whole.append(passed)
            self._length += count
            if self._length > MAX_RECORD:
                self._whole = None

    def _error(self, told: str, zh: str) -> InputError:
        return InputError(
            f"not valid JSON: {told}", zh=f"不是有效的 JSON：{zh}", file=self._file, line=self._counter.line
        )
