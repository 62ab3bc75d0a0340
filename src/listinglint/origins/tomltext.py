"""Reads TOML, tells where each character of its texts stands, and names the line of what cannot be read."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from re import Match, Pattern
from re import compile as _compile
from typing import TYPE_CHECKING, Any

from listinglint.errors import InputError
from listinglint.model import Source
from listinglint.origins import complaints
from listinglint.origins.rewriting import Resolved, Sought, Span, rewrite, unescaped
from listinglint.spans import Builder

if TYPE_CHECKING:
    from tomllib import TOMLDecodeError

Path = tuple[str | int, ...]
Leaf = tuple[Path, int, int]

MAX_DEPTH = 100

_GAP = _compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_SPACE = _compile(r"[ \t]*+")
_LINE_REST = _compile(r"[ \t]*+(?:#[^\n]*+)?(?:\n|\r\n|\Z)")
_BARE = _compile(r"[A-Za-z0-9_-]++")
_STRING = _compile(
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"'
    r"|'[^'\n]*+'"
)
_LITERAL = _compile(r"\d{4}-\d\d-\d\d \d\d:[\d:.+Zz-]++|[^\s,\]}#=]++")
_ESCAPE = r'|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[btnfre"\\])'
_BASIC = _compile(r'(?P<copy>[^"\\]++)' + _ESCAPE)
_LONG_BASIC = _compile(r"(?P<line>\r\n)|(?P<copy>[^\\\r]++|\r)|(?P<joined>\\[ \t]*+\r?\n[ \t\r\n]*+)" + _ESCAPE)
_LITERAL_TEXT = _compile(r"(?P<line>\r\n)|(?P<copy>[^\r]++|\r)")
_NAMED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}
_AT_LINE = _compile(r"\(at line (\d+), column \d+\)")


class _Unsure(Exception):  # never leaves this module
    """The text is not what the scanner knows; no place is better than a wrong one."""


class TomlOrigin(Sought):
    """A TOML value known by the keys and list indices that lead to it; looked for when asked."""

    __slots__ = ("path",)
    path: Path

    def __init__(self, source: Source, path: Path, cell: str = "") -> None:
        super().__init__(source, cell)
        self.path = path

    def sought(self) -> Span | None:
        """Return the span of the value as written, quotes included."""
        try:
            found = (leaf for leaf in leaves(self.source.text) if leaf[0] == self.path)
            return next(((start, end) for _, start, end in found), None)
        except _Unsure:
            return None

    def resolve(self) -> Resolved:
        """Return the decoded text and its map; anything but a text as it is written."""
        span = self.sought()
        return None if span is None else _decoded(self.source.text, *span)

    def __reduce__(self) -> tuple[object, ...]:
        return TomlOrigin, (self.source, self.path, self.cell)


def load(source: Source) -> dict[str, Any]:
    """Return the decoded TOML document; InputError names the file, the line and what was expected."""
    import tomllib

    try:
        return tomllib.loads(source.text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise toml_error(error, source) from error
    except RecursionError as error:
        raise InputError("nested too deep", zh="嵌套过深", file=source.file, line=source.line) from error


def toml_error(error: TOMLDecodeError, source: Source) -> InputError:
    """Return tomllib's error as one that names the file and the line."""
    told = str(error)
    found = _AT_LINE.search(told)
    line = source.line - 1 + int(found[1]) if found else source.position(len(source.text.rstrip()))[0]
    problem = _AT_LINE.sub("", told).replace("(at end of document)", "").strip()
    return InputError(
        f'this is not TOML: {problem} (texts stand in quotes: title = "…")',
        zh=f"不是有效的 TOML：{complaints.toml(problem)}",
        file=source.file,
        line=line,
    )


