"""Where a sentence and a clause begin and end in folded text."""

from __future__ import annotations

import re
from functools import lru_cache

# In folded text full-width punctuation has its ASCII form; a full stop ends a sentence only before a blank or the end,
# so that 2.5 and e.g. stay whole.
_SENTENCE_END = re.compile(r"[。!?;\n…]|\.(?=\s|$)|[•●★☆■◆✓✔✅|]")
_CLAUSE_END = re.compile(r"[。!?;\n…,、:]|\.(?=\s|$)|\s-+\s|[•●★☆■◆✓✔✅|]")

# Clauses are short: looking no further than this either way keeps long texts without punctuation linear.
_REACH = 400
_NEAR = 40


# A phrase wakes several rules and each of them asks.
@lru_cache(128)
def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence of folded text that holds [start, end)."""
    return _around(_SENTENCE_END, text, start, end)


@lru_cache(128)
def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause of folded text that holds [start, end)."""
    return _around(_CLAUSE_END, text, start, end)


def pieces(text: str, whole_sentences: bool = False) -> list[tuple[int, int]]:
    """Return all clauses (or sentences) of a text as spans without their end marks."""
    ends = _SENTENCE_END if whole_sentences else _CLAUSE_END
    cuts = [0]
    for mark in ends.finditer(text):
        if _cuts(text, mark):
            cuts += [mark.start(), mark.end()]
    cuts.append(len(text))
    return [(cuts[i], cuts[i + 1]) for i in range(0, len(cuts), 2) if cuts[i] < cuts[i + 1]]


def _around(ends: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    far = min(end + _REACH, len(text))
    hi = next((mark.start() for mark in ends.finditer(text, end, far) if _cuts(text, mark)), far)
    return _begin(ends, text, start), hi


def _begin(ends: re.Pattern[str], text: str, start: int) -> int:
    """Return where the last mark before `start` ends, looking near first: most clauses are short."""
    furthest = max(0, start - _REACH)
    for reach in (_NEAR, _REACH):
        first = max(0, start - reach)
        # Not from the middle of a dash between blanks, which would then be read otherwise than from its beginning.
        while first > furthest and (text[first] == "-" or text[first].isspace()):
            first -= 1
        lo = -1
        # One character beyond, so that the stop of 2.5 is not taken for the end of the text.
        for mark in ends.finditer(text, first, start + 1):
            if mark.end() <= start and _cuts(text, mark):
                lo = mark.end()
        if lo >= 0:
            return lo
        if first == furthest:
            break
    return furthest


def _cuts(text: str, mark: re.Match[str]) -> bool:
    """A comma or colon between digits belongs to the number: 1,000 and 3:4."""
    at = mark.start()
    if mark.group() in ",:" and 0 < at < len(text) - 1:
        return not (text[at - 1].isdigit() and text[at + 1].isdigit())
    return True
