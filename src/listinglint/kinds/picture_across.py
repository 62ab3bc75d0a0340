"""Pictures that another listing of the catalogue shows too: one of the two may stand in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from listinglint.declared import declared
from listinglint.kinds.picture import ROLES, Role
from listinglint.kinds.picture_pair import HOW
from listinglint.model import Finding, Image, Listing, Words
from listinglint.pictures.look import Look
from listinglint.pictures.seen import Across, How, Likeness
from listinglint.rule import Rule

_ANY_ROLE = Words("图片", "picture")
# What stands for the other listing in a finding that waits for the end of the run.
LISTING, IMAGE = "{listing}", "{other}"


@declared
class PictureAcrossRule(Rule):
    """Tells a picture of some roles that a picture of another listing repeats, in one of the ways `how`.

    Listings are compared when all have been read, so what is found stands at the end of a run.
    """

    kind: ClassVar[str] = "picture-across"
    holes: ClassVar[frozenset[str]] = frozenset({"role", "listing", "other", "how", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"header", "likeness", "across"})

    pictures: tuple[Role, ...]
    how: tuple[How, ...] = ("same",)

    @property
    def roles(self) -> frozenset[str]:
        """The roles that are compared."""
        return frozenset(self.pictures)

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield what is known already; the run finds out the rest."""
        for image in listing.pictures(*self.pictures):
            across: Across | None = image.facts.get("across")
            if across is not None and across.how in self.how:
                yield self._tell(listing, image, across)

    def looks(self, listing: Listing) -> Iterator[Look]:
        """Yield each picture with the finding that is told if another listing shows it too."""
        allowed = any(one.reason.strip() and _covers(one.rule, self.id) for one in listing.allow)
        for image in listing.pictures(*self.pictures):
            likeness: Likeness | None = image.facts.get("likeness")
            if likeness is None or likeness.flat:
                continue
            findings = tuple(
                (how, self._tell(listing, image, Across(LISTING, IMAGE, how))) for how in self.how if not allowed
            )
            where = frozenset(listing.channels), frozenset(listing.markets), listing.lang
            yield Look(listing.id, listing.file, where, likeness, image.at(), image.facts.get("content", ""), findings)

    def _tell(self, listing: Listing, image: Image, across: Across) -> Finding:
        holes = {
            "role": ROLES.get(image.role, _ANY_ROLE), "listing": across.listing, "other": across.image,
            "how": HOW[across.how],
        }  # fmt: skip
        return self.finding(listing, image.at(), holes=holes, key=across.image)


def _covers(prefix: str, rule: str) -> bool:
    return f"{rule}/".startswith(prefix.rstrip("/") + "/")
