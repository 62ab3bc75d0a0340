"""How long `check` takes to start, against a hello-world application of the same typer and against bare Python."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import write

_HELLO = """\
import typer
app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)
@app.command()
def hello(name: str = "world") -> None:
    typer.echo(name)
app()
"""


def measure(rounds: int = 15) -> dict[str, float]:
    """Return median milliseconds of each command, measured in interleaved rounds."""
    with tempfile.TemporaryDirectory() as told:
        folder = Path(told)
        (folder / "hello.py").write_text(_HELLO)
        check = [sys.executable, "-m", "listinglint", "check", "--fail-on", "never"]
        hit = folder / "hit.jsonl"
        hit.write_text('{"id": "a", "title": "银戒指", "description": "品质极品，天生丽质。"}\n', encoding="utf-8")
        commands = {
            "bare python": [sys.executable, "-c", "pass"],
            "hello typer": [sys.executable, str(folder / "hello.py")],
            "check, one text listing": [*check, str(write(folder / "one.jsonl", 1, "en"))],
            "check, one listing, text rules": [*check, str(folder / "one.jsonl"), "--select", "claims"],
            "check, Chinese, segmented": [*check, str(hit), "--select", "claims"],
        }
        environment = {**os.environ}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else every start would compile the sources anew
        times: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(rounds + 2):
            for name, command in commands.items():
                began = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True, env=environment)
                if number > 1:  # the first two rounds warm the caches
                    times[name].append(1000 * (time.perf_counter() - began))
    return {name: statistics.median(taken) for name, taken in times.items()}


def ratios(times: dict[str, float]) -> dict[str, float]:
    """Return the ratios that the goals are set in."""
    text = times["check, one text listing"]
    return {
        "check / hello typer": text / times["hello typer"],
        "check / bare python": text / times["bare python"],
        "Chinese segmented / text": times["check, Chinese, segmented"] / times["check, one listing, text rules"],
    }
