"""What was seen in a picture: the figures that pixel measures give, without the pixels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Box = tuple[int, int, int, int]
How = Literal["same", "mirrored", "padded", "recoloured"]


class Detail(NamedTuple):
    """How many of a picture's pixels carry detail.

    `factor` is the share of the pixels along a side that do (1, .5, .25 or .125), 0 where nothing can be told.  `loss` is
    what is lost of the finest detail when the picture is halved and enlarged again, `half_loss` the same of the half-size
    copy (a picture that is sharp at neither size is blurred), `spectrum` the share of the highest frequencies; -1 where a
    picture is too small or too flat to tell.
    """

    factor: float = 1.0
    loss: float = 0.14
    half_loss: float = 0.14
    spectrum: float = 0.06
    contrast: float = 50.0


class Border(NamedTuple):
    """The outermost two percent of a picture.

    `white` is the share of near-white pixels (250 and above in every channel), `pure` that of exact white among those,
    `median` their median value, `corners` how many of the four corners are near-white.
    """

    white: float = 1.0
    pure: float = 1.0
    median: int = 255
    corners: int = 4

    @property
    def is_white(self) -> bool:
        """A product may touch the edge: then three white corners tell that the background is white."""
        return self.white >= 0.5 or (self.white >= 0.3 and self.corners >= 3)


class Product(NamedTuple):
    """What stands out from a plain background.

    `box` in pixels of the upright picture, None where the background is not plain or nothing stands out from it; `fill` the
    larger of the box's shares of width and height; `across` and `down` the offset of its centre, in shares of the picture;
    `touches` the sides that the product runs into; `cover` the share of the picture that is product; `contact` the mean
    share of the edges that is.
    """

    box: Box | None = None
    fill: float = 0.0
    across: float = 0.0
    down: float = 0.0
    touches: tuple[str, ...] = ()
    cover: float = 0.0
    contact: float = 0.0
    white: bool = True

    @property
    def close(self) -> float:
        """How near the picture goes: from 0.5 on a product fills the frame as in a close-up."""
        return max(self.cover, 2 * self.contact)


class Frame(NamedTuple):
    """An added frame of one colour: its width on each side in pixels, 0 where there is none."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0
    colour: tuple[int, int, int] = (0, 0, 0)

    @property
    def width(self) -> int:
        """The widest side."""
        return max(self.left, self.top, self.right, self.bottom)


class Jpeg(NamedTuple):
    """The quality that a JPEG was saved with, 0 for other formats; `misfit` is large for a program's own tables."""

    quality: int = 0
    misfit: float = 0.0


class Grey(NamedTuple):
    """A small grey copy of a picture, row by row."""

    width: int
    height: int
    pixels: bytes


class Likeness(NamedTuple):
    """What a picture is recognised by: perceptual hashes (as drawn, mirrored, trimmed to the product) and small copies."""

    width: int
    height: int
    fine: int
    steps: int
    mirrored_fine: int
    mirrored_steps: int
    trimmed: int
    colours: bytes
    grey: Grey
    flat: bool = False


class Crop(NamedTuple):
    """A picture found inside another one: number `of` of the listing's pictures.

    `share` is how much of the other picture's long side it shows, `box` where, in pixels of the other; `gain` how many of
    its pixels come on one pixel of the other; `score` the correlation; `image` the file name of the other.
    """

    of: int
    share: float = 0.5
    gain: float = 1.0
    score: float = 0.95
    box: Box = (0, 0, 0, 0)
    image: str = ""


class Same(NamedTuple):
    """A picture that shows what an earlier one (number `of`) shows."""

    of: int
    how: How = "same"
    image: str = ""


_KINDS: Mapping[str, Any] = {
    "detail": Detail, "border": Border, "product": Product, "frame": Frame, "jpeg": Jpeg, "crop": Crop, "same": Same,
}  # fmt: skip


def told(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return pixel facts from plain values, as the examples of rule files write them; raises `TypeError` for wrong names."""
    return {name: _told(name, value) for name, value in facts.items()}


def _told(name: str, value: Any) -> Any:
    if name == "same":
        return tuple(Same(**one) for one in value)
    if name not in _KINDS or not isinstance(value, Mapping):
        return value
    return _KINDS[name](**{key: tuple(one) if isinstance(one, list) else one for key, one in value.items()})
