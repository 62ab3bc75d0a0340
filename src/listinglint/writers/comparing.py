"""Proves a change: the file is read again, and only the texts that were meant to change may have changed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from re import compile as _compile
from typing import NamedTuple

from listinglint.model import Listing, NotChecked, Words
from listinglint.readers import Unit, read
from listinglint.readers.base import ReadSettings

_NUMBER = _compile(r":\d+$")


class Expected(NamedTuple):
    """What fields of a listing must say after the change, and which may say anything: those that overlap a change."""

    texts: Mapping[str, str]
    loose: frozenset[str] = frozenset()


def wrong(unit: Unit, before: ReadSettings, after: ReadSettings, expected: Mapping[int, Expected]) -> Words | None:
    """Return what else than expected has changed in a unit, None where nothing has.

    Listings are known by their number among those of the unit.
    """
    number = 0
    for old, new in zip_longest(read(unit, before), read(unit, after)):
        told = _differs(old, new, expected.get(number, Expected({})))
        if told:
            return told
        number += isinstance(old, Listing)
    return None


def _differs(old: Listing | NotChecked | None, new: Listing | NotChecked | None, expected: Expected) -> Words | None:
    if isinstance(old, NotChecked) and isinstance(new, NotChecked):
        if (old.part, old.cause, _named(old.listing)) == (new.part, new.cause, _named(new.listing)):
            return None
        return Words("修改后文件的读取结果不同", "the file would be read differently")
    if not isinstance(old, Listing) or not isinstance(new, Listing):
        if isinstance(new, NotChecked):
            return Words(f"修改后读不出来：{new.reason.zh}", f"it could not be read any more: {new.reason.en}")
        return Words("修改后商品数量不同", "the file would hold other products")
    if _frame(old, expected) != _frame(new, expected):
        return Words(
            "修改会改变商品编号、语言、图片或其他设置",
            "the change would alter the listing's id, language, pictures or other settings",
        )
    return _texts(old, new, expected)


def _frame(one: Listing, expected: Expected) -> tuple[object, ...]:
    """Return what a listing is besides its texts; pictures that a changed text places may change with it."""
    placed = () if expected.loose else tuple((image.role, image.ref) for image in one.images)
    allowed = tuple(entry[:4] for entry in one.allow)
    unread = tuple((entry.part, entry.cause) for entry in one.unread)
    return (_named(one.id), one.lang, one.markets, one.channels, placed, allowed, unread)


def _texts(old: Listing, new: Listing, expected: Expected) -> Words | None:
    emptied = any(not text for text in expected.texts.values())
    was = [
        (field.selector if emptied else field.path, expected.texts.get(field.path, field.text))
        for field in old.fields
        if field.path not in expected.loose
    ]
    is_now = [
        (field.selector if emptied else field.path, field.text)
        for field in new.fields
        if field.path not in expected.loose
    ]
    was = [one for one in was if one[1]]
    if was == is_now:
        return None
    name = next((one[0] for one in was if one not in is_now), "")
    if name in expected.texts:
        return Words(f"{name} 写入后读回的内容不同", f"{name} would read back as something else")
    name = name or next((one[0] for one in is_now if one not in was), "")
    return Words(f"会同时改变其他字段：{name}", f"another field would change with it: {name}")


def _named(name: str) -> str:
    """Return a name without the number of its line, which a new line above changes."""
    return _NUMBER.sub("", name)
