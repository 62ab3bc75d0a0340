"""A catalogue in parts gives what the run in one piece gives, row by row, whatever was killed on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from listinglint.cluster import engines, parts
from listinglint.cluster.batches import Task, check_batches, schema
from listinglint.readers import find
from listinglint.readers.base import ReadSettings
from listinglint.reporters import plain
from listinglint.run import local
from listinglint.run.local import Options

pa = pytest.importorskip("pyarrow", reason="catalogues in parts need the extra `parquet`")
pq = pytest.importorskip("pyarrow.parquet")
WORDS = ("全网最佳戒指", "The best ring, 100% safe", "素圈", "国家级，最 低价，zui好", "never fades, cures headaches")
# Imported by every process of the run: a listing of this name kills the process that checks it, always or once.
KILLER = """
import os, pathlib, signal
import listinglint.run.local as local
real = local.check
def check(listing, *rest):
    mark = pathlib.Path(os.environ["KILLER_MARK"])
    if listing.id == "kills always" or (listing.id == "kills once" and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return real(listing, *rest)
local.check = check
"""


def catalogue(path: Path, count: int = 130, special: dict[int, str] | None = None) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            name = (special or {}).get(number, f"L{number}")
            told = {"id": name, "title": WORDS[number % 5], "description": WORDS[number * 3 % 5] * (number % 4)}
            file.write(json.dumps(told, ensure_ascii=False) + "\n" * (1 + (number % 7 == 0)))
        file.write("{broken\n")
    return path


def task(path: Path) -> Task:
    return Task(Options(settings=ReadSettings(root=str(path.parent))), name=path.name, folder=str(path.parent))


def in_one_piece(path: Path) -> list[list[str]]:
    options = Options(settings=ReadSettings(root=str(path.parent)))
    found = local.results(local.jobs(find([path], options.settings), options), options)
    return [
        [plain.dumps(plain.finding(it, "en")) for it in (*one.findings, *one.suppressed)]
        + [plain.dumps(plain.not_checked(it, "en")) for it in one.not_checked]
        for one in found
    ]


def read(target: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for path in sorted(target.glob("part-*.parquet")):
        rows += pq.read_table(path).to_pylist()
    return rows


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "ROWS", 20)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("processes", [1, 2])
def test_rows_are_those_of_the_run_in_one_piece(tmp_path: Path, processes: int) -> None:
    path = catalogue(tmp_path / "goods.jsonl")
    told = engines.run(str(path), str(tmp_path / "out"), task(path), "key", "local", processes)
    rows = read(tmp_path / "out")
    assert [row["lines"] for row in rows] == in_one_piece(path)
    assert len({row["number"] for row in rows}) == len(rows) == told["listings"] == 131
    assert told["errors"] == sum(row["errors"] for row in rows) > 20
    assert len(told["parts"]) == 8
    assert json.loads((tmp_path / "out" / "manifest.json").read_text()) == told


@pytest.mark.usefixtures("small")
def test_finished_parts_are_not_done_again_and_those_of_other_rules_go(tmp_path: Path) -> None:
    path, out = catalogue(tmp_path / "goods.jsonl"), tmp_path / "out"
    first = engines.run(str(path), str(out), task(path), "key", "local", 1)
    stamps = {one.name: one.stat().st_mtime_ns for one in out.glob("part-*")}
    next(iter(out.glob("part-000003*"))).unlink()
    (out / ".part-000003-half.77").write_bytes(b"half")
    again = engines.run(str(path), str(out), task(path), "key", "local", 1)
    after = {one.name: one.stat().st_mtime_ns for one in out.glob("part-*")}
    assert (again["kept_parts"], len(again["parts"])) == (7, 8)
    assert sum(stamps[name] == after[name] for name in stamps) == 7
    assert {**again, "kept_parts": 0} == first
    assert not (out / ".part-000003-half.77").exists()
    other = engines.run(str(path), str(out), task(path), "other rules", "local", 1)
    assert (other["kept_parts"], len(list(out.glob("part-*")))) == (0, 8)


def test_a_batch_of_rows_gives_a_batch_of_as_many(tmp_path: Path) -> None:
    path = catalogue(tmp_path / "goods.jsonl", 6)
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line]
    batch = pa.RecordBatch.from_pydict({"number": list(range(len(lines))), "listing": lines})
    [told] = check_batches([batch], task(path))
    assert told.schema == schema()
    assert told.num_rows == len(lines) == 7
    assert told.column("failed").to_pylist() == [0] * 6 + [1]


RUN = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from listinglint.cluster import engines, parts
from listinglint.cluster.batches import Task
from listinglint.readers.base import ReadSettings
from listinglint.run.local import Options
if __name__ == "__main__":
    parts.ROWS = 20
    path = Path(sys.argv[1])
    task = Task(Options(settings=ReadSettings(root=str(path.parent))), name=path.name, folder=str(path.parent))
    engines.run(str(path), sys.argv[2], task, "key", "local", 2)
"""


def start(folder: Path, path: Path, out: Path) -> subprocess.Popen[bytes]:
    script = folder / "run.py"
    script.write_text(RUN, encoding="utf-8")
    (folder / "sitecustomize.py").write_text(KILLER, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder), "KILLER_MARK": str(folder / "met")}
    return subprocess.Popen([sys.executable, str(script), str(path), str(out)], env=environment, start_new_session=True)


@pytest.mark.skipif(sys.platform == "win32", reason="killed by a signal")
def test_a_listing_that_kills_workers_is_told_and_nothing_else_is_lost(tmp_path: Path) -> None:
    path = catalogue(tmp_path / "goods.jsonl", special={33: "kills always", 90: "kills once"})
    assert start(tmp_path, path, tmp_path / "out").wait() == 0
    rows = read(tmp_path / "out")
    expected = in_one_piece(path)
    assert len(rows) == len(expected) == 131
    assert [number for number, (row, one) in enumerate(zip(rows, expected, strict=True)) if row["lines"] != one] == [33]
    assert (rows[33]["failed"], rows[33]["errors"]) == (1, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="killed by a signal")
def test_a_run_killed_at_any_moment_goes_on(tmp_path: Path) -> None:
    path, out = catalogue(tmp_path / "goods.jsonl", 400), tmp_path / "out"
    for wanted in (1, 6):
        running = start(tmp_path, path, out)
        while running.poll() is None and len(list(out.glob("part-*.parquet"))) < wanted:
            time.sleep(0.05)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    kept = len(list(out.glob("part-*.parquet")))
    assert start(tmp_path, path, out).wait() == 0
    told = json.loads((out / "manifest.json").read_text())
    assert told["kept_parts"] == kept >= 6
    assert [row["lines"] for row in read(out)] == in_one_piece(path)
    assert not [one for one in out.iterdir() if one.name.startswith(".")]
