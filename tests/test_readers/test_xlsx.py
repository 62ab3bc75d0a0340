"""Workbooks: a shop's own table, an Amazon template, and what people leave lying about in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from listinglint.model import Listing, NotChecked
from listinglint.readers.base import ReadSettings
from listinglint.readers.xlsx import READER

openpyxl = pytest.importorskip("openpyxl")
Sheets = dict[str, list[list[Any]]]
GOODS = [
    ["商品编码", "商品标题", "材质", "主图"],
    ["A1", "最佳戒指", "925银", "https://x.test/1.jpg"],
    ["A2", "项链", "铜", ""],
]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Listing | NotChecked]]:
    def build(sheets: Sheets, then: Callable[[Any], None] = lambda _book: None) -> list[Listing | NotChecked]:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        then(book)
        path = tmp_path / "goods.xlsx"
        book.save(path)
        assert READER.recognises(path, path.read_bytes()[:100])
        return list(READER.read(path, ReadSettings(root=tmp_path.as_posix())))

    return build


def test_a_shops_own_table(read: Callable[..., list[Any]]) -> None:
    first, second = read({"商品": [["2026 年商品"], *GOODS]})
    assert (first.id, second.id, first.line) == ("A1", "A2", 3)
    place = first.fields[0].at(0, 2)
    assert (place.text, place.cell, place.line, place.column, place.exact) == ("A1", "商品!A3", 3, 1, True)
    title = next(field for field in first.fields if field.path == "title").at(0, 2)
    assert (title.text, title.cell) == ("最佳", "商品!B3")


def test_sheets_of_goods_are_read_and_the_others_told(read: Callable[..., list[Any]]) -> None:
    labels = ["SKU", "Product Name", "Price", "Material", "Parent SKU"]
    amazon = [["TemplateType=jewelry", "Version=2015.1203"], labels,
              ["item_sku", "item_name", "standard_price", "material_type", "parent_sku"],
              ["P1", "Silver ring", 12, "silver", ""], ["C9", "Chain", 3, "brass", ""], ["P1-7", "Silver ring 7", 12, "silver", "P1"]]  # fmt: skip

    def hide(book: Any) -> None:
        book["旧"].sheet_state = "hidden"

    found = read({"说明": [["请填写"]], "Template": amazon, "旧": GOODS, "商品": GOODS}, hide)
    assert [one.id for one in found] == ["P1", "C9", "A1", "A2"]
    assert {one.layout for one in found} == {"xlsx"}
    assert found[0].channels == ("amazon",)
    assert any(field.path.startswith("variants[0]") for field in found[0].fields)
    told = [note.why.en for note in found[0].notes]
    assert sum("is not read" in one for one in told) == 2


def test_numbers_dates_formulas_and_merged_cells(read: Callable[..., list[Any]]) -> None:
    rows = [
        ["商品编码", "商品标题", "价格", "上市日期", "总价", "材质"],
        [1001.0, "戒指", 12.5, date(2026, 3, 1), "=C2*2", "银"],
        [1002, "", 3, None, None, ""],
    ]

    def merge(book: Any) -> None:
        book["商品"].merge_cells("F2:F3")

    formulas, merged, first, *_ = read({"商品": rows}, merge)
    assert (formulas.cause, formulas.line, "E2" in formulas.reason.en) == ("failed", 2, True)
    assert (merged.cause, merged.line, "F2:F3" in merged.reason.en) == ("unavailable", 2, True)
    told = {field.path: field.text for field in first.fields}
    assert (first.id, told["attributes.价格"], told["attributes.上市日期"]) == ("1001", "12.5", "2026-03-01")
    assert "attributes.总价" not in told


def test_a_workbook_that_is_broken_is_told(tmp_path: Path, read: Callable[..., list[Any]]) -> None:
    read({"商品": GOODS})
    path = tmp_path / "goods.xlsx"
    path.write_bytes(path.read_bytes()[:2000])
    (told,) = READER.read(path, ReadSettings())
    assert isinstance(told, NotChecked)
    assert told.cause == "failed"
    (none,) = read({"说明": [["什么也没有"]]})
    assert isinstance(none, NotChecked)
    assert "no sheet with a header row of goods" in none.reason.en


def test_hidden_rows_and_columns_are_checked_and_noted(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["编号", "标题", "材质", "描述"], ["A1", "银戒指", "925银", "小巧"], ["A2", "银耳钉", "925银", "轻便"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.save(tmp_path / "goods.xlsx")
    found = [one for one in READER.read(tmp_path / "goods.xlsx", ReadSettings()) if isinstance(one, Listing)]
    assert [[field.text for field in one.fields if field.path == "attributes.材质"] for one in found] == [["925银"]] * 2
    notes = [note.why for one in found for note in one.notes if "隐藏" in note.why.zh]
    assert [one.zh for one in notes] == ["工作表“Sheet”的第 3 行、第 C 列是隐藏的，已一并检查"]
    assert notes[0].en == "sheet 'Sheet': hidden row 3 and column C are checked like the others"
