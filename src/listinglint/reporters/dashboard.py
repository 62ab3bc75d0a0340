"""A page about many runs: what rises, what falls, which shop breaks which rule, which listings need most work."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from listinglint.history import Board, Run
from listinglint.letters import SIDES
from listinglint.reporters.saving import Save, in_place
from listinglint.reporters.templates import page, scripted

_HEADS = (
    ("日期", "Day"), ("商品", "Listings"), ("通过", "Clean"), ("错误", "Errors"), ("警告", "Warnings"), ("提示", "Info"),
    ("新增", "New"), ("已解决", "Fixed"), ("失败", "Failed"),
)  # fmt: skip
_MOST_RULES = 40
_WIDE, _HIGH, _EDGE = 640, 180, 12


def write(told: Board, lang: str, output: Path) -> tuple[Path, ...]:
    """Write the dashboard and return its file."""
    runs = told.runs
    shops = sorted({shop for shop, _, _ in told.heat})
    values: dict[str, Any] = {
        "lang": lang, "runs": runs[:30], "latest": runs[0] if runs else None, "first": runs[-1] if runs else None,
        "points": _points(runs) if len(runs) > 1 else None, "trend_title": "错误与警告的变化 / Errors and warnings by run",
        "heads": _HEADS, "sides": _sides(told), "shops": shops, "heat": _heat(told, shops), "worst": told.worst,
        "since": told.open_since, **scripted("dashboard.js"),
    }  # fmt: skip
    return in_place([Save(output, page("dashboard.html.j2").render(values).encode("utf-8", "replace"))])


def _points(runs: tuple[Run, ...]) -> dict[str, Any]:
    """Return the lines of the chart, the oldest run on the left."""
    old = runs[::-1]
    top = max(1, *(max(one.errors, one.warnings) for one in old))
    step = (_WIDE - 2 * _EDGE) / (len(old) - 1)

    def spot(number: int, value: int) -> tuple[float, float]:
        return round(_EDGE + number * step, 1), round(_HIGH - _EDGE - (_HIGH - 2 * _EDGE) * value / top, 1)

    errors = [spot(number, one.errors) for number, one in enumerate(old)]
    warnings = [spot(number, one.warnings) for number, one in enumerate(old)]
    lines = {name: " ".join(f"{x},{y}" for x, y in dots) for name, dots in (("errors", errors), ("warnings", warnings))}
    return lines | {"dots": errors}


def _sides(told: Board) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {side: {} for side in SIDES}
    for side, letter, count in told.letters:
        counts.setdefault(side, {})[letter] = count
    return counts if told.letters else {}


def _heat(told: Board, shops: list[str]) -> list[tuple[str, list[tuple[int, int]]]]:
    """Return a row a rule, the loudest first; colours are shares of the loudest cell."""
    cells: dict[str, dict[str, int]] = defaultdict(dict)
    for shop, rule, count in told.heat:
        cells[rule][shop] = count
    top = max((count for _, _, count in told.heat), default=1)
    loudest = sorted(cells, key=lambda rule: (-sum(cells[rule].values()), rule))[:_MOST_RULES]
    return [
        (rule, [(cells[rule].get(shop, 0), round(100 * cells[rule].get(shop, 0) / top)) for shop in shops])
        for rule in loudest
    ]
