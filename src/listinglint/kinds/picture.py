"""Pictures by role: how many, how large, in which format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from listinglint.kinds.bounds import Bound, broken, tell
from listinglint.model import Finding, Image, Listing, NotChecked, Words
from listinglint.pictures.header import Header
from listinglint.rule import Rule

Role = Literal["main", "main-long", "white", "detail", "zoom", "sku", "size", "scene", "certificate", "other"]

_MEASURES: dict[str, tuple[Callable[[Header], float | str], str]] = {
    "short-side": (lambda header: header.short, "px"),
    "long-side": (lambda header: header.long, "px"),
    "megapixels": (lambda header: header.megapixels, "MP"),
    "bytes": (lambda header: header.bytes, "bytes"),
    "aspect": (lambda header: header.aspect, ":1"),
    "format": (lambda header: header.format, ""),
    "mode": (lambda header: header.mode, ""),
    "frames": (lambda header: header.frames, "frames"),
    "orientation": (lambda header: header.orientation, ""),
    "extension": (lambda header: "same" if header.honest else f".{header.extension} = {header.format}", ""),
}


@dataclass(frozen=True, kw_only=True)
class PictureRule(Rule):
    """Holds the number of pictures of some roles (`count`), or a header figure of each, against limits.

    With `best` the largest picture of the roles is judged alone: one good zoom picture is enough.
    """

    kind: ClassVar[str] = "picture"
    holes: ClassVar[frozenset[str]] = frozenset({"value", "limit", "unit", "channel", "role", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"header"})

    pictures: tuple[Role, ...] = ()
    measure: Literal[
        "count", "short-side", "long-side", "megapixels", "bytes", "aspect", "format", "mode", "frames", "orientation",
        "extension",
    ]  # fmt: skip
    limits: tuple[Bound, ...]
    best: bool = False

    @property
    def roles(self) -> frozenset[str] | None:
        """The roles whose pictures are measured; None where they are only counted."""
        return None if self.measure == "count" else frozenset(self.pictures)

    def judge(self, listing: Listing) -> Iterator[Finding | NotChecked]:
        """Yield a finding for each limit that is broken."""
        if self.measure == "count":
            yield from self._count(listing)
            return
        figure, unit = _MEASURES[self.measure]
        measured = [image for image in listing.pictures(*self.pictures) if "header" in image.facts]
        if self.best and measured:
            measured = [max(measured, key=lambda image: image.facts["header"].short)]
        for image in measured:
            value = figure(image.facts["header"])
            for found in broken(self.limits, value, listing):
                yield tell(self, listing, image.at(), value, found, unit, role=image.role)

    def _count(self, listing: Listing) -> Iterator[Finding | NotChecked]:
        images = list(listing.pictures(*self.pictures))
        role = self.pictures[0] if self.pictures else "any"
        for found in broken(self.limits, len(images), listing):
            if found.limit == found.bound.min and _unknown(listing.images):
                reason = Words(f"网络图片未查看，无法判断是否有{role}图", f"remote pictures of unknown role: {role}?")
                yield NotChecked(listing.id, "images", "unavailable", reason, listing.file, rule=self.id)
                return
            place = images[-1].at() if images else listing.at()
            yield tell(self, listing, place, len(images), found, "pictures", role=role)


def _unknown(images: tuple[Image, ...]) -> bool:
    """Remote pictures beyond the first say nothing about what they show, so nothing can be said to be missing."""
    return any(image.remote and image.role == "other" for image in images)
