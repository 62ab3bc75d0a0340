from __future__ import annotations

import csv
import io
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listinglint.model import Field, Listing, NotChecked
from listinglint.readers import of_file
from listinglint.readers.base import ReadSettings
from listinglint.readers.shopify import READER
from listinglint.readers.shopify_rows import item_spans

OLD = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,"
    "Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Image Src,Image Position,Image Alt Text,SEO Title,"
    "SEO Description,Google Shopping / Gender,Variant Image,Variant Weight Unit,Variant Tax Code\r\n"
    'moon-ring,Moon ring,"<p>Our ""moon"" ring,\nhand made 💍</p>",Yue Studio,Ring,"silver, moon",TRUE,Size,12,Colour,'
    "Silver,MR-12,4,9,35.00,https://cdn.example/a.jpg,1,Ring on a hand,Moon ring of silver,A ring 月,female,"
    "https://cdn.example/v.jpg,g,\r\n"
    "moon-ring,,,,,,,,13,,Silver,MR-13,4,2,35.00,https://cdn.example/b.jpg,2,,,,,https://cdn.example/a.jpg,g,\r\n"
    "moon-ring,,,,,,,,,,,,,,,https://cdn.example/c.jpg,3,月亮戒指特写,,,,,,\r\n"
    "cup,Cup,Plain words & nothing else,,,,TRUE,Title,Default Title,,,,,,9.00,,,,,,,,,\r\n"
)
NEW = (
    "Title,URL handle,Description,Vendor,Product category,Published on online store,Status,SKU,Option1 name,"
    "Option1 value,Option1 Linked To,Price,Compare-at price,Inventory quantity,Weight value (grams),Product image URL,"
    "Image position,Image alt text,Variant image URL,SEO title,Jewelry material (product.metafields.shopify.jewelry-"
    "material),Care (product.metafields.custom.care),Boost (product.metafields.shopify--discovery.queries),"
    "Price / EU,Included / EU,Care note\n"
    "项链,necklace,纯手工,Yue,Apparel & Accessories > Jewelry,true,active,N-1,Color,gold,"
    "product.metafields.shopify.color-pattern,88,99,5,12,https://cdn.example/n.jpg,1,挂图,,SEO 项链,"
    "jewelry-material__gold-plated; jewelry-material__stainless-steel,Wipe with a cloth; keep dry. Never soak.,x; y,"
    "80,true,用软布擦拭\n"
)


def read(path: Path, text: str | bytes, settings: ReadSettings | None = None) -> list[Listing | NotChecked]:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(READER.read(path, settings or ReadSettings(root=path.parent.as_posix())))


def one(path: Path, text: str, settings: ReadSettings | None = None) -> Listing:
    [listing] = read(path, text, settings)
    assert isinstance(listing, Listing)
    return listing


def texts(listing: Listing) -> dict[str, str]:
    assert len({field.path for field in listing.fields}) == len(listing.fields)
    return {field.path: field.text for field in listing.fields}


def field(listing: Listing, path: str) -> Field:
    [found] = [one for one in listing.fields if one.path == path]
    return found


def test_the_table_of_2019(tmp_path: Path) -> None:
    ring, cup = read(tmp_path / "p.csv", OLD)
    assert isinstance(ring, Listing)
    assert isinstance(cup, Listing)
    assert texts(ring) == {
        "title": "Moon ring",
        "description": '<p>Our "moon" ring,\nhand made 💍</p>',
        "attributes.Vendor": "Yue Studio",
        "attributes.Type": "Ring",
        "attributes.Tags": "silver, moon",
        "attributes.Size[0]": "12",
        "attributes.Size[1]": "13",
        "attributes.Colour": "Silver",
        "variants[0].SKU": "MR-12",
        "variants[0].Grams": "4",
        "variants[0].Price": "35.00",
        "variants[0].Weight Unit": "g",
        "variants[1].SKU": "MR-13",
        "variants[1].Grams": "4",
        "variants[1].Price": "35.00",
        "variants[1].Weight Unit": "g",
        "images[0].alt": "Ring on a hand",
        "images[2].alt": "月亮戒指特写",
        "seo.title": "Moon ring of silver",
        "seo.description": "A ring 月",
        "attributes.Gender": "female",
    }
    assert (ring.id, ring.file, ring.layout, ring.channels, ring.lang) == (
        "moon-ring",
        "p.csv",
        "shopify",
        ("shopify",),
        "",
    )
    assert [(image.role, image.ref, image.index) for image in ring.images] == [
        ("main", "https://cdn.example/a.jpg", 0),
        ("other", "https://cdn.example/b.jpg", 1),
        ("other", "https://cdn.example/c.jpg", 2),
        ("sku", "https://cdn.example/v.jpg", 3),
    ]
    assert all(image.remote for image in ring.images)
    assert texts(cup) == {"title": "Cup", "description": "Plain words & nothing else", "variants[0].Price": "9.00"}
    assert (field(ring, "description").format, field(cup, "description").format) == ("html", "plain")


