from __future__ import annotations

import codecs
import random
from pathlib import Path

import pytest

from listinglint.errors import InputError
from listinglint.readers.base import ReadSettings
from listinglint.readers.table import BLOCK, header_of, open_table

ROWS = 'Handle,Title\r\nring,"银戒指 ""月""\n第二行 💍"\r\n\r\n , \r\ncup,杯子\r\n'
CELLS = [["ring", '银戒指 "月"\n第二行 💍'], ["cup", "杯子"]]


def cells(path: Path, data: bytes) -> list[list[str]]:
    path.write_bytes(data)
    return [row.cells for row in open_table(path, ReadSettings()).rows]


@pytest.mark.parametrize(
    "data",
    [
        ROWS.encode(),
        codecs.BOM_UTF8 + ROWS.encode(),
        codecs.BOM_UTF16_LE + ROWS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + ROWS.encode("utf-16-be"),
        ROWS.encode("utf-16-le"),
        ROWS.encode("utf-16-be"),
        ROWS.encode("gb18030"),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16-le-bom", "utf-16-be-bom", "utf-16-le", "utf-16-be", "gbk"],
)
def test_the_same_rows_in_every_encoding(tmp_path: Path, data: bytes) -> None:
    assert cells(tmp_path / "a.csv", data) == CELLS
    assert header_of(data) == ["Handle", "Title"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_blocks_may_end_inside_a_character(tmp_path: Path, encoding: str) -> None:
    seed = random.Random(3)  # noqa: S311 - the same words every time
    words = ["".join(seed.choices("银戒指杯子手工a1", k=seed.randint(1, 40))) for _ in range(9000)]
    # An ASCII start of nearly a block leaves one half of a character to tell the encoding from.
    text = "Handle,Title\n" + "x" * (BLOCK - 20) + ",y\n" + "".join(f"h,{word}\n" for word in words)
    read = cells(tmp_path / "a.csv", text.encode(encoding))
    assert [row[1] for row in read] == ["y", *words]
    assert header_of(text.encode(encoding)[:BLOCK]) == ["Handle", "Title"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_what_parts_the_header(tmp_path: Path, delimiter: str) -> None:
    header = delimiter.join(["Handle", '"Title, short; or long"', "Tags"])
    path = tmp_path / "a.csv"
    path.write_text(f"{header}\nring{delimiter}Moon{delimiter}x\n", "utf-8")
    table = open_table(path, ReadSettings())
    assert table.delimiter == delimiter
    assert table.header == ["Handle", "Title, short; or long", "Tags"]
    assert [row.cells for row in table.rows] == [["ring", "Moon", "x"]]


def test_rows_know_their_lines_behind_blank_lines_and_cells_of_many_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'\n\nHandle,Title\n\nring,"a\nb\n\nc"\n\ncup,x')
    table = open_table(path, ReadSettings())
    assert table.header_line == 3
    assert [(row.line, row.cells[0]) for row in table.rows] == [(5, "ring"), (10, "cup")]


def test_what_is_being_edited_is_read_instead_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Handle,Title\nold,x\n")
    settings = ReadSettings(overlay={path.absolute().as_posix(): b"Handle,Title\nnew,x\n"})
    assert [row.cells for row in open_table(path, settings).rows] == [["new", "x"]]


@pytest.mark.parametrize("data", [b"", b"\n\r\n", codecs.BOM_UTF8, b" , \n,,\n"])
def test_a_file_without_any_text_is_empty(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match="empty"):
        open_table(path, ReadSettings())


def test_good_rows_before_broken_bytes_are_read_and_the_line_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Handle,Title\r\n戒指,手工银戒指送女友\r\ncup,y\r\n".encode() + b"bad,\xff\xfe\r\nlost,z\r\n")
    rows = open_table(path, ReadSettings(root=tmp_path.as_posix())).rows
    assert [next(rows).cells[0], next(rows).cells[0]] == ["戒指", "cup"]
    with pytest.raises(InputError, match="utf-8") as told:
        next(rows)
    assert (told.value.file, told.value.line) == ("a.csv", 4)


def test_a_file_that_ends_inside_a_character_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Handle,Title\nring," + "银".encode() * (BLOCK // 3) + "\nx,银".encode()[:-1])
    with pytest.raises(InputError, match="utf-8") as told:
        list(open_table(path, ReadSettings()).rows)
    assert told.value.line == 3


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Handle,Title\ncafe,Café crème brûlée\n".encode("latin-1"))
    with pytest.raises(InputError, match="UTF-8"):
        open_table(path, ReadSettings())
    assert header_of(path.read_bytes()) == []
    path.write_bytes("Handle,Title\nring,手工银戒指".encode("gb18030") + b"\xff\n")
    with pytest.raises(InputError, match="UTF-8"):
        list(open_table(path, ReadSettings()).rows)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        open_table(tmp_path / "gone.csv", ReadSettings())


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("listinglint.readers.table.MAX_CELL", 100_000)
    path = tmp_path / "a.csv"
    path.write_bytes(b"Handle,Title\nring," + b"x" * 300_000)
    with pytest.raises(InputError, match="longer than"):
        list(open_table(path, ReadSettings()).rows)
