"""A database in the user's cache folder that several processes share, that a crash leaves whole, and that fails no run."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3


class Database:
    """What cannot be read or written is done without; `damaged` is true once a file had to be thrown away for that."""

    def __init__(self, file: Path, tables: str, largest: int) -> None:
        self._file = file
        self._tables = tables
        self._largest = largest  # bytes; a larger file is begun anew
        self._base: sqlite3.Connection | None = None
        self._broken = False
        self.damaged = False

    def write(self, query: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Write rows, all of them or none."""
        with self.opened() as base:
            if base is not None:
                base.execute("BEGIN IMMEDIATE")
                base.executemany(query, rows)
                base.execute("COMMIT")

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection | None]:
        """Hand out the database; a busy one is passed over this time, a damaged one is thrown away."""
        import sqlite3  # 4 ms, only where something is remembered

        base = self._connection()
        try:
            yield base
        except sqlite3.OperationalError as broken:
            if base is not None and base.in_transaction:
                with suppress(sqlite3.Error):
                    base.execute("ROLLBACK")
            if str(broken).startswith(("no such", "Could not decode")):
                self._discard()  # tables or values of another form
        except sqlite3.DatabaseError:
            self._discard()

    def _connection(self) -> sqlite3.Connection | None:
        import sqlite3

        if self._base is None and not self._broken:
            try:
                self._base = self._connected()
            except sqlite3.OperationalError:
                self._broken = True  # locked, or on a disk that cannot lock: this process does without
            except (sqlite3.DatabaseError, OSError):
                self._discard()
        return self._base

    def _connected(self) -> sqlite3.Connection:
        import sqlite3

        if _planted(self._file):
            self.damaged = True
            _unlink(self._file)
        elif self._file.exists() and self._file.stat().st_size > self._largest:
            _unlink(self._file)
        os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
        base = sqlite3.connect(self._file, timeout=5, isolation_level=None)
        try:
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = NORMAL")  # a power cut may lose the last rows, never the database
            base.executescript(self._tables)
        except sqlite3.DatabaseError:
            base.close()
            raise
        return base

    def _discard(self) -> None:
        self._broken = self.damaged = True
        self.close()
        with suppress(OSError):
            _unlink(self._file)

    def close(self) -> None:
        """Let go of the database."""
        if self._base is not None:
            self._base.close()
            self._base = None


def _planted(file: Path) -> bool:
    """Tell whether what lies there is not a plain file of our own that nobody else may write to."""
    try:
        status = os.lstat(file)
    except OSError:
        return False
    if not stat.S_ISREG(status.st_mode):
        return True
    return sys.platform != "win32" and (status.st_uid != os.getuid() or bool(status.st_mode & 0o022))


def _unlink(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
