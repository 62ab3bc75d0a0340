"""A run cut into pieces that can be read and checked apart: a folder, a line of a listings file, a listing of a table."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

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

if TYPE_CHECKING:
    from listinglint.run.timings import Clock

Results = tuple[Result, ...]
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
    where an earlier run has found them.  `begins` and `ends` mark the pieces of one file; such a mark has no results.
    """

    what: Listing | NotChecked | Unit | Line
    config: Config
    key: bytes = b""
    known: Results | None = None
    begins: bool = False
    ends: bool = False


class Answer(NamedTuple):
    """The results of a piece; `lasting` where they depend on nothing but what its key tells."""

    results: Results
    lasting: bool = False
    spent: Mapping[tuple[str, str], tuple[int, int]] = {}


def cut(units: Iterable[Unit | NotChecked], options: Options) -> Iterator[Piece]:
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
    images = job.what.images if isinstance(job.what, Listing) else ()
    return all(not one.path or (inside and one.path.startswith(inside) and "/../" not in one.path) for one in images)


class Doubles:
    """Finds ids that stand twice in a listings file, whose lines are read apart."""

    def __init__(self) -> None:
        self._seen: tuple[Unit, Seen] | None = None

    def before(self, piece: Piece, results: Results) -> Iterator[Result]:
        """Yield what is to be told before the results of a piece."""
        if not isinstance(piece.what, Line) or not results or not results[0].is_listing:
            return
        if self._seen is None or self._seen[0] != piece.what.unit:
            self._seen = (piece.what.unit, Seen())
        told = lines.repeated(self._seen[1], results[0].listing, piece.what.name, piece.what.number)
        if told is not None:
            yield Result(told.listing, told.file, (), (told,), is_listing=False)


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
) -> Iterator[tuple[Piece, Answer]]:
    """Yield each piece with its answer, in order; in this process or in several."""
    if processes == 1:
        yield from ((piece, answer(piece, plans, options)) for piece in found)
        return
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
    """Yield the results of answered pieces, and what is only seen of several together."""
    doubles = Doubles()

    def told() -> Iterator[Result]:
        for piece, one in found:
            yield from doubles.before(piece, one.results)
            yield from one.results

    return whole_run(told())
