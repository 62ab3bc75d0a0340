"""What was measured of pictures on earlier runs: a second look at the same bytes costs next to nothing."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from listinglint import cache
from listinglint.database import Database

_NAME = "pictures.db"
_LARGEST = 1 << 30  # bytes; a picture takes about two thousand
_TABLE = """
CREATE TABLE IF NOT EXISTS facts (content BLOB, key TEXT, value BLOB, PRIMARY KEY (content, key)) WITHOUT ROWID
"""


class PictureMemory:
    """Facts by the digest of a picture's bytes; what cannot be remembered is measured again."""

    def __init__(self, file: Path) -> None:
        self._base = Database(file, _TABLE, _LARGEST)

    def recall(self, content: bytes, keys: tuple[str, ...]) -> Mapping[str, Any]:
        """Return what is known of a picture under these keys."""
        found: dict[str, Any] = {}
        with self._base.opened() as base:
            if base is not None:
                marks = ",".join("?" * len(keys))
                query = f"SELECT key, value FROM facts WHERE content = ? AND key IN ({marks})"  # noqa: S608  # only marks
                for key, value in base.execute(query, (content, *keys)):
                    # A value that an older release wrote in another form is measured again.
                    with suppress(pickle.UnpicklingError, AttributeError, ImportError, TypeError, ValueError, EOFError):
                        found[key] = pickle.loads(value)  # noqa: S301  # from a folder that only this user can write to
        return found

    def keep(self, content: bytes, facts: Mapping[str, Any]) -> None:
        """Remember facts of a picture, all of them or none."""
        rows = [(content, key, pickle.dumps(value, protocol=5)) for key, value in facts.items()]
        self._base.write("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", rows)

    def close(self) -> None:
        """Let go of the database."""
        self._base.close()


def find() -> PictureMemory | None:
    """Return the memory in the user's cache folder; None where there is none that is the user's alone."""
    where = cache.private()
    return PictureMemory(where / _NAME) if where is not None else None
