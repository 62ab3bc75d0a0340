"""Pictures of one listing that show what another one shows: doubles, and details cut out of the main picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from listinglint.declared import declared
from listinglint.kinds.picture import ROLES, Role
from listinglint.model import Finding, Image, Listing, Measured, NotChecked, Words
from listinglint.pictures.seen import Crop, Detail, How, Palette
from listinglint.rule import Rule

_ANY_ROLE = Words("图片", "picture")
# What was enlarged twice or more loses less than this when it is halved (99 of 100); a fine weave that loses more has detail
# at its full size, whatever its frequencies look like.
_SURELY_SHARP = 0.2
_LONG_PAGE = 2  # pages of several views hold all kinds of colours
HOW: dict[str, Words] = {
    "same": Words("相同", "the same as"),
    "mirrored": Words("左右翻转后相同", "a mirror image of"),
    "padded": Words("只是留白不同", "the same but for its margin as"),
    "recoloured": Words("只是颜色不同", "the same but for its colours as"),
}


@declared
class PicturePairRule(Rule):
    """Tells pictures of some roles that are the same as an earlier one of these roles, or cut from a main picture.

    `crop-of`: a detail picture that is a piece of a main picture, unless it has more than `max_gain` pixels of detail for
    each pixel of the main picture there.  `duplicate`: in one of the ways `how`.  `other-product`: a picture that shares less
    than `least_common` of its colours with every main picture.
    """

    kind: ClassVar[str] = "picture-pair"
    holes: ClassVar[frozenset[str]] = frozenset(
        {"role", "other", "other-role", "how", "share", "gain", "size", "instead"}
    )
    wants: ClassVar[frozenset[str]] = frozenset({"header", "likeness"})

    pictures: tuple[Role, ...]
    measure: Literal["crop-of", "duplicate", "other-product"]
    least_common: float = 0.02
    max_gain: float = 1.1
    how: tuple[How, ...] = ("same",)

    @property
    def wanted(self) -> frozenset[str]:
        """Doubles come with the likenesses; for a crop it must be known how much detail it has."""
        return (
            super().wanted
            | {"crop-of": {"crop", "detail"}, "duplicate": {"same"}, "other-product": {"palette"}}[self.measure]
        )

    @property
    def roles(self) -> frozenset[str]:
        """The roles that are compared; a piece is sought in the main pictures."""
        return frozenset(self.pictures) | (set() if self.measure == "duplicate" else {"main", "main-long"})

    def judge(self, listing: Listing) -> Iterator[Finding | NotChecked]:
        """Yield a finding for each picture that shows nothing new."""
        by_index = {image.index: image for image in listing.images}
        look = {"crop-of": self._crop, "duplicate": self._double, "other-product": self._other}[self.measure]
        for image in listing.pictures(*self.pictures):
            told = look(listing, image, by_index)
            if told is not None:
                yield told

    def _crop(self, listing: Listing, image: Image, images: dict[int, Image]) -> Finding | None:
        crop: Crop | None = image.facts.get("crop")
        if crop is None or self._gains(crop, image.facts.get("detail", Detail())):
            return None
        whole = images.get(crop.of)
        related = (whole.at(crop.box),) if whole is not None else ()
        gain = Measured(round(crop.gain * image.facts.get("detail", Detail()).factor, 2), self.max_gain, "")
        holes = {
            "role": ROLES.get(image.role, _ANY_ROLE), "other": crop.image or "",
            "other-role": ROLES.get(whole.role, _ANY_ROLE) if whole else _ANY_ROLE,
            "share": f"{100 * crop.share:.0f}%", "gain": f"{crop.gain:.1f}",
        }  # fmt: skip
        return self.finding(listing, image.at(), holes=holes, measured=gain, related=related, key=crop.image)

    def _gains(self, crop: Crop, detail: Detail) -> bool:
        """Tell whether a piece shows more than the whole does.

        A piece without detail at its own size was enlarged or is soft.  The share of detail is known as a power of two
        only, so an enlargement by three may look like one by six: below twice the pixels nothing is gained.
        """
        if crop.gain <= self.max_gain:
            return False
        return detail.factor >= 1 or detail.loss >= _SURELY_SHARP or crop.gain * detail.factor >= 2

    def _double(self, listing: Listing, image: Image, images: dict[int, Image]) -> Finding | None:
        for same in image.facts.get("same", ()):
            other = images.get(same.of)
            if other is None or other.role not in self.pictures or same.how not in self.how:
                continue
            holes = {
                "role": ROLES.get(image.role, _ANY_ROLE), "other": other.file, "how": HOW[same.how],
                "other-role": ROLES.get(other.role, _ANY_ROLE),
            }  # fmt: skip
            return self.finding(listing, image.at(), holes=holes, related=(other.at(),), key=other.file)
        return None

    def _other(self, listing: Listing, image: Image, images: dict[int, Image]) -> Finding | None:  # noqa: ARG002
        """Only colours are compared: shots of one product from two sides have little else in common that can be told."""
        mine: Palette | None = image.facts.get("palette")
        mains = [one for one in listing.pictures("main", "main-long") if "palette" in one.facts and one is not image]
        if mine is None or not mains or image.facts["header"].long > _LONG_PAGE * image.facts["header"].short:
            return None
        nearest = max(mains, key=lambda one: mine.common(one.facts["palette"]))
        common = mine.common(nearest.facts["palette"])
        if common >= self.least_common:
            return None
        holes = {
            "role": ROLES.get(image.role, _ANY_ROLE), "other": nearest.file, "share": f"{100 * common:.0f}%",
            "other-role": ROLES.get(nearest.role, _ANY_ROLE),
        }  # fmt: skip
        measured = Measured(round(100 * common), round(100 * self.least_common), "%")
        return self.finding(listing, image.at(), holes=holes, measured=measured, related=(nearest.at(),), key="other")
