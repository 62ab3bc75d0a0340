"""Cuts the texts of a listing out of the values that they stand in, and leaves holes."""

from __future__ import annotations

from collections.abc import Iterator

from listinglint.exchange.nouns import Address, Hole, Pieces, address_of
from listinglint.model import Field, Listing, Origin
from listinglint.tuples import NamedTuple


class Cut(NamedTuple):
    """A text with the span of the source that it stands in."""

    start: int
    end: int
    address: Address
    text: str
    origin: Origin


def cuts_of(listing: Listing) -> Iterator[Cut]:
    """Yield the texts and picture addresses of a listing that stand exactly where their origin says."""
    for field in listing.fields:
        found = _exact(field)
        if found:
            yield Cut(*found, address_of(field.path), field.text, field.origin)
    for number, image in enumerate(listing.images):
        if image.origin is not None and image.remote:
            found = _exact(Field(f"{image.part}.path", image.ref, image.origin))
            if found:
                yield Cut(*found, ("images", number, "path"), image.ref, image.origin)


def _exact(field: Field) -> tuple[int, int] | None:
    resolved = field.origin.resolve()
    if resolved is None or resolved[0] != field.text or not field.text:
        return None
    return resolved[1].span(0, len(field.text))


def apart(cuts: list[Cut]) -> list[Cut]:
    """Return the cuts that hold no other: of a text and the words of a picture within it only the text."""
    kept: list[Cut] = []
    for one in sorted(cuts, key=lambda cut: (cut.start, -cut.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def filled(text: str, spans: list[tuple[int, int, Hole]]) -> Pieces:
    """Return a text with holes in the place of spans."""
    pieces: Pieces = []
    at = 0
    for start, end, hole in sorted(spans, key=lambda one: one[0]):
        if text[at:start]:
            pieces.append(text[at:start])
        pieces.append(hole)
        at = end
    if text[at:]:
        pieces.append(text[at:])
    return pieces
