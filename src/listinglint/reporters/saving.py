"""Reports that are files: written beside their places and put there when all of them are whole."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from listinglint.tuples import NamedTuple


class Save(NamedTuple):
    """A file to be written."""

    path: Path
    content: bytes


def in_place(files: Iterable[Save]) -> tuple[Path, ...]:
    """Write files, then put them into place; a run that ends early leaves the old report as it was."""
    waiting: list[tuple[Path, Path]] = []
    try:
        for one in files:
            one.path.parent.mkdir(parents=True, exist_ok=True)
            partial = one.path.with_name(f".{one.path.name}.{os.getpid()}")
            waiting.append((partial, one.path))
            partial.write_bytes(one.content)
        for partial, path in waiting:
            partial.replace(path)
    finally:
        for partial, _ in waiting:
            partial.unlink(missing_ok=True)
    return tuple(path for _, path in waiting)
