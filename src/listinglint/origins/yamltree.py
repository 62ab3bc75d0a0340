"""Builds the tree of a YAML file, each value with its place, and refuses what would be misread."""

from __future__ import annotations

from collections.abc import Callable
from re import compile as _compile
from typing import TYPE_CHECKING, Any

from listinglint.model import Source
from listinglint.origins.yamlerrors import refusal
from listinglint.origins.yamlscalar import YamlOrigin, block_indent
from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    from listinglint.errors import InputError

MAX_ALIASED = 10_000
MAX_DEPTH = 100

_ENDS = r"\r\n\x85\u2028\u2029"
# Narrower than \s, since a no-break space belongs to the value; a stray byte order mark may open a line.
_BLANK = rf"(?:[ \t{_ENDS}]|(?<=[{_ENDS}])\ufeff)"
_PROPERTIES = _compile(rf"(?:[&!][^ \t{_ENDS}]*+{_BLANK}*+(?:#[^{_ENDS}]*+{_BLANK}*+)*+)++")


class Scalar(NamedTuple):
    """One value: its decoded text, its kind as YAML sees it (str, null, bool, int …), style and place."""

    value: str
    kind: str
    style: str | None
    start: int
    end: int
    indent: int = 0

    def origin(self, source: Source, cell: str = "") -> YamlOrigin:
        """Return the origin of this value in the source it was composed from."""
        return YamlOrigin(source, self.start, self.end, cell, self.style, self.indent)


class Sequence(NamedTuple):
    """A list and where it stands."""

    items: tuple[Node, ...]
    start: int
    end: int


class Mapping(NamedTuple):
    """Keys with their values in file order, keys merged with `<<` last, and where the mapping stands."""

    entries: tuple[tuple[Scalar, Node], ...]
    start: int
    end: int

    def get(self, key: str) -> Node | None:
        """Return the value under a key."""
        return next((node for scalar, node in self.entries if scalar.value == key), None)


Node = Scalar | Sequence | Mapping


class _Open:
    """A list or mapping whose end has not come yet."""

    __slots__ = ("anchor", "height", "items", "key", "keys", "mapping", "merged", "size", "start")

    def __init__(self, start: int, anchor: str | None, mapping: bool) -> None:  # which of the two it is
        self.start = start
        self.anchor = anchor
        self.mapping = mapping
        self.items: list[Node] = []
        self.keys: dict[str, Scalar] = {}
        self.merged: list[tuple[Scalar, Node]] = []
        self.key: Scalar | None = None
        self.size = 1
        self.height = 0


