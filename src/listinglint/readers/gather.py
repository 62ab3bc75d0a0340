"""Collects the texts and pictures of one product of an export: each once, numbered, with the place it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from listinglint.model import Field, Format, Image, Origin
from listinglint.text.view import looks_like_html
from listinglint.tuples import NamedTuple


class Found(NamedTuple):
    """Where a picture lies: as it is told to people, and the path to open (empty for one that is not here)."""

    file: str
    path: str


class Texts:
    """Collects fields; several under one path are numbered when all are known."""

    def __init__(self) -> None:
        self._found: dict[str, list[Field]] = {}
        self._seen: set[tuple[str, str]] = set()

    def add(self, path: str, text: str, origin: Origin, lang: str = "", form: Format | None = None) -> Field:
        """Add a text as one field and return it; without `form` it is HTML where it holds a tag."""
        marked = form or ("html" if looks_like_html(text) else "plain")
        one = Field(path, text, origin, lang, marked)
        self._found.setdefault(path, []).append(one)
        self._seen.add((path, text))
        return one

    def has(self, path: str, text: str) -> bool:
        """Tell whether the same is said already: by an earlier row, or by a linked column."""
        return (path, text) in self._seen

    def repeats(self, path: str, text: str) -> bool:
        """Tell whether a variant only repeats its product: one of several values of an attribute is its own choice."""
        chosen = path.startswith("attributes.") and len(self._found.get(path, ())) > 1
        return not chosen and (path, text) in self._seen

    def fields(self) -> Iterator[Field]:
        """Yield the fields in the order in which their paths were first met."""
        for path, found in self._found.items():
            several = path.startswith("attributes.") and len(found) > 1
            for number, one in enumerate(found):
                named = f"{path}[{number}]" if several or number or path == "bullets" else path
                yield Field(named, one.text, one.origin, one.lang, one.format)


class _Shot(NamedTuple):
    ref: str
    found: Found
    origin: Origin
    role: str
    why: str
    place: int


class Pictures:
    """Collects pictures; each is listed once, and the first in the shop is the main picture where none is told."""

    def __init__(self) -> None:
        self._shots: list[_Shot] = []
        self._numbers: dict[str, int] = {}

    def add(
        self, ref: str, origin: Origin, found: Found | None = None, role: str = "", why: str = "", place: int = 0
    ) -> int:
        """Add a picture and return its number; `place` is its position in the shop, where the export tells it."""
        told = found or Found(ref, "")
        key = told.path or ref
        if key not in self._numbers:
            self._numbers[key] = len(self._shots)
            self._shots.append(_Shot(ref, told, origin, role, why, place or len(self._shots) + 1))
        return self._numbers[key]

    def knows(self, ref: str) -> bool:
        """Tell whether a picture is listed already."""
        return ref in self._numbers

    def images(self) -> Iterator[Image]:
        """Yield the pictures in the order in which they were met."""
        open_ = [shot for shot in self._shots if not shot.role]
        main = None
        if open_ and not any(shot.role == "main" for shot in self._shots):
            main = min(open_, key=lambda shot: shot.place)
        for index, shot in enumerate(self._shots):
            role = shot.role or ("main" if shot is main else "other")
            yield Image(role, *shot.found, shot.ref, index, shot.why or "position", shot.origin)
