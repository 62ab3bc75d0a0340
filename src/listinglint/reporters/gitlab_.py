"""Findings as a GitLab code quality report, so that a merge request shows which of them are new and which are gone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from listinglint.model import Finding, NotChecked, Result, Severity
from listinglint.report import Tally
from listinglint.reporters import plain
from listinglint.reporters.excerpt import safe
from listinglint.reporters.text_ import details, headline, unchecked, where

_GRAVE = ("takedown", "fine-risk")
_LEVELS = {Severity.error: "major", Severity.warning: "minor", Severity.info: "info"}


def render(results: Iterable[Result], tally: Tally) -> Iterator[str]:
    """Yield the array piece by piece; what was not checked stands in it too, or a broken file would look mended."""
    yield "["
    yield from plain.listed(results, tally, _finding, _missing)
    yield "\n]\n"


def _finding(one: Finding, lang: str) -> dict[str, Any]:
    place = one.place
    text = headline(one, lang)
    if place.image is not None and place.image != place.file:
        text = f"{where(place)}: {text}"
    body = "\n\n".join(f"**{label}**: {told}" for label, told in details(one, lang))
    end = place.end_line if place.exact else None
    grave = one.severity is Severity.error and one.consequence in _GRAVE
    issue = _issue(one.rule, text, one.fingerprint, "critical" if grave else _LEVELS[one.severity])
    return issue | {"location": _location(place.file, place.line, end), "content": {"body": body}}


def _missing(one: NotChecked, lang: str) -> dict[str, Any]:
    told = f"{one.listing}\0{one.part}\0{one.file}\0{one.rule}\0{one.reason.en}"
    key = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:20]
    text = f"{unchecked(one)}: {safe(one.reason.told(lang))}"
    issue = _issue(one.rule or "lint/not-checked", text, key, "major" if one.cause == "failed" else "info")
    return issue | {"location": _location(one.file or one.listing, one.line, None)}


def _issue(rule: str, text: str, key: str, level: str) -> dict[str, Any]:
    return {"type": "issue", "check_name": rule, "description": text, "fingerprint": key, "severity": level}


def _location(file: str, line: int | None, end: int | None) -> dict[str, Any]:
    lines = {"begin": line or 1} | ({"end": end} if end is not None and line is not None else {})
    return {"path": plain.encodable(file).removeprefix("./"), "lines": lines}
