"""Several reports of one run: the same counts in each, each in its place, nothing half written."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from listinglint.cli.checking import run
from listinglint.cli.request import Request
from listinglint.cli.writing import unwritable
from listinglint.errors import UsageError
from listinglint.model import Result
from listinglint.run.spool import Spool

TEXT = "title: 全网最佳18K金项链\nattributes:\n  材质: 铜镀18K金\n"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shop" / "N1"
    folder.mkdir(parents=True)
    (folder / "listing.yaml").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_one_run_writes_all_reports(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("a.html", "a.csv", "a.json", "a.md", "a.sarif", "a.xml")
    code = run(Request((Path("shop"),), lang="zh", output_format="jsonl", reports=tuple(map(Path, names))))
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 1
    assert told[-1]["type"] == "summary"
    found = [one["fingerprint"] for one in told if one["type"] == "finding"]
    assert found
    rows = list(csv.DictReader(io.StringIO((shop / "a.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert [row["fingerprint"] for row in rows if row["fingerprint"]] == found
    assert json.loads((shop / "a.json").read_text(encoding="utf-8"))["summary"] == told[-1]
    assert all(one in (shop / "a.html").read_text(encoding="utf-8") for one in found)
    assert {path.name for path in shop.iterdir()} == {"shop", *names}


def test_a_sheet_shows_the_whole_title(shop: Path) -> None:
    run(Request((Path("shop"),), lang="zh", output_format="csv", output=Path("a.csv")))
    rows = list(csv.DictReader(io.StringIO((shop / "a.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert {row["原文"] for row in rows if row["位置"] == "标题"} == {"全网最佳18K金项链"}
    assert {row["修改后"] for row in rows} == {""}


def test_a_page_without_a_place_gets_one(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(Request((Path("shop"),), lang="zh", output_format="html"))
    assert (shop / "检查结果.html").exists()
    assert "1 个商品" in capsys.readouterr().out


def test_an_ending_that_names_no_format(shop: Path) -> None:
    with pytest.raises(UsageError, match=r"must end in one of .*\.xlsx"):
        run(Request((Path("shop"),), reports=(Path("a.pdf"),)))
    assert [path.name for path in shop.iterdir()] == ["shop"]


def test_the_day_of_a_report_can_be_fixed(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1746230400")
    for name in ("a.html", "b.html"):
        run(Request((Path("shop"),), lang="zh", output_format="html", output=Path(name)))
    assert (shop / "a.html").read_bytes() == (shop / "b.html").read_bytes()
    assert "2025-05-0" in (shop / "a.html").read_text(encoding="utf-8")


def test_processes_keep_what_the_page_shows(shop: Path) -> None:
    for name, jobs in (("a.html", 1), ("b.html", 2)):
        run(Request((Path("shop"),), lang="zh", output_format="html", output=Path(name), jobs=jobs))
    assert (shop / "a.html").read_bytes() == (shop / "b.html").read_bytes()


def test_a_spool_gives_results_back_as_often_as_asked() -> None:
    results = [Result(f"L{number}", "f") for number in range(3)]
    with Spool() as spool:
        assert list(spool.kept(results)) == results
        assert list(spool.again()) == results
        assert list(spool.again()) == results


def test_a_sheet_that_is_open_elsewhere_is_named(shop: Path) -> None:
    with pytest.raises(UsageError, match=r"a\.xlsx cannot be written: .*; close it in the spreadsheet first"):
        raise unwritable(shop / "a.xlsx", PermissionError(13, "Permission denied"))
