"""Tells where the characters of a value stand that an export spells in its own way: `\\n` for a line end, `_` for a space."""

from __future__ import annotations

from functools import lru_cache
from re import Pattern, escape
from re import compile as _compile

from listinglint.model import Origin
from listinglint.origins.part import copy_part
from listinglint.origins.rewriting import Resolved, Sought, Span
from listinglint.spans import Builder, OffsetMap

Spelling = tuple[tuple[str, str], ...]


class RespeltOrigin(Sought):
    """The decoded value of another origin, each `written` in it read as what is `meant`."""

    __slots__ = ("spelling", "whole")
    whole: Origin
    spelling: Spelling

    def __init__(self, whole: Origin, spelling: Spelling) -> None:
        super().__init__(whole.source, whole.cell)
        self.whole = whole
        self.spelling = spelling

    def sought(self) -> Span | None:
        """Return the span of the value as written."""
        resolved = self.whole.resolve()
        return resolved[1].span(0, len(resolved[0])) if resolved else None

    def resolve(self) -> Resolved:
        """Return what is meant, and its map."""
        resolved = self.whole.resolve()
        if resolved is None:
            return None
        text, offsets = resolved
        out, at, meant = Builder(), 0, dict(self.spelling)
        for found in _pattern(self.spelling).finditer(text):
            copy_part(out, text, offsets, at, found.start())
            at = found.end()
            out.put(meant[found[0]], *offsets.span(found.start(), at))
        copy_part(out, text, offsets, at, len(text))
        return out.done()

    def written(self, first: int, last: int) -> Span | None:
        """Return which characters of the whole's value the characters [first, last) of this one are."""
        resolved = self.whole.resolve()
        if resolved is None:
            return None
        text = resolved[0]
        here, out, at, meant = OffsetMap.shifted(len(text)), Builder(), 0, dict(self.spelling)
        for found in _pattern(self.spelling).finditer(text):
            copy_part(out, text, here, at, found.start())
            at = found.end()
            out.put(meant[found[0]], *found.span())
        copy_part(out, text, here, at, len(text))
        return out.done()[1].span(first, last)

    def spelt(self, text: str) -> str:
        """Return a text as the export writes it."""
        for written, meant in self.spelling:
            text = text.replace(meant, written)
        return text

    def __reduce__(self) -> tuple[object, ...]:
        return RespeltOrigin, (self.whole, self.spelling)


def respelt(text: str, spelling: Spelling) -> str:
    """Return a text with each `written` in it as what is `meant`."""
    meant = dict(spelling)
    return _pattern(spelling).sub(lambda found: meant[found[0]], text)


@lru_cache(maxsize=16)
def _pattern(spelling: Spelling) -> Pattern[str]:
    return _compile("|".join(escape(written) for written, _ in spelling))
