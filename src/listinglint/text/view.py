"""What a shopper reads of a text, without its HTML or Markdown, and where each character was written."""

from __future__ import annotations

import re

from listinglint.lazily import lazily
from listinglint.model import Format
from listinglint.spans import OffsetMap
from listinglint.tuples import NamedTuple

# Every element that a page can hold today, and the old ones that shop editors still write.
_NAMES = """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo big blockquote body
    br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir
    div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head
    header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee menu
    meta meter nav nobr noframes noscript object ol optgroup option output p param picture pre progress
    q rp rt ruby s samp script search section select slot small source span strike strong style sub
    summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var
    video wbr
"""
ELEMENTS = frozenset(_NAMES.split())

# "a <b and c> d" is no tag: without `name=` or a well-known bare attribute the name must be all there is.
_TAG = lazily(
    r"<(?:/([a-z][a-z0-9]*)[ \t\r\n]*|([a-z][a-z0-9]*)"
    r"(?:[ \t\r\n]*/?"
    r"|[ \t\r\n]+(?:[a-z_:@][-\w:.]*[ \t\r\n]*=|(?:hidden|nowrap|noshade|controls)\b)[^<>]*))>",
    re.IGNORECASE | re.ASCII,
)
_REFERENCE = lazily(r"&(?:(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")


class Picture(NamedTuple):
    """A picture placed in a text, with the spans of its address and its alternative text in the original.

    `src` and `alt` are decoded.  What was not written is empty, and so is its span in the picture.
    """

    src: str
    alt: str
    start: int
    end: int
    alt_start: int
    alt_end: int


def view(text: str, format: Format) -> tuple[str, OffsetMap | None]:  # noqa: A002  (the name of the field)
    """Return the visible text and its map to `text`; None for a map where all is visible as it stands."""
    if format == "plain":
        return text, None
    if format == "html":
        from listinglint.text.html_view import html_view

        return html_view(text)
    from listinglint.text.markdown_view import markdown_view

    return markdown_view(text)


def pictures(text: str, format: Format) -> list[Picture]:  # noqa: A002
    """Return the pictures placed in the text, in order: `<img>` of HTML and Markdown, `![words](address)`."""
    if format == "html":
        from listinglint.text.html_view import html_pictures

        return html_pictures(text)
    if format == "markdown":
        from listinglint.text.markdown_view import markdown_pictures

        return markdown_pictures(text)
    return []


def looks_like_html(text: str) -> bool:
    """Tell whether the text holds a real tag or known character reference; `a < b` and `R&D` are neither."""
    if "<" in text and any((tag[1] or tag[2]).lower() in ELEMENTS for tag in _TAG.finditer(text)):
        return True
    if "&" not in text:
        return False
    from html.entities import html5

    return any(found[1] or found[2] + ";" in html5 for found in _REFERENCE.finditer(text))
