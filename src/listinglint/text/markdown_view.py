"""The text a reader of Markdown sees: without stars, bullets, the addresses of links, the lines of tables."""

from __future__ import annotations

import re

from listinglint.spans import Builder, OffsetMap
from listinglint.text.html_view import REFERENCE, UNSEEN, boundary, html_picture, reference
from listinglint.text.view import Picture

_END = r"[ \t]*+(?=\r?\n|\r?\Z)"
_LABEL = r"\[(?!\^)(?P<{0}>(?:[^\[\]\\\n]++|\\.){1})\]"
_TARGET = r"(?:<(?P<{0}angle>[^<>\n]*+)>|(?P<{0}bare>(?:[^ \t\r\n()<\\]++|\\.|\([^ \t\r\n()]*+\))*))"
_TITLE = r"(?:[ \t\r\n]++(?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\)))?"
_DEFINED = rf"[ \t>]*+{_LABEL.format('label', '+')}:[ \t]*+{_TARGET.format('')}{_TITLE}{_END}"
_CELL = r"[ \t]*+:?-++:?[ \t]*+"
_RULE_ROW = rf"(?=[^\n|]*+\|)[ \t>]*+\|?{_CELL}(?:\|{_CELL})*\|?{_END}"
_RULER = r"[ \t>]*+(?:(?P<mark>[-*_])[ \t]*+(?:(?P=mark)[ \t]*+){2,}|=++|-++)" + _END
_FENCE = (
    r"[ \t>]*+(?P<tick>`{3,}+|~{3,}+)[^\n`]*+(?=\n|\Z)"
    r"(?P<code>(?:\n(?![ \t>]*+(?P=tick)[`~]*+[ \t\r]*+(?:\n|\Z))[^\n]*+)*)(?:\n[^\n]*+)?"
)
_BULLETS = (
    r"[ \t]*+(?:(?:>|(?P<bullet>(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t])|(?P<heading>\#{1,6}(?=[ \t]|\r?\n|\Z))))"
    r"[ \t]*+)*(?:\[[ xX]\][ \t]++)?"
)
_TAG = (
    r"<(?P<name>/?[A-Za-z][A-Za-z0-9-]*+)"
    r"(?P<attributes>(?:\s++[A-Za-z_:@][\w.:-]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?)*)\s*+/?>"
)
_ADDRESS = rf"\([ \t\r\n]*+{_TARGET.format('to_')}{_TITLE}[ \t\r\n]*+(?P<inline>\))"
_CLOSE = rf"\](?:{_ADDRESS}|{_LABEL.format('ref', '*')})?"
_MARKS = (
    r"(?:\A|\r?\n)(?P<body>)"
    rf"(?:(?P<fence>{_FENCE})|(?P<row>{_RULE_ROW})|(?P<ruler>{_RULER})|(?P<defined>{_DEFINED}))"
)
# Whatever stands between these tokens is visible as it is; the second branch passes over it quickly.
_TOKEN = re.compile(
    rf"(?P<marks>{_MARKS})|(?P<line>(?P<newline>\A|\r?\n){_BULLETS})|[^\\`*_~\[\]!<&|\n\r]++"
    r"|(?P<escape>\\(?:[!-/:-@\[-`{-~]|(?=\r?\n)))"
    r"|(?P<ticks>`(?!`)[^`\n]++`(?!`)|``(?!`)(?:[^`\n]++|`(?!`))+``(?!`))|`++"
    r"|(?P<run>\*++|_++|~++)"
    rf"|(?P<opener>!?\[)|(?P<closer>{_CLOSE})"
    r"|(?P<auto><(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+|[^\s<>@/]++@[^\s<>]++)>)"
    rf"|(?P<unseen>{UNSEEN}|<![A-Za-z][^<>]*+>|<\?[^<>]*+>)|(?P<tag>{_TAG})"
    rf"|(?P<reference>{REFERENCE})|(?P<pipe>\|)|.",
    re.DOTALL,
)
_DEFINITION = re.compile(rf"\n{_DEFINED}")
_TABLE = re.compile(rf"\n{_RULE_ROW}")
_ENCODED = re.compile(rf"\\([!-/:-@\[-`{{-~])|{REFERENCE}")
_LONGEST_LABEL = 999  # CommonMark's own limit

Span = tuple[int, int]


