"""Reads a written value piece by piece and remembers for each character how it was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from re import Match, Pattern

from listinglint.model import Origin, Source
from listinglint.spans import Builder, OffsetMap

Resolved = tuple[str, OffsetMap] | None
Span = tuple[int, int]


def rewrite(text: str, span: Span, tokens: Pattern[str], expand: Callable[[Match[str], Builder], bool]) -> Resolved:
    """Decode text[span] token by token: `copy` stands for itself, `expand` appends what any other stands for.

    None when a stretch is no token or `expand` refuses one: then nobody can say what was meant.
    """
    at, end = span
    out = Builder()
    for found in tokens.finditer(text, at, end):
        if found.start() != at:
            return None
        at = found.end()
        if found.lastgroup == "copy":
            out.copy(found[0], found.start())
        elif not expand(found, out):
            return None
    return out.done() if at == end else None


def unescaped(escape: str, named: Mapping[str, str]) -> str | None:
    """Return what a backslash escape stands for (`\\n`, `\\x41`, `\\u4f73`), None for an unknown one."""
    if len(escape) > 2:
        code = int(escape[2:], 16)  # noqa: FURB166 - the prefix is \\x or \\u, not 0x
        return chr(code) if code <= 0x10FFFF else None
    return named.get(escape[1:])


class Sought(Origin):
    """An origin that looks for its value only when somebody asks where it stands."""

    __slots__ = ()

    def __init__(self, source: Source, cell: str = "") -> None:
        self.source = source
        self.cell = cell

    def sought(self) -> Span | None:
        """Return the span of the value as written, quotes included, or None where it is not found."""
        raise NotImplementedError

    @property
    def start(self) -> int:  # type: ignore[override]  # looked for, and no origin is ever written into
        """Where the written value starts; the start of the source where it is not found."""
        return (self.sought() or (0, 0))[0]

    @property
    def end(self) -> int:  # type: ignore[override]
        """Where the written value ends."""
        return (self.sought() or (0, 0))[1]
