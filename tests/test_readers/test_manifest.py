"""The listing file in YAML, JSON and TOML: every key, every alias, and the place of every value."""

from __future__ import annotations

from typing import Any

import pytest

from listinglint.readers.base import ReadSettings

YAML = """\
schema: 1
id: R-1001
market: [CN, 美国]
channels: 淘宝, amazon
lang: zh-CN
category: jewellery
title: {zh: 925银戒指, en: "Silver \\"925\\" ring"}
subtitle: 素圈
description: |
  第一段最佳。

  第二段。
bullets:
  zh: [纯银, 手工]
  en:
    - pure silver
attributes:
  材质: 925银
  编码: 012
  可调: no
  空: ~
  尺寸: {内径: 17mm, 宽: 2mm}
  颜色: [银, 金]
variants:
  - {颜色: 银, 价格: 10}
  - {颜色: 金, 价格: 12.50}
seo: {title: 银戒指 包邮}
images:
  main: [主图/1.jpg]
  zoom: {path: 放大/1.jpg, alt: 放大的戒面}
  whatever: [x.jpg]
lint:
  allow:
    - {rule: claims/zh/superlative, reason: 品牌名, field: title, match: 最}
    - rule: images
      reason: later
"""
YAML_TEXTS = {
    "title.zh": "925银戒指", "title.en": 'Silver "925" ring', "subtitle": "素圈", "description": "第一段最佳。\n\n第二段。\n",
    "bullets.zh[0]": "纯银", "bullets.zh[1]": "手工", "bullets.en[0]": "pure silver", "attributes.材质": "925银",
    "attributes.编码": "012", "attributes.可调": "no", "attributes.尺寸.内径": "17mm", "attributes.尺寸.宽": "2mm",
    "attributes.颜色[0]": "银", "attributes.颜色[1]": "金", "variants[0].颜色": "银", "variants[0].价格": "10",
    "variants[1].颜色": "金", "variants[1].价格": "12.50", "seo.title": "银戒指 包邮", "images[1].alt": "放大的戒面",
}  # fmt: skip


def test_the_whole_schema(shop: Any) -> None:
    listing = shop.read({"listing.yaml": YAML, "主图/1.jpg": "", "放大/1.jpg": ""})
    assert shop.texts() == YAML_TEXTS
    assert (listing.id, listing.lang, listing.category) == ("R-1001", "zh", "jewellery")
    assert listing.markets == ("CN", "US")
    assert listing.channels == ("taobao", "amazon")
    assert listing.file == "R1/listing.yaml"
    assert shop.roles() == [("main", "主图/1.jpg"), ("zoom", "放大/1.jpg"), ("other", "x.jpg")]
    assert {one.path: one.lang for one in listing.fields if one.path.startswith("title")} == {
        "title.zh": "zh",
        "title.en": "en",
    }
    assert shop.field("attributes.材质").lang == "zh"
    assert shop.field("title.en").selector == "title.en"
    assert not listing.unread


def test_allowances_have_their_place(shop: Any) -> None:
    first, second = shop.read({"listing.yaml": YAML}).allow
    assert first[:4] == ("claims/zh/superlative", "品牌名", "title", "最")
    assert (first.place.file, first.place.line, first.place.part) == ("R1/listing.yaml", 34, "lint.allow[0]")
    assert second[:4] == ("images", "later", "", "")
    assert second.place.line == 35


@pytest.mark.parametrize(
    ("path", "marker", "line", "column"),
    [
        ("title.zh", "银", 7, 16), ("title.en", '"925"', 7, 33), ("description", "最佳", 10, 6), ("description", "第二", 12, 3),
        ("bullets.zh[1]", "手", 14, 12), ("bullets.en[0]", "silver", 16, 12), ("attributes.编码", "12", 19, 8),
        ("attributes.尺寸.宽", "mm", 22, 22), ("variants[1].价格", "50", 26, 20), ("images[1].alt", "戒面", 30, 34),
    ],
)  # fmt: skip
def test_places_in_yaml(shop: Any, path: str, marker: str, line: int, column: int) -> None:
    shop.read({"listing.yaml": YAML, "主图/1.jpg": "", "放大/1.jpg": ""})
    place = shop.place(path, marker)
    assert (place.file, place.line, place.column) == ("R1/listing.yaml", line, column)


