"""`fix` and `apply`: what goes into the files, what is refused, and that nothing else changes."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from listinglint import corrections
from listinglint.cli import changing
from listinglint.cli.checking import run
from listinglint.cli.request import Request
from listinglint.errors import InputError

YAML = """# our ring
id: R1
title: "Jewlery ring, sterling sliver"  # to be checked
bullets:
- adjustible, one size
- '925 银，全网最佳'
"""
MARKDOWN = "---\nid: M1\ntitle: 全网最佳银戒指\n---\n\n# 描述\n\n这枚戒指国家级工艺。第二句是事实。\n"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, file, text in (("R1", "listing.yaml", YAML), ("M1", "product.md", MARKDOWN)):
        (tmp_path / "shop" / name).mkdir(parents=True)
        (tmp_path / "shop" / name / file).write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fixed(write: bool, unsafe: bool = False) -> int:
    return changing.run_fix(Request((Path("shop"),), lang="en"), write, unsafe, backup=False)


def test_diff_changes_nothing_and_write_does(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = shop / "shop/R1/listing.yaml"
    assert fixed(write=False) == 1
    shown = capsys.readouterr().out
    assert '+title: "Jewelry ring, sterling silver"  # to be checked' in shown
    assert file.read_text(encoding="utf-8") == YAML
    assert fixed(write=True) == 0
    assert capsys.readouterr().out == shown
    told = file.read_text(encoding="utf-8")
    assert told == YAML.replace("Jewlery", "Jewelry").replace("sliver", "silver").replace("adjustible", "adjustable")
    assert not list(shop.rglob("*.bak"))


def test_a_second_fix_has_nothing_to_do(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fixed(write=True)
    before = {path: path.read_bytes() for path in shop.rglob("*.*") if path.is_file()}
    capsys.readouterr()
    assert fixed(write=True) == 0
    assert capsys.readouterr().out == ""
    assert {path: path.read_bytes() for path in shop.rglob("*.*") if path.is_file()} == before


@pytest.mark.usefixtures("shop")
def test_what_was_fixed_is_no_finding_any_more(capsys: pytest.CaptureFixture[str]) -> None:
    fixed(write=True)
    capsys.readouterr()
    run(Request((Path("shop"),), select=("wording/spelling",), output_format="jsonl"))
    assert '"findings": {"error": 0, "warning": 0, "info": 0}' in capsys.readouterr().out


Sheet = Callable[..., Path]


@pytest.fixture
def sheet(shop: Path) -> Sheet:  # noqa: ARG001  # it stands in the shop
    """Write the findings sheet, fill in new texts by (listing, place), and return it."""

    def make(new: dict[tuple[str, str], str], name: str = "清单.csv", encoding: str = "utf-8-sig") -> Path:
        run(Request((Path("shop"),), lang="zh", output_format="csv", output=Path(name)))
        rows = list(csv.reader(Path(name).read_text(encoding="utf-8-sig").splitlines(keepends=True)))
        heads = rows[0]
        for row in rows[1:]:
            told = new.pop((row[heads.index("商品")], row[heads.index("位置")]), "")
            row[heads.index("修改后")] = told
        assert new == {}
        with Path(name).open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
        return Path(name)

    return make


def applied(path: Path, dry: bool = False) -> int:
    return changing.run_apply(path, None, "zh", dry, backup=True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_corrections_go_where_they_belong(shop: Path, sheet: Sheet, encoding: str) -> None:
    path = sheet({("R1", "卖点2"): '"925 银": 手工#1', ("M1", "标题"): "银戒指：素圈"}, encoding=encoding)
    assert applied(path) == 0
    assert (shop / "shop/R1/listing.yaml.bak").read_text(encoding="utf-8") == YAML
    told = (shop / "shop/R1/listing.yaml").read_text(encoding="utf-8")
    assert told.startswith('# our ring\nid: R1\ntitle: "Jewlery ring, sterling sliver"  # to be checked\n')
    assert "手工#1" in told
    assert (shop / "shop/M1/product.md").read_text(encoding="utf-8").splitlines()[2].startswith("title: ")


def test_a_sentence_of_a_description_is_replaced_alone(shop: Path, sheet: Sheet) -> None:
    assert applied(sheet({("M1", "描述"): "这枚戒指手工抛光。第二句是事实。"})) == 0
    told = (shop / "shop/M1/product.md").read_text(encoding="utf-8")
    assert told.startswith("---\nid: M1\ntitle: 全网最佳银戒指\n---\n\n")
    assert "手工抛光。第二句是事实。" in told
    assert "国家级" not in told


def test_a_row_whose_text_has_changed_is_refused(shop: Path, sheet: Sheet, capsys: pytest.CaptureFixture[str]) -> None:
    path = sheet({("M1", "标题"): "银戒指", ("R1", "卖点2"): "925 银"})
    file = shop / "shop/M1/product.md"
    changed = MARKDOWN.replace("全网最佳银戒指", "全网最佳银手镯")
    file.write_text(changed, encoding="utf-8")
    capsys.readouterr()
    assert applied(path) == 1
    assert "检查之后文字已改变" in capsys.readouterr().out
    assert file.read_text(encoding="utf-8") == changed
    assert "925 银'" in (shop / "shop/R1/listing.yaml").read_text(encoding="utf-8")


def test_applying_twice_says_that_it_is_done(sheet: Sheet, capsys: pytest.CaptureFixture[str]) -> None:
    path = sheet({("M1", "标题"): "银戒指"})
    assert applied(path) == 0
    capsys.readouterr()
    assert applied(path) == 0
    assert "已经是修改后的文字" in capsys.readouterr().out


def test_diff_writes_nothing(shop: Path, sheet: Sheet, capsys: pytest.CaptureFixture[str]) -> None:
    path = sheet({("M1", "标题"): "银戒指"})
    capsys.readouterr()
    assert applied(path, dry=True) == 0
    assert "+title: 银戒指" in capsys.readouterr().out
    assert (shop / "shop/M1/product.md").read_text(encoding="utf-8") == MARKDOWN


def test_two_rows_that_disagree_are_both_refused(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(Request((Path("shop"),), lang="en", output_format="csv", output=Path("a.csv")))
    lines = list(csv.reader(Path("a.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    at = lines[0].index("New text")
    wanted = [row for row in lines if row[0] == "R1" and row[1] == "title"]
    assert len(wanted) > 1
    for number, row in enumerate(wanted):
        row[at] = f"Ring {number}"
    with Path("a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    capsys.readouterr()
    assert applied(Path("a.csv")) == 1
    assert "两种修改" in capsys.readouterr().out
    assert (shop / "shop/R1/listing.yaml").read_text(encoding="utf-8") == YAML


def test_another_table_is_not_taken_for_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("商品,价格\nR1,9\n", encoding="utf-8")
    with pytest.raises(InputError, match="no findings sheet: columns missing: new, file"):
        corrections.read(path)


def test_a_sheet_beside_the_goods_is_not_read_as_goods(sheet: Sheet, capsys: pytest.CaptureFixture[str]) -> None:
    sheet({}, name="shop/our-sheet.csv")
    capsys.readouterr()
    run(Request((Path("shop"),), output_format="jsonl"))
    assert "our-sheet" not in capsys.readouterr().out


@pytest.mark.usefixtures("shop")
def test_a_waiver_that_is_asked_for_is_listed_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    run(Request((Path("shop"),), lang="zh", output_format="csv", output=Path("a.csv")))
    rows = list(csv.reader(Path("a.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    heads = rows[0]
    wanted = next(row for row in rows if row[0] == "M1" and row[1] == "标题")
    wanted[heads.index("状态")], wanted[heads.index("备注")] = "申请豁免", '商标"最佳"'
    with Path("a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    capsys.readouterr()
    assert applied(Path("a.csv")) == 0
    told = capsys.readouterr().out
    assert f"listinglint waive {wanted[heads.index('fingerprint')]} --reason \"商标'最佳'\"" in told


def _workbook(path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["货号", "商品标题", "材质", "颜色", "价格"], ["R1", "全网最佳银戒指", "925银", "银色", 99]):
        sheet.append(row)
    book.save(path)


TABLE = "货号,商品标题,材质,颜色,价格\r\nR1,全网最佳银戒指,925银,银色,99\r\n"
SOURCES: dict[str, Callable[[Path], object]] = {
    "goods.csv": lambda path: path.write_bytes(TABLE.encode("gbk")),
    "goods.jsonl": lambda path: path.write_text('{"id": "R1", "title": "全网最佳银戒指"}\n', encoding="utf-8"),
    "goods.xlsx": _workbook,
}


@pytest.mark.parametrize("name", SOURCES)
def test_catalogue_files_take_corrections_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    SOURCES[name](tmp_path / name)
    request = Request((Path(name),), markets=("CN",), lang="zh", output_format="csv", output=Path("清单.csv"))
    run(request)
    rows = list(csv.reader(Path("清单.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    heads = rows[0]
    for row in rows[1:]:
        if row[heads.index("位置")] == "标题":
            assert row[heads.index("原文")] == "全网最佳银戒指"
            row[heads.index("修改后")] = '足银"素圈",戒指'
    with Path("清单.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert applied(Path("清单.csv")) == 0
    run(request)
    assert "最佳" not in Path("清单.csv").read_text(encoding="utf-8-sig")
    assert (tmp_path / f"{name}.bak").exists()
