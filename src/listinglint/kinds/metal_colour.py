"""A metal that looks golden in the picture and is called silver in the text, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from listinglint.declared import declared
from listinglint.kinds.linear import compiled
from listinglint.kinds.picture import ROLES, Role
from listinglint.model import Finding, Listing, Words
from listinglint.pictures.seen import Metal
from listinglint.rule import Rule
from listinglint.text.scan import Scan
from listinglint.tuples import NamedTuple


class Tone(NamedTuple):
    """A tone of metal and the forms by which a listing names it."""

    tone: Literal["silver", "gold"]
    words: tuple[str, ...]
    name: Words


@declared
class MetalColourRule(Rule):
    """Compares the tone that the text names with that of the first picture of the roles.

    Only where the text names one tone alone, the background is white (no cast of light can deceive) and at least
    `certain` of the product has that other tone, for a picture cannot be surer than that.
    """

    kind: ClassVar[str] = "metal-colour"
    holes: ClassVar[frozenset[str]] = frozenset({"role", "told", "seen", "share", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan", "header", "metal"})

    pictures: tuple[Role, ...]
    tones: tuple[Tone, ...]
    certain: float = 0.8

    @property
    def roles(self) -> frozenset[str]:
        """The roles whose metal is looked at."""
        return frozenset(self.pictures)

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield one finding where text and picture differ."""
        image = next(listing.pictures(*self.pictures), None)
        metal: Metal | None = image.facts.get("metal") if image is not None else None
        if image is None or metal is None or not metal.on_white:
            return
        told = [one for one in self.tones if self._names(listing, one)]
        share = {"silver": metal.neutral, "gold": metal.warm}.get(metal.tone, 0.0)
        if len(told) != 1 or told[0].tone == metal.tone or share < self.certain:
            return
        seen = next((one.name for one in self.tones if one.tone == metal.tone), None)
        if seen is not None:
            holes = {
                "role": ROLES.get(image.role, Words("图片", "picture")), "told": told[0].name, "seen": seen,
                "share": f"{100 * share:.0f}%",
            }  # fmt: skip
            yield self.finding(listing, image.at(), holes=holes, key=told[0].tone)

    def _names(self, listing: Listing, tone: Tone) -> bool:
        for _, scan in self.fields(listing):
            text: Scan = scan
            if any(compiled(form).found(text.folded.text.encode()) for form in tone.words):
                return True
        return False
