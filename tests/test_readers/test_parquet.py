from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from listinglint import readers
from listinglint.model import Listing, NotChecked
from listinglint.readers.base import ReadSettings

pa = pytest.importorskip("pyarrow")
ROWS = {
    "sku": ["A1", "A2"], "title": ["最佳戒指", "Best ring"], "description": ["<p>银</p>", None], "price": [12.5, 3.0],
    "material": ["925银", "brass"], "images": [["https://x.test/1.jpg", "https://x.test/2.jpg"], []],
    "attributes": [{"产地": "广州", "重量": "2 g"}, None],
}  # fmt: skip


def read(path: Path) -> list[Any]:
    settings = ReadSettings(root=path.parent.as_posix())
    (unit,) = readers.find([path], settings)
    assert isinstance(unit, readers.Unit)
    assert unit.reader == "parquet"
    return list(readers.read(unit, settings))


def write(path: Path, table: Any, **how: Any) -> Path:
    import pyarrow.parquet as pq

    pq.write_table(table, path, **how)
    return path


def test_rows_become_listings_with_the_place_of_each_value(tmp_path: Path) -> None:
    first, second = read(write(tmp_path / "goods.parquet", pa.table(ROWS)))
    texts = {field.path: field.text for field in first.fields}
    assert (first.id, second.id) == ("A1", "A2")
    assert (texts["title"], texts["attributes.产地"], texts["attributes.price"]) == ("最佳戒指", "广州", "12.5")
    assert [(image.ref, image.role, image.remote) for image in first.images] == [
        ("https://x.test/1.jpg", "main", True), ("https://x.test/2.jpg", "other", True),
    ]  # fmt: skip
    place = next(field for field in first.fields if field.path == "title").at(0, 2)
    assert (place.cell, place.line, place.column, place.text, place.exact) == ("row 1, title", 1, 1, "最佳", True)


def test_a_feed_saved_as_parquet(tmp_path: Path) -> None:
    feed = {
        "id": ["1"],
        "title": ["Ring"],
        "link": ["https://x.test"],
        "image_link": ["https://x.test/1.jpg"],
        "availability": ["in stock"],
    }
    (one,) = read(write(tmp_path / "feed.parquet", pa.table(feed)))
    assert (one.id, one.channels, one.images[0].role) == ("1", ("google",), "main")


def test_a_broken_file_and_one_that_holds_no_goods_are_told(tmp_path: Path) -> None:
    path = write(tmp_path / "goods.parquet", pa.table(ROWS))
    path.write_bytes(path.read_bytes()[:300])
    (told,) = read(path)
    assert isinstance(told, NotChecked)
    assert told.cause == "failed"


def test_many_rows_need_no_more_memory_than_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("listinglint.readers.seen._HELD", 500)
    peaks = []
    for rows in (3_000, 12_000):
        table = pa.table(
            {"sku": [f"A{at}" for at in range(rows)], "title": ["Ring " * 20] * rows, "material": ["brass"] * rows}
        )
        path = write(tmp_path / f"{rows}.parquet", table, row_group_size=1000)
        tracemalloc.start()
        try:
            settings = ReadSettings()
            unit = readers.Unit(path, "parquet")
            count = sum(isinstance(one, Listing) for one in readers.read(unit, settings))
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
        assert count == rows
    assert peaks[1] < peaks[0] * 1.5
