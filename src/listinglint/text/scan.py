"""One pass over a field's text that answers every text rule: what is visible, how it folds, which phrases stand where."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, SupportsIndex

from listinglint.lazily import lazily
from listinglint.model import Field
from listinglint.spans import OffsetMap
from listinglint.text import matcher as engines
from listinglint.text.clauses import clause
from listinglint.text.evasion import Reading, Variants, certain, parts_of, readings
from listinglint.text.evasion_latin import unmask
from listinglint.text.fold import Folded, Letters, fold
from listinglint.text.forms import NOWHERE, Forms, Standing
from listinglint.text.listed import Owners, Phrases
from listinglint.text.segment import Segmenter
from listinglint.text.view import view
from listinglint.tuples import NamedTuple

Span = tuple[int, int]
# In folded text.  An address ends where Chinese begins, or 见 www.x.cn，全网最佳 would hide what follows it.
_ADDRESS = lazily(
    r"(?:https?://|www\.)[^\s<>\"'。\u3400-\u9fff]+|(?<![a-z0-9_.+-])[a-z0-9_.+-]+@[a-z0-9-]+\.[a-z0-9.]+"
)
_ADDRESS_SIGNS = frozenset("@:/.")
_HAN = lazily(r"[\u3400-\u9fff]")
_MOST_NAMES = 4096
_LATINS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_LATIN = lazily(r"[a-z]{2}")


class Disguise(NamedTuple):
    """The text read without its disguises; spans of `hits` are in `text`.

    `forms` are those of claims that may stand in it.  `standing` returns the span of the folded text that a hit stands for, None where it is no disguise or only the ends of
    two neighbouring words.
    """

    text: str
    hits: Mapping[str, list[Span]]
    standing: Callable[[int, int], Span | None]
    forms: Standing = NOWHERE


class Scan(NamedTuple):
    """What one pass found.

    `visible` is the field's text without markup; spans of `hits` (phrase → where) are in `folded.text`; `whole` are the
    hits of doubtful terms that begin and end with a word; `evasions` are hits in the `disguises`; `woken` are the numbers
    of the rules whose words were found; `forms` are those of claims that may stand in the text.
    """

    visible: str
    folded: Folded
    view: OffsetMap | None = None
    hits: Mapping[str, list[Span]] = {}
    whole: frozenset[Span] = frozenset()
    evasions: Mapping[str, list[Span]] = {}
    languages: frozenset[str] = frozenset()
    woken: frozenset[int] = frozenset()
    disguises: tuple[Disguise, ...] = ()
    forms: Standing = NOWHERE

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

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

    `owners` are, phrase by phrase, the numbers of the rules that it wakes (none for an exception, which nobody would
    want to hide); `segmented` are the phrases that count only as whole Chinese words; `variants` the spellings that hide
    a word; `words` Latin words that count only beside a phrase, so that a disguise of them is known too; `forms` are those
    of claims, which wait for some of the phrases.
    """

    def __init__(  # noqa: PLR0913  # what is remembered of all phrases
        self,
        phrases: Sequence[str] | Phrases,
        letters: Letters,
        owners: Sequence[tuple[int, ...]] | Owners = (),
        segmented: frozenset[str] = frozenset(),
        automaton: bytes | memoryview = b"",
        segmenter: Segmenter | None = None,
        variants: Variants | None = None,
        words: frozenset[str] | str = frozenset(),
        *,
        forms: Forms | None = None,
    ) -> None:
        self._phrases = phrases if isinstance(phrases, Phrases) else Phrases.of(phrases)
        self.letters = letters
        self._owners = owners if isinstance(owners, Owners) else Owners.of(owners or ((),) * len(phrases))
        self.segmented = segmented
        self.segmenter = segmenter or Segmenter()
        self.variants = variants or Variants({})
        self._words = words
        everything = self._phrases.all
        self._forms = forms or Forms.of(everything(), ())
        self._matcher = engines.load(automaton, everything) if automaton else engines.build(everything())
        self._names: dict[str, str] = {}
        # What was found out about short texts, kept by `facts`; as long as the process, never written down.
        self.known: dict[object, Any] = {}

    @property
    def phrases(self) -> tuple[str, ...]:
        """All phrases, by their numbers."""
        return self._phrases.all()

    @property
    def owners(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of the rules that each phrase wakes."""
        return self._owners.all()

    def name(self, written: str) -> str:
        """Return a folded name of an attribute or option, of which a shop has few."""
        known = self._names.get(written)
        if known is None:
            if len(self._names) > _MOST_NAMES:
                self._names.clear()
            known = self._names[written] = fold(written, self.letters).text
        return known

    def dump(self) -> bytes:
        """Return the compiled automaton."""
        return self._matcher.dump()

    def scan(self, one: Field) -> Scan:
        """Read one field."""
        visible, back = view(one.text, one.format)
        folded = unmask(fold(visible, self.letters), visible, lambda: self._known)
        found = self._found(folded.text)
        hits = self._named(found)
        woken: set[int] = set().union(*map(self._owners.__getitem__, found))
        forms = self._forms.may_stand(folded.text, found, woken)
        disguises = self._disguises(folded.text, woken)
        evasions = self._evasions(disguises, woken)
        whole = self._whole(folded.text, hits) if hits and not self.segmented.isdisjoint(hits) else frozenset()
        return Scan(
            visible, folded, back, hits, whole, evasions, languages(folded.text), frozenset(woken), disguises, forms
        )

    def _found(self, text: str) -> dict[int, list[Span]]:
        """Return where phrases stand in a folded text, by their numbers."""
        found: dict[int, list[Span]] = {}
        addresses, phrases, length = _addresses(text), self._phrases, len(text)
        for start, end, index in self._matcher.find(text.replace("\n", " ")):
            # A Latin letter or digit at the edge of a phrase needs another kind of neighbour: best is not in bestow.
            if start and text[start] in _LATINS and text[start - 1] in _LATINS:
                continue
            if end < length and text[end - 1] in _LATINS and text[end] in _LATINS:
                continue
            # Words inside a web address are no text of the listing, unless the rule looks for addresses.
            if addresses and _ADDRESS_SIGNS.isdisjoint(phrases[index]) and _inside(addresses, start, end):
                continue
            known = found.get(index)
            if known is None:
                found[index] = [(start, end)]
            else:
                known.append((start, end))
        return found

    def _named(self, found: Mapping[int, list[Span]]) -> dict[str, list[Span]]:
        phrases = self._phrases
        return {phrases[number]: spans for number, spans in found.items()}

    def _whole(self, text: str, hits: Mapping[str, list[Span]]) -> frozenset[Span]:
        found = {span for phrase in self.segmented.intersection(hits) for span in hits[phrase]}
        return frozenset(span for span in found if self._is_whole(text, *span))

    def _is_whole(self, text: str, start: int, end: int) -> bool:
        lo, hi = clause(text, start, end)
        edges = self.segmenter.edges(text[lo:hi])
        return start - lo in edges and end - lo in edges

    def _disguises(self, text: str, woken: set[int]) -> tuple[Disguise, ...]:
        out = []
        for reading in readings(text, self.variants):
            found = self._found(reading.text)
            if found:
                forms = self._forms.may_stand(reading.text, found, woken)
                out.append(Disguise(reading.text, self._named(found), self._standing(text, reading), forms))
        return tuple(out)

    def _standing(self, text: str, reading: Reading) -> Callable[[int, int], Span | None]:
        def standing(start: int, end: int) -> Span | None:
            lo, hi = reading.span(start, end)
            return (lo, hi) if reading.disguised(lo, hi) and self._is_unit(text, lo, hi) else None

        return standing

    def _evasions(self, disguises: tuple[Disguise, ...], woken: set[int]) -> dict[str, list[Span]]:
        found: dict[str, set[Span]] = {}
        for one in disguises:
            for phrase in one.hits:
                owners = self._owners[self._numbers[phrase]]
                spans = {one.standing(*hit) for hit in one.hits[phrase]} - {None} if owners else set()
                if spans:
                    found.setdefault(phrase, set()).update(span for span in spans if span is not None)
                    woken.update(owners)
        return {phrase: sorted(spans) for phrase, spans in found.items()}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {phrase: number for number, phrase in enumerate(self._phrases.all())}

    @cached_property
    def _known(self) -> frozenset[str]:
        """The Latin words that a disguise may stand for: those of all phrases that wake a rule, and `words`."""
        owned = [one for number, one in enumerate(self._phrases.all()) if self._owners[number] or number in self._forms]
        words = self._words.split() if isinstance(self._words, str) else self._words
        return frozenset(words).union(
            word for phrase in owned for word in phrase.split() if len(word) > 2 and word.isalpha()
        )

    def _is_unit(self, text: str, start: int, end: int) -> bool:
        """Tell whether a disguised hit is the term itself and not the ends of two neighbouring words."""
        known = certain(text[start:end])
        if known is not None:
            return known
        parts = parts_of(text[start:end])
        lo, hi = clause(text, start, end)
        before, after = start, end
        while before > lo and _HAN.match(text[before - 1]):
            before -= 1
        while after < hi and _HAN.match(text[after]):
            after += 1
        left, right = text[before : start + len(parts[0])], text[end - len(parts[-1]) : after]
        return start - before in self.segmenter.edges(left) and len(parts[-1]) in self.segmenter.edges(right)

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[object, ...]:
        # Thousands of small objects are slow to unpickle, one long text and one array are not.
        words = self._words if isinstance(self._words, str) else " ".join(sorted(self._words))
        automaton = pickle.PickleBuffer(self.dump()) if int(protocol) >= 5 else self.dump()
        told = (
            self._phrases, self.letters, self._owners, self.segmented, automaton, self.segmenter, self.variants, words,
        )  # fmt: skip
        return _restored, (told, self._forms)


def _restored(told: Any, forms: Forms) -> Scanner:
    return Scanner(*told, forms=forms)


def lined(scan: Scan) -> str:
    """Return the folded text with a line end wherever the writer began a new line, letter for letter the same length."""
    text, visible = scan.folded.text, scan.visible
    if "\n" not in visible:
        return text
    pieces: list[str] = []
    last, at = 0, text.find(" ")
    while at >= 0:
        lo, hi = scan.folded.span(at, at + 1)
        if "\n" in visible[lo:hi] and not visible[hi : hi + 1].islower():
            pieces += (text[last:at], "\n")
            last = at + 1
        at = text.find(" ", at + 1)
    return "".join((*pieces, text[last:]))


def languages(folded: str) -> frozenset[str]:
    """Return which languages a text is written in, by script: `zh` where it has Han, `en` where it has Latin words."""
    found = set()
    if not folded.isascii() and _HAN.search(folded):
        found.add("zh")
    if _LATIN.search(folded):
        found.add("en")
    return frozenset(found)


def _addresses(text: str) -> list[Span]:
    if "://" not in text and "www." not in text and "@" not in text:
        return []
    return [found.span() for found in _ADDRESS.finditer(text)]


def _inside(spans: list[Span], start: int, end: int) -> bool:
    return any(lo <= start and end <= hi for lo, hi in spans)
