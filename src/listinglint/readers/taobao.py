"""Taobao Assistant (淘宝助理) data packs: a table in UTF-16 or GBK behind a line `version 1.00`, its pictures beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from re import compile as _compile

from listinglint.counted import many
from listinglint.model import FileNote, Words
from listinglint.readers.columns import Meanings
from listinglint.readers.entries import Entry, Item, Meaning, attribute, spans
from listinglint.readers.export import Export
from listinglint.readers.taobao_codes import NAMES, Codes, codes_near, resolved

_NAMES = {
    "title": Meaning("field", "title"),
    "subtitle": Meaning("field", "subtitle"),
    "description": Meaning("field", "description"),
    "wireless_desc": Meaning("field", "description.mobile"),
    "outer_id": Meaning("id", "attributes.商家编码"),
    "price": attribute("价格"),
    "barcode": attribute("条形码"),
    "qualification": attribute("商品资质"),
    "location_state": attribute("省"),
    "location_city": attribute("城市"),
    "buyareatype": attribute("采购地"),
    "global_stock_country": attribute("国家地区"),
}
# Columns that are read together: names in one, values in another, or texts behind codes.
_OWN = (
    "picture",
    "cateProps",
    "inputPids",
    "inputValues",
    "propAlias",
    "input_custom_cpv",
    "cpv_memo",
    "skuProps",
    "num_id",
)
# Numbers of attributes that mean the same in every category.
_PIDS = {"20000": "品牌", "13021751": "货号", "1627207": "颜色分类", "20509": "尺码"}
_TEXT = _compile(r"(?P<pid>-?\d+):-?\d+:(?P<text>[^;]*[^;\s][^;]*)")
_PICTURE = _compile(r"(?P<name>[^:;|]+):(?P<kind>\d+):\d+:(?P<codes>[^|;]*)(?:\|(?P<url>[^;]*))?")


def is_header(header: Sequence[str]) -> bool:
    """Tell the second of the three header rows, which holds the English keys."""
    return {"title", "cid", "description"} <= set(header) and not {"cateProps", "picture", "num"}.isdisjoint(header)


def _label(cells: Sequence[str]) -> bool:
    """Tell the third header row, which holds the Chinese names."""
    return cells[0].strip() == "宝贝名称"


def _meanings(_header: Sequence[str]) -> Meanings:
    def meaning(header: str) -> Meaning:
        return _NAMES.get(header) or (Meaning("own", header) if header in _OWN else Meaning("technical"))

    return meaning


def _finish(item: Item, codes: Codes) -> Item:
    """Read what the seller typed in, and the codes that the shop's table explains; the others are counted and told."""
    own = {entry.name: entry for entry in item.entries if entry.kind == "own"}
    found = [entry for entry in item.entries if entry.kind != "own"]
    found += _typed(own.get("inputPids"), own.get("inputValues"))
    for name in ("input_custom_cpv", "cpv_memo", "propAlias"):
        found += _behind_codes(own.get(name))
    found += _pictures(own.get("picture"))
    unknown = 0
    for name in ("cateProps", "skuProps"):
        known, left = resolved(own.get(name), codes)
        found += known
        unknown += left
    name = item.id or (own["num_id"].text if "num_id" in own else "")
    return item._replace(id=name, entries=tuple(found), notes=_unresolved(item, unknown))


def _finish_near(path: Path) -> Callable[[Item], Item]:
    return partial(_finish, codes=codes_near(path))


def _unresolved(item: Item, codes: int) -> tuple[FileNote, ...]:
    if not codes:
        return ()
    source = item.entries[0].origin.source
    told = Words(
        f"第 {item.line} 行有 {codes} 个属性编码（pid:vid）未能识别：请在数据包旁放对照表 {NAMES[1]}",
        f"row {item.line} holds {many(codes, 'attribute code')} (pid:vid) that no table explains; put {NAMES[0]} beside the pack",
    )
    return (FileNote(source.file, "", told),)


def _typed(pids: Entry | None, values: Entry | None) -> Iterator[Entry]:
    """Read inputPids `20000,13021751` and inputValues `月白,YB-01`: the values of attributes that have no code."""
    if values is None:
        return
    numbers = [one.strip() for one in pids.text.split(",")] if pids else []
    parts = list(spans(values.text, ","))
    if len(parts) != len(numbers):
        # A value holds a comma itself: which of them nobody can tell.
        yield values.renamed("attributes.inputValues")
        return
    for number, (first, last) in zip(numbers, parts, strict=True):
        yield from _named(values, number, first, last)


def _named(values: Entry, number: str, first: int, last: int) -> Iterator[Entry]:
    """Read a value; `月白;材质;925银` holds further names and values of the same kind."""
    inner = list(spans(values.text[first:last], ";"))
    name = _PIDS.get(number, f"pid {number}")
    for index, (start, end) in enumerate(inner):
        if index % 2 == 0:
            yield values.part(first + start, first + end, f"attributes.{name}")
        else:
            name = values.text[first + start : first + end]


def _behind_codes(entry: Entry | None) -> Iterator[Entry]:
    """Read `1627207:3232483:雾蓝;`: words that the seller wrote for a code."""
    if entry is None:
        return
    for found in _TEXT.finditer(entry.text):
        name = _PIDS.get(found["pid"], f"pid {found['pid']}")
        yield entry.part(*found.span("text"), f"attributes.{name}")


def _pictures(entry: Entry | None) -> Iterator[Entry]:
    """Read `name:1:0:|address;`: the kind is 1 for the pictures of the product and 2 for those of a variant."""
    if entry is None:
        return
    for found in _PICTURE.finditer(entry.text):
        part = "url" if (found["url"] or "").strip() else "name"
        yield entry.part(*found.span(part), "" if found["kind"] == "1" else "sku", "image")


def _roots(path: Path) -> tuple[str, ...]:
    return (path.stem,)


READER = Export(
    "taobao",
    Words("淘宝助理数据包", "Taobao Assistant data pack"),
    is_header,
    _meanings,
    channels=("taobao",),
    markets=("CN",),
    left_out=_label,
    finish_near=_finish_near,
    roots=_roots,
    suffixes=(".tbi", ".jpg", ".png"),
).reader()
