"""Pictures by role: how many, how large, in which format, how sharp, on which background."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from listinglint.declared import declared
from listinglint.kinds.bounds import Bound, Broken, broken, tell
from listinglint.kinds.figures import FIGURES, MeasureName, Value, dimensions, sides, value
from listinglint.model import Finding, Image, Listing, NotChecked, Severity, Words
from listinglint.pictures.seen import Product
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
# A listings file hands over words as often as whole listings, and a table may have no column for pictures: without a
# single picture they say nothing about them, and the engine does not ask.
_MAY_OMIT_PICTURES = frozenset({"listings", "text-table"})


@declared
class PictureRule(Rule):
    """Holds the number of pictures of some roles (`count`), or a figure of each, against limits.

    With `best` the picture of the roles with the highest figure is judged alone: one good zoom picture is enough; with
    `first` only the first of them, which marketplaces call *the* main picture.  With `or_main` a main picture whose short
    side has that many pixels makes good for missing ones: it can be enlarged itself.
    With `beyond_main` a picture in which the product runs out of the frame and covers that many times as much of it as in
    every main picture goes closer, whatever the figure.  Within `tolerance` of a limit a finding is told one step more quietly, because no measure of pixels is exact.
    """

    kind: ClassVar[str] = "picture"
    holes: ClassVar[frozenset[str]] = frozenset(
        {"value", "limit", "gap", "unit", "channel", "role", "size", "paper", "format", "extension", "sides", "median",
         "instead"}
    )  # fmt: skip
    wants: ClassVar[frozenset[str]] = frozenset({"header"})

    pictures: tuple[Role, ...] = ()
    measure: Literal["count"] | MeasureName
    limits: tuple[Bound, ...]
    best: bool = False
    first: bool = False
    or_main: int = 0
    beyond_main: float = 0.0
    tolerance: float = 0.0

    @property
    def wanted(self) -> frozenset[str]:
        """The header for every message, and the fact that holds the measure."""
        return super().wanted | ({FIGURES[self.measure].fact} if self.measure != "count" else set())

    @property
    def roles(self) -> frozenset[str] | None:
        """The roles whose pictures are measured; None where they are only counted."""
        if self.measure == "count":
            return frozenset({"main"}) if self.or_main else None
        return frozenset((*self.pictures, "main") if self.beyond_main else self.pictures)

    @property
    def needs_pictures(self) -> bool:
        """Missing pictures are counted too."""
        return self.measure != "count"

    @property
    def silent_layouts(self) -> frozenset[str]:
        """A listing that is words alone by its nature lacks no picture."""
        return _MAY_OMIT_PICTURES

    def judge(self, listing: Listing) -> Iterator[Finding | NotChecked]:
        """Yield a finding for each limit that is broken."""
        if self.measure == "count":
            yield from self._count(listing)
            return
        figure = FIGURES[self.measure]
        asked = list(listing.pictures(*self.pictures))[: 1 if self.first else None]
        known = [one for one in asked if {"header", figure.fact} <= one.facts.keys()]
        measured = [(image, value(figure, image)) for image in known]
        if self.best and measured:
            # One that cannot be told may be the good one.
            measured = [
                max(measured, key=lambda one: (one[1] is None, one[1] if isinstance(one[1], (int, float)) else 0))
            ]
        if self.beyond_main and any(self._closer(listing, one) for one in known):
            return
        for image, told in measured:
            if figure.paper is not None:
                yield from self._effective(listing, image, told, figure.paper(image.facts["header"]))
            elif told is not None:
                for found in broken(self.limits, told, listing):
                    yield self._tell(listing, image, told, found)

    def _closer(self, listing: Listing, image: Image) -> bool:
        """Tell whether a picture shows a part of the product, and that larger than every main picture does."""
        product: Product | None = image.facts.get("product")
        mains = [one.facts["product"] for one in listing.pictures("main") if "product" in one.facts]
        if product is None or not product.touches or not mains:
            return False
        return product.cover >= self.beyond_main * max(float(one.cover) for one in mains)

    def _effective(self, listing: Listing, image: Image, told: Value, paper: float) -> Iterator[Finding | NotChecked]:
        """Judge pixels of detail where the pixels on paper suffice; where they do not, the rule about those speaks.

        A picture with half as many pixels of detail as on paper, but still enough, is told one step more quietly.
        """
        bounds = tuple(one for one in self.limits if one.min is not None and one.min <= paper)
        if not isinstance(told, (int, float)):
            if any(one.holds_for(listing) for one in bounds):
                words = Words(
                    "画面过于平淡，看不出有多少像素的细节", "too little to see to tell how much detail there is"
                )
                yield NotChecked(listing.id, image.part, "unavailable", words, image.file, rule=self.id)
            return
        lacking = list(broken(bounds, told, listing))
        for found in lacking:
            yield self._tell(listing, image, told, found)
        if not lacking and told < paper:
            for found in list(broken(bounds, -1, listing))[:1]:
                yield self._tell(listing, image, told, found, quieter=True)

    def _tell(
        self, listing: Listing, image: Image, told: float | str, found: Broken, *, quieter: bool = False
    ) -> Finding:
        figure, header = FIGURES[self.measure], image.facts["header"]
        box = figure.area(image.facts) if figure.area is not None else None
        border, product = image.facts.get("border"), image.facts.get("product")
        near = self.tolerance and not isinstance(told, str) and not isinstance(found.limit, str) and (
            abs(told - found.limit) <= self.tolerance
        )  # fmt: skip
        if quieter or near:
            level = found.bound.severity or self.severity
            found = found._replace(bound=found.bound._replace(severity=Severity(max(Severity.info, level - 1))))
        return tell(
            self, listing, image.at(box), told, found, figure.unit, role=ROLES.get(image.role, _ANY_ROLE),
            size=dimensions(header), paper=round(figure.paper(header)) if figure.paper else "",
            format=header.format.upper(), extension=f".{header.extension}", sides=Words(*sides(product)),
            median=border.median if border is not None else "",
        )  # fmt: skip

    def _count(self, listing: Listing) -> Iterator[Finding | NotChecked]:
        images = list(listing.pictures(*self.pictures))
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
