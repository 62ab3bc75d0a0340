"""Text of a listing made harmless for XML: nothing in it can end an element, and nothing is silently lost."""

from __future__ import annotations

from html import escape

from listinglint.lazily import lazily

_ILLEGAL = lazily(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def value(text: str) -> str:
    """Return a quoted attribute value; line ends and tabs survive the reading."""
    told = content(text).replace("\t", "&#9;").replace("\n", "&#10;")
    return f'"{told}"'


def content(text: str) -> str:
    """Return text with the characters that XML cannot hold replaced by a visible sign."""
    return escape(_ILLEGAL.sub("\ufffd", text)).replace("\r", "&#13;")
