"""Leads from a field to the value of the file that it is, or is a part of: one item of a list, a picture's words."""

from __future__ import annotations

from listinglint.model import Field, Listing, Origin, Verbatim
from listinglint.origins.part import PartOrigin
from listinglint.origins.respelt import RespeltOrigin
from listinglint.spans import OffsetMap
from listinglint.tuples import NamedTuple
from listinglint.writers.nouns import Splice


class Rooted(NamedTuple):
    """A value as its file holds it, and a change in terms of its decoded text."""

    origin: Origin
    splice: Splice


def rooted(field: Field, splice: Splice, listing: Listing) -> Rooted | None:
    """Return the value that a change of a field is really a change of; None where nobody can say."""
    origin, (first, last, new) = field.origin, splice
    while True:
        if isinstance(origin, PartOrigin):
            first, last, origin = first + origin.first, last + origin.first, origin.whole
        elif isinstance(origin, RespeltOrigin):
            span = origin.written(first, last)
            if span is None:
                return None
            (first, last), new, origin = span, origin.spelt(new), origin.whole
        else:
            break
    if type(origin) is Verbatim:
        return _enclosed(origin, Splice(first, last, new), listing)
    return Rooted(origin, Splice(first, last, new))


def root(origin: Origin) -> Origin:
    """Return the value of the file that an origin is a part of."""
    while isinstance(origin, PartOrigin | RespeltOrigin):
        origin = origin.whole
    return origin


def _enclosed(origin: Verbatim, splice: Splice, listing: Listing) -> Rooted | None:
    """Return a verbatim place as a part of the quoted value around it, itself where there is none.

    The words of a picture in a description are told by their place in the file alone; the description may be a YAML
    scalar that has to be escaped.
    """
    for field in listing.fields:
        around = root(field.origin)
        if type(around) is Verbatim or around.source is not origin.source:
            continue
        if around.start <= origin.start and origin.end <= around.end:
            resolved = around.resolve()
            first = _value_offset(resolved[1], origin.start + splice.start) if resolved else None
            last = _value_offset(resolved[1], origin.start + splice.end) if resolved else None
            return None if first is None or last is None else Rooted(around, Splice(first, last, splice.new))
    return Rooted(origin, splice)


def _value_offset(offsets: OffsetMap, place: int) -> int | None:
    """Return which character of a decoded value stands at a place of its source."""
    for start, end, first, last in offsets.runs:
        if first <= place <= last:
            if end - start == last - first:
                return start + place - first
            if place in (first, last):
                return start if place == first else end
    return None
