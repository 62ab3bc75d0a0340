"""Finds the pictures that an export names: in the folder beside it, or nowhere on this machine."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from listinglint.model import Origin
from listinglint.readers.album import inside, remote
from listinglint.readers.base import ReadSettings, shown
from listinglint.readers.gather import Found
from listinglint.readers.roles import PICTURES, natural

_PATTERN = frozenset("*?[")


class Shelf:
    """The folders below which the pictures of an export lie; `roots` are relative to the export's own folder.

    A picture that is in none of them lies in the shop's own media store and cannot be looked at, unless one of the
    roots is there or `strict` says that the export names files: then it is missing.
    """

    def __init__(
        self, folder: Path, settings: ReadSettings, roots: tuple[str, ...] = (), suffixes: tuple[str, ...] = (),
        *, strict: bool = False,
    ) -> None:  # fmt: skip
        self._folder, self.settings, self._roots, self._strict = folder, settings, roots, strict
        self._suffixes = ("", *suffixes)

    @cached_property
    def _open(self) -> tuple[Path, ...]:
        """The folders that are there, the export's own last."""
        found = [self._folder / root for root in self._roots if (self._folder / root).is_dir()]
        return (*found, self._folder)

    def find(self, ref: str, origin: Origin) -> list[tuple[str, Found]]:
        """Return the pictures that a reference means, each with its path as a reference.

        Raises `InputError` for one that leads out of the folder.
        """
        if remote(ref) or ref.lower().startswith("file:") or ref[1:2] == ":":
            return [(ref, Found(ref, ""))]
        path = inside(ref.lstrip("/\\"), self._folder, origin)
        for root in self._open:
            for suffix in self._suffixes:
                files = _files(root, path + suffix)
                if files:
                    return [(self._below(one), self._found(one)) for one in files]
        # `/m/b/bag.jpg` begins at the root of a shop's own store, which is not here.
        if (self._strict and not ref.startswith("/")) or len(self._open) > 1:
            return [(ref, self._found(self._open[0] / (path + self._suffixes[min(1, len(self._suffixes) - 1)])))]
        return [(ref, Found(ref, ""))]

    def _found(self, path: Path) -> Found:
        return Found(shown(path, self.settings), path.absolute().as_posix())

    def _below(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()


def _files(root: Path, path: str) -> list[Path]:
    """Return the file of this name, the pictures of a folder or those that a pattern with `*` means."""
    place = root / path
    if place.is_file():
        return [place]
    if place.is_dir():
        found = [one for one in place.rglob("*") if one.suffix.lower() in PICTURES]
    elif _PATTERN.isdisjoint(path):
        found = []
    else:
        found = [one for one in root.glob(path) if one.suffix.lower() in PICTURES]
    return sorted(found, key=natural)
