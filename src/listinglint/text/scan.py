"""One pass over a field's text that answers every text rule: what is visible, how it folds, which phrases stand where."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from listinglint.model import Field
from listinglint.spans import OffsetMap
from listinglint.text import matcher as engines
from listinglint.text.clauses import clause
from listinglint.text.evasion import separators, squeeze
from listinglint.text.fold import ZERO_WIDTH, Folded, Letters, fold
from listinglint.text.segment import Segmenter
from listinglint.text.view import view

Span = tuple[int, int]
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'，。；]+|[\w.+-]+@[\w-]+\.[\w.]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass found.

    `visible` is the field's text without markup; spans of `hits` (phrase → where) are in `folded.text`; `whole` are the
    hits of doubtful terms that begin and end with a word; `evasions` are hits through separators.
    """

    visible: str
    folded: Folded
    view: OffsetMap | None = None
    hits: Mapping[str, list[Span]] = field(default_factory=dict)
    whole: frozenset[Span] = frozenset()
    evasions: Mapping[str, list[Span]] = field(default_factory=dict)
    languages: frozenset[str] = frozenset()

    def span(self, start: int, end: int) -> Span:
        """Return the span of the field's own text for a span of the folded text."""
        lo, hi = self.folded.span(start, end)
        return (lo, hi) if self.view is None else self.view.span(lo, hi)

    def evasive(self, start: int, end: int) -> bool:
        """Tell whether the hit was written with stand-in letters."""
        marks = self.folded.stand_ins
        return bool(marks) and any(start <= offset < end for offset in marks)


class Scanner:
    """All phrases of a run compiled into one automaton, with what is known of each; picklable.

    `segmented` are the phrases that count only as whole Chinese words; `terms` those that sellers would want to hide
    (exceptions are not among them).
    """

    def __init__(
        self,
        phrases: Sequence[str],
        letters: Letters,
        terms: frozenset[str] = frozenset(),
        segmented: frozenset[str] = frozenset(),
        automaton: bytes = b"",
        segmenter: Segmenter | None = None,
    ) -> None:
        self.phrases = tuple(phrases)
        self.letters = letters
        self.terms = terms
        self.segmented = segmented
        self.segmenter = segmenter or Segmenter()
        self._matcher = engines.load(automaton, self.phrases) if automaton else engines.build(self.phrases)
        self._edges = [(_latin(phrase[0]), _latin(phrase[-1])) for phrase in self.phrases]

    def dump(self) -> bytes:
        """Return the compiled automaton."""
        return self._matcher.dump()

    def scan(self, one: Field) -> Scan:
        """Read one field."""
        visible, back = view(one.text, one.format)
        folded = fold(visible, self.letters)
        hits = self._hits(folded.text)
        evasions = self._evasions(folded.text) if self.terms else {}
        whole = self._whole(folded.text, hits) if hits and not self.segmented.isdisjoint(hits) else frozenset()
        return Scan(visible, folded, back, hits, whole, evasions, languages(folded.text))

    def _hits(self, text: str) -> dict[str, list[Span]]:
        hits: dict[str, list[Span]] = {}
        addresses = _addresses(text)
        for start, end, index in self._matcher.find(text.replace("\n", " ")):
            if self._bounded(text, start, end, index) and not _inside(addresses, start, end):
                hits.setdefault(self.phrases[index], []).append((start, end))
        return hits

    def _bounded(self, text: str, start: int, end: int, index: int) -> bool:
        """A Latin letter or digit at the edge of a phrase needs another kind of neighbour: best is not in bestow."""
        left, right = self._edges[index]
        if left and start and _latin(text[start - 1]):
            return False
        return not (right and end < len(text) and _latin(text[end]))

    def _whole(self, text: str, hits: Mapping[str, list[Span]]) -> frozenset[Span]:
        found = {span for phrase in self.segmented.intersection(hits) for span in hits[phrase]}
        return frozenset(span for span in found if self._is_whole(text, *span))

    def _is_whole(self, text: str, start: int, end: int) -> bool:
        lo, hi = clause(text, start, end)
        edges = self.segmenter.edges(text[lo:hi])
        return start - lo in edges and end - lo in edges

    def _evasions(self, text: str) -> dict[str, list[Span]]:
        squeezed = squeeze(text)
        if squeezed is None:
            return {}
        joined, back = squeezed
        found: dict[str, list[Span]] = {}
        for start, end, index in self._matcher.find(joined):
            phrase = self.phrases[index]
            lo, hi = back.span(start, end)
            apart = hi - lo > end - start and phrase in self.terms
            if apart and self._bounded(joined, start, end, index) and self._is_unit(text, lo, hi):
                found.setdefault(phrase, []).append((lo, hi))
        return found

    def _is_unit(self, text: str, start: int, end: int) -> bool:
        """Tell whether a hit through separators is the term itself and not the ends of two neighbouring words."""
        marks = separators(text, start, end)
        if text[start].isascii() or any(mark in ZERO_WIDTH for mark in marks):
            return True
        parts = re.split(r"[^\w]+|_+", text[start:end])
        if not marks.strip() and all(len(part) > 1 for part in parts):
            return False  # 专柜 正品: two whole words with a blank between them are how titles are written
        lo, hi = clause(text, start, end)
        before, after = start, end
        while before > lo and _HAN.match(text[before - 1]):
            before -= 1
        while after < hi and _HAN.match(text[after]):
            after += 1
        left, right = text[before : start + len(parts[0])], text[end - len(parts[-1]) : after]
        return start - before in self.segmenter.edges(left) and len(parts[-1]) in self.segmenter.edges(right)

    def __reduce__(self) -> tuple[object, ...]:
        state = (self.phrases, self.letters, self.terms, self.segmented, self.dump(), self.segmenter)
        return (Scanner, state)


def languages(folded: str) -> frozenset[str]:
    """Return which languages a text is written in, by script: `zh` where it has Han, `en` where it has Latin words."""
    found = set()
    if not folded.isascii() and _HAN.search(folded):
        found.add("zh")
    if _LATIN.search(folded):
        found.add("en")
    return frozenset(found)


def _latin(letter: str) -> bool:
    return "a" <= letter <= "z" or "0" <= letter <= "9"


def _addresses(text: str) -> list[Span]:
    if "://" not in text and "www." not in text and "@" not in text:
        return []
    return [found.span() for found in _ADDRESS.finditer(text)]


def _inside(spans: list[Span], start: int, end: int) -> bool:
    return any(lo <= start and end <= hi for lo, hi in spans)
