"""`check CATALOGUE --engine …`: a listings file checked in parts into a folder or a bucket, and taken up again."""

from __future__ import annotations

import re
import sys
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from listinglint.cli.request import Request, gates, known, prepare, processes
from listinglint.cli.speech import choose, language, say
from listinglint.counted import many
from listinglint.errors import UsageError
from listinglint.model import Severity
from listinglint.report import Tally
from listinglint.run import local

_ENGINES = ("local", "ray", "spark")


def run(request: Request, engine: str, resume: bool) -> int:
    """Check the catalogue in parts; return the exit code."""
    choose(request.lang)
    known("--engine", [engine], _ENGINES)
    source, target = _ends(request)
    try:
        from listinglint.cluster import engines, parts
        from listinglint.cluster.batches import Task

        parts.place(target)
    except ImportError:
        told = "pip install 'listinglint[parquet]'"
        raise UsageError(f"--engine needs: {told}", zh=f"--engine 需要先安装：{told}") from None
    if not resume and parts.begun(target):
        raise UsageError(
            f"{target} holds parts of an earlier run; --resume goes on with them",
            zh=f"{target} 中已有上次的结果；用 --resume 继续",
        )
    with ExitStack() as stack:
        beside = () if "://" in source else (Path(source),)
        chosen, options, _ = prepare(request._replace(paths=beside), stack)
        plans = local.Plans(options)
        name = PurePosixPath(urlsplit(source).path).name if "://" in source else Path(source).as_posix()
        task = Task(options, chosen, language(), name, "." if "://" in source else Path(source).parent.as_posix())
        key = sha256(f"{plans.of(chosen).rules.digest} {task}".encode()).hexdigest()
        try:
            whole = engines.run(source, target, task, key, engine, request.jobs or processes(0))
        except KeyboardInterrupt:
            states = [known is not None for _, known in parts.known(parts.cut(source, target, key))]
            raise KeyboardInterrupt(_cut_short(sum(states), len(states), target)) from None
    sys.stdout.write(_summary(whole, target))
    return _tally(whole).exit_code(gates(request.fail_on or chosen.fail_on or "error"))


def _cut_short(finished: int, number: int, target: str) -> str:
    return say(
        f"interrupted: {finished} of {number} parts are finished in {target}; --resume goes on with the others",
        f"已中断：{number} 个分片中 {finished} 个已完成，结果在 {target}；用 --resume 继续",
    )


def _ends(request: Request) -> tuple[str, str]:
    """Return where the catalogue lies and where the answers go; addresses have lost a slash by being taken for paths."""
    if len(request.paths) != 1 or request.output is None:
        raise UsageError(
            "--engine takes one listings file and --output FOLDER", zh="--engine 需要一个商品列表文件和 --output 文件夹"
        )
    source, target = (
        re.sub(r"^([a-z0-9]+):/(?=[^/])", r"\1://", path.as_posix()) for path in (request.paths[0], request.output)
    )
    if "://" not in source and not Path(source).is_file():
        raise UsageError(f"no such file: {source}", zh=f"找不到文件：{source}")
    if not urlsplit(source).path.endswith((".jsonl", ".ndjson")):
        raise UsageError(f"{source}: --engine reads JSON Lines", zh=f"{source}：--engine 只读取 JSON Lines")
    return source, target


def _summary(told: dict[str, Any], target: str) -> str:
    kept = told["kept_parts"]
    return say(
        f"{many(told['listings'], 'listing')} in {many(len(told['parts']), 'part')} ({kept} of an earlier run) in {target}: "
        f"{many(told['errors'], 'error')}, {many(told['warnings'], 'warning')}, {told['infos']} info, {told['reviews']} to review; "
        f"{told['failed'] + told['unavailable']} not checked\n",
        f"{told['listings']} 个商品，{len(told['parts'])} 个分片（其中 {kept} 个为之前完成），结果在 {target}："
        f"错误 {told['errors']}，警告 {told['warnings']}，提示 {told['infos']}，待复核 {told['reviews']}；"
        f"未检查 {told['failed'] + told['unavailable']}\n",
    )


def _tally(told: dict[str, Any]) -> Tally:
    tally = Tally()
    tally.listings, tally.failed = told["listings"], told["failed"]
    tally.unavailable, tally.reviews = told["unavailable"], told["reviews"]
    for level in Severity:
        tally.gating[level.name] = told[f"{level.name}s"]
    return tally
