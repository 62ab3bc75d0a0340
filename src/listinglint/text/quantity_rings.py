"""Reads which ring sizes and which inner widths of bangles a text states, in the systems that shops use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import pi

from listinglint.lazily import lazily
from listinglint.text.holding import holds
from listinglint.text.quantity_counts import Counted
from listinglint.text.quantity_units import UNITS, Span, number, starts

_SYSTEM = r"(?P<system>\bus|\beu|\buk|\bhk|港号|港码|香港|美码|美号|欧码|圈口|内径|手寸|戒号|指圈|\bring size|\bsize)"
_SYSTEMS = ("us", "eu", "uk", "hk", "size", "港", "美码", "美号", "欧码", "圈口", "内径", "手寸", "戒号", "指圈")
_NEAR = 32  # from the beginning of a system's name to its number
_SIZES = (
    r"(?P<told>\d{1,2}(?:\.\d{1,2})?(?:(?: ?(?:-|~|到|至|to|/|、|,|,? ?and|,? ?or|和|或) ?)\d{1,2}(?:\.\d{1,2})?)*)"
)
_RING = lazily(
    rf"{_SYSTEM}(?: ?(?:ring )?size)?(?: ?(?:号|码|尺码|#))?\s?[:=]?\s?(?:us |约)?{_SIZES}(?![a-z0-9%.]|\s?(?:mm|cm|毫米|厘米|\"|in\b|g\b|ct|[x*×]))"
)
_BEFORE_SIZE = lazily(r"(?<![\d.a-z])(?P<told>\d{2}(?: ?[-~至到] ?\d{2})?) ?(?:mm|毫米)?圈口")
# 女12号 男18号: a number of the Hong Kong scale; houses, train lines and days are numbered alike.
_NUMBERED = lazily(
    r"(?<![\d.a-z第月])(?P<told>\d{1,2}(?:\.5)?(?: ?号? ?[-~至到] ?\d{1,2}(?:\.5)?)?) ?号(?![线楼店链色院])"
)
_UNTIL = lazily(r"(?:-|~|到|至|to)")
_SAME = {
    "美码": "us",
    "美号": "us",
    "欧码": "eu",
    **dict.fromkeys(("港号", "港码", "香港", "手寸", "戒号", "指圈", "圈口", "内径"), "hk"),
}
_RING_KEY = lazily(
    r"(?P<system>us|eu|hk|港号|港码|美码|欧码)?\s?(?:(?:ring )?size|戒指(?:尺寸|手寸|圈口|尺码|号)|戒圈(?:号|尺寸|大小)?|指圈(?:号|尺寸)?|圈号|手寸|圈口(?:尺寸|大小)?|戒号|港号|港码|美码|欧码)"
    r"(?: ?\(?(?P<in>us|eu|hk|港号)\)?)?"
)
_RING_VALUE = lazily(rf"\s*(?:(?P<system>us|eu|hk|美码?|欧码?|港码?|港号)\s?)?{_SIZES} ?[号#码]?\s*")
# Above this a number is no ring's: it is the inner diameter of a bangle in millimetres.
_BANGLE = 40


def ring_sizes(text: str, key: str) -> Iterator[Counted]:
    """Yield ring sizes; whether the article is a ring is for the reader of the listing to know."""
    told = _RING_KEY.fullmatch(key) if key else None
    whole = _RING_VALUE.fullmatch(text) if told else None
    if told and whole:
        english = "size" in key and not re.search("[\u3400-\u9fff]", key)
        system = whole["system"] or told["system"] or told["in"] or ("us" if english else key[:2])
        yield _ring(system if system in _SAME or system.isascii() else "hk", whole)
        return
    seen: list[tuple[int, int]] = []
    near = any(holds(text[max(0, at - _NEAR) : at], _SYSTEMS) for at in starts(text))
    for found in _RING.finditer(text) if near else ():
        seen.append(found.span("told"))
        one = _ring(found["system"], found)
        if found["system"] != "内径" or one.measure == "diameter":
            yield one
    for found in _BEFORE_SIZE.finditer(text) if "圈口" in text else ():
        yield _ring("圈口", found)
    for found in _NUMBERED.finditer(text) if "号" in text else ():
        if not any(lo <= found.start("told") < hi for lo, hi in seen):
            yield _ring("hk", found)


def _ring(system: str, found: re.Match[str]) -> Counted:
    name = _SAME.get(system, "us" if "size" in system or system.startswith("美") else system)
    spans = []
    for one in re.split(r" ?(?:/|、|,? ?and|,? ?or|,|和|或) ?", found["told"]):
        told = _UNTIL.split(one.replace("号", ""))
        ends = [_circumference(name, number(each.strip())[0]) for each in told if each.strip()]
        if ends:
            spans.append(Span(min(ends), max(ends)))
    start, end = found.span("told")
    if name == "hk" and min((one.low for one in spans), default=0) >= _BANGLE:
        whole = tuple(one._replace(step=1.0) for one in spans)
        return Counted("diameter", "inner", whole, UNITS["length"][0].form, start, end)
    thing = name if name in ("hk", "uk") else "finger"
    return Counted("ring", thing, tuple(spans), name, start, end)


def _circumference(system: str, size: float) -> float:
    """Return the inner circumference in mm of a US or EU size; Hong Kong numbers stay numbers."""
    return pi * (11.63 + 0.8128 * size) if system == "us" else size
