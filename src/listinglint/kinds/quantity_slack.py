"""When two stated figures may both be true: rounding, conversion of units, tolerances and choices."""

from __future__ import annotations

from listinglint.text.quantities import Quantity
from listinglint.text.quantity_units import UNITS, Span

# What may differ beside the rounding of the digits shown: of the same unit, of converted ones.
_SLACK = {"weight": (0.03, 0.03), "ring": (0.005, 0.03), "count": (0.0, 0.0), "gauge": (0.0, 0.0)}
_USUAL = (0.01, 0.02)
_BANGLE = (0.003, 0.02)  # a millimetre decides whether it goes over the hand
_APPROX = 0.08
_CONVERTED = 0.04
_UP = 0.12
_ROUNDING = 0.45
_CUT_OFF = 0.2
_FLUID = 29.5735 / 28.3495
_HEAVY = frozenset(one.form for one in UNITS["weight"])
_LINEAR = ("length", "diameter", "width", "height", "thick", "size")


def dimension(one: Quantity) -> str:
    """Return which figures a figure can be held against at all: lengths with widths, litres with contents."""
    measure = one.label.measure
    if measure == "content" and one.unit in _HEAVY:
        return "weight"
    return "length" if measure in _LINEAR else "capacity" if measure == "content" else measure


def agree(one: Quantity, two: Quantity) -> bool:
    """Tell whether any figure that the one allows is one that the other allows, as exactly as the digits are shown."""
    if one.label.measure == "count" and two.label.measure == "count":
        return _same_count(one, two)
    if dimension(one) != dimension(two):
        ounces = "oz" in one.unit + two.unit and {dimension(one), dimension(two)} == {"weight", "capacity"}
        return ounces and agree(_poured(one), _poured(two))
    if one.sides and two.sides:
        return _same_sides(one, two)
    return any(_near(mine, other, one, two) for mine in one.spans for other in two.spans)


def _near(mine: Span, other: Span, one: Quantity, two: Quantity) -> bool:
    same, converted = (
        _BANGLE if "inner" in (one.label.thing, two.label.thing) else _SLACK.get(one.label.measure, _USUAL)
    )
    slack = (same if one.unit == two.unit else converted) + (_APPROX if one.approx or two.approx else 0.0)
    gap = max(mine.low - other.high, other.low - mine.high)
    if one.unit == two.unit and mine.step != other.step:
        # A figure with fewer digits may have been cut off, 3.9 to 3, or rounded: but 2.5 is not told as 3.
        coarse, fine = (mine, other) if mine.step > other.step else (other, mine)
        steps = coarse.step if fine.high > coarse.high else min(coarse.step * _ROUNDING, _UP * coarse.high)
    elif one.unit == two.unit:
        steps = mine.step / 2
    else:
        steps = min((mine.step + other.step) / 2, _CONVERTED * max(mine.high, other.high))
    most = max(mine.high, other.high)
    return gap <= min(steps, _CUT_OFF * most) + slack * most + 1e-9


def _same_sides(one: Quantity, two: Quantity) -> bool:
    """Sides may be told in any order, and the third of them left out."""
    few, many = sorted((one, two), key=lambda it: len(it.spans))
    left = list(many.spans)
    for side in few.spans:
        match = next((it for it in left if _near(side, it, few, many)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _same_count(one: Quantity, two: Quantity) -> bool:
    """Six pairs are twelve pieces; bags are not held against sheets; a bare number may be either."""
    mine, other = one.spans[0].low, two.spans[0].low
    units = {one.unit, two.unit}
    if mine == other or (len(units) == 2 and not units & {"", "piece", "pair"}):
        return True
    if len(units) == 2 and units & {"bead", "bag", "box", "roll", "bottle", "sheet", "block", "flower", "suit"}:
        return "" not in units and not units & {"piece"}
    if "pair" in units and len(units) == 2:
        pairs, pieces = (mine, other) if one.unit == "pair" else (other, mine)
        return pieces in (pairs, 2 * pairs)
    return False


def _poured(one: Quantity) -> Quantity:
    """Return ounces of weight as the fluid ounces that a title may mean."""
    if one.label.measure != "weight":
        return one
    spans = tuple(Span(it.low * _FLUID, it.high * _FLUID, it.step * _FLUID) for it in one.spans)
    return one._replace(label=one.label._replace(measure="capacity"), spans=spans)
