"""What worker processes do: check batches of listings, and tell where their time went if somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from listinglint.model import Listing, NotChecked, Result, Words
from listinglint.run import local
from listinglint.run.local import Job, Options, Plans
from listinglint.run.pool import Work, spread

if TYPE_CHECKING:
    from listinglint.run.timings import Clock, Spent


def pooled(
    found: Iterable[Job], plans: Plans, options: Options, processes: int, clock: Clock | None = None
) -> Iterator[Result]:
    """Spread the jobs over processes and yield their results in order."""
    weight = partial(_weight, plans)
    if clock is None:
        return spread(found, Work(_start, (options,), _work, _killing, weight=weight), processes)
    work: Work[Job, tuple[Result, Spent]] = Work(
        _start_clocked, (options,), _work_clocked, lambda job: (_killing(job), {}), weight=weight
    )
    return _clocked(spread(found, work, processes), clock)


_PICTURE = 8  # times as long as a text: four pictures are a batch


def _weight(plans: Plans, job: Job) -> int:
    """Tell how heavy a job is: one, and more for the pictures in it that will be looked at."""
    if isinstance(job.what, NotChecked) or not plans.of(job.config).wants.pictures:
        return 1
    return 1 + _PICTURE * sum(not image.remote for image in job.what.images)


def _clocked(found: Iterable[tuple[Result, Spent]], clock: Clock) -> Iterator[Result]:
    for one, spent in found:
        clock.add(spent)
        yield one


_plans: list[tuple[Plans, Options]] = []
_clocks: list[Clock] = []
_entered = ExitStack()  # clocks that run until the process ends


def _start(options: Options) -> None:
    _plans[:] = [(Plans(options), options)]


def _work(batch: list[Job]) -> list[Result]:
    return [local.result(job, *_plans[0]) for job in batch]


def _start_clocked(options: Options) -> None:
    from listinglint.run import timings

    _clocks[:] = [_entered.enter_context(timings.running(timings.Clock()))]
    _clocks[0].started()
    _start(options)


def _work_clocked(batch: list[Job]) -> list[tuple[Result, Spent]]:
    """Return the results, and with the last of them what the process has spent since it was asked before."""
    done = _work(batch)
    return [(one, _clocks[0].taken() if number == len(done) else {}) for number, one in enumerate(done, 1)]


_KILLING = Words("检查此商品的进程意外终止，未检查", "the process that checked this listing died; not checked")


def _killing(job: Job) -> Result:
    """Tell of a listing that ends every process that checks it."""
    name = job.what.id if isinstance(job.what, Listing) else job.what.listing
    return Result(name, job.what.file, (), (NotChecked(name, "", "failed", _KILLING, job.what.file),))
