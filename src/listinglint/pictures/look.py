"""What is kept of a picture until all listings of a run have been seen."""

from __future__ import annotations

from listinglint.model import Finding, Place
from listinglint.pictures.seen import How, Likeness
from listinglint.tuples import NamedTuple

Where = tuple[frozenset[str], frozenset[str], str]


class Look(NamedTuple):
    """A picture of a listing, how it is recognised, and what is to be told, by way, if another listing shows it too.

    `where` are the listing's channels, markets and language: the same goods offered elsewhere may share a picture.
    """

    listing: str
    file: str
    where: Where
    likeness: Likeness
    place: Place
    content: str
    findings: tuple[tuple[How, Finding], ...]

    def beside(self, other: Look) -> bool:
        """Tell whether two pictures belong to different listings that are offered in one place."""
        if self.listing == other.listing:
            return False
        mine, theirs = self.where, other.where
        for one, two in ((mine[0], theirs[0]), (mine[1], theirs[1])):
            if one and two and one.isdisjoint(two):
                return False
        return not mine[2] or not theirs[2] or mine[2] == theirs[2]
