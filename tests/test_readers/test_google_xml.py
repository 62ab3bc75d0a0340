from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listinglint.model import Listing
from listinglint.readers.base import ReadSettings
from listinglint.readers.google_xml import READER

OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">\n<channel>\n'
)
CLOSE = "</channel>\n</rss>\n"
ITEM = (
    "<item>\n  <g:id>r1</g:id>\n  <title>Moon &amp; star ring</title>\n  <link>https://s.example/r1</link>\n"
    "  <description><![CDATA[<p>The best ring</p>]]></description>\n"
    "  <g:description>&lt;p&gt;The best ring&lt;/p&gt;</g:description>\n"
    "  <g:image_link>https://s.example/1.jpg?a=1&amp;b=2</g:image_link>\n"
    "  <g:additional_image_link>https://s.example/2.jpg</g:additional_image_link>\n"
    "  <g:product_highlight>Made by hand</g:product_highlight><g:product_highlight>Never tarnishes</g:product_highlight>\n"
    "  <g:product_detail><g:section_name>x</g:section_name><g:attribute_name>Plating</g:attribute_name>"
    "<g:attribute_value>rose gold</g:attribute_value></g:product_detail>\n"
    "  <g:installment><g:months>6</g:months></g:installment>\n  <g:shipping><g:price>0 EUR</g:price></g:shipping>\n"
    "  <g:target_country>GB</g:target_country><g:content_language>en</g:content_language>\n</item>\n"
)
Exported = Callable[..., Any]


def test_an_item_with_plain_and_prefixed_elements(exported: Exported) -> None:
    found = exported("feed.xml", OPEN + ITEM + CLOSE)
    assert found.reader == "google_xml"
    assert found.unread == []
    assert found.texts() == {
        "attributes.id": "r1",
        "title": "Moon & star ring",
        "description": "<p>The best ring</p>",  # twice the same, read once
        "bullets[0]": "Made by hand",
        "bullets[1]": "Never tarnishes",
        "attributes.Plating": "rose gold",
        "attributes.installment.months": "6",
    }
    assert found.pictures() == [("main", "https://s.example/1.jpg?a=1&b=2"), ("other", "https://s.example/2.jpg")]
    [listing] = found.listings
    assert (listing.markets, listing.lang, listing.line) == (("UK",), "en", 4)
    assert found.stands("title", "& star", written="&amp; star")
    assert found.stands("description", "best")


def test_atom_entries_unescaped_markup_and_a_file_of_one_line(exported: Exported) -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><entry><g:id>1</g:id>'
        "<title>A ring</title><summary>So <b>fine &amp; best</b>!</summary></entry><entry><g:id>2</g:id>"
        "<title>珠 ring 最佳</title><g:link>x</g:link></entry></feed>"
    )
    found = exported("feed.xml", text)
    assert found.ids == ["1", "2"]
    assert found.texts()["description"] == "So <b>fine &amp; best</b>!"
    assert found.listings[0].fields[2].format == "html"
    assert found.stands("title", "最佳", 1)


