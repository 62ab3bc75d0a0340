"""The README shows what the examples really print."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"<!-- output of: (?P<words>[^>]*?) -->\n```text\n(?P<text>.*?)```", re.DOTALL)
SHOWN = 24  # lines of a report that fit on one screen


def printed(words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "listinglint", *words.split()],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    lines = done.stdout.splitlines()
    kept = lines if len(lines) <= SHOWN else [*lines[: SHOWN - 3], "…", "", lines[-1]]
    return "\n".join(kept) + "\n"


def test_readme_shows_what_is_printed(request: pytest.FixtureRequest) -> None:
    text = README.read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(text))
    assert blocks, "the README shows no output"
    for block in blocks:
        now = printed(block["words"])
        if request.config.getoption("--update"):
            text = (
                text.replace(block["text"], now)
                if block["text"]
                else text.replace(block[0], block[0].replace("```text\n", "```text\n" + now))
            )
        else:
            assert block["text"] == now
    if request.config.getoption("--update"):
        README.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("folder", sorted(path.name for path in (ROOT / "examples").glob("*-good")))
def test_good_examples_are_clean(folder: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "listinglint", "check", f"examples/{folder}", "--fail-on", "warning", "--lang", "en"],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("folder", sorted(path.name for path in (ROOT / "examples").glob("*-bad")))
def test_bad_examples_are_not(folder: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "listinglint", "check", f"examples/{folder}", "--lang", "en"],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout
