"""The columns of a findings sheet: what the Excel and CSV reports write and what `apply` reads back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from listinglint.model import Words
from listinglint.tuples import NamedTuple

# Columns for people, in the order of the sheet; the first row of a sheet holds their names in its language.
PEOPLE: Mapping[str, Words] = {
    "listing": Words("商品", "Listing"),
    "place": Words("位置", "Place"),
    "text": Words("原文", "Text"),
    "severity": Words("级别", "Severity"),
    "problem": Words("问题", "Problem"),
    "basis": Words("依据", "Basis"),
    "suggestion": Words("建议改成", "Suggestion"),
    "new": Words("修改后", "New text"),
    "status": Words("状态", "Status"),
    "note": Words("备注", "Note"),
}
# Columns for `apply`, at the far right; people are told to leave them alone.
MACHINE = ("rule", "file", "line", "field", "start", "end", "field_hash", "fingerprint")
SHEETS: Mapping[str, Words] = {
    "findings": Words("问题清单", "Findings"),
    "listings": Words("商品", "Listings"),
    "not-checked": Words("未检查", "Not checked"),
    "help": Words("说明", "Help"),
}
NAMES: Mapping[str, str] = {word: key for key, words in PEOPLE.items() for word in words} | {
    name: name for name in MACHINE
}
# What the status column may say; the last of them asks for a waiver.
STATUSES = Words("待处理 已修改 不改 申请豁免", "open changed keep waiver")
WAIVER = tuple(told.split()[-1] for told in STATUSES)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Row(NamedTuple):
    """One line of the sheet: [`start`, `end`) is what `text` shows of the field, `hit` the words within that text."""

    listing: str
    place: str
    text: str
    severity: str
    problem: str
    basis: str
    suggestion: str
    new: str
    status: str
    note: str
    rule: str
    file: str
    line: int | None
    field: str
    start: int | None
    end: int | None
    field_hash: str
    fingerprint: str
    hit: tuple[int, int] | None = None


COLUMNS: tuple[str, ...] = (*PEOPLE, *MACHINE)


def heads(lang: str) -> list[str]:
    """Return the first row of the sheet."""
    return [*(words.told(lang) for words in PEOPLE.values()), *MACHINE]


def digest(text: str) -> str:
    """Return what a text is known by: a correction is only taken for the very text that it was written for."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def inert(value: object) -> object:
    """Return a cell value that no spreadsheet takes for a formula: what a listing says must not calculate."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def live(text: str) -> str:
    """Return the text of a cell without the quote that `inert` put before it."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text
