from __future__ import annotations

from pathlib import Path

import pytest

from listinglint import readers
from listinglint.model import Listing
from listinglint.readers.base import ReadSettings

KEYS = [
    "title",
    "cid",
    "description",
    "cateProps",
    "picture",
    "skuProps",
    "inputPids",
    "inputValues",
    "outer_id",
    "num",
]
ROW = [
    "全网最佳戒指",
    "50",
    "<p>银</p>",
    "20000:11;122216562:22;9:9;",
    "abc:1:0:|;",
    "",
    "20000,13021751",
    "月白,YB-01",
    "YB-01",
    "3",
]


def pack(root: Path, encoding: str = "utf-16") -> Path:
    path = root / "数据包.csv"
    rows = ["version 1.00", "\t".join(KEYS), "\t".join(["宝贝名称"] + ["列"] * (len(KEYS) - 1)), "\t".join(ROW)]
    path.write_bytes(("\r\n".join(rows) + "\r\n").encode(encoding))
    (root / "数据包").mkdir()
    (root / "数据包" / "abc.tbi").write_bytes(b"x")
    return path


def read(path: Path) -> Listing:
    settings = ReadSettings(root=path.parent.as_posix())
    units = [one for one in readers.find([path.parent], settings) if isinstance(one, readers.Unit) and one.path == path]
    (found,) = readers.read(units[0], settings)
    assert isinstance(found, Listing)
    return found


@pytest.mark.parametrize("encoding", ["utf-16", "gbk"])
def test_a_data_pack_with_its_pictures(tmp_path: Path, encoding: str) -> None:
    one = read(pack(tmp_path, encoding))
    texts = {field.path: field.text for field in one.fields}
    assert (one.id, texts["title"], texts["attributes.品牌"], texts["attributes.货号"]) == (
        "YB-01",
        "全网最佳戒指",
        "月白",
        "YB-01",
    )
    assert (one.images[0].file, one.images[0].role) == ("数据包/abc.tbi", "main")
    place = next(field for field in one.fields if field.path == "title").at(2, 4)
    assert (place.line, place.column, place.text) == (4, 3, "最佳")
    told = [note.why for note in one.notes if not note.used]
    assert "3 attribute codes" in told[0].en


def test_the_shops_table_explains_the_codes(tmp_path: Path) -> None:
    path = pack(tmp_path)
    (tmp_path / "pid-vid.csv").write_text("pid,name,vid,value\n122216562,材质,22,925银\n20000,品牌,11,月白\n", "utf-8")
    one = read(path)
    material = next(field for field in one.fields if field.path == "attributes.材质")
    assert material.text == "925银"
    place = material.at(0, 2)
    assert (place.line, place.column, place.exact, place.cell) == (4, 29, False, "row 4, cateProps")
    assert "1 attribute code (" in next(note.why.en for note in one.notes if not note.used)


def test_a_table_without_its_columns_is_told(tmp_path: Path) -> None:
    path = pack(tmp_path)
    (tmp_path / "属性对照表.csv").write_text("a,b\n1,2\n", "utf-8")
    settings = ReadSettings(root=tmp_path.as_posix())
    (told,) = readers.read(readers.Unit(path, "taobao"), settings)
    assert "pid, name, vid and value" in told.reason.en  # type: ignore[union-attr]