SAME = {
    "listing.yaml": "标题: 银戒指最佳\r\n属性:\r\n  材质: 925银\r\n  重量: 1.80\r\n卖点:\r\n  - 手工\r\n图片: [a.jpg, 'b c.jpg']\r\n",
    "listing.json": '{"标题": "银戒指\\u6700佳",\n"属性": {"材质": "925银",\n "重量": 1.80}, "卖点": ["手工"],\n "图片": ["a.jpg", "b c.jpg"]}',
    "listing.toml": '标题 = "银戒指最佳"\n图片 = ["a.jpg", "b c.jpg"]\n卖点 = [\n "手工"]\n[属性]\n材质 = \'925银\'\n重量 = 1.80\n'.replace(
        "标题", '"标题"'
    ).replace("图片 =", '"图片" =').replace("卖点", '"卖点"').replace("[属性]", '["属性"]').replace("材质", '"材质"').replace("重量", '"重量"'),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_the_three_formats_say_the_same(shop: Any, name: str, on_disk: Any) -> None:
    listing = shop.read({name: SAME[name]})
    assert shop.texts() == {
        "title": "银戒指最佳", "attributes.材质": "925银", "attributes.重量": "1.80", "bullets[0]": "手工",
    }  # fmt: skip
    assert [(one.role, one.ref, one.why) for one in listing.images] == [
        ("main", "a.jpg", "position"),
        ("other", "b c.jpg", "unclassified"),
    ]
    for path, marker in (
        ("title", "银戒"),
        ("attributes.材质", "925"),
        ("attributes.重量", "80"),
        ("bullets[0]", "手工"),
    ):
        assert on_disk(shop.root, shop.place(path, marker)) == marker
    assert listing.images[1].at().file == f"R1/{name}"
    assert (listing.images[1].at().line or 0) >= 1


BROKEN = {
    "listing.yaml": [("title: a\nattributes:\n  材质: 'x\n", 3), ("title: a\ntitle: b\n", 2), ("title：a\nsubtitle: b\n", 2), ("- a\n- b\n", 1), ("a: 1\n---\nb: 2", 2)],
    "listing.json": [('{"title": "a",\n}', 2), ('{"title": "a",\n"title": "b"}', 2), ('{"a": {"b": 1,\n\n"b": 2}}', 3), ("[1]", 1), ("{", 1)],
    "listing.toml": [('title = "a"\nx = \n', 2), ('a = 1\na = 2\n', 2), ("title = 银\n", 1)],
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "line"), [(name, *one) for name, all_ in BROKEN.items() for one in all_])
def test_broken_manifests_tell_the_line_and_lose_nothing_else(shop: Any, name: str, text: str, line: int) -> None:
    listing = shop.read({name: text, "描述.txt": "素圈", "1.jpg": ""})
    (record,) = listing.unread
    assert (record.cause, record.file, record.line) == ("failed", f"R1/{name}", line)
    assert record.reason.zh
    assert record.listing == "R1"
    assert shop.texts() == {"description": "素圈"}
    assert shop.roles() == [("main", "1.jpg")]
    assert shop.notes(name) == [""]


def test_duplicate_json_key_before_a_smaller_object(shop: Any) -> None:
    listing = shop.read({"listing.json": '{"a": {"x": 1, "y": 2},\n "a": {"z": 1}}'})
    assert [one.line for one in listing.unread] == [2]


def test_unknown_keys_are_read_and_noted(shop: Any) -> None:
    listing = shop.read({"listing.yaml": "title: a\ntag line: 全网最低\nmore:\n  - {deep: b}\n  - c\nleer:\n"})
    assert shop.texts() == {"title": "a", "tag line": "全网最低", "more[0].deep": "b", "more[1]": "c"}
    noted = {one.used: one.why.en for one in listing.notes}
    assert noted["tag line"].startswith("unknown key 'tag line' (line 2)")
    assert noted["more"].startswith("unknown key 'more' (line 4)")
    assert "leer" not in noted


def test_attributes_at_the_top_and_as_a_list(shop: Any) -> None:
    shop.read(
        {
            "listing.yaml": "name: 银戒指\n材质: 银\nmaterial: silver\n规格: 5mm\nattributes:\n  - {label: 产地, value: 中国}\n  - 重量: 2g\n  - 手工\n"
        }
    )
    assert shop.texts() == {
        "title": "银戒指", "attributes.材质": "银", "attributes.material": "silver", "attributes.规格": "5mm",
        "attributes.产地": "中国", "attributes.重量": "2g", "attributes[2]": "手工",
    }  # fmt: skip


