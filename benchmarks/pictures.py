"""`python -m benchmarks.pictures` prints what looking at pictures costs, as ratios: to a bare decode and to CleanVision.

CleanVision (`pip install cleanvision`) is the nearest program that anyone may install; without it that row says so.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, sleep

from evals import scenes
from listinglint import picture_facts
from listinglint.model import Image, Listing
from listinglint.remembered import PictureMemory

_LISTINGS = 192  # with one picture each
Wants = dict[str, frozenset[str]]
_ALL: frozenset[str] = frozenset()
CHEAP: Wants = {
    fact.name: _ALL for fact in picture_facts.PICTURE_FACTS if not fact.extra and fact.kept
}  # all but words, codes and pairs
GROUND: Wants = {"header": _ALL, "border": _ALL, "product": _ALL}


def drawn(folder: Path, number: int, side: int) -> list[Path]:
    """Draw pictures of all kinds and save them as shops do."""
    paths = []
    for count in range(number):
        kind = list(scenes.KINDS)[count % len(scenes.KINDS)]
        path = folder / f"{count:03d}.jpg"
        scenes.scene(kind, count, side).picture.save(path, quality=90)
        paths.append(path)
    return paths


def listing(paths: list[Path]) -> Listing:
    """Return a listing of these pictures."""
    return Listing(
        "L", "L", images=tuple(Image("main", one.name, str(one), one.name, n) for n, one in enumerate(paths))
    )


def best(act: Callable[[], object], rounds: int) -> float:
    """Return the shortest of several times."""
    times = []
    for _ in range(rounds):
        began = perf_counter()
        act()
        times.append(perf_counter() - began)
    return min(times)


def _decoded(paths: list[Path]) -> None:
    from PIL import Image as Pillow

    for path in paths:
        with Pillow.open(path) as picture:
            picture.convert("RGB").load()


def _cleanvision(folder: Path) -> float | None:
    if find_spec("cleanvision") is None:
        return None
    code = (
        "import sys, time\nfrom cleanvision import Imagelab\nlab = Imagelab(data_path=sys.argv[1], verbose=False)\n"
        "began = time.perf_counter()\nlab.find_issues(n_jobs=1, verbose=False)\nprint('took', time.perf_counter() - began)\n"
    )
    run = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    return float(next(line.split()[1] for line in run.stdout.splitlines() if line.startswith("took")))


def _shop(folder: Path, paths: list[Path], listings: int, pictures: int) -> Path:
    """Lay out a shop whose pictures are links to a few files."""
    for number in range(listings):
        one = folder / f"R{number:05d}" / "images" / "main"
        one.mkdir(parents=True)
        (one.parents[1] / "listing.yaml").write_text(f"id: R{number}\ntitle: 银戒指 {number}\n", encoding="utf-8")
        for count in range(pictures):
            os.link(paths[(number + count) % len(paths)], one / f"{count:02d}.jpg")
    return folder


# What getrusage tells of a child counts the parent's memory before exec too; Linux's own figure does not.
_CHILD = """
import atexit, sys
def told():
    lines = open("/proc/self/status").read().splitlines()
    sys.stderr.write(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
atexit.register(told)
from listinglint.cli import main
sys.exit(main())
"""


def _run(folder: Path, cache: Path, jobs: int) -> tuple[float, int]:
    """Check a folder in a process of its own; return seconds and its peak in megabytes."""
    words = ["check", str(folder), "--select", "images", "--words", "off", "--format", "jsonl", "--jobs", str(jobs)]
    env = {**os.environ, "LISTINGLINT_CACHE": str(cache)}
    began = perf_counter()
    run = subprocess.run([sys.executable, "-c", _CHILD, *words], env=env, capture_output=True, text=True, check=False)
    return perf_counter() - began, int(run.stderr.split()[-1]) // 1024


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pictures", type=int, default=12)
    options.add_argument("--side", type=int, default=1600)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--large", type=int, default=10_000, help="pictures of the large shop; 0 leaves it out")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pictures").mkdir()
        paths = drawn(folder / "pictures", chosen.pictures, chosen.side)
        _ratios(folder, paths, chosen.rounds)
        _processes(folder, paths)
        if chosen.large:
            shop = _shop(folder / "large", paths, chosen.large // 10, 10)
            for round_name in ("first run", "second run"):
                seconds, peak = _run(shop, folder / "cache-large", 1)
                print(
                    f"{chosen.large} pictures in {chosen.large // 10} listings, {round_name}: {seconds:.0f} s, peak {peak} MB"
                )


def _ratios(folder: Path, paths: list[Path], rounds: int) -> None:
    one = listing(paths)
    decode = best(lambda: _decoded(paths), rounds)
    memory = PictureMemory(folder / "pictures.db")
    picture_facts.pictures(one, CHEAP, memory)
    times = {
        "header facts": best(lambda: picture_facts.pictures(one, {"header": _ALL}), rounds),
        "header, border, fill": best(lambda: picture_facts.pictures(one, GROUND), rounds),
        "all cheap facts": best(lambda: picture_facts.pictures(one, CHEAP), rounds),
        "all cheap facts, remembered": best(lambda: picture_facts.pictures(one, CHEAP, memory), rounds),
    }
    print(f"bare decode: {1000 * decode / len(paths):.1f} ms a picture")
    for name, taken in times.items():
        print(f"{name:<30} {1000 * taken / len(paths):7.1f} ms a picture, {taken / decode:6.2f} x decode")
    peer = _cleanvision(folder / "pictures")
    if peer is None:
        print("CleanVision: not installed, not compared")
    else:
        print(
            f"{'CleanVision, all its checks':<30} {1000 * peer / len(paths):7.1f} ms a picture, {peer / decode:6.2f} x decode"
        )
        print(f"all cheap facts / CleanVision: {times['all cheap facts'] / peer:.2f}")


def _processes(folder: Path, paths: list[Path]) -> None:
    """Compare one process with two on pictures that nothing is remembered of."""
    shop = folder / "small"
    for number in range(_LISTINGS):
        one = shop / f"R{number:03d}" / "images" / "main"
        one.mkdir(parents=True)
        (one.parents[1] / "listing.yaml").write_text(f"id: R{number}\ntitle: 银戒指 {number}\n", encoding="utf-8")
        # Another byte behind the end makes another picture of the same pixels.
        (one / "01.jpg").write_bytes(paths[number % len(paths)].read_bytes() + bytes([number]))
    for jobs in (1, 2):
        _run(folder / "small" / "R000", folder / f"cache-{jobs}", 1)  # the rules are compiled
    single, double = (_run(shop, folder / f"cache-{jobs}", jobs)[0] for jobs in (1, 2))
    print(
        f"two processes: {single / double:.2f} times as fast as one ({single:.1f} s, {double:.1f} s for {_LISTINGS} listings)"
    )
    alone, shared = (_processor(shop, folder / f"cache-processor-{jobs}", jobs) for jobs in (1, 2))
    longest = shared[0] + max(shared[1:], default=0.0)
    print(f"by processor time, which other work does not change: {sum(alone) / longest:.2f} ({alone}, {shared} s)")


def _processor(shop: Path, cache: Path, jobs: int) -> list[float]:
    """Check a folder and return the processor seconds of its process and of each that it starts (Linux)."""
    _run(shop / "R000", cache, 1)
    words = ["check", str(shop), "--select", "images", "--words", "off", "--format", "jsonl", "--jobs", str(jobs)]
    seen: dict[int, float] = {}
    with subprocess.Popen(
        [sys.executable, "-m", "listinglint", *words],
        env={**os.environ, "LISTINGLINT_CACHE": str(cache)}, stdout=subprocess.DEVNULL,
    ) as first:  # fmt: skip
        while first.poll() is None:
            for one in (first.pid, *_children(first.pid)):
                with suppress(OSError):
                    fields = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                    seen[one] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            sleep(0.05)
    return [seen.pop(first.pid), *sorted(seen.values())]


def _children(process: int) -> list[int]:
    with suppress(OSError):
        tasks = Path(f"/proc/{process}/task").glob("*/children")
        return [int(one) for task in tasks for one in task.read_text(encoding="utf-8").split()]
    return []


if __name__ == "__main__":
    main()
