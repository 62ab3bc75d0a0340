"""How the cost grows with listings (in a straight line) and with phrases (hardly): measured, and drawn for the docs.

`python -m benchmarks.curves --svg docs/curves.svg`
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from math import log10
from pathlib import Path
from typing import NamedTuple

from benchmarks import corpus, phrases
from benchmarks.startup import cpu

LISTINGS = (125, 250, 500, 1_000, 2_000)
PHRASES = (50, 500, 5_000, 20_000)
_CHECK = (sys.executable, "-m", "listinglint", "check", "--fail-on", "never", "--no-cache", "--format", "jsonl")


class Curve(NamedTuple):
    """Points of a curve: how many, and seconds of CPU."""

    name: str
    points: tuple[tuple[float, float], ...]


def by_listings(rounds: int) -> list[Curve]:
    """Return the CPU seconds of a check with all text rules, start-up included, over the number of listings."""
    found = []
    with tempfile.TemporaryDirectory() as told:
        for lang in ("en", "zh"):
            points = []
            for count in LISTINGS:
                path = corpus.write(Path(told) / f"{lang}-{count}.jsonl", count, lang, 0.1)
                points.append((float(count), _best([*_CHECK, str(path)], rounds)))
            found.append(Curve(lang, tuple(points)))
    return found


def by_phrases(rounds: int, count: int = 1_000) -> list[Curve]:
    """Return the CPU seconds of a check of the same listings over the number of phrases."""
    found = []
    for lang in ("en", "zh"):
        points = []
        for number in PHRASES:
            with tempfile.TemporaryDirectory() as told:
                folder = Path(told)
                phrases.write(phrases.make(lang, count, number), folder)
                words = [*_CHECK, str(folder / "goods.jsonl"), "--rules", str(folder / "rules"), "--select", "bench"]
                points.append((float(number), _best(words, rounds)))
        found.append(Curve(lang, tuple(points)))
    return found


def _best(command: list[str], rounds: int) -> float:
    cpu(command)  # the rules are compiled, the caches warm
    return min(cpu(command) for _ in range(rounds)) / 1000


def ratios(listings: list[Curve], found: list[Curve]) -> Iterator[tuple[str, str, float]]:
    """Yield how the cost of a listing changes with their number, and that of a run with a hundred times the phrases."""
    for one in listings:
        (x0, y0), (x1, y1), *_, (x2, y2), (x3, y3) = one.points
        yield "last listings / first listings, each", one.name, ((y3 - y2) / (x3 - x2)) / ((y1 - y0) / (x1 - x0))
    for one in found:
        at = dict(one.points)
        yield "5,000 phrases / 50 phrases", one.name, at[5_000] / at[50]


_WIDE, _HIGH, _EDGE = 420, 300, 56
_COLOURS = ("#1f77b4", "#d62728")


def svg(listings: list[Curve], found: list[Curve], about: str) -> str:
    """Return both pictures side by side; the right one has phrases in powers of ten."""
    left = _plot(listings, "listings", [one for one, _ in listings[0].points], log=False)
    right = _plot(found, "phrases (1,000 listings)", [one for one, _ in found[0].points], log=True)
    style = "text{font:12px sans-serif;fill:#333}path{fill:none;stroke-width:2}line{stroke:#bbb}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * _WIDE} {_HIGH + 24}" role="img">'
        f"<title>CPU seconds by listings and by phrases</title><style>{style}</style>"
        f'<rect width="100%" height="100%" fill="#fff"/>{left}<g transform="translate({_WIDE})">{right}</g>'
        f'<text x="8" y="{_HIGH + 16}">{about}</text></svg>\n'
    )


def _plot(curves: Sequence[Curve], name: str, ticks: Sequence[float], *, log: bool) -> str:
    most = max(y for one in curves for _, y in one.points) * 1.1
    low, high = (log10(ticks[0]), log10(ticks[-1])) if log else (0.0, ticks[-1])

    def place(x: float, y: float) -> tuple[float, float]:
        along = ((log10(x) if log else x) - low) / (high - low)
        return _EDGE + along * (_WIDE - 1.5 * _EDGE), _HIGH - _EDGE - y / most * (_HIGH - 1.5 * _EDGE)

    parts = [f'<text x="{_EDGE}" y="18">CPU seconds by {name}</text>']
    for tick in ticks:
        x, y = place(tick, 0)
        parts.append(f'<line x1="{x:.0f}" y1="{y:.0f}" x2="{x:.0f}" y2="{y + 5:.0f}"/>')
        parts.append(f'<text x="{x:.0f}" y="{y + 20:.0f}" text-anchor="middle">{tick:,.0f}</text>')
    for share in (0.0, 0.5, 1.0):
        x, y = place(ticks[-1], most * share)
        parts.append(f'<line x1="{_EDGE}" y1="{y:.0f}" x2="{x:.0f}" y2="{y:.0f}"/>')
        parts.append(f'<text x="{_EDGE - 6}" y="{y + 4:.0f}" text-anchor="end">{most * share:.1f}</text>')
    for one, colour in zip(curves, _COLOURS, strict=False):
        line = " L".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in one.points))
        x, y = place(*one.points[-1])
        parts.append(f'<path d="M{line}" stroke="{colour}"/>')
        parts.append(f'<text x="{x + 4:.0f}" y="{y:.0f}" style="fill:{colour}">{one.name}</text>')
    return "".join(parts)


def main() -> None:
    """Measure, print, draw."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--svg", type=Path, help="draw the curves into this file")
    options.add_argument("--rounds", type=int, default=2)
    chosen = options.parse_args()
    listings, found = by_listings(chosen.rounds), by_phrases(chosen.rounds)
    for one in (*listings, *found):
        print(one.name, ", ".join(f"{x:,.0f}: {y:.2f} s" for x, y in one.points))
    for name, about, value in ratios(listings, found):
        print(f"{name} ({about}): {value:.2f}")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    if chosen.svg:
        chosen.svg.write_text(svg(listings, found, f"{machine}, {datetime.now(UTC):%Y-%m-%d}"), encoding="utf-8")


if __name__ == "__main__":
    main()
