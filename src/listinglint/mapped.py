"""Files as they lie on the disk: nothing is copied, and what nobody looks at is never read."""

from __future__ import annotations

import mmap
import sys
from pathlib import Path


def mapped(path: Path) -> memoryview:
    """Return the bytes of a file; raises OSError, and ValueError for an empty one."""
    if sys.platform == "win32":
        return memoryview(path.read_bytes())  # what is mapped there cannot be written over
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
