"""Reads YAML so that every value remembers its place in the file, and tells what it cannot read."""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as _compile

from listinglint.model import Source
from listinglint.origins.yamlerrors import unprintable, yaml_error
from listinglint.origins.yamlscalar import YamlOrigin
from listinglint.origins.yamltree import Composer, Mapping, Node, Scalar, Sequence
from listinglint.tuples import NamedTuple

__all__ = [
    "FrontMatter",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "YamlOrigin",
    "compose",
    "front_matter",
    "walk",
]

_FENCE = _compile(r"---[ \t]*+(?:\r\n|\n|\r)")
_FENCE_END = _compile(r"(?:^|(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*+(?:\r\n|\n|\r|\Z)")


class FrontMatter(NamedTuple):
    """The YAML block that opens a Markdown file: its span without the fences, and where the body starts."""

    start: int
    end: int
    body: int


def front_matter(source: Source) -> FrontMatter | None:
    """Return where the front matter stands, None for a text that has none (or never closes it)."""
    first = _FENCE.match(source.text, 1 if source.text.startswith("\ufeff") else 0)
    last = _FENCE_END.search(source.text, first.end()) if first else None
    return FrontMatter(first.end(), last.start(), last.end()) if first and last else None


def compose(source: Source, start: int = 0, end: int | None = None) -> Node | None:
    """Return the one YAML document in source.text[start:end], None if empty; places are source offsets.

    Raises InputError with file and line for what is not YAML, a key given twice, and aliases that multiply.
    """
    from yaml import YAMLError

    stop = len(source.text) if end is None else end
    base = start + source.text.startswith("\ufeff", start, stop)
    try:
        return Composer(source, base, stop).document()
    except (YAMLError, UnicodeEncodeError) as error:
        wrong = unprintable(source, base, stop)
        if wrong is None and isinstance(error, YAMLError):
            wrong = yaml_error(error, source, base)
        raise wrong or error from error


def walk(node: Node | None) -> Iterator[tuple[tuple[str | int, ...], Scalar]]:
    """Yield every value with the keys and list indices that lead to it, in file order."""
    waiting: list[tuple[tuple[str | int, ...], Node]] = [] if node is None else [((), node)]
    while waiting:
        path, one = waiting.pop()
        if isinstance(one, Scalar):
            yield path, one
        elif isinstance(one, Sequence):
            waiting += reversed([((*path, index), item) for index, item in enumerate(one.items)])
        else:
            waiting += reversed([((*path, key.value), value) for key, value in one.entries])
