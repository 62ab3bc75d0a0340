"""Reads how many pieces or stones a text states, and which ring sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import pi
from typing import NamedTuple

from listinglint.text.quantity_units import Span, number

_NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: value for value, word in enumerate(_NAMES, 1)}
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_MANY = (
    r"(?P<n>\d{1,4}|[一二两三四五六七八九十]{1,3}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))"
)
_EDGE = r"(?<![\da-z.,$¥€£#/×*+~-])(?<![x×*] )"
_STONES = {
    "钻石": "diamond", "钻": "diamond", "锆石": "zircon", "珍珠": "pearl", "宝石": "stone", "莫桑石": "moissanite", "红宝石": "ruby",
    "蓝宝石": "sapphire", "diamonds": "diamond", "pearls": "pearl", "stones": "stone", "gemstones": "stone", "zircons": "zircon",
    "moissanites": "moissanite", "sapphires": "sapphire", "rubies": "ruby", "emeralds": "emerald", "beads": "bead",
}  # fmt: skip
_STONE = "|".join(sorted(_STONES, key=len, reverse=True))
_TEXT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_EDGE}{_MANY} ?件套"), "set"),
    (re.compile(rf"{_EDGE}{_MANY}[ -]piece (?:jewelry |jewellery |necklace |ring |earring |[a-z]+ )?set\b"), "set"),
    (re.compile(rf"\bset of (?:the )?{_MANY}\b(?! ?[x×*/])"), "set"),
    (re.compile(rf"\bpack of {_MANY}\b(?! ?[x×*/])"), "set"),
    (re.compile(rf"{_EDGE}{_MANY} ?(?:颗|粒)[\u3400-\u9fff]{{0,3}}?(?P<stone>{_STONE})"), ""),
    (re.compile(rf"{_EDGE}{_MANY} (?:(?:round|natural|lab|grown|cut|brilliant|small|white|cultured|freshwater|genuine|real|accent)[ -]){{0,3}}(?P<stone>{_STONE})\b"), ""),
)  # fmt: skip
_KEYS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:套装)?(?:件数|包含件数)|套件数|pieces? count|number of pieces|pieces in set|pack size|number of items|items in set|set size"), "set"),
    (re.compile(rf"(?:(?P<stone>{_STONE})(?:数量|颗数|粒数))"), ""),
    (re.compile(rf"(?:number|count|quantity) of (?P<stone>{_STONE})|(?P<one>stone|diamond|pearl) count"), ""),
)  # fmt: skip
_VALUE = re.compile(rf"\s*{_MANY} ?(?:件套?|颗|粒|只|个|pcs?|pieces?|stones?|diamonds?|pearls?)?\s*")
_SYSTEM = r"(?P<system>\bus|\beu|\buk|\bhk|港号|港码|香港|美码|美号|欧码|圈口|手寸|戒号|指圈|\bring size|\bsize)"
_SIZES = (
    r"(?P<told>\d{1,2}(?:\.\d{1,2})?(?:(?: ?(?:-|~|到|至|to|/|、|,|,? ?and|,? ?or|和|或) ?)\d{1,2}(?:\.\d{1,2})?)*)"
)
_RING = re.compile(
    rf"{_SYSTEM}(?: ?(?:ring )?size)?(?: ?(?:号|码|尺码|#))?\s?[:=]?\s?(?:us |约)?{_SIZES}(?![a-z0-9%.]|\s?(?:mm|cm|毫米|厘米|\"|in\b|g\b|ct|[x×*]))"
)
_UNTIL = re.compile(r"(?:-|~|到|至|to)")
_SAME = {
    "美码": "us",
    "美号": "us",
    "欧码": "eu",
    "港号": "hk",
    "港码": "hk",
    "香港": "hk",
    "手寸": "hk",
    "戒号": "hk",
    "指圈": "hk",
    "圈口": "hk",
}
_RING_KEY = re.compile(
    r"(?P<system>us|eu|hk|港号|美码|欧码)?\s?(?:ring size|戒指(?:尺寸|手寸|圈口|尺码)|手寸|圈口|戒号|港号|美码|欧码)(?: ?\(?(?P<in>us|eu|hk|港号)\)?)?"
)
_RING_VALUE = re.compile(rf"\s*{_SIZES} ?[号#码]?\s*")


class Counted(NamedTuple):
    """A count or a ring size, with the place of it."""

    measure: str
    thing: str
    spans: tuple[Span, ...]
    unit: str
    start: int
    end: int


def counted(text: str, key: str) -> Iterator[Counted]:
    """Yield the counts of pieces and stones."""
    thing = _of_key(key)
    whole = _VALUE.fullmatch(text) if thing else None
    if thing and whole:
        start = whole.start("n")
        yield _count(thing, whole, start, len(text.rstrip()))
        return
    for form, name in _TEXT:
        for found in form.finditer(text):
            yield _count(name or _STONES[found["stone"]], found, *found.span())


def _of_key(key: str) -> str:
    for form, name in _KEYS:
        found = form.fullmatch(key) if key else None
        if found:
            groups = found.groupdict()
            return name or groups.get("one") or _STONES[str(groups["stone"])]
    return ""


def _count(thing: str, found: re.Match[str], start: int, end: int) -> Counted:
    value = _integer(found["n"])
    return Counted("count", thing, (Span(value, value),), "", start, end)


def _integer(told: str) -> int:
    if told.isdigit():
        return int(told)
    if told in _WORDS:
        return _WORDS[told]
    tens, mark, ones = told.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if mark else 0) + _DIGITS.get(ones, 0)


def ring_sizes(text: str, key: str) -> Iterator[Counted]:
    """Yield ring sizes; whether the article is a ring is for the reader of the listing to know."""
    told = _RING_KEY.fullmatch(key) if key else None
    whole = _RING_VALUE.fullmatch(text) if told else None
    if told and whole:
        english = "size" in key and not re.search("[\u3400-\u9fff]", key)
        system = told["system"] or told["in"] or ("us" if english else key[:2])
        yield _ring(system if system in _SAME or system.isascii() else "hk", whole)
        return
    for found in _RING.finditer(text):
        yield _ring(found["system"], found)


def _ring(system: str, found: re.Match[str]) -> Counted:
    name = _SAME.get(system, "us" if "size" in system else system)
    spans = []
    for one in re.split(r" ?(?:/|、|,? ?and|,? ?or|,|和|或) ?", found["told"]):
        ends = [_circumference(name, number(each.strip())[0]) for each in _UNTIL.split(one) if each.strip()]
        if ends:
            spans.append(Span(min(ends), max(ends)))
    thing = name if name in ("hk", "uk") else "finger"
    return Counted("ring", thing, tuple(spans), name, found.start("told"), found.end("told"))


def _circumference(system: str, size: float) -> float:
    """Return the inner circumference in mm of a US or EU size; Hong Kong numbers stay numbers."""
    return pi * (11.63 + 0.8128 * size) if system == "us" else size
