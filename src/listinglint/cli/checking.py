"""`check` and `baseline write`: from paths to a report and an exit code."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple, TextIO

from listinglint import baseline, config, readers, reporters
from listinglint.cli.speech import choose, language, say
from listinglint.config import Config
from listinglint.errors import UsageError
from listinglint.model import NotChecked, Result
from listinglint.readers import Unit
from listinglint.readers.base import ReadSettings
from listinglint.report import GATES, Tally
from listinglint.run import local
from listinglint.run.local import Options

_MARKETS = ("CN", "US", "EU", "UK")


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


def run(request: Request) -> int:
    """Check and report; return the exit code."""
    with ExitStack() as stack:
        chosen, options, units = prepare(request, stack)
        gates = _gates(request.fail_on or chosen.fail_on or "error")
        render = reporters.find(request.output_format)
        plans = local.Plans(options)
        digest = plans.of(chosen).rules.digest
        tally = Tally(digest, language())
        found = local.results(local.jobs(units, options), options, _processes(request.jobs), plans)
        found = _without_baseline(found, request.baseline, chosen, tally)
        lines = render(watched(found), tally)
        if request.output_format == "text" and _coloured(request):
            from listinglint.reporters.text_ import render as text

            lines = text(watched(found), tally, colour=True)
        _write(lines, request.output)
    if request.statistics:
        from listinglint.reporters.text_ import statistics

        sys.stderr.writelines(statistics(tally.rules))
    if not tally.listings and not tally.failed and not request.changed:
        raise UsageError("no listing found", zh="没有找到任何商品")
    return tally.exit_code(gates)


def write_baseline(request: Request) -> int:
    """Check and keep what is found as the baseline; return the exit code."""
    with ExitStack() as stack:
        chosen, options, units = prepare(request, stack)
        tally = Tally()
        found = tally.counted(local.results(local.jobs(units, options), options))
        path = request.output or _baseline_path(chosen) or Path(baseline.DEFAULT)
        count = baseline.write(path, found)
    if not tally.listings:
        raise UsageError("no listing found", zh="没有找到任何商品")
    told = say(f"{count} findings written to {path}", f"已将 {count} 处问题写入 {path}")
    sys.stdout.write(told + "\n")
    return 3 if tally.failed else 0


def prepare(request: Request, stack: ExitStack) -> tuple[Config, Options, Iterable[Unit | NotChecked]]:
    """Return the settings, the options and what there is to read."""
    first = next((one for one in request.paths if str(one) != "-"), Path())
    chosen = config.read(request.config) if request.config else config.find(first if first.exists() else Path())
    choose(request.lang or chosen.lang)
    if request.lang not in ("", "zh", "en"):
        raise UsageError(
            f"--lang is '{request.lang}'; allowed: zh, en", zh=f"--lang 不能是“{request.lang}”；可用：zh、en"
        )
    for market in request.markets:
        if market not in _MARKETS:
            told = ", ".join(_MARKETS)
            raise UsageError(f"unknown market '{market}'; known: {told}", zh=f"未知市场“{market}”；可用：{told}")
    settings = ReadSettings(root=Path.cwd().as_posix())
    paths, settings = _input(request, settings, stack)
    options = Options(
        request.select, request.ignore, request.markets, request.channels,
        tuple(one.as_posix() for one in request.rules), settings, chosen if request.config else None,
    )  # fmt: skip
    return chosen, options, readers.find(paths, settings, chosen.skip, request.input_format)


def _input(request: Request, settings: ReadSettings, stack: ExitStack) -> tuple[list[Path], ReadSettings]:
    """Return the paths to read: those named, what git has staged, or standard input under its name."""
    if request.changed:
        from listinglint.run import changed

        return list(changed.listings(changed.staged(), settings)), settings
    if Path("-") in request.paths:
        return _standard_input(request.stdin_filename, settings, stack)
    return list(request.paths) or [Path()], settings


def _standard_input(name: str, settings: ReadSettings, stack: ExitStack) -> tuple[list[Path], ReadSettings]:
    """Standard input under a file name: an unsaved file of a listing on disk, or a listings file of its own."""
    if not name:
        raise UsageError("- needs --stdin-filename", zh="使用 - 时需要 --stdin-filename")
    data = sys.stdin.buffer.read()
    path = Path(name)
    owner = readers.of_file(path)
    if owner is not None and owner.path.is_dir():
        return [owner.path], settings._replace(overlay={path.absolute().as_posix(): data})
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    (folder / path.name).write_bytes(data)
    return [folder / path.name], settings._replace(root=folder.as_posix())


def _gates(told: str) -> tuple[str, ...]:
    gates = tuple(one.strip() for one in told.split(","))
    for one in gates:
        if one not in GATES:
            raise UsageError(
                f"--fail-on is '{one}'; allowed: {', '.join(GATES)}",
                zh=f"--fail-on 不能是“{one}”；可用：{'、'.join(GATES)}",
            )
    return gates


def _processes(jobs: int) -> int:
    return jobs or os.cpu_count() or 1


def _baseline_path(chosen: Config) -> Path | None:
    if not chosen.baseline:
        return None
    return Path(chosen.file).parent / chosen.baseline


def _without_baseline(found: Iterator[Result], named: Path | None, chosen: Config, tally: Tally) -> Iterator[Result]:
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


def watched(found: Iterable[Result]) -> Iterator[Result]:
    """Pass results on; in a terminal, a run of over a second shows how far it has come."""
    if not sys.stderr.isatty():
        yield from found
        return
    began, told, count = time.monotonic(), 0.0, 0
    try:
        for one in found:
            count += 1
            now = time.monotonic()
            if now - began > 1 and now - told > 0.2:
                told = now
                text = say(f"{count} checked · {one.listing}", f"已检查 {count} 个 · {one.listing}")
                sys.stderr.write(f"\r\x1b[2K{text[:70]}")
                sys.stderr.flush()
            if told and sys.stdout.isatty():
                sys.stderr.write("\r\x1b[2K")
            yield one
    finally:
        if told:
            sys.stderr.write("\r\x1b[2K")


def _coloured(request: Request) -> bool:
    if os.environ.get("NO_COLOR") or request.output is not None:
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def _write(lines: Iterable[str], output: Path | None) -> None:
    """Print the report, or write it beside its destination and put it in place when it is whole."""
    if output is None:
        _print(lines, sys.stdout)
        return
    partial = output.with_name(f"{output.name}.{os.getpid()}")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)


def _print(lines: Iterable[str], stream: TextIO) -> None:
    if hasattr(stream, "reconfigure"):
        # A Windows console or a C locale cannot show every character; none of them may end the run.
        stream.reconfigure(errors="replace" if stream.isatty() else "strict")
        if not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    stream.writelines(lines)
    stream.flush()
