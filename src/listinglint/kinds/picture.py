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

ROLES: dict[str, Words] = {
    "main": Words("主图", "main picture"),
    "main-long": Words("长图", "long main picture"),
    "white": Words("白底图", "white-background picture"),
    "detail": Words("细节图", "detail picture"),
    "zoom": Words("放大图", "zoom picture"),
    "sku": Words("SKU 图", "variant picture"),
    "size": Words("尺寸图", "size picture"),
    "scene": Words("场景图", "scene picture"),
    "certificate": Words("证书图", "certificate picture"),
}
_ANY_ROLE = Words("图片", "picture")
# The shapes that marketplaces ask for by name; within one percent a picture counts as such.
_SHAPES = {"1:1": 1.0, "3:4": 3 / 4, "2:3": 2 / 3, "4:3": 4 / 3, "3:2": 3 / 2, "16:9": 16 / 9, "9:16": 9 / 16,
           "1:1.44": 1 / 1.44}  # fmt: skip
# A listings file hands over words as often as whole listings: without a single picture it says nothing about them.
_MAY_OMIT_PICTURES = frozenset({"listings"})


def _shape(header: Header) -> str:
    aspect = header.aspect
    near = min(_SHAPES, key=lambda name: abs(aspect / _SHAPES[name] - 1))
    return near if abs(aspect / _SHAPES[near] - 1) <= 0.01 else f"{aspect:.2f}:1"


def _dimensions(header: Header) -> str:
    return f"{header.width}×{header.height}"


_MEASURES: dict[str, tuple[Callable[[Header], float | str], str]] = {
    "short-side": (lambda header: header.short, "px"),
    "long-side": (lambda header: header.long, "px"),
    "width": (lambda header: header.width, "px"),
    "megapixels": (lambda header: header.megapixels, "MP"),
    "dimensions": (_dimensions, ""),
    "bytes": (lambda header: header.bytes, "bytes"),
    "aspect": (lambda header: header.aspect, ":1"),
    "shape": (_shape, ""),
    "format": (lambda header: header.format, ""),
    "mode": (lambda header: header.mode, ""),
    "frames": (lambda header: header.frames, "frames"),
    "orientation": (lambda header: header.orientation, ""),
    "extension": (lambda header: "same" if header.honest else f".{header.extension} = {header.format}", ""),
}


@dataclass(frozen=True, kw_only=True)
class PictureRule(Rule):
    """Holds the number of pictures of some roles (`count`), or a header figure of each, against limits.

    With `best` the largest picture of the roles is judged alone: one good zoom picture is enough.  With `or_main` a main
    picture whose short side has that many pixels makes good for missing ones: it can be enlarged itself.
    """

    kind: ClassVar[str] = "picture"
    holes: ClassVar[frozenset[str]] = frozenset(
        {"value", "limit", "gap", "unit", "channel", "role", "size", "format", "extension", "instead"}
    )
    wants: ClassVar[frozenset[str]] = frozenset({"header"})

    pictures: tuple[Role, ...] = ()
    measure: Literal[
        "count", "short-side", "long-side", "width", "megapixels", "dimensions", "bytes", "aspect", "shape", "format",
        "mode", "frames", "orientation", "extension",
    ]  # fmt: skip
    limits: tuple[Bound, ...]
    best: bool = False
    or_main: int = 0

    @property
    def roles(self) -> frozenset[str] | None:
        """The roles whose pictures are measured; None where they are only counted."""
        if self.measure == "count":
            return frozenset({"main"}) if self.or_main else None
        return frozenset(self.pictures)

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
            header: Header = image.facts["header"]
            value = figure(header)
            for found in broken(self.limits, value, listing):
                yield tell(
                    self, listing, image.at(), value, found, unit, role=ROLES.get(image.role, _ANY_ROLE),
                    size=_dimensions(header), format=header.format.upper(), extension=f".{header.extension}",
                )  # fmt: skip

    def _count(self, listing: Listing) -> Iterator[Finding | NotChecked]:
        images = list(listing.pictures(*self.pictures))
        if not listing.images and listing.layout in _MAY_OMIT_PICTURES:
            return
        role = ROLES.get(self.pictures[0], _ANY_ROLE) if self.pictures else _ANY_ROLE
        for found in broken(self.limits, len(images), listing):
            missing = found.limit == found.bound.min
            if missing and self._made_good(listing):
                continue
            if missing and _unknown(listing.images):
                told = f"网络图片未查看，无法判断是否有{role.zh}", f"remote pictures of unknown role: any {role.en}?"
                yield NotChecked(listing.id, "images", "unavailable", Words(*told), listing.file, rule=self.id)
                return
            place = images[-1].at() if images else listing.at()
            yield tell(self, listing, place, len(images), found, "pictures", role=role)

    def _made_good(self, listing: Listing) -> bool:
        """Tell whether a large main picture stands in for what is missing, or may do so as nobody could look at it."""
        if not self.or_main:
            return False
        headers = (image.facts.get("header") for image in listing.pictures("main"))
        return any(header is None or header.short >= self.or_main for header in headers)


def _unknown(images: tuple[Image, ...]) -> bool:
    """Remote pictures beyond the first say nothing about what they show, so nothing can be said to be missing."""
    return any(image.remote and image.role == "other" for image in images)
