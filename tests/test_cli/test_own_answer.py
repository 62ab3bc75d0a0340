"""A run whose answer goes into the folder that it checks ends, and the next run takes the answer for no listing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_an_answer_redirected_into_the_folder_is_not_read(tmp_path: Path) -> None:
    goods = [{"id": f"A{number}", "market": "CN", "title": "全网最佳银戒指，国家级品质"} for number in range(60)]
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in goods)
    (tmp_path / "goods.jsonl").write_text(lines, encoding="utf-8")
    counts = []
    for _ in range(2):
        with (tmp_path / "answer.jsonl").open("wb") as file:
            subprocess.run(
                [sys.executable, "-m", "listinglint", "check", ".", "--format", "jsonl"],
                stdout=file, cwd=tmp_path, check=False, timeout=120,
            )  # fmt: skip
        told = [json.loads(line) for line in (tmp_path / "answer.jsonl").read_text(encoding="utf-8").splitlines()]
        counts.append((told[-1]["listings"], len(told)))
    # The first walk may come upon the answer while it is still empty, which is told; it is never a listing.
    assert [listings for listings, _ in counts] == [60, 60]
