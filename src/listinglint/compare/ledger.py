"""What is counted over a catalogue: how often each thing is said, and where it was said first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from listinglint.kinds.across import Note
from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    from sqlite3 import Connection

_TABLES = """
create table tally (rule integer, subject text, spelling text, count integer, primary key (rule, subject, spelling)) without rowid;
create index counted on tally (rule, count);
create table spot (rule integer, subject text, spelling text, listing integer, field integer, start integer, stop integer);
create index spotted on spot (rule, subject, spelling);
create table form (rule integer, subject text, spelling text, written text, count integer,
  primary key (rule, subject, spelling, written)) without rowid;
create table title (rule integer, subject text, name blob, primary key (rule, subject, name)) without rowid;
"""
# A finding shows the first place and five more.
_SHOWN = 6
# Things counted in memory before they are written down.
_BUFFERED = 20_000

Thing = tuple[int, str, str]


class Ledger:
    """Counts on disk, with a bounded part in memory."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        connection.executescript(_TABLES)
        self._counts: dict[Thing, int] = {}
        self._spots: dict[Thing, list[tuple[int, ...]]] = {}
        self._forms: dict[tuple[int, str, str, str], int] = {}
        self._titles: set[tuple[int, str, bytes]] = set()

    def note(self, rule: int, listing: int, title: str, notes: Iterable[Note]) -> None:
        """Count what one listing says for one rule."""
        name = blake2b(title.encode(), digest_size=12).digest()
        for one in notes:
            thing = (rule, one.subject, one.spelling)
            self._counts[thing] = self._counts.get(thing, 0) + 1
            spots = self._spots.setdefault(thing, [])
            if len(spots) < _SHOWN:
                spots.append((listing, one.field, *one.span))
            if one.written:
                self._forms[(*thing, one.written)] = self._forms.get((*thing, one.written), 0) + 1
            if one.shared:
                self._titles.add((rule, one.subject, name))
        if len(self._counts) + len(self._titles) > _BUFFERED:
            self._write()

    def of(self, rule: int) -> Counts:
        """Return what was counted for a rule."""
        self._write()
        return Counts(self._connection, rule)

    def _write(self) -> None:
        run = self._connection.execute
        for thing, count in self._counts.items():
            known = run("select count from tally where rule = ? and subject = ? and spelling = ?", thing).fetchone()
            before = known[0] if known else 0
            run("insert or replace into tally values (?, ?, ?, ?)", (*thing, before + count))
            spots = self._spots[thing][: max(0, _SHOWN - before)]
            self._connection.executemany(
                "insert into spot values (?, ?, ?, ?, ?, ?, ?)", [(*thing, *at) for at in spots]
            )
        add = "insert into form values (?, ?, ?, ?, ?) on conflict do update set count = count + excluded.count"
        forms = [(*form, count) for form, count in self._forms.items()]
        self._connection.executemany(add, forms)
        self._connection.executemany("insert or ignore into title values (?, ?, ?)", self._titles)
        for part in (self._counts, self._spots, self._forms, self._titles):
            part.clear()


class Counts(NamedTuple):
    """What was counted for one rule."""

    connection: Connection
    rule: int

    def spellings(self) -> Iterator[tuple[str, Mapping[str, int]]]:
        """Yield each subject with how often each of its spellings stands."""
        found: dict[str, dict[str, int]] = {}
        for subject, spelling, count in self._ask("select subject, spelling, count from tally where rule = ?"):
            found.setdefault(subject, {})[spelling] = count
        yield from found.items()

    def subjects(self, least: int, most: int) -> Iterator[str]:
        """Yield the subjects that stand so often."""
        for (subject,) in self._ask("select subject from tally where rule = ? and count between ? and ?", least, most):
            yield subject

    def count(self, subject: str) -> int:
        """Return how often a subject stands, in whatever spelling."""
        (count,) = next(self._ask("select total(count) from tally where rule = ? and subject = ?", subject))
        return int(count)

    def shared(self, least: int) -> Iterator[tuple[str, str, int]]:
        """Yield what stands in so many listings under so many titles: the subject, its spelling and how often."""
        titles = "select count(*) from title where rule = tally.rule and subject = tally.subject"
        asked = f"select subject, spelling, count from tally where rule = ? and count >= ? and ({titles}) >= ?"  # noqa: S608  # no value in it
        yield from self._ask(asked, least, least)

    def shown(self, subject: str, spelling: str) -> str:
        """Return how a spelling is mostly written."""
        asked = "select written from form where rule = ? and subject = ? and spelling = ? order by count desc, written"
        (written,) = next(self._ask(asked, subject, spelling))
        return str(written)

    def spots(self, subject: str, spelling: str) -> list[tuple[int, Note]]:
        """Return the first places: the number of the listing, the field and the span."""
        asked = "select listing, field, start, stop from spot where rule = ? and subject = ? and spelling = ? order by rowid"
        rows = self._ask(asked, subject, spelling)
        return [(number, Note(subject, spelling, field, (lo, hi))) for number, field, lo, hi in rows]

    def _ask(self, asked: str, *values: object) -> Iterator[Any]:
        yield from self.connection.execute(asked, (self.rule, *values))
