"""Workbooks: one cell changes; every other cell keeps its value and look, every other part its bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listinglint import writers
from listinglint.model import Edit
from listinglint.writers import Wanted
from tests.test_writers.conftest import Shop

openpyxl = pytest.importorskip("openpyxl")
PIECES = ["最佳", "a", " ", "&", "<b>", '"', "'", "\n", "😀", "]]>", "1", "="]


def book(*, rich: bool = False) -> bytes:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.chart import BarChart, Reference
    from openpyxl.styles import Font

    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "商品"
    sheet.append(["商品编码", "商品标题", "材质", "价格", "上市日期", "合计"])
    title: Any = CellRichText("全网", TextBlock(InlineFont(b=True), "最佳"), "戒指") if rich else "全网最佳戒指"
    sheet.append(["A1", title, "925银", 12.5, date(2026, 3, 1), "=D2*2"])
    sheet.append(["A2", "最佳项链", " 铜 & 银 ", 3, None, None])
    sheet["B2"].font = Font(bold=True, color="FF0000")
    other = made.create_sheet("图")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=1, max_row=3), titles_from_data=True)
    other.add_chart(chart, "A1")
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def values(data: bytes) -> dict[tuple[str, str], tuple[Any, bool]]:
    made = openpyxl.load_workbook(BytesIO(data), rich_text=False)
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.font.b) for sheet in made for row in sheet for cell in row
    }


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return {one: packed.read(one) for one in packed.namelist()}


@pytest.mark.parametrize("rich", [False, True])
def test_only_the_sheet_with_the_cell_is_written_anew(shop: Shop, rich: bool) -> None:
    path = shop.put("goods.xlsx", book(rich=rich))
    revision = shop.replace(path, "title", "最佳", '优质 & "<好>"')
    assert not revision.refused
    (changed,) = revision.files
    before, after = parts(changed.before), parts(changed.after)
    assert [one for one in before if before[one] != after[one]] == ["xl/worksheets/sheet1.xml"]
    assert list(before) == list(after)
    was, now = values(changed.before), values(changed.after)
    assert now == {**was, ("商品", "B2"): ('全网优质 & "<好>"戒指', True)}
    assert "@@ 商品!B2 @@\n-全网最佳戒指\n+全网优质" in writers.diff(revision)
    if rich:
        kept = openpyxl.load_workbook(BytesIO(changed.after), rich_text=True)["商品"]["B2"].value
        assert [str(one) for one in kept] == ["全网", '优质 & "<好>"', "戒指"]


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_goes_into_any_cell(shops: Callable[[], Shop], data: st.DataObject) -> None:
    shop = shops()
    path = shop.put("goods.xlsx", book(rich=data.draw(st.booleans())))
    new = "x" + "".join(data.draw(st.lists(st.sampled_from(PIECES), max_size=5))) + "y"
    number, cell = data.draw(st.sampled_from([(0, "B2"), (1, "B3")]))
    listing = shop.listings(path)[number]
    text = next(one.text for one in listing.fields if one.path == "title")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    revision = shop.revise(path, Wanted(listing.id, Edit("title", start, end, new), text[start:end]))
    assert not revision.refused
    (changed,) = revision.files
    was, now = values(changed.before), values(changed.after)
    bold = was["商品", cell][1]
    assert now == {**was, ("商品", cell): (text[:start] + new + text[end:], bold)}


def test_numbers_stay_numbers_and_dates_and_formulas_are_refused(shop: Shop) -> None:
    path = shop.put("goods.xlsx", book())
    number = values(shop.replace(path, "attributes.价格", "12.5", "15").files[0].after)
    assert number["商品", "D2"][0] == 15
    text = values(shop.replace(path, "attributes.价格", "12.5", "15 元").files[0].after)
    assert text["商品", "D2"][0] == "15 元"
    day = shop.replace(path, "attributes.上市日期", "03", "04")
    assert "date" in day.refused[0].reason.en
    assert not day.files


def test_several_cells_change_together_and_a_signed_workbook_does_not(shop: Shop) -> None:
    path = shop.put("goods.xlsx", book())
    wanted = [Wanted("A1", Edit("title", 2, 4, "好"), "最佳"), Wanted("A2", Edit("title", 0, 2, "好"), "最佳"),
              Wanted("A2", Edit("attributes.材质", 0, 1, "黄铜"), "铜")]  # fmt: skip
    now = values(shop.revise(path, *wanted).files[0].after)
    assert [now["商品", one][0] for one in ("B2", "B3", "C3")] == ["全网好戒指", "好项链", " 黄铜 & 银 "]
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("_xmlsignatures/origin.sigs", "")
    assert "signed" in shop.revise(path, wanted[0]).refused[0].reason.en


def test_macros_stay_and_cells_without_names_are_counted(shop: Shop) -> None:
    strip = {"xl/worksheets/sheet1.xml": lambda text: text.replace(' r="B2"', "").replace(' r="A2"', "")}
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in parts(book()).items():
            packed.writestr(name, strip.get(name, str)(content.decode()) if name in strip else content)
        packed.writestr("xl/vbaProject.bin", b"\0macro")
    path = shop.put("goods.xlsm", out.getvalue())
    revision = shop.replace(path, "title", "最佳", "好")
    assert parts(revision.files[0].after)["xl/vbaProject.bin"] == b"\0macro"
    assert shop.texts(shop.put("goods.xlsm", revision.files[0].after))["title"] == "全网好戒指"