def test_the_shops_own_names(shop: Any) -> None:
    own = ReadSettings(
        aliases={"品名": "title", "用料": "attributes.材质", "话术": "pitch"},
        roles={"平铺": "scene"},
        root=shop.root.as_posix(),
    )
    shop.read({"listing.yaml": "品名: 银戒指\n话术: 最佳\n属性:\n  用料: 银\nimages:\n  平铺: [a.jpg]\n"}, own)
    assert shop.texts() == {"title": "银戒指", "pitch": "最佳", "attributes.材质": "银"}
    assert shop.roles() == [("scene", "a.jpg")]


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("market: cn", ("CN",)),
        ("markets: [US, 英国]", ("US", "UK")),
        ("市场: 中国、欧盟", ("CN", "EU")),
        ("markets: CN, CN", ("CN",)),
    ],
)
def test_markets(shop: Any, told: str, wanted: tuple[str, ...]) -> None:
    assert shop.read({"listing.yaml": f"title: a\n{told}"}).markets == wanted


def test_pictures_by_path_folder_pattern_and_address(shop: Any) -> None:
    listing = shop.read({
        "listing.yaml": "images:\n  主图: images/a/\n  detail: ['images/b/*.jpg', https://x.example/1.jpg]\n  size: images\\c.jpg\n"
        "coverImage: cover one.jpg\n",
        "images/a/2.jpg": "", "images/a/10.jpg": "", "images/b/1.jpg": "", "images/c.jpg": "", "images/d.jpg": "",
    })  # fmt: skip
    assert [(one.role, one.file.removeprefix("R1/"), one.remote) for one in listing.images] == [
        ("main", "images/a/2.jpg", False), ("main", "images/a/10.jpg", False), ("detail", "images/b/1.jpg", False),
        ("detail", "https://x.example/1.jpg", True), ("size", "images/c.jpg", False), ("main", "cover one.jpg", False),
        ("other", "images/d.jpg", False),
    ]  # fmt: skip
    assert listing.images[3].path == ""
    assert listing.images[5].path.endswith("/R1/cover one.jpg")
    assert listing.images[0].why == "manifest"
    assert listing.images[0].at().line == 2


@pytest.mark.parametrize(
    "ref", ["../other/1.jpg", "a/../../1.jpg", "/etc/1.jpg", "C:\\pics\\1.jpg", "~/1.jpg", "..\\1.jpg", "file:///1.jpg"]
)
def test_pictures_outside_the_folder_are_refused(shop: Any, ref: str) -> None:
    listing = shop.read({"listing.yaml": f"title: a\nimages:\n  - '{ref}'\n  - 1.jpg\n", "1.jpg": ""})
    assert [(one.cause, one.file, one.line) for one in listing.unread] == [("failed", "R1/listing.yaml", 3)]
    assert shop.roles() == [("main", "1.jpg")]


def test_a_named_picture_that_is_missing_stays_a_picture(shop: Any) -> None:
    (image,) = shop.read({"listing.yaml": "title: a\nimages: [gone.jpg]\n"}).images
    assert image.path.endswith("/R1/gone.jpg")
    assert (image.role, image.at().line, image.at().column) == ("main", 2, 10)


@pytest.mark.parametrize(
    "lint", ["lint: {allow: claims}", "lint: {allow: [{reason: x}]}", "lint: [a]", "lint: {allow: [claims/zh]}"]
)
def test_an_exception_without_a_rule_is_told(shop: Any, lint: str) -> None:
    listing = shop.read({"listing.yaml": f"title: a\n{lint}\n"})
    assert listing.allow == ()
    assert [(one.cause, one.line) for one in listing.unread] == [("failed", 2)]


def test_a_later_schema_is_told(shop: Any) -> None:
    assert [(one.part, one.cause) for one in shop.read({"listing.yaml": "schema: 2\ntitle: a"}).unread] == [
        ("schema", "unavailable")
    ]
    assert not shop.read({"listing.yaml": "$schema: https://x.example/listing-1.json\ntitle: a"}).unread


def test_a_description_may_be_the_name_of_a_file(shop: Any) -> None:
    shop.read(
        {"listing.yaml": "title: a\ndescription: {zh: text/long.md, en: missing.md}\n", "text/long.md": "# 最佳\n"}
    )
    assert shop.texts() == {"title": "a", "description.en": "missing.md", "description.zh": "# 最佳"}
    assert shop.field("description.zh").format == "markdown"
