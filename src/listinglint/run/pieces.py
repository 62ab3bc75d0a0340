"""A run cut into pieces that can be read and checked apart: a folder, a line of a listings file, a listing of a table."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from listinglint.config import Config
from listinglint.errors import InputError
from listinglint.model import Listing, NotChecked, Result, Words
from listinglint.readers import Unit
from listinglint.readers import listings as lines
from listinglint.readers.base import failed, shown
from listinglint.readers.seen import Seen
from listinglint.readers.variants import named
from listinglint.run import local
from listinglint.run.local import Job, Options, Plans
from listinglint.run.whole import whole_run
from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    from listinglint.run.timings import Clock

Results = tuple[Result, ...]
Units = Iterable[Unit | NotChecked]
FOLDER, LINES = "folder", "listings"


class Line(NamedTuple):
    """One line of a listings file, not yet understood."""

    unit: Unit
    name: str
    number: int
    text: str


class Piece(NamedTuple):
    """What is read and checked by itself, under its settings.

    `key` is a digest of everything that its results depend on, empty where that is not known; `known` are the results
    where an earlier run has found them.  `series` is the digest of the file that a listing is one of several in, `last` that
    file with the last of them.
    """

    what: Listing | NotChecked | Unit | Line
    config: Config
    key: bytes = b""
    known: Results | None = None
    series: bytes = b""
    last: Unit | None = None


class Asked(NamedTuple):
    """What a run is about: the paths, and how listings are looked for below them."""

    paths: tuple[Path, ...]
    skip: tuple[str, ...] = ()
    input_format: str = ""


class Answer(NamedTuple):
    """The results of a piece; `lasting` where they depend on nothing but what its key tells."""

    results: Results
    lasting: bool = False
    spent: Mapping[tuple[str, str], tuple[int, int]] = {}


_MANY, _LARGE = 20, 1 << 16  # a run of fewer units and smaller files is over before a database is open


def long(units: Units) -> tuple[bool, Units]:
    """Tell whether a run is long enough to remember what it finds; returns all of its units again."""
    stream = iter(units)
    first = list(islice(stream, _MANY))
    files = [one.path for one in first if isinstance(one, Unit) and one.reader != FOLDER]
    large = any(one.is_file() and one.stat().st_size > _LARGE for one in files)
    return large or len(first) == _MANY, chain(first, stream)


def count(units: Units, seconds: float) -> tuple[int, bool]:
    """Return how many listings there are, and whether that is all that could be told in so many seconds.

    A table that is only understood as a whole counts as one, and is not all that could be told.
    """
    until, whole, number = time.monotonic() + seconds, True, 0
    for unit in units:
        if isinstance(unit, Unit) and unit.reader == LINES and unit.path.is_file():
            with unit.path.open("rb") as file:
                number += sum(bool(line.strip()) for line in file)
        elif isinstance(unit, Unit):
            number += 1
            whole = whole and unit.reader == FOLDER
        if time.monotonic() > until:
            return number, False
    return number, whole


def cut(units: Units, options: Options) -> Iterator[Piece]:
    """Cut the units into pieces; reading what need not be read together is left to whoever answers."""
    for unit in units:
        if isinstance(unit, NotChecked):
            yield Piece(unit, options.config or Config())
            continue
        chosen = local.settings_for(unit, options)
        if unit.reader == FOLDER:
            yield Piece(unit, chosen)
        elif in_lines(unit, options):
            yield from of_lines(unit, chosen, options)
        else:
            yield from (Piece(job.what, job.config) for job in local.jobs([unit], options))


def in_lines(unit: Unit, options: Options) -> bool:
    """Tell whether a file is read line by line, each for itself."""
    told = options.settings
    return unit.reader == LINES and not (told.overlay or told.images_dirs or told.fetch_to)


def of_lines(unit: Unit, chosen: Config, options: Options) -> Iterator[Piece]:
    """Yield the lines of a listings file."""
    settings = local.reading(chosen, options)
    name = shown(unit.path, settings)
    try:
        for number, text in lines.lines(unit.path, name, settings):
            yield Piece(Line(unit, name, number, text), chosen)
    except InputError as broken:
        yield Piece(failed(broken, name), chosen)
    except OSError as broken:
        yield Piece(local.unreadable(unit, settings, broken), chosen)


def answer(piece: Piece, plans: Plans, options: Options) -> Answer:
    """Read and check a piece."""
    if piece.known is not None:
        return Answer(piece.known)
    what = piece.what
    if isinstance(what, Unit):
        jobs = list(local.jobs([what], options))
        inside = what.path.as_posix() + "/"
    else:
        jobs = [_job(what, piece.config, options)]
        inside = ""
    results = tuple(local.result(job, plans, options) for job in jobs)
    return Answer(results, all(_lasts(*pair, inside) for pair in zip(jobs, results, strict=True)))


def _job(what: Listing | NotChecked | Line, chosen: Config, options: Options) -> Job:
    if not isinstance(what, Line):
        return Job(what, chosen)
    settings = local.reading(chosen, options)
    try:
        one = lines.read_line(what.text, what.number, what.name, what.unit.path, settings)
    except Exception as broken:  # noqa: BLE001  # as for a unit: whatever one line does, the others must be checked
        return Job(local.crashed(what.unit, settings, broken), chosen)
    return Job(local.ready(named(one), chosen, options) if isinstance(one, Listing) else one, chosen)


def _lasts(job: Job, result: Result, inside: str) -> bool:
    """Tell whether a result will be the same as long as the piece is: no picture of it lies elsewhere, nothing failed."""
    if any(one.cause == "failed" for one in result.not_checked):
        return False  # what could not be read today may be readable tomorrow
    if not isinstance(job.what, Listing):
        return True
    if job.what.evidence:
        return False  # documents end on a day, and may lie anywhere
    return all(
        not one.path or (inside and one.path.startswith(inside) and "/../" not in one.path) for one in job.what.images
    )


def _doubled(found: Iterable[tuple[Piece, Answer]]) -> Iterator[tuple[Piece, Answer]]:
    """Tell of ids that stand twice in a listings file, whose lines are read apart; that lasts no longer than the run."""
    seen: tuple[Unit, Seen] | None = None
    for piece, one in found:
        line = piece.what
        if isinstance(line, Line) and one.results and one.results[0].is_listing:
            if seen is None or seen[0] != line.unit:
                seen = (line.unit, Seen())
            told = lines.repeated(seen[1], one.results[0].listing, line.name, line.number)
            if told is not None:
                twice = Result(told.listing, told.file, (), (told,), is_listing=False)
                yield piece._replace(key=b""), Answer((twice, *one.results))
                continue
        yield piece, one


_KILLING = Words("检查此商品的进程意外终止，未检查", "the process that checked this listing died; not checked")


def killing(piece: Piece, options: Options) -> Answer:
    """Tell of a piece that ends every process that checks it."""
    name, file = _named(piece, options)
    return Answer((Result(name, file, (), (NotChecked(name, "", "failed", _KILLING, file),)),))


def _named(piece: Piece, options: Options) -> tuple[str, str]:
    what = piece.what
    if isinstance(what, Listing):
        return what.id, what.file
    if isinstance(what, NotChecked):
        return what.listing, what.file
    if isinstance(what, Line):
        one = _job(what, piece.config, options).what
        return (one.id if isinstance(one, Listing) else one.listing), what.name
    return what.path.absolute().name, shown(what.path, options.settings)


def answered(
    found: Iterable[Piece], options: Options, processes: int, plans: Plans, clock: Clock | None = None
) -> Generator[tuple[Piece, Answer], None, None]:
    """Yield each piece with its answer, in order; in this process or in several."""
    if processes > 1:
        yield from _doubled(_elsewhere(found, options, processes, plans, clock))
    else:
        yield from _doubled((piece, answer(piece, plans, options)) for piece in found)


def _elsewhere(
    found: Iterable[Piece], options: Options, processes: int, plans: Plans, clock: Clock | None
) -> Iterator[tuple[Piece, Answer]]:
    from listinglint.run.workers import pooled  # only for several processes

    passing: deque[Piece] = deque()

    def noted() -> Iterator[Piece]:
        for piece in found:
            plans.of(piece.config)  # mistakes in rules and settings are told here, not inside another process
            passing.append(piece)
            yield piece

    for one in pooled(noted(), options, processes, clock):
        yield passing.popleft(), one


def results(found: Iterable[tuple[Piece, Answer]]) -> Iterator[Result]:
    """Yield the results of answered pieces, and what is only seen of all of them together."""
    return whole_run(result for _, one in found for result in one.results)