class Composer:
    """Builds the tree from the parser's events with a stack of its own: deep nesting kills `yaml.compose`."""

    def __init__(self, source: Source, base: int, end: int) -> None:
        import yaml

        self._source, self._base = source, base
        self._scalar_node = yaml.ScalarNode
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._loader: Any = loader(source.text[base:end])
        self._open: list[_Open] = []
        self._root: Node | None = None
        self._documents = self._aliased = 0
        self._anchors: dict[str, tuple[Node, int, int] | None] = {}  # None: not closed yet
        self._on: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.MappingStartEvent: self._begin,
            yaml.SequenceStartEvent: self._begin,
            yaml.MappingEndEvent: self._finish,
            yaml.SequenceEndEvent: self._finish,
            yaml.DocumentStartEvent: self._document,
        }

    def document(self) -> Node | None:
        """Return the root of the only document."""
        try:
            while self._loader.check_event():
                event = self._loader.get_event()
                act = self._on.get(type(event))
                if act is not None:
                    act(event)
        finally:
            self._loader.dispose()
        return self._root

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            raise self._refusal(
                event,
                "one document was expected, a second begins here ('---'); give it a file of its own",
                "一个文件只能有一个 YAML 文档，这里开始了第二个（“---”），请拆成两个文件",
            )

    def _scalar(self, event: Any) -> None:
        start, end = self._base + event.start_mark.index, self._base + event.end_mark.index
        text, style, indent = self._source.text, event.style or None, 0
        if event.anchor or event.tag:
            properties = _PROPERTIES.match(text, start, end)
            start = properties.end() if properties else start
        if style in ("|", ">"):
            indent = block_indent(text, start, end, event.value)
        node = Scalar(event.value, self._kind(event, style), style, start, end, indent)
        if event.anchor:
            self._anchors[event.anchor] = (node, 1, 0)
        self._place(node, event, 1, 0)

    def _kind(self, event: Any, style: str | None) -> str:
        tag = event.tag
        if tag is None or tag == "!":
            if style is not None or tag:
                return "str"
            tag = self._loader.resolve(self._scalar_node, event.value, event.implicit)
        return str(tag).rpartition(":")[2].lstrip("!")

    def _alias(self, event: Any) -> None:
        name = event.anchor
        if name not in self._anchors:
            raise self._refusal(
                event,
                f"*{name} was never set with &{name} (put a text that begins with * in quotes)",
                f"*{name} 没有对应的 &{name}（以 * 开头的文字请加引号）",
            )
        known = self._anchors[name]
        if known is None:
            raise self._refusal(event, f"*{name} stands inside what it repeats", f"*{name} 引用了包含它自己的内容")
        node, size, height = known
        self._aliased += size
        if self._aliased > MAX_ALIASED:
            raise self._refusal(
                event,
                f"aliases (*{name}) repeat more than {MAX_ALIASED} values; write them out",
                f"别名（*{name}）重复的内容超过 {MAX_ALIASED} 项，请直接写出",
            )
        self._place(node, event, size, height)

    def _begin(self, event: Any) -> None:
        mapping = type(event).__name__ == "MappingStartEvent"
        self._open.append(_Open(self._base + event.start_mark.index, event.anchor, mapping))
        if event.anchor:
            self._anchors[event.anchor] = None
        self._check_depth(event, 0)

    def _finish(self, event: Any) -> None:
        done = self._open.pop()
        end = self._base + event.end_mark.index
        node: Node
        if done.mapping:
            entries = dict(zip(done.keys, zip(done.keys.values(), done.items, strict=True), strict=True))
            for key, value in done.merged:
                entries.setdefault(key.value, (key, value))
            node = Mapping(tuple(entries.values()), done.start, end)
        else:
            node = Sequence(tuple(done.items), done.start, end)
        if done.anchor:
            self._anchors[done.anchor] = (node, done.size, done.height)
        self._place(node, event, done.size, done.height)

    def _place(self, node: Node, event: Any, size: int, height: int) -> None:
        """Put a finished node where it belongs: into the open list or mapping, or at the root."""
        if not self._open:
            self._root = node
            return
        parent = self._open[-1]
        parent.size += size
        parent.height = max(parent.height, height + 1)
        self._check_depth(event, parent.height)
        if not parent.mapping:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self._checked_key(node, event, parent)
        else:
            self._enter(parent, parent.key, node, event)
            parent.key = None

    def _checked_key(self, node: Node, event: Any, parent: _Open) -> Scalar:
        if not isinstance(node, Scalar):
            raise self._refusal(
                event, "a key must be a text, not a list or a mapping", "键必须是文字，不能是列表或映射"
            )
        first = parent.keys.get(node.value)
        if first is not None:
            line = self._source.position(first.start)[0]
            raise self._refusal(event, f"the key {node.value!r} is given twice (first on line {line})",
                                f"键“{node.value}”重复（首次出现在第 {line} 行）")  # fmt: skip
        return node

    def _enter(self, parent: _Open, key: Scalar, node: Node, event: Any) -> None:
        if key.kind != "merge":
            parent.keys[key.value] = key
            parent.items.append(node)
            return
        for one in node.items if isinstance(node, Sequence) else (node,):
            if not isinstance(one, Mapping):
                raise self._refusal(event, "<< takes a mapping (<<: *name)", "<< 之后应为映射（<<: *名称）")
            parent.merged += one.entries

    def _check_depth(self, event: Any, height: int) -> None:
        if len(self._open) + height > MAX_DEPTH:
            raise self._refusal(event, f"nested more than {MAX_DEPTH} deep", f"嵌套超过 {MAX_DEPTH} 层")

    def _refusal(self, event: Any, en: str, zh: str) -> InputError:
        return refusal(self._source, self._base + event.start_mark.index, en, zh)
