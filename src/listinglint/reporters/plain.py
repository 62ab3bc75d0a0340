"""Findings as plain values for the machine formats: the contract that other programs read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from re import Match
from re import compile as _compile
from typing import Any

from listinglint.model import Citation, Edit, Finding, Fix, NotChecked, Place, Result, Severity
from listinglint.report import Tally

SCHEMA = 1
# Half characters cannot be written as UTF-8; at others some programs end a line, or turn it around.
_ESCAPED = _compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def dumps(value: object) -> str:
    """Return a value as one line of JSON that any program can read."""
    return _ESCAPED.sub(_escape, json.dumps(value, ensure_ascii=False))


def _escape(found: Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def encodable(text: str) -> str:
    """Return text without half characters, as in file names that are not UTF-8: strict programs refuse those."""
    return text.encode("utf-8", "replace").decode()


def finding(one: Finding, lang: str) -> dict[str, Any]:
    """Return a finding as JSON values."""
    place = one.place
    return {
        "type": "finding",
        "schema": SCHEMA,
        "listing": one.listing,
        "rule": one.rule,
        "category": one.category or None,
        "severity": one.severity.name,
        "verdict": one.verdict,
        "consequence": one.consequence or None,
        **_where(place),
        "evasion": one.evasion,
        **_picture(place),
        "message": one.message.told(lang),
        "why": one.why.told(lang),
        "related": [_where(other) | _picture(other) for other in one.related],
        "measured": one.measured._asdict() if one.measured else None,
        "fix": _fix(one.fix, lang),
        "sources": [source(entry) for entry in one.sources],
        "suppressed": {"reason": one.suppressed, "by": one.suppressed_by or "allow"} if one.suppressed else None,
        "fingerprint": one.fingerprint,
    }


def _where(place: Place) -> dict[str, Any]:
    return {
        "field": place.part or None,
        "start": place.start,
        "end": place.end,
        "text": place.text,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "cell": place.cell or None,
    }


def _picture(place: Place) -> dict[str, Any]:
    return {"exact": place.exact, "image": place.image, "box": list(place.box) if place.box else None}


def _fix(fix: Fix | None, lang: str) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {"text": fix.words.told(lang), "safety": fix.safety, "edits": [_edit(edit) for edit in fix.edits]}


def _edit(edit: Edit) -> dict[str, Any]:
    return {"field": edit.field, "start": edit.start, "end": edit.end, "new": edit.new}


def listed(
    results: Iterable[Result],
    tally: Tally,
    found: Callable[[Finding, str], Any],
    missed: Callable[[NotChecked, str], Any],
) -> Iterator[str]:
    """Yield the elements of a JSON array as results come: one a finding, one for each thing that was not checked."""
    first = True
    for one in tally.counted(results):
        told = [found(finding, tally.lang) for finding in one.findings]
        for element in [*told, *(missed(missing, tally.lang) for missing in one.not_checked)]:
            yield ("\n" if first else ",\n") + dumps(element)
            first = False


def source(one: Citation) -> dict[str, Any]:
    """Return an authority as JSON values, without what is not known of it."""
    values = {
        "law": one.law, "article": one.article, "title": one.title, "url": one.url,
        "valid_from": one.valid_from, "valid_to": one.valid_to, "checked": one.checked, "note": one.note,
    }  # fmt: skip
    return {key: value for key, value in values.items() if value}


def not_checked(one: NotChecked, lang: str) -> dict[str, Any]:
    """Return a not-checked record as JSON values."""
    return {
        "type": "not-checked",
        "schema": SCHEMA,
        "listing": one.listing,
        "part": one.part or None,
        "cause": one.cause,
        "reason": one.reason.told(lang),
        "file": one.file or None,
        "line": one.line,
        "rule": one.rule or None,
    }


def summary(tally: Tally) -> dict[str, Any]:
    """Return the counts of a run as JSON values."""
    return {
        "type": "summary",
        "schema": SCHEMA,
        "listings": tally.listings,
        "clean": tally.clean,
        "partly": tally.partly,
        "with_findings": tally.with_findings,
        "findings": {level.name: tally.severities[level] for level in reversed(Severity)},
        "reviews": tally.reviews,
        "suppressed": tally.suppressed,
        "baselined": tally.baselined,
        "not_checked": {"failed": tally.failed, "unavailable": tally.unavailable},
        "version": tally.version,
        "rules_digest": tally.rules_digest,
    }
