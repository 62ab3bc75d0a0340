"""Proves a change: the file is read again, and only the texts that were meant to change may have changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import zip_longest
from re import compile as _compile

from listinglint.model import Listing, NotChecked, Words
from listinglint.readers import Unit, read
from listinglint.readers.base import ReadSettings
from listinglint.tuples import NamedTuple

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
    allowed = (tuple(entry[:4] for entry in one.allow), tuple(proof[:-1] for proof in one.evidence))
    unread = tuple((entry.part, entry.cause) for entry in one.unread)
    return (_named(one.id), one.lang, one.markets, one.channels, placed, allowed, unread)


def _texts(old: Listing, new: Listing, expected: Expected) -> tuple[str, Words] | None:
    """Return the first field that reads otherwise than expected, and how."""
    was = [(one.path, expected.texts.get(one.path, one.text)) for one in old.fields if one.path not in expected.loose]
    now = [(one.path, one.text) for one in new.fields if one.path not in expected.loose]
    was = [one for one in was if one[1]]
    if was == now or _but_for_numbers(old, new, expected):
        return None
    name = next((one[0] for one in was if one not in now), "")
    if name in expected.texts:
        return name, Words(f"{name} 写入后读回的内容不同", f"{name} would read back as something else")
    name = name or next((one[0] for one in now if one not in was), "")
    return name, Words(f"会同时改变其他字段：{name}", f"another field would change with it: {name}")


def _but_for_numbers(old: Listing, new: Listing, expected: Expected) -> bool:
    """Tell whether only the numbers of list items differ: an item is gone, or a twin has come to light.

    What an export says twice (`title` and `g:title`) is read once: when one of the two changes the other is seen, and when
    both say the same again one of them is.
    """
    was = Counter(
        (one.selector, expected.texts.get(one.path, one.text)) for one in old.fields if one.path not in expected.loose
    )
    now = Counter((one.selector, one.text) for one in new.fields if one.path not in expected.loose)
    emptied = [one for one in was if not one[1]]
    for one in emptied:
        del was[one]
    twins = {(one.selector, one.text) for one in old.fields if one.path in expected.texts}
    extra, lost = now - was, was - now
    return bool(emptied or extra or lost) and set(extra) <= twins and all(one in now for one in lost)


def _named(name: str) -> str:
    """Return a name without the number of its line, which a new line above changes."""
    return _NUMBER.sub("", name)
