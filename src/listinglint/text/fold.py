"""Text as a buyer reads it: width, case, accents, script and look-alike letters no longer make a difference.

Tier 1 of the folding, character for character wherever possible, with a map back to the text it was made from.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cached_property, lru_cache

from listinglint.lazily import lazily
from listinglint.spans import Builder, OffsetMap
from listinglint.text.holding import holds
from listinglint.text.letters import STAND_INS
from listinglint.tuples import NamedTuple

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u200e\u200f\ufe0e\ufe0f"
_MANY = "\ufdd0"  # a noncharacter: stands in the quick path for whatever does not fold one to one
_SIGNS = str.maketrans(
    "‘’‚‛′`´＇“”„‟″＂‐‑‒–—―−﹘﹣～〜〔〕【】［］「」『』",
    '\'\'\'\'\'\'\'\'""""""---------~~[][][]""""',
)
_SPACE_RUN = lazily(r"\s*[\n\r]\s*|\s{2,}|[\t\f\v]")
# Written with the rare sign first, so that the engine passes over letters without a question.
_ANY_RUN = lazily(r"\s(?:(?<=[\n\r\t\f\v])|\s)")
# Of these one stands in whatever ASCII text the expression matches.
_RUNS = ("\n", "  ", "\r", "\t", "\f", "\v", "\x1c", "\x1d", "\x1e", "\x1f")
_HYPHEN = lazily(r"-(?<=[a-z]-)(?=[a-z])")


