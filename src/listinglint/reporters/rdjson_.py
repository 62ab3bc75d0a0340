"""Findings in the format of reviewdog, which writes them into the review of a change on any code host."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from listinglint.model import Finding, NotChecked, Place, Result, Words
from listinglint.report import Tally
from listinglint.reporters import editable, plain
from listinglint.reporters.excerpt import safe
from listinglint.reporters.text_ import details, headline, where

_NOT_CHECKED = Words("未检查", "not checked")


def render(results: Iterable[Result], tally: Tally) -> Iterator[str]:
    """Yield the document piece by piece."""
    yield '{"source": {"name": "listinglint"}, "diagnostics": ['
    yield from plain.listed(results, tally, _finding, _missing)
    yield "\n]}\n"


def _finding(one: Finding, lang: str) -> dict[str, Any]:
    place = one.place
    text = headline(one, lang)
    if place.image is not None and place.image != place.file:
        text = f"{where(place)}: {text}"
    lines = [text, *(f"{label}: {told}" for label, told in details(one, lang))]
    spot = _range(place)
    told: dict[str, Any] = {
        "message": "\n".join(lines),
        "severity": one.severity.name.upper(),
        "code": {"value": one.rule},
        "location": {"path": plain.encodable(place.file)} | ({"range": spot} if spot else {}),
    }
    change = editable.edit(one)
    if change is not None and "column" in spot.get("end", {}):
        told["suggestions"] = [{"range": spot, "text": change.new}]
    return told


def _range(place: Place) -> dict[str, Any]:
    """Return the span with columns in bytes, as the format counts them; without columns where the line is not whole."""
    if place.line is None:
        return {}
    if not place.exact or place.end_line is None or place.start is None:
        return {"start": {"line": place.line}}
    start = _position(place, place.line, place.column)
    end = _position(place, place.end_line, place.end_column)
    return {"start": start, "end": end}


def _position(place: Place, line: int, column: int | None) -> dict[str, int]:
    known = place.excerpt_column == 1 and line == place.line and column is not None
    if not known or column is None or column - 1 > len(place.excerpt):
        return {"line": line}
    return {"line": line, "column": len(place.excerpt[: column - 1].encode("utf-8", "replace")) + 1}


def _missing(one: NotChecked, lang: str) -> dict[str, Any]:
    part = f"{one.part}: " if one.part else ""
    location: dict[str, Any] = {"path": plain.encodable(one.file or one.listing)}
    if one.line is not None:
        location["range"] = {"start": {"line": one.line}}
    return {
        "message": f"{_NOT_CHECKED.told(lang)}: {safe(part + one.reason.told(lang))}",
        "severity": "ERROR" if one.cause == "failed" else "INFO",
        "code": {"value": one.rule or "lint/not-checked"},
        "location": location,
    }
