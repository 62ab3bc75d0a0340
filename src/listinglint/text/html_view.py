"""The text a browser would show for a piece of HTML, however badly the HTML is written."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from html.entities import html5

from listinglint.spans import Builder, OffsetMap
from listinglint.text.view import ELEMENTS, Picture

# The standard library's html.parser tells lines and columns, joins text with decoded references and reads
# broken tags differently from one patch release to the next, so one regular expression of our own reads
# the tokens.  None of its branches can fail late: what is not closed runs to the end of the text, as in a
# browser, so time stays linear.
_SPACE = r"[ \t\n\f\r]"
_NO_REFERENCE = r"&(?!#(?:[0-9]|[xX][0-9a-fA-F])|[A-Za-z][A-Za-z0-9])"
_WORD = rf"(?:[^<& \t\n\f\r]++|{_NO_REFERENCE}|<(?![A-Za-z/!?]))+"
_LAST_WORD = rf"(?:[^& \t\n\f\r]++|{_NO_REFERENCE})+"
_VALUE = r"\"[^\"]*+\"|'[^']*+'|[^ \t\n\f\r>\"'][^ \t\n\f\r>]*+"
_ATTRIBUTES = rf"(?:[ \t\n\f\r/]++|[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+(?:{_SPACE}*+={_SPACE}*+(?:{_VALUE}|(?=>)))?)*"
REFERENCE = r"&(?:#(?:[0-9]++|[xX][0-9a-fA-F]++);?|[A-Za-z][A-Za-z0-9]{1,31};?)"
_SCRIPT = (
    rf"<(?P<raw>(?i:script|style|template))(?=[ \t\n\f\r/>]){_ATTRIBUTES}(?:>|\Z)"
    r".*?(?:(?=</(?i:(?P=raw))[ \t\n\f\r/>])|\Z)"
)
# Scripts, style sheets, templates, comments (an empty one may be `<!-->`), CDATA: nobody sees them.
UNSEEN = rf"{_SCRIPT}|<!--(?:-?>|.*?(?:--!?>|\Z))|<!\[CDATA\[.*?(?:\]\]>|\Z)"
_TOKEN = re.compile(
    rf"({_WORD}(?: {_WORD})*)|({_SPACE}++)|({REFERENCE})"
    rf"|({UNSEEN}|<[!?][^>]*+>?|</(?![A-Za-z])[^>]*+>?)"
    rf"|(<(?P<name>/?[A-Za-z][^ \t\n\f\r/>]*+)(?P<attributes>{_ATTRIBUTES})(?P<close>>?))",
    re.DOTALL,
)
_LAST_TOKEN = re.compile(rf"({_LAST_WORD}(?: {_LAST_WORD})*)|({_SPACE}++)|({REFERENCE})")
_WORDS, _BLANK, _REF = 1, 2, 3
_NAME, _ATTRS, _CLOSE = (_TOKEN.groupindex[name] for name in ("name", "attributes", "close"))
_TAG = _NAME - 1
_REFERENCES = re.compile(REFERENCE)
_MARKUP = re.compile(r"<[A-Za-z/!?]")
_IMAGE = re.compile(r"<img", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rf"([^ \t\n\f\r/>][^ \t\n\f\r/>=]*+)"
    rf"(?:{_SPACE}*+={_SPACE}*+(?:\"([^\"]*+)\"|'([^']*+)'|([^ \t\n\f\r>\"'][^ \t\n\f\r>]*+)))?"
)

# How far two texts are set apart: of several boundaries the strongest counts.
_GLUED, _APART, _CELL, _LINE, _START = 0, 1, 2, 3, 4
_GAPS = ("", " ", "\t", "\n", "")
_BLOCKS = """
    address article aside blockquote body br button caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend
    li main menu nav ol optgroup option p pre search section select summary table tbody textarea tfoot
    thead title tr ul
