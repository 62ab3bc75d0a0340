"""Where the reports of a run go: lines to the screen or a file, pages and sheets into files of their own."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from listinglint import reporters
from listinglint.cli.speech import language, say
from listinglint.counted import many
from listinglint.errors import UsageError
from listinglint.model import Result
from listinglint.report import Tally
from listinglint.run.spool import Spool
from listinglint.tuples import NamedTuple

_ENDINGS = {
    ".html": "html", ".xlsx": "xlsx", ".csv": "csv", ".md": "markdown", ".json": "json", ".jsonl": "jsonl",
    ".sarif": "sarif", ".xml": "junit", ".txt": "text",
}  # fmt: skip


class Further(NamedTuple):
    """A report beside the main one."""

    format: str
    path: Path


def further(paths: Iterable[Path]) -> tuple[Further, ...]:
    """Return the formats of further reports, told by the endings of their names."""
    told = []
    for path in paths:
        name = _ENDINGS.get(path.suffix.lower())
        if name is None:
            known = ", ".join(_ENDINGS)
            raise UsageError(
                f"--report {path}: the name must end in one of {known}",
                zh=f"--report {path}：文件名应以 {known} 之一结尾",
            )
        reporters.find(name) if name not in reporters.FILES else reporters.writer(name)
        told.append(Further(name, path))
    return tuple(told)


def default(name: str) -> Path:
    """Return where a report of pages or sheets goes that was not given a place."""
    stem = "检查结果" if language() == "zh" else "listinglint-report"
    return Path(f"{stem}.{name}")


def shown(name: str) -> bool:
    """Tell whether a format shows the texts of listings, which a run must then keep."""
    return name in reporters.SKETCHED


def save(name: str, results: Iterable[Result], tally: Tally, path: Path) -> None:
    """Write one report and say where it is."""
    from listinglint.cli.writing import unwritable, write_lines

    if name in reporters.FILES:
        try:
            files: tuple[Path, ...] = reporters.writer(name)(results, tally, path)
        except OSError as broken:
            raise unwritable(path, broken) from None
    else:
        write_lines(reporters.find(name)(results, tally), path)
        files = (path,)
    more = (
        say(f" (and {many(len(files) - 1, 'more file')})", f"（另有 {len(files) - 1} 个文件）")
        if len(files) > 1
        else ""
    )
    sys.stderr.write(say(f"report written: {path}", f"报告已写入：{path}") + more + "\n")


def save_further(told: Iterable[Further], spool: Spool, tally: Tally) -> None:
    """Write the further reports from the results that were kept."""
    for one in told:
        save(one.format, spool.again(), tally.anew(), one.path)
