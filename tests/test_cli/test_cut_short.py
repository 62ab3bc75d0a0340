"""Ctrl-C: the run ends with 130, at once and without a traceback, and says what was done and how to go on."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from tests.bench import Shop

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no signals of this kind on Windows")

_COUNT = 3000


@pytest.fixture
def goods(shop: Shop) -> Shop:
    """A shop whose check takes long enough to be interrupted: thousands of lines, of which a few have something to say."""
    lines = (
        json.dumps({"id": f"L{number}", "lang": "zh", "title": "素圈戒指", "description": f"严重词，第{number}件。" + "普通的一句话。" * 40})
        for number in range(_COUNT)
    )  # fmt: skip
    shop.write("goods.jsonl", "\n".join(lines) + "\n")
    return shop


def interrupted(shop: Shop, *words: str) -> tuple[int, str, str]:
    """Start a check in a group of its own, press Ctrl-C once it has told something, and return how it ended."""
    told = shop.root.parent / "told"
    command = [sys.executable, "-m", "listinglint", "check", "goods.jsonl", *shop.house(), "--select", "specs", *words]
    with told.open("wb") as out, subprocess.Popen(
        command, stdout=out, stderr=subprocess.PIPE, cwd=shop.root, env=shop.environment(), start_new_session=True
    ) as process:  # fmt: skip
        while not any(one.stat().st_size for one in (told, *shop.root.glob("out.jsonl.*"))):
            assert process.poll() is None, "it ended before it said anything"
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    return process.returncode, told.read_text(encoding="utf-8"), err.decode()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_says_what_was_done_and_the_next_run_goes_on(goods: Shop, jobs: str) -> None:
    code, out, err = interrupted(goods, "--format", "jsonl", "--jobs", jobs)
    assert code == 130, err
    assert "Traceback" not in err
    first, second = err.strip().split("\n")
    found = re.fullmatch(rf"interrupted: (\d+) of {_COUNT} listings checked", first)
    assert found, err
    assert second == "the same command goes on from here: what was checked is remembered"
    done = int(found[1])
    assert 0 < done < _COUNT
    lines = [json.loads(line) for line in out.splitlines()]
    assert {one["type"] for one in lines} == {"finding"}, "whole lines, and no summary of a run that has none"
    assert done - 1 <= len(lines) <= done + 1
    words = ("check", "goods.jsonl", *goods.house(), "--select", "specs", "--format", "jsonl")
    again, anew = goods.run(*words), goods.run(*words, "--no-cache")
    assert again == anew
    assert again.out.startswith(out), "what was told before is told again"


def test_the_part_of_a_report_is_kept_beside_it(goods: Shop) -> None:
    goods.write("out.jsonl", "the report of yesterday\n")
    code, out, err = interrupted(goods, "--format", "jsonl", "--output", "out.jsonl", "--lang", "zh")
    assert (code, out) == (130, "")
    assert re.search(rf"^已中断：已检查 \d+ 个商品，共 {_COUNT} 个$", err, re.MULTILINE), err
    assert "已得到的结果在 out.jsonl.partial" in err
    assert (goods.root / "out.jsonl").read_text() == "the report of yesterday\n"
    kept = (goods.root / "out.jsonl.partial").read_text(encoding="utf-8").splitlines()
    assert all(json.loads(line)["type"] == "finding" for line in kept)
    assert sorted(one.name for one in goods.root.iterdir()) == ["goods.jsonl", "out.jsonl", "out.jsonl.partial"]


def test_a_run_that_remembers_nothing_promises_nothing(goods: Shop) -> None:
    code, _, err = interrupted(goods, "--format", "jsonl", "--no-cache", "--jobs", "2")
    assert code == 130
    assert re.fullmatch(rf"\ninterrupted: \d+ of {_COUNT} listings checked\n", err)


def test_processes_end_with_the_first(goods: Shop) -> None:
    interrupted(goods, "--format", "jsonl", "--jobs", "2")
    for _ in range(100):
        told = subprocess.run(["ps", "-eo", "ppid,args"], capture_output=True, text=True, check=True).stdout
        orphans = [one for one in told.splitlines() if one.split()[0] == "1" and str(goods.cache) in one]
        if not orphans:
            return
        time.sleep(0.1)
    raise AssertionError(orphans)
