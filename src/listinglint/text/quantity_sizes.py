"""Reads measures of two or three sides: 90×90 cm, 5' x 7', 55"L x 24"W x 30"H."""

from __future__ import annotations

import re
from collections.abc import Iterator

from listinglint.lazily import lazily
from listinglint.text.quantity_units import UNITS, Span, number
from listinglint.tuples import NamedTuple

_UNITS = UNITS["length"]
_NUMBER = r"\d+(?:\.\d+)?(?:[ -]\d/\d)?"
_UNIT = "|".join(one.form for one in _UNITS)
_SIDE = rf"(?:[长宽高深]|[lwhd] ?)?(?P<n{{0}}>{_NUMBER}) ?(?P<u{{0}}>(?:{_UNIT}|')(?![a-z](?!\b)))? ?(?:\(?[lwhd]\)?(?![a-z])|[长宽高深])?"
_TIMES = r" ?[x*×] ?"
_SIDES = lazily(
    r"(?<![a-z0-9.,$¥€£/*×+'-])(?<!\d )(?<![x*×] )"
    + _SIDE.format(1) + _TIMES + _SIDE.format(2) + rf"(?:{_TIMES}{_SIDE.format(3)})?"
    + r"(?![a-z0-9]| ?[x*×/] ?\d)"
)  # fmt: skip

# Whatever that matches holds: a sign of times with a number behind it.
_PERHAPS = lazily(r"[x*×] ?(?:[长宽高深]|[lwhd] ?)?\d")


class Sides(NamedTuple):
    """The sides in mm as told, in their order, and where they stand; `unit` is the one that the last has."""

    spans: tuple[Span, ...]
    unit: str
    start: int
    end: int


def sides(text: str, unit: str = "") -> Iterator[Sides]:
    """Yield what is told as several sides with a unit; `unit` is that of the attribute's name: Size (cm)."""
    if _PERHAPS.search(text) is None:
        return
    for found in _SIDES.finditer(text):
        told = [(found[f"n{at}"], found[f"u{at}"]) for at in (1, 2, 3) if found[f"n{at}"]]
        last = next((one for _, one in reversed(told) if one), unit)
        worth = _worth(last)
        if not worth:
            continue
        spans = []
        for digits, own in told:
            value, step = number(digits)
            each = _worth(own) or worth
            spans.append(Span(value * each, value * each, step * each))
        if min(one.low for one in spans) > 0:
            yield Sides(tuple(spans), last, *found.span())


def _worth(unit: str | None) -> float:
    if not unit:
        return 0.0
    if unit == "'":
        return 304.8
    return next((one.worth for one in _UNITS if re.fullmatch(one.form, unit)), 0.0)
