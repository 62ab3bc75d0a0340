"""What any export says of a product, value by value, before it becomes a listing: the same for tables, XML and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from re import Pattern
from re import compile as _compile
from typing import Literal

from listinglint.model import FileNote, NotChecked, Origin
from listinglint.origins.part import PartOrigin
from listinglint.origins.respelt import RespeltOrigin, Spelling, respelt
from listinglint.tuples import NamedTuple

Kind = Literal[
    "field", "image", "alt", "id", "parent", "children", "category", "lang", "market",
    "label", "values", "technical", "own",
]  # fmt: skip
_TRIMMED = _compile(r"\S(?:[\s\S]*\S)?")
# What people write between the items of a list in one cell.
COMMA = r"\s*[,，、]\s*"
LINES = r"\s*[\r\n]+\s*"


class Meaning(NamedTuple):
    """What a column, an XML element or a JSON key holds.

    `name` is the field path (kind field), the picture role (image) or the number that leads a value to its label
    (label, values).  `split` parts the items of a list; `spelling` is how the export writes line ends and spaces.
    """

    kind: Kind
    name: str = ""
    split: str = ""
    spelling: Spelling = ()
    lang: str = ""


class Entry(NamedTuple):
    """One value: what it is, its text without surrounding blanks, and where it stands."""

    kind: Kind
    name: str
    text: str
    origin: Origin
    lang: str = ""

    def renamed(self, name: str, kind: Kind = "field") -> Entry:
        """Return the same value under another name."""
        return self._replace(name=name, kind=kind)

    def part(self, first: int, last: int, name: str | None = None, kind: Kind = "field") -> Entry:
        """Return a part of the value as one of its own."""
        origin = self.origin if (first, last) == (0, len(self.text)) else PartOrigin(self.origin, first, last)
        return self._replace(
            text=self.text[first:last], origin=origin, name=self.name if name is None else name, kind=kind
        )


class Item(NamedTuple):
    """One record of an export: a product, or a variant of the product `parent`.  `also` is another name for `id`.

    One that `continues` is a variant of the product above.
    """

    id: str
    line: int
    entries: tuple[Entry, ...]
    parent: str = ""
    children: tuple[str, ...] = ()
    unread: tuple[NotChecked, ...] = ()
    notes: tuple[FileNote, ...] = ()
    also: str = ""
    continues: bool = False
    scope: str = ""  # the list it stands in: another list of the same file may name its products alike

    def told(self, kind: Kind) -> str:
        """Return the first text of a kind, nothing where there is none."""
        return next((one.text for one in self.entries if one.kind == kind), "")


def attribute(header: str, split: str = "") -> Meaning:
    """Return the meaning of a column that is an attribute under its own name."""
    return Meaning("field", f"attributes.{header}", split)


def entries(meaning: Meaning, text: str, origin: Origin) -> Iterator[Entry]:
    """Yield what a value holds: one entry, one for each item of a list, nothing for a blank one."""
    found = _TRIMMED.search(text)
    if found is None:
        return
    if meaning.spelling and any(written in text for written, _ in meaning.spelling):
        origin = RespeltOrigin(origin, meaning.spelling)
        text = respelt(text, meaning.spelling)
        found = _TRIMMED.search(text)
        if found is None:
            return
    whole = Entry(meaning.kind, meaning.name, text, origin, meaning.lang).part(*found.span(), kind=meaning.kind)
    if not meaning.split:
        yield whole
        return
    for first, last in spans(whole.text, meaning.split):
        yield whole.part(first, last, kind=meaning.kind)


def spans(text: str, split: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the items of a list that are not blank."""
    at = 0
    for end, following in [*(found.span() for found in _pattern(split).finditer(text)), (len(text), len(text))]:
        found = _TRIMMED.search(text, at, end)
        if found:
            yield found.span()
        at = following


@lru_cache(maxsize=64)
def _pattern(split: str) -> Pattern[str]:
    return _compile(split)
