"""A text cut into pieces, each with the numbers of the findings that are about it, for reports in colour."""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape
from itertools import pairwise

from listinglint.lazily import lazily
from listinglint.reporters.excerpt import safe
from listinglint.tuples import NamedTuple

_TAG = lazily(r"<[^<>]*>")
_BREAK = lazily(r"(?i)<\s*(?:br|/p|/div|/li|/tr|/h\d)\b[^<>]*>")
_KEPT = 160  # characters left on either side of a long stretch that nothing is about
_LONG = 1500


class Piece(NamedTuple):
    """A stretch of text and what is said of it: numbers of findings, the gravest level among them."""

    text: str
    numbers: tuple[int, ...] = ()
    level: str = ""


class Mark(NamedTuple):
    """One finding's span in a text."""

    start: int
    end: int
    number: int
    level: str


_GRAVE = {"error": 3, "warning": 2, "info": 1}


def pieces(text: str, marks: Iterable[Mark], form: str = "plain") -> tuple[Piece, ...]:
    """Return the text in pieces; long stretches without a mark are shortened, tags of HTML left out."""
    told = [one for one in marks if 0 <= one.start < one.end <= len(text)]
    edges = sorted({0, len(text), *(one.start for one in told), *(one.end for one in told)})
    out = []
    for first, last in pairwise(edges):
        over = [one for one in told if one.start <= first and last <= one.end]
        piece = _visible(text[first:last], form)
        if not over and len(text) > _LONG:
            piece = _shortened(piece)
        if piece:
            level = max((one.level for one in over), key=lambda name: _GRAVE[name], default="")
            out.append(Piece(piece, tuple(one.number for one in over), level))
    return tuple(out)


def _visible(text: str, form: str) -> str:
    if form == "html":
        text = unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return "\n".join(safe(line) for line in text.splitlines()) + ("\n" if text.endswith("\n") else "")


def _shortened(text: str) -> str:
    if len(text) <= 3 * _KEPT:
        return text
    return f"{text[:_KEPT]} […] {text[-_KEPT:]}"
