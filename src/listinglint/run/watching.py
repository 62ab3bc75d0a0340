"""Notices which files have changed since the last look; works on network drives, where the system tells nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from listinglint import readers
from listinglint.readers import Unit
from listinglint.readers.base import ReadSettings
from listinglint.tuples import NamedTuple

_SKIPPED = {"node_modules", "__pycache__", "__MACOSX"}


class Stamp(NamedTuple):
    """What changes when a file does."""

    modified: int
    size: int


Snapshot = dict[Path, Stamp]


def snapshot(paths: Iterable[Path]) -> Snapshot:
    """Return the files at and below the paths; hidden ones and Office's lock files are no listings."""
    return dict(entry for path in paths for entry in _files(path.absolute()))


def _files(path: Path) -> Iterator[tuple[Path, Stamp]]:
    try:
        if path.is_dir():
            for child in os.scandir(path):
                if not child.name.startswith((".", "~$")) and child.name not in _SKIPPED:
                    yield from _files(Path(child.path))
        else:
            told = path.stat()
            yield path, Stamp(told.st_mtime_ns, told.st_size)
    except OSError:
        return  # gone or not readable while we looked; the next look will tell


def changed(before: Snapshot, after: Snapshot) -> list[Path]:
    """Return the files that are new, gone or different, in order."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def units(files: Iterable[Path], settings: ReadSettings, skip: tuple[str, ...]) -> list[Path]:
    """Return the listings that the files belong to; what is gone belongs to the nearest folder that is left."""
    found: dict[Path, None] = {}
    for file in files:
        there = next(one for one in (file, *file.parents) if one.exists())
        for unit in _units(there, settings, skip):
            found.setdefault(unit.path)
    return list(found)


def _units(path: Path, settings: ReadSettings, skip: tuple[str, ...]) -> Iterator[Unit]:
    owner = readers.of_file(path if path.is_file() else path / "_")
    if owner is not None:
        yield owner
    elif path.is_dir():
        yield from (unit for unit in readers.find([path], settings, skip) if isinstance(unit, Unit))