def test_the_table_with_new_headers(tmp_path: Path) -> None:
    listing = one(tmp_path / "p.csv", NEW)
    assert texts(listing) == {
        "title": "项链",
        "description": "纯手工",
        "attributes.Vendor": "Yue",
        "attributes.Product Category": "Apparel & Accessories > Jewelry",
        "attributes.Color": "gold",
        "attributes.Jewelry material[0]": "gold-plated",
        "attributes.Jewelry material[1]": "stainless-steel",
        "attributes.Care": "Wipe with a cloth; keep dry. Never soak.",
        "attributes.Care note": "用软布擦拭",
        "variants[0].SKU": "N-1",
        "variants[0].Price": "88",
        "variants[0].Compare At Price": "99",
        "variants[0].Grams": "12",
        "variants[0].Price / EU": "80",
        "images[0].alt": "挂图",
        "seo.title": "SEO 项链",
    }
    assert (listing.id, listing.category) == ("necklace", "Apparel & Accessories > Jewelry")
    [note] = listing.notes
    assert note.used == "listing"
    for passed in ("Status", "Inventory quantity", "Option1 Linked To", "Boost", "Included / EU"):
        assert passed in note.why.en
        assert passed in note.why.zh
    assert "Care" not in note.why.en


def test_every_field_is_found_in_the_file(tmp_path: Path) -> None:
    lines = OLD.replace("\r\n", "\n").split("\n")
    for listing in read(tmp_path / "p.csv", OLD):
        assert isinstance(listing, Listing)
        for text in pickle.loads(pickle.dumps(listing)).fields:
            place = text.at(0, 1)
            assert place.exact
            assert lines[place.line - 1][place.column - 1] == text.text[0]


def test_places_count_lines_and_columns_of_the_file(tmp_path: Path) -> None:
    ring, cup = (got for got in read(tmp_path / "p.csv", OLD) if isinstance(got, Listing))
    description = field(ring, "description")
    at = description.text.index("hand")
    place = description.at(at, at + len("hand made 💍"))
    assert (place.line, place.column, place.end_line, place.end_column) == (3, 1, 3, 12)
    assert place.cell == "row 2, Body (HTML)"
    at = description.text.index('"moon"')
    place = description.at(at, at + 6)
    written = 'moon-ring,Moon ring,"<p>Our '
    assert (place.column, place.end_column) == (len(written) + 1, len(written) + len('""moon""') + 1)
    assert field(ring, "attributes.Size[1]").at().cell == "row 4, Option1 Value"
    assert (field(cup, "title").at().line, field(cup, "title").at().column) == (6, 5)
    assert field(ring, "images[2].alt").at(0, 2).line == 5
    assert ring.images[2].at().line == 5


def test_an_item_of_a_metafield_stands_inside_its_cell(tmp_path: Path) -> None:
    listing = one(tmp_path / "p.csv", NEW)
    place = field(listing, "attributes.Jewelry material[1]").at(0, len("stainless"))
    row = NEW.split("\n")[1]
    assert place.exact
    assert place.line == 2
    assert place.column == row.index("stainless") + 1
    assert place.cell.startswith("row 2, Jewelry material (product.metafields")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("gold; silver", ["gold", "silver"]),
        ("fabric__cotton;  fabric__linen ; ", ["cotton", "linen"]),
        ("fabric__cotton", ["cotton"]),
        ("a;b", ["a;b"]),
        ("Keep dry; do not soak. Wipe it.", ["Keep dry; do not soak. Wipe it."]),
        ("one two three four five six seven eight nine; ten", ["one two three four five six seven eight nine; ten"]),
        ("snake__", ["snake__"]),
        ("棉; 亚麻", ["棉", "亚麻"]),
    ],
)
def test_items_of_a_list(text: str, items: list[str]) -> None:
    assert [text[first:last] for first, last in item_spans(text)] == items


