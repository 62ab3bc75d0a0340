"""Tells where one item of a list stands that was written into a single cell or value."""

from __future__ import annotations

from listinglint.model import Origin
from listinglint.origins.rewriting import Resolved, Sought, Span
from listinglint.spans import Builder


class PartOrigin(Sought):
    """The characters [first, last) of the decoded value of another origin."""

    __slots__ = ("first", "last", "whole")
    whole: Origin
    first: int
    last: int

    def __init__(self, whole: Origin, first: int, last: int) -> None:
        super().__init__(whole.source, whole.cell)
        object.__setattr__(self, "whole", whole)
        object.__setattr__(self, "first", first)
        object.__setattr__(self, "last", last)

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
        for start, end, source_start, source_end in offsets.runs:
            first, last = max(start, self.first), min(end, self.last)
            if first >= last:
                continue
            if end - start == source_end - source_start:
                out.put(text[first:last], source_start + first - start, source_start + last - start)
            else:
                out.put(text[first:last], source_start, source_end)
        return out.done()

    def __reduce__(self) -> tuple[object, ...]:
        return PartOrigin, (self.whole, self.first, self.last)
