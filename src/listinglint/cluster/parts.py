"""A catalogue cut into parts, each checked by itself and written whole or not at all.

A part's answer is named by everything that it depends on: the stretch of the catalogue, the rules, the options.  So a run
that was killed goes on where it stopped, and a run after a change does again what has changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from listinglint import __version__
from listinglint.cluster.batches import Batch, Task, check_batches, judged, told
from listinglint.model import NotChecked, Result, Words
from listinglint.run.pool import Work, spread
from listinglint.tuples import NamedTuple

ROWS = 2_000
_BYTES = 8_000_000  # a part is as short as the first of both allows
_BATCH = 500
_CHUNK = 1 << 22


class Part(NamedTuple):
    """A stretch of the catalogue: bytes [start, end) from line `line` on, and the name of its answer."""

    source: str
    target: str
    start: int
    end: int
    line: int
    name: str


def place(uri: str) -> tuple[Any, str]:
    """Return the file system and the path in it of a local path or an address such as s3://bucket/key."""
    from pyarrow import fs

    if "://" in uri:
        found: tuple[Any, str] = fs.FileSystem.from_uri(uri)
        return found
    return fs.LocalFileSystem(), str(Path(uri).absolute())


def cut(source: str, target: str, key: str) -> Iterator[Part]:
    """Cut a listings file; `key` is the digest of the rules and options."""
    files, path = place(source)
    about = files.get_file_info(path)
    with files.open_input_stream(path) as stream:
        for number, (start, end, line) in enumerate(_stretches(stream)):
            stamp = f"{source} {about.size} {about.mtime_ns} {start} {end} {key} {__version__}"
            name = f"part-{number:06d}-{sha256(stamp.encode()).hexdigest()[:16]}"
            yield Part(source, target, start, end, line, name)


def _stretches(stream: Any) -> Iterator[tuple[int, int, int]]:
    start = line = begin = 0
    at = 0
    while chunk := stream.read(_CHUNK):
        end = chunk.find(b"\n") + 1
        while end:
            line += 1
            if line - begin >= ROWS or at + end - start >= _BYTES:
                yield start, at + end, begin + 1
                start, begin = at + end, line
            end = chunk.find(b"\n", end) + 1
        at += len(chunk)
    if at > start:
        yield start, at, begin + 1


def rows(part: Part) -> Iterator[tuple[int, str]]:
    """Yield the lines of a part that hold anything, with their numbers."""
    files, path = place(part.source)
    with files.open_input_file(path) as file:
        file.seek(part.start)
        data = file.read(part.end - part.start)
    for number, line in enumerate(data.split(b"\n"), part.line):
        text = line.decode("utf-8", "replace").removeprefix("\ufeff" if number == 1 else "\0").rstrip("\r")
        if text.strip():
            yield number, text


def answer(part: Part, task: Task) -> dict[str, Any]:
    """Check a part and write its answer; return the counts."""
    import pyarrow as pa

    source = rows(part)
    names = ["number", "listing"]
    batches = (
        pa.RecordBatch.from_arrays([pa.array(column) for column in zip(*some, strict=True)], names)
        for some in iter(lambda: list(islice(source, _BATCH)), [])
    )
    return written(part, check_batches(batches, task))


def written(part: Part, batches: Iterable[Batch]) -> dict[str, Any]:
    """Write the answer of a part under another name and put it in place when it is whole; return the counts."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from listinglint.cluster.batches import schema

    table = pa.Table.from_batches(batches, schema())
    whole = BytesIO()
    pq.write_table(table, whole, compression="zstd")
    files, folder = place(part.target)
    partial = f"{folder}/.{part.name}.{os.getpid()}"
    with files.open_output_stream(partial) as out:
        out.write(whole.getvalue())
    files.move(partial, f"{folder}/{part.name}.parquet")
    return counts(part, table)


def counts(part: Part, table: Any) -> dict[str, Any]:
    """Return what is counted of a part."""
    names = ("errors", "warnings", "infos", "reviews", "failed", "unavailable")
    found = {name: sum(table.column(name).to_pylist()) for name in names}
    with_findings = sum(
        any(row[name] for name in ("errors", "warnings", "infos", "reviews")) for row in table.select(names).to_pylist()
    )
    return {"part": part.name, "listings": table.num_rows, "with_findings": with_findings, **found}


def known(parts: Iterable[Part]) -> Iterator[tuple[Part, dict[str, Any] | None]]:
    """Yield the parts with the counts of those that an earlier run has finished."""
    import pyarrow.parquet as pq

    found: set[str] | None = None
    for part in parts:
        files, folder = place(part.target)
        if found is None:
            from pyarrow import fs

            selector = fs.FileSelector(folder, allow_not_found=True)
            found = {one.base_name for one in files.get_file_info(selector)}
        name = f"{part.name}.parquet"
        done = counts(part, pq.read_table(f"{folder}/{name}", filesystem=files)) if name in found else None
        yield part, done


def locally(parts: Iterable[Part], task: Task, processes: int) -> Iterator[dict[str, Any]]:
    """Check parts on this machine; a listing that kills its process is found and told as not checked."""
    work: Work[Part, dict[str, Any]] = Work(_begin, (task,), _answers, lambda part: isolated(part, task), 1)
    yield from spread(parts, work, max(processes, 1))


_task: list[Task] = []


def _begin(task: Task) -> None:
    _task[:] = [task]


def _answers(batch: list[Part]) -> list[dict[str, Any]]:
    return [answer(part, _task[0]) for part in batch]


def _judged(batch: list[tuple[int, str]]) -> list[Result]:
    return [judged(number, text, _task[0]) for number, text in batch]


_KILLING = Words("检查此商品的进程意外终止，未检查", "the process that checked this listing died; not checked")


def isolated(part: Part, task: Task) -> dict[str, Any]:
    """Check a part that ends its process, so that only the listing that does it goes unchecked."""
    lines = list(rows(part))

    def lost(row: tuple[int, str]) -> Result:
        name = f"{task.name}:{row[0]}"
        return Result(name, task.name, (), (NotChecked(name, "", "failed", _KILLING, task.name, row[0]),))

    results = spread(lines, Work(_begin, (task,), _judged, lost), 1)
    whole = [(number, text, one) for (number, text), one in zip(lines, results, strict=True)]
    return written(part, [told(whole, task.lang)])


def finish(target: str, done: list[dict[str, Any]], about: dict[str, Any]) -> dict[str, Any]:
    """Write the manifest: which parts there are and what was counted, and take away the parts of other runs."""
    from pyarrow import fs

    files, folder = place(target)
    keep = {f"{one['part']}.parquet" for one in done}
    for one in files.get_file_info(fs.FileSelector(folder)):
        if one.base_name.startswith(("part-", ".part-")) and one.base_name not in keep:
            files.delete_file(one.path)
    names = ("listings", "with_findings", "errors", "warnings", "infos", "reviews", "failed", "unavailable")
    whole = {**about, "version": __version__, **{name: sum(one[name] for one in done) for name in names}, "parts": done}
    with files.open_output_stream(f"{folder}/.manifest.{os.getpid()}") as out:
        out.write(json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n")
    files.move(f"{folder}/.manifest.{os.getpid()}", f"{folder}/manifest.json")
    return whole


def begun(target: str) -> bool:
    """Tell whether a folder holds parts already."""
    from pyarrow import fs

    files, folder = place(target)
    found = files.get_file_info(fs.FileSelector(folder, allow_not_found=True))
    return any(one.base_name.startswith("part-") for one in found)