def leaves(text: str) -> Iterator[Leaf]:
    """Yield every value that is no table and no list: its path and its span as written, in file order."""
    at = _after(_GAP, text, int(text.startswith("\ufeff")))
    table: Path = ()
    counts: dict[Path, int] = {}
    while at < len(text):
        if text[at] == "[":
            table, at = _header(text, at, counts)
        else:
            key, at = _key(text, at, "=")
            at = yield from _value(text, at, (*table, *key), 0)
        rest = _LINE_REST.match(text, at)
        if rest is None:
            raise _Unsure
        at = _after(_GAP, text, rest.end())


def _header(text: str, at: int, counts: dict[Path, int]) -> tuple[Path, int]:
    """Return the table that a `[header]` or `[[header]]` opens and where the header ends."""
    many = text.startswith("[[", at)
    key, at = _key(text, at + 1 + many, "]")
    if many:
        if text[at : at + 1] != "]":
            raise _Unsure
        at += 1
    path: Path = ()
    for part in key[:-1]:
        path = _latest((*path, part), counts)
    path = (*path, key[-1])
    if many:
        counts[path] = counts.get(path, 0) + 1
    return _latest(path, counts), at


def _latest(path: Path, counts: dict[Path, int]) -> Path:
    """Return the last table of an array of tables, the path itself where it is none."""
    return (*path, counts[path] - 1) if path in counts else path


def _key(text: str, at: int, stop: str) -> tuple[tuple[str, ...], int]:
    """Return the parts of a dotted key and where what follows its `stop` begins."""
    parts: list[str] = []
    while True:
        at = _after(_SPACE, text, at)
        found = (_STRING if text[at : at + 1] in ("'", '"') else _BARE).match(text, at)
        if found is None:
            raise _Unsure
        resolved = _decoded(text, *found.span())
        if resolved is None:
            raise _Unsure
        parts.append(resolved[0])
        at = _after(_SPACE, text, found.end())
        if text[at : at + 1] == stop:
            return tuple(parts), at + 1
        if text[at : at + 1] != ".":
            raise _Unsure
        at += 1


def _value(text: str, at: int, path: Path, depth: int) -> Generator[Leaf, None, int]:
    """Yield the leaves of the value at `at` and return where it ends."""
    at = _after(_SPACE, text, at)
    opening = text[at : at + 1]
    if depth > MAX_DEPTH:
        raise _Unsure
    if opening not in ("[", "{"):
        found = (_STRING if opening in ("'", '"') else _LITERAL).match(text, at)
        if found is None:
            raise _Unsure
        yield path, at, found.end()
        return found.end()
    close, index = ("]" if opening == "[" else "}"), 0
    at = _after(_GAP, text, at + 1)
    while text[at : at + 1] != close:
        key: Path = (index,)
        if opening == "{":
            key, at = _key(text, at, "=")
        at = yield from _value(text, at, (*path, *key), depth + 1)
        at, index = _after(_GAP, text, at), index + 1
        if text[at : at + 1] == ",":
            at = _after(_GAP, text, at + 1)
        elif text[at : at + 1] != close:
            raise _Unsure
    return at + 1


def _after(pattern: Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _decoded(text: str, start: int, end: int) -> Resolved:
    quote = text[start : start + 1]
    if quote not in ("'", '"'):
        out = Builder()
        out.copy(text[start:end], start)
        return out.done()
    long = end - start >= 6 and text.startswith(quote * 3, start)
    first, last = (start + 3, end - 3) if long else (start + 1, end - 1)
    if long:  # a line end right behind the opening quotes is no part of the text
        first += 2 if text.startswith("\r\n", first) else text.startswith("\n", first)
    basic = _LONG_BASIC if long else _BASIC
    return rewrite(text, (first, last), basic if quote == '"' else _LITERAL_TEXT, _expand)


def _expand(found: Match[str], out: Builder) -> bool:
    if found.lastgroup == "joined":
        return True
    meant = "\n" if found.lastgroup == "line" else unescaped(found[0], _NAMED)
    out.put(meant or "", *found.span())
    return meant is not None