"""
_LEVELS = dict.fromkeys(ELEMENTS, _GLUED) | dict.fromkeys(_BLOCKS.split(), _LINE) | {"td": _CELL, "th": _CELL}
_BOUNDARY = {slash + name: level for name, level in _LEVELS.items() for slash in ("", "/")}
_KEEPS_SPACE = frozenset(("pre", "textarea"))


def html_view(text: str) -> tuple[str, OffsetMap | None]:
    """Return the text a browser shows and its map; without any tag text is decoded and keeps its lines."""
    if not _MARKUP.search(text):
        return _decoded(text) if "&" in text else (text, None)
    page = _Page()
    page.read(text)
    return page.out.done()


def html_pictures(text: str) -> list[Picture]:
    """Return the pictures of a piece of HTML in order."""
    if not _IMAGE.search(text):
        return []
    return [
        html_picture(text, *token.span(_ATTRS))
        for token in _TOKEN.finditer(text)
        if token.lastindex == _TAG and token[_CLOSE] and token[_NAME].lower() == "img"
    ]


def html_picture(text: str, start: int, end: int) -> Picture:
    """Return the picture that the attributes of an <img>, standing in [start, end), describe."""
    spans: dict[str, tuple[int, int]] = {}
    for found in _ATTRIBUTE.finditer(text, start, end):
        spans.setdefault(found[1].lower(), found.span(found.lastindex or 0) if found.lastindex != 1 else (end, end))
    src, alt = spans.get("src", (end, end)), spans.get("alt", (end, end))
    return Picture(_attribute(text[slice(*src)]), _attribute(text[slice(*alt)]), *src, *alt)


def boundary(tag: str) -> str:
    """Return what a tag (`p`, `/td`) puts between the texts around it: a line end, a tab or nothing."""
    return _GAPS[_BOUNDARY.get(tag.lower(), _GLUED)]


@lru_cache(maxsize=1024)
def reference(token: str) -> tuple[str, int]:
    """Return what a character reference stands for and how much of `token` belongs to it; 0 for none."""
    if token[1] == "#":
        hexadecimal = token[2] in "xX"
        digits = token[3 if hexadecimal else 2 :].rstrip(";").lstrip("0")
        # Beyond Unicode at this length already, and Python refuses to read numbers of thousands of digits.
        return ("\ufffd" if len(digits) > 7 else unescape(token)), len(token)
    if token[1:] in html5:
        return html5[token[1:]], len(token)
    # HTML5 knows a few old names without semicolon, the longest of six letters: `&nbspx` is `&nbsp` and an x.
    for length in range(min(6, len(token) - 1), 1, -1):
        if token[1 : length + 1] in html5:
            return html5[token[1 : length + 1]], length + 1
    return "", 0


def _attribute(value: str) -> str:
    """Decode an attribute; there `?a=1&copy=2` means what it says, for the sake of addresses."""

    def decoded(found: re.Match[str]) -> str:
        char, length = reference(found[0])
        follower = value[found.start() + length : found.start() + length + 1]
        bare = found[0][1] != "#" and found[0][length - 1] != ";"
        if not length or (bare and (follower == "=" or (follower.isascii() and follower.isalnum()))):
            return found[0]
        return char + found[0][length:]

    return _REFERENCES.sub(decoded, value) if "&" in value else value


def _decoded(text: str) -> tuple[str, OffsetMap | None]:
    out, done = Builder(), 0
    for found in _REFERENCES.finditer(text):
        char, length = reference(found[0])
        if length:
            out.copy(text[done : found.start()], done)
            done = found.start() + length
            out.put(char, found.start(), done)
    if not done:
        return text, None
    out.copy(text[done:], done)
    return out.done()


class _Page:
    """What was read so far, the boundary that waits for more text, and the open elements that keep space."""

    __slots__ = ("gap", "gap_end", "gap_start", "keep", "out")

    def __init__(self) -> None:
        self.out = Builder()
        self.gap, self.gap_start, self.gap_end = _START, 0, 0
        self.keep = 0

    def read(self, text: str, tokens: re.Pattern[str] = _TOKEN, start: int = 0) -> None:
        """Take a text token by token."""
        put, kind, token = self.out.put, None, None
        for token in tokens.finditer(text, start):
            kind = token.lastindex
            if kind == _WORDS:
                if self.gap:
                    self.words(token[0], *token.span())
                else:
                    put(token[0], *token.span())
            elif kind == _TAG:
                name = token[_NAME]
                gap = _BOUNDARY.get(name)
                if gap or (gap is None and boundary(name)):
                    self.tag(name.lower(), *token.span())
            elif kind == _BLANK:
                if self.keep or not self.gap:
                    self.blank(token[0], *token.span())
            elif kind == _REF:
                self.reference(token[0], token.start())
        if kind == _TAG and token and not token[_CLOSE] and token[_NAME].lstrip("/").lower() not in ELEMENTS:
            # `<Lmax` without any end is no tag, and nothing after it can be one either.
            self.words("<", token.start(), token.start() + 1)
            self.read(text, _LAST_TOKEN, token.start() + 1)

    def words(self, words: str, start: int, end: int) -> None:
        """Append text, after the boundary that waited for it."""
        if self.gap:
            self.out.put(_GAPS[self.gap], self.gap_start, self.gap_end)
            self.gap = _GLUED
        self.out.put(words, start, end)

    def blank(self, blank: str, start: int, end: int) -> None:
        """Take white space: one space in running text, as it stands in <pre>."""
        if self.keep:
            self.words(blank, start, end)
        elif not self.gap:
            self.gap, self.gap_start, self.gap_end = _APART, start, end

    def reference(self, token: str, start: int) -> None:
        """Take a character reference, and what follows it in the same token."""
        char, length = reference(token)
        if char and char in " \t\n\f\r":
            self.blank(char, start, start + length)
        elif char:
            self.words(char, start, start + length)
        if length < len(token):
            self.words(token[length:], start + length, start + len(token))

    def tag(self, tag: str, start: int, end: int) -> None:
        """Take a tag that sets text apart; of several the strongest counts, and the first of equal ones."""
        gap = _BOUNDARY[tag]
        if gap > self.gap:
            self.gap, self.gap_start, self.gap_end = gap, start, end
        if tag in _KEEPS_SPACE:
            self.keep += 1
        elif self.keep and tag[1:] in _KEEPS_SPACE:
            self.keep -= 1
