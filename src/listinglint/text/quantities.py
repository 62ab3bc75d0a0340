"""Reads the weights, lengths, ring sizes, carats and counts that a text states, each with the thing that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from listinglint.text.quantity_counts import Counted, counted, ring_sizes
from listinglint.text.quantity_labels import Label, before, behind, of_key, thing
from listinglint.text.quantity_units import EXPRESSIONS, UNITS, Dimension, Span, spans

_REACH = 48
# What a measure with a unit of that dimension can be of.
_FITS: dict[str, frozenset[str]] = {
    "weight": frozenset({"weight", "content"}),
    "length": frozenset({"length", "diameter", "width", "height", "thick"}),
    "capacity": frozenset({"capacity", "content"}),
    "thickness": frozenset({"thickness"}),
    "carat": frozenset({"carat"}),
}
_BOUND = re.compile(
    r"(?:up to|under|below|less than|more than|over|at least|min\.?|max\.?|maximum|minimum|不超过|超过|低于|高于|可达|最大|最小|最长|最高|至少|误差"
    r"|tolerance|deviation|free|save|every|per|each|每|单)\s?(?:of |in |为|是|:|在|约)?$"
)
_KARAT = re.compile(r"[ -]?(?:solid |real |pure )?(?:white |yellow |rose |pink )*(?:gold|vermeil|金|k\b)")
_KARATS = frozenset({8, 9, 10, 14, 18, 21, 22, 23, 24})
_MEANT_TOTAL = re.compile(r"\.? ?(?:tw\b|t\.w\.|total)")
_MEANT_CENTRE = re.compile(r"\.? (?:[a-z]+ )?(?:center|centre)\b|的?主(?:石|钻)")
_KEY_UNIT = re.compile(r"[(\[]\s?([a-zμ克厘毫米\"]{1,8})\s?[)\]]")
_BARE = re.compile(r"\s*[\d.,±~/+⁄ -]*\d\s*")
_LEAD = re.compile(r"[\s\d.,]*(?:大约|约|approximately|approx\.?|about|around)?\s?")
_ALSO = re.compile(r"\s?(?:\(|=|≈|/|\[|or |或)\s?(?:约|about |approx\.? |=|≈)?\s?$")
_CONVERTED = re.compile(r"^ ?\([^)]{1,20}\)")
_CLAUSE = re.compile(r"[,;。!?\n|]|\. ")


class Quantity(NamedTuple):
    """A stated quantity: what is measured, what it may be in the base unit, and where it stands in the text.

    `also` tells that it repeats the one right before it in another unit: 45 cm (17.7 in).
    """

    label: Label
    spans: tuple[Span, ...]
    unit: str
    start: int
    end: int
    approx: bool = False
    also: bool = False


def read(text: str, key: str = "", title: bool = False) -> tuple[Quantity, ...]:
    """Return the quantities that a folded text states; `key` is the folded name of the attribute that it is the value of.

    A measure that no word explains counts only in a title, where a weight or a capacity is that of the article.
    """
    if not any(letter.isdigit() for letter in text) and not _COUNTABLE.search(text):
        return ()
    told = of_key(key) if key else None
    found = [one for dimension in UNITS for one in _measures(text, key, dimension, told, title)]
    found += [_of_count(one) for one in (*counted(text, key), *ring_sizes(text, key))]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


_COUNTABLE = re.compile(r"[一二两三四五六七八九十]|\bset of\b|\bpack of\b|-piece\b| piece\b")


def _of_count(one: Counted) -> Quantity:
    return Quantity(Label(one.measure, one.thing), one.spans, one.unit, one.start, one.end)


def _measures(text: str, key: str, dimension: Dimension, told: Label | None, title: bool) -> Iterator[Quantity]:
    if told is not None and told.measure not in _FITS[dimension]:
        told = None
    whole = _with_unit(text, key) if told is not None else text
    last: Quantity | None = None
    for found in EXPRESSIONS[dimension].finditer(whole):
        start, end = found.span("told")
        if _denied(whole, start, end, dimension):
            continue
        near = whole[max(0, start - _REACH) : found.start()]
        also = last is not None and bool(_ALSO.fullmatch(near[-max(found.start() - last.end, 0) :] if near else ""))
        label = last.label if also and last is not None else _label(whole, found, dimension, told, title)
        if label is None or label.measure not in _FITS[dimension]:
            continue
        allowed, unit = spans(dimension, found["told"])
        last = Quantity(label, allowed, unit, start, min(end, len(text)), bool(found["approx"]), also)
        yield last


def _with_unit(text: str, key: str) -> str:
    """Return a bare number with the unit that the attribute's name tells: Weight (g): 3.5."""
    unit = _KEY_UNIT.search(key)
    return f"{text.rstrip()} {unit[1]}" if unit and _BARE.fullmatch(text) else text


