"""Plain part files, locale folders and the pictures placed in descriptions."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("title.txt", "title"), ("标题.txt", "title"), ("標題.txt", "title"), ("name.txt", "title"), ("title.md", "title"),
        ("subtitle.txt", "subtitle"), ("副标题.txt", "subtitle"), ("short_description.txt", "subtitle"),
        ("description.txt", "description"), ("description.md", "description"), ("description.html", "description"),
        ("description.htm", "description"), ("描述.txt", "description"), ("详情.html", "description"), ("详情页.htm", "description"),
        ("商品描述.md", "description"), ("full_description.txt", "description"), ("DESCRIPTION.TXT", "description"),
        ("bullets.txt", "bullets[0]"), ("卖点.txt", "bullets[0]"), ("keywords.txt", "keywords"), ("文案/标题.txt", "title"),
        ("landing.html", "description"),
    ],
)  # fmt: skip
def test_names(shop: Any, name: str, path: str) -> None:
    shop.read({name: "  # 最佳戒指\n" if name.endswith("title.md") else "\n 最佳戒指 \n", "a.jpg": ""})
    assert shop.texts() == {path: "最佳戒指"}
    assert shop.place(path, "最佳").file == f"R1/{name}"


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("a.txt", "<p>a</p>", "html"), ("a.txt", "a < b", "plain"), ("a.md", "<p>a</p>", "markdown"), ("a.html", "a", "html"),
    ],
)  # fmt: skip
def test_formats(shop: Any, name: str, text: str, wanted: str) -> None:
    shop.read({name.replace("a.", "description."): text})
    assert shop.field("description").format == wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_places_in_any_encoding(shop: Any, on_disk: Any, encoding: str) -> None:
    shop.read({"描述.txt": "第一行，普通的戒指\r\n第二行是全网最佳的戒指\r\n".encode(encoding)})
    place = shop.place("description", "最佳")
    assert (place.line, place.column) == (2, 7)
    assert on_disk(shop.root, place, encoding).lstrip("\ufeff") == "最佳"


def test_locales_in_names_and_folders(shop: Any) -> None:
    listing = shop.read({
        "zh-CN/title.txt": "银戒指", "en-US/title.txt": "Silver ring", "en-US/description.md": "Plain.",
        "description.zh-CN.md": "素圈。", "zh-CN/bullets.txt": "1、纯银\n- 手工\n", "en-US/bullets.txt": "pure",
        "zh-CN/attributes.txt": "材质：银", "en-US/attributes.txt": "材质: silver", "de-DE/title.txt": "Ring",
    })  # fmt: skip
    assert shop.texts() == {
        "title.zh-CN": "银戒指", "title.en-US": "Silver ring", "title.de-DE": "Ring", "description.en-US": "Plain.",
        "description.zh-CN": "素圈。", "bullets.zh-CN[0]": "纯银", "bullets.zh-CN[1]": "手工", "bullets.en-US[0]": "pure",
        "attributes.材质.zh-CN": "银", "attributes.材质.en-US": "silver",
    }  # fmt: skip
    assert {one.path: one.lang for one in listing.fields}["title.de-DE"] == ""
    assert {one.path: one.lang for one in listing.fields}["description.zh-CN"] == "zh"
    assert listing.lang == ""
    assert listing.layout == "locales"


def test_one_locale_gives_the_listing_its_language(shop: Any) -> None:
    listing = shop.read({"title.txt": "Ring", "description.en-US.md": "Plain."})
    assert listing.lang == "en"
    assert shop.texts() == {"title": "Ring", "description": "Plain."}
    assert {one.lang for one in listing.fields} == {"en"}


def test_several_descriptions_are_all_kept(shop: Any) -> None:
    shop.read({"listing.yaml": "title: a\ndescription: 短\n", "描述.txt": "中", "详情.html": "<p>长</p>"})
    assert shop.texts() == {"title": "a", "description": "短", "description[1]": "中", "description[2]": "<p>长</p>"}


def test_the_manifest_goes_before_other_titles(shop: Any) -> None:
    listing = shop.read({
        "listing.yaml": "lang: zh\ntitle: 甲\nattributes: {材质: 银}\nbullets: [一]\n", "标题.txt": "乙", "属性信息.txt": "标题=丙\n材质=铜",
        "zh-CN/title.txt": "丁", "en/title.txt": "E", "卖点.txt": "二",
    })  # fmt: skip
    assert shop.texts() == {
        "title": "甲", "title.en": "E", "attributes.材质": "银", "bullets[0]": "一", "attributes.材质[1]": "铜",
    }  # fmt: skip
    told = [one.why.en for one in listing.notes]
    assert "title on line 1 is not used, R1/listing.yaml:2 goes before it" in told
    assert "attributes.材质 on line 2 differs from R1/listing.yaml:3; both are checked" in told


def test_titles_on_several_lines(shop: Any) -> None:
    shop.read({"title.txt": "银戒指\n\n 素圈戒指\n"})
    assert shop.texts() == {"title[0]": "银戒指", "title[1]": "素圈戒指"}
    assert shop.place("title[1]", "素圈").line == 3


@pytest.mark.parametrize(
    ("name", "text", "line", "column"),
    [
        ("attributes.csv", "属性,值\n材质,925银\n产地,中国\n", 2, 7), ("属性.csv", '材质,"925银"\r\n产地,中国\r\n', 1, 8),
        ("attributes.csv", "材质,产地,重量\n925银,中国,2g\n", 2, 4), ("attributes.tsv", "材质\t925银\n产地\t中国", 1, 7),
        ("attributes.yaml", "材质: 925银\n产地: 中国", 1, 8), ("attributes.json", '{"材质": "925银", "产地": "中国"}', 1, 12),
        ("attributes.toml", '"材质" = "925银"\n"产地" = "中国"', 1, 12), ("属性.txt", "材质＝925银\n产地：中国", 1, 7),
        ("attributes.yaml", "attributes:\n  材质: 925银\n  产地: 中国", 2, 10),
    ],
)  # fmt: skip
def test_attribute_files(shop: Any, on_disk: Any, name: str, text: str, line: int, column: int) -> None:
    listing = shop.read({name: text})
    found = shop.texts()
    assert found.pop("attributes.重量", "2g") == "2g"
    assert found == {"attributes.材质": "925银", "attributes.产地": "中国"}
    place = shop.place("attributes.材质", "银")
    assert (place.line, place.column) == (line, column)
    assert on_disk(shop.root, place) == "银"
    assert shop.notes(name) == ["attributes"]
    assert not listing.unread


@pytest.mark.parametrize(
    ("name", "text", "line"), [("attributes.csv", '材质,"银\n产地', 1), ("attributes.yaml", "a: 1\na: 2", 2)]
)
def test_broken_attribute_files(shop: Any, name: str, text: str, line: int) -> None:
    listing = shop.read({name: text, "title.txt": "a"})
    assert [(one.cause, one.file, one.line) for one in listing.unread] == [("failed", f"R1/{name}", line)]
    assert shop.texts() == {"title": "a"}


PAGE = """\
---
title: Best ring
images: [main.jpg]
---

