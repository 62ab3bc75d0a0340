"""Findings as GitHub workflow commands, so that they stand beside the changed lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from listinglint.model import Finding, NotChecked, Place, Result, Severity, Words
from listinglint.report import Tally
from listinglint.reporters import plain
from listinglint.reporters.excerpt import safe
from listinglint.reporters.text_ import details, headline, level, summary, unchecked, where

_COMMANDS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "notice"}
_NOT_CHECKED = Words("未检查", "not checked")
_UNAVAILABLE = Words("有 {count} 项无法检查：", "not checked because not available, {count}:")
_MOST = 10


def render(results: Iterable[Result], tally: Tally) -> Iterator[str]:
    """Yield one command a finding and failure, one notice for all that was unavailable, and the counts for the log."""
    unavailable: list[str] = []
    for one in tally.counted(results):
        for finding in one.findings:
            yield _finding(finding, tally.lang)
        for missing in one.not_checked:
            if missing.cause == "failed":
                yield _failure(missing, tally.lang)
            elif len(unavailable) < _MOST:
                unavailable.append(f"{unchecked(missing)}  {safe(missing.reason.told(tally.lang))}")
    if unavailable:
        lines = [_UNAVAILABLE.told(tally.lang).replace("{count}", str(tally.unavailable)), *unavailable]
        lines += ["…"] if tally.unavailable > len(unavailable) else []
        yield command("notice", {"title": "listinglint"}, lines)
    yield summary(tally) + "\n"


def _finding(one: Finding, lang: str) -> str:
    place = one.place
    lines = [headline(one, lang)]
    if place.image is not None and place.image != place.file:
        lines[0] = f"{where(place)}: {lines[0]}"
    lines += [f"{label}: {text}" for label, text in details(one, lang)]
    title = f"{one.rule} ({level(one, lang)})"
    return command(_COMMANDS[one.severity], _position(place) | {"title": title}, lines)


def _position(place: Place) -> dict[str, object]:
    told: dict[str, object] = {"file": place.file}
    if place.line is None or not place.part:
        return told | ({"line": place.line} if place.line is not None else {})
    told["line"] = place.line
    if place.exact and place.end_line is not None:
        told["endLine"] = place.end_line
        # Columns mean something only where a span begins and ends on one line.
        if place.end_line == place.line:
            told |= {"col": place.column, "endColumn": place.end_column}
    return told


def _failure(one: NotChecked, lang: str) -> str:
    label = _NOT_CHECKED.told(lang)
    title = f"{one.rule} ({label})" if one.rule else label
    text = f"{one.part}: {one.reason.told(lang)}" if one.part else one.reason.told(lang)
    return command("error", {"file": one.file, "line": one.line, "title": title}, [safe(text)])


def command(name: str, properties: dict[str, object], lines: Iterable[str]) -> str:
    """Return one workflow command; nothing that a listing says can end it or begin another."""
    told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value not in ("", None))
    return f"::{name} {told}::{_data(chr(10).join(lines))}\n"


def _data(text: str) -> str:
    return plain.encodable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
