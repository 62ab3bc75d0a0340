"""Exports as they should not be: each is told with its file and row, and the rest is still read."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from listinglint import readers
from listinglint.model import Listing, NotChecked
from listinglint.readers.base import ReadSettings

HEAD = "商家编码,商品标题,材质\n"


def read(path: Path) -> tuple[list[Listing], list[NotChecked]]:
    settings = ReadSettings(root=path.parent.as_posix())
    found: list[Listing | NotChecked] = []
    for unit in readers.find([path], settings):
        found += readers.read(unit, settings) if isinstance(unit, readers.Unit) else [unit]
    return [one for one in found if isinstance(one, Listing)], [one for one in found if isinstance(one, NotChecked)]


def of(tmp_path: Path, name: str, data: bytes | str) -> tuple[list[Listing], list[NotChecked]]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read(path)


def titles(listings: list[Listing]) -> list[str]:
    return [field.text for one in listings for field in one.fields if field.path == "title"]


def test_an_encoding_that_changes_on_the_way(tmp_path: Path) -> None:
    rows = "".join(f"A{at},银戒指第{at}号,银\n" for at in range(3000))
    listings, (told,) = of(tmp_path, "goods.csv", (HEAD + rows).encode() + "B1,项链,铜\n".encode("gbk") + b"B2,x,y\n")
    assert len(listings) >= 2990
    assert (told.file, told.cause, (told.line or 0) > 2990) == ("goods.csv", "failed", True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, sign: str) -> None:
    text = HEAD + "A1,全网最佳的戒指,银\nA2,项链和耳环一套,铜\n"
    listings, others = of(tmp_path, "goods.csv", text.replace(",", sign).encode(encoding))
    assert titles(listings) == ["全网最佳的戒指", "项链和耳环一套"]
    assert not others


def test_rows_that_are_too_long_or_too_short(tmp_path: Path) -> None:
    listings, others = of(tmp_path, "goods.csv", HEAD + "A1,戒指,银,多一格\nA2,项链\nA3,手镯,铜\n")
    assert len(listings) == 3
    told = [one for listing in listings for one in listing.unread] + others
    assert [(one.line, one.cause) for one in told] == [(2, "failed"), (3, "failed")]


def test_a_header_that_stands_twice_in_a_row_or_in_the_file(tmp_path: Path) -> None:
    listings, _ = of(tmp_path, "goods.csv", "商家编码,商品标题,材质,材质\nA1,戒指,银,铜\n")
    told = {field.path: field.text for field in listings[0].fields}
    assert (told["attributes.材质[0]"], told["attributes.材质[1]"]) == ("银", "铜")
    assert "stand twice, all read: 材质" in listings[0].notes[0].why.en
    listings, others = of(tmp_path, "goods.csv", HEAD + "A1,戒指,银\n" + HEAD + "A2,项链,铜\n")
    assert titles(listings) == ["戒指", "项链"]
    assert [(one.line, "header row again" in one.reason.en) for one in others] == [(3, True)]


def test_the_header_of_one_platform_over_the_rows_of_another(tmp_path: Path) -> None:
    etsy = "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,TAGS,MATERIALS,IMAGE1\n"
    shopify = "ring,Ring,<p>best</p>,Acme,Rings\nchain,Chain,,Acme,Chains\n"
    listings, others = of(tmp_path, "products.csv", etsy + shopify)
    told = [one for listing in listings for one in listing.unread] + others
    assert len(listings) == 2
    assert [(one.file, one.line) for one in told] == [("products.csv", 2), ("products.csv", 3)]


@pytest.mark.parametrize(
    ("name", "text", "ids", "line"),
    [
        ("a.csv", HEAD + 'A1,戒指,银\nA2,"项链,铜\nA3,x,y\n', ["A1"], 3),
        ("a.json", '[{"sku": "A1", "title": "x", "price": "1"},\n{"sku": "A2", "title": "y"', ["A1"], 2),
        ("a.jsonl", '{"id": "1", "title": "x"}\n{"id": "2", "ti\n{"id": "3", "title": "z"}\n', ["1", "3"], 2),
        ("a.xml", "<rss><channel><item><id>1</id><title>x</title><link>l</link><price>1</price><availability>y</availability></item>\n<item><id>2</id><title>y", ["1"], 2),
        ("a.html", "<p>最佳<b>的<table><tr><td>银<p>戒指</", ["a"], 0),
    ],
)  # fmt: skip
def test_files_that_break_off_and_soup(tmp_path: Path, name: str, text: str, ids: list[str], line: int) -> None:
    listings, others = of(tmp_path, name, text)
    assert [one.id for one in listings] == ids
    assert [(one.file, one.line, one.cause) for one in others] == ([(name, line, "failed")] if line else [])


def test_entities_of_their_own_are_not_read(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
    item = "<item><id>1</id><title>&b;&x;</title><link>l</link><availability>y</availability></item>"
    listings, others = of(tmp_path, "a.xml", f"{bomb}<rss><channel>{item}</channel></rss>")
    assert not listings
    assert ["entities" in one.reason.en for one in others] == [True]


def feeds(rows: int) -> Iterator[tuple[str, Iterator[str]]]:
    yield "goods.csv", iter([HEAD, *(f"A{at},银戒指{'好' * 60},银\n" for at in range(rows))])
    yield "goods.jsonl", (f'{{"id": "A{at}", "title": "{"好" * 60}"}}\n' for at in range(rows))
    yield (
        "goods.json",
        iter(
            [
                "[",
                *(f'{{"sku": "A{at}", "title": "{"好" * 60}", "price": 1}},\n' for at in range(rows)),
                '{"sku": "z", "title": "x"}]',
            ]
        ),
    )
    yield (
        "amazon.tsv",
        iter(
            [
                "item_sku\titem_name\tparent_sku\n",
                *(f"A{at}\t{'好' * 60}\t{f'A{at - at % 5}' if at % 5 else ''}\n" for at in range(rows)),
            ]
        ),
    )


@pytest.mark.parametrize("number", range(4))
def test_a_large_file_needs_no_more_memory_than_a_small_one(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In order, and in bounded memory, as a feed of a million rows is read."""
    monkeypatch.setattr("listinglint.readers.seen._HELD", 200)
    peaks = []
    for rows in (1_500, 6_000):
        name, lines = list(feeds(rows))[number]
        path = tmp_path / name
        with path.open("w", encoding="utf-8") as file:
            file.writelines(lines)
        (unit,) = readers.find([path], ReadSettings())
        assert isinstance(unit, readers.Unit)
        last = count = 0
        tracemalloc.start()
        try:
            for one in readers.read(unit, ReadSettings()):
                assert isinstance(one, Listing)
                assert one.line > last
                last, count = one.line, count + 1
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
        assert count in (rows, rows + 1, rows // 5)
    assert peaks[1] < peaks[0] * 1.5
