"""Which rows of an export are variants of which product, kept in a private temporary database: a million need no memory."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

from listinglint.readers.entries import Item

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE parents (child TEXT PRIMARY KEY, parent TEXT) WITHOUT ROWID;
CREATE TABLE wanted (name TEXT PRIMARY KEY, present INTEGER) WITHOUT ROWID;
CREATE TABLE variants (number INTEGER PRIMARY KEY, parent TEXT, item BLOB);
CREATE INDEX by_parent ON variants (parent);
"""


class Kinships:
    """Products and their variants while an export is read; SQLite holds little of it in memory and the rest in a file."""

    def __init__(self) -> None:
        import sqlite3  # 4 ms, only where variants of one product are gathered

        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")

    def name_parent(self, child: str, parent: str, *, told_by_parent: bool = False) -> None:
        """Note the product of a variant; what the product says goes before what the variant says."""
        how = "REPLACE" if told_by_parent else "IGNORE"
        self._db.execute(f"INSERT OR {how} INTO parents VALUES (?, ?)", (child, parent))  # noqa: S608 - one of two words
        self._db.execute("INSERT OR IGNORE INTO wanted VALUES (?, 0)", (parent,))

    def parent(self, child: str) -> str:
        """Return the product of a variant, nothing for what is none."""
        found = self._db.execute("SELECT parent FROM parents WHERE child = ?", (child,)).fetchone()
        return str(found[0]) if found else ""

    def note_present(self, *names: str) -> None:
        """Note that a product is in the file itself."""
        self._db.executemany("UPDATE wanted SET present = 1 WHERE name = ?", ((name,) for name in names if name))

    def is_present(self, name: str) -> bool:
        """Tell whether a product is in the file itself."""
        found = self._db.execute("SELECT present FROM wanted WHERE name = ?", (name,)).fetchone()
        return bool(found and found[0])

    def put(self, parent: str, item: Item) -> None:
        """Keep a variant of a product."""
        self._db.execute("INSERT INTO variants (parent, item) VALUES (?, ?)", (parent, pickle.dumps(item)))

    def take(self, parent: str) -> Iterator[Item]:
        """Yield the variants of a product in their order, once."""
        found = self._db.execute("SELECT item FROM variants WHERE parent = ? ORDER BY number", (parent,)).fetchall()
        if found:
            self._db.execute("DELETE FROM variants WHERE parent = ?", (parent,))
        for (item,) in found:
            yield pickle.loads(item)  # noqa: S301 - written here a moment ago

    def close(self) -> None:
        """Give the temporary file back."""
        self._db.close()
