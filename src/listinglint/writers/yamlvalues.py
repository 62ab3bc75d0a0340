"""Writes into one value of a YAML file: in the style that it has or, where that cannot hold the text, in quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from re import Match
from re import compile as _compile

from listinglint.errors import InputError
from listinglint.model import Source
from listinglint.origins.yamltext import Scalar, YamlOrigin, compose, front_matter, walk
from listinglint.writers.inplace import in_place
from listinglint.writers.nouns import Splice

# What YAML does not print, and line ends of its own that would not come back as they are.
_HIDDEN = _compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")
_QUOTED = _compile(r'[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|["\\\u2028\u2029]')
_NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_LINE_END = _compile(r"\r\n|[\r\n\x85\u2028\u2029]")
_INDENT = _compile(r"(?:^|(?<=[\r\n\x85\u2028\u2029]))( *)[^ \r\n\x85\u2028\u2029]")


def ways(origin: YamlOrigin, splices: list[Splice], value: str, encoding: str) -> Iterator[list[Splice]]:
    """Yield ways of writing a scalar."""
    text, (start, end) = origin.source.text, (origin.start, origin.end)
    lines = _line_end(text)
    quoted = _quoter(encoding)
    if origin.style == '"':
        yield in_place(origin, splices, quoted)
    elif origin.style == "'":
        yield in_place(origin, splices, lambda new: new.replace("'", "''"))
    elif origin.style in ("|", ">"):
        indent = " " * _indent(origin)
        yield in_place(origin, splices, lambda new: _indented(new, lines, indent))
        yield in_place(origin, splices, lambda new: _indented(new.replace("\n", "\n\n"), lines, indent))
    elif not any("\t" in one.new for one in splices):  # a tab outside quotes is read by some programs only
        yield in_place(origin, splices, str)
    if origin.style in ("|", ">") and not _HIDDEN.search(value):
        for hint in ("", *"24613578"):
            yield [Splice(start, end, _block(value, _indent(origin), lines, text[start:end], hint))]
    if origin.style != '"' and "\n" not in value and not _HIDDEN.search(value):
        yield [Splice(start, end, "'" + value.replace("'", "''") + "'" + _tail(origin, lines))]
    yield [Splice(start, end, f'"{quoted(value)}"' + _tail(origin, lines))]


def _indented(text: str, lines: str, indent: str) -> str:
    """Return a text as lines of a block; blank ones are not indented."""
    first, *rows = text.split("\n")
    last = len(rows) - 1
    return first + "".join(lines + (indent if row or at == last else "") + row for at, row in enumerate(rows))


def means(origin: YamlOrigin, text: str, value: str) -> bool:
    """Tell whether a changed text is the same YAML but for this one value."""
    source = origin.source
    try:
        before, after = _scalars(source), _scalars(Source(source.file, text, source.line))
    except InputError:
        return False
    if [path for path, _ in before] != [path for path, _ in after]:
        return False
    for (_, old), (_, new) in zip(before, after, strict=True):
        if old.start != origin.start:
            if (old.value, old.kind) != (new.value, new.kind):
                return False
        elif new.value != value or (old.kind == "str" and new.kind != "str") or new.kind == "null":
            return False
    return True


def _scalars(source: Source) -> list[tuple[tuple[str | int, ...], Scalar]]:
    head = front_matter(source) if source.file.lower().endswith((".md", ".markdown")) else None
    return list(walk(compose(source, head.start, head.end) if head else compose(source)))


def _tail(origin: YamlOrigin, lines: str) -> str:
    """Return the line end that a block scalar holds and a quoted one in its place needs."""
    if origin.style not in ("|", ">"):
        return ""
    return lines if _LINE_END.search(origin.source.text, origin.end - 1, origin.end) else ""


def _block(value: str, indent: int, lines: str, written: str, hint: str) -> str:
    """Return a text as a literal block: its lines as they are, each indented; `hint` tells by how much."""
    body = value.rstrip("\n")
    ends = len(value) - len(body)
    chomp = "-" if ends == 0 else "" if ends == 1 and body else "+"
    rows = [" " * indent + row if row else "" for row in value.split("\n")]
    if ends:
        rows.pop()
    end = lines if _LINE_END.search(written[-2:]) or chomp == "+" else ""
    return f"|{hint}{chomp}{lines}" + lines.join(rows) + end


def _indent(origin: YamlOrigin) -> int:
    """Return how far the lines of a block are indented."""
    if origin.indent:
        return origin.indent
    text = origin.source.text
    header = _LINE_END.search(text, origin.start, origin.end)
    found = _INDENT.search(text, header.end(), origin.end) if header else None
    return len(found[1]) if found else 2


def _line_end(text: str) -> str:
    found = _compile(r"\r\n|\n|\r").search(text)
    return found[0] if found else "\n"


def _quoter(encoding: str) -> Callable[[str], str]:
    def escape(found: Match[str]) -> str:
        code = ord(found[0])
        named = _NAMED.get(found[0])
        return named or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}")

    def quoted(text: str) -> str:
        escaped = _QUOTED.sub(escape, text)
        try:
            escaped.encode(encoding)
        except UnicodeEncodeError:
            return _compile(r"[^\x00-\x7f]").sub(escape, escaped)
        return escaped

    return quoted
