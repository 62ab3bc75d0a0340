"""How long the sentences are and how hard the words: textstat for English, our own documented counts for Chinese."""

from __future__ import annotations

import sys
import types
from functools import lru_cache
from typing import Any

from listinglint.lazily import lazily
from listinglint.text.clauses import pieces
from listinglint.text.scan import Scan, Span, lined
from listinglint.tuples import NamedTuple

_HAN = lazily(r"[\u3400-\u9fff]+")
# A group of vowels is a syllable, unless it is the silent e that ends a longer word.
_VOWELS = lazily(r"[aeiouy](?<!e(?<=[a-z]{2}e)(?![a-z]))[aeiouy]*")
# The rough count is off by less in 99 of 100 texts; where it errs, the rule is silent.
_ROUGHLY = 25.0
_FEW = 4
# Ingredients, keywords: so many commas, and no more between two of them.
_COMMA = lazily(r"[,、·]")
_ITEMS, _WORDS_AN_ITEM, _HAN_AN_ITEM = 8, 5, 5
_SAMPLE = 30
_LATIN_WORD = lazily(r"[A-Za-z0-9][A-Za-z0-9'’-]*")
# A heading or a point of a list is a sentence of its own, and textstat knows only those that end in a sign.
_OPEN_LINE = lazily(r"(?<=[\w)\]\"'])[ \t]*\n")
_WORD = lazily(r"[a-z0-9][a-z0-9'’-]*")


class Readability(NamedTuple):
    """Figures of one field; None where the text is too short or of another script.

    longest_sentence: Han characters (Chinese) or words (English) between sentence ends; longest_paragraph: the same
    between line ends, `paragraph_span` being in the visible text; mean_sentence: the mean of sentences, from five on.
    exclamation_share: sentences that end in an exclamation mark, in percent, from three sentences on.  reading_ease and grade: textstat's Flesch reading
    ease and Flesch–Kincaid grade, from 30 words on, where shorter samples say nothing; they are worked out when they are
    asked for, because loading textstat takes longer than all else.
    """

    longest_sentence: float | None = None
    longest_span: Span | None = None
    exclamation_share: float | None = None
    chinese: bool = False
    longest_paragraph: float | None = None
    paragraph_span: Span | None = None
    mean_sentence: float | None = None
    rough_ease: float | None = None
    visible: str = ""

    @property
    def reading_ease(self) -> float | None:
        """The Flesch reading ease."""
        return _flesch(self.visible)[0] if self.rough_ease is not None else None

    @property
    def grade(self) -> float | None:
        """The Flesch–Kincaid grade."""
        return _flesch(self.visible)[1] if self.rough_ease is not None else None

    def easier_than(self, limit: float) -> bool:
        """Tell whether a rough count alone shows that a text is easier than a reading ease."""
        return self.rough_ease is not None and self.rough_ease - _ROUGHLY > limit

    def unit(self, measure: str) -> str:
        """Return the unit of a measure for people."""
        if measure in ("longest-sentence", "longest-paragraph", "mean-sentence"):
            return "characters" if self.chinese else "words"
        return {"reading-ease": "Flesch", "grade": "grade", "exclamation-share": "%"}[measure]


def measure(scan: Scan, text: str = "") -> Readability:
    """Measure one scanned field; `text` is its text line by line, where somebody knows it already."""
    text = text or lined(scan)
    chinese = "zh" in scan.languages
    sized = [(span, _size(text, span, chinese)) for span in pieces(text, whole_sentences=True)]
    lists = [span for span, size in sized if _is_list(text[slice(*span)], size, chinese)]
    sized = [(span, size) for span, size in sized if span not in lists]
    sentences = [span for span, size in sized if size]
    if not sentences:
        return Readability(chinese=chinese)
    sizes = [size for _, size in sized if size]
    longest = max(range(len(sizes)), key=sizes.__getitem__)
    loud = sum(text[hi : hi + 1] == "!" for _, hi in sentences)
    share = 100 * loud / len(sentences) if len(sentences) > 2 else None
    sample = not chinese and sum(sizes) >= _SAMPLE
    rough = _rough_ease(text, sum(sizes), len(sizes)) if sample else None
    mean = round(sum(sizes) / len(sizes), 1) if len(sizes) > _FEW else None
    paragraph = (None if lists else _whole(scan, sum(sizes))) or _paragraph(scan.visible, chinese)
    visible = _without(scan, lists) if sample else ""
    return Readability(sizes[longest], sentences[longest], share, chinese, *paragraph, mean, rough, visible)


