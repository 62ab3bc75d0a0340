"""Arithmetic that leads from a place in rewritten text back to the place in the text it came from.

Every rewriting step (decoding a YAML scalar, dropping HTML tags, folding width and case) returns its text with an
`OffsetMap`.  A finding is located by sending its span back through the maps; nothing is ever searched for twice.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter

from listinglint.tuples import NamedTuple

Run = tuple[int, int, int, int]
_out_start = itemgetter(0)


class OffsetMap(NamedTuple):
    """Maps offsets of an output text to offsets of its source text.

    `runs` are (output start, output end, source start, source end), in order and covering the whole output.  A run
    whose two lengths agree maps character for character; any other is atomic: each of its output characters stands
    for the whole source stretch (`&amp;` for `&`, `\\u00e9` for `é`).
    """

    runs: tuple[Run, ...]

    @classmethod
    def shifted(cls, length: int, by: int = 0) -> OffsetMap:
        """Return the map of a text of `length` characters that stands verbatim at source offset `by`."""
        return cls(((0, length, by, by + length),))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span of output span [start, end); an empty span maps to an empty span."""
        first = self._at(start)
        if end <= start:
            point = _inside(first, start, 0)
            return point, point
        return _inside(first, start, 0), _inside(self._at(end - 1), end - 1, 1)

    def _at(self, offset: int) -> Run:
        index = bisect_right(self.runs, offset, key=_out_start) - 1
        return self.runs[max(index, 0)] if self.runs else (0, 0, 0, 0)


def _inside(run: Run, offset: int, after: int) -> int:
    """Return where an output offset of this run lies in the source; `after` 1 asks for the end of its character."""
    out_start, out_end, source_start, source_end = run
    if out_end - out_start == source_end - source_start:
        return min(source_start + (offset - out_start) + after, max(source_end, source_start))
    return source_end if after or offset >= out_end else source_start


class Builder:
    """Collects a rewritten text piece by piece together with its map."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self._length = 0

    def copy(self, text: str, source_start: int) -> None:
        """Append text that stands verbatim in the source at `source_start`."""
        self.put(text, source_start, source_start + len(text))

    def put(self, text: str, source_start: int, source_end: int) -> None:
        """Append text that stands for the source stretch [source_start, source_end)."""
        if not text:
            return
        start, end = self._length, self._length + len(text)
        self._pieces.append(text)
        self._length = end
        if self._runs:
            last = self._runs[-1]
            linear = last[1] - last[0] == last[3] - last[2]
            if linear and last[3] == source_start and end - start == source_end - source_start:
                self._runs[-1] = (last[0], end, last[2], source_end)
                return
        self._runs.append((start, end, source_start, source_end))

    def done(self) -> tuple[str, OffsetMap]:
        """Return the text and the map of everything appended."""
        return "".join(self._pieces), OffsetMap(tuple(self._runs))
