"""Writes into one element of an XML file, with entities, or plainly inside CDATA."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match
from re import compile as _compile

from listinglint.origins.xmltext import XmlOrigin
from listinglint.writers.nouns import Splice

_CDATA = _compile(r"<!\[CDATA\[(.*?)\]\]>", 16)  # DOTALL
_SPECIAL = _compile(r"[&<>\r]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}


def ways(origin: XmlOrigin, splices: list[Splice], value: str, encoding: str) -> Iterator[list[Splice]]:
    """Yield ways of writing the text of an element."""
    resolved = origin.resolve()
    if resolved is None:
        return
    text = origin.source.text
    plain = [found.span(1) for found in _CDATA.finditer(text, origin.start, origin.end)]
    found = []
    for one in splices:
        start, end = resolved[1].span(one.start, one.end)
        inside = any(first <= start and end <= last for first, last in plain)
        new = one.new.replace("]]>", "]]]]><![CDATA[>") if inside else _escaped(one.new, encoding)
        found.append(Splice(start, end, new))
    yield found
    if len(plain) == 1 and text[origin.start : origin.end].strip().startswith("<![CDATA["):
        yield [Splice(origin.start, origin.end, "<![CDATA[" + value.replace("]]>", "]]]]><![CDATA[>") + "]]>")]
    yield [Splice(origin.start, origin.end, _escaped(value, encoding))]


def _escaped(text: str, encoding: str) -> str:
    escaped = _SPECIAL.sub(_entity, text)
    return escaped.encode(encoding, "xmlcharrefreplace").decode(encoding)


def _entity(found: Match[str]) -> str:
    return _NAMED[found[0]]
