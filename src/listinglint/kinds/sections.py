"""The sections of a description: which headings stand where, and which of them is out of its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from listinglint.text.scan import Span
from listinglint.tuples import NamedTuple

_NUMBER = r"(?:\d{1,2}\s?[.、)）]\s*|[一二三四五六七八九十]{1,2}、\s*)?"
_LONGEST = 40
# So alike that it is a slip of the pen: “Material and makng”, “材质与工意”.
_ALIKE = 0.72
_DRESS = re.compile(rf"^[\W_]*{_NUMBER}|[\W_]+$")


class Section(NamedTuple):
    """One section of a template: its name, how its heading may read in each language (the first is how it should)."""

    name: str
    headings: Mapping[str, tuple[str, ...]]
    required: bool = True
    sample: Mapping[str, str] = {}

    def heading(self, lang: str) -> str:
        """Return how the heading should read."""
        return self.headings[lang][0] if self.headings.get(lang) else self.name


class Heading(NamedTuple):
    """A heading found in a text: the number of its section, and the span of its words."""

    section: int
    span: Span


def headings(text: str, sections: Sequence[Section], lang: str) -> list[Heading]:
    """Return the headings that stand in a visible text, each section's first, in order of place."""
    found: dict[int, Heading] = {}
    for start, line in _lines(text):
        for number, section in enumerate(sections):
            span = _heading(line, section.headings.get(lang, ()))
            if span is not None and number not in found:
                found[number] = Heading(number, (start + span[0], start + span[1]))
                break
    return sorted(found.values(), key=lambda one: one.span)


def slips(text: str, section: Section, lang: str, known: Sequence[Heading]) -> Span | None:
    """Return the line that is nearly the heading of a section, where one is."""
    taken = {one.span[0] for one in known}
    for start, line in _lines(text):
        shown = _DRESS.sub("", line.partition(":")[0].partition("：")[0])
        at = line.find(shown)
        if not shown or len(shown) > _LONGEST or start + at in taken:
            continue
        whole = len(_DRESS.sub("", line)) == len(shown) or line[at + len(shown) : at + len(shown) + 1] in ":："
        if whole and any(_alike(shown, one) for one in section.headings.get(lang, ())):
            return start + at, start + at + len(shown)
    return None


def displaced(found: Sequence[int]) -> set[int]:
    """Return the places (in the sequence) of the fewest numbers that must move for the rest to rise."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, number in enumerate(found):
        at = bisect_left(tails, number)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [place]
        before.append(ends[at - 1] if at else -1)
    kept: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return set(range(len(found))) - kept


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _heading(line: str, words: Sequence[str]) -> Span | None:
    """Return the span of a heading in a line that is nothing else, or that goes on behind a colon or a bracket."""
    for word in words:
        form = rf"^[\W_]*{_NUMBER}(?P<hit>{re.escape(word)})(?:[\W_]*$|\s*[】\]）)]?\s*[:：]|\s*[】\]])"
        found = re.match(form, line, re.IGNORECASE)
        if found is not None:
            return found.span("hit")
    return None


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio() >= _ALIKE
