"""`check`: from paths to a report and an exit code."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from listinglint import cache, reporters
from listinglint.cli import inputs, recording, remembering, reports, streaming
from listinglint.cli.request import Request, gates, options_told, prepare, processes
from listinglint.cli.speech import choose, language
from listinglint.cli.writing import write_lines
from listinglint.errors import UsageError
from listinglint.model import Result
from listinglint.report import Tally
from listinglint.run import local
from listinglint.run.local import Options
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
        warm, units = remembering.warm(request, chosen, options, units, plans, stack)
        found = streaming.results(
            streaming.Run(request, chosen, options, plans, tally, ledger, clock, warm), units, stack
        )
        recorder = recording.recorder(request, gating, tally)
        if recorder:
            stack.callback(recorder.close)
            found = recorder.results(found)
        if further:
            spool = stack.enter_context(Spool())
            found = spool.kept(found)
        try:
            _told(request, found, tally, clock)
        except KeyboardInterrupt:
            from listinglint.cli import cut_short

            raise KeyboardInterrupt(cut_short.told(request, chosen, options, tally, warm is not None)) from None
        recording.finish(recorder, tally)
        if further:
            reports.save_further(further, spool, tally)
        if ledger and request.manifest:
            _save_manifest(ledger.written(rules.digest, options_told(request)), request.manifest)
    return tally, gating


def _told(request: Request, found: Iterable[Result], tally: Tally, clock: Clock | None) -> None:
    if clock:
        found = clock.stream("stage", "checking", found)
        clock.timed("stage", "report", partial(tell, request, found, tally))
    else:
        tell(request, found, tally)


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


def _save_manifest(told: dict[str, Any], path: Path) -> None:
    import json

    write_lines([json.dumps(told, ensure_ascii=False, indent=1) + "\n"], path)


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
