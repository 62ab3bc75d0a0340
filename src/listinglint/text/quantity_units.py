"""Units of weight, length, capacity, thickness and carat, in Chinese and English, and what each is worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from listinglint.lazily import lazily
from listinglint.text.holding import beginnings
from listinglint.tuples import NamedTuple

Dimension = Literal["weight", "length", "capacity", "thickness", "carat"]


class Unit(NamedTuple):
    """A unit as written in folded text, and its worth in g, mm, ml, µm or ct; `least` where shops differ on it."""

    form: str
    worth: float
    least: float = 0.0


UNITS: dict[Dimension, tuple[Unit, ...]] = {
    "weight": (
        Unit(r"kgs?|公斤|千克|kilograms?", 1000), Unit(r"mg|毫克", 0.001), Unit(r"grams?|gms?|grs?|g|克(?!拉)", 1), Unit(r"斤", 500),
        Unit(r"两(?![个件天次种用面侧边色条只年人层双款端头穿块片米张套位对轮栖瓶半])", 50, 31.25), Unit(r"钱(?![包币夹袋串树])", 5, 3.125), Unit(r"ounces?|oz|盎司", 31.1035, 28.3495), Unit(r"pounds?|lbs?|磅", 453.592),
    ),
    "length": (
        Unit(r"mm|毫米", 1), Unit(r"cm|厘米|公分|centimet(?:er|re)s?", 10), Unit(r"met(?:er|re)s?|m|米", 1000),
        Unit(r"inch(?:es)?|英寸|寸(?![照头步管法])|in|\"|''", 25.4), Unit(r"feet|foot|ft|英尺", 304.8),
    ),
    "capacity": (
        Unit(r"ml|毫升|millilit(?:er|re)s?", 1), Unit(r"cl", 10), Unit(r"lit(?:er|re)s?|l|升", 1000),
        Unit(r"quarts?|qt", 946.353), Unit(r"gallons?|gal|加仑", 3785.41), Unit(r"pints?", 473.176),
        Unit(r"fl\.? ?oz|fluid ounces?|ounces?|oz|盎司", 29.5735),
    ),
    "thickness": (Unit(r"μm|um|微米|microns?", 1),),
    "carat": (Unit(r"cttw|ctw|tcw|ct\.? ?tw|carats?|cts?|克拉", 1), Unit(r"分(?!钟|期|之|享|类|为|别|贝|体)", 0.01)),
}  # fmt: skip
_NUMBER = (
    r"(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|(?<![一二三四五六七八九十第])[半一二两三四五六七八九十](?=[斤两钱]|公斤))"
)
_FRACTION = r"(?:\d+[ -])?\d+/(?:16|10|[234568])(?=[ -]?(?:in|\"|ct|carat))|\d+⁄\d+"
_HAN = {"半": 0.5, "两": 2.0, **{digit: float(value) for value, digit in enumerate("一二三四五六七八九十", 1)}}
_APPROX = r"(?:大约|约|approximately|approx\.?|about|around|circa|ca\.|~)"
# A comma goes on with bare numbers only: 5, 6, 7 in; 3 mm, 20 in are two measures.
_COMMA = r"\s?[,、]\s?"
_JOIN = r"(?:\(不?含\))?\s?(?:±|\+/-|\+|-|~|至|到|to|/|or|或|and|和|&)\s?"
# Glued to a letter, a digit or a sign of price these digits are no measure; behind x they are one side of several.
_BEFORE = r"(?<![a-z0-9.,'$¥€£#≤≥<>*×/+±-])(?<![x*×] )(?<!\dx)"
_AFTER = r"(?!(?<![一-鿿])[a-z0-9]|\s?[x*×]\s?\d|\s?/\s?(?!\d)|\s?per\b|\s?(?:\(不?含\))?(?:及|和|或)?(?:以上|以下|以内|起|or more|or less)|\+)"


def _expression(dimension: Dimension) -> re.Pattern[str]:
    units = "|".join(f"(?:{one.form})" for one in UNITS[dimension])
    number = f"(?:{_FRACTION}|{_NUMBER})"
    item = rf"{number}(?:[ -]?(?:{units})(?![a-z]))?"
    last = rf"{number}[ -]?(?:{units})"
    more = rf"(?:{number}{_COMMA}|{item}{_JOIN})"
    return lazily(rf"{_BEFORE}(?P<approx>{_APPROX}\s?)?(?P<told>{more}{{0,7}}{last}){_AFTER}")


EXPRESSIONS = {dimension: _expression(dimension) for dimension in UNITS}
# Every expression ends in a number and its unit: where no such pair stands there is nothing to read.
_BEGINNINGS = {
    dimension: tuple(dict.fromkeys(each for one in units for each in beginnings(one.form)))
    for dimension, units in UNITS.items()
}
_LONGEST = max(len(one) for units in _BEGINNINGS.values() for one in units)
# Written with its first sign as a set, so that the engine passes over letters without a question.
_NUMERAL = lazily(r"[\d半一二两三四五六七八九十](?:(?<=\d)\d*|(?=[斤两钱]|公斤))")
# No more than this stands between two numbers of one expression: a unit, a sign or word that joins them, blanks.
_APART = 24
_ABOUT = ("大约", "约", "approximately", "approx.", "approx", "about", "around", "circa", "ca.", "~")
_ABOUT_ENDS = frozenset(one[-1] for one in _ABOUT)
_TOKENS = {
    dimension: lazily(
        rf"(?P<number>{_FRACTION}|{_NUMBER})"
        + "".join(f"|(?P<u{index}>{one.form})" for index, one in enumerate(units))
        + r"|(?P<tolerance>±|\+/-)|(?P<plus>\+)|(?P<range>-|~|至|到|to)|(?P<or>/|、|,|or|或|and|和|&)"
    )
    for dimension, units in UNITS.items()
}


class Numeral(NamedTuple):
    """A run of digits: where it ends, where an expression may begin with it, of which dimensions a unit stands behind it."""

    end: int
    begins: tuple[int, ...]
    dimensions: frozenset[Dimension]


def dimensions(text: str) -> list[Dimension]:
    """Return the dimensions of which a unit begins right behind some number of the text."""
    found = _begun(text)
    return [dimension for dimension in UNITS if dimension in found]


def expressions(dimension: Dimension, text: str) -> Iterator[re.Match[str]]:
    """Yield what `EXPRESSIONS[dimension].finditer` yields, trying only where one may begin."""
    form, last = EXPRESSIONS[dimension], 0
    for start in _begun(text).get(dimension, ()):
        found = form.match(text, start) if start >= last else None
        if found is not None:
            last = found.end()
            yield found


def starts(text: str) -> tuple[int, ...]:
    """Return where a number begins, or a word for about before it."""
    return tuple(sorted({begin for one in _numerals(text) for begin in one.begins}))


@lru_cache(16)
def _begun(text: str) -> dict[Dimension, list[int]]:
    """Return where expressions of each dimension may begin: with the numbers before one that has such a unit behind it."""
    found: dict[Dimension, set[int]] = {}
    begins: set[int] = set()
    last = 0
    for one in _numerals(text):
        if one.begins[0] > last + _APART:
            begins = set()
        begins.update(one.begins)
        for dimension in one.dimensions:
            found.setdefault(dimension, set()).update(begins)
        last = one.end
    return {dimension: sorted(begins) for dimension, begins in found.items()}


@lru_cache(16)
def _numerals(text: str) -> tuple[Numeral, ...]:
    return tuple(_numeral(text, *run.span()) for run in _NUMERAL.finditer(text))


def _numeral(text: str, start: int, end: int) -> Numeral:
    begins = [start]
    before = text[:start] if start < 16 else text[start - 16 : start]
    bare = before[:-1] if before[-1:].isspace() else before
    if bare and bare[-1] in _ABOUT_ENDS:
        begins += [start - len(before) + len(bare) - len(one) for one in _ABOUT if bare.endswith(one)]
    at = end + 1 if text[end : end + 1] in (" ", "-") else end
    behind = _behind(text[end : end + _LONGEST]) | _behind(text[at : at + _LONGEST])
    return Numeral(end, tuple(sorted(begins)), behind)


@lru_cache(4096)
def _behind(text: str) -> frozenset[Dimension]:
    """Return the dimensions of which a unit begins a text."""
    return frozenset(name for name, units in _BEGINNINGS.items() if text.startswith(units))


class Span(NamedTuple):
    """From `low` to `high` in the base unit; `step` is the worth of the last digit shown."""

    low: float
    high: float
    step: float = 0.0


class Item(NamedTuple):
    """One number of an expression: what stands between it and the one before, and the unit behind it (-1: none)."""

    join: str
    value: float
    step: float
    unit: int


@lru_cache(4096)
def spans(dimension: Dimension, told: str) -> tuple[tuple[Span, ...], str]:
    """Return what an expression such as `45+5cm`, `40/45/50 cm` or `3±0.2g` allows, and the unit that it ends with."""
    items = _items(dimension, told)
    units = UNITS[dimension]
    found: list[Span] = []
    unit = -1
    worths: list[Item] = []
    for one in reversed(items):
        unit = one.unit if one.unit >= 0 else unit
        worth = units[unit].worth
        worths.append(Item(one.join, one.value * worth, one.step * worth, unit))
    for one in reversed(worths):
        if not found or one.join in ("or", ""):
            least = units[one.unit].least / units[one.unit].worth or 1.0
            found.append(Span(one.value * least, one.value, one.step))
            continue
        last = found.pop()
        low, high = _joined(one, last)
        found.append(Span(low, high, min(last.step, one.step)))
    return tuple(found), units[items[-1].unit].form


def _joined(one: Item, last: Span) -> tuple[float, float]:
    if one.join == "tolerance":
        return last.low - one.value, last.high + one.value
    if one.join == "plus":
        return last.low, last.high + one.value
    return min(last.low, one.value), max(last.high, one.value)


def _items(dimension: Dimension, told: str) -> list[Item]:
    items: list[Item] = []
    join = ""
    for token in _TOKENS[dimension].finditer(told):
        kind = token.lastgroup or ""
        if kind == "number":
            value, step = number(token.group())
            items.append(Item(join, value, step, -1))
            join = ""
        elif kind.startswith("u") and items:
            items[-1] = items[-1]._replace(unit=int(kind[1:]))
        elif items and kind in ("tolerance", "plus", "range", "or") and not join:
            join = kind
    return items


def number(told: str) -> tuple[float, float]:
    """Return a number and the worth of its last digit: 3.50 is (3.5, 0.01), 1⁄2 is (0.5, 0.05), 两 is (2, 0)."""
    if told in _HAN:
        return _HAN[told], 0.0
    if "⁄" in told:
        above, _, below = told.partition("⁄")
        return float(above[:-1] or 0) + float(above[-1]) / max(float(below), 1), 0.05
    if "/" in told:
        whole, _, part = told.replace("-", " ").rpartition(" ")
        above, _, below = part.partition("/")
        return float(whole or 0) + float(above) / float(below), 0.05
    plain = told.replace(",", "")
    return float(plain), 10.0 ** -len(plain.partition(".")[2])