Silver. ![the best ring](main.jpg) <img src="pics/ring%20two.jpg?v=2" alt="second &amp; last">
![far](https://x.example/far.jpg)
"""


def test_markdown_page(shop: Any) -> None:
    listing = shop.read({"product.md": PAGE, "main.jpg": "", "pics/ring two.jpg": "", "detail.jpg": ""})
    assert listing.layout == "markdown"
    assert [(one.role, one.ref, one.remote) for one in listing.images] == [
        ("main", "main.jpg", False), ("detail", "pics/ring%20two.jpg?v=2", False),
        ("detail", "https://x.example/far.jpg", True), ("detail", "detail.jpg", False),
    ]  # fmt: skip
    found = shop.texts()
    assert found.pop("description").startswith("Silver.")
    assert found == {
        "title": "Best ring",
        "images[0].alt": "the best ring",
        "images[1].alt": "second & last",
        "images[2].alt": "far",
    }
    assert shop.place("title", "Best").line == 2
    place = shop.place("images[0].alt", "best")
    assert (place.line, place.column) == (6, 15)
    assert shop.field("images[1].alt").at().line == 6
    assert listing.images[2].at().line == 7


def test_pictures_of_a_detail_page(shop: Any) -> None:
    listing = shop.read({
        "详情/详情.html": '<p>a<img src="1.jpg"><img src="../主图/1.jpg" alt="正面"><img src="../../x.jpg"><img src="gone.jpg">'
        '<img src="1.jpg"></p>',
        "详情/1.jpg": "", "主图/1.jpg": "",
    })  # fmt: skip
    assert [(one.role, one.file) for one in listing.images] == [
        ("detail", "R1/详情/1.jpg"), ("main", "R1/主图/1.jpg"), ("detail", "R1/详情/gone.jpg"),
    ]  # fmt: skip
    assert shop.place("images[1].alt", "正面").column == 50
    assert [(one.cause, one.line) for one in listing.unread] == [("failed", 1)]


def test_pictures_in_a_description_of_the_manifest(shop: Any) -> None:
    shop.read(
        {
            "listing.yaml": "title: a\ndescription: |\n  <p>银</p>\n  <img src='细节/1.jpg' alt='最佳工艺'>\n",
            "细节/1.jpg": "",
        }
    )
    assert shop.roles() == [("detail", "细节/1.jpg")]
    place = shop.place("images[0].alt", "最佳")
    assert (place.line, place.column) == (4, 28)


def test_broken_front_matter_keeps_the_body(shop: Any) -> None:
    listing = shop.read({"product.md": "---\ntitle: a\ntitle: b\n---\nSilver.\n"})
    assert [(one.file, one.line) for one in listing.unread] == [("R1/product.md", 3)]
    assert shop.texts() == {"description": "Silver."}


def test_front_matter_of_a_description(shop: Any) -> None:
    listing = shop.read({"title.txt": "a", "description.en.md": "---\nmarket: US\nmaterial: silver\n---\nBody\n"})
    assert listing.markets == ("US",)
    assert shop.texts() == {"title": "a", "attributes.material": "silver", "description": "Body"}
    assert shop.place("description", "Body").line == 5