def _denied(text: str, start: int, end: int, dimension: Dimension) -> bool:
    """A limit, a tolerance alone, a preposition or a karat is no statement of a size."""
    ahead, rest = text[max(0, start - 24) : start], text[end : end + 24]
    if _BOUND.search(ahead) or rest.startswith(("%", "每")):
        return True
    shown = text[start:end]
    if dimension == "carat":
        whole = re.match(r"\d+(?![\d.])", shown)
        return bool(_KARAT.match(rest)) or (whole is not None and int(whole.group()) in _KARATS and "tw" not in shown)
    if shown.endswith("in") and not shown.endswith("min"):
        return bool(re.match(r" [a-z]", rest)) and not re.match(
            r" (?:long|length|wide|width|chain|diameter|tall|high|necklace)", rest
        )
    if shown.endswith('"'):
        return '"' in ahead[-12:]
    return False


def _label(text: str, found: re.Match[str], dimension: Dimension, told: Label | None, title: bool) -> Label | None:
    start, end = found.span("told")
    near, rest = text[max(0, start - _REACH) : found.start()], text[end : end + _REACH]
    label = before(near)
    if label is None and dimension in ("length", "weight"):
        label = _behind(near, rest)
    if label is not None:
        return _fitting(label, dimension)
    if text[start:end].endswith("分") and not rest.lstrip("的").startswith(("钻", "莫桑", "裸")):
        return Label("carat") if near.rstrip().endswith(("钻石", "莫桑石", "钻")) else None
    if dimension == "carat":
        return _carat(text[start:end], rest, told, title)
    if told is not None:
        return told if _LEAD.fullmatch(text[: found.start()]) or told.measure == "content" else None
    if title and dimension == "capacity":
        return Label("content")
    loose = dimension == "weight" and title and not re.fullmatch(r"[2-6] ?g", text[start:end])
    return Label("weight") if loose and not re.search(r"oz|盎司|斤|磅|lb|pound|kg", text[start:end]) else None


def _behind(near: str, rest: str) -> Label | None:
    """Return the label behind a measure and its conversion; where the clause names a part, it is about that."""
    label = behind(_CONVERTED.sub("", rest))
    if label is None or label.thing:
        return label
    nearby = _CLAUSE.split(near)[-1] + _CLAUSE.split(rest)[0]
    named = thing(nearby)
    return Label(label.measure, named if named != nearby.strip() else "")


def _fitting(label: Label, dimension: Dimension) -> Label:
    """A label that says carat beside grams, or the thickness of a plating told in micrometres."""
    if dimension == "thickness" and label.measure == "thick" and label.thing in ("", "镀层", "plating"):
        return Label("thickness", "plating")
    return label


def _carat(shown: str, rest: str, told: Label | None, title: bool) -> Label | None:
    if re.search(r"tw$|ctw$|tcw$", shown) or _MEANT_TOTAL.match(rest):
        return Label("carat", "total")
    if _MEANT_CENTRE.match(rest):
        return Label("carat", "centre")
    return told or (Label("carat") if title else None)
