from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

HEADER = (
    "id\ttitle\tdescription\tlink\timage_link\tadditional_image_link\tadditional_image_link\tprice\tmaterial\t"
    "product_detail\titem_group_id\tcolor\tgoogle_product_category\tproduct_type\n"
)
ROWS = (
    "r1\tMoon ring\t<p>Best &amp; finest</p>\thttps://s.example/r1\thttps://s.example/1.jpg\t"
    "https://s.example/2.jpg,https://s.example/3.jpg\thttps://s.example/4.jpg\t19 EUR\tsilver/pearl\t"
    "General:Plating:rose gold,General:Weight:3 g\tr\tsilver\t200\tJewellery > Rings\n"
    "r2\tMoon ring\t<p>Best &amp; finest</p>\thttps://s.example/r2\thttps://s.example/5.jpg\t\t\t21 EUR\tgold\t\tr\tgold"
    "\t200\tJewellery > Rings\n"
    "c1\tCup\tA cup\thttps://s.example/c1\thttps://s.example/6.jpg\t\t\t9 EUR\t\t\t\t\t\t\n"
)
Exported = Callable[..., Any]


def test_rows_of_one_group_are_one_listing_with_variants(exported: Exported) -> None:
    found = exported("feed.tsv", HEADER + ROWS)
    assert found.reader == "google"
    assert found.ids == ["r1", "c1"]
    assert found.listings[0].channels == ("google",)
    assert found.listings[0].category == "Jewellery > Rings"
    assert found.texts() == {
        "attributes.id": "r1",
        "title": "Moon ring",
        "description": "<p>Best &amp; finest</p>",
        "attributes.price": "19 EUR",
        "attributes.material": "silver/pearl",
        "attributes.Plating": "rose gold",
        "attributes.Weight": "3 g",
        "attributes.color": "silver",
        "attributes.google_product_category": "200",
        "attributes.product_type": "Jewellery > Rings",
        "variants[1].id": "r2",
        "variants[1].price": "21 EUR",
        "variants[1].material": "gold",
        "variants[1].color": "gold",
    }
    assert [role for role, _ in found.pictures()] == ["main", "other", "other", "other", "sku"]
    assert found.stands("attributes.Plating", "rose")
    assert found.place("variants[1].material", "gold").cell == "row 3, material"


@pytest.mark.parametrize(
    ("header", "channels"),
    [
        ("id,title,description,availability,condition,price,link,image_link,brand", ("google",)),
        ("id,title,description,availability,link,image[0].url,image[1].url,fb_product_category", ("meta",)),
        ("item_id,title,description,url,image_url,enable_search,enable_checkout,material", ()),
    ],
)
def test_feeds_of_other_marketplaces(exported: Exported, header: str, channels: tuple[str, ...]) -> None:
    names = header.split(",")
    row = ",".join(f"https://s.example/{at}.jpg" if "image" in one else f"x{at}" for at, one in enumerate(names))
    found = exported("feed.csv", f"{header}\n{row}\n")
    assert found.reader == "google"
    assert found.listings[0].channels == channels
    assert found.pictures()[0][0] == "main"
    assert found.texts()["title"] == "x1"


def test_an_id_that_comes_again_is_told_and_both_are_checked(exported: Exported) -> None:
    text = "id,title,link,image_link\na,One,l,i\na,Two,l,j\n"
    found = exported("feed.csv", text)
    assert found.ids == ["a", "a:3"]
    assert [(one.part, one.line) for one in found.unread] == [("id", 3)]
