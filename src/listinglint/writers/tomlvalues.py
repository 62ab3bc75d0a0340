"""Writes into one value of a TOML file, in the quotes that it has or, where they cannot hold the text, in others."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match
from re import compile as _compile

from listinglint.origins.tomltext import TomlOrigin
from listinglint.writers.inplace import in_place
from listinglint.writers.nouns import Splice

_CONTROL = _compile(r"[\x00-\x08\x0a-\x1f\x7f\\\"]")
_CONTROL_BUT_LINES = _compile(r"[\x00-\x08\x0b-\x1f\x7f\\\"]")
_NAMED = {"\b": "\\b", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_BARE = _compile(r"[-+]?[0-9][0-9_.:+\-TZeE]*|true|false|[-+]?(?:inf|nan)")


def ways(origin: TomlOrigin, splices: list[Splice], value: str) -> Iterator[list[Splice]]:
    """Yield ways of writing a value."""
    span = origin.sought()
    if span is None:
        return
    written = origin.source.text[slice(*span)]
    lines = "\r\n" if "\r\n" in origin.source.text else "\n"
    long = written[:3] in ('"""', "'''") and len(written) >= 6
    if written[:1] == '"':
        yield in_place(origin, splices, lambda new: _long(new, lines) if long else _short(new))
    elif written[:1] == "'":
        yield in_place(origin, splices, lambda new: new.replace("\n", lines))
    elif _bare(value):
        yield [Splice(*span, value)]
    if "\n" in value and long:
        yield [Splice(*span, f'"""{lines}{_long(value, lines)}"""')]
    yield [Splice(*span, f'"{_short(value)}"')]


def _bare(value: str) -> bool:
    """Tell whether a value can stand without quotes, as a number, a date or a truth value."""
    import tomllib

    if not _BARE.fullmatch(value):
        return False
    try:
        tomllib.loads(f"a = {value}")
    except tomllib.TOMLDecodeError:
        return False
    return True


def _short(text: str) -> str:
    return _CONTROL.sub(_escape, text)


def _long(text: str, lines: str) -> str:
    return _CONTROL_BUT_LINES.sub(_escape, text).replace("\n", lines)


def _escape(found: Match[str]) -> str:
    return _NAMED.get(found[0]) or f"\\u{ord(found[0]):04x}"
