"""What Taobao's attribute codes (`pid:vid`) stand for, from a table that the shop keeps beside its data pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from re import Match
from re import compile as _compile

from listinglint.errors import InputError
from listinglint.readers.base import ReadSettings
from listinglint.readers.entries import Entry
from listinglint.readers.table import open_table
from listinglint.tuples import NamedTuple

NAMES = ("pid-vid.csv", "属性对照表.csv")
_UP = 3  # folders above the pack in which the table may lie
_CODE = _compile(r"(?P<pid>-?\d+):(?P<vid>-?\d+)(?=;|\Z)")
_COLUMNS = {"pid": "pid", "属性编号": "pid", "name": "name", "属性名": "name", "属性": "name", "vid": "vid", "属性值编号": "vid",
            "value": "value", "属性值": "value"}  # fmt: skip


class Code(NamedTuple):
    """What one code stands for."""

    name: str
    value: str


Codes = Mapping[tuple[str, str], Code]


def codes_near(path: Path) -> Codes:
    """Return the codes that the nearest table explains, none without one; raises `InputError` for one that is no table."""
    for folder in list(path.absolute().parents)[:_UP]:
        for name in NAMES:
            table = folder / name
            if table.is_file():
                return _table(table, table.stat().st_mtime_ns)
    return {}


@lru_cache(maxsize=8)
def _table(path: Path, _changed: int) -> Codes:
    table = open_table(path, ReadSettings(), _is_header)
    if not _is_header(table.header):
        raise InputError(
            "the table of attribute codes needs the columns pid, name, vid and value",
            zh="属性对照表应有 pid、属性名、vid、属性值 四列", file=path.name, line=table.header_line,
        )  # fmt: skip
    at = {_COLUMNS[name]: number for number, name in enumerate(table.header) if name in _COLUMNS}
    found: dict[tuple[str, str], Code] = {}
    for row in table.rows:
        cells = [cell.strip() for cell in row.cells]
        if len(cells) > max(at.values()):
            found[cells[at["pid"]], cells[at["vid"]]] = Code(cells[at["name"]], cells[at["value"]])
    return found


def _is_header(header: Sequence[str]) -> bool:
    return {"pid", "name", "vid", "value"} <= {_COLUMNS.get(name, "") for name in header}


def resolved(entry: Entry | None, codes: Codes) -> tuple[list[Entry], int]:
    """Return the attributes that the codes of a cell stand for, and how many nobody explains."""
    found, unknown = [], 0
    for one in _each(entry):
        code = codes.get((one["pid"], one["vid"]))
        if entry is None or code is None or not code.value:
            unknown += 1
        else:
            part = entry.part(*one.span(), f"attributes.{code.name or one['pid']}")
            found.append(part._replace(text=code.value))
    return found, unknown


def _each(entry: Entry | None) -> Iterator[Match[str]]:
    return _CODE.finditer(entry.text) if entry else iter(())
