"""Spreads work over processes, in order and with flat memory; a worker that dies takes nothing with it.

What a dead worker was at is done again with care, alone: halved until the item that kills workers stands by itself, which is
then told as lost.  All the others are done once and come out in their order.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

_BATCH = 32
_AHEAD = 3  # batches a process that are in flight
_TRIES = 2  # of an item alone, before it is told that it kills workers
Item = TypeVar("Item")
Done = TypeVar("Done")
_END: Any = object()


def _light(_: object) -> int:
    return 1


class Work(NamedTuple, Generic[Item, Done]):
    """What is done: `begin` once in each process with `given`, `do` with each batch; `lost` tells of an item that kills.

    A batch is full with `size` items, or earlier where they are heavy: what takes seconds goes out alone, or one process
    would still have a batch before it when the others have nothing left.  `known` tells what becomes of an item if that needs no process; it is asked twice.
    """

    begin: Callable[..., None]
    given: tuple[object, ...]
    do: Callable[[list[Item]], list[Done]]
    lost: Callable[[Item], Done]
    size: int = _BATCH  # items of weight 1 that go to a process at a time
    weight: Callable[[Item], int] = _light
    known: Callable[[Item], Done | None] = lambda _: None


def spread(items: Iterable[Item], work: Work[Item, Done], processes: int) -> Iterator[Done]:
    """Yield what becomes of the items, in their order."""
    stream = iter(items)
    waiting: deque[tuple[list[Item], Future[list[Done]]]] = deque()
    crew = _Crew(work, processes)
    try:
        while True:
            broken = False
            while _room(waiting, work, processes) and (batch := _batch(stream, work)):
                waiting.append((batch, _submitted(crew, _unknown(batch, work))))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                done = future.result()
            except _broken():
                broken, done = True, list(_carefully(_unknown(batch, work), work))
            yield from _merged(batch, done, work)
            if broken:
                crew.end()
                crew = _Crew(work, processes)
                waiting = deque((batch, _again(crew, _unknown(batch, work), future)) for batch, future in waiting)
    except BaseException:
        crew.stop()  # whoever ends a run early waits for no one
        raise
    finally:
        crew.end()


def _room(waiting: Iterable[tuple[list[Item], object]], work: Work[Item, Done], processes: int) -> bool:
    """Tell whether more may be in flight: counted in items, so that one slow item does not leave the others idle."""
    return sum(len(batch) for batch, _ in waiting) <= (_AHEAD * processes - 1) * work.size


def _batch(stream: Iterator[Item], work: Work[Item, Done]) -> list[Item]:
    """Take the next items, until they weigh a full batch."""
    batch: list[Item] = []
    weight = 0
    while weight < work.size and (item := next(stream, _END)) is not _END:
        batch.append(item)
        weight += work.weight(item)
    return batch


def _unknown(batch: list[Item], work: Work[Item, Done]) -> list[Item]:
    return [item for item in batch if work.known(item) is None]


def _merged(batch: list[Item], done: list[Done], work: Work[Item, Done]) -> Iterator[Done]:
    """Yield what was done and what was known of a batch in the order of its items."""
    rest = iter(done)
    for item in batch:
        known = work.known(item)
        yield next(rest) if known is None else known


class _Crew(Generic[Item, Done]):
    """The processes; they start with the first batch that needs them."""

    def __init__(self, work: Work[Item, Done], processes: int) -> None:
        self._work = work
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._started: set[BaseProcess] = set()

    def submit(self, batch: list[Item]) -> Future[list[Done]]:
        if self._pool is not None:
            return self._pool.submit(self._work.do, batch)
        self._pool = _crew(self._work, self._processes)
        from multiprocessing import active_children

        before = set(active_children())
        with _uninterrupted():  # all processes start now, and none is to hear of Ctrl-C
            future = self._pool.submit(self._work.do, batch)
        self._started = set(active_children()) - before
        return future

    def stop(self) -> None:
        """End the processes in the middle of what they do."""
        for one in self._started:
            one.terminate()

    def end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back; processes that are started meanwhile never hear of it, the first one does afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield  # on Windows they hear of it until `_begin`
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _submitted(crew: _Crew[Item, Done], batch: list[Item]) -> Future[list[Done]]:
    """Hand a batch to the crew; one that has just lost a worker takes none, and the batch waits for the next crew."""
    from concurrent.futures import Future

    future: Future[list[Done]] = Future()
    if not batch:
        future.set_result([])
        return future
    try:
        return crew.submit(batch)
    except _broken() as gone:
        future.set_exception(gone)
        return future


def _again(crew: _Crew[Item, Done], batch: list[Item], future: Future[list[Done]]) -> Future[list[Done]]:
    """Keep what was finished before the crew broke, hand the rest to the new one."""
    finished = future.done() and not future.cancelled() and future.exception() is None
    return future if finished else _submitted(crew, batch)


def _carefully(batch: list[Item], work: Work[Item, Done]) -> Iterator[Done]:
    """Do a batch in a process of its own, halved where that dies."""
    for _ in range(_TRIES if len(batch) == 1 else 1):
        with _crew(work, 1) as alone:
            try:
                with _uninterrupted():
                    future = alone.submit(work.do, batch)
                done = future.result()
            except _broken():
                continue
            yield from done
            return
    if len(batch) == 1:
        yield work.lost(batch[0])
        return
    half = len(batch) // 2
    yield from _carefully(batch[:half], work)
    yield from _carefully(batch[half:], work)


def _crew(work: Work[Item, Done], processes: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor  # 30 ms, only for several processes
    from multiprocessing import get_context

    return ProcessPoolExecutor(processes, get_context("spawn"), _begin, (work.begin, work.given))


def _begin(begin: Callable[..., None], given: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the first process ends the others
    begin(*given)


def _broken() -> type[Exception]:
    from concurrent.futures.process import BrokenProcessPool

    return BrokenProcessPool
