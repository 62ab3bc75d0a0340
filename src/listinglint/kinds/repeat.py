"""The same word again and again: keyword stuffing that marketplaces demote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, Literal

from listinglint.declared import declared
from listinglint.lazily import lazily
from listinglint.model import Edit, Field, Finding, Listing, Measured
from listinglint.rule import Rule
from listinglint.text.clauses import pieces
from listinglint.text.scan import Scan, Span

_WORD = lazily(r"[a-z][a-z']+")
# A line of dashes parts two sections and says nothing.
_SAID = lazily(r"\w")
_HAN_RUN = lazily(r"[\u3400-\u9fff]{2,}")

# Chinese stretches are compared up to this length: a whole pasted phrase is one finding.
_STRETCH = 16
# Shorter ones (“See below.”) may well stand twice.
_SENTENCE = 12


@declared
class RepeatRule(Rule):
    """Flags a word, or a whole sentence, that stands more than `max` times in one field.

    Chinese has no blanks, so there any stretch of `letters` or more Han characters that repeats counts as a word.
    """

    kind: ClassVar[str] = "repeat"
    holes: ClassVar[frozenset[str]] = frozenset({"match", "value", "limit", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    unit: Literal["word", "sentence"] = "word"
    max: int = 2
    letters: int = 2
    ignore: tuple[str, ...] = ()

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield one finding a repeated word, pointing at the first occurrence too many."""
        for one, scan in self.fields(listing):
            for word, spans in _unnested(self._occurrences(scan), self.max):
                if word in self._ignored:
                    continue
                places = [one.at(*scan.span(*span)) for span in spans]
                yield self.finding(
                    listing,
                    places[self.max],
                    holes={"match": places[self.max].text, "value": len(spans), "limit": self.max},
                    measured=Measured(len(spans), self.max, "times"),
                    related=tuple(places[: self.max] + places[self.max + 1 :]),
                    edits=self._fewer(one, scan, spans[self.max :]),
                    key=word,
                )

    def _fewer(self, one: Field, scan: Scan, spans: list[Span]) -> tuple[Edit, ...]:
        """Return the edits that take out each time too many; none where a text could not do without one of them."""
        from listinglint.text.cutting import cut  # only with a finding

        edits: list[Edit] = []
        for start, end in (scan.span(*span) for span in spans):
            if self.unit == "sentence":
                found = cut(one.text, start, end, "sentence")
            elif scan.view is None and not one.path.endswith(".words") and _apart(one.text, start, end):
                found = cut(one.text, start, end, "exactly")
            else:
                return ()
            if found is None or (edits and found.start < edits[-1].end):
                return ()
            edits.append(Edit(one.path, *found))
        return tuple(edits)

    def _occurrences(self, scan: Scan) -> dict[str, list[Span]]:
        text = scan.folded.text
        found: dict[str, list[Span]] = {}
        if self.unit == "sentence":
            for lo, hi in pieces(text, whole_sentences=True):
                told = text[lo:hi].strip()
                if len(told) >= _SENTENCE and _SAID.search(told):
                    start = text.index(told, lo)
                    found.setdefault(told, []).append((start, start + len(told)))
            return found
        # Counted first: few words repeat, and those that may do so (the, and) are the most.
        counts = Counter(_WORD.findall(text))
        often = {word for word, times in counts.items() if times > self.max and word not in self._ignored}
        for word in _WORD.finditer(text) if often else ():
            if word.group() in often:
                found.setdefault(word.group(), []).append(word.span())
        for start, end in self._begins(text):
            for size in range(self.letters, min(end - start, _STRETCH) + 1):
                spans = found.setdefault(text[start : start + size], [])
                if not spans or spans[-1][1] <= start:
                    spans.append((start, start + size))
        return found

    @cached_property
    def _ignored(self) -> frozenset[str]:
        return frozenset(one.lower() for one in self.ignore)

    def _begins(self, text: str) -> Iterator[Span]:
        """Yield where Han stretches begin that may stand too often, up to the end of their run.

        A stretch stands no more often than its first characters do, and these are quickly counted.
        """
        if text.isascii():
            return
        runs = [run.span() for run in _HAN_RUN.finditer(text)]
        firsts = [(text[at : at + self.letters], at, hi) for lo, hi in runs for at in range(lo, hi - self.letters + 1)]
        often = Counter(first for first, _, _ in firsts)
        for first, at, hi in firsts:
            if often[first] > self.max:
                yield at, hi


def _apart(text: str, start: int, end: int) -> bool:
    """Tell whether a word stands by itself: taken out of a longer one it would leave a stump."""
    return not any(one.isalnum() or one in "-'’" for one in (text[:start][-1:], text[end : end + 1]) if one)


def _unnested(found: dict[str, list[Span]], most: int) -> Iterator[tuple[str, list[Span]]]:
    """Yield what repeats too often, each place once: of overlapping stretches the longest speaks for all."""
    many = {word: spans for word, spans in found.items() if len(spans) > most}
    taken: set[int] = set()
    for word in sorted(many, key=lambda one: (-len(one), many[one][0])):
        places = {at for span in many[word] for at in range(*span)}
        if taken.isdisjoint(places):
            taken |= places
            yield word, many[word]
