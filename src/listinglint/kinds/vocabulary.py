"""One word for one thing: how the house writes a term or a unit, and the other spellings that it does not want."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import ClassVar, Literal

from listinglint.declared import declared
from listinglint.kinds.correction import corrected, spoken_in
from listinglint.kinds.replace import cased
from listinglint.model import Finding, Listing
from listinglint.rule import Rule
from listinglint.text.scan import Span
from listinglint.tuples import NamedTuple

_GAPS = {"none": "", "blank": " "}


class Term(NamedTuple):
    """How the house writes one thing, and what it stands instead of.

    A `unit` counts only behind a number, letter for letter: 40cm, 40 CM; `gap` tells what stands between the two, nothing
    or a blank, where the house cares.  `typos` are spellings that are wrong in any
    house, so that a catalogue which is compared with itself never suggests them.
    """

    write: str
    instead_of: tuple[str, ...] = ()
    typos: tuple[str, ...] = ()
    unit: bool = False
    gap: Literal["", "none", "blank"] = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """All spellings, the house's own first."""
        return (self.write, *self.instead_of, *self.typos)


class Found(NamedTuple):
    """A spelling of a term in visible text; behind a number `gap` is how much stands between the two."""

    term: Term
    spelling: str
    span: Span
    gap: str = ""

    @property
    def whole(self) -> Span:
        """The span with what stands before it, where the house cares for that."""
        return (self.span[0] - len(self.gap) if self.term.gap else self.span[0]), self.span[1]

    @property
    def right(self) -> bool:
        """True where the house writes it so."""
        return self.spelling == self.term.write and (not self.term.gap or self.gap == _GAPS[self.term.gap])


@declared
class VocabularyRule(Rule):
    """Flags spellings of a term that the house does not write; `except` are phrases in which they are right."""

    kind: ClassVar[str] = "vocabulary"
    holes: ClassVar[frozenset[str]] = frozenset({"match", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    terms: tuple[Term, ...]
    except_: tuple[str, ...] = ()

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding with its edit for each unwanted spelling."""
        for one, scan in spoken_in(self, listing):
            for found in spoken(self.terms, scan.visible, self.except_):
                if found.right:
                    continue
                written, term = scan.visible[slice(*found.whole)], found.term
                right = _GAPS.get(term.gap, "") + term.write if term.unit else cased(term.write, written)
                if written != right:
                    yield corrected(self, listing, one, scan, found.whole, right)


def spoken(terms: Iterable[Term], text: str, excepted: Iterable[str] = ()) -> Iterator[Found]:
    """Yield every spelling of any term in a visible text, the house's own among them."""
    excused = [found.span() for phrase in excepted for found in re.finditer(re.escape(phrase), text)]
    taken: list[Span] = []
    for term in terms:
        for found in _expression(term).finditer(text):
            span = found.span("hit")
            if any(lo < span[1] and span[0] < hi for lo, hi in (*excused, *taken)):
                continue
            taken.append(span)
            yield Found(term, _spelling(term, found["hit"]), span, found["gap"] if term.unit else "")


def _spelling(term: Term, written: str) -> str:
    """Return the spelling that a written form is: exactly, else whatever its case."""
    if written in term.spellings:
        return written
    return next((one for one in term.spellings if one.casefold() == written.casefold()), written)


@lru_cache(1024)
def _expression(term: Term) -> re.Pattern[str]:
    """Return the expression for all spellings, the longest first, as whole words."""
    words = "|".join(map(_bounded, sorted(term.spellings, key=len, reverse=True)))
    if term.unit:
        return re.compile(rf"(?<=\d)(?P<gap>[ \u00a0]?)(?P<hit>{words})")
    return re.compile(rf"(?<![A-Za-z0-9-])(?P<hit>{words})" if _latin(term) else f"(?P<hit>{words})", re.IGNORECASE)


def _latin(term: Term) -> bool:
    """Tell whether all spellings begin with a Latin letter or a digit, which must begin a word then."""
    return all(one[:1].isascii() for one in term.spellings)


def _bounded(word: str) -> str:
    return re.escape(word) + (r"(?![A-Za-z0-9])" if word[-1:].isascii() and word[-1:].isalnum() else "")
