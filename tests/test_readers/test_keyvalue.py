"""Text files of `键=值` lines, sections and drawn tables."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listinglint.model import Source
from listinglint.readers.keyvalue import Loose, Pair, looks_like_pairs, parse

TEXT = """\
# 说明
[产品信息]
产品名称= 黑白剪刀
类目=家居/厨房
卖点=锋利；不锈钢；1、轻便
平台：淘宝
［分类属性］
材质＝不锈钢
链接=https://x.example/a?b=1
颜色: 红|蓝|绿
描述：第一行最佳
第二行

第三段
[变种属性]
| 颜色 | 尺码 | 价格 |
|------|:---:|------|
| 红 | M |  12 |
| 蓝 |  | 13 |
[其他]
属性 | 值 | 备注
无主的一行
[参数]
| 属性 | 值 |
| 产地 | 中国 |
"""


def test_the_whole_form(shop: Any) -> None:
    listing = shop.read({"属性信息.txt": TEXT})
    assert shop.texts() == {
        "title": "黑白剪刀", "bullets[0]": "锋利", "bullets[1]": "不锈钢", "bullets[2]": "轻便", "attributes.材质": "不锈钢",
        "attributes.链接": "https://x.example/a?b=1", "attributes.颜色": "红|蓝|绿", "description": "第一行最佳\n第二行\n\n第三段",
        "variants[0].颜色": "红", "variants[0].尺码": "M", "variants[0].价格": "12", "variants[1].颜色": "蓝",
        "variants[1].价格": "13", "text[0]": "无主的一行", "attributes.产地": "中国",
    }  # fmt: skip
    assert listing.category == "家居/厨房"
    assert listing.channels == ("taobao",)
    assert listing.file == "R1/属性信息.txt"
    assert any("line 22" in one.why.en for one in listing.notes)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("path", "marker", "line", "column"),
    [
        ("title", "剪刀", 3, 9), ("bullets[2]", "轻便", 5, 13), ("attributes.材质", "不锈", 8, 4), ("attributes.颜色", "蓝", 10, 7),
        ("description", "最佳", 11, 7), ("description", "第三", 14, 1), ("variants[0].价格", "12", 18, 12), ("attributes.产地", "国", 25, 9),
    ],
)  # fmt: skip
def test_places(shop: Any, on_disk: Any, newline: str, path: str, marker: str, line: int, column: int) -> None:
    shop.read({"属性信息.txt": TEXT.replace("\n", newline)})
    place = shop.place(path, marker)
    assert (place.line, place.column) == (line, column)
    assert on_disk(shop.root, place) == marker


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-be", "utf-8-sig"])
def test_encodings(shop: Any, on_disk: Any, encoding: str) -> None:
    shop.read({"属性信息.txt": TEXT.replace("\n", "\r\n").encode(encoding)})
    place = shop.place("attributes.材质", "不锈钢")
    assert (place.line, place.column) == (8, 4)
    assert on_disk(shop.root, place, encoding) == "不锈钢"


def test_a_key_given_twice_is_checked_twice_and_noted(shop: Any) -> None:
    listing = shop.read({"属性信息.txt": "材质=银\n材质=铜\n标题=甲\n标题=乙\n产地=中国\n产地=中国"})
    assert shop.texts() == {
        "attributes.材质": "银",
        "attributes.材质[1]": "铜",
        "title": "甲",
        "attributes.产地": "中国",
    }
    notes = [one.why.en for one in listing.notes]
    assert "attributes.材质 on line 2 differs from R1/属性信息.txt:1; both are checked" in notes
    assert "title on line 4 is not used, R1/属性信息.txt:3 goes before it" in notes
    assert "attributes.产地 on line 6 repeats R1/属性信息.txt:5" in notes


def test_a_products_name_beside_its_title_is_an_attribute(shop: Any) -> None:
    shop.read({"属性信息.txt": "产品名称=剪刀\n标题=黑白不锈钢剪刀"})
    assert shop.texts() == {"attributes.产品名称": "剪刀", "title": "黑白不锈钢剪刀"}


def test_pictures_named_in_the_text(shop: Any) -> None:
    shop.read({"product.txt": "title: a\nimages: main.jpg；photos/2.jpg", "main.jpg": "", "photos/2.jpg": ""})
    assert shop.roles() == [("main", "main.jpg"), ("other", "photos/2.jpg")]


def test_unnamed_texts_of_pairs_are_read(shop: Any) -> None:
    shop.read({"标题.txt": "a", "数据.txt": "材质：银\n重量：2g\n产地：中国\n", "备忘.txt": "记得补图"})
    assert shop.texts() == {"title": "a", "attributes.材质": "银", "attributes.重量": "2g", "attributes.产地": "中国"}
    assert shop.notes("备忘.txt") == [""]


def test_looks_like_pairs() -> None:
    assert looks_like_pairs(Source("", "a=1\nb：2\nc:3"))
    assert not looks_like_pairs(Source("", "a=1\nb=2"))
    assert not looks_like_pairs(Source("", "a=1\nb=2\nc=3\nd\ne\nf"))


@given(st.text("键值a=：: |｜[]；;#-\n\r\t 1", max_size=120))
def test_no_letter_is_lost(text: str) -> None:
    source = Source("f", text)
    spans: list[tuple[int, int]] = []
    keys = ""
    for part in parse(source):
        spans += (
            [part.value] if isinstance(part, Pair) else [part.text] if isinstance(part, Loose) else list(part.cells)
        )
        keys += part.key if isinstance(part, Pair) else ""
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    kept = "".join(text[start:end] for start, end in spans) + keys
    lost = [
        line
        for line in text.replace("\r", "\n").split("\n")
        if "值" in line and not line.strip().startswith(("[", "［", "#", ";", "//"))
    ]
    assert kept.count("值") >= sum(line.count("值") for line in lost)
