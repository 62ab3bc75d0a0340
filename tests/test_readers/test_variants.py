"""A text of a variant carries the variant's name to whoever reads about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from listinglint import readers
from listinglint.model import Listing
from listinglint.readers.base import ReadSettings

SHOPIFY = "Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Price\nring,Ring,x,Size,12,R-12,9\nring,,,,13,R-13,8\n"
AMAZON = (
    "TemplateType=jewelry\tVersion=1\nSKU\tName\tColour\tParent\tSize\n"
    "item_sku\titem_name\tcolor_name\tparent_sku\tring_size\n"
    "P\tRing\t\t\t\nP-1\tRing\tGold\tP\t12\nP-2\tRing\tBest gold\tP\t13\n"
)
JSON = '[{"sku": "P", "title": "Ring", "material": "brass", "variants": [{"colour": "Gold", "size": "12"}, {"colour": "Red", "size": "最佳"}]}]'


@pytest.mark.parametrize(
    ("name", "text", "path", "cell"),
    [
        ("a.csv", SHOPIFY, "variants[1].Price", "row 3, Variant Price [R-13]"),
        ("a.tsv", AMAZON, "variants[1].color_name", "row 6, color_name [P-2]"),
        ("a.json", JSON, "variants[1].size", "/variants/1/size [Red / 最佳]"),
    ],
)
def test_the_place_names_the_variant(tmp_path: Path, name: str, text: str, path: str, cell: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    settings = ReadSettings(root=tmp_path.as_posix())
    (unit,) = readers.find([tmp_path / name], settings)
    assert isinstance(unit, readers.Unit)
    (one,) = readers.read(unit, settings)
    assert isinstance(one, Listing)
    told = {field.path: field.at(0, 1).cell for field in one.fields}
    assert told[path] == cell
    assert "[" not in told["title"]
