"""Work over several processes: in order, each item once, whatever happens to a worker."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from listinglint.run.pool import Work, spread

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="workers are killed by a signal")
_state: list[Path] = []


def begin(folder: Path) -> None:
    _state[:] = [folder]


def do(batch: list[int]) -> list[str]:
    """Kill this process where an item says so: -1 always, -2 the first time that it is met."""
    out = []
    for item in batch:
        mark = _state[0] / "met"
        if item == -1 or (item == -2 and not mark.exists()):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        out.append(f"done {item}")
    return out


def lost(item: int) -> str:
    return f"lost {item}"


@pytest.mark.parametrize("processes", [1, 2])
def test_order_is_kept(tmp_path: Path, processes: int) -> None:
    items = range(300)
    assert list(spread(items, Work(begin, (tmp_path,), do, lost), processes)) == [f"done {one}" for one in items]


def test_what_kills_workers_stands_alone_and_nothing_else_is_lost(tmp_path: Path) -> None:
    items = [*range(200), -1, *range(200, 260), -2, *range(260, 300)]
    told = list(spread(items, Work(begin, (tmp_path,), do, lost), 2))
    assert told == [f"{'lost' if one == -1 else 'done'} {one}" for one in items]


def test_a_mistake_in_the_work_itself_reaches_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        list(spread([1, 2, 0, 3], Work(begin, (tmp_path,), halves, lost), 2))


def halves(batch: list[int]) -> list[str]:
    return [str(2 / one) for one in batch]


def test_no_more_is_read_than_is_in_flight(tmp_path: Path) -> None:
    read = []

    def items() -> object:
        for one in range(10_000):
            read.append(one)
            yield one

    told = spread(items(), Work(begin, (tmp_path,), do, lost), 2)  # type: ignore[arg-type]
    assert next(told) == "done 0"
    assert len(read) <= 2 * 3 * 32 + 32
    told.close()  # type: ignore[attr-defined]


def sizes(batch: list[int]) -> list[int]:
    return [len(batch)] * len(batch)


def test_heavy_items_go_alone_and_light_ones_together(tmp_path: Path) -> None:
    weigh = {100: 40, 101: 40}.get
    work = Work(begin, (tmp_path,), sizes, lambda _: 0, weight=lambda item: weigh(item) or 1)
    told = list(spread([*range(33), 100, 101, *range(4)], work, 2))
    assert told == [32] * 32 + [2] * 2 + [1] + [4] * 4
