"""Draws small listing folders and reads them."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from listinglint.model import Field, Listing, NotChecked, Place
from listinglint.readers import Unit, find, reader
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


class Exported:
    """An export written to disk, the reader that was found for it by its content, and what it read."""

    def __init__(self, path: Path, data: bytes, settings: ReadSettings) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.path = path
        [unit] = find([path], settings)
        assert isinstance(unit, Unit), unit
        self.reader = unit.reader
        self.listings: list[Listing] = []
        self.unread: list[NotChecked] = []
        for got in reader(unit.reader).read(path, settings):
            if isinstance(got, Listing):
                self.listings.append(got)
                self.unread += got.unread
            else:
                self.unread.append(got)
        assert all(one.reason.zh and one.reason.en for one in self.unread)
        for listing in self.listings:
            assert len({one.path for one in listing.fields}) == len(listing.fields), "field paths are unique"
            assert all(one.at().exact for one in listing.fields)
            assert pickle.loads(pickle.dumps(listing)) is not None

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.listings]

    def texts(self, number: int = 0) -> dict[str, str]:
        """Return the texts of a listing by path."""
        return {one.path: one.text for one in self.listings[number].fields}

    def pictures(self, number: int = 0) -> list[tuple[str, str]]:
        """Return role and reference of each picture in order."""
        return [(one.role, one.ref) for one in self.listings[number].images]

    def place(self, path: str, marker: str, number: int = 0) -> Place:
        """Return the place of a marker in a field."""
        [one] = [field for field in self.listings[number].fields if field.path == path]
        start = one.text.index(marker)
        return one.at(start, start + len(marker))

    def stands(self, path: str, marker: str, number: int = 0, *, written: str = "", encoding: str = "utf-8") -> bool:
        """Tell whether what is `written` for a marker stands in the file where its place says."""
        place = self.place(path, marker, number)
        text = self.path.read_bytes().decode(encoding).removeprefix("\ufeff")
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert place.line is not None
        assert place.column is not None
        assert place.end_line == place.line
        assert place.end_column is not None
        return lines[place.line - 1][place.column - 1 : place.end_column - 1] == (written or marker)


@pytest.fixture
def exported(tmp_path: Path) -> Callable[..., Exported]:
    """Return a function that writes an export and reads it."""

    def read(name: str, data: str | bytes, **settings: object) -> Exported:
        known = ReadSettings(root=tmp_path.as_posix())._replace(**settings)  # type: ignore[arg-type]
        return Exported(tmp_path / name, data if isinstance(data, bytes) else data.encode(), known)

    return read
