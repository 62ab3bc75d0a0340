from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listinglint import model
from listinglint.model import (
    Allowance,
    Citation,
    Edit,
    Exempt,
    Field,
    FileNote,
    Finding,
    Fix,
    Image,
    Listing,
    Measured,
    Names,
    NotChecked,
    Origin,
    Place,
    Proof,
    Result,
    Severity,
    Source,
    Verbatim,
    Words,
    selectors,
    selects,
)

Make = Callable[..., Listing]


@pytest.mark.parametrize(
    ("text", "marker", "line", "column"),
    [
        ("gold", "gold", 1, 1),
        ("a\nb\nc", "c", 3, 1),
        ("a\r\nbc\r\nd", "c", 2, 2),
        ("a\rbc\rd", "d", 3, 1),
        ("a\n\rb", "b", 3, 1),
        ("\n\n金戒指", "戒", 3, 2),
        ("😀😀最佳", "最", 1, 3),  # code points, not UTF-16 units
        ("a\u2028b", "b", 1, 3),  # editors that count only CR and LF put it on line 1
    ],
)
def test_positions_count_lines_and_code_points(text: str, marker: str, line: int, column: int) -> None:
    assert Source("f", text).position(text.index(marker)) == (line, column)


@given(st.text("ab最\n\r", max_size=40))
def test_positions_agree_with_counting(text: str) -> None:
    source = Source("f", text)
    plain = text.replace("\r\n", " \n").replace("\r", "\n")
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n" or not offset:
            before = plain[:offset]
            assert source.position(offset) == (before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def test_a_record_cut_from_the_middle_tells_the_line_of_the_file() -> None:
    source = Source("feed.csv", "Best\nring", line=41)
    assert source.position(0) == (41, 1)
    assert source.position(6) == (42, 2)
    place = Field("title", "ring", Verbatim(source, 5, 9)).at(0, 4)
    assert (place.line, place.column, place.end_line, place.end_column, place.text) == (42, 1, 42, 5, "ring")


def test_the_excerpt_is_the_line_of_the_place() -> None:
    source = Source("f", "one\r\ntwo best\r\nthree")
    assert source.excerpt(source.text.index("best")) == ("two best", 1)
    assert source.excerpt(0) == ("one", 1)
    assert source.excerpt(len(source.text)) == ("three", 1)


def test_a_long_line_is_cut_around_the_place() -> None:
    text = "x" * 500 + "最佳" + "y" * 500
    excerpt, column = Source("f", f"first\n{text}\nlast").excerpt(6 + 500)
    assert column == 441
    assert excerpt == "x" * 60 + "最佳" + "y" * 118
    assert Source("f", text).excerpt(500, reach=5) == ("xxxxx最佳" + "y" * 8, 496)


@given(st.text("ab\n\r", max_size=300), st.data())
def test_an_excerpt_holds_its_place_and_no_line_end(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    source = Source("f", text)
    excerpt, first = source.excerpt(offset)
    column = source.position(offset)[1]
    if offset < len(text) and text[offset] not in "\r\n":
        assert excerpt[column - first] == text[offset]
    assert "\n" not in excerpt
    assert len(excerpt) <= 180


def test_a_place_spans_lines() -> None:
    field = Field("description", "good\r\nbest", Verbatim(Source("f", "d: good\r\nbest"), 3, 13))
    place = field.at(2, 10)
    assert (place.line, place.column, place.end_line, place.end_column) == (1, 6, 2, 5)
    assert (place.text, place.exact, place.excerpt) == ("od\r\nbest", True, "d: good")


def test_without_an_exact_map_only_the_start_is_told() -> None:
    field = Field("title", "金 & 银", Origin(Source("f", "t: 金 &amp; 银"), 3, 12, "row 3, Title"))
    place = field.at(2, 3)
    assert (place.exact, place.line, place.column, place.end_line, place.end_column) == (False, 1, 4, None, None)
    assert (place.start, place.end, place.text, place.cell) == (2, 3, "&", "row 3, Title")


def test_an_origin_that_tells_another_text_is_not_believed() -> None:
    place = Field("title", "gold", Verbatim(Source("f", "GOLD ring"), 0, 4)).at(0, 4)
    assert (place.exact, place.end_line) == (False, None)


def test_the_place_of_a_whole_field() -> None:
    place = Field("title", "gold", Verbatim(Source("f", "x gold"), 2, 6)).at()
    assert (place.start, place.end, place.text, place.column, place.end_column) == (None, None, "", 3, 7)


def test_the_place_of_a_picture() -> None:
    listed = Image(
        "main", "images/1.jpg", "/x/1.jpg", "1.jpg", 2, origin=Origin(Source("listing.yaml", "a\n- 1.jpg"), 4)
    )
    assert listed.at() == Place("listing.yaml", "images[2]", line=2, column=3, image="images/1.jpg")
    assert Image("main", "1.jpg", "/x/1.jpg").at((1, 2, 3, 4)) == Place(
        "1.jpg", "images[0]", image="1.jpg", box=(1, 2, 3, 4)
    )
    assert Image("main", "https://x/1.jpg").remote
    assert not listed.remote


@pytest.mark.parametrize(
    ("selector", "name", "named"),
    [
        ("title", "title", True),
        ("title", "titles", False),
        ("title", "seo.title", False),
        ("attributes", "attributes.材质", True),
        ("attributes.材质", "attributes.材质", True),
        ("attributes.材质", "attributes.材质工艺", False),
        ("attributes.材质", "attributes", False),
        ("description", "description.zh-CN", True),
        ("attributes.*", "attributes.材质", True),
        ("images*", "images.words", True),
        ("*.title", "seo.title", True),
        ("TITLE", "title", False),
    ],
)
def test_selectors(selector: str, name: str, named: bool) -> None:
    assert selects((selector,), name) is named
    assert selects(("other", selector), name) is named
    assert not selects((), name)


def test_a_listing_finds_its_texts_and_pictures(listing: Make) -> None:
    images = (Image("main", "1.jpg"), Image("size", "2.jpg"), Image("main", "3.jpg"))
    one = listing(
        "words", title="Ring", bullets=["a", "b"], attributes={"材质": ["银", "金"], "产地": "上海"}, images=images
    )
    assert [field.path for field in one.texts()] == [
        "description", "title", "bullets[0]", "bullets[1]", "attributes.材质[0]", "attributes.材质[1]", "attributes.产地",
    ]  # fmt: skip
    assert [field.text for field in one.texts("bullets", "attributes.材质")] == ["a", "b", "银", "金"]
    assert [field.text for field in one.texts("attributes")] == ["银", "金", "上海"]
    assert list(one.texts("seo")) == []
    assert [image.file for image in one.pictures("main")] == ["1.jpg", "3.jpg"]
    assert [image.file for image in one.pictures()] == ["1.jpg", "2.jpg", "3.jpg"]
    assert one.at() == Place("listing.txt")
    assert one.with_fields(one.fields[:1]).fields == one.fields[:1]


_SOURCE = Source("f.yaml", "title: 最佳", 7)
_PLACE = Place("f.yaml", "title", "最佳", 0, 2, 7, 8)
_WORDS = Words("中", "en")
NOUNS: list[Any] = [
    Severity.warning,
    _WORDS,
    _PLACE,
    Image("main", "1.jpg", origin=None),
    Proof("c.pdf", ("a claim",), places={"document": _PLACE}),
    Allowance("claims", "reason", place=_PLACE),
    FileNote("a.txt", "title", _WORDS),
    Names((), ("title",)),
    Exempt("claims/x", _PLACE, _WORDS, "第五条"),
    Measured(620, 700, "px"),
    Edit("title", 0, 2, "好"),
    Fix(_WORDS, "safe", (Edit("title", 0, 2, "好"),)),
    Citation("广告法", checked="2026-01-01"),
    Finding("claims/x", Severity.error, "review", "L1", _PLACE, _WORDS, _WORDS, measured=Measured(1, 2, "px")),
    NotChecked("L1", "images[0]", "failed", _WORDS),
    Result("L1", "f.yaml", not_checked=(NotChecked("L1", "", "unavailable", _WORDS),)),
]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: type(noun).__name__)
def test_nouns_travel_between_processes(noun: Any) -> None:
    assert pickle.loads(pickle.dumps(noun)) == noun


def test_a_listing_travels_with_its_sources() -> None:
    one = Listing("L1", "f.yaml", (Field("title", "最佳", Verbatim(_SOURCE, 7, 9)),), facts={"goods": ("ring",)})
    back = pickle.loads(pickle.dumps(one))
    assert back.fields[0].at(0, 2) == one.fields[0].at(0, 2)
    assert back.fields[0].at(0, 2).line == 7
    assert (back.id, back.facts) == (one.id, one.facts)


def test_remembered_names_are_those_of_the_very_fields() -> None:
    fields = (Field("bullets[0]", "a", Verbatim(_SOURCE, 0, 1)), Field("title", "b", Verbatim(_SOURCE, 1, 2)))
    known = Names(fields, ("bullets", "title"))
    assert selectors(Listing("L1", "f.yaml", fields, facts={"names": known})) == ("bullets", "title")
    assert selectors(Listing("L1", "f.yaml", fields[1:], facts={"names": known})) == ("title",)
    assert selectors(Listing("L1", "f.yaml", fields)) == ("bullets", "title")


def test_every_noun_is_tried() -> None:
    tried = {type(noun).__name__ for noun in NOUNS} | {"Listing", "Field", "Source", "Verbatim", "Origin"}
    public = {name for name, one in vars(model).items() if isinstance(one, type) and one.__module__ == model.__name__}
    assert public <= tried


def test_words_are_told_in_the_language_asked_for() -> None:
    assert (_WORDS.told("zh"), _WORDS.told("en"), _WORDS.told("fr")) == ("中", "en", "en")
