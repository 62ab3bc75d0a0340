"""Hands the parts of a catalogue to an engine: this machine's processes, Ray Data or Spark.

An engine only maps parts to counts; the parts are read and their answers written by the workers themselves.  Whatever an
engine leaves undone, because a listing kills its workers, is done here with care.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from listinglint.cluster import parts as cutting
from listinglint.cluster.batches import Task
from listinglint.cluster.parts import Part
from listinglint.errors import UsageError, cause

Counts = dict[str, Any]
Engine = Callable[[list[Part], Task, int], Iterable[Counts]]


def run(source: str, target: str, task: Task, key: str, engine: str, processes: int) -> Counts:
    """Check a catalogue in parts and return what is in the manifest.  Parts that are finished are not done again."""
    start = ENGINES[engine]
    files, folder = cutting.place(target)
    try:
        files.create_dir(folder, recursive=True)
    except OSError as broken:
        en, zh = cause(broken)
        raise UsageError(f"{target} cannot be written: {en}", zh=f"无法写入 {target}：{zh}") from None
    done: list[Counts] = []
    todo: list[Part] = []
    for part, known in cutting.known(cutting.cut(source, target, key)):
        if known is None:
            todo.append(part)
        else:
            done.append(known)
    kept = len(done)
    done += _whole(start, todo, task, processes)
    done.sort(key=lambda one: str(one["part"]))
    return cutting.finish(target, done, {"rules_digest": key, "source": source, "kept_parts": kept})


def _whole(start: Engine, todo: list[Part], task: Task, processes: int) -> Iterator[Counts]:
    told: set[str] = set()
    try:
        for one in start(todo, task, processes) if todo else ():
            told.add(str(one["part"]))
            yield one
    except UsageError:
        raise
    except Exception as broken:  # what an engine raises when its workers die is its own affair
        if start is cutting.locally:
            raise
        sys.stderr.write(f"{type(broken).__name__}: the engine gave up; the rest is done on this machine\n")
    for part, known in cutting.known(part for part in todo if part.name not in told):
        yield known if known is not None else cutting.isolated(part, task)


class _Answering:
    """What a Ray actor does: it loads the rules once and answers part after part."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        told = [
            cutting.answer(Part(*row), self._task) for row in zip(*(batch[name] for name in Part._fields), strict=True)
        ]
        return {name: [one[name] for one in told] for name in told[0]}


def by_ray(parts: list[Part], task: Task, processes: int) -> Iterator[Counts]:
    """Map the parts with Ray Data, on the cluster that Ray is connected to, or on this machine."""
    try:
        import ray  # 0.8 s, and only in this engine
        import ray.data
    except ImportError as missing:
        raise UsageError(
            "--engine ray needs: pip install listinglint[ray]", zh="--engine ray 需要：pip install listinglint[ray]"
        ) from missing
    if not ray.is_initialized():
        ray.init(log_to_driver=False, configure_logging=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    told = ray.data.from_items([part._asdict() for part in parts], override_num_blocks=len(parts)).map_batches(
        # Half a core each: actors that take all of them would leave none for reading, and both would wait for ever.
        _Answering, fn_constructor_args=(task,), batch_size=1, concurrency=max(processes, 1), num_cpus=0.5,
    )  # fmt: skip
    yield from ({**row} for row in told.iter_rows())


def by_spark(parts: list[Part], task: Task, processes: int) -> Iterator[Counts]:
    """Map the parts with Spark's `mapInArrow`, in the session that is there, or in one on this machine."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as missing:
        raise UsageError(
            "--engine spark needs: pip install listinglint[spark]",
            zh="--engine spark 需要：pip install listinglint[spark]",
        ) from missing
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("listinglint").config("spark.ui.enabled", "false")
    if SparkSession.getActiveSession() is None and "SPARK_HOME" not in os.environ and "SPARK_REMOTE" not in os.environ:
        builder = builder.master(f"local[{max(processes, 1)},4]")  # with less than two tries a dead worker ends the job
    session = builder.getOrCreate()
    columns = "source string, target string, start long, end long, line long, name string"
    frame = session.createDataFrame([tuple(part) for part in parts], columns).repartition(len(parts), "name")
    counts = "part string, listings long, with_findings long, errors long, warnings long, infos long, reviews long"
    told = frame.mapInArrow(_mapped(task), f"{counts}, failed long, unavailable long")
    yield from (row.asDict() for row in told.toLocalIterator())


def _mapped(task: Task) -> Callable[[Iterable[Any]], Iterator[Any]]:
    def mapped(batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow as pa

        for batch in batches:
            found = [cutting.answer(Part(**row), task) for row in batch.to_pylist()]
            if found:
                yield pa.RecordBatch.from_pylist(found)

    return mapped


ENGINES: dict[str, Engine] = {"local": cutting.locally, "ray": by_ray, "spark": by_spark}
