"""Remembers which ids a file has used, however many: few in memory, many in a temporary file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3

_HELD = 10_000  # ids in memory; more go to a file that is gone afterwards


class Where(NamedTuple):
    """The line an id stands on, and the list that it stands in."""

    line: int
    scope: str = ""


class Seen:
    """The ids met so far, each with where it was met first."""

    def __init__(self) -> None:
        self._held: dict[str, Where] = {}
        self._kept: sqlite3.Connection | None = None

    def first(self, name: str, here: Where) -> Where:
        """Return where an id was met first; that is `here` for a new one."""
        known = self._held.get(name) or self._looked_up(name)
        if known is not None:
            return known
        self._held[name] = here
        if len(self._held) >= _HELD:
            self._keep()
        return here

    def _looked_up(self, name: str) -> Where | None:
        if self._kept is None:
            return None
        found = self._kept.execute("SELECT line, scope FROM seen WHERE name = ?", (name,)).fetchone()
        return Where(*found) if found else None

    def _keep(self) -> None:
        if self._kept is None:
            import sqlite3  # 4 ms, only for files of many products

            self._kept = sqlite3.connect("")  # a private file of SQLite's, deleted when it is closed
            self._kept.execute("PRAGMA journal_mode = OFF")
            self._kept.execute("CREATE TABLE seen (name TEXT PRIMARY KEY, line INTEGER, scope TEXT) WITHOUT ROWID")
        self._kept.executemany(
            "INSERT INTO seen VALUES (?, ?, ?)", ((name, *where) for name, where in sorted(self._held.items()))
        )
        self._held.clear()

    def __del__(self) -> None:
        if self._kept is not None:
            self._kept.close()
