"""Runs kept in one SQLite file: what is new, what is fixed, what has been open since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from listinglint import letters
from listinglint.errors import ConfigError, cause
from listinglint.model import Result, Severity
from listinglint.report import Tally
from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    from sqlite3 import Connection

DEFAULT = ".listinglint/history.db"
_VERSION = 1
_TABLES = """
create table run (
  id integer primary key, day text not null, version text not null, rules_digest text not null,
  listings integer not null default 0, clean integer not null default 0, failed integer not null default 0,
  new integer not null default 0, fixed integer not null default 0, new_errors integer not null default 0
);
create table finding (
  fingerprint text not null, shop text not null, listing text not null, rule text not null,
  severity integer not null, verdict text not null, first integer not null, last integer not null,
  primary key (shop, listing, fingerprint)
) without rowid;
create table listing (
  shop text not null, id text not null, last integer not null, errors integer not null, warnings integer not null,
  infos integer not null, letters text not null, primary key (shop, id)
) without rowid;
create table count (
  run integer not null, shop text not null, rule text not null, severity integer not null, findings integer not null,
  primary key (run, shop, rule, severity)
) without rowid;
create table letter (
  run integer not null, shop text not null, side text not null, letter text not null, listings integer not null,
  primary key (run, shop, side, letter)
) without rowid;
"""


class Run(NamedTuple):
    """One recorded run in numbers."""

    id: int
    day: str
    version: str
    rules_digest: str
    listings: int
    clean: int
    failed: int
    new: int
    fixed: int
    new_errors: int
    errors: int
    warnings: int
    infos: int


class Recorder:
    """Notes the results of one run as they pass; nothing is kept of a run that does not end."""

    def __init__(self, path: Path, tally: Tally, paths: Iterable[Path]) -> None:
        self._database = opened(path)
        self._shops = tuple(path.as_posix().removeprefix("./").rstrip("/") for path in paths)
        self._ran = tally.rules_run
        self._own: dict[str, str] = {}
        self._counts: Counter[tuple[str, str, int]] = Counter()
        self._letters: Counter[tuple[str, str, str]] = Counter()
        self._listings = self._clean = self._failed = 0
        told = (tally.when, tally.version, tally.rules_digest)
        made = self._database.execute("insert into run (day, version, rules_digest) values (?, ?, ?)", told)
        self._run = made.lastrowid or 0

    def results(self, results: Iterable[Result]) -> Iterator[Result]:
        """Pass results on and note them."""
        for one in results:
            self._note(one)
            yield one

    def _note(self, one: Result) -> None:
        self._failed += sum(missing.cause == "failed" for missing in one.not_checked)
        if not one.is_listing:
            return
        shop = self.shop(one.file)
        levels = Counter(finding.severity for finding in one.findings)
        told = letters.of(one)
        self._listings += 1
        self._clean += not one.findings and not one.not_checked
        self._letters.update((shop, letter.side, letter.letter) for letter in told)
        self._counts.update((shop, finding.rule, int(finding.severity)) for finding in one.findings)
        self._database.execute(
            "insert or replace into listing values (?, ?, ?, ?, ?, ?, ?)",
            (shop, one.listing, self._run, levels[Severity.error], levels[Severity.warning], levels[Severity.info],
             "".join(letter.letter for letter in told)),
        )  # fmt: skip
        self._database.executemany(
            "insert into finding values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (shop, listing, fingerprint) do update set "
            "severity = excluded.severity, last = excluded.last",
            [(finding.fingerprint, shop, one.listing, finding.rule, int(finding.severity), finding.verdict,
              self._run, self._run) for finding in one.findings],
        )  # fmt: skip

    def shop(self, file: str) -> str:
        """Return the shop that a file belongs to: the folder below the path asked for that has settings of its own, else that path."""
        settled = self._settled(file.rpartition("/")[0])
        if settled:
            return settled.rpartition("/")[2]
        under = [one for one in self._shops if file == one or file.startswith(one + "/") or one in ("", ".")]
        longest = max(under, key=len, default="")
        return longest.rsplit("/", 1)[-1] or "."

    def _settled(self, folder: str) -> str:
        """Return the nearest folder with settings from here up to the path asked for, empty without one."""
        if folder in ("", ".", *self._shops):
            return ""
        if folder not in self._own:
            own = Path(folder, "listinglint.toml").is_file()
            self._own[folder] = folder if own else self._settled(folder.rpartition("/")[0])
        return self._own[folder]

    def finish(self) -> Run:
        """Keep the run and return it in numbers: findings are fixed where their listing was looked at and they are gone."""
        run, ask = self._run, self._database.execute
        new, new_errors = ask(
            "select count(*), coalesce(sum(severity = ? and verdict = 'violation'), 0) from finding where first = ? and last = ?",
            (int(Severity.error), run, run),
        ).fetchone()
        # A rule that did not run has not seen whether its findings are gone.
        ask("create temp table ran (rule text primary key)")
        self._database.executemany("insert or ignore into ran values (?)", [(one,) for one in self._ran])
        gone = "from finding where last < ? and exists (select 1 from listing where listing.shop = finding.shop and listing.id = finding.listing and listing.last = ?) and (? or rule like 'lint/%' or rule in (select rule from ran))"
        asked = (run, run, not self._ran)
        fixed = ask(f"select count(*) {gone}", asked).fetchone()[0]  # no value of anybody's in it
        ask(f"delete {gone}", asked)  # as above
        told = (self._listings, self._clean, self._failed, new, fixed, new_errors, run)
        ask("update run set listings = ?, clean = ?, failed = ?, new = ?, fixed = ?, new_errors = ? where id = ?", told)
        self._database.executemany(
            "insert into count values (?, ?, ?, ?, ?)", [(run, *key, number) for key, number in self._counts.items()]
        )
        self._database.executemany(
            "insert into letter values (?, ?, ?, ?, ?)", [(run, *key, number) for key, number in self._letters.items()]
        )
        self._database.commit()
        told_run = next(runs(self._database, last=1))
        self._database.close()
        return told_run

    def close(self) -> None:
        """Forget a run that did not end."""
        self._database.close()


def opened(path: Path) -> Connection:
    """Open a history, made if it is not there; raises `ConfigError` for a file that is none."""
    import sqlite3  # 8 ms, only for runs that are kept

    database = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(path)
        version = database.execute("pragma user_version").fetchone()[0]
        if version == 0:
            database.executescript(f"{_TABLES} pragma user_version = {_VERSION};")
    except (sqlite3.Error, OSError) as broken:
        if database is not None:
            database.close()
        en, zh = cause(broken)
        if isinstance(broken, OSError):
            raise ConfigError(f"cannot be written: {en}", zh=f"无法写入：{zh}", file=path.as_posix()) from None
        raise ConfigError(f"not a history: {en}", zh=f"不是历史记录文件：{zh}", file=path.as_posix()) from None
    if version not in (0, _VERSION):
        database.close()
        raise ConfigError(
            f"a history of another version ({version})", zh=f"历史记录版本不符（{version}）", file=path.as_posix()
        )
    return database


def runs(database: Connection, last: int = 30) -> Iterator[Run]:
    """Yield the last runs, the newest first."""
    asked = """select run.*,
      (select coalesce(sum(findings), 0) from count where run = run.id and severity = 3),
      (select coalesce(sum(findings), 0) from count where run = run.id and severity = 2),
      (select coalesce(sum(findings), 0) from count where run = run.id and severity = 1)
    from run order by id desc limit ?"""
    for row in database.execute(asked.replace("where run = run.id", "where count.run = run.id"), (last,)):
        yield Run(*row)


class Board(NamedTuple):
    """What a dashboard shows: runs, shops by rule, letters by side, and the listings that need most work."""

    runs: tuple[Run, ...]
    heat: tuple[tuple[str, str, int], ...]
    letters: tuple[tuple[str, str, int], ...]
    worst: tuple[tuple[str, str, int, int, int, str], ...]
    open_since: tuple[tuple[str, str, str, str], ...]


def board(path: Path, last: int = 60) -> Board:
    """Read a history for a dashboard: counts of the latest run, listings as they were last seen."""
    with closing(opened(path)) as database:
        told = tuple(runs(database, last))
        latest = told[0].id if told else 0
        ask = database.execute
        heat = ask(
            "select shop, rule, sum(findings) from count where run = ? group by shop, rule", (latest,)
        ).fetchall()
        sides = ask(
            "select side, letter, sum(listings) from letter where run = ? group by side, letter", (latest,)
        ).fetchall()
        worst = ask(
            "select shop, id, errors, warnings, infos, letters from listing where errors + warnings > 0 order by errors desc, warnings desc, id limit 20"
        ).fetchall()
        since = ask(
            "select run.day, finding.shop, finding.listing, finding.rule from finding join run on run.id = finding.first where finding.severity = 3 and finding.verdict = 'violation' order by finding.first, finding.listing limit 20"
        ).fetchall()
    return Board(told, tuple(heat), tuple(sides), tuple(worst), tuple(since))
