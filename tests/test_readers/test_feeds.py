"""Meta and OpenAI feeds: nearly Google's names, with ways of their own."""

from __future__ import annotations

import json
from pathlib import Path

from listinglint import readers
from listinglint.model import Listing
from listinglint.readers.base import ReadSettings

META = (
    "# Required | A unique ID,# Required | The title,,,,,,,\n"
    "id,title,description,availability,condition,price,link,image[0].url,image[1].url,brand,fb_product_category,material\n"
    "R1,Best ring,A ring,in stock,new,12 USD,https://x.test/r,https://x.test/1.jpg,https://x.test/2.jpg,Acme,Jewelry > Rings,brass\n"
)
OPENAI = {
    "item_id": "R1", "title": "Best ring", "description": "A ring", "url": "https://x.test/r", "image_url": "https://x.test/1.jpg",
    "additional_image_urls": ["https://x.test/2.jpg"], "material": "brass", "availability": "in_stock", "brand": "Acme",
    "price": "12.00 USD", "is_eligible_search": True, "group_id": "G", "variant_dict": {"size": "12"},
}  # fmt: skip


def read(path: Path) -> tuple[str, Listing]:
    settings = ReadSettings(root=path.parent.as_posix())
    (unit,) = readers.find([path], settings)
    assert isinstance(unit, readers.Unit)
    (one,) = readers.read(unit, settings)
    assert isinstance(one, Listing)
    return unit.reader, one


def test_a_meta_catalogue_with_its_line_of_notes(tmp_path: Path) -> None:
    path = tmp_path / "catalog.csv"
    path.write_text(META, "utf-8")
    reader, one = read(path)
    told = {field.path: field.text for field in one.fields}
    assert (reader, one.id, one.channels, one.category) == ("google", "R1", ("meta",), "Jewelry > Rings")
    assert (told["title"], told["attributes.material"], told["attributes.brand"]) == ("Best ring", "brass", "Acme")
    assert [(image.ref, image.role) for image in one.images] == [
        ("https://x.test/1.jpg", "main"),
        ("https://x.test/2.jpg", "other"),
    ]
    title = next(field for field in one.fields if field.path == "title").at(0, 4)
    assert (title.line, title.column, title.cell, title.exact) == (3, 4, "row 3, title", True)


def test_an_openai_feed_in_json_lines_and_as_a_list(tmp_path: Path) -> None:
    for name, text in (("feed.jsonl", json.dumps(OPENAI) + "\n"), ("feed.json", json.dumps([OPENAI]))):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        _, one = read(path)
        told = {field.path: field.text for field in one.fields}
        assert (told["title"], told["attributes.material"]) == ("Best ring", "brass")
        assert [image.ref for image in one.images] == ["https://x.test/1.jpg", "https://x.test/2.jpg"]
        title = next(field for field in one.fields if field.path == "title").at(0, 4)
        assert (title.text, title.exact, title.line) == ("Best", True, 1)
