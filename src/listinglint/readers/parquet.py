"""A table of goods saved as Parquet, one row a product, a piece of it in memory at a time; needs the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from listinglint.errors import InputError
from listinglint.model import Origin, Verbatim, Words
from listinglint.readers import catalogue, google
from listinglint.readers.base import Read, Reader, ReadSettings, failed, missing, shown
from listinglint.readers.columns import Column, columns_of
from listinglint.readers.entries import Entry, Item, attribute, entries
from listinglint.readers.export import listings
from listinglint.readers.families import adjacent
from listinglint.readers.product import Shape
from listinglint.readers.shelf import Shelf
from listinglint.readers.xlsx import CellSource, cell_text

TITLE = Words("商品表格（Parquet）", "table of goods (Parquet)")
_ROWS = 1024  # read at a time
_PAIRS = (("key", "value"), ("name", "value"), ("label", "value"))


def recognises(path: Path, head: bytes) -> bool:
    """Tell a Parquet file by its first bytes."""
    return path.suffix.lower() in (".parquet", ".pq") and head.startswith(b"PAR1")


def read(path: Path, settings: ReadSettings) -> Read:
    """Yield one listing a row."""
    file = shown(path, settings)
    try:
        import pyarrow.parquet as pq  # 60 MB, and half a second: only where such a file is read
    except ImportError:
        yield missing("parquet", "Parquet", file)
        return
    try:
        with pq.ParquetFile(path) as table:
            header = [str(name) for name in table.schema_arrow.names]
            export = google.EXPORT if google.EXPORT.is_header(header) else catalogue.EXPORT
            channels = export.channels_of(header) if export.channels_of else export.channels
            columns = columns_of(header, export.meanings(header), settings)
            layout = export.layout(columns, "parquet")
            shape = Shape(layout, file, Shelf(path.parent, settings, strict=export.files), channels)
            yield from listings(adjacent(_items(table, columns, file, export.finish)), shape, TITLE)
    except InputError as broken:
        yield failed(broken, file)
    except (OSError, ValueError) as broken:  # what pyarrow raises is one of these
        told = str(broken).splitlines()[0]
        yield failed(InputError(f"not readable as Parquet: {told}", zh=f"无法按 Parquet 读取：{told}", file=file), file)


def _items(table: Any, columns: list[Column], file: str, finish: Any) -> Iterator[Item]:
    number = 0
    for batch in table.iter_batches(batch_size=_ROWS):
        for row in batch.to_pylist():
            number += 1
            found: list[Entry] = []
            for column in columns:
                origin = partial(_origin, file, number)
                found += _entries(column, row.get(column.header), column.header, origin)
            item = Item("", number, tuple(found))
            item = finish(item._replace(id=item.told("id"), parent=item.told("parent")))
            yield item if item.id else item._replace(id=f"{Path(file).stem}:{number}")


def _entries(column: Column, value: Any, name: str, origin: Any) -> Iterator[Entry]:
    """Yield what a value holds; lists and structures are opened as far as they go."""
    if value is None or isinstance(value, bool | bytes):
        return
    if isinstance(value, list | tuple):
        for index, one in enumerate(value):
            key, told = _pair(one)
            inner = column._replace(meaning=attribute(key)) if key else column
            yield from _entries(inner, told, f"{name}[{index}]", origin)
    elif isinstance(value, dict):
        plain = column.header in ("attributes", "属性", "specs")
        for key, one in value.items():
            label = key if plain else f"{column.header}.{key}"
            yield from _entries(column._replace(meaning=attribute(label)), one, f"{name}.{key}", origin)
    else:
        text = cell_text(value)
        yield from entries(column.meaning, text, origin(text, name))


def _pair(one: Any) -> tuple[str, Any]:
    """Return the name and the value of an item that is such a pair: a map's entry, or `{"name": …, "value": …}`."""
    if isinstance(one, tuple) and len(one) == 2:
        return str(one[0]), one[1]
    if isinstance(one, dict):
        for key, value in _PAIRS:
            if set(one) == {key, value}:
                return str(one[key]), one[value]
    return "", one


def _origin(file: str, number: int, text: str, name: str) -> Origin:
    return Verbatim(CellSource(file, text, number), 0, len(text), f"row {number}, {name}")


READER = Reader("parquet", TITLE, recognises, read)
