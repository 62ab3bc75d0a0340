"""What the command line asks for, and the settings, options and inputs that follow from it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from listinglint import cache, config, readers
from listinglint.cli import inputs
from listinglint.cli.inputs import Input
from listinglint.cli.speech import choose
from listinglint.config import Config
from listinglint.errors import UsageError
from listinglint.model import NotChecked
from listinglint.readers import Unit
from listinglint.readers.base import ReadSettings
from listinglint.report import GATES
from listinglint.run.local import Options
from listinglint.tuples import NamedTuple


class Request(NamedTuple):
    """The command line as it was given."""

    paths: tuple[Path, ...]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    lang: str = ""
    config: Path | None = None
    rules: tuple[Path, ...] = ()
    input_format: str = ""
    output_format: str = "text"
    output: Path | None = None
    fail_on: str = ""
    jobs: int = 1
    changed: bool = False
    stdin_filename: str = ""
    statistics: bool = False
    baseline: Path | None = None
    reports: tuple[Path, ...] = ()
    manifest: Path | None = None
    record: Path | None = None
    words: str = ""
    images_dirs: tuple[Path, ...] = ()
    fetch_images: bool = False
    verbose: bool = False
    timings: bool = False
    no_cache: bool = False


def prepare(request: Request, stack: ExitStack) -> tuple[Config, Options, Iterable[Unit | NotChecked]]:
    """Return the settings, the options and what there is to read."""
    first = inputs.start(request.paths, request.stdin_filename)
    chosen = config.read(request.config) if request.config else config.find(first)
    choose(request.lang or chosen.lang)
    known("--lang", [request.lang] if request.lang else [], ("zh", "en"))
    known("--market", request.markets, config.MARKETS)
    known("--channel", request.channels, config.CHANNELS)
    known("--words", [request.words] if request.words else [], config.READING)
    asked = _input(request, _reading(request), chosen, stack)
    options = Options(
        request.select, request.ignore, request.markets, request.channels,
        tuple(one.as_posix() for one in request.rules), asked.settings,
        chosen if request.config or asked.copied else None, today=today(), words=request.words, exempting=request.verbose,
    )  # fmt: skip
    return chosen, options, readers.find(asked.paths, asked.settings, chosen.skip, request.input_format)


def _reading(request: Request) -> ReadSettings:
    """Return how files are read: where pictures behind web addresses may be found."""
    settings = ReadSettings(
        root=Path.cwd().as_posix(), images_dirs=tuple(one.as_posix() for one in request.images_dirs)
    )
    for folder in request.images_dirs:
        if not folder.is_dir():
            raise UsageError(f"--images-dir {folder}: no such folder", zh=f"--images-dir {folder}：没有这个文件夹")
    return settings._replace(fetch_to=(cache.folder() / "pictures").as_posix()) if request.fetch_images else settings


def _input(request: Request, settings: ReadSettings, chosen: Config, stack: ExitStack) -> Input:
    if request.changed:
        return inputs.changed(request.paths, settings, chosen.skip)
    if inputs.STANDARD_INPUT in request.paths:
        if len(request.paths) > 1:
            raise UsageError("- stands alone, without other paths", zh="- 不能与其他路径同用")
        return inputs.standard(request.stdin_filename, settings, stack)
    return Input(request.paths or (Path(),), settings)


def options_told(request: Request) -> dict[str, Any]:
    """Return the choices of the command line that change what is found."""
    return {
        "paths": [path.as_posix() for path in request.paths], "select": list(request.select),
        "ignore": list(request.ignore), "markets": list(request.markets), "channels": list(request.channels),
        "rules": [path.as_posix() for path in request.rules], "input_format": request.input_format,
    }  # fmt: skip


def known(option: str, told: Iterable[str], allowed: tuple[str, ...]) -> None:
    """Refuse a value that nobody knows: a typo must not pass as a clean run."""
    for one in told:
        if one not in allowed:
            raise UsageError(
                f"{option} is '{one}'; allowed: {', '.join(allowed)}",
                zh=f"{option} 不能是“{one}”；可用：{'、'.join(allowed)}",
            )


def gates(told: str) -> tuple[str, ...]:
    """Return the gates that are named; refuse one that nobody knows."""
    named = tuple(one.strip() for one in told.split(","))
    known("--fail-on", named, GATES)
    return named


def processes(jobs: int) -> int:
    """Return how many processes there are to be."""
    return jobs or os.cpu_count() or 1


def today() -> str:
    """Return the day of the run; SOURCE_DATE_EPOCH makes reports the same again."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = float(told) if told.isdigit() else time.time()
    return time.strftime("%Y-%m-%d", time.localtime(moment))
