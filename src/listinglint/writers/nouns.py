"""What a change of a listing's text is: wanted by somebody, done in a file, or refused with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from listinglint.model import Edit, Words
from listinglint.tuples import NamedTuple


class Wanted(NamedTuple):
    """A change that somebody wants.

    `listing` is the id of the listing, `edit` what to write where.  `text` is what stands there as far as the wisher
    knows: where something else stands by now the change is refused.  None asks for no such comparison.
    """

    listing: str
    edit: Edit
    text: str | None = None


class Refused(NamedTuple):
    """A change that was not made, where it would have been, and why."""

    wanted: Wanted
    reason: Words
    file: str = ""
    line: int = 0


class Splice(NamedTuple):
    """Replace the characters [start, end) of a text with `new`."""

    start: int
    end: int
    new: str


class Rewritten(NamedTuple):
    """A file with its bytes before and after.  `told` is the difference as a unified diff, for people."""

    path: Path
    file: str
    before: bytes
    after: bytes
    told: str


class Revision(NamedTuple):
    """All that becomes of the changes wanted in one unit; nothing is written yet."""

    files: tuple[Rewritten, ...] = ()
    done: tuple[Wanted, ...] = ()
    refused: tuple[Refused, ...] = ()


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """Return a text with its splices made; they must not overlap."""
    pieces, at = [], 0
    for one in sorted(splices):
        pieces += [text[at : one.start], one.new]
        at = one.end
    return "".join((*pieces, text[at:]))


def overlap(splices: list[Splice]) -> bool:
    """Tell whether any two splices touch the same characters, or insert at the same place."""
    ordered = sorted(splices)
    return any(second.start < first.end or first[:2] == second[:2] for first, second in pairwise(ordered))
