"""`python -m benchmarks` prints every ratio with the kind of machine, and keeps a JSON history."""

from __future__ import annotations

import argparse
import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import startup, throughput
from listinglint import __version__

GOALS = {
    "check / hello typer": 1.3,
    "check / bare python": 8.0,
    "Chinese segmented / text": 1.6,
    "judge / (parse + fold + scan + write)": 2.0,
    "µs CPU a listing": 1000.0,
}


def markdown(table: list[tuple[str, float, float | None]], machine: str) -> str:
    """Return the ratios beside their goals; what is missed is told by how much."""
    lines = [
        f"listinglint {__version__} on {machine}; CPU time, text rules.",
        "",
        "| measured | value | goal | |",
        "|---|---|---|---|",
    ]
    for name, value, goal in table:
        told = "" if goal is None else "met" if value <= goal else f"missed by {100 * (value / goal - 1):.0f} %"
        lines.append(f"| {name} | {value:.4g} | {'' if goal is None else f'≤ {goal:g}'} | {told} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print, remember."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--listings", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--markdown", type=Path, help="write the ratios as a table to this file")
    options.add_argument("--history", type=Path, help="append the figures to this JSON Lines file")
    chosen = options.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"listinglint {__version__} on {machine}\n")
    times = startup.measure(chosen.rounds)
    record: dict[str, object] = {"date": datetime.now(UTC).isoformat(), "machine": machine, "startup ms": times}
    for name, value in times.items():
        print(f"{name:<34} {value:7.1f} ms")
    for name, value in startup.ratios(times).items():
        print(f"{name:<34} {value:7.2f} x")
    table = [(name, value, GOALS.get(name)) for name, value in startup.ratios(times).items()]
    for name, taken in throughput.run(chosen.listings).items():
        print(f"\n{name}: {taken['listings']:.0f} listings, {taken['findings']:.0f} findings")
        stages = ("bare scan", "parse", "fold", "scan", "judge", "of it facts", "write")
        print("  " + ", ".join(f"{stage} {1e6 * taken[stage] / taken['listings']:.0f}" for stage in stages), "µs each")
        told = throughput.ratios(taken)
        print("  " + ", ".join(f"{label} {value:.2f}" for label, value in told.items()))
        record[name] = {**taken, **told}
        table += [(f"{label} ({name})", value, GOALS.get(label)) for label, value in told.items()]
    if chosen.markdown:
        chosen.markdown.write_text(markdown(table, machine), encoding="utf-8")
    if chosen.history:
        with chosen.history.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