def _whole(scan: Scan, size: int) -> tuple[float, Span] | None:
    """Return the size and place of a text of one line whose words were counted already, as they stand in it."""
    text, visible = scan.folded.text, scan.visible
    if "\n" in visible or (text != visible and not (visible.isascii() and text == visible.lower())):
        return None
    inner = visible.strip()
    at = visible.index(inner)
    return size, (at, at + len(inner))


def _is_list(sentence: str, size: int, chinese: bool) -> bool:
    """Tell whether words between sentence ends are a list, such as ingredients: many short items between commas."""
    commas = len(_COMMA.findall(sentence))
    return commas >= _ITEMS and size <= (commas + 1) * (_HAN_AN_ITEM if chinese else _WORDS_AN_ITEM)


def _without(scan: Scan, lists: list[Span]) -> str:
    """Return the visible text without its lists, that nobody reads as sentences."""
    text, done, kept = scan.visible, 0, []
    for lo, hi in (scan.folded.span(*span) for span in lists):
        kept.append(text[done:lo])
        done = hi
    return "".join([*kept, text[done:]])


def _paragraph(visible: str, chinese: bool) -> tuple[float, Span]:
    """Return how long the longest stretch without a line end is, and where it stands."""
    longest, start, found = 0, 0, (0, 0)
    for line in visible.split("\n"):
        words = (_HAN if chinese else _LATIN_WORD).findall(line) if len(line) > longest else []
        size = sum(map(len, words)) if chinese else len(words)
        if size > longest:
            inner = line.strip()
            at = start + line.index(inner)
            longest, found = size, (at, at + len(inner))
        start += len(line) + 1
    return longest, found


def _size(text: str, span: Span, chinese: bool) -> int:
    """Return the Han characters of a sentence, or its Latin words."""
    return sum(map(len, _HAN.findall(text, *span))) if chinese else len(_WORD.findall(text, *span))


def _rough_ease(text: str, words: int, sentences: int) -> float:
    """Flesch's formula with vowel groups for syllables; within some ten points of textstat's on product texts."""
    syllables = len(_VOWELS.findall(text))
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


@lru_cache(4)
def _flesch(text: str) -> tuple[float, float]:
    textstat = _textstat()
    closed = _OPEN_LINE.sub(".\n", text)
    return float(textstat.flesch_reading_ease(closed)), float(textstat.flesch_kincaid_grade(closed))


def _textstat() -> Any:
    """Import textstat so that it works offline and starts in 25 ms.

    textstat 0.7.9 and later imports all of nltk (200 ms) for one word list that it would download.  A stand-in with an
    empty list makes it count syllables with pyphen instead; `sys.modules` is left as it was found.
    """
    known = sys.modules.get("textstat")
    if known is not None:
        return known
    names = ("nltk", "nltk.corpus")
    before = {name: sys.modules.get(name) for name in names}
    empty = types.SimpleNamespace(dict=dict)
    corpus = types.ModuleType("nltk.corpus")
    corpus.cmudict = empty  # type: ignore[attr-defined]
    stand_in = types.ModuleType("nltk")
    stand_in.corpus = corpus  # type: ignore[attr-defined]
    stand_in.data = types.SimpleNamespace(find=lambda *_: "")  # type: ignore[attr-defined]
    stand_in.download = lambda *_, **__: False  # type: ignore[attr-defined]
    sys.modules.update({"nltk": stand_in, "nltk.corpus": corpus})
    try:
        import textstat
    finally:
        for name, module in before.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module
    return textstat
