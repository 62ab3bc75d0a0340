"""What only shows when listings are held side by side: terms that drift, words misspelt once, sentences copied on and on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Literal

from listinglint.declared import declared
from listinglint.kinds.vocabulary import Term, spoken
from listinglint.lazily import lazily
from listinglint.model import Field, Finding, Fix, Listing, Place, Words
from listinglint.rule import Rule
from listinglint.text.clauses import pieces
from listinglint.text.scan import Scan, Span
from listinglint.tuples import NamedTuple

_WORD = lazily(r"[A-Za-z]{4,}")
_ENDINGS = lazily(r"(?:ing|ed|es|er|ers|ly|y|s|e|d|r|n|al|or)$")
# More places than anyone would look up.
_SHOWN = 5
# Short words are too often one letter apart.
_LONG = 6
# A word that stands so often is how the catalogue spells it.
_USUAL = 20


class Spot(NamedTuple):
    """A place in one of the listings: the listing's number, the field, the span of its visible text."""

    listing: int
    field: Field
    span: Span

    def place(self) -> Place:
        """Return the place in the file."""
        scan: Scan = self.field.facts["scan"]
        return self.field.at(*(self.span if scan.view is None else scan.view.span(*self.span)))


Spots = dict[str, list[Spot]]


@declared
class AcrossRule(Rule):
    """Says nothing about one listing; `compare` holds many against each other.

    `terms`: each term's spellings are counted and the one used most is the suggestion.  `words`: a Latin word that stands
    once or twice and differs in one letter from one that stands often.  `sentences`: the same sentence of at least `least`
    letters in `shared_by` of them or more; `descriptions`: the same whole description under different titles.
    """

    kind: ClassVar[str] = "across"
    holes: ClassVar[frozenset[str]] = frozenset({"match", "value", "limit", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    what: Literal["terms", "words", "sentences", "descriptions"]
    terms: tuple[Term, ...] = ()
    except_: tuple[str, ...] = ()
    least: int = 40
    shared_by: int = 3

    @property
    def signals(self) -> frozenset[str]:
        """Nothing in one listing wakes it."""
        return frozenset()

    def judge(self, listing: Listing) -> Iterator[Finding]:  # noqa: ARG002  # one listing alone agrees with itself
        """Yield nothing."""
        yield from ()

    def compare(self, listings: Sequence[Listing]) -> Iterator[tuple[int, Finding]]:
        """Yield what measured listings show together, each with the number of the listing that it is told of."""
        if self.what == "terms":
            yield from self._terms(listings)
        elif self.what == "words":
            yield from self._words(listings)
        else:
            yield from self._copied(listings)

    def _terms(self, listings: Sequence[Listing]) -> Iterator[tuple[int, Finding]]:
        counted: dict[Term, Spots] = {}
        for number, one, scan in self._texts(listings):
            for found in spoken(self.terms, scan.visible):
                spots = counted.setdefault(found.term, {}).setdefault(found.spelling.casefold(), [])
                spots.append(Spot(number, one, found.span))
        for term, by_spelling in counted.items():
            typos = {one.casefold() for one in term.typos}
            right = _majority(by_spelling, typos)
            for places in by_spelling.values():
                if right and len(places) < len(by_spelling[right]):
                    yield self._told(listings, places, len(by_spelling[right]), _shown(by_spelling[right]))

    def _words(self, listings: Sequence[Listing]) -> Iterator[tuple[int, Finding]]:
        spots: Spots = defaultdict(list)
        for number, one, scan in self._texts(listings):
            for found in _WORD.finditer(scan.visible):
                spots[found.group().lower()].append(Spot(number, one, found.span()))
        usual = _neighbours(spots, frozenset(self.except_))
        for word, places in spots.items():
            right = usual.get(word)
            if right is not None:
                yield self._told(listings, places, len(spots[right]), right)

    def _copied(self, listings: Sequence[Listing]) -> Iterator[tuple[int, Finding]]:
        spots: Spots = defaultdict(list)
        for number, one, scan in self._texts(listings):
            whole = self.what == "descriptions"
            for lo, hi in [(0, len(scan.text))] if whole else pieces(scan.text, whole_sentences=True):
                told = scan.text[lo:hi].strip()
                start = scan.text.index(told, lo)
                if len(told) >= self.least:
                    spots[told].append(Spot(number, one, scan.folded.span(start, start + len(told))))
        titles = [_title(one) for one in listings]
        for told, places in spots.items():
            several = {titles[spot.listing] for spot in places}
            if len({spot.listing for spot in places}) >= self.shared_by and len(several) >= self.shared_by:
                firsts = list({spot.listing: spot for spot in reversed(places)}.values())[::-1]
                yield self._told(listings, firsts, len(firsts), "", told[:60])

    def _told(
        self, listings: Sequence[Listing], places: list[Spot], limit: int, right: str, key: str = ""
    ) -> tuple[int, Finding]:
        first, *rest = places
        place = first.place()
        words = Words(right, right) if right else None
        holes = {"match": place.text, "value": len(places), "limit": limit}
        related = tuple(spot.place() for spot in rest[:_SHOWN])
        fix = Fix(words, "review") if words else None
        key = key or place.text.casefold()
        one = self.finding(
            listings[first.listing], place, holes=holes, instead=words, related=related, fix=fix, key=key
        )
        return first.listing, one

    def _texts(self, listings: Sequence[Listing]) -> Iterator[tuple[int, Field, Scan]]:
        for number, listing in enumerate(listings):
            if self.holds_for(listing):
                yield from ((number, one, scan) for one, scan in self.fields(listing))


def _majority(spots: Spots, typos: set[str]) -> str:
    """Return the spelling that is used most; one that is wrong anywhere never counts."""
    return max((one for one in spots if one not in typos), key=lambda one: len(spots[one]), default="")


def _title(listing: Listing) -> str:
    scan: Scan | None = next((one.facts["scan"] for one in listing.texts("title")), None)
    return scan.text if scan is not None else listing.id


def _shown(spots: list[Spot]) -> str:
    """Return how a spelling is mostly written."""
    written: list[str] = [spot.field.facts["scan"].visible[slice(*spot.span)] for spot in spots]
    return max(dict.fromkeys(written), key=written.count)


def _neighbours(spots: Mapping[str, list[Spot]], known: frozenset[str]) -> dict[str, str]:
    """Return rare words with the usual word that they differ from in one letter, left out, doubled, changed or swapped."""
    without: dict[str, set[str]] = defaultdict(set)
    for word, places in spots.items():
        if len(places) >= _USUAL and len(word) >= _LONG:
            for shape in _shapes(word):
                without[shape].add(word)
    found = {}
    for word, places in spots.items():
        if len(word) < _LONG or len(places) > 2 or word in known or _derived(word, spots):
            continue
        near = {other for shape in _shapes(word) for other in without.get(shape, ()) if _slip(word, other)}
        if near:
            found[word] = max(sorted(near), key=lambda other: len(spots[other]))
    return found


def _derived(word: str, spots: Mapping[str, list[Spot]]) -> bool:
    """Tell whether a word is made from another one of the catalogue: planer from plane, farming from farms."""
    stem = _ENDINGS.sub("", word)
    return stem != word and any(
        stem + ending in spots for ending in ("", "e", "s", "es", "ed", "ing", "er", "ers") if stem + ending != word
    )


def _shapes(word: str) -> Iterator[str]:
    """Yield the word and all words with one letter less."""
    yield word
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]


def _slip(word: str, usual: str) -> bool:
    """Tell whether a word is the usual one with one slip inside; another ending makes another word."""
    if word == usual or word[0] != usual[0] or _ENDINGS.sub("", word) == _ENDINGS.sub("", usual):
        return False
    if len(word) == len(usual):
        differ = [at for at in range(len(word)) if word[at] != usual[at]]
        swapped = len(differ) == 2 and differ[1] == differ[0] + 1 and word[differ[0]] == usual[differ[1]]
        return swapped and word[differ[1]] == usual[differ[0]]
    longer, shorter = sorted((word, usual), key=len, reverse=True)
    cut = next((at for at in range(len(shorter)) if shorter[at] != longer[at]), len(shorter))
    return len(longer) - len(shorter) == 1 and cut < len(shorter) - 1 and longer[cut + 1 :] == shorter[cut:]
