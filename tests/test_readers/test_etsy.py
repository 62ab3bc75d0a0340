from __future__ import annotations

from collections.abc import Callable
from typing import Any

HEADER = (
    "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,TAGS,MATERIALS,IMAGE1,IMAGE2,IMAGE3,"
    '"VARIATION 1 TYPE","VARIATION 1 NAME","VARIATION 1 VALUES","VARIATION 2 TYPE","VARIATION 2 NAME",'
    '"VARIATION 2 VALUES",SKU\n'
)
ROWS = (
    'Moon &amp; star ring,"A ring.\n""Best"" in town 💍",35.00,EUR,2,"moon_ring,gift_for_her","sterling_silver, pearl",'
    'https://i.example/a.jpg,https://i.example/b.jpg,,Custom,Ring size,"12,13",,,,MR-1\n'
    "Cup,A cup of stoneware,9,EUR,1,,,https://i.example/c.jpg,,,,,,,,,\n"
    "Cup,Another,9,EUR,1,,,,,,,,,,,,MR-1\n"
)
Exported = Callable[..., Any]


def test_a_row_is_a_listing(exported: Exported) -> None:
    found = exported("EtsyListingsDownload.csv", HEADER + ROWS)
    assert found.reader == "etsy"
    assert found.unread == []
    assert found.listings[0].channels == ("etsy",)
    assert found.texts() == {
        "title": "Moon &amp; star ring",
        "description": 'A ring.\n"Best" in town 💍',
        "attributes.PRICE": "35.00",
        "attributes.CURRENCY_CODE": "EUR",
        "attributes.QUANTITY": "2",
        "attributes.TAGS[0]": "moon ring",
        "attributes.TAGS[1]": "gift for her",
        "attributes.MATERIALS[0]": "sterling silver",
        "attributes.MATERIALS[1]": "pearl",
        "attributes.Ring size[0]": "12",
        "attributes.Ring size[1]": "13",
        "attributes.SKU": "MR-1",
    }
    assert found.pictures() == [("main", "https://i.example/a.jpg"), ("other", "https://i.example/b.jpg")]
    assert all(image.remote for image in found.listings[0].images)


def test_ids_are_the_sku_or_the_row_and_never_twice_the_same(exported: Exported) -> None:
    found = exported("shop.csv", HEADER + ROWS)
    assert found.ids == ["MR-1", "shop:4", "MR-1:5"]


def test_places_lead_through_quotes_underscores_and_lines(exported: Exported) -> None:
    found = exported("shop.csv", HEADER + ROWS)
    assert found.stands("attributes.MATERIALS[0]", "sterling silver", written="sterling_silver")
    assert found.stands("attributes.TAGS[1]", "for")
    assert found.stands("description", "Best")
    place = found.place("description", "Best")
    assert (place.line, place.cell) == (3, "row 2, DESCRIPTION")
    assert found.place("title", "Moon").line == 2


def test_a_header_of_the_shop_is_read_as_the_shop_says(exported: Exported) -> None:
    text = "TITLE,DESCRIPTION,TAGS,MATERIALS,Metal\nRing,Fine,,,gold\n"
    assert exported("a.csv", text, aliases={"Metal": "attributes.材质"}).texts() == {
        "title": "Ring", "description": "Fine", "attributes.材质": "gold",
    }  # fmt: skip
