"""Terms written so that word lists miss them: 最 佳, 国*家*级, zui好, 第①, 弟一.  Tier 2 of the folding.

A text is read a second time with separators dropped and known disguises put right.  Whoever asks must still prove that
a hit in such a reading is the term itself and not the ends of two neighbouring words (欧美 白色 holds no 美白).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import accumulate

from listinglint.lazily import lazily
from listinglint.spans import Builder, OffsetMap
from listinglint.text.fold import ZERO_WIDTH
from listinglint.text.holding import holds
from listinglint.tuples import NamedTuple

Span = tuple[int, int]

_HAN = "\u3400-\u9fff"
# 丶 丨 灬 are Han characters that nobody writes but as marks.
_STROKES = "丶丨灬"
_CLAUSE_MARKS = ",、:;!?。…"
# Brackets set words apart for the eye and hide nothing.
_MARK = rf"(?:[^\w\n{_CLAUSE_MARKS}\[\](){{}}<>《》\ufffd]|[_{_STROKES}])"
# After one of these a clause cannot end, so a comma there is no comma.
_OPENERS = "最第顶唯绝永零独"
_BETWEEN_HAN = (
    rf"(?<=[{_HAN}]{_MARK}){_MARK}{{0,2}}(?=[{_HAN}])|(?<=[{_OPENERS}][{_CLAUSE_MARKS}])[{_CLAUSE_MARKS}]?(?=[{_HAN}])"
)
_HIDDEN = rf"(?<=\w[{ZERO_WIDTH}])[{ZERO_WIDTH}]*(?=\w)"
# One character alone in brackets beside another: 【最】好, (顶)级.
_BRACKETED = rf"(?<=[\[(])(?=[{_HAN}][\])][{_HAN}])|(?<=[\[(][{_HAN}][\])])(?=[{_HAN}])"
# The first sign is taken before what stands around it is looked at: so the engine passes over letters ten times as fast.
_GAP = lazily(rf"[\W_{_STROKES}](?:{_BETWEEN_HAN}|{_BRACKETED}|{_HIDDEN})")
_BESIDE_HAN = lazily(rf"[a-z](?:(?=[{_HAN}])|(?<=[{_HAN}][a-z]))")
_APART = lazily(rf"(?:[^\w]|[_{_STROKES}])+")
_RUN = 4  # syllables of a disguise written in one piece: zhaocai


class Changes(NamedTuple):
    """Spans by their starts, each with how far any span up to it reaches: so that thousands are asked in few steps."""

    starts: tuple[int, ...]
    reach: tuple[int, ...]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Changes:
        """Return the changes in these spans, in any order."""
        ordered = sorted(set(spans))
        return cls(tuple(lo for lo, _ in ordered), tuple(accumulate((hi for _, hi in ordered), max)))

    def meet(self, start: int, end: int) -> bool:
        """Tell whether any span has a character in common with this one."""
        before = bisect_left(self.starts, end)
        return before > 0 and self.reach[before - 1] > start


class Reading(NamedTuple):
    """A text without its disguises; `changed` are the places of the folded text that were put right."""

    text: str
    maps: tuple[OffsetMap, ...]
    changed: Changes

    def span(self, start: int, end: int) -> Span:
        """Return the span of the folded text that a span of this reading stands for."""
        for one in self.maps:
            start, end = one.span(start, end)
        return start, end

    def disguised(self, start: int, end: int) -> bool:
        """Tell whether a span of the folded text holds anything that was put right."""
        return self.changed.meet(start, end)


class Variants:
    """Spellings that hide a word, each with the words that it may stand for: zui → 最, di → 第 or 低, 弟一 → 第一."""

    def __init__(self, table: Mapping[str, tuple[str, ...]]) -> None:
        self.table = dict(table)

    @cached_property
    def _meant(self) -> dict[str, list[str]]:
        meant: dict[str, list[str]] = {}
        for word, spellings in self.table.items():
            for spelling in spellings:
                meant.setdefault(spelling, []).append(word)
        return meant

    @cached_property
    def _any(self) -> re.Pattern[str] | None:
        """Latin spellings count as whole runs beside a Han character, since zui alone is a name."""
        spellings = sorted(self._meant, key=lambda one: (-len(one), one))
        latin = "|".join(re.escape(one) for one in spellings if one.isalpha() and one.isascii())
        other = "|".join(re.escape(one) for one in spellings if not (one.isalpha() and one.isascii()))
        run = rf"(?:{latin}){{1,{_RUN}}}"
        parts = [rf"(?<![a-z0-9])(?:{other})(?![a-z0-9])"] if other else []
        if latin:
            parts += [rf"(?<=[{_HAN}]){run}(?![a-z0-9])", rf"(?<![a-z0-9]){run}(?=[{_HAN}])"]
        return re.compile("|".join(parts)) if parts else None

    @cached_property
    def _signs(self) -> dict[str, tuple[str, ...]]:
        """The spellings that are no Latin word, by their first characters; those that begin with a Latin one stand together."""
        signs: dict[str, tuple[str, ...]] = {"": ()}
        for one in self._meant:
            if not (one.isalpha() and one.isascii()):
                first = "" if one[0].isascii() else one[0]
                signs[first] = (*signs.get(first, ()), one)
        return signs

    @cached_property
    def _firsts(self) -> re.Pattern[str]:
        return re.compile(f"[{re.escape(''.join(self._signs))}]" if len(self._signs) > 1 else "(?!)")

    def _holds(self, text: str) -> bool:
        """Tell quickly whether any spelling can stand in a text: Latin ones only beside a Han character."""
        if holds(text, self._signs[""]):
            return True
        if text.isascii():
            return False
        firsts = set(self._firsts.findall(text))
        return any(holds(text, self._signs[first]) for first in firsts) or _BESIDE_HAN.search(text) is not None

    def respell(self, text: str) -> list[tuple[str, OffsetMap, list[Span]]]:
        """Return the text with disguises put right, once for each choice of meanings; empty where there are none."""
        if not self._holds(text) or self._any is None:
            return []
        found = [(one.span(), self._choices(one.group())) for one in self._any.finditer(text)]
        out = []
        for choice in range(max((len(words) for _, words in found), default=0)):
            build, last = Builder(), 0
            for (start, end), words in found:
                build.copy(text[last:start], last)
                build.put(words[min(choice, len(words) - 1)], start, end)
                last = end
            build.copy(text[last:], last)
            out.append((*build.done(), [span for span, _ in found]))
        return out

    def _choices(self, written: str) -> list[str]:
        if written in self._meant:
            return self._meant[written]
        syllables = self._syllables(written) or []
        most = max((len(self._meant[one]) for one in syllables), default=0)
        return [
            "".join(self._meant[one][min(choice, len(self._meant[one]) - 1)] for one in syllables)
            for choice in range(most)
        ] or [written]

    def _syllables(self, written: str) -> list[str] | None:
        """Return the spellings that a run is made of."""
        if not written:
            return []
        for size in range(len(written), 0, -1):
            if written[:size] in self._meant:
                rest = self._syllables(written[size:])
                if rest is not None:
                    return [written[:size], *rest]
        return None

    def __reduce__(self) -> tuple[object, ...]:
        return (Variants, (self.table,))


def readings(text: str, variants: Variants) -> list[Reading]:
    """Return the readings of a folded text in which anything was put right."""
    out = []
    plain: list[tuple[str, OffsetMap | None, list[Span]]] = [(text, None, [])]
    for respelt, back, changed in [*variants.respell(text)] or plain:
        squeezed = squeeze(respelt)
        maps = (back,) if back is not None else ()
        if squeezed is None:
            if maps:
                out.append(Reading(respelt, maps, Changes.of(changed)))
            continue
        joined, to_respelt, gaps = squeezed
        places = [one if back is None else back.span(*one) for one in gaps]
        out.append(Reading(joined, (to_respelt, *maps), Changes.of((*changed, *places))))
    return out


def squeeze(text: str) -> tuple[str, OffsetMap, list[Span]] | None:
    """Return folded text without the separators between letters, the way back and what was dropped; None without any."""
    first = None if text.isascii() else _GAP.search(text)
    if first is None:
        return None
    build = Builder()
    last = 0
    dropped: list[Span] = []
    for gap in _GAP.finditer(text, first.start()):
        build.copy(text[last : gap.start()], last)
        if gap.group()[0].isascii() and gap.group()[0].isalpha():
            for at in range(gap.start(), gap.end(), 2):
                build.copy(text[at], at)
        dropped.append(gap.span())
        last = gap.end()
    build.copy(text[last:], last)
    return (*build.done(), dropped)


def parts_of(stretch: str) -> list[str]:
    """Return the pieces of a stretch of text between its separators."""
    return [part for part in _APART.split(stretch) if part]


def certain(stretch: str) -> bool | None:
    """Tell at once whether a disguised hit is the term itself; None where the words around it must be asked."""
    if any(mark in ZERO_WIDTH for mark in stretch) or stretch.isascii():
        return True
    parts = parts_of(stretch)
    if len(parts) > 1:
        whole_words = all(len(part) > 1 for part in parts)
        if whole_words and not "".join(_APART.findall(stretch)).strip():
            return False  # 专柜 正品: two whole words with a blank between them are how titles are written
        if any(mark in stretch for mark in _CLAUSE_MARKS) and any(len(part) > 1 for part in parts):
            return False
    return None
