from __future__ import annotations

from pathlib import Path

import pytest

from listinglint import readers
from listinglint.model import Listing
from listinglint.readers.base import ReadSettings

ITEMS = "- id: R1\n  title: 最佳戒指\n  attributes: {材质: 925银}\n  images: ['https://x.test/1.jpg']\n- title: 项链\n  description: 铜\n"


@pytest.mark.parametrize(
    "text", [ITEMS, "shop: 月白\nlistings:\n" + "".join(f"  {line}\n" for line in ITEMS.splitlines())]
)
def test_a_shop_in_one_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "listings.yaml"
    path.write_text(text, "utf-8")
    settings = ReadSettings(root=tmp_path.as_posix())
    (unit,) = readers.find([tmp_path], settings)
    assert isinstance(unit, readers.Unit)
    first, second = readers.read(unit, settings)
    assert isinstance(first, Listing)
    assert isinstance(second, Listing)
    assert (first.id, second.id, first.images[0].ref) == ("R1", "listings:2", "https://x.test/1.jpg")
    place = next(field for field in first.fields if field.path == "title").at(0, 2)
    assert (place.text, place.exact, place.line) == ("最佳", True, text[: text.index("最佳")].count("\n") + 1)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n- b\n",
        "title: x\ndescription: y\n",
        "repos:\n  - repo: x\n    rev: y\n",
        "services:\n  - name: x\n    image: y\n",
        "- name: x\n  description: y\n",
    ],
)
def test_other_yaml_is_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.yaml").write_text(text, "utf-8")
    assert list(readers.find([tmp_path], ReadSettings(root=tmp_path.as_posix()))) == []


def test_a_table_under_a_name_that_says_something_else(tmp_path: Path) -> None:
    """The content decides: what is called .xls is often text, and a workbook may be called .zip."""
    path = tmp_path / "export.xls"
    path.write_bytes("商品编码\t商品标题\t材质\nA1\t戒指和项链\t银\n".encode("gbk"))
    (unit,) = readers.find([path], ReadSettings())
    assert isinstance(unit, readers.Unit)
    assert (unit.reader, [one.id for one in readers.read(unit, ReadSettings()) if isinstance(one, Listing)]) == (
        "catalogue",
        ["A1"],
    )
