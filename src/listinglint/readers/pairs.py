"""Reads cells that hold several attributes at once: `material=Wool,size=XS`, `1627207:3232483:雾蓝;`, `colour:red|fit:slim`."""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as _compile

from listinglint.readers.entries import Entry, spans
from listinglint.tuples import NamedTuple


class Pairs(NamedTuple):
    """How the pairs of a cell are parted, how name and value, and how several values of one name (regexes)."""

    between: str
    equals: str
    values: str = ""


def expand(entry: Entry, how: Pairs, names: dict[str, str] | None = None) -> Iterator[Entry]:
    """Yield an attribute for each pair of a cell; what is no pair stays as it is under the name of the cell."""
    for first, last in spans(entry.text, how.between):
        sign = _compile(how.equals).search(entry.text, first, last)
        if sign is None:
            yield entry.part(first, last)
            continue
        key = entry.text[first : sign.start()].strip()
        value = entry.text[sign.end() : last]
        name = f"attributes.{(names or {}).get(key, key)}"
        for start, end in spans(value, how.values) if how.values else ((0, len(value)),):
            if value[start:end].strip():
                yield entry.part(sign.end() + start, sign.end() + end, name)
