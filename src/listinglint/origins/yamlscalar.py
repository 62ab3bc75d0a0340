"""Tells where each character of a YAML value stands in the file, however it was quoted or folded."""

from __future__ import annotations

from re import Match, Pattern
from re import compile as _compile

from listinglint.model import Origin, Source
from listinglint.origins.rewriting import Resolved, rewrite, unescaped
from listinglint.spans import Builder

_ENDS = r"\r\n\x85\u2028\u2029"
_END = rf"(?:\r\n|[{_ENDS}])"
_LINE_END = _compile(_END)
# Runs of blanks are taken whole (possessive) by `fold` or else by `copy`: never tried again from the middle.
_FOLD = rf"(?P<fold>[ \t]*+{_END}(?:[ \t]++|{_END})*+)|(?P<copy>[ \t]++|[^ \t{_ENDS}%s]++)"
_PLAIN = _compile(_FOLD % "")
_SINGLE = _compile(_FOLD % "'" + "|(?P<quote>'')")
_DOUBLE = _compile(
    _FOLD % r"\\"
    + rf"|(?P<joined>\\{_END}(?:[ \t]++|{_END})*+)"
    + r"|(?P<escape>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^xuU]))"
)
_NAMED = {
    "0": "\0", "a": "\x07", "b": "\x08", "t": "\t", "\t": "\t", "n": "\n", "v": "\x0b", "f": "\x0c",
    "r": "\r", "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028",
    "P": "\u2029", "'": "'",
}  # fmt: skip
_HEADER = _compile(rf"[|>](?P<a>[-+]?)(?P<indent>[1-9]?)(?P<b>[-+]?)[ \t]*+(?:#[^{_ENDS}]*+)?(?:{_END}|$)")
_LINE = _compile(rf"(?P<blank> *+)(?P<rest>[^{_ENDS}]*+)(?P<end>{_END}|$)")
_FIRST_WORD = _compile(rf"(?:^|{_END})(?P<blank> *+)[^ {_ENDS}]")


class YamlOrigin(Origin):
    """A YAML scalar: `start` at its quote, `|`, `>` or first character, `end` behind it.

    `style` is None (plain), `'`, `"`, `|` or `>`.  `indent` is needed only for a block with an indentation
    indicator (`|2`), whose meaning depends on the lines around it; 0 reads it off the first line.
    """

    __slots__ = ("indent", "style")

    def __init__(  # a scalar has these parts
        self, source: Source, start: int = 0, end: int = 0, cell: str = "", style: str | None = None, indent: int = 0
    ) -> None:
        super().__init__(source, start, end, cell)
        self.style = style
        self.indent = indent

    def resolve(self) -> Resolved:
        """Return the decoded scalar and its map."""
        text = self.source.text
        if self.style in ("|", ">"):
            return _block(text, self.start, self.end, self.indent)
        if self.style is None:
            return rewrite(text, (self.start, self.end), _PLAIN, _expand)
        inside = (self.start + 1, self.end - 1)
        quotes = text[self.start : inside[0]] + text[inside[1] : self.end]
        return rewrite(text, inside, _tokens(self.style), _expand) if quotes == self.style * 2 else None


def block_indent(text: str, start: int, end: int, value: str) -> int:
    """Return how far the block scalar text[start:end] with an indentation indicator is indented.

    Its decoded `value` gives that away.  0 without an indicator, where the block itself tells.
    """
    header = _HEADER.match(text, start, end)
    if header is None or not header["indent"]:
        return 0
    written = _FIRST_WORD.search(text, header.end() - 1, end)
    decoded = _FIRST_WORD.search(value)
    if written is None or decoded is None:
        return _blank_indent(text[header.end() : end], value)
    return len(written["blank"]) - len(decoded["blank"])


def _blank_indent(written: str, value: str) -> int:
    """Return the indentation of a block of blank lines: what the widest has beyond it is in the value."""
    widest, kept = (max(len(line["blank"]) for line in _LINE.finditer(text)) for text in (written, value))
    return max(widest - kept, 1) if kept else max(widest, 1)


def _tokens(style: str) -> Pattern[str]:
    return _SINGLE if style == "'" else _DOUBLE


def _expand(found: Match[str], out: Builder) -> bool:
    if found.lastgroup == "escape":
        meant = unescaped(found[0], _NAMED)
        out.put(meant or "", *found.span())
        return meant is not None
    if found.lastgroup == "quote":
        out.put("'", *found.span())
    else:
        _fold(found, out)
    return True


def _fold(found: Match[str], out: Builder) -> None:
    """Append what line ends within a flow scalar stand for: one is a space, of more the first is dropped."""
    first, *rest = _LINE_END.finditer(found.string, *found.span())
    if found.lastgroup == "fold":
        if first[0] in "\u2028\u2029":
            out.put(first[0], *first.span())
        elif not rest:
            out.put(" ", *found.span())
    for end in rest:
        _line_end(end[0], end.span(), out)


def _line_end(end: str, span: tuple[int, int], out: Builder) -> None:
    out.put(end if end in "\u2028\u2029" else "\n", *span)


def _block(text: str, start: int, end: int, indent: int) -> Resolved:
    header = _HEADER.match(text, start, end)
    if header is None or (header["indent"] and not indent):
        return None
    out = Builder()
    chomp = header["a"] or header["b"]
    width = indent or _found_indent(text, header.end(), end)
    pending = _lines(text, (header.end(), end), width, text[start] == ">", out)
    for number, line_end in enumerate(pending):
        if chomp == "+" or (number == 0 and line_end is not None and chomp != "-"):
            _put_end(line_end, out)
    return out.done()


def _found_indent(text: str, start: int, end: int) -> int:
    """Return the indentation of a block: that of its first line with words, or a wider blank line above."""
    width = 1
    for line in _LINE.finditer(text, start, end):
        width = max(width, len(line["blank"]))
        if line["rest"]:
            break
    return width


def _lines(text: str, span: tuple[int, int], width: int, folded: bool, out: Builder) -> list[Match[str] | None]:
    """Append the lines of a block and return the line ends after the last one, which chomping decides about.

    The first of those is the last line's own (None where there is no line or the file ends in it).
    """
    pending: list[Match[str] | None] = [None]
    flush = False  # the line before starts at the margin, so its end may be folded
    for line in _LINE.finditer(text, *span):
        content = line.start() + min(width, len(line["blank"]))
        if content == line.start("end"):
            pending += [line] if line["end"] else []
            continue
        if content - line.start() < width:
            break
        margin = text[content] not in " \t"
        _between(pending, folded and flush and margin, out)
        flush = margin
        out.copy(text[content : line.start("end")], content)
        pending = [line if line["end"] else None]
    return pending


def _between(pending: list[Match[str] | None], fold: bool, out: Builder) -> None:
    """Append what the line ends between two lines of a block stand for."""
    own, *blank = pending
    if own is not None and fold and own["end"] not in "\u2028\u2029":
        if not blank:
            out.put(" ", *own.span("end"))
    else:
        _put_end(own, out)
    for line in blank:
        _put_end(line, out)


def _put_end(line: Match[str] | None, out: Builder) -> None:
    if line is not None:
        _line_end(line["end"], line.span("end"), out)
