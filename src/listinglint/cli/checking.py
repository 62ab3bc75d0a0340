"""`check`: from paths to a report and an exit code."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from listinglint import cache, reporters
from listinglint.cli import accepting, inputs, progress, recording, reports
from listinglint.cli.request import Request, gates, options_told, prepare, processes
from listinglint.cli.speech import choose, language
from listinglint.cli.writing import write_lines
from listinglint.config import Config
from listinglint.errors import UsageError
from listinglint.model import NotChecked, Result
from listinglint.readers import Unit
from listinglint.report import Tally
from listinglint.run import local, pieces
from listinglint.run.local import Options
from listinglint.run.pieces import Piece
from listinglint.run.spool import Spool

if TYPE_CHECKING:
    from listinglint.run.manifest import Ledger
    from listinglint.run.timings import Clock


def run(request: Request) -> int:
    """Check and report; return the exit code."""
    choose(request.lang)
    lost = inputs.missing(request.paths)
    kept = tuple(one for one in request.paths if one == inputs.STANDARD_INPUT or one.exists())
    if lost is not None and not kept:
        raise lost
    cache.recall_expressions()
    tally, gating = _reported(request._replace(paths=kept))
    cache.keep_expressions()
    if request.statistics:
        from listinglint.reporters.text_ import statistics

        sys.stderr.writelines(statistics(tally.rules))
    if lost is not None:
        raise lost  # told last, where it is seen; everything else has been checked
    if not tally.listings and not tally.failed and not request.changed:
        raise UsageError("no listing found", zh="没有找到任何商品")
    return tally.exit_code(gating)


def _reported(request: Request) -> tuple[Tally, tuple[str, ...]]:
    """Check, write every report that is asked for, and return the counts with the gates to hold them against."""
    with ExitStack() as stack:
        clock = _clock(request, stack)
        chosen, options, units = prepare(request, stack)
        gating = gates(request.fail_on or chosen.fail_on or "error")
        further = reports.further(request.reports)
        formats = (request.output_format, *(one.format for one in further))
        options = options._replace(sketch=any(map(reports.shown, formats)))
        plans = local.Plans(options)
        rules = plans.of(chosen).rules
        tally = Tally(rules.digest, language(), rules_run=tuple(sorted(rules.ids)), when=options.today)
        ledger = _ledger(request, options)
        found = _found(request, chosen, options, units, plans, tally, ledger, clock)
        recorder = recording.recorder(request, gating, tally)
        if recorder:
            stack.callback(recorder.close)
            found = recorder.results(found)
        if further:
            spool = stack.enter_context(Spool())
            found = spool.kept(found)
        if clock:
            clock.timed("stage", "report", partial(tell, request, clock.stream("stage", "checking", found), tally))
        else:
            tell(request, found, tally)
        recording.finish(recorder, tally)
        if further:
            reports.save_further(further, spool, tally)
        if ledger and request.manifest:
            _save_manifest(ledger.written(rules.digest, options_told(request)), request.manifest)
    return tally, gating


def _ledger(request: Request, options: Options) -> Ledger | None:
    if request.manifest is None:
        return None
    from listinglint.run.manifest import Ledger  # 20 ms, only for a run that is kept

    return Ledger(options)


def _clock(request: Request, stack: ExitStack) -> Clock | None:
    """Return the clock that is put into what a run calls, None without `--timings`; what it says is told at the end."""
    if not request.timings:
        return None
    from listinglint.run import timings

    clock = stack.enter_context(timings.running(timings.Clock()))
    clock.started()
    began = time.monotonic()
    stack.callback(lambda: sys.stderr.writelines(
        timings.told(clock.taken(), time.monotonic() - began, processes(request.jobs), language())
    ))  # fmt: skip
    return clock


def _found(  # everything that a run is made of
    request: Request, chosen: Config, options: Options, units: Iterable[Unit | NotChecked], plans: local.Plans,
    tally: Tally, ledger: Ledger | None, clock: Clock | None,
) -> Iterator[Result]:  # fmt: skip
    """Return the stream of results as the reports are to see it."""
    units = clock.stream("stage", "files found", units) if clock else units
    met = {chosen.file: chosen}
    cut = _noticed(_pieces(units, options, ledger), met)
    found = pieces.results(pieces.answered(cut, options, processes(request.jobs), plans, clock))
    found = ledger.results(found) if ledger else found
    return progress.watched(_with_faults(accepting.without(found, request.baseline, chosen, tally), met, options))


def _save_manifest(told: dict[str, Any], path: Path) -> None:
    import json

    write_lines([json.dumps(told, ensure_ascii=False, indent=1) + "\n"], path)


def _pieces(units: Iterable[Unit | NotChecked], options: Options, ledger: Ledger | None) -> Iterable[Piece]:
    """Cut a run into pieces; whoever keeps account of the files of every listing needs them read here."""
    if ledger is None:
        return pieces.cut(units, options)
    return (Piece(job.what, job.config) for job in ledger.jobs(local.jobs(units, options)))


def _noticed(found: Iterable[Piece], met: dict[str, Config]) -> Iterator[Piece]:
    for piece in found:
        met.setdefault(piece.config.file, piece.config)
        yield piece


def _with_faults(found: Iterator[Result], met: dict[str, Config], options: Options) -> Iterator[Result]:
    """Yield the results, then what is wrong with the waivers and evidence of the settings that were met."""
    yield from found
    for chosen in met.values():
        fault = local.pardon_faults(chosen, options)
        if fault is not None:
            yield fault


def tell(request: Request, found: Iterable[Result], tally: Tally) -> None:
    """Write the main report, and for people who see pages or sheets the counts as well."""
    name = request.output_format
    if name not in reporters.FILES:
        write_lines(_render(request)(found, tally), request.output)
        return
    from listinglint.reporters.text_ import summary

    reports.save(name, found, tally, request.output or reports.default(name))
    sys.stdout.write(summary(tally) + "\n")


def _render(request: Request) -> reporters.Render:
    if request.output_format != "text":
        return reporters.find(request.output_format)
    from listinglint.reporters.text_ import render

    seen = request.output is None and sys.stdout.isatty()
    return partial(render, colour=_coloured(request), width=_columns() if seen else 0)


def _columns() -> int:
    from shutil import get_terminal_size  # with the archives that it packs, only for a terminal

    return get_terminal_size().columns


def _coloured(request: Request) -> bool:
    if os.environ.get("NO_COLOR") or request.output is not None:
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")
