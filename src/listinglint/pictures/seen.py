"""What was seen in a picture: the figures that pixel measures give, without the pixels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from listinglint.tuples import NamedTuple

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
    """What a picture is recognised by: perceptual hashes (as drawn, mirrored, trimmed to the product) and its colours."""

    width: int
    height: int
    fine: int
    steps: int
    mirrored_fine: int
    mirrored_steps: int
    trimmed: int
    colours: bytes
    flat: bool = False


class Small(NamedTuple):
    """A picture's size and a small grey copy of it; `flat` where it shows nothing that could be found again."""

    width: int
    height: int
    grey: Grey
    flat: bool = False


class Metal(NamedTuple):
    """The tone of a product: silver, gold or rose, nothing where none stands out.

    `warm` is the share of it that has the colour of gold, `hue` its mean hue in degrees, `neutral` the share without colour.
    """

    tone: str = ""
    warm: float = 0.0
    hue: float = 0.0
    neutral: float = 1.0
    on_white: bool = False


class Palette(NamedTuple):
    """Shares of 192 colours in ten-thousandths; empty where hardly anything but white is seen."""

    shares: tuple[int, ...] = ()

    def common(self, other: Palette) -> float:
        """Return how much of their colours two pictures share, 1 where that cannot be told."""
        if not self.shares or not other.shares:
            return 1.0
        return sum(min(one, two) for one, two in zip(self.shares, other.shares, strict=True)) / 10_000


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


class Line(NamedTuple):
    """One line of words read from a picture.

    `box` in pixels of the upright picture, `score` how sure the reader is; `height` and `area` shares of the picture's
    height and of its surface; `outside` tells whether the line stands clear of the product, None where that is not known.
    """

    text: str
    box: Box = (0, 0, 0, 0)
    score: float = 0.99
    height: float = 0.05
    area: float = 0.01
    outside: bool | None = True


class Code(NamedTuple):
    """A code for cameras found in a picture: its kind (QR Code, Data Matrix …), what it says and where it stands."""

    kind: str = "QR Code"
    text: str = ""
    box: Box = (0, 0, 0, 0)


class Across(NamedTuple):
    """A picture of another listing of the run that shows the same: the listing's name, the picture, and in which way."""

    listing: str = ""
    image: str = ""
    how: How = "same"


_SEVERAL: Mapping[str, Any] = {"same": Same, "words": Line, "codes": Code}
_KINDS: Mapping[str, Any] = {
    "detail": Detail, "border": Border, "product": Product, "frame": Frame, "jpeg": Jpeg, "crop": Crop, "same": Same,
    "across": Across, "metal": Metal, "palette": Palette,
}  # fmt: skip


def told(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return pixel facts from plain values, as the examples of rule files write them; raises `TypeError` for wrong names."""
    return {name: _told(name, value) for name, value in facts.items()}


def _told(name: str, value: Any) -> Any:
    if name in _SEVERAL:
        return tuple(_record(_SEVERAL[name], one) for one in value)
    if name not in _KINDS or not isinstance(value, Mapping):
        return value
    return _record(_KINDS[name], value)


def _record(kind: Any, value: Mapping[str, Any]) -> Any:
    return kind(**{key: tuple(one) if isinstance(one, list) else one for key, one in value.items()})
