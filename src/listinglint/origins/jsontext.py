"""Tells where a value of a JSON file stands, and each of its characters, however they were escaped."""

from __future__ import annotations

from collections.abc import Iterator
from json import loads
from re import Match
from typing import Any

from listinglint.lazily import lazily
from listinglint.model import Origin, Source
from listinglint.origins.rewriting import Resolved, Sought, Span, rewrite, unescaped
from listinglint.spans import Builder
from listinglint.tuples import NamedTuple

Pointer = tuple[str | int, ...]

_STRING = lazily(r'"(?:[^"\\]++|\\[\s\S])*+"')
_BLANK = lazily(r"[ \t\r\n\ufeff]*+")
_LITERAL = lazily(r"[-+.\w]++")
_NESTING = lazily(r'"(?:[^"\\]++|\\[\s\S])*+"|(?P<open>[\[{])|(?P<close>[\]}])')
_TOKENS = lazily(
    r'(?P<copy>[^"\\]++)'
    r"|(?P<pair>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r'|\\u[0-9a-fA-F]{4}|\\["\\/bfnrt]'
)
_NAMED = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class Member(NamedTuple):
    """One member of a list or object: its index or key, and the span of its value as written."""

    key: str | int
    start: int
    end: int


class JsonOrigin(Origin):
    """A JSON value: `start` at its opening quote (or first character), `end` behind the closing one."""

    __slots__ = ()

    def resolve(self) -> Resolved:
        """Return the decoded string and its map; anything but a string as it is written."""
        return _decoded(self.source.text, (self.start, self.end))


class JsonPointerOrigin(Sought):
    """A JSON value known only by the keys that lead to it from the value at `base`; looked for when asked."""

    __slots__ = ("base", "pointer")
    base: int
    pointer: Pointer

    def __init__(self, source: Source, pointer: Pointer, base: int = 0, cell: str = "") -> None:
        super().__init__(source, cell)
        self.pointer = pointer
        self.base = base

    def sought(self) -> Span | None:
        """Return the span of the value as written."""
        return locate(self.source.text, self.base, self.pointer, self.source.found)

    def resolve(self) -> Resolved:
        """Return the decoded value and its map."""
        known = self.source.found
        key = (self.base, self.pointer)
        if key not in known:
            span = self.sought()
            known[key] = None if span is None else _decoded(self.source.text, span)
        told: Resolved = known[key]
        return told

    def __reduce__(self) -> tuple[object, ...]:
        return JsonPointerOrigin, (self.source, self.pointer, self.base, self.cell)


def locate(text: str, base: int, pointer: Pointer, found: dict[object, Any] | None = None) -> Span | None:
    """Return the span of the value that `pointer` names within the JSON value at `base`, None without one.

    Of a key written twice the last counts, as it does for `json.loads`.  `found` keeps the members of each list and
    object that was looked through, for the next question about the same text.
    """
    known = {} if found is None else found
    start = after_blank(text, base)
    end = value_end(text, start) if not pointer else start
    for key in pointer:
        if start not in known:
            known[start] = {(type(one.key), one.key): one for one in members(text, start)}
        member: Member | None = known[start].get((type(key), key))
        if member is None:
            return None
        start, end = member.start, member.end
    return None if end is None else (start, end)


def members(text: str, base: int) -> Iterator[Member]:
    """Yield the members of the list or object at `base`, one level deep, without decoding the values.

    Stops early at text that is not JSON; nothing comes of a string or number.
    """
    at = after_blank(text, base)
    opening = text[at : at + 1]
    if opening not in ("[", "{"):
        return
    at, index = after_blank(text, at + 1), 0
    while at < len(text) and text[at] not in "]}":
        key: str | int | None = index
        if opening == "{":
            key, at = key_at(text, at)
        end = None if key is None else value_end(text, at)
        if key is None or end is None:
            return
        yield Member(key, at, end)
        index += 1
        at = after_blank(text, end)
        if text[at : at + 1] == ",":
            at = after_blank(text, at + 1)


def key_at(text: str, at: int) -> tuple[str | None, int]:
    """Return the key at `at` and where its value starts."""
    written = _STRING.match(text, at)
    if written is None:
        return None, at
    colon = after_blank(text, written.end())
    if text[colon : colon + 1] != ":":
        return None, at
    key = loads(written[0], strict=False) if "\\" in written[0] else written[0][1:-1]
    return key, after_blank(text, colon + 1)


def after_blank(text: str, at: int) -> int:
    """Return where the next sign stands that is no blank."""
    found = _BLANK.match(text, at)
    return found.end() if found else at


def value_end(text: str, at: int) -> int | None:
    """Return where the value at `at` ends, None where it does not."""
    if text[at : at + 1] not in ("[", "{"):
        one = (_STRING if text[at : at + 1] == '"' else _LITERAL).match(text, at)
        return one.end() if one else None
    depth = 0
    for token in _NESTING.finditer(text, at):
        if token.lastgroup is not None:
            depth += 1 if token.lastgroup == "open" else -1
            if depth == 0:
                return token.end()
    return None


def _decoded(text: str, span: Span) -> Resolved:
    start, end = span
    if text[start : start + 1] != '"':
        out = Builder()
        out.copy(text[start:end], start)
        return out.done()
    if end - start < 2 or text[end - 1] != '"':
        return None
    return rewrite(text, (start + 1, end - 1), _TOKENS, _expand)


def _expand(found: Match[str], out: Builder) -> bool:
    escape = found[0]
    if found.lastgroup == "pair":
        high, low = int(escape[2:6], 16), int(escape[8:12], 16)
        meant: str | None = chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    else:
        meant = unescaped(escape, _NAMED)
    out.put(meant or "", *found.span())
    return meant is not None