class Folded(NamedTuple):
    """Folded text; `map` leads back to the text it was made from, None where every offset is the same.

    `stand_ins` are offsets of folded characters that were written with a stand-in letter (蕞 for 最, Cyrillic а for a).
    """

    text: str
    map: OffsetMap | None = None
    stand_ins: frozenset[int] = frozenset()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source text that a span of the folded text stands for."""
        return (start, end) if self.map is None else self.map.span(start, end)


class Letters(dict[int, str]):
    """A translation table that works out each character the first time it is met.

    `pairs` are the character pairs of `letters.build`, `written` and `meant` the same in two texts.
    """

    def __init__(self, pairs: Mapping[str, str], written: str = "", meant: str = "") -> None:
        super().__init__({code: chr(to) for code, to in _SIGNS.items()})
        self._pairs = pairs
        self._texts = (written, meant)
        self.update({ord(mark): mark for mark in ZERO_WIDTH})
        self.update(dict.fromkeys((9, 11, 12, 13), _MANY))

    def __missing__(self, code: int) -> str:
        letters = self.many(chr(code))
        self[code] = letters if len(letters) == 1 else _MANY
        return self[code]

    @cached_property
    def pairs(self) -> Mapping[str, str]:
        """The character pairs; a text in ASCII never asks for them."""
        return self._pairs or dict(zip(*self._texts, strict=True))

    @cached_property
    def suspects(self) -> frozenset[str]:
        """Stand-ins and letters of other alphabets; traditional characters are honest writing."""
        return frozenset(one for one in self.pairs if one < "\u3000") | STAND_INS.keys()

    def many(self, letter: str) -> str:
        """Return what one character folds to: none, one or several characters."""
        if letter in self.pairs:
            return self.pairs[letter]
        category = unicodedata.category(letter)
        if category in ("Mn", "Cs"):
            return "" if category == "Mn" else "\ufffd"  # half an emoji, which no matcher takes
        plain = unicodedata.normalize("NFKC", letter).lower().translate(_SIGNS)
        return "".join(self.pairs.get(one, _bare(one)) for one in plain)

    def __reduce__(self) -> tuple[object, ...]:
        return (_letters, ("".join(self.pairs), "".join(self.pairs.values())))


def _letters(written: str, meant: str) -> Letters:
    return Letters({}, written, meant)


@lru_cache(4096)
def _bare(letter: str) -> str:
    """Return a Latin letter without its accents, anything else as it is."""
    parts = unicodedata.normalize("NFD", letter)
    if len(parts) > 1 and parts[0].isascii():
        return parts[0].lower()
    return "" if unicodedata.category(letter) == "Mn" else letter


def fold(text: str, letters: Letters) -> Folded:
    """Return the folded text with the way back.

    White space becomes one blank, or one line end where it holds a line end that is not a soft wrap inside a sentence;
    hyphens between Latin letters become blanks, so that eco-friendly and eco friendly are one term.
    """
    if text.isascii():
        low, stand_ins = text.lower().replace("`", "'"), frozenset[int]()
    else:
        low = text.translate(letters)
        if _MANY in low:
            return _tidy(*_slowly(text, letters))
        stand_ins = _stand_ins(text, letters)
    if (low.isascii() and not holds(low, _RUNS)) or _ANY_RUN.search(low) is None:
        return Folded(_HYPHEN.sub(" ", low), None, stand_ins)
    return _tidy(low, None, stand_ins)


def _stand_ins(text: str, letters: Letters) -> frozenset[int]:
    """Offsets written with a letter of another script that looks or sounds alike (not merely traditional script)."""
    suspects = letters.suspects.intersection(text)
    if not suspects:
        return frozenset()
    latin = any("a" <= one <= "z" for one in text.lower())
    return frozenset(i for i, one in enumerate(text) if one in suspects and (latin or one >= "\u3000"))


def _slowly(text: str, letters: Letters) -> tuple[str, OffsetMap, frozenset[int]]:
    """Fold character by character, combining marks with the letter they stand on."""
    build = Builder()
    swapped = _stand_ins(text, letters)
    stand_ins: set[int] = set()
    at = length = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.category(text[end]) == "Mn" and text[end] not in ZERO_WIDTH:
            end += 1
        quick = letters[ord(text[at])]
        piece = letters.many(text[at]) if quick == _MANY and text[at] not in "\t\r\f\v" else quick
        piece = " " if piece == _MANY else piece
        if text[at] == "\r":
            piece = "\n" if text[at : at + 2] != "\r\n" else " "
        if at in swapped:
            stand_ins.update(range(length, length + len(piece)))
        # Several letters for one with marks: lengths that agree by chance must not read as letter for letter.
        build.put(piece, at, end if len(piece) == 1 else at + 1)
        length += len(piece)
        at = end
    low, back = build.done()
    return low, back, frozenset(stand_ins)


def _tidy(low: str, back: OffsetMap | None, stand_ins: frozenset[int]) -> Folded:
    """Collapse white space and keep the map true."""
    if _SPACE_RUN.search(low) is None:
        return Folded(_HYPHEN.sub(" ", low), back, stand_ins)
    build = Builder()
    last = 0
    moved: dict[int, int] = {}
    total = 0
    for run in _SPACE_RUN.finditer(low):
        build.copy(low[last : run.start()], last)
        moved[last] = total - last
        total += run.start() - last + 1
        build.put(_blank(low, run.start(), run.end()), run.start(), run.end())
        last = run.end()
    build.copy(low[last:], last)
    moved[last] = total - last
    tidy, to_low = build.done()
    kept = frozenset(_move(offset, moved) for offset in stand_ins)
    return Folded(_HYPHEN.sub(" ", tidy), chain(to_low, back), kept)


def _move(offset: int, moved: Mapping[int, int]) -> int:
    return offset + moved[max(start for start in moved if start <= offset)]


def _blank(low: str, start: int, end: int) -> str:
    """Return a line end, or a blank where a line was only wrapped inside an English sentence."""
    run = low[start:end]
    line_ends = run.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    if not line_ends:
        return " "
    before, after = low[start - 1 : start], low[end : end + 1]
    wrapped = line_ends == 1 and ("a" <= before <= "z" or before == ",") and "a" <= after <= "z"
    return " " if wrapped else "\n"


def chain(outer: OffsetMap, inner: OffsetMap | None) -> OffsetMap:
    """Return the map of two steps of rewriting, `inner` done first."""
    if inner is None:
        return outer
    runs = []
    for out_start, out_end, source_start, source_end in outer.runs:
        cuts = [run for run in inner.runs if run[0] < source_end and run[1] > source_start]
        if out_end - out_start != source_end - source_start:
            runs.append((out_start, out_end, *inner.span(source_start, source_end)))
            continue
        for cut in cuts:
            lo, hi = max(cut[0], source_start), min(cut[1], source_end)
            shift = out_start - source_start
            runs.append((lo + shift, hi + shift, *inner.span(lo, hi)))
    return OffsetMap(tuple(runs))
