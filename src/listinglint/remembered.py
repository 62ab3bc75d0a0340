"""What was measured of pictures on earlier runs: a second look at the same bytes costs next to nothing."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from listinglint import cache

if TYPE_CHECKING:
    import sqlite3

_NAME = "pictures.db"
_LARGEST = 1 << 30  # bytes; a picture takes about two thousand
_TABLE = """
CREATE TABLE IF NOT EXISTS facts (content BLOB, key TEXT, value BLOB, PRIMARY KEY (content, key)) WITHOUT ROWID
"""


class PictureMemory:
    """Facts by the digest of a picture's bytes, in a database that several processes share and a crash leaves whole.

    Nothing here ever fails a run: what cannot be remembered is measured again.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._base: sqlite3.Connection | None = None
        self._broken = False

    def recall(self, content: bytes, keys: tuple[str, ...]) -> Mapping[str, Any]:
        """Return what is known of a picture under these keys."""
        found: dict[str, Any] = {}
        with self._opened() as base:
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
        with self._opened() as base:
            if base is not None:
                base.execute("BEGIN IMMEDIATE")
                base.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", rows)
                base.execute("COMMIT")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection | None]:
        """Hand out the database; a busy one is passed over this time, a damaged one is thrown away."""
        import sqlite3  # 4 ms, only when pictures are measured

        base = self._connection()
        try:
            yield base
        except sqlite3.OperationalError:
            if base is not None and base.in_transaction:
                with suppress(sqlite3.Error):
                    base.execute("ROLLBACK")
        except sqlite3.DatabaseError:
            self._discard()

    def _connection(self) -> sqlite3.Connection | None:
        import sqlite3

        if self._base is None and not self._broken:
            try:
                self._base = _connected(self._file)
            except sqlite3.OperationalError:
                self._broken = True  # locked, or on a disk that cannot lock: this process does without
            except (sqlite3.DatabaseError, OSError):
                self._discard()
        return self._base

    def _discard(self) -> None:
        self._broken = True
        self.close()
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{self._file}{suffix}").unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the database."""
        if self._base is not None:
            self._base.close()
            self._base = None


def _connected(file: Path) -> sqlite3.Connection:
    import sqlite3

    if file.exists() and file.stat().st_size > _LARGEST:
        file.unlink()
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    base = sqlite3.connect(file, timeout=5, isolation_level=None)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = NORMAL")  # a power cut may lose the last facts, never the database
    base.execute(_TABLE)
    return base


def find() -> PictureMemory | None:
    """Return the memory in the user's cache folder; None where there is none that is the user's alone."""
    where = cache.private()
    return PictureMemory(where / _NAME) if where is not None else None
