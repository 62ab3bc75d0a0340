"""Pictures without a description for people who cannot see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from listinglint.declared import declared
from listinglint.model import Finding, Listing, Measured
from listinglint.rule import Channel, Rule

_MAY_OMIT = frozenset({"listings"})


@declared
class PictureAltRule(Rule):
    """Tells pictures without alternative text, once a listing.

    Where the listing goes to one of the channels `expected`, or describes at least one picture and so could describe all:
    most marketplaces have no place for such a text.
    """

    kind: ClassVar[str] = "picture-alt"
    holes: ClassVar[frozenset[str]] = frozenset({"value", "limit", "instead"})

    expected: tuple[Channel, ...] = ()

    @property
    def needs_pictures(self) -> bool:
        """Without pictures none lacks a description."""
        return True

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield one finding that names every picture without a description."""
        told = {one.path for one in listing.fields if one.selector == "images.alt" and one.text.strip()}
        bare = [image for image in listing.images if f"{image.part}.alt" not in told]
        if not bare or not (told or not set(self.expected).isdisjoint(listing.channels)):
            return
        if listing.layout in _MAY_OMIT and not told:
            return  # a listings file may hand over pictures without all that belongs to them
        yield self.finding(
            listing,
            bare[0].at(),
            holes={"value": len(bare), "limit": len(listing.images)},
            measured=Measured(len(bare), 0, "pictures"),
            related=tuple(image.at() for image in bare[1:]),
            key="alt",
        )
