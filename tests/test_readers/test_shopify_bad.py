from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from listinglint.model import Listing, NotChecked
from listinglint.readers.base import ReadSettings
from listinglint.readers.shopify import READER


def told(path: Path, data: str | bytes) -> tuple[list[str], list[NotChecked]]:
    """Return the ids of the listings, and all that was not checked."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    ids: list[str] = []
    unread: list[NotChecked] = []
    for got in READER.read(path, ReadSettings(root=path.parent.as_posix())):
        if isinstance(got, Listing):
            ids.append(got.id)
            unread += got.unread
        else:
            unread.append(got)
    assert all(record.cause == "failed" and record.reason.zh and record.reason.en for record in unread)
    assert all(record.file == path.name for record in unread)
    return ids, unread


def test_rows_with_too_few_or_too_many_cells_are_told_and_read(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    text = "Handle,Title,Vendor\na,A\nb,B,V,beyond, \nc,C,V,,\nd,D,V\n"
    ids, unread = told(path, text)
    assert ids == ["a", "b", "c", "d"]
    assert [(record.listing, record.line) for record in unread] == [("a", 2), ("b", 3)]
    assert "2 cells, the header 3" in unread[0].reason.en
    listings = [got for got in READER.read(path, ReadSettings()) if isinstance(got, Listing)]
    assert [text.text for text in listings[0].fields] == ["A"]
    [beyond] = listings[1].texts("attributes.column 4")
    assert beyond.text == "beyond"
    assert beyond.at().exact
    assert beyond.at().cell == "row 3, column 4"


def test_a_handle_that_comes_back_later_is_told(tmp_path: Path) -> None:
    ids, unread = told(tmp_path / "p.csv", "Handle,Title\na,A\na,\nb,B\na,Other\na,\nc,C\nb,Again\n")
    assert ids == ["a", "b", "c"]
    assert [(record.listing, record.part, record.line) for record in unread] == [("a", "id", 5), ("b", "id", 8)]
    assert "line 2" in unread[0].reason.en


def test_rows_without_handle_are_told_and_blank_ones_are_not(tmp_path: Path) -> None:
    ids, unread = told(tmp_path / "p.csv", "Title,Handle\nA,a\nB,\n,\n\nC\nMore,a\n")
    assert ids == ["a"]
    assert [(record.listing, record.line) for record in unread] == [("p.csv:3", 3), ("p.csv:6", 6)]


def test_a_header_that_stands_twice_is_told_and_the_first_read(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    ids, unread = told(path, "Handle,Title,Material,material,Status,Status\na,A,silver,gold,x,y\n")
    assert ids == ["a"]
    assert [(record.part, record.line) for record in unread] == [("material", 1)]
    listing = next(got for got in READER.read(path, ReadSettings()) if isinstance(got, Listing))
    assert [text.text for text in listing.texts("attributes.Material")] == ["silver"]


def test_a_quote_that_never_ends_loses_only_what_follows(tmp_path: Path) -> None:
    ids, unread = told(tmp_path / "p.csv", 'Handle,Title\na,A\nb,B\nb,"never\nended,x\n')
    assert ids == ["a", "b"]
    assert [(record.listing, record.line) for record in unread] == [("p.csv", 4)]


def test_bytes_that_are_no_text_lose_only_what_follows(tmp_path: Path) -> None:
    ids, unread = told(tmp_path / "p.csv", "Handle,Title\na,戒指\nb,B\n".encode() + b"c,\xe6\n")
    assert ids == ["a", "b"]
    assert [record.line for record in unread] == [4]
    ids, unread = told(tmp_path / "q.csv", "Handle,Title\na,Café crème\n".encode("latin-1"))
    assert (ids, len(unread)) == ([], 1)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "empty"),
        ("Handle,Title\n", "no products"),
        ("Handle,Title\n,\n\n", "no products"),
        ("Name,Title\nx,y\n", "no column Handle"),
        ('"Handle,Title\n', "never closed"),
    ],
)
def test_a_table_without_products_is_never_clean(tmp_path: Path, data: str, reason: str) -> None:
    ids, [record] = told(tmp_path / "p.csv", data)
    assert ids == []
    assert reason in record.reason.en


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    [record] = READER.read(tmp_path / "gone.csv", ReadSettings())
    assert isinstance(record, NotChecked)
    assert record.cause == "failed"


def test_a_large_table_is_read_product_by_product(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    words = "A ring of silver for every day. " * 100
    with path.open("w", encoding="utf-8") as file:
        file.write("Handle,Title,Body (HTML)\n")
        file.writelines(f"ring-{number},Ring 月 {number},{words}\n" for number in range(4000))
    size = path.stat().st_size
    tracemalloc.start()
    try:
        count = sum(isinstance(got, Listing) for got in READER.read(path, ReadSettings()))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 4000
    assert peak < size / 4
