"""Reads the weights, lengths, ring sizes, carats and counts that a text states, each with the thing that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from listinglint.lazily import lazily
from listinglint.text.quantity_counts import Counted, counted
from listinglint.text.quantity_labels import Label, before, behind, of_key, part
from listinglint.text.quantity_rings import ring_sizes
from listinglint.text.quantity_sizes import sides
from listinglint.text.quantity_units import UNITS, Dimension, Span, dimensions, expressions, spans, starts
from listinglint.tuples import NamedTuple

_OUNCE, _STONE = lazily(r"oz|ounce|盎司"), lazily("钻|莫桑石")
_NETWORK = lazily(r"手机|网络?|全网|版|内存|\+")  # 5G手机: no weight
_REACH = 48
# What a measure with a unit of that dimension can be of.
_FITS: dict[str, frozenset[str]] = {
    "weight": frozenset({"weight", "content"}),
    "length": frozenset({"length", "diameter", "width", "height", "thick", "size"}),
    "capacity": frozenset({"capacity", "content"}),
    "thickness": frozenset({"thickness"}),
    "carat": frozenset({"carat"}),
}
_BOUND = lazily(
    r"(?<![a-z])(?:up to|under|below|less than|more than|over|at least|min\.?|max\.?|maximum|minimum|不超过|超过|低于|高于|大于|小于|不少于|不足|可达|最大|最小|最长|最高|至少|误差"
    r"|tolerance|deviation|free|save|every|per|each|每|单)\s?(?:of |in |为|是|:|在|约)?$"
)
_KARAT = lazily(r"[ -]?(?:solid |real |pure )?(?:white |yellow |rose |pink )*(?:gold|vermeil|金|k\b)")
_KARATS = frozenset({8, 9, 10, 14, 18, 21, 22, 23, 24})
_MEANT_TOTAL = lazily(r"\.? ?(?:tw\b|t\.w\.|total)")
_MEANT_CENTRE = lazily(r"\.? (?:[a-z]+ )?(?:center|centre)\b|的?主(?:石|钻)")
_KEY_UNIT = lazily(r"[(\[]\s?([a-zμ克厘毫米\"]{1,8})\s?[)\]]")
_BARE = lazily(r"\s*[\d.,±~/+⁄ -]*\d\s*")
_DIGIT = lazily(r"\d")
_ALSO = lazily(r"\s?(?:\(|=|≈|/|\[|or |或)\s?(?:约|about |approx\.? |=|≈)?\s?$")
_THIN = 60.0  # mm; a 3 mm chain is not 3 mm long
_WORD = lazily(r"[a-z]+|[\u3400-\u9fff]{2}")
_OWN_SIZE = frozenset({"brim", "sleeve", "shaft", "handle", "post", "platform", "seat", "extender"})
_LISTED = lazily(r"\s?[,、]\s?")
_CONVERTED = lazily(r"^ ?\([^)]{1,20}\)")
_CLAUSE = lazily(r"[,;。!?\n|]|\. ")


class Quantity(NamedTuple):
    """A stated quantity: what is measured, what it may be in the base unit, and where it stands in the text.

    `also` tells that it repeats the one right before it in another unit: 45 cm (17.7 in).  `loose` ones have no word
    beside them that says what is measured; `sides` are those of one thing: 90 × 60 cm.
    """

    label: Label
    spans: tuple[Span, ...]
    unit: str
    start: int
    end: int
    approx: bool = False
    also: bool = False
    loose: bool = False
    sides: bool = False


def read(text: str, key: str = "", title: bool = False) -> tuple[Quantity, ...]:
    """Return the quantities that a folded text states; `key` is the folded name of the attribute that it is the value of."""
    if not _DIGIT.search(text) and not _COUNTABLE.search(text):
        return ()
    told = of_key(key) if key else None
    found = [one for dimension in _dimensions(text, key, told) for one in _measures(text, key, dimension, told, title)]
    found += _of_sides(text, key, told)
    found += [_of_count(one) for one in (*counted(text, key, title), *ring_sizes(text, key), *_gauges(text, told))]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


_COUNTABLE = lazily(
    r"[一二两三四五六七八九十半]|\bset of\b|\bpack of\b|-piece\b| piece\b|\b(?:pairs?|pack|pieces|tier)\b"
)
_GAUGE = lazily(r"(?<![\d.a-z])(?P<n>\d{1,2}) ?(?P<unit>gauge|ga|g)(?![a-z])")


def gauges(text: str) -> Iterator[re.Match[str]]:
    """Yield what looks like a gauge, trying only where a number begins."""
    tried = (_GAUGE.match(text, start) for start in starts(text))
    return (found for found in tried if found is not None)


def _gauges(text: str, told: Label | None) -> Iterator[Counted]:
    """Yield wire gauges, which look like grams: 16G."""
    for found in gauges(text) if "g" in text else ():
        if found["unit"] != "g" or (told is not None and told.measure == "gauge"):
            size = float(found["n"])
            yield Counted("gauge", "", (Span(size, size),), "gauge", *found.span())


def _dimensions(text: str, key: str, told: Label | None) -> list[Dimension]:
    """Return the dimensions of which the text, or the name of its attribute, holds a unit behind a number."""
    if told is not None and _KEY_UNIT.search(key):
        return list(UNITS)
    return dimensions(text)


def _of_count(one: Counted) -> Quantity:
    return Quantity(Label(one.measure, one.thing), one.spans, one.unit, one.start, one.end, loose=one.loose)


def _of_sides(text: str, key: str, told: Label | None) -> Iterator[Quantity]:
    unit = _KEY_UNIT.search(key)
    for one in sides(text, unit[1].strip() if unit else ""):
        label = before(text[max(0, one.start - _REACH) : one.start])
        if label is None or label.measure not in ("size", "length"):
            label = told
        loose = label is None or label.measure not in _FITS["length"]
        named = part(" ".join(_WORD.findall(text[one.end : one.end + 16])[:1])) if loose else ""
        yield Quantity(
            Label("size", named if loose or label is None else label.thing), one.spans, one.unit, one.start, one.end,
            loose=loose, sides=True,
        )  # fmt: skip


def _measures(text: str, key: str, dimension: Dimension, told: Label | None, title: bool) -> Iterator[Quantity]:
    told = _meant(told, dimension)
    other = told is not None and told.measure not in _FITS[dimension]
    told = None if other else told
    whole = _with_unit(text, key) if told is not None else text
    last: Quantity | None = None
    for found in expressions(dimension, whole):
        start, end = found.span("told")
        if _denied(whole, start, end, dimension):
            continue
        near = whole[max(0, start - _REACH) : found.start()]
        also = last is not None and bool(_ALSO.fullmatch(near[-max(found.start() - last.end, 0) :] if near else ""))
        allowed, unit = spans(dimension, found["told"])
        listed = last is not None and last.unit == unit and bool(_LISTED.fullmatch(whole[last.end : found.start()]))
        label = last.label if (also or listed) and last is not None else _label(whole, found, dimension, told)
        loose = (last is not None and last.loose) if also or listed else label is None
        shown = whole[start:end]
        if label is None and (
            _weighty(shown, dimension) or (other and dimension == "weight" and _EITHER.search(shown))
        ):
            continue
        label = label or _loosely(dimension, near, title)
        if label.measure not in _FITS[dimension] or (label.measure == "content" and _weighty(shown, dimension)):
            continue
        if label == ("length", "chain") and max(one.high for one in allowed) < _THIN:
            label = Label("width", "chain")
        if max(one.high for one in allowed) <= 0:
            continue
        last = Quantity(
            label, allowed, unit, start, min(end, len(text)), bool(found["approx"]) and not also, also, loose
        )
        yield last


def _meant(told: Label | None, dimension: Dimension) -> Label | None:
    """A specification may be a weight or a volume, a weight of stones is told in carats."""
    if told is not None and told.measure == "size" and dimension in ("weight", "capacity"):
        return Label(dimension, told.thing)
    if told is not None and told.measure == "weight" and dimension == "carat":
        return Label("carat", told.thing if told.thing in ("total", "centre", "side", "单颗") else "")
    return told


# Ounces may be of capacity and g a gauge, where the attribute's name says so.
_EITHER = lazily(r"\d ?(?:oz|ounces?|g)$")


def _loosely(dimension: Dimension, near: str, title: bool) -> Label:
    """Return what an unexplained figure is of: the part that stands right before it, 吊坠3cm, else the article."""
    if dimension != "length":
        return Label("content" if dimension == "capacity" else dimension)
    named = part(_CLAUSE.split(near)[-1].rstrip(" :约")[-8:], last=True)
    # What a title names last is mostly the article itself: 珍珠项链 6-7mm.
    return Label("length", named if not title or named in _OWN_SIZE else "")


def _weighty(shown: str, dimension: Dimension) -> bool:
    """Ounces are of capacity only where a word says so."""
    return dimension == "capacity" and _OUNCE.search(shown) is not None and "fl" not in shown


def _with_unit(text: str, key: str) -> str:
    """Return a bare number with the unit that the attribute's name tells: Weight (g): 3.5."""
    unit = _KEY_UNIT.search(key)
    return f"{text.rstrip()} {unit[1]}" if unit and _BARE.fullmatch(text) else text


