"""Percentages beside materials: 60% cotton, 棉60%, 羊绒30%以上."""

from __future__ import annotations

import re
from collections.abc import Iterator

from listinglint.lazily import lazily
from listinglint.materials.mention import Mention, Share

NUMBER = lazily(r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s?(?:%|percent\b)")
_RANGE = lazily(r"(\d{1,3}(?:\.\d+)?)\s?%?\s?(?:\(含\))?\s?[-~至]\s?(\d{1,3}(?:\.\d+)?)\s?%")
_AT_LEAST = lazily(r"^\s?(?:\(含\))?\s?(?:及?以上|或以上|以上|and above|or more|\+|及其以上)")
_AT_MOST = lazily(r"^\s?(?:\(含\))?\s?(?:及?以下|或以下|以下|or less|and below)")
# Glued to 棉 or 毛 a number is theirs, even where one character alone is too little to be told as a material.
_BEFORE = lazily(
    r"(?<![\d.棉麻丝绒毛纶])(\d{1,3}(?:\.\d+)?)\s?(?:%|percent)\s?(?:of )?(?:[a-z]+ ){0,2}[\u3400-\u9fff]{0,2}$"
)
_BEHIND = lazily(r"^\s?[():]{0,2}\s?(?:含量|占)?\s?(\d{1,3}(?:\.\d+)?)\s?(?:%|percent)")


def told(text: str) -> Share | None:
    """Return the share that a value about shares tells: 31%(含)-50%(含), 95%及以上."""
    span = _RANGE.search(text)
    if span:
        low, high = float(span[1]), float(span[2])
        return Share(min(low, high), max(low, high)) if max(low, high) <= 100 else None
    number = NUMBER.search(text)
    if number is None or float(number[1]) > 100:
        return None
    value, rest = float(number[1]), text[number.end() :]
    if _AT_LEAST.match(rest):
        return Share(value, 100)
    return Share(0, value) if _AT_MOST.match(rest) else Share(value, value)


def shares(text: str, found: list[Mention]) -> list[Mention]:
    """Give each fibre, filling and leather mention the percentage that belongs to it."""
    if "%" not in text and "percent" not in text:
        return found
    numbers = list(NUMBER.finditer(text))
    fibres = [one for one in found if one.slot in ("fibre", "fill", "leather", "body")]
    if not numbers or not fibres:
        return found
    first = numbers[0].start() < fibres[0].start
    out: list[Mention] = []
    used = 0
    for number, one in enumerate(found):
        if one in fibres:
            lo = max(used, found[number - 1].end if number else 0)
            hi = found[number + 1].start if number + 1 < len(found) else len(text)
            share, end = _share(text, one, first, lo, hi)
            used = max(used, end)
            out.append(one._replace(share=share))
        else:
            out.append(one)
    return out


def _share(text: str, one: Mention, first: bool, lo: int, hi: int) -> tuple[Share | None, int]:
    """Return the share and where its number ends; a number that the neighbour before has taken is gone."""
    before, behind = _BEFORE.search(text[lo : one.start]), _BEHIND.match(text[one.end : hi])
    found = (before or behind) if first else (behind or before)
    if found is None or float(found[1]) > 100:
        return None, 0
    value = float(found[1])
    if found is before:
        return Share(value, value), one.start
    end = one.end + found.end()
    return (Share(value, 100) if _AT_LEAST.match(text[end : end + 12]) else Share(value, value)), end


def others(text: str) -> Iterator[float]:
    """Yield the shares of what is not named: 其他5%, other fibers 3%."""
    for found in re.finditer(
        r"(?:其他|其它|other)[a-z\u3400-\u9fff ]{0,10}\s?[(:]?\s?(\d{1,3}(?:\.\d+)?)\s?%|(\d{1,3}(?:\.\d+)?)\s?%\s?(?:其他|其它|other)",
        text,
    ):
        yield float(found[1] or found[2])
