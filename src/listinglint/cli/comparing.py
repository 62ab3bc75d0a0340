"""`compare`: listings held against each other, told by the same reporters as those of `check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack

from listinglint.cli import checking
from listinglint.cli.request import Request, gates, prepare
from listinglint.cli.speech import language
from listinglint.compare import Comparison
from listinglint.errors import UsageError
from listinglint.model import NotChecked, Result
from listinglint.report import Tally
from listinglint.run import local
from listinglint.run.local import Job, Plans


def run(request: Request) -> int:
    """Compare the listings below the paths and report; return the exit code."""
    with ExitStack() as stack:
        chosen, options, units = prepare(request, stack)
        plans = Plans(options)
        ready = plans.of(chosen)
        tally = Tally(ready.rules.digest, language(), rules_run=tuple(sorted(ready.rules.ids)))
        checking.tell(request, _results(local.jobs(units, options), plans), tally)
    if not tally.listings and not tally.failed:
        raise UsageError("no listing found", zh="没有找到任何商品")
    return tally.exit_code(gates(request.fail_on or chosen.fail_on or "error"))


def _results(jobs: Iterable[Job], plans: Plans) -> Iterator[Result]:
    """Yield what could not be read, and the listings by the settings that hold for them."""
    by_plan: dict[int, Comparison] = {}
    for job in jobs:
        if isinstance(job.what, NotChecked):
            yield Result(job.what.listing, job.what.file, (), (job.what,), is_listing=False)
        else:
            ready = plans.of(job.config)
            if id(ready) not in by_plan:
                by_plan[id(ready)] = Comparison(ready)
            by_plan[id(ready)].keep(job.what)
    for held in by_plan.values():
        yield from held.results()
