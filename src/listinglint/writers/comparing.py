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


class Fault(NamedTuple):
    """A listing (by its number in the unit) that reads otherwise than expected, the first field of it that does, and how."""

    number: int
    field: str
    reason: Words


def faults(unit: Unit, before: ReadSettings, after: ReadSettings, expected: Mapping[int, Expected]) -> list[Fault]:
    """Return what else than expected has changed in a unit, one fault a listing.

    Where the listings are no longer the same ones nothing more can be compared: that is the last fault, of the changed
    listing above.
    """
    found: list[Fault] = []
    number = 0
    for old, new in zip_longest(read(unit, before), read(unit, after)):
        if isinstance(old, Listing) and isinstance(new, Listing):
            told = _differs(old, new, expected.get(number, Expected({})))
            if told:
                found.append(Fault(_changed_above(number, expected), *told))
            number += 1
        elif not _alike(old, new):
            found.append(Fault(_changed_above(number, expected), "", _lost(new)))
            break
    return found


def _changed_above(number: int, expected: Mapping[int, Expected]) -> int:
    """Return the listing that a fault is put down to: the changed one at or above it."""
    return max((one for one in expected if one <= number), default=min(expected))


def _alike(old: Listing | NotChecked | None, new: Listing | NotChecked | None) -> bool:
    if not isinstance(old, NotChecked) or not isinstance(new, NotChecked):
        return False
    return (old.part, old.cause, _named(old.listing)) == (new.part, new.cause, _named(new.listing))


def _lost(new: Listing | NotChecked | None) -> Words:
    if isinstance(new, NotChecked):
        return Words(f"修改后读不出来：{new.reason.zh}", f"it could not be read any more: {new.reason.en}")
    return Words("修改后商品数量不同", "the file would hold other products")


def _differs(old: Listing, new: Listing, expected: Expected) -> tuple[str, Words] | None:
    if _frame(old, expected) != _frame(new, expected):
        return "", Words(
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


def _texts(old: Listing, new: Listing, expected: Expected) -> tuple[str, Words] | None:
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
    pairs = zip_longest(was, is_now, fillvalue=("", ""))
    name = next((one[0] or other[0] for one, other in pairs if one != other), "")
    if name in expected.texts:
        return name, Words(f"{name} 写入后读回的内容不同", f"{name} would read back as something else")
    return name, Words(f"会同时改变其他字段：{name}", f"another field would change with it: {name}")


def _named(name: str) -> str:
    """Return a name without the number of its line, which a new line above changes."""
    return _NUMBER.sub("", name)
