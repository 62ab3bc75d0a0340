from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from listinglint import readers, writers
from listinglint.model import Edit, Listing
from listinglint.readers.base import ReadSettings
from listinglint.writers import Revision, Wanted


class Shop:
    """A folder with files that are read, changed and read again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings = ReadSettings(root=root.as_posix())

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def unit(self, path: Path) -> readers.Unit:
        (found,) = readers.find([path], self.settings)
        assert isinstance(found, readers.Unit)
        return found

    def listings(self, path: Path) -> list[Listing]:
        return [one for one in readers.read(self.unit(path), self.settings) if isinstance(one, Listing)]

    def texts(self, path: Path, number: int = 0) -> dict[str, str]:
        return {field.path: field.text for field in self.listings(path)[number].fields}

    def revise(self, path: Path, *wanted: Wanted) -> Revision:
        return writers.revise(self.unit(path), wanted, self.settings)

    def replace(self, path: Path, field: str, old: str, new: str, number: int = 0) -> Revision:
        """Replace the first `old` in a field of a listing."""
        listing = self.listings(path)[number]
        text = next(one.text for one in listing.fields if one.path == field)
        start = text.index(old)
        return self.revise(path, Wanted(listing.id, Edit(field, start, start + len(old), new), old))


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


@pytest.fixture
def shops(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Shop]:
    """Return a maker of shops: a test that runs many examples needs a new one for each."""
    return lambda: Shop(tmp_path_factory.mktemp("shop"))
