"""What one version of a product claims and another one, told at the same length, says nothing of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from listinglint.declared import declared
from listinglint.kinds.linear import compiled, proven
from listinglint.lazily import lazily
from listinglint.model import Field, Finding, Listing, Words
from listinglint.rule import Classes, Fold, Rule
from listinglint.text.scan import Scan
from listinglint.tuples import NamedTuple

_HAN = lazily(r"[\u3400-\u9fff]")
_WORD = lazily(r"[a-z][a-z'’-]*")
# What nearly every English sentence holds and other languages in Latin letters do not.
_ENGLISH = frozenset(
    ["the", "and", "of", "with", "is", "are", "for", "to", "in", "your", "you", "this", "our", "it", "a", "on"]
)
_PROSE = ("description", "bullets")
_SAYING = ("title", "subtitle", *_PROSE)
# A Chinese text of 160 characters says what an English one of 100 words does.
_HAN_A_WORD = 1.6
_FEWEST = 15
_ONE_IN = 12
_AS_LONG = 0.5
_SHOWN = 3


class Promise(NamedTuple):
    """Claim rules of all languages that find one and the same promise; `also` are words that make it too, or deny it."""

    name: Words
    rules: tuple[str, ...]
    also: str


class Version(NamedTuple):
    """One listing of a product, measured, with its number and what the claim rules find in it, by their ids."""

    number: int
    listing: Listing
    claims: Mapping[str, Sequence[Finding]]


@declared
class PromisesRule(Rule):
    """Says nothing about one listing; `compare` gives it the versions of a product."""

    kind: ClassVar[str] = "promises"
    holes: ClassVar[frozenset[str]] = frozenset({"match", "field", "told", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    promises: tuple[Promise, ...]

    @property
    def signals(self) -> frozenset[str]:
        """Nothing in one listing wakes it."""
        return frozenset()

    @property
    def claims(self) -> frozenset[str]:
        """The ids of the rules whose findings it compares."""
        return frozenset(one for promise in self.promises for one in promise.rules)

    def prepared(self, fold: Fold, classes: Classes) -> PromisesRule:  # noqa: ARG002
        """Return the rule; raises a group of `CannotMatch` for wrong expressions."""
        proven("promises", ((one.also,) for one in self.promises))
        return self

    def judge(self, listing: Listing) -> Iterator[Finding]:  # noqa: ARG002  # one listing alone agrees with itself
        """Yield nothing."""
        yield from ()

    def compare(self, versions: Sequence[Version]) -> Iterator[tuple[int, Finding]]:
        """Yield each promise that some versions make and others leave out, with the number of the first that makes it."""
        lengths = {one.number: _length(one.listing) for one in versions}
        for promise in self.promises:
            making = [one for one in versions if _claims(promise, one)]
            if not making:
                continue
            enough = max(_FEWEST, _AS_LONG * min(lengths[one.number] for one in making))
            silent = [
                one
                for one in versions
                if one not in making and lengths[one.number] >= enough and not self._speaks(promise, one.listing)
            ]
            if silent:
                yield making[0].number, self._told(promise, making[0], silent)

    def _speaks(self, promise: Promise, listing: Listing) -> bool:
        form = compiled(promise.also)
        return any(form.found(scan.text.encode()) for _, scan in self.fields(listing))

    def _told(self, promise: Promise, made: Version, silent: Sequence[Version]) -> Finding:
        place = _claims(promise, made)[0].place
        others = ", ".join(one.listing.id for one in silent[:_SHOWN])
        related = tuple(_prose(one.listing)[0].at() for one in silent[:_SHOWN])
        holes = {"match": place.text, "field": others, "told": promise.name}
        return self.finding(made.listing, place, holes=holes, related=related, key=promise.name.en)


def _claims(promise: Promise, version: Version) -> list[Finding]:
    """Return the claims that stand in running text; an attribute names a material or a figure."""
    found = [one for rule in promise.rules for one in version.claims.get(rule, ())]
    return [one for one in found if one.place.part.partition("[")[0] in _SAYING]


def _prose(listing: Listing) -> list[Field]:
    return [one for one in listing.fields if one.selector in _PROSE]


def _length(listing: Listing) -> float:
    """Return how much a version says, in words; nothing for one in a language that no rule here reads."""
    han = latin = english = 0
    for one in _prose(listing):
        scan: Scan = one.facts["scan"]
        words = _WORD.findall(scan.text)
        han += len(_HAN.findall(scan.text))
        latin += len(words)
        english += sum(word in _ENGLISH for word in words)
    read = han > latin or english * _ONE_IN >= latin
    return han / _HAN_A_WORD + latin if read else 0
