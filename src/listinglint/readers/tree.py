"""One shape for what YAML, JSON and TOML files say, each text with the place it was written at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from listinglint.errors import InputError
from listinglint.model import Field, Origin, Place, Source
from listinglint.origins import complaints, jsontext, tomltext, yamltext
from listinglint.tuples import NamedTuple

MAX_TEXT = 2_000_000  # characters; what one listing says of itself is a few thousand
MAX_DEPTH = 100
# In a longer TOML file numbers are not looked up one by one for how they were written (`1.80`).
_LONG_TOML = 200_000
FORMATS = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".toml": "toml"}


class Value(NamedTuple):
    """One text, number or truth value, as it was written; `empty` for null."""

    text: str
    origin: Origin
    empty: bool = False


class Items(NamedTuple):
    """A list."""

    items: tuple[Node, ...]


class Table(NamedTuple):
    """Keys with their values in file order."""

    entries: tuple[tuple[str, Node], ...]

    def get(self, *keys: str) -> Node | None:
        """Return the value under the first of these keys that is there."""
        found = dict(self.entries)
        return next((found[key] for key in keys if key in found), None)


Node = Value | Items | Table


def parse(source: Source, form: str) -> Node | None:
    """Return what a `yaml`, `json` or `toml` text says, None for an empty one; raises InputError with the line."""
    if len(source.text) > MAX_TEXT:
        raise InputError(
            f"{len(source.text):,} characters; the limit for one listing is {MAX_TEXT:,}",
            zh=f"共 {len(source.text):,} 个字符，一个商品的上限为 {MAX_TEXT:,}", file=source.file,
        )  # fmt: skip
    if form == "yaml":
        return _yaml(yamltext.compose(source), source)
    if not source.text.strip():
        return None
    return _json(source) if form == "json" else _toml(tomltext.load(source), source, ())


def parse_yaml(source: Source, start: int, end: int) -> Node | None:
    """Return what a stretch of YAML (the front matter of a text) says."""
    return _yaml(yamltext.compose(source, start, end), source)


def values(node: Node | None) -> Iterator[Value]:
    """Yield every value that is not null, in file order."""
    if isinstance(node, Value):
        if not node.empty:
            yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from values(item)
    elif isinstance(node, Table):
        for _, item in node.entries:
            yield from values(item)


def place_of(node: Node | None, part: str) -> Place | None:
    """Return where a value begins in its file, None for an empty one."""
    first = next(values(node), None)
    if first is None:
        return None
    source, start = first.origin.source, first.origin.start
    line, column = source.position(start)
    excerpt, excerpt_column = source.excerpt(start)
    return Place(source.file, part, line=line, column=column, excerpt=excerpt, excerpt_column=excerpt_column)


def place_at(node: Node | None, pointer: tuple[str | int, ...], part: str) -> Place | None:
    """Return where the value stands to which keys and numbers lead; of a list or a mapping, where it begins."""
    for key in pointer:
        if isinstance(node, Items) and isinstance(key, int):
            node, part = node.items[key], f"{part}[{key}]"
        else:
            node, part = (node.get(str(key)) if isinstance(node, Table) else None), f"{part}.{key}"
    if isinstance(node, Value):
        return Field(part, node.text, node.origin).at(0, len(node.text))
    return place_of(node, part)


def told(node: Node | None) -> Any:
    """Return a value as plain texts, lists and mappings."""
    if isinstance(node, Items):
        return [told(one) for one in node.items]
    if isinstance(node, Table):
        return {key: told(one) for key, one in node.entries}
    return node.text if isinstance(node, Value) and not node.empty else None


def line_of(node: Node | None) -> int:
    """Return the line that a value begins on, 0 for an empty one."""
    place = place_of(node, "")
    return (place.line or 0) if place else 0


def _yaml(node: yamltext.Node | None, source: Source) -> Node | None:
    return None if node is None else _yaml_node(node, source)


def _yaml_node(node: yamltext.Node, source: Source) -> Node:
    if isinstance(node, yamltext.Scalar):
        return Value(node.value, node.origin(source), node.kind == "null")
    if isinstance(node, yamltext.Sequence):
        return Items(tuple(_yaml_node(item, source) for item in node.items))
    return Table(tuple((key.value, _yaml_node(item, source)) for key, item in node.entries))


def _json(source: Source) -> Node:
    import json

    try:
        return _json_node(json.loads(source.text), source, (0, len(source.text)), 0)
    except json.JSONDecodeError as error:
        told = f"{error.msg[:1].lower()}{error.msg[1:]}"
        raise InputError(
            f"this is not JSON: {told}", zh=f"不是有效的 JSON：{complaints.json(error.msg)}", file=source.file,
            line=source.position(error.pos)[0],
        ) from error  # fmt: skip
    except (RecursionError, ValueError) as error:
        raise InputError("nested too deep", zh="嵌套过深", file=source.file, line=source.line) from error


def _json_node(decoded: Any, source: Source, span: tuple[int, int], depth: int) -> Node:
    """Return the value decoded from a span of the text, with the places of its members."""
    start, end = span
    origin = jsontext.JsonOrigin(source, start, end)
    if isinstance(decoded, str):
        return Value(decoded, origin)
    if not isinstance(decoded, dict | list):
        return Value(source.text[start:end].strip(), origin, decoded is None)
    if depth > MAX_DEPTH:
        raise RecursionError
    seen: dict[str | int, jsontext.Member] = {}
    for one in jsontext.members(source.text, start):
        if one.key in seen:
            raise _twice(str(one.key), seen[one.key].start, one.start, source)
        seen[one.key] = one
    inner: Any = decoded
    nodes = [_json_node(inner[key], source, (one.start, one.end), depth + 1) for key, one in seen.items()]
    if isinstance(decoded, list):
        return Items(tuple(nodes))
    return Table(tuple((str(key), node) for key, node in zip(seen, nodes, strict=True)))


def _twice(key: str, first: int, second: int, source: Source) -> InputError:
    line = source.position(first)[0]
    return InputError(
        f"the key {key!r} is given twice (first on line {line})", zh=f"键“{key}”重复（首次出现在第 {line} 行）",
        file=source.file, line=source.position(second)[0],
    )  # fmt: skip


def _toml(decoded: Any, source: Source, path: tomltext.Path) -> Node:
    if isinstance(decoded, dict):
        return Table(tuple((key, _toml(inner, source, (*path, key))) for key, inner in decoded.items()))
    if isinstance(decoded, list):
        return Items(tuple(_toml(inner, source, (*path, index)) for index, inner in enumerate(decoded)))
    origin = tomltext.TomlOrigin(source, path)
    if isinstance(decoded, str):
        return Value(decoded, origin)
    written = origin.resolve() if len(source.text) < _LONG_TOML else None
    return Value(written[0] if written else str(decoded), origin)