def test_a_feed_on_one_long_line(exported: Exported, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("listinglint.readers.table.MAX_CELL", 100)
    items = "".join(f"<item><g:id>{one}</g:id><title>Ring {one}</title></item>" for one in range(9))
    found = exported("f.xml", OPEN.replace("\n", "") + items + "</channel></rss>")
    assert len(found.ids) == 9
    assert found.stands("title", "Ring 8", 8)


def test_variants_of_a_group(exported: Exported) -> None:
    items = "".join(
        f"<item><g:id>{one}</g:id><g:title>Ring</g:title><g:item_group_id>g</g:item_group_id><g:color>{one}</g:color></item>"
        for one in ("red", "blue")
    )
    [listing] = exported("f.xml", OPEN + items + CLOSE).listings
    assert [one.path for one in listing.fields if one.text == "blue"] == ["variants[1].id", "variants[1].color"]


def test_a_broken_item_loses_only_itself(exported: Exported) -> None:
    bad = "<item><g:id>bad</g:id><g:title>This & that</g:title></item>\n"
    second = "<item><g:id>r2</g:id><g:title>Cup</g:title></item>\n"
    found = exported("f.xml", OPEN + ITEM + bad + second + CLOSE)
    assert found.ids == ["r1", "r2"]
    assert [(one.cause, one.line) for one in found.unread] == [("failed", 4 + ITEM.count("\n"))]


def test_a_file_that_was_cut_off_is_told(exported: Exported) -> None:
    found = exported("f.xml", OPEN + ITEM + "<item><g:id>r2</g:id><g:title>Cu")
    assert found.ids == ["r1"]
    assert ["cut off" in one.reason.en for one in found.unread] == [True]


def test_entities_of_its_own_are_refused(exported: Exported) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    found = exported("f.xml", OPEN.replace("<rss", bomb + "<rss") + ITEM.replace("Moon", "&b;") + CLOSE)
    assert found.ids == []
    assert "entities of its own" in found.unread[0].reason.en


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("gb18030", "GBK"), ("utf-16", "UTF-16"), ("latin-1", "ISO-8859-1"), ("utf-8-sig", "UTF-8")],
)
def test_encodings(exported: Exported, encoding: str, declared: str) -> None:
    title = "Crème brûlée ring" if encoding == "latin-1" else "手工银戒指 送女友"
    text = OPEN.replace("UTF-8", declared) + ITEM.replace("Moon &amp; star ring", title) + CLOSE
    assert exported("f.xml", text.encode(encoding)).texts()["title"] == title


def test_other_xml_is_left_alone(tmp_path: Path) -> None:
    for text in (
        "<urlset><url><loc>x</loc></url></urlset>",
        "<rss><channel><item><title>News</title></item></channel></rss>",
    ):
        assert not READER.recognises(tmp_path / "a.xml", text.encode())
    assert not READER.recognises(tmp_path / "a.txt", (OPEN + ITEM).encode())


@given(st.lists(st.tuples(*(st.text(st.sampled_from("ab &<>\"'\n珠💍"), max_size=12),) * 2), min_size=1, max_size=5))
def test_no_text_of_any_feed_is_lost_or_misplaced(rows: list[tuple[str, str]]) -> None:
    items = "".join(
        f"<item><g:id>{number}</g:id><g:title>{escape(title)}</g:title><description>"
        f"<![CDATA[{text.replace(']]>', '')}]]></description></item>"
        for number, (title, text) in enumerate(rows)
    )
    path = Path("f.xml").absolute()
    written = OPEN + items + CLOSE
    found = list(READER.read(path, ReadSettings(overlay={path.as_posix(): written.encode()})))
    assert len(found) == len(rows)
    lines = written.split("\n")
    for listing, (title, text) in zip(found, rows, strict=True):
        assert isinstance(listing, Listing)
        held = {one.path: one.text for one in listing.fields}
        wanted = {"title": title.strip(), "description": text.strip()}
        assert {path: held.get(path, "") for path in wanted} == wanted
        for one in listing.fields:
            place = one.at(0, 1)
            assert place.exact
            assert place.line is not None
            assert place.column is not None
            here = lines[place.line - 1][place.column - 1 :]
            assert here.startswith((one.text[0], escape(one.text[0])))


def peak_of(path: Path, items: int) -> int:
    """Return how many bytes are held at most while a feed of so many items is read."""
    with path.open("w", encoding="utf-8") as file:
        file.write(OPEN)
        file.writelines(ITEM.replace("r1", f"r{number}").replace("best", "好" * 500) for number in range(items))
        file.write(CLOSE)
    tracemalloc.start()
    try:
        count = sum(isinstance(got, Listing) for got in READER.read(path, ReadSettings()))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == items
    return peak


def test_a_large_feed_needs_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    small, large = (peak_of(tmp_path / f"{items}.xml", items) for items in (500, 3000))
    assert large < small * 1.5
