"""Puts new text between the characters of a written value and leaves the others as they are."""

from __future__ import annotations

from collections.abc import Callable

from listinglint.model import Origin
from listinglint.writers.nouns import Splice


def in_place(origin: Origin, splices: list[Splice], escape: Callable[[str], str]) -> list[Splice]:
    """Return the splices of a value as splices of its source, the new text escaped as its neighbours are."""
    resolved = origin.resolve()
    if resolved is None:
        return []
    return [Splice(*resolved[1].span(one.start, one.end), escape(one.new)) for one in splices]
