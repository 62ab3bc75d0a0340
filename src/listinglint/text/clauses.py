"""Where a sentence and a clause begin and end in folded text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache

from listinglint.lazily import lazily

Span = tuple[int, int]
# In folded text full-width punctuation has its ASCII form; a full stop ends a sentence only before a blank or the end,
# so that 2.5 and e.g. stay whole.  Written with one set first, so that the engine passes over letters without a question.
_SENTENCE_END = lazily(r"[。!?;\n…•●★☆■◆✓✔✅|.](?:(?<!\.)|(?=\s|$))")
_CLAUSE_END = lazily(r"[。!?;\n…,、:•●★☆■◆✓✔✅|.](?:(?<!\.)|(?=\s|$))")
_DASHED_END = lazily(rf"{_CLAUSE_END.pattern}|\s-+\s")

# A stop after these belongs to the number that follows: Rs. 500, No. 4711.
_ABBREVIATED = lazily(r"\b(?:rs|no|nr|approx|art|vol)$")

# What stands further away than this is another thought, even without punctuation between.
_REACH = 400


# A phrase wakes several rules and each of them asks.
@lru_cache(128)
def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence of folded text that holds [start, end)."""
    return _around(_SENTENCE_END, text, start, end)


@lru_cache(128)
def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause of folded text that holds [start, end)."""
    return _around(_CLAUSE_END, text, start, end)


class Clauses:
    """A folded text cut into its clauses once, for whoever asks about many places of it."""

    __slots__ = ("_parts", "_stops", "_text")

    def __init__(self, text: str) -> None:
        begins, self._stops = _marks(_CLAUSE_END, text)
        self._text = text
        self._parts = list(zip((0, *self._stops), (*begins, len(text)), strict=True))

    def share(self, given: Iterable[tuple[Iterable[Span], Iterable[int]]]) -> dict[Span, set[int]]:
        """Return the clauses that hold any of the spans, each with all the numbers that were given with these."""
        parts, stops = self._parts, self._stops
        shared: dict[Span, set[int]] = {}
        for spans, numbers in given:
            for start, end in spans:
                part = parts[bisect_right(stops, start)]
                if not end <= part[1] <= part[0] + _REACH:
                    part = clause(self._text, start, end)  # what goes on over a mark, or for too long
                known = shared.get(part)
                if known is None:
                    shared[part] = set(numbers)
                else:
                    known.update(numbers)
        return shared


@lru_cache(8)
def clauses(text: str) -> Clauses:
    """Return the clauses of a text, which all rules that look at it ask for."""
    return Clauses(text)


def pieces(text: str, whole_sentences: bool = False) -> list[tuple[int, int]]:
    """Return all clauses (or sentences) of a text as spans without their end marks."""
    starts, ends = _marks(_SENTENCE_END if whole_sentences else _CLAUSE_END, text)
    return [(lo, hi) for lo, hi in zip((0, *ends), (*starts, len(text)), strict=True) if lo < hi]


def _around(ends: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    begins, stops = _marks(ends, text)
    last, following = bisect_right(stops, start), bisect_left(begins, end)
    lo = stops[last - 1] if last else 0
    hi = begins[following] if following < len(begins) else len(text)
    return max(start - _REACH, lo), min(end + _REACH, hi)


@lru_cache(8)
def _marks(ends: re.Pattern[str], text: str) -> tuple[list[int], list[int]]:
    """Return where the end marks of a text begin and where they stop; all rules that look at a text ask for the same."""
    form = _DASHED_END if ends is _CLAUSE_END and "-" in text else ends
    found = [mark.span() for mark in form.finditer(text)]
    found = [span for span in found if text[span[0]] not in ",:." or not _in_number(text, span[0])]
    return [start for start, _ in found], [stop for _, stop in found]


def _in_number(text: str, at: int) -> bool:
    """A comma or colon between digits belongs to the number: 1,000 and 3:4; so does the stop of Rs. 500."""
    if text[at] == ".":
        return text[at + 2 : at + 3].isdigit() and _ABBREVIATED.search(text[max(0, at - 7) : at]) is not None
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()
