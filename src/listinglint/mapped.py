"""Files as they lie on the disk: nothing is copied, and what nobody looks at is never read."""

from __future__ import annotations

import mmap
import sys
from contextlib import suppress
from pathlib import Path


def mapped(path: Path) -> memoryview:
    """Return the bytes of a file; raises OSError, and ValueError for an empty one."""
    if sys.platform == "win32":
        return memoryview(path.read_bytes())  # what is mapped there cannot be written over
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def forget(folder: Path, form: str, most: int) -> None:
    """Remove the oldest files `FORM-….bin` of a folder of our own beyond so many: each installation leaves some of its own."""
    for old in sorted(folder.glob(f"{form}-*.bin"), key=lambda one: one.stat().st_mtime)[:-most]:
        with suppress(OSError):  # another process was faster, or has it open where that forbids it
            old.unlink()