def _denied(text: str, start: int, end: int, dimension: Dimension) -> bool:
    """A limit, a tolerance alone, a preposition or a karat is no statement of a size."""
    ahead, rest = text[max(0, start - 24) : start], text[end : end + 24]
    if _BOUND.search(ahead) or rest.startswith(("%", "每", " each", " apiece", "/个", "/颗", "/只")):
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


def _label(text: str, found: re.Match[str], dimension: Dimension, told: Label | None) -> Label | None:
    """Return what is measured, None where no word tells it."""
    start, end = found.span("told")
    near, rest = text[max(0, start - _REACH) : found.start()], text[end : end + _REACH]
    label = before(near)
    if label is None and dimension in ("length", "weight", "capacity"):
        label = _behind(near, rest)
    if label is not None and label.measure == "capacity" and dimension == "weight" and _EITHER.search(text[start:end]):
        return label  # 15 oz capacity is told as a capacity
    if label is not None and label.measure in _FITS[dimension]:
        whose = told.thing if told is not None and not label.thing else label.thing
        return _fitting(Label(label.measure, whose), dimension)
    return _unexplained(text, found, dimension, told)


def _unexplained(text: str, found: re.Match[str], dimension: Dimension, told: Label | None) -> Label | None:
    """Return the label of a figure beside which no word stands, from the attribute's name or its own unit."""
    start, end = found.span("told")
    rest = text[end : end + _REACH]
    if dimension == "carat":
        points = text[start:end].endswith("分") and not rest.lstrip("的").startswith(("钻", "莫桑", "裸"))
        if points and (told is None or told.measure != "carat"):
            return None if _STONE.search(text[max(0, start - _REACH) : start]) else Label("?")
        return _carat(text[start:end], rest, told)
    if dimension == "weight" and _NETWORK.match(rest):
        return Label("?")
    if told is not None:
        return told if not _DIGIT.search(text[: found.start()]) or told.measure == "content" else None
    return Label("thickness", "plating") if dimension == "thickness" else None


def _behind(near: str, rest: str) -> Label | None:
    """Return the label behind a measure and its conversion; where the clause names a part, it is about that."""
    label = behind(_CONVERTED.sub("", rest))
    if label is None or label.thing:
        return label
    nearby = _CLAUSE.split(near)[-1] + _CLAUSE.split(rest)[0]
    return Label(label.measure, part(nearby))


def _fitting(label: Label, dimension: Dimension) -> Label:
    """A label that says carat beside grams, or the thickness of a plating told in micrometres."""
    if dimension == "thickness" and label.measure == "thick" and label.thing in ("", "镀层", "plating"):
        return Label("thickness", "plating")
    return label


def _carat(shown: str, rest: str, told: Label | None) -> Label | None:
    if re.search(r"tw$|ctw$|tcw$", shown) or _MEANT_TOTAL.match(rest):
        return Label("carat", "total")
    if _MEANT_CENTRE.match(rest):
        return Label("carat", "centre")
    return told
