"""`check --record` and `trend`: what is new and what is fixed since the last run, and how it goes over time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from listinglint.cli.speech import choose, language, say
from listinglint.counted import many
from listinglint.errors import UsageError
from listinglint.report import Tally

if TYPE_CHECKING:
    from listinglint.cli.request import Request
    from listinglint.history import Recorder, Run


def recorder(request: Request, gates: tuple[str, ...], tally: Tally) -> Recorder | None:
    """Return who keeps the run, None where it is not to be kept."""
    if request.record is None:
        if "new-error" in gates:
            raise UsageError("--fail-on new-error needs --record", zh="--fail-on new-error 需要 --record")
        return None
    from listinglint.history import Recorder

    return Recorder(request.record, tally, request.paths or (Path(),))


def finish(kept: Recorder | None, tally: Tally) -> None:
    """Keep the run, and say what has changed since the one before."""
    if kept is None:
        return
    run = kept.finish()
    tally.new_errors = run.new_errors
    told = say(
        f"recorded: {run.new} new ({many(run.new_errors, 'error')}), {run.fixed} fixed since the last run",
        f"已记录：比上次新增 {run.new} 处（错误 {run.new_errors}），解决 {run.fixed} 处",
    )
    sys.stderr.write(told + "\n")


def trend(history: Path, output: Path | None, last: int, lang: str) -> int:
    """Print the last runs, or write the dashboard; return the exit code."""
    choose(lang)
    if not history.exists():
        raise UsageError(
            f"no history at {history}; run: listinglint check --record",
            zh=f"{history} 没有历史记录；请先运行 listinglint check --record",
        )
    from listinglint.history import board

    told = board(history, last)
    if output is None:
        sys.stdout.writelines(_lines(told.runs))
        return 0
    from listinglint.reporters import dashboard

    try:
        dashboard.write(told, language(), output)
    except OSError as broken:
        from listinglint.cli.writing import unwritable

        raise unwritable(output, broken) from None
    sys.stdout.write(say(f"dashboard written: {output}\n", f"看板已写入：{output}\n"))
    return 0


def _lines(runs: tuple[Run, ...]) -> Iterator[str]:
    names = (say("day", "日期"), *(say(en, zh) for en, zh in (
        ("listings", "商品"), ("clean", "通过"), ("errors", "错误"), ("warnings", "警告"), ("info", "提示"),
        ("new", "新增"), ("fixed", "已解决"), ("failed", "失败"),
    )))  # fmt: skip
    yield "\t".join(names) + "\n"
    for run in runs:
        counts = (run.listings, run.clean, run.errors, run.warnings, run.infos, run.new, run.fixed, run.failed)
        yield "\t".join((run.day, *map(str, counts))) + "\n"