def markdown_view(text: str) -> tuple[str, OffsetMap | None]:
    """Return the text a reader sees and its map."""
    edits = sorted(_Page(text).read().edits)
    if not edits:
        return text, None
    out, done, last = Builder(), 0, "\n"
    for first, end, new in edits:
        if end <= done:  # inside a picture, which is gone as a whole
            continue
        start = max(first, done)
        if start > done:
            out.copy(text[done:start], done)
            last = text[start - 1]
        if new and not (new in "\t\n" and last in ("\n", new)):
            out.put(new, start, end)
            last = new
        done = end
    out.copy(text[done:], done)
    return out.done()


def markdown_pictures(text: str) -> list[Picture]:
    """Return the pictures of a piece of Markdown in order; one inside the words of another is not shown."""
    if "![" not in text and "<" not in text:
        return []
    found: list[Picture] = []
    done = 0
    for (start, end), made in sorted(_Page(text).read().images):
        if start >= done:
            done = end
            found.append(_picture(text, *made) if len(made) == 2 else html_picture(text, *made[0]))
    return found


def _picture(text: str, src: Span, alt: Span) -> Picture:
    return Picture(_plain(text[slice(*src)]), _plain(text[slice(*alt)]), *src, *alt)


def _plain(raw: str) -> str:
    def decoded(found: re.Match[str]) -> str:
        if found[1]:
            return found[1]
        char, length = reference(found[0])
        return char + found[0][length:]

    return _ENCODED.sub(decoded, raw)


