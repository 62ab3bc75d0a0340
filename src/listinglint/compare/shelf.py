"""Where listings lie while they are compared: in a file without a name, that goes when the run ends."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from listinglint.compare.keys import keys
from listinglint.model import Finding, Listing, Source

_TABLES = """
create table listing (number integer primary key, body blob);
create table source (number integer primary key, file text, line integer, body text);
create table finding (listing integer, body blob);
create index found on finding (listing);
create table key (name text primary key, product integer) without rowid;
create table version (product integer, listing integer);
"""
# Pages in memory: 8 MB of 1 KB each.
_PAGES = "pragma cache_size = -8000; pragma journal_mode = off; pragma synchronous = off;"
# Files of which the text is at hand; a listings file is one for thousands of listings.
_OPEN = 8


class Shelf:
    """Listings by number.  The text of a file is kept once, however many listings were read from it."""

    def __init__(self) -> None:
        import sqlite3  # 4 ms, only where listings are compared

        self.connection = sqlite3.connect("")  # an empty name is a file that the system deletes by itself
        self.connection.executescript(_PAGES + _TABLES)
        self._count = 0
        self._written: OrderedDict[int, tuple[Source, int]] = OrderedDict()
        self._sources: OrderedDict[int, Source] = OrderedDict()

    def put(self, listing: Listing) -> int:
        """Keep a listing and return its number."""
        number = self._count
        self._count += 1
        self.connection.execute("insert into listing values (?, ?)", (number, self._packed(listing)))
        self._join(number, list(keys(listing)))
        return number

    def get(self, number: int) -> Listing:
        """Return a listing again."""
        (body,) = self.connection.execute("select body from listing where number = ?", (number,)).fetchone()
        return self._unpacked(body)

    def each(self) -> Iterator[tuple[int, Listing]]:
        """Yield all listings in the order in which they came."""
        for number in range(self._count):
            yield number, self.get(number)

    def products(self) -> Iterator[list[int]]:
        """Yield the numbers of the listings of each product that there are several of."""
        asked = "select product from version group by product having count(*) > 1 order by product"
        for (product,) in self.connection.execute(asked):
            asked_too = "select listing from version where product = ? order by listing"
            yield [number for (number,) in self.connection.execute(asked_too, (product,))]

    def tell(self, number: int, finding: Finding) -> None:
        """Keep a finding of a listing."""
        self.connection.execute("insert into finding values (?, ?)", (number, pickle.dumps(finding, protocol=5)))

    def told(self, number: int) -> list[Finding]:
        """Return the findings of a listing."""
        rows = self.connection.execute("select body from finding where listing = ? order by rowid", (number,))
        return [pickle.loads(body) for (body,) in rows]  # noqa: S301  # written by this very run, into a file without a name

    def close(self) -> None:
        """Let the file go."""
        self.connection.close()

    def _join(self, number: int, names: list[str]) -> None:
        """Make a listing a version of the product that bears one of its names, or of a new one."""
        known = self.connection.execute(
            f"select product from key where name in ({','.join('?' * len(names))}) order by name limit 1",  # noqa: S608  # only marks
            names,
        ).fetchone()
        product = known[0] if known else number
        self.connection.execute("insert into version values (?, ?)", (product, number))
        self.connection.executemany("insert or replace into key values (?, ?)", [(name, product) for name in names])

    def _packed(self, listing: Listing) -> bytes:
        shelf = self

        class Packing(pickle.Pickler):
            def persistent_id(self, obj: Any) -> int | None:
                return shelf._noted(obj) if isinstance(obj, Source) else None

        out = BytesIO()
        Packing(out, protocol=5).dump(listing)
        return out.getvalue()

    def _unpacked(self, body: bytes) -> Listing:
        shelf = self

        class Unpacking(pickle.Unpickler):
            def persistent_load(self, pid: Any) -> Source:
                return shelf._source(pid)

        listing: Listing = Unpacking(BytesIO(body)).load()
        return listing

    def _noted(self, source: Source) -> int:
        """Return the number of a file's text, kept where it is new."""
        known = self._written.get(id(source))
        if known is None or known[0] is not source:
            told = (source.file, source.line, source.text)
            row = self.connection.execute("insert into source (file, line, body) values (?, ?, ?)", told)
            known = (source, row.lastrowid or 0)
            self._written[id(source)] = known
            if len(self._written) > _OPEN:
                self._written.popitem(last=False)
        return known[1]

    def _source(self, number: int) -> Source:
        known = self._sources.get(number)
        if known is None:
            asked = "select file, body, line from source where number = ?"
            known = self._sources[number] = Source(*self.connection.execute(asked, (number,)).fetchone())
            if len(self._sources) > _OPEN:
                self._sources.popitem(last=False)
        return known
