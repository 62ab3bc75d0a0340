"""Tells where each character of an XML element stands, through entities and CDATA, and cuts large files into records."""

from __future__ import annotations

from re import Match
from re import compile as _compile

from listinglint.model import Origin
from listinglint.origins.rewriting import Resolved, rewrite
from listinglint.spans import Builder

_TOKENS = _compile(
    r"(?P<copy>[^<&\r]++)|(?P<end>\r\n?)|(?P<entity>&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)"
    r"|<!\[CDATA\[(?P<cdata>.*?)\]\]>|(?P<passed><!--.*?-->|<\?.*?\?>|</?[^<>!?](?:[^>\"']|\"[^\"]*\"|'[^']*')*>)",
    16,  # DOTALL
)
_LINES = _compile(r"[^\r]++|\r\n?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class XmlOrigin(Origin):
    """What stands between the tags of an element; `start` and `end` are there in the text as written."""

    __slots__ = ()

    def resolve(self) -> Resolved:
        """Return the text as a parser reads it, tags and comments inside left out, and its map."""
        return rewrite(self.source.text, (self.start, self.end), _TOKENS, _expand)


def xml_text(text: str, start: int, end: int) -> str:
    """Return what stands in [start, end) of a file as a parser reads it."""
    written = text[start:end]
    if not ("&" in written or "<" in written or "\r" in written):
        return written
    resolved = rewrite(text, (start, end), _TOKENS, _expand)
    return resolved[0] if resolved else written


def _expand(found: Match[str], out: Builder) -> bool:
    kind = found.lastgroup
    if kind == "end":
        out.put("\n", *found.span())
    elif kind == "entity":
        out.put(_meant(found[0][1:-1]), *found.span())
    elif kind == "cdata":
        for line in _LINES.finditer(found.string, *found.span("cdata")):
            out.put("\n" if line[0][0] == "\r" else line[0], *line.span())
    return True


def _meant(name: str) -> str:
    if name[0] != "#":
        return _NAMED[name]
    code = int(name[2:], base=16) if name[1] == "x" else int(name[1:])  # noqa: FURB166 - the prefix is #x, not 0x
    return chr(code) if code <= 0x10FFFF else "\ufffd"
