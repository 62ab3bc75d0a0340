"""What was found on earlier runs: a listing of which nothing has changed is told again without being read or judged."""

from __future__ import annotations

import pickle
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from listinglint import cache
from listinglint.database import Database
from listinglint.model import Result

Results = tuple[Result, ...]
_NAME = "results.db"
_LARGEST = 512 << 20  # bytes; a listing without findings takes about a hundred, a finding about a thousand
_AT_ONCE = 500  # results written in one transaction: a crash loses no more of what is known
_SHORT = 256  # what is shorter is not worth compressing
_TABLES = """
CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID;
"""
# What bytes that are no result of ours may raise, whatever they hold.
_FOREIGN = (
    pickle.UnpicklingError, zlib.error, AttributeError, ImportError, TypeError, ValueError, EOFError, LookupError,
    MemoryError, OverflowError, RecursionError,
)  # fmt: skip
_NOUNS = frozenset(
    ("listinglint.model", "listinglint.sketch", "listinglint.pictures.look", "listinglint.pictures.seen")
)


class ResultMemory:
    """Results by a digest of all that they depend on; what cannot be remembered is found out again."""

    def __init__(self, file: Path) -> None:
        self._base = Database(file, _TABLES, _LARGEST)
        self._waiting: dict[bytes, bytes] = {}
        self._foreign = False

    @property
    def damaged(self) -> bool:
        """True once something was met that this program did not write; it is put right."""
        return self._foreign or self._base.damaged

    def recall(self, key: bytes) -> Results | None:
        """Return what is known under a key."""
        value = self._value("SELECT value FROM results WHERE key = ?", key)
        try:
            return None if value is None else _read(value)
        except _FOREIGN:
            self._foreign = True
            return None

    def keep(self, key: bytes, results: Results) -> bool:
        """Remember results, which are written with others; False for what would not come back the same."""
        value = _written(results)
        try:
            same = _read(value) == results
        except _FOREIGN:
            return False
        if same:
            self._waiting[key] = value
            if len(self._waiting) >= _AT_ONCE:
                self.flush()
        return same

    def run(self, key: bytes) -> bytes | None:
        """Return the keys of the results of a whole run, one behind the other."""
        value = self._value("SELECT value FROM runs WHERE key = ?", key)
        if value is None:
            return None
        if zlib.crc32(value[4:]) != int.from_bytes(value[:4], "little"):
            self._foreign = True
            return None
        return value[4:]

    def keep_run(self, key: bytes, keys: bytes) -> None:
        """Remember which results make up a run, after the results themselves."""
        self.flush()
        value = zlib.crc32(keys).to_bytes(4, "little") + keys
        self._base.write("INSERT OR REPLACE INTO runs VALUES (?, ?)", [(key, value)])

    def flush(self) -> None:
        """Write what is waiting."""
        rows, self._waiting = list(self._waiting.items()), {}
        if rows:
            self._base.write("INSERT OR REPLACE INTO results VALUES (?, ?)", rows)

    def _value(self, query: str, key: bytes) -> bytes | None:
        with self._base.opened() as base:
            found = base.execute(query, (key,)).fetchone() if base is not None else None
            if found is None or isinstance(found[0], bytes):
                return found and found[0]
            self._foreign = True
        return None

    def close(self) -> None:
        """Write what is waiting and let go of the database."""
        self.flush()
        self._base.close()


def _written(results: Results) -> bytes:
    body = pickle.dumps(results, protocol=5)
    packed = zlib.compress(body, 1) if len(body) > _SHORT else body
    return zlib.crc32(packed).to_bytes(4, "little") + (b"z" if packed is not body else b"p") + packed


def _read(value: bytes) -> Results:
    packed = value[5:]
    if zlib.crc32(packed) != int.from_bytes(value[:4], "little"):
        raise ValueError
    body = zlib.decompress(packed) if value[4:5] == b"z" else packed
    results: Results = _Ours(BytesIO(body)).load()
    return results


class _Ours(pickle.Unpickler):
    """Makes nothing but the nouns that results are made of, whatever bytes it is given."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of ours; anything else is no result of ours."""
        if module in _NOUNS and "." not in name and not name.startswith("_"):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def find() -> ResultMemory | None:
    """Return the memory in the user's cache folder; None where there is none that is the user's alone."""
    where = cache.private()
    return ResultMemory(where / _NAME) if where is not None else None
