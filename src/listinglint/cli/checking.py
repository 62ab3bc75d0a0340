"""`check` and `baseline write`: from paths to a report and an exit code."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from errno import EISDIR
from functools import partial
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, NamedTuple

from listinglint import baseline, cache, config, readers, reporters
from listinglint.cli import inputs, recording, reports
from listinglint.cli.inputs import Input
from listinglint.cli.speech import choose, language, say
from listinglint.config import Config
from listinglint.errors import UsageError
from listinglint.model import NotChecked, Result
from listinglint.readers import Unit
from listinglint.readers.base import ReadSettings
from listinglint.report import GATES, Tally
from listinglint.run import local
from listinglint.run.local import Job, Options
from listinglint.run.spool import Spool

if TYPE_CHECKING:
    from listinglint.run.manifest import Ledger


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


def run(request: Request) -> int:
    """Check and report; return the exit code."""
    choose(request.lang)
    lost = inputs.missing(request.paths)
    kept = tuple(one for one in request.paths if one == inputs.STANDARD_INPUT or one.exists())
    if lost is not None and not kept:
        raise lost
    with ExitStack() as stack:
        chosen, options, units = prepare(request._replace(paths=kept), stack)
        gating = gates(request.fail_on or chosen.fail_on or "error")
        further = reports.further(request.reports)
        formats = (request.output_format, *(one.format for one in further))
        options = options._replace(sketch=any(map(reports.shown, formats)))
        plans = local.Plans(options)
        rules = plans.of(chosen).rules
        tally = Tally(rules.digest, language(), rules_run=tuple(sorted(rules.ids)), when=options.today)
        ledger = _ledger(request, options)
        found = _found(request, chosen, options, units, plans, tally, ledger)
        recorder = recording.recorder(request, gating, tally)
        if recorder:
            stack.callback(recorder.close)
            found = recorder.results(found)
        if further:
            spool = stack.enter_context(Spool())
            found = spool.kept(found)
        tell(request, found, tally)
        recording.finish(recorder, tally)
        if further:
            reports.save_further(further, spool, tally)
        if ledger and request.manifest:
            _save_manifest(ledger.written(rules.digest, options_told(request)), request.manifest)
    if request.statistics:
        from listinglint.reporters.text_ import statistics

        sys.stderr.writelines(statistics(tally.rules))
    if lost is not None:
        raise lost  # told last, where it is seen; everything else has been checked
    if not tally.listings and not tally.failed and not request.changed:
        raise UsageError("no listing found", zh="没有找到任何商品")
    return tally.exit_code(gating)


def _ledger(request: Request, options: Options) -> Ledger | None:
    if request.manifest is None:
        return None
    from listinglint.run.manifest import Ledger  # 20 ms, only for a run that is kept

    return Ledger(options)


def _found(  # everything that a run is made of
    request: Request, chosen: Config, options: Options, units: Iterable[Unit | NotChecked], plans: local.Plans,
    tally: Tally, ledger: Ledger | None,
) -> Iterator[Result]:  # fmt: skip
    """Return the stream of results as the reports are to see it."""
    met = {chosen.file: chosen}
    jobs = _noticed(local.jobs(units, options), met)
    jobs = ledger.jobs(jobs) if ledger else jobs
    found = local.results(jobs, options, processes(request.jobs), plans)
    found = ledger.results(found) if ledger else found
    return watched(_with_faults(_without_baseline(found, request.baseline, chosen, tally), met, options))


def options_told(request: Request) -> dict[str, Any]:
    """Return the choices of the command line that change what is found."""
    return {
        "paths": [path.as_posix() for path in request.paths], "select": list(request.select),
        "ignore": list(request.ignore), "markets": list(request.markets), "channels": list(request.channels),
        "rules": [path.as_posix() for path in request.rules], "input_format": request.input_format,
    }  # fmt: skip


def _save_manifest(told: dict[str, Any], path: Path) -> None:
    import json

    write_lines([json.dumps(told, ensure_ascii=False, indent=1) + "\n"], path)


def _noticed(jobs: Iterable[Job], met: dict[str, Config]) -> Iterator[Job]:
    for job in jobs:
        met.setdefault(job.config.file, job.config)
        yield job


def _with_faults(found: Iterator[Result], met: dict[str, Config], options: Options) -> Iterator[Result]:
    """Yield the results, then what is wrong with the waivers and evidence of the settings that were met."""
    yield from found
    for chosen in met.values():
        fault = local.pardon_faults(chosen, options)
        if fault is not None:
            yield fault


def tell(request: Request, found: Iterable[Result], tally: Tally) -> None:
    """Write the main report, and for people who see pages or sheets the counts as well."""
    name = request.output_format
    if name not in reporters.FILES:
        write_lines(_render(request)(found, tally), request.output)
        return
    from listinglint.reporters.text_ import summary

    reports.save(name, found, tally, request.output or reports.default(name))
    sys.stdout.write(summary(tally) + "\n")


def today() -> str:
    """Return the day of the run; SOURCE_DATE_EPOCH makes reports the same again."""
    from datetime import datetime

    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = float(told) if told.isdigit() else time.time()
    return datetime.fromtimestamp(moment).astimezone().date().isoformat()


def _render(request: Request) -> reporters.Render:
    if request.output_format != "text":
        return reporters.find(request.output_format)
    from listinglint.reporters.text_ import render

    seen = request.output is None and sys.stdout.isatty()
    return partial(render, colour=_coloured(request), width=get_terminal_size().columns if seen else 0)


def write_baseline(request: Request) -> int:
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
    told = say(f"{count} findings written to {path}", f"已将 {count} 处问题写入 {path}")
    sys.stdout.write(told + "\n")
    return 3 if tally.failed else 0


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


def known(option: str, told: Iterable[str], allowed: tuple[str, ...]) -> None:
    """Refuse a value that nobody knows: a typo must not pass as a clean run."""
    for one in told:
        if one not in allowed:
            raise UsageError(
                f"{option} is '{one}'; allowed: {', '.join(allowed)}",
                zh=f"{option} 不能是“{one}”；可用：{'、'.join(allowed)}",
            )


def _input(request: Request, settings: ReadSettings, chosen: Config, stack: ExitStack) -> Input:
    if request.changed:
        return inputs.changed(request.paths, settings, chosen.skip)
    if inputs.STANDARD_INPUT in request.paths:
        if len(request.paths) > 1:
            raise UsageError("- stands alone, without other paths", zh="- 不能与其他路径同用")
        return inputs.standard(request.stdin_filename, settings, stack)
    return Input(request.paths or (Path(),), settings)


def gates(told: str) -> tuple[str, ...]:
    """Return the gates that are named; refuse one that nobody knows."""
    named = tuple(one.strip() for one in told.split(","))
    known("--fail-on", named, GATES)
    return named


def processes(jobs: int) -> int:
    """Return how many processes there are to be."""
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


def write_lines(lines: Iterable[str], output: Path | None) -> None:
    """Print the report, or write it beside its destination and put it in place when it is whole."""
    if output is None:
        sys.stdout.writelines(lines)
        sys.stdout.flush()
        return
    part = output.with_name(f"{output.name}.{os.getpid()}")
    try:
        if output.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        file = part.open("w", encoding="utf-8", newline="\n")
    except OSError as broken:
        raise unwritable(output, broken) from None
    try:
        with file:
            file.writelines(lines)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def unwritable(path: Path, broken: OSError) -> UsageError:
    """Return the error for a file that the system does not let us write."""
    en, zh = f"{path} cannot be written: {broken.strerror}", f"无法写入 {path}：{broken.strerror}"
    if isinstance(broken, PermissionError) and path.suffix.lower() in (".xlsx", ".csv"):
        en, zh = en + "; close it in the spreadsheet first", zh + "；请先在 Excel 中关闭它"
    return UsageError(en, zh=zh)