@given(st.lists(st.lists(st.text(st.sampled_from('ab_"; ,\n<珠💍'), max_size=12), min_size=5, max_size=5), max_size=6))
def test_no_text_of_any_table_is_lost_or_misplaced(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    header = ["Handle", "Title", "Body (HTML)", "Stone", "Metal (product.metafields.shopify.metal)"]
    writer.writerows([header, *([f"h{number}", *row[1:]] for number, row in enumerate(rows))])
    path = Path("p.csv").absolute()
    settings = ReadSettings(overlay={path.as_posix(): out.getvalue().encode()})
    found = {got.id: got for got in READER.read(path, settings) if isinstance(got, Listing)}
    assert len(found) == len(rows)
    for number, row in enumerate(rows):
        listing = found[f"h{number}"]
        assert all(text.at().exact for text in listing.fields)
        held = texts(listing)
        wanted = {"title": row[1], "description": row[2], "attributes.Stone": row[3]}
        assert {path: held[path] for path in wanted if path in held} == {p: t for p, t in wanted.items() if t.strip()}
        assert listing.unread == ()


def test_columns_the_shop_added_are_kept_and_aliases_named(tmp_path: Path) -> None:
    text = "Handle,Title,品名,石头,,Material\nring,Ring,月亮戒指,玉,stray,silver\n"
    settings = ReadSettings(aliases={"品名": "subtitle", "石头": "attributes.宝石"})
    assert texts(one(tmp_path / "p.csv", text, settings)) == {
        "title": "Ring",
        "subtitle": "月亮戒指",
        "attributes.宝石": "玉",
        "attributes.column 5": "stray",
        "attributes.Material": "silver",
    }


def test_equal_texts_of_one_path_are_kept_once_and_others_numbered(tmp_path: Path) -> None:
    text = (
        "Handle,Title,Option1 Name,Option1 Value,Color (product.metafields.shopify.color),Body (HTML)\n"
        "ring,Ring,Color,red,red; blue,One\nring,Ring,Color,red,,Two\nring,,,green,,\n"
    )
    assert texts(one(tmp_path / "p.csv", text)) == {
        "title": "Ring",
        "attributes.Color[0]": "red",
        "attributes.Color[1]": "blue",
        "attributes.Color[2]": "green",
        "description": "One",
        "description[1]": "Two",
    }


def test_the_main_picture_is_the_first_in_the_shop(tmp_path: Path) -> None:
    text = "Handle,Title,Image Src,Image Position,Image Alt Text\nr,R,u2,2,x\nr,,u1,1,y\nr,,u1,1,z\nr,,,,no picture\n"
    listing = one(tmp_path / "p.csv", text)
    assert [(image.role, image.ref) for image in listing.images] == [("other", "u2"), ("main", "u1")]
    assert texts(listing) == {
        "title": "R",
        "images[0].alt": "x",
        "images[1].alt": "y",
        "images[1].alt[1]": "z",
        "attributes.Image Alt Text": "no picture",
    }
    unnumbered = one(tmp_path / "q.csv", "Handle,Title,Image Src\nr,R,u1\nr,,u2\n")
    assert [image.role for image in unnumbered.images] == ["main", "other"]


def test_only_product_tables_are_recognised(tmp_path: Path) -> None:
    def recognised(text: bytes, name: str = "p.csv") -> bool:
        return READER.recognises(tmp_path / name, text)

    assert recognised(OLD.encode())
    assert recognised(NEW.encode("utf-16"))
    assert recognised("\ufeffTITLE;Handle\n".encode())
    assert recognised(b"Handle\tTitle\n", "p.tsv")
    assert not recognised(b"Handle,Location,On hand\n")
    assert not recognised(b"Name,Description\nHandle,Title\n")
    assert recognised(b"Handle,Title\n", "p.txt")
    assert not recognised(b"Handle,Title\n", "p.md")
    assert not recognised(b"")
    assert not recognised(b'"Handle,Title\n')
    assert not recognised(b"\x89PNG\r\n\x1a\n\0\0")


def test_a_table_is_found_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(OLD, "utf-8")
    unit = of_file(path)
    assert unit is not None
    assert unit.reader == "shopify"
