"""Expressions that take time in proportion to the text, whatever the text: those that rule files may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from listinglint.errors import CannotMatch

Span = tuple[int, int]
_SHORT = 80


class Linear:
    """A compiled expression, asked about text in UTF-8.

    The engine works on bytes; most questions are answered with no, so places are counted in characters only for a match.
    """

    __slots__ = ("_expression", "_hit", "_match", "_no", "_unanchored")

    def __init__(self, expression: Any, unanchored: Any) -> None:
        self._expression = expression
        groups = expression.groupindex
        self._hit: int = groups.get("hit", groups.get(b"hit", 0))
        # The engine itself: what Python has around it takes longer than the search of a clause.
        self._match = expression._regexp.Match  # noqa: SLF001
        self._unanchored = unanchored
        self._no: tuple[int, int] = (-1, -1)

    def found(self, data: bytes) -> bool:
        """Tell whether the expression matches anywhere."""
        found: bool = self._match(self._unanchored, data, 0, len(data))[0] != self._no
        return found

    def spans(self, data: bytes) -> Iterator[Span]:
        """Yield the matches, in characters."""
        if self.found(data):
            for found in self._expression.finditer(data):
                yield _characters(data, found.span())

    def groups(self, data: bytes) -> Iterator[tuple[Span, tuple[str, ...]]]:
        """Yield of each match its hit, in characters, and the texts of the whole match and its groups."""
        for found in self._expression.finditer(data) if self.found(data) else ():
            texts = (found.group(0), *found.groups())
            yield _characters(data, found.span(self._hit)), tuple((one or b"").decode() for one in texts)

    def hits(self, data: bytes) -> Iterator[Span]:
        """Yield of each match the group `hit`, without one the whole match, in characters."""
        if self.found(data):
            for found in self._expression.finditer(data):
                yield _characters(data, found.span(self._hit))


@lru_cache(1024)
def either(forms: tuple[str, ...]) -> str:
    """Return one expression for several: whether any of them matches, it tells in one search."""
    return "|".join(f"(?:{form})" for form in forms)


def found(regex: str, text: str) -> bool:
    """Tell whether an expression matches anywhere in a text; remembered of short ones, which a catalogue repeats."""
    return _found(regex, text) if len(text) <= _SHORT else compiled(regex).found(text.encode())


@lru_cache(16384)
def _found(regex: str, text: str) -> bool:
    return compiled(regex).found(text.encode())


def _characters(data: bytes, span: Span) -> Span:
    start, end = span
    if start < 0:
        return span
    before = len(data[:start].decode("utf-8", "ignore"))
    return before, before + len(data[start:end].decode("utf-8", "ignore"))


@lru_cache(4096)
def compiled(regex: str) -> Linear:
    """Return the compiled expression; raises `CannotMatch` with the engine's words where it is none."""
    import re2  # 5 ms, only when a rule's expression is asked

    options = re2.Options()
    options.log_errors = False
    try:
        return Linear(re2.compile(regex.encode(), options), re2._Anchor.UNANCHORED)  # noqa: SLF001
    except re2.error as broken:
        from listinglint.origins import complaints  # only with a mistake

        told = broken.args[0].decode() if isinstance(broken.args[0], bytes) else str(broken)
        raise CannotMatch(f"{told}: {regex}", f"表达式有误：{complaints.regex(told)}：{regex}") from None


def proven(part: str, entries: Iterable[Iterable[str]]) -> None:
    """Raise a group of `CannotMatch` for the expressions of a list of entries that are none, each with its entry's number."""
    wrong = []
    for number, forms in enumerate(entries):
        for form in forms:
            try:
                compiled(form)
            except CannotMatch as broken:
                wrong.append(CannotMatch(broken.message, broken.zh, (part, number)))
    if wrong:
        raise ExceptionGroup("expressions that cannot be read", wrong)
