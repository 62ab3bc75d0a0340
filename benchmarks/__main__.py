"""`python -m benchmarks` prints every ratio with the kind of machine, and keeps a JSON history."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import curves, peers, scale, startup, throughput
from listinglint import __version__

# What is aimed at: at most so much, or at least so much.
GOALS = {
    "check / hello typer": ("≤", 1.3),
    "check / bare python": ("≤", 8.0),
    "Chinese segmented / text": ("≤", 1.6),
    "judge / (parse + fold + scan + write)": ("≤", 2.0),
    "µs CPU a listing": ("≤", 1000.0),
    "warm / (read + hash)": ("≤", 2.0),
    "times as fast with two": ("≥", 1.8),
    "peak / peak at 10,000": ("≤", 1.5),
    "last listings / first listings, each": ("≤", 1.2),
    "5,000 phrases / 50 phrases": ("≤", 10.0),
    "best of the others / listinglint, 500 phrases": ("≥", 10.0),
    "best of the others / listinglint, 5000 phrases": ("≥", 50.0),
}
Row = tuple[str, str, float]  # what was measured, on what, and its value


def markdown(table: list[Row], machine: str) -> str:
    """Return the ratios beside their goals; what is missed is told by how much."""
    lines = [
        f"listinglint {__version__} on {machine}; CPU time, text rules.",
        "",
        "| measured | value | goal | |",
        "|---|---|---|---|",
    ]
    for name, about, value in table:
        which, goal = GOALS.get(name, ("", 0.0))
        met = value <= goal if which == "≤" else value >= goal
        far = 100 * (value / goal - 1) if which == "≤" else 100 * (1 - value / goal) if goal else 0.0
        told = "" if not which else "met" if met else f"missed by {far:.0f} %"
        shown = f"{name} ({about})" if about else name
        lines.append(f"| {shown} | {value:.4g} | {f'{which} {goal:g}' if which else ''} | {told} |")
    return "\n".join(lines) + "\n"


def large(peers_in: Path | None, svg: Path | None, machine: str) -> Iterator[Row]:
    """Yield what takes minutes: warm runs, two cores, memory, curves, and the other tools where they were fetched."""
    for about, measure, count in (
        ("10,000 folders", scale.warm, 10_000), ("text", scale.cores, 2_000), ("JPEG folders", scale.pictures, 48),
        ("100,000 listings", scale.million, 100_000),
    ):  # fmt: skip
        yield from ((name, about, value) for name, value in measure(count).items())
    listings, found = curves.by_listings(2), curves.by_phrases(2)
    yield from curves.ratios(listings, found)
    if svg:
        svg.write_text(curves.svg(listings, found, f"{machine}, {datetime.now(UTC):%Y-%m-%d}"), encoding="utf-8")
    if peers_in is not None:
        table = peers.compare(peers_in.absolute(), 300, 2)
        yield from (
            (f"ms CPU a listing, {name}", about, one) for about, all_ in table.items() for name, one in all_.items()
        )
        yield from peers.ratios(table)


def main() -> None:
    """Measure, print, remember."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--listings", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--markdown", type=Path, help="write the ratios as a table to this file")
    options.add_argument("--history", type=Path, help="append the figures to this JSON Lines file")
    options.add_argument("--large", action="store_true", help="also warm runs, two cores, memory and curves: minutes")
    options.add_argument(
        "--peers", type=Path, help="also the other tools, fetched by python -m benchmarks.peers --setup"
    )
    options.add_argument("--svg", type=Path, help="draw the curves into this file")
    chosen = options.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"listinglint {__version__} on {machine}\n")
    times = startup.measure(chosen.rounds)
    record: dict[str, object] = {"date": datetime.now(UTC).isoformat(), "machine": machine, "startup ms": times}
    for name, value in times.items():
        print(f"{name:<34} {value:7.1f} ms")
    for name, value in startup.ratios(times).items():
        print(f"{name:<34} {value:7.2f} x")
    table: list[Row] = [(name, "", value) for name, value in startup.ratios(times).items()]
    for name, taken in throughput.run(chosen.listings).items():
        print(f"\n{name}: {taken['listings']:.0f} listings, {taken['findings']:.0f} findings")
        stages = ("bare scan", "parse", "fold", "scan", "judge", "of it facts", "write")
        print("  " + ", ".join(f"{stage} {1e6 * taken[stage] / taken['listings']:.0f}" for stage in stages), "µs each")
        told = throughput.ratios(taken)
        print("  " + ", ".join(f"{label} {value:.2f}" for label, value in told.items()))
        record[name] = {**taken, **told}
        table += [(label, name, value) for label, value in told.items()]
    if chosen.large or chosen.peers:
        print()
        for row in large(chosen.peers, chosen.svg, machine):
            print(f"{row[0]} ({row[1]}): {row[2]:.3g}")
            table.append(row)
    record |= {"ratios": table, "load": os.getloadavg()}
    if chosen.markdown:
        chosen.markdown.write_text(markdown(table, machine), encoding="utf-8")
    if chosen.history:
        with chosen.history.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
