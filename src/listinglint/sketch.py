"""What a report shows of a listing: its texts and pictures as plain values, without where they came from."""

from __future__ import annotations

from listinglint.tuples import NamedTuple


class SketchField(NamedTuple):
    """One text under its path, and how it is marked up."""

    path: str
    text: str
    format: str = "plain"


class SketchImage(NamedTuple):
    """One picture: its path in the listing, its role, its name for people and the file to open (empty if remote)."""

    part: str
    role: str
    file: str
    path: str


class Sketch(NamedTuple):
    """The listing as it was judged."""

    fields: tuple[SketchField, ...] = ()
    images: tuple[SketchImage, ...] = ()
    markets: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    category: str = ""
    lang: str = ""

    def text(self, path: str) -> str | None:
        """Return the text under a path, None where there is none."""
        return next((one.text for one in self.fields if one.path == path), None)
