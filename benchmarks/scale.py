"""Many listings: what a warm run costs over reading and hashing, what two processes cost over one, what a million take.

`python -m benchmarks.scale warm 10000`, `… cores 2000`, `… pictures 48`, `… million 100000`
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks import corpus
from benchmarks.startup import cpu

_CHECK = (sys.executable, "-m", "listinglint", "check", "--fail-on", "never", "--format", "jsonl")
_PLAIN = "import os, sys, hashlib\n"
_HASHING = """
import hashlib, os, sys
for folder, _, files in os.walk(sys.argv[1]):
    for name in files:
        with open(folder + "/" + name, "rb") as file:
            hashlib.sha256(file.read()).digest()
"""


class Taken(NamedTuple):
    """What a command took: CPU seconds of all its processes, seconds by the clock, the largest process in MB."""

    cpu: float
    wall: float
    peak: float


def taken(command: list[str], environment: dict[str, str] | None = None) -> Taken:
    """Run a command in a process that measures it alone."""
    script = (
        "import resource, subprocess, sys, time\n"
        "began = time.monotonic()\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024)\n"
    )
    told = {**os.environ, **(environment or {})}
    told.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", script, *command], check=True, capture_output=True, text=True, env=told
    )
    return Taken(*map(float, done.stdout.split()))


def shop(folder: Path, count: int, lang: str = "zh") -> Path:
    """Write a shop of folders, a hundred in each group: a manifest and a description of a kilobyte together."""
    for number, line in enumerate(corpus.listings(count, lang)):
        value = json.loads(line)
        place = folder / f"group-{number // 100:04}" / f"{lang}-{number:06}"
        place.mkdir(parents=True)
        attributes = "".join(f"  {key}: {one}\n" for key, one in value["attributes"].items())
        head = f"id: {value['id']}\nlang: {lang}\ntitle: {value['title']}\nattributes:\n{attributes}"
        (place / "listing.yaml").write_text(head, encoding="utf-8")
        (place / "description.md").write_text(value["description"] + "\n", encoding="utf-8")
    return folder


def warm(count: int, rounds: int = 3) -> dict[str, float]:
    """Return seconds of CPU of a first run, of runs of which nothing or one listing has changed, and of reading and hashing."""
    with tempfile.TemporaryDirectory() as told:
        folder = shop(Path(told) / "shop", count)
        cache = {"LISTINGLINT_CACHE": str(Path(told) / "cache")}
        words = [*_CHECK, str(folder), "--select", "claims"]
        one = [*_CHECK, str(next(folder.glob("*/*"))), "--select", "claims"]
        taken(one, cache)  # the rules are compiled
        found = {"cold": taken(words, cache).cpu}
        hashing = [sys.executable, "-c", _HASHING, str(folder)]
        times = [(taken(words, cache).cpu, taken(hashing).cpu, taken(one, cache).cpu) for _ in range(rounds)]
        for name, values in zip(("warm", "hashing", "one"), zip(*times, strict=True), strict=True):
            found[name] = min(values)
        bare = min(cpu([sys.executable, "-c", _PLAIN]) for _ in range(rounds)) / 1000
        text = next(folder.glob("*/*/description.md"))
        text.write_text(text.read_text(encoding="utf-8") + "改。\n", encoding="utf-8")
        found["one changed"] = taken(words, cache).cpu
        # Both without the start of their process, which does not grow with the listings.
        found["warm / (read + hash)"] = (found["warm"] - found["one"]) / (found["hashing"] - bare)
        found["warm / (read + hash), with start-up"] = found["warm"] / found["hashing"]
        return found


def cores(count: int) -> dict[str, float]:
    """Return how much quicker two processes are than one on text, and how much more CPU they take together."""
    with tempfile.TemporaryDirectory() as told:
        path = corpus.write(Path(told) / "goods.jsonl", count, "zh", 0.1)
        return _speed([*_CHECK, str(path), "--no-cache"])


def pictures(count: int) -> dict[str, float]:
    """Return the same for folders with five JPEG files each, every one measured."""
    with tempfile.TemporaryDirectory() as told:
        folder = Path(told)
        _photographs(folder / "shop", count)
        cache = {"LISTINGLINT_CACHE": str(folder / "cache")}
        taken([*_CHECK, str(folder / "shop" / "R0000")], cache)  # the rules are compiled

        def fresh() -> dict[str, str]:
            for one in (folder / "cache").glob("pictures.db*"):
                one.unlink()
            return cache

        return _speed([*_CHECK, str(folder / "shop"), "--no-cache", "--words", "off"], fresh)


def _photographs(folder: Path, count: int) -> None:
    import numpy as np
    from PIL import Image

    chance = np.random.default_rng(7)
    for number in range(count):
        place = folder / f"R{number:04}"
        (place / "images" / "main").mkdir(parents=True)
        (place / "listing.yaml").write_text(f"id: R{number}\nlang: zh\ntitle: 银戒指\n", encoding="utf-8")
        for picture in range(5):
            small = Image.fromarray(chance.integers(0, 255, (100, 100, 3), np.uint8))
            small.resize((1000, 1000), Image.Resampling.BICUBIC).save(
                place / f"images/main/{picture:02}.jpg", quality=88
            )


def _speed(words: list[str], fresh: Callable[[], dict[str, str]] = dict, rounds: int = 2) -> dict[str, float]:
    runs: dict[int, list[Taken]] = {1: [], 2: []}
    for _ in range(rounds):
        for jobs, found in runs.items():
            found.append(taken([*words, "--jobs", str(jobs)], fresh()))
    one, two = (min(found, key=lambda each: each.cpu) for found in runs.values())
    walls = {jobs: min(each.wall for each in found) for jobs, found in runs.items()}
    return {
        "one process, s CPU": one.cpu, "two processes, s CPU": two.cpu, "CPU of two / CPU of one": two.cpu / one.cpu,
        "one process, s": walls[1], "two processes, s": walls[2], "times as fast with two": walls[1] / walls[2],
        "load of the machine": os.getloadavg()[0],
    }  # fmt: skip


def million(count: int) -> dict[str, float]:
    """Return the CPU and the peak of memory at 10,000 listings and at `count`: all rules, two processes, nothing remembered."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as told:
        for number in (10_000, count):
            path = Path(told) / f"{number}.jsonl"
            with path.open("w", encoding="utf-8") as file:
                file.writelines(line + "\n" for line in corpus.listings(number, "zh", 0.1))
            one = taken([*_CHECK, str(path), "--no-cache", "--jobs", "2"])
            found |= {f"µs CPU a listing at {number}": 1e6 * one.cpu / number, f"MB at {number}": one.peak}
    found["peak / peak at 10,000"] = found[f"MB at {count}"] / found["MB at 10000"]
    return found


_MEASURES: dict[str, tuple[Callable[[int], dict[str, float]], int]] = {
    "warm": (warm, 10_000), "cores": (cores, 2_000), "pictures": (pictures, 48), "million": (million, 50_000),
}  # fmt: skip


def main(words: list[str]) -> None:
    """Measure what is named, or all in their smaller sizes, and print it."""
    for name in words[:1] or list(_MEASURES):
        measure, usual = _MEASURES[name]
        began = time.monotonic()
        for told, value in measure(int(words[1]) if len(words) > 1 else usual).items():
            print(f"{name}: {told:<40} {value:10.2f}")
        print(f"{name}: took {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
