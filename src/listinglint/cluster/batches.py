"""From a table of listings to a table of what is wrong with them: the one function that every engine runs.

A row comes in as a listing in JSON with its number; exactly one row goes out for each, with the very lines that
`check --format jsonl` prints about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from listinglint.config import Config
from listinglint.model import Finding, Listing, NotChecked, Result, Severity
from listinglint.readers import listings as reader
from listinglint.reporters import plain
from listinglint.run import local
from listinglint.run.local import Job, Options, Plans
from listinglint.tuples import NamedTuple

Batch = Any  # a pyarrow.RecordBatch


class Task(NamedTuple):
    """What every part has in common: how it is judged, in which language it is told, under which name and beside what it lies."""

    options: Options
    config: Config = Config()
    lang: str = "en"
    name: str = "catalogue.jsonl"
    folder: str = "."


def check_batches(batches: Iterable[Batch], task: Task) -> Iterator[Batch]:
    """Check batches with the columns `number` and `listing` (JSON); yield one with `schema()` for each."""
    for batch in batches:
        numbers, texts = batch.column("number").to_pylist(), batch.column("listing").to_pylist()
        pairs = zip(numbers, texts, strict=True)
        yield told(((number, text, judged(number, text, task)) for number, text in pairs), task.lang)


def judged(number: int, text: str, task: Task) -> Result:
    """Check the listing of one row."""
    settings = local.reading(task.config, task.options)
    one = reader.read_line(text, number, task.name, Path(task.folder) / Path(task.name).name, settings)
    if isinstance(one, Listing):
        one = local.pardoned(local.scoped(one, task.config, task.options), task.config, task.options)
    return local.result(Job(one, task.config), _plans(task.options), task.options)


_known: list[tuple[Options, Plans]] = []


def _plans(options: Options) -> Plans:
    """Load the rules, once in each process."""
    if not _known or _known[0][0] != options:
        _known[:] = [(options, Plans(options))]
    return _known[0][1]


def told(results: Iterable[tuple[int, str, Result]], lang: str) -> Batch:
    """Return results as a batch."""
    import pyarrow as pa  # half a second, only where catalogues are checked in parts

    return pa.RecordBatch.from_pylist([_row(number, one, lang) for number, _, one in results], schema=schema())


def schema() -> Any:
    """Return the columns of the answer."""
    import pyarrow as pa

    counts = [(name, pa.int32()) for name in ("errors", "warnings", "infos", "reviews", "failed", "unavailable")]
    return pa.schema([("number", pa.int64()), ("listing", pa.string()), *counts, ("lines", pa.list_(pa.string()))])


def _row(number: int, one: Result, lang: str) -> dict[str, Any]:
    def count(level: Severity) -> int:
        return sum(it.severity == level and it.verdict != "review" for it in one.findings)

    said: list[Finding | NotChecked] = [*one.findings, *one.suppressed, *one.not_checked]
    causes = [it.cause for it in one.not_checked]
    return {
        "number": number, "listing": one.listing, "errors": count(Severity.error), "warnings": count(Severity.warning),
        "infos": count(Severity.info), "reviews": sum(it.verdict == "review" for it in one.findings),
        "failed": causes.count("failed"), "unavailable": causes.count("unavailable"),
        "lines": [plain.dumps(_plain(it, lang)) for it in said],
    }  # fmt: skip


def _plain(one: Finding | NotChecked, lang: str) -> dict[str, Any]:
    return plain.not_checked(one, lang) if isinstance(one, NotChecked) else plain.finding(one, lang)
