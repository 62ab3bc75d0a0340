"""Counts what the picture benchmark saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple


class Told(NamedTuple):
    """What was counted on one picture: hits and trials by name, and figures for curves."""

    hits: Counter[str]
    trials: Counter[str]
    figures: list[tuple[str, float]]


def count(told: Told, name: str, hit: bool) -> None:
    """Add one trial under this name."""
    told.trials[name] += 1
    told.hits[name] += hit


def total(parts: Iterable[Told]) -> Told:
    """Add up."""
    told = Told(Counter(), Counter(), [])
    for one in parts:
        told.hits.update(one.hits)
        told.trials.update(one.trials)
        told.figures.extend(one.figures)
    return told
