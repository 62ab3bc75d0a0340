"""Where a sentence and a clause begin and end in folded text."""

from __future__ import annotations

import re

# In folded text full-width punctuation has its ASCII form; a full stop ends a sentence only before a blank or the end,
# so that 2.5 and e.g. stay whole.
_SENTENCE_END = re.compile(r"[。!?;\n…]|\.(?=\s|$)|[•●★☆■◆✓✔✅|]")
_CLAUSE_END = re.compile(r"[。!?;\n…,、:]|\.(?=\s|$)|\s-+\s|[•●★☆■◆✓✔✅|]")

# Clauses are short: looking no further than this either way keeps long texts without punctuation linear.
_REACH = 400


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence of folded text that holds [start, end)."""
    return _around(_SENTENCE_END, text, start, end)


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
    lo = 0
    # One character beyond, so that the stop of 2.5 is not taken for the end of the text.
    for mark in ends.finditer(text, max(0, start - _REACH), start + 1):
        if mark.end() <= start and _cuts(text, mark):
            lo = mark.end()
    far = min(end + _REACH, len(text))
    hi = next((mark.start() for mark in ends.finditer(text, end, far) if _cuts(text, mark)), far)
    return max(lo, start - _REACH), hi


def _cuts(text: str, mark: re.Match[str]) -> bool:
    """A comma or colon between digits belongs to the number: 1,000 and 3:4."""
    at = mark.start()
    if mark.group() in ",:" and 0 < at < len(text) - 1:
        return not (text[at - 1].isdigit() and text[at + 1].isdigit())
    return True
