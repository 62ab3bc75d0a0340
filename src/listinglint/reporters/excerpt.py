"""The line of a file with carets under the words that a finding is about, for terminals of any width."""

from __future__ import annotations

from listinglint.lazily import lazily
from listinglint.model import Place

_BLANK = lazily(r"[\t\r\n]")
# A listing must not be able to move the cursor, turn the line around or break the encoding of the report.
_UNPRINTABLE = lazily(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(text: str) -> str:
    """Return text of a listing as one harmless line, character for character."""
    return text if text.isprintable() else _UNPRINTABLE.sub("\ufffd", _BLANK.sub(" ", text))


def marked(place: Place, width: int = 0) -> tuple[str, str, str]:
    """Return the excerpt as the text before the span, the span and the text after it.

    Cut to `width` cells where one is given, an ellipsis wherever something is left out.  Nothing but blanks gives three
    empty texts.
    """
    line = safe(place.excerpt)
    if not line.strip():
        return "", "", ""
    start = (place.column or 1) - place.excerpt_column
    same_line = place.end_line == place.line and place.end_column is not None
    end = min((place.end_column or 1) - place.excerpt_column if same_line else len(line), len(line))
    before, span, after = line[:start], line[start:end], line[end:]
    cut = place.excerpt_column > 1
    if width and cells("…" * cut + line) > width:
        kept = _tail(before, max(width - cells(span) - 1, 0) // 2)
        cut, before = cut or kept != before, kept
        room = max(width - cells("…" * cut + before), 1)
        span = _head(span, room)
        after = _head(after, room - cells(span))
    return "…" * cut + before, span, after


def cells(text: str) -> int:
    """Return how many terminal cells a text takes: two for a Chinese character, none for an invisible one."""
    from rich.cells import cell_len  # comes with typer; knows the width of every character

    return cell_len(text)


def _tail(text: str, room: int) -> str:
    """Return as many of the last characters as fit into so many cells."""
    while text and cells(text) > room:
        text = text[1:]
    return text


def _head(text: str, room: int) -> str:
    """Return as many of the first characters as fit, the last place taken by an ellipsis if any are missing."""
    if cells(text) <= room:
        return text
    while text and cells(text) >= room:
        text = text[:-1]
    return text + "…" * (room > 0)
