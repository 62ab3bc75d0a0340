"""Reads JSON files that hold products: what each format says of an object becomes listings in one and the same way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from re import compile as _compile
from typing import Any

from listinglint.errors import InputError
from listinglint.model import NotChecked, Words
from listinglint.origins import complaints
from listinglint.origins.jsonrecords import MAX_RECORD, json_records
from listinglint.origins.jsontext import Pointer, locate, members
from listinglint.origins.stretch import Stretch
from listinglint.readers.base import Read, Reader, ReadSettings, failed, shown
from listinglint.readers.entries import Item
from listinglint.readers.export import listings
from listinglint.readers.families import Family, adjacent
from listinglint.readers.product import Shape
from listinglint.readers.shelf import Shelf
from listinglint.readers.table import chunks, start_of
from listinglint.tuples import NamedTuple

LISTS = frozenset((
    "products", "items", "listings", "documents", "records", "goods", "results", "data", "entries", "messages", "@graph",
    "商品", "商品列表", "产品",
))  # fmt: skip
AROUND = frozenset(("data", "result", "response", "feed", "shop", "catalog", "catalogue", "store"))
_KEY = _compile(r'"((?:[^"\\]|\\.){1,80})"\s*:')
Record = dict[str, Any]


class JsonExport(NamedTuple):
    """One JSON format: `known` tells it by the keys in the beginning of a file, `items` reads one object of it."""

    name: str
    title: Words
    known: Callable[[set[str], str], bool]
    items: Callable[[Record, Stretch, ReadSettings], list[Item]]
    channels: tuple[str, ...] = ()
    channels_of: Callable[[set[str]], tuple[str, ...]] | None = None  # where the keys tell
    lines: bool = False  # one object a line
    files: bool = False
    suffixes: tuple[str, ...] = (".json",)

    def reader(self) -> Reader:
        """Return the reader of this format."""
        return Reader(self.name, self.title, self._recognises, self._read)

    def _recognises(self, path: Path, head: bytes) -> bool:
        if path.suffix.lower() not in self.suffixes:
            return False
        try:
            start = start_of(head).lstrip("\ufeff \t\r\n")
        except InputError:
            return False
        if self.lines:
            start = start.partition("\n")[0]
        return start[:1] in ("[", "{") and self.known(set(_KEY.findall(start)), start)

    def _read(self, path: Path, settings: ReadSettings) -> Read:
        file = shown(path, settings)
        try:
            channels = self.channels
            if self.channels_of:
                channels = self.channels_of(set(_KEY.findall(next(chunks(path, settings), ""))))
            shape = Shape(self.name, file, Shelf(path.parent, settings, strict=self.files), channels)
            families = self._families(path, settings, file)
            yield from listings(adjacent(_flat(families)) if self.lines else families, shape, self.title)
        except InputError as broken:
            yield failed(broken, file)

    def _families(self, path: Path, settings: ReadSettings, file: str) -> Iterator[Family]:
        pieces = chunks(path, settings, longest=MAX_RECORD if self.lines else 0)
        sources = (
            lines_of(pieces, file) if self.lines else (one.source for one in json_records(pieces, LISTS, AROUND, file))
        )
        for source in sources:
            try:
                value = parsed(source)
            except InputError as broken:
                yield failed(broken, f"{file}:{source.line}")
                continue
            # Products that lie side by side in one list must have ids of their own; those of two lists need not.
            scope = f"{source.line}:{source.column}"
            for record, where in _records(value, source):
                if isinstance(record, dict):
                    head, *variants = self.items(record, where, settings)
                    head = head._replace(
                        id=head.id or f"{path.stem}:{where.line}", scope="" if where is source else scope
                    )
                    yield [head, *variants]
                else:
                    yield failed(_no_object(where), f"{file}:{where.line}")


def _flat(families: Iterator[Family]) -> Iterator[Item | NotChecked]:
    for family in families:
        yield from (family,) if isinstance(family, NotChecked) else family


def parsed(source: Stretch) -> Any:
    """Return a JSON value, numbers as they are written; raises `InputError` with the line where it is none."""
    try:
        return json.loads(source.text, parse_float=str, parse_int=str)
    except json.JSONDecodeError as broken:
        line = source.position(broken.pos)[0]
        raise InputError(f"not valid JSON: {broken.msg}", zh=f"不是有效的 JSON：{complaints.json(broken.msg)}",
                         file=source.file, line=line) from None  # fmt: skip
    except RecursionError:
        raise InputError("nested too deeply", zh="嵌套过深", file=source.file, line=source.line) from None


def cut(source: Stretch, start: int, end: int) -> Stretch:
    """Return a part of a record as a record of its own."""
    line, column = source.position(start)
    return Stretch(source.file, source.text[start:end], line, column)


def part(source: Stretch, pointer: Pointer) -> Stretch:
    """Return the value that `pointer` names within a record as a record of its own."""
    start, end = locate(source.text, 0, pointer) or (0, len(source.text))
    return cut(source, start, end)


def lines_of(pieces: Iterator[str], file: str) -> Iterator[Stretch]:
    """Yield the lines of a file that hold anything."""
    rest, line = "", 1
    for piece in pieces:
        *whole, rest = (rest + piece).split("\n")
        for one in whole:
            if one.strip():
                yield Stretch(file, one.rstrip("\r"), line)
            line += 1
    if rest.strip():
        yield Stretch(file, rest, line)


def _records(value: Any, source: Stretch) -> Iterator[tuple[Any, Stretch]]:
    """Yield a record, or those of the list that it wraps (`{"index": …, "documents": […]}`)."""
    key = ""
    if isinstance(value, dict):
        key = next((one for one in LISTS if isinstance(value.get(one), list) and len(value) <= 5), "")
    if not key or "title" in value or "name" in value:
        yield value, source
        return
    start, _ = locate(source.text, 0, (key,)) or (0, 0)
    for member, one in zip(members(source.text, start), value[key], strict=False):
        yield one, cut(source, member.start, member.end)  # a source of its own: the whole list would go with each


def _no_object(source: Stretch) -> InputError:
    return InputError(
        "a product must be an object {…}", zh="每个商品应为一个对象 {…}", file=source.file, line=source.line
    )
