"""Draws small listing folders and reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from listinglint.model import Field, Listing, Place
from listinglint.readers.base import ReadSettings
from listinglint.readers.folder import READER

Files = Mapping[str, str | bytes]


class Shop:
    """A folder `R1` below a temporary shop, and the listing that is read from it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "R1"
        self.listing = Listing("", "")

    def write(self, files: Files) -> Path:
        """Write files (by path below the listing folder); an empty text for a picture is enough."""
        self.folder.mkdir(exist_ok=True)
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.folder

    def read(self, files: Files, settings: ReadSettings | None = None) -> Listing:
        """Write the files and return the listing that the folder is understood as."""
        self.write(files)
        found = list(READER.read(self.folder, settings or ReadSettings(root=self.root.as_posix())))
        assert len(found) == 1
        assert isinstance(found[0], Listing)
        self.listing = found[0]
        assert len({one.path for one in self.listing.fields}) == len(self.listing.fields), "field paths are unique"
        return self.listing

    def field(self, path: str) -> Field:
        """Return the one field of this path."""
        found = [one for one in self.listing.fields if one.path == path]
        assert len(found) == 1, [one.path for one in self.listing.fields]
        return found[0]

    def texts(self) -> dict[str, str]:
        """Return the texts by path."""
        return {one.path: one.text for one in self.listing.fields}

    def place(self, path: str, marker: str) -> Place:
        """Return the place of a marker in a field."""
        one = self.field(path)
        start = one.text.index(marker)
        place = one.at(start, start + len(marker))
        assert place.exact
        return place

    def roles(self) -> list[tuple[str, str]]:
        """Return role and reference of each picture in order."""
        return [(one.role, one.ref) for one in self.listing.images]

    def notes(self, name: str) -> list[str]:
        """Return what the files of this name were used as."""
        return [one.used for one in self.listing.notes if one.file.endswith(name)]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


@pytest.fixture
def on_disk() -> Callable[[Path, Place], str]:
    """Return the text that a place points at, read again from the file with plain line counting."""

    def text_at(root: Path, place: Place, encoding: str = "utf-8") -> str:
        text = (root / place.file).read_bytes().decode(encoding)
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert place.line is not None
        assert place.column is not None
        assert place.end_line == place.line
        assert place.end_column is not None
        return lines[place.line - 1][place.column - 1 : place.end_column - 1]

    return text_at
