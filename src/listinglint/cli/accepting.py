"""`baseline write`, and runs that leave out what a baseline holds: old findings are accepted, new ones fail."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from listinglint import baseline
from listinglint.cli.request import Request, prepare
from listinglint.cli.speech import say
from listinglint.cli.writing import unwritable
from listinglint.config import Config
from listinglint.counted import many
from listinglint.errors import UsageError
from listinglint.model import Result
from listinglint.report import Tally
from listinglint.run import local


def write(request: Request) -> int:
    """Check and keep what is found as the baseline; return the exit code."""
    with ExitStack() as stack:
        chosen, options, units = prepare(request, stack)
        tally = Tally()
        found = list(tally.counted(local.results(local.jobs(units, options), options)))
    if not tally.listings:
        raise UsageError("no listing found", zh="没有找到任何商品")
    path = request.output or _baseline_path(chosen) or Path(baseline.DEFAULT)
    try:
        count = baseline.write(path, found)
    except OSError as broken:
        raise unwritable(path, broken) from None
    told = say(f"{many(count, 'finding')} written to {path}", f"已将 {count} 处问题写入 {path}")
    sys.stdout.write(told + "\n")
    return 3 if tally.failed else 0


def without(found: Iterator[Result], named: Path | None, chosen: Config, tally: Tally) -> Iterator[Result]:
    """Yield the results without what the baseline holds; what is left out is counted."""
    path = named or _baseline_path(chosen) or Path(baseline.DEFAULT)
    if not path.exists():
        if named is not None:
            raise UsageError(f"no baseline at {named}", zh=f"找不到基线文件：{named}")
        return found
    known = baseline.read(path)

    def kept() -> Iterator[Result]:
        for one in found:
            new, count = baseline.without(one, known)
            tally.baselined += count
            yield new

    return kept()


def _baseline_path(chosen: Config) -> Path | None:
    if not chosen.baseline:
        return None
    return Path(chosen.file).parent / chosen.baseline
