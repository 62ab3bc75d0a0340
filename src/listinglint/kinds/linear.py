"""Expressions that take time in proportion to the text, whatever the text: those that rule files may hold."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from listinglint.errors import CannotMatch

Span = tuple[int, int]


class Linear:
    """A compiled expression, asked about text in UTF-8.

    The engine works on bytes; most questions are answered with no, so places are counted in characters only for a match.
    """

    __slots__ = ("_expression", "_hit")

    def __init__(self, expression: Any) -> None:
        self._expression = expression
        groups = expression.groupindex
        self._hit: int = groups.get("hit", groups.get(b"hit", 0))

    def found(self, data: bytes) -> bool:
        """Tell whether the expression matches anywhere."""
        return self._expression.search(data) is not None

    def spans(self, data: bytes) -> Iterator[Span]:
        """Yield the matches, in characters."""
        for found in self._expression.finditer(data):
            yield _characters(data, found.span())

    def groups(self, data: bytes) -> Iterator[tuple[Span, tuple[str, ...]]]:
        """Yield of each match its hit, in characters, and the texts of the whole match and its groups."""
        for found in self._expression.finditer(data):
            texts = (found.group(0), *found.groups())
            yield _characters(data, found.span(self._hit)), tuple((one or b"").decode() for one in texts)

    def hits(self, data: bytes) -> Iterator[Span]:
        """Yield of each match the group `hit`, without one the whole match, in characters."""
        for found in self._expression.finditer(data):
            yield _characters(data, found.span(self._hit))


@lru_cache(1024)
def either(forms: tuple[str, ...]) -> str:
    """Return one expression for several: whether any of them matches, it tells in one search."""
    return "|".join(f"(?:{form})" for form in forms)


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
        return Linear(re2.compile(regex.encode(), options))
    except re2.error as broken:
        told = broken.args[0].decode() if isinstance(broken.args[0], bytes) else str(broken)
        raise CannotMatch(f"{told}: {regex}", f"表达式有误（{told}）：{regex}") from None
