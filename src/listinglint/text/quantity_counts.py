"""Reads how many pieces, pairs, stones, tiers or drawers a text states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from listinglint.lazily import lazily
from listinglint.text.holding import perhaps
from listinglint.text.quantity_units import Span
from listinglint.tuples import NamedTuple

_NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: value for value, word in enumerate(_NAMES, 1)}
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_MANY = rf"(?P<n>\d{{1,4}}|[一二两三四五六七八九十]{{1,3}}|\b(?:{'|'.join(_NAMES)}))"
_EDGE = r"(?<![\da-z.,$¥€£#/×*+~-])(?<![x×*] )(?<![第每一二两三四五六七八九十])"
_STONES = {
    "钻石": "diamond", "钻": "diamond", "锆石": "zircon", "珍珠": "pearl", "宝石": "stone", "莫桑石": "moissanite", "红宝石": "ruby",
    "蓝宝石": "sapphire", "diamonds": "diamond", "pearls": "pearl", "stones": "stone", "gemstones": "stone", "zircons": "zircon",
    "moissanites": "moissanite", "sapphires": "sapphire", "rubies": "ruby", "emeralds": "emerald", "beads": "bead",
}  # fmt: skip
_STONE = "|".join(sorted(_STONES, key=len, reverse=True))
# How goods are counted; pairs and pieces are worth two and one.
_UNITS = {
    "pair": "对|双|副|pairs?", "piece": "只|个|件|支|枚|条|根|pieces?|pcs?|items?|units?|ct|count|pk|packs?", "bead": "颗|粒|beads?|stones?|diamonds?|pearls?",
    "bag": "包|袋|bags?|sachets?", "box": "盒|箱|boxes|box", "roll": "卷|rolls?", "bottle": "瓶|罐|桶|支装|bottles?|jars?|cans?",
    "sheet": "片|张|sheets?|wipes?", "block": "块|bars?", "flower": "朵|stems?", "suit": "套|组|sets?",
}  # fmt: skip
_UNIT = "|".join(form for form in _UNITS.values())
_NOT_HAN = r"(?!月|小时|星期|礼拜|世纪|人|尺寸|颜色|版|款|色|性|工作|以上|起)"
_HAN_UNIT = r"(?P<unit>对|双|只|个|件|支|枚|条|根|颗|粒|包|袋|盒|卷|瓶|罐|片|张|块|朵)"
_TEXT: tuple[tuple[re.Pattern[str], str], ...] = (
    (lazily(rf"{_EDGE}{_MANY} ?件套"), "set"),
    (lazily(rf"{_EDGE}{_MANY}[ -]piece (?:jewelry |jewellery |necklace |ring |earring |[a-z]+ )?set\b"), "set"),
    (lazily(rf"\bset of (?:the )?{_MANY}\b(?! ?[x×*/])"), "set"),
    (lazily(rf"\bpack of {_MANY}\b(?! ?[x×*/])"), "set"),
    (lazily(rf"(?:(?:一套|整套|全套|套装)(?:一?共|总?计|[含有])?|(?:一共|总共|合计|共计|共有|共)){_MANY} ?{_HAN_UNIT}{_NOT_HAN}"), "set"),
    (lazily(rf"\b(?:receive|get|includes?|contains?|comes with) {_MANY} (?P<unit>pairs?|pieces?|pcs)\b"), "set"),
    (lazily(rf"{_EDGE}{_MANY} ?(?:颗|粒)[\u3400-\u9fff]{{0,3}}?(?P<stone>{_STONE})"), ""),
    (lazily(rf"{_EDGE}{_MANY} (?:(?:round|natural|lab|grown|cut|brilliant|small|white|cultured|freshwater|genuine|real|accent)[ -]){{0,3}}(?P<stone>{_STONE})\b"), ""),
    (lazily(rf"{_EDGE}{_MANY}[ -]?(?:tiers?|shelf|shelves)\b|{_EDGE}{_MANY.replace('?P<n>', '?P<m>')}层(?=[\u3400-\u9fff]{{0,3}}[架柜屉])|(?<=[架柜屉]) ?{_MANY.replace('?P<n>', '?P<o>')}层"), "tier"),
    (lazily(rf"{_EDGE}{_MANY}[ -]?(?:drawers?\b|抽屉?(?!纸))"), "drawer"),
    (lazily(rf"{_EDGE}{_MANY}[ -]?(?:thread count|tc)\b"), "thread"),
)  # fmt: skip
# 三层项链: in a title the layers are those of the article.
_LAYERS = lazily(rf"{_EDGE}{_MANY}层(?![皮压牛纸棉纱])")
# Counts that name nothing but the unit: they count in a title, held against an attribute that tells the number.
_LOOSE: tuple[re.Pattern[str], ...] = (
    lazily(rf"{_EDGE}{_MANY} ?{_HAN_UNIT}(?:装|入|套装|套|组)?{_NOT_HAN}"),
    lazily(rf"{_EDGE}{_MANY}[ -]?(?P<unit>pairs?|pieces?|pcs|packs?|pk|count|ct(?= ?(?:box|pack|bag))|rolls?|sheets?|bags?|bottles?)\b(?! of (?:\d|{'|'.join(_NAMES)}))"),
    lazily(rf"\b(?:box|lot|bundle|case|bag) of {_MANY}\b(?! ?[x×*/])"),
)  # fmt: skip
_KEYS: tuple[tuple[re.Pattern[str], str], ...] = (
    (lazily(r"层数|(?:number of )?(?:tiers|shelves|shelf count|tier count)"), "tier"), (lazily(r"抽屉(?:数量?|个数)|(?:number of )?drawers"), "drawer"),
    (lazily(r"thread count|(?:number of )?threads"), "thread"),
    (lazily(rf"(?:(?P<stone>{_STONE})(?:数量|颗数|粒数|个数))"), ""),
    (lazily(rf"(?:number|count|quantity) of (?P<stone>{_STONE})|(?P<one>stone|diamond|pearl) count"), ""),
    (lazily(
        r"(?:套装|包装|产品|商品|单品|珠子|佛珠)?(?:件数|包含件数|数量|个数|只数|包数|颗数|粒数|珠数|双数|对数|条数|片数|支数|卷数|张数|朵数|套件数)|鲜花朵数"
        r"|pieces?(?: count)?|number of (?:pieces|items|pairs|packs|units|rings|earrings|bracelets)|pieces in set|pack size|items in set|set size"
        r"|quantity|qty|count|(?:unit|item|package|pack|pair) (?:count|quantity)|pack"), "set"),
)  # fmt: skip
_VALUE = lazily(
    rf"\s*(?:约|共|set of |pack of )?{_MANY} ?[- ]?(?P<unit>件套|{_UNIT})?(?:装|层|tiers?|shelves|抽屉?|drawers?|/[a-z\u3400-\u9fff]+)?\s*"
)


class Counted(NamedTuple):
    """A count or a ring size, with the place of it; `loose` where only its unit says what is counted."""

    measure: str
    thing: str
    spans: tuple[Span, ...]
    unit: str
    start: int
    end: int
    loose: bool = False


def asked() -> tuple[re.Pattern[str], ...]:
    """Return the expressions that `perhaps` is asked about."""
    return tuple(form for form, _ in _TEXT)


def counted(text: str, key: str, title: bool = False) -> Iterator[Counted]:
    """Yield the counts of pieces and stones; those with nothing but a unit only of a title."""
    thing = _of_key(key)
    whole = _VALUE.fullmatch(text) if thing else None
    if thing and whole:
        yield _count(thing, whole, whole.start("n"), len(text.rstrip()))
        return
    seen: list[tuple[int, int]] = []
    for form, name in _TEXT:
        for found in form.finditer(text) if perhaps(form, text) else ():
            seen.append(found.span())
            yield _count(name or _STONES[found["stone"]], found, *found.span())
    for found in _LAYERS.finditer(text) if title else ():
        if not any(found.start() < hi and lo < found.end() for lo, hi in seen):
            seen.append(found.span())
            yield _count("tier", found, *found.span())
    for form in _LOOSE if title else ():
        for found in form.finditer(text):
            if not any(found.start() < hi and lo < found.end() for lo, hi in seen):
                yield _count("set", found, *found.span())._replace(loose=True)


@lru_cache(4096)
def _of_key(key: str) -> str:
    for form, name in _KEYS:
        found = form.fullmatch(key) if key else None
        if found:
            groups = found.groupdict()
            return name or groups.get("one") or _STONES[str(groups["stone"])]
    return ""


def _count(thing: str, found: re.Match[str], start: int, end: int) -> Counted:
    groups = found.groupdict()
    value = _integer(next(str(groups[name]) for name in "nmo" if groups.get(name)))
    unit = groups.get("unit") or ""
    name = next((name for name, form in _UNITS.items() if re.fullmatch(form, unit)), "")
    return Counted("count", thing, (Span(value, value),), name, start, end)


def _integer(told: str) -> int:
    if told.isdigit():
        return int(told)
    if told in _WORDS:
        return _WORDS[told]
    tens, mark, ones = told.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if mark else 0) + _DIGITS.get(ones, 0)