class _Page:
    """What of a text vanishes or stands for something else, and the openings that still wait for an end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[tuple[int, int, str]] = []
        self.images: list[tuple[Span, tuple[Span, ...]]] = []
        self.brackets: list[tuple[int, int]] = []
        self.runs: dict[str, list[Span]] = {"*": [], "_": [], "~": []}
        self.line_end, self.bare = -1, False
        self.in_table = False
        self.headers: set[int] = set()
        self.definitions: dict[str, Span] = {}
        if "|" in text:
            self.headers = {text.rfind("\n", 0, row.start()) + 1 for row in _TABLE.finditer(text)}
        if "]:" in text:
            for one in _DEFINITION.finditer("\n" + text):
                start, end = one.span("bare" if one["angle"] is None else "angle")
                self.definitions.setdefault(_label(one["label"]), (start - 1, end - 1))

    def read(self) -> _Page:
        """Take the text token by token."""
        takes = {
            "line": self.line, "marks": self.marks, "escape": self.escape, "ticks": self.ticks,
            "run": self.run, "opener": self.opener, "closer": self.closer, "auto": self.auto,
            "unseen": self.vanish, "tag": self.tag, "reference": self.reference, "pipe": self.pipe,
        }  # fmt: skip
        for token in _TOKEN.finditer(self.text):
            if token.lastgroup:
                takes[token.lastgroup](token)
        return self

    def cut(self, start: int, end: int, new: str = "") -> None:
        """Write `new` for a stretch of the text."""
        if end > start:
            self.edits.append((start, end, new))

    def vanish(self, token: re.Match[str]) -> None:
        """Take what nobody sees."""
        self.cut(*token.span())

    def line(self, token: re.Match[str]) -> None:
        """Take a line end with the marks that begin the next line."""
        (start, body), end = token.span("newline"), token.end()
        self.trim(start)
        if token["bullet"] or (self.bare and start == self.line_end):
            self.block()
        if body in self.headers:
            self.in_table = True
        if end > body:
            self.edits.append((body, end, ""))
        self.line_end, self.bare = end, True
        if token["heading"]:
            self.heading(end)

    def marks(self, token: re.Match[str]) -> None:
        """Take a line that is nothing but marks; of fenced code the lines between stay as they are."""
        self.trim(token.start())
        if token["row"]:
            self.in_table = True
            self.cut(*token.span())
        else:
            self.block()
            code, end = token.span("code")
            self.cut(token.start("body"), code if code >= 0 else token.end())
            self.cut(end if end >= 0 else token.end(), token.end())
        self.line_end, self.bare = token.end(), False

    def trim(self, end: int) -> None:
        """Drop the white space that ends a line: two spaces only say that the line breaks here."""
        start = end
        while start > max(self.line_end, 0) and self.text[start - 1] in " \t":
            start -= 1
        self.cut(start, end)

    def block(self) -> None:
        """Begin a new paragraph, list item or heading: what is still open stays unfinished."""
        self.in_table = False
        self.brackets.clear()
        for runs in self.runs.values():
            runs.clear()

    def heading(self, start: int) -> None:
        """Drop the marks that may close a heading: `## Care ##`."""
        end = self.text.find("\n", start)
        words = self.text[start : end if end >= 0 else None].rstrip()
        bare = words.rstrip("#")
        if not bare or bare[-1] in " \t":
            self.cut(start + len(bare.rstrip()), start + len(words))

    def escape(self, token: re.Match[str]) -> None:
        r"""Take `\*`, or a backslash that breaks the line."""
        self.cut(*token.span(), token[0][1:])

    def ticks(self, token: re.Match[str]) -> None:
        """Take code: the ticks vanish."""
        width = 2 if token[0].startswith("``") else 1
        self.cut(token.start(), token.start() + width)
        self.cut(token.end() - width, token.end())

    def auto(self, token: re.Match[str]) -> None:
        """Take `<https://…>`: the angle brackets vanish."""
        self.cut(token.start(), token.start() + 1)
        self.cut(token.end() - 1, token.end())

    def reference(self, token: re.Match[str]) -> None:
        """Take a character reference."""
        char, length = reference(token[0])
        self.cut(token.start(), token.start() + length, char)

    def tag(self, token: re.Match[str]) -> None:
        """Take an HTML tag."""
        self.cut(*token.span(), boundary(token["name"]))
        if token["name"].lower() == "img":
            self.images.append((token.span(), (token.span("attributes"),)))

    def pipe(self, token: re.Match[str]) -> None:
        """Take the line between two cells with the white space around it."""
        if not self.in_table:
            return
        text, (start, end) = self.text, token.span()
        while start > self.line_end and text[start - 1] in " \t":
            start -= 1
        while end < len(text) and text[end] in " \t":
            end += 1
        outer = start <= self.line_end or end == len(text) or text[end] in "\r\n"
        self.cut(start, end, "" if outer else "\t")

    def run(self, token: re.Match[str]) -> None:
        """Take a run of `*`, `_` or `~`, which may end an emphasis, begin one, or be nothing but itself."""
        (start, end), mark = token.span(), token[0][0]
        opens, closes = _flanks(self.text, start, end, mark)
        waiting = self.runs[mark]
        while closes and waiting and start < end:
            first, last = waiting.pop()
            width = min(last - first, end - start)
            self.cut(last - width, last)
            self.cut(start, start + width)
            start += width
            if last - width > first:
                waiting.append((first, last - width))
        if opens and start < end:
            waiting.append((start, end))

    def opener(self, token: re.Match[str]) -> None:
        """Take a bracket that may begin a link or a picture."""
        self.brackets.append(token.span())

    def closer(self, token: re.Match[str]) -> None:
        """Take a closing bracket, with the address or the label behind it."""
        if not self.brackets:
            return
        start, inner = self.brackets.pop()
        if token["inline"]:
            target: Span | None = token.span("to_angle" if token["to_angle"] is not None else "to_bare")
        else:
            own = self.definitions and token.start() - inner <= _LONGEST_LABEL
            label = token["ref"] or (self.text[inner : token.start()] if own else "")
            target = self.definitions.get(_label(label))
        if target is None:
            return
        if inner - start == 2:
            self.cut(start, token.end())
            self.images.append(((start, token.end()), (target, (inner, token.start()))))
        else:
            self.cut(start, inner)
            self.cut(*token.span())


def _label(label: str) -> str:
    return " ".join(label.split()).casefold()


def _flanks(text: str, start: int, end: int, mark: str) -> tuple[bool, bool]:
    """Tell whether a run of marks may begin and may end an emphasis.

    Kinder than CommonMark beside punctuation, where it would show the stars of `**“最佳”**银`, and stricter
    between digits: `2*3*4` and `10~20` are measures.
    """
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    opens, closes = not after.isspace(), not before.isspace()
    if mark == "_":
        return opens and not before.isalnum(), closes and not after.isalnum()
    if mark == "~" and end - start != 2:
        return False, False
    digits = before.isdigit() + after.isdigit()
    if before.isalnum() and after.isalnum() and digits >= min(end - start, 2):
        return False, False
    return opens, closes
