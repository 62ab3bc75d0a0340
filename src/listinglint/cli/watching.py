"""`watch`: checks again whatever changes, until Ctrl-C."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from listinglint import config
from listinglint.cli import checking, inputs, reports
from listinglint.cli.request import Request
from listinglint.cli.speech import choose, say
from listinglint.errors import ListinglintError
from listinglint.readers.base import ReadSettings
from listinglint.run import watching


def run(request: Request, every: float, wait: Callable[[float], None] = time.sleep) -> int:
    """Check everything once, then what changes; `wait` ends the watch by raising KeyboardInterrupt."""
    choose(request.lang)
    paths = request.paths or (Path(),)
    lost = inputs.missing(paths)
    if lost is not None:
        raise lost
    before = watching.snapshot(paths)
    _check(request._replace(paths=paths))
    try:
        while True:
            _say(say("watching, Ctrl-C ends it", "正在监视，按 Ctrl-C 结束"))
            before = _next(request, paths, before, every, wait)
    except KeyboardInterrupt:
        _say(say("ended", "已结束"))
        return 0


def _next(
    request: Request, paths: tuple[Path, ...], before: watching.Snapshot, every: float, wait: Callable[[float], None]
) -> watching.Snapshot:
    """Wait for a change that has come to rest, check what it touches and return the new state."""
    while True:
        wait(every)
        after = watching.snapshot(paths)
        if after == before:
            continue
        wait(every)  # a picture that is being copied changes again
        while (later := watching.snapshot(paths)) != after:
            after = later
            wait(every)
        if _looked_at(request, paths, watching.changed(before, after)):
            return watching.snapshot(paths)
        before = after


def _looked_at(request: Request, paths: tuple[Path, ...], files: list[Path]) -> bool:
    """Check the listings that the files belong to and renew the reports; False where they belong to none."""
    try:
        chosen = config.read(request.config) if request.config else config.find(paths[0])
        touched = watching.units(files, ReadSettings(root=Path.cwd().as_posix()), chosen.skip)
    except ListinglintError as wrong:
        _say(wrong.told(say("en", "zh")))
        return True
    if not touched:
        return False
    _check(request._replace(paths=tuple(_near(one) for one in touched), reports=()))
    for report in reports.further(request.reports):
        # The pages and sheets are about everything, not only about what has changed.
        _check(request._replace(paths=paths, output_format=report.format, output=report.path, reports=()))
    return True


def _near(path: Path) -> Path:
    """Return a path as people would write it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) and path != Path.cwd() else path


def _check(request: Request) -> None:
    """Check; a mistake in a rule or settings file is told, and the watch goes on."""
    try:
        checking.run(request)
    except ListinglintError as wrong:
        _say(wrong.told(say("en", "zh")))


def _say(text: str) -> None:
    sys.stderr.write(f"[{datetime.now().astimezone():%H:%M:%S}] {text}\n")
    sys.stderr.flush()
