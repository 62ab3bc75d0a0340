"""Figures about a text: how long, how wide, how loud it is."""

from __future__ import annotations

import unicodedata

from listinglint.lazily import lazily

_WORD = lazily(r"[^\W_]+(?:['’-][^\W_]+)*")
_CAPS = lazily(r"[A-Z](?<!\w.)[A-Z'’-]+\b")  # begins with what is rare
_LETTERED = lazily(r"\b[A-Za-z][A-Za-z'’-]+\b")
# Pictographs, dingbats, transport and flags: the blocks that marketplaces call emoji.
EMOJI = lazily("[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23fa]")
_EXCLAIM = lazily(r"[!！]")


def characters(text: str) -> int:
    """Code points, blanks included."""
    return len(text)


def width(text: str) -> int:
    """Display width as Chinese marketplaces count it: a full-width character is 2, any other 1."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def utf8_bytes(text: str) -> int:
    """Bytes in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def words(text: str) -> int:
    """Words of a text in Latin script."""
    return len(_WORD.findall(text))


def emoji(text: str) -> int:
    """Emoji."""
    return 0 if text.isascii() else len(EMOJI.findall(text))


def exclamations(text: str) -> int:
    """Exclamation marks of either width."""
    return len(_EXCLAIM.findall(text))


def capitals(text: str) -> float:
    """Share of Latin words of at least two letters that are written in capitals, in percent; 0 below three words."""
    loud = len(_CAPS.findall(text))
    lettered = len(_LETTERED.findall(text)) if loud else 0
    return 100 * loud / lettered if lettered > 2 else 0.0


def cut(text: str, limit: int, wide: bool) -> int:
    """Return the offset at which a text passes `limit` characters (or half-widths when `wide`)."""
    if not wide:
        return min(limit, len(text))
    total = 0
    for offset, one in enumerate(text):
        total += 2 if unicodedata.east_asian_width(one) in "WF" else 1
        if total > limit:
            return offset
    return len(text)
