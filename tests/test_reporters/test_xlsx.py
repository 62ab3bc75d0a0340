"""The workbook, read by the library that wrote it and by LibreOffice, and taken back after LibreOffice saved it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from listinglint import corrections
from listinglint.model import Image, Listing, Result, Severity
from listinglint.report import Tally, sketched
from listinglint.sheet import COLUMNS, NAMES

from .conftest import finding

openpyxl = pytest.importorskip("openpyxl")


@pytest.fixture
def necklace(listing: Callable[..., Listing], picture: Callable[..., Image]) -> Result:
    images = (picture("main", (640, 480), "a.png"),)
    one = listing("=1+1 全网最佳", title="全网最佳18K金项链", images=images)
    body, title = one.fields
    told = (
        finding(title, (2, 4), "claims/zh/superlative", Severity.error, listing="L1"),
        finding(body, (7, 9), "claims/zh/superlative", Severity.warning, listing="L1", fingerprint="second"),
        finding(images[0], None, "images/size", Severity.warning, listing="L1"),
    )
    return Result("L1", "shop/L1", told, sketch=sketched(one))


def written(results: tuple[Result, ...], path: Path, lang: str = "zh") -> Any:
    from listinglint.reporters.xlsx_ import write

    assert write(results, Tally("0123", lang), path) == (path,)
    return openpyxl.load_workbook(path, rich_text=True)


def test_sheets_and_columns(results: tuple[Result, ...], tmp_path: Path) -> None:
    for lang, names in (
        ("zh", ["问题清单", "商品", "未检查", "说明"]),
        ("en", ["Findings", "Listings", "Not checked", "Help"]),
    ):
        book = written(results, tmp_path / f"{lang}.xlsx", lang)
        assert book.sheetnames == names
        found, listings, missing, _ = book.worksheets
        assert [NAMES[cell.value] for cell in found[1]] == list(COLUMNS)
        assert found.max_row - 1 == sum(len(one.findings) for one in results)
        assert listings.max_row - 1 == sum(one.is_listing for one in results)
        assert missing.max_row - 1 == sum(len(one.not_checked) for one in results)
        assert found.freeze_panes == "A2"
        assert found.auto_filter.ref is not None


def test_the_words_are_red_and_formulas_are_text(necklace: Result, tmp_path: Path) -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    found = written((necklace,), tmp_path / "a.xlsx").worksheets[0]
    column = list(COLUMNS).index("text") + 1
    title, body, image = (found.cell(row, column) for row in (2, 3, 4))
    assert isinstance(title.value, CellRichText)
    [hit] = [part for part in title.value if isinstance(part, TextBlock)]
    assert (hit.text, hit.font.color.rgb) == ("最佳", "FFB3161B")
    assert str(title.value) == "全网最佳18K金项链"
    assert str(body.value) == "=1+1 全网最佳"
    assert body.data_type != "f"
    assert image.value == "a.png"
    assert len(found._images) == 1
    assert found.column_dimensions["R"].hidden


def test_a_place_is_a_link_to_the_picture(necklace: Result, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    found = written((necklace,), tmp_path / "out" / "a.xlsx").worksheets[0]
    target = found.cell(4, 2).hyperlink.target
    assert (tmp_path / "out" / target).resolve() == (tmp_path / "a.png").resolve()


def fill(path: Path, new: str) -> None:
    book = openpyxl.load_workbook(path, rich_text=True)
    book.worksheets[0].cell(2, list(COLUMNS).index("new") + 1).value = new
    book.save(path)


def test_new_text_is_read_back(necklace: Result, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    written((necklace,), path)
    assert corrections.read(path) == []
    fill(path, "黄铜镀18K金\n项链")
    [one] = corrections.read(path)
    assert (one.row, one.listing, one.field, one.start, one.end) == (2, "L1", "title", 0, 10)
    assert one.new == "黄铜镀18K金\n项链"


def test_a_damaged_workbook_is_told(tmp_path: Path) -> None:
    from listinglint.errors import InputError

    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 cut")
    with pytest.raises(InputError, match="not a workbook"):
        corrections.read(path)


@pytest.fixture
def office(tmp_path: Path) -> Callable[[Path, str], Path]:
    tool = shutil.which("soffice")
    if tool is None:
        pytest.skip("no LibreOffice: apt install libreoffice-calc")

    def convert(path: Path, ending: str) -> Path:
        out = tmp_path / "converted"
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        words = [tool, profile, "--headless", "--convert-to", ending, "--outdir", str(out), str(path)]
        subprocess.run(words, check=True, capture_output=True)
        return out / f"{path.stem}.{ending.partition(':')[0]}"

    return convert


@pytest.mark.office
def test_libreoffice_reads_what_was_written(
    necklace: Result, tmp_path: Path, office: Callable[[Path, str], Path]
) -> None:
    path = tmp_path / "清单.xlsx"
    written((necklace,), path)
    text = office(path, "csv:Text - txt - csv (StarCalc):44,34,76,1").read_text(encoding="utf-8")
    assert "全网最佳18K金项链" in text
    assert "=1+1 全网最佳" in text  # as text, not as 2
    assert text.splitlines()[0].replace('"', "").startswith("商品,位置,原文,级别,问题,依据,建议改成,修改后")


@pytest.mark.office
def test_a_sheet_that_libreoffice_saved_is_taken_back(
    necklace: Result, tmp_path: Path, office: Callable[[Path, str], Path]
) -> None:
    from listinglint.readers.own import own_report

    path = tmp_path / "清单.xlsx"
    written((necklace,), path)
    fill(path, "黄铜镀18K金项链")
    [before] = corrections.read(path)
    saved = office(path, "xlsx")
    assert corrections.read(saved) == [before]
    assert own_report(saved)
    with zipfile.ZipFile(saved) as packed:
        assert any(name.startswith("xl/media/") for name in packed.namelist())  # the thumbnail is still there
