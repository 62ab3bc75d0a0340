"""`compare`: listings held against each other, told by the same reporters as those of `check`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

from listinglint.cli import checking
from listinglint.cli.request import Request, gates, prepare
from listinglint.cli.speech import language
from listinglint.compare import compared
from listinglint.errors import UsageError
from listinglint.model import Listing, NotChecked, Result
from listinglint.report import Tally
from listinglint.run import local
from listinglint.run.local import Job, Plans


def run(request: Request) -> int:
    """Compare the listings below the paths and report; return the exit code.

    All are kept in memory, unlike in `check`: every one may agree or disagree with any other.
    """
    with ExitStack() as stack:
        chosen, options, units = prepare(request, stack)
        plans = Plans(options)
        ready = plans.of(chosen)
        jobs = list(local.jobs(units, options))
        tally = Tally(ready.rules.digest, language(), rules_run=tuple(sorted(ready.rules.ids)))
        checking.tell(request, _results(jobs, plans), tally)
    if not tally.listings and not tally.failed:
        raise UsageError("no listing found", zh="没有找到任何商品")
    return tally.exit_code(gates(request.fail_on or chosen.fail_on or "error"))


def _results(jobs: list[Job], plans: Plans) -> Iterator[Result]:
    """Yield what could not be read, and the listings by the settings that hold for them."""
    for job in jobs:
        if isinstance(job.what, NotChecked):
            yield Result(job.what.listing, job.what.file, (), (job.what,), is_listing=False)
    by_plan: dict[int, list[Job]] = {}
    for job in jobs:
        if isinstance(job.what, Listing):
            by_plan.setdefault(id(plans.of(job.config)), []).append(job)
    for group in by_plan.values():
        listings = [job.what for job in group if isinstance(job.what, Listing)]
        yield from compared(listings, plans.of(group[0].config))
