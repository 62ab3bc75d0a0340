"""Tells where one item of a list stands that was written into a single cell or value."""

from __future__ import annotations

from listinglint.model import Origin
from listinglint.origins.rewriting import Resolved, Sought, Span
from listinglint.spans import Builder, OffsetMap


class PartOrigin(Sought):
    """The characters [first, last) of the decoded value of another origin."""

    __slots__ = ("first", "last", "whole")
    whole: Origin
    first: int
    last: int

    def __init__(self, whole: Origin, first: int, last: int) -> None:
        super().__init__(whole.source, whole.cell)
        self.whole = whole
        self.first = first
        self.last = last

    def sought(self) -> Span | None:
        """Return the span of this part as written."""
        resolved = self.whole.resolve()
        return resolved[1].span(self.first, self.last) if resolved else None

    def resolve(self) -> Resolved:
        """Return this part of the decoded value, and its map."""
        resolved = self.whole.resolve()
        if resolved is None:
            return None
        text, offsets = resolved
        out = Builder()
        copy_part(out, text, offsets, self.first, self.last)
        return out.done()

    def __reduce__(self) -> tuple[object, ...]:
        return PartOrigin, (self.whole, self.first, self.last)


def copy_part(out: Builder, text: str, offsets: OffsetMap, first: int, last: int) -> None:
    """Append the characters [first, last) of a resolved text, each with its place."""
    for start, end, source_start, source_end in offsets.runs:
        begin, stop = max(start, first), min(end, last)
        if begin >= stop:
            continue
        if end - start == source_end - source_start:
            out.put(text[begin:stop], source_start + begin - start, source_start + stop - start)
        else:
            out.put(text[begin:stop], source_start, source_end)
