"""What `check` takes to start, in CPU time, against a hello-world application of the same typer and against bare Python."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
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
    """Return the median CPU milliseconds of each command, measured in interleaved rounds."""
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
                taken = cpu(command, environment)
                if number > 1:  # the first two rounds warm the caches
                    times[name].append(taken)
    return {name: statistics.median(taken) for name, taken in times.items()}


def cpu(command: list[str], environment: dict[str, str] | None = None) -> float:
    """Return the CPU milliseconds, user and system, of a command: what else the machine does changes them little."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def ratios(times: dict[str, float]) -> dict[str, float]:
    """Return the ratios that the goals are set in."""
    text = times["check, one text listing"]
    return {
        "check / hello typer": text / times["hello typer"],
        "check / bare python": text / times["bare python"],
        "Chinese segmented / text": times["check, Chinese, segmented"] / times["check, one listing, text rules"],
    }
