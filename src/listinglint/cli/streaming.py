"""The stream of results of a `check`, from the files to the reports."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from listinglint.cli import accepting, progress
from listinglint.cli.request import Request, processes
from listinglint.config import Config
from listinglint.model import Result
from listinglint.report import Tally
from listinglint.run import local, pieces
from listinglint.run.local import Options, Plans
from listinglint.run.pieces import Asked, Piece, Units
from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    from listinglint.run.manifest import Ledger
    from listinglint.run.timings import Clock
    from listinglint.run.warm import Warm

# From so many results on a run is long, and from then on so many new objects have it look for what may be thrown away.
_LONG, _LOOKED_THROUGH = 50, 5_000


class Run(NamedTuple):
    """All that a run is made of besides its files; what was not asked for is None."""

    request: Request
    chosen: Config
    options: Options
    plans: Plans
    tally: Tally
    ledger: Ledger | None
    clock: Clock | None
    warm: Warm | None


def results(run: Run, units: Units, stack: ExitStack) -> Iterator[Result]:
    """Return the stream of results as the reports are to see it."""
    if run.clock:
        units = run.clock.stream("stage", "files found", units)
    met = {run.chosen.file: run.chosen}
    cut = _noticed(_pieces(run, units), met)
    answered = pieces.answered(cut, run.options, processes(run.request.jobs), run.plans, run.clock)
    stack.callback(answered.close)  # a run that is cut short waits for no process
    found = pieces.results(run.warm.noted(answered) if run.warm else answered)
    found = run.ledger.results(found) if run.ledger else found
    found = accepting.without(found, run.request.baseline, run.chosen, run.tally)
    return progress.watched(_tidied(_with_faults(found, met, run.options)))


def _pieces(run: Run, units: Units) -> Iterable[Piece]:
    """Cut a run into pieces; whoever keeps account of the files of every listing needs them read here."""
    if run.ledger is not None:
        return (Piece(job.what, job.config) for job in run.ledger.jobs(local.jobs(units, run.options)))
    if run.warm is None:
        return pieces.cut(units, run.options)
    return run.warm.pieces(units, Asked(run.request.paths or (Path(),), run.chosen.skip, run.request.input_format))


def _noticed(found: Iterable[Piece], met: dict[str, Config]) -> Iterator[Piece]:
    for piece in found:
        met.setdefault(piece.config.file, piece.config)
        yield piece


def _tidied(found: Iterator[Result]) -> Iterator[Result]:
    """Yield the results; a long run looks for what it may throw away more often than a start, which makes only what stays."""
    for number, one in enumerate(found):
        if number == _LONG:
            gc.collect()
            gc.freeze()  # the rules need not be looked through again
            gc.set_threshold(_LOOKED_THROUGH)
        yield one


def _with_faults(found: Iterator[Result], met: dict[str, Config], options: Options) -> Iterator[Result]:
    """Yield the results, then what is wrong with the waivers and evidence of the settings that were met."""
    yield from found
    for chosen in met.values():
        fault = local.pardon_faults(chosen, options)
        if fault is not None:
            yield fault
