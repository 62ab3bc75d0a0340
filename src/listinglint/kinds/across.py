"""What only shows when listings are held side by side: terms that drift, words misspelt once, sentences copied on and on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import ClassVar, Literal, Protocol

from listinglint.declared import declared
from listinglint.kinds.vocabulary import Term, spoken
from listinglint.lazily import lazily
from listinglint.model import Finding, Fix, Listing, Place, Words
from listinglint.rule import Rule
from listinglint.text.clauses import pieces
from listinglint.text.scan import Scan, Span
from listinglint.tuples import NamedTuple

_WORD = lazily(r"[A-Za-z]{4,}")
_ENDINGS = lazily(r"(?:ing|ed|es|er|ers|ly|y|s|e|d|r|n|al|or)$")
# Short words are too often one letter apart.
_LONG = 6
# A word that stands so often is how the catalogue spells it.
_USUAL, _MANY = 20, 1 << 62


class Note(NamedTuple):
    """Something that a listing says: what is counted, how it is spelt, the number of the field and the span of its visible text.

    `written` is kept where one spelling may be written in several ways, `shared` where the titles count beside which it stands.
    """

    subject: str
    spelling: str
    field: int
    span: Span
    written: str = ""
    shared: bool = False


class Verdict(NamedTuple):
    """What the counts show: a subject and the spelling of it to tell, how often it stands, what stands how often instead."""

    subject: str
    spelling: str
    value: int
    limit: int
    right: str = ""
    key: str = ""


class Counts(Protocol):
    """What was counted over a catalogue for one rule."""

    def spellings(self) -> Iterator[tuple[str, Mapping[str, int]]]:
        """Yield each subject with how often each of its spellings stands."""
        ...

    def subjects(self, least: int, most: int) -> Iterator[str]:
        """Yield the subjects that stand so often."""
        ...

    def count(self, subject: str) -> int:
        """Return how often a subject stands, in whatever spelling."""
        ...

    def shared(self, least: int) -> Iterator[tuple[str, str, int]]:
        """Yield what stands in so many listings under so many titles: the subject, its spelling and how often."""
        ...

    def shown(self, subject: str, spelling: str) -> str:
        """Return how a spelling is mostly written."""
        ...


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

    def notes(self, listing: Listing) -> Iterator[Note]:
        """Yield what there is to count in a measured listing."""
        if not self.holds_for(listing):
            return
        inside = {id(one) for one, _ in self.fields(listing)}
        for number, one in enumerate(listing.fields):
            if id(one) not in inside:
                continue
            scan: Scan = one.facts["scan"]
            if self.what == "terms":
                yield from self._terms(number, scan)
            elif self.what == "words":
                words = _WORD.finditer(scan.visible)
                yield from (Note(found.group().lower(), "", number, found.span()) for found in words)
            else:
                yield from self._copies(number, scan)

    def verdicts(self, counts: Counts) -> Iterator[Verdict]:
        """Yield what the counts of all listings show."""
        if self.what == "terms":
            yield from self._drifting(counts)
        elif self.what == "words":
            usual = _neighbours(counts, frozenset(self.except_))
            yield from (Verdict(word, "", counts.count(word), counts.count(right), right) for word, right in usual)
        else:
            for subject, told, count in counts.shared(self.shared_by):
                yield Verdict(subject, told, count, count, "", told)

    def told(self, listing: Listing, place: Place, others: Sequence[Place], verdict: Verdict) -> Finding:
        """Return the finding of the listing that says it first; the other places are shown with it."""
        words = Words(verdict.right, verdict.right) if verdict.right else None
        holes = {"match": place.text, "value": verdict.value, "limit": verdict.limit}
        fix = Fix(words, "review") if words else None
        key = verdict.key or place.text.casefold()
        return self.finding(listing, place, holes=holes, instead=words, related=tuple(others), fix=fix, key=key)

    def _terms(self, number: int, scan: Scan) -> Iterator[Note]:
        for found in spoken(self.terms, scan.visible):
            written = scan.visible[slice(*found.span)]
            yield Note(found.term.write, found.spelling.casefold(), number, found.span, written)

    def _drifting(self, counts: Counts) -> Iterator[Verdict]:
        typos = {term.write: {one.casefold() for one in term.typos} for term in self.terms}
        for subject, by_spelling in counts.spellings():
            right = max(
                (one for one in by_spelling if one not in typos[subject]), key=by_spelling.__getitem__, default=""
            )
            for spelling, count in by_spelling.items():
                if right and count < by_spelling[right]:
                    yield Verdict(subject, spelling, count, by_spelling[right], counts.shown(subject, right))

    def _copies(self, number: int, scan: Scan) -> Iterator[Note]:
        """Yield the sentences of a text, or the whole of it, each once: known by their digests, for there are many."""
        whole, seen = self.what == "descriptions", set()
        for lo, hi in [(0, len(scan.text))] if whole else pieces(scan.text, whole_sentences=True):
            told = scan.text[lo:hi].strip()
            if len(told) >= self.least and told not in seen:
                seen.add(told)
                start = scan.text.index(told, lo)
                subject = blake2b(told.encode(), digest_size=12).hexdigest()
                yield Note(subject, told[:60], number, scan.folded.span(start, start + len(told)), shared=True)


def _neighbours(counts: Counts, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield rare words with the usual word that they differ from in one letter, left out, doubled, changed or swapped."""
    without: dict[str, set[str]] = defaultdict(set)
    for word in counts.subjects(_USUAL, _MANY):
        if len(word) >= _LONG:
            for shape in _shapes(word):
                without[shape].add(word)
    for word in counts.subjects(1, 2):
        if len(word) < _LONG or word in known:
            continue
        near = {other for shape in _shapes(word) for other in without.get(shape, ()) if _slip(word, other)}
        if near and not _derived(word, counts):
            yield word, max(sorted(near), key=counts.count)


def _derived(word: str, counts: Counts) -> bool:
    """Tell whether a word is made from another one of the catalogue: planer from plane, farming from farms."""
    stem = _ENDINGS.sub("", word)
    ends = ("", "e", "s", "es", "ed", "ing", "er", "ers")
    return stem != word and any(counts.count(stem + end) for end in ends if stem + end != word)


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
