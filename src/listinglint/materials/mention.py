"""One material as a field names it, with all that its neighbourhood says about it."""

from __future__ import annotations

from typing import Literal

from listinglint.tuples import NamedTuple

Role = Literal["title", "text", "material", "plating", "stamp", "share", "treatment", "thickness", "choice"]
Mode = Literal["content", "coat", "appearance", "free", "use", "other"]
Strength = Literal["exclusive", "plain", "weak"]


class Share(NamedTuple):
    """A percentage: `95%` is 95 to 95, `95% and above` 95 to 100."""

    low: float
    high: float

    def told(self) -> str:
        """Return the share as people write it."""
        return f"{self.low:g}%" if self.low == self.high else f"{self.low:g}-{self.high:g}%"


class Mention(NamedTuple):
    """A material where it stands.

    `start` and `end` are in the field's folded text.  `mode` tells what is said of it: the article holds it (content), is
    covered with it (coat), looks like it, is free of it, is meant for it, or something that is no claim.  `stated`: by a
    sentence of a text that reads like an attribute.
    """

    field: int
    start: int
    end: int
    id: str
    slot: str
    role: Role
    mode: Mode = "content"
    strength: Strength = "plain"
    surface: str = ""
    process: str = ""
    origin: str = ""
    part: str = "body"
    share: Share | None = None
    blend: bool = False
    why: str = ""
    also: tuple[str, ...] = ()
    stated: bool = False

    @property
    def claims(self) -> bool:
        """True where the article is said to hold it."""
        return self.mode == "content"
