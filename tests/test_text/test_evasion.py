"""Disguised terms are found where they are terms, and nothing is found in innocent text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listinglint.model import Field, Source, Verbatim
from listinglint.text.evasion import Changes, Variants, certain, readings, squeeze
from listinglint.text.fold import Letters
from listinglint.text.letters import build
from listinglint.text.scan import Scanner

TERMS = ("最佳", "最好", "第一品牌", "销量第一", "唯一", "百分百", "永不褪色", "国家级", "消炎", "治疗", "招财", "美白", "原价",
         "最低价", "手慢无", "top1")  # fmt: skip
TABLE = {
    "最": ("zui",), "第": ("di",), "低": ("di",), "不": ("bu",), "原": ("yuan",), "疗": ("liao",), "招": ("zhao",), "财": ("cai",),
    "第一": ("弟一", "第1"), "唯一": ("维一", "唯1"), "百分百": ("百分佰",), "top1": ("t0p1",),
}  # fmt: skip
LETTERS = Letters(build())
SCANNER = Scanner(sorted(TERMS), LETTERS, tuple((n,) for n in range(len(TERMS))), variants=Variants(TABLE))
HONEST = [
    "欧美 白色珐琅耳环", "思维一致的两个人", "兄弟一起戴的手链", "第①步量手围", "第1步量手围", "招商、财务咨询",
    "专柜 正品 银耳钉", "颜色最近卖得好", "DIY手链 材料包", "最、最、最后一件事", "产品尺寸:10*20厘米", "A-B款可选",
    "【抖音】同款发夹", "治好了再说 疗养院", "di是姓氏拼音", "原、价两字分开写在两页",
]  # fmt: skip


def scan(text: str) -> dict[str, list[str]]:
    """Return the disguised terms of a text with the stretches that they were found in."""
    found = SCANNER.scan(Field("description", text, Verbatim(Source("", text), 0, len(text))))
    return {term: [text[slice(*found.span(*span))] for span in spans] for term, spans in found.evasions.items()}


@pytest.mark.parametrize(
    ("text", "term", "stretch"),
    [
        ("珠光最 佳", "最佳", "最 佳"),
        ("最*好的银料", "最好", "最*好"),
        ("这是最\u200b好的", "最好", "最\u200b好"),
        ("最★佳设计", "最佳", "最★佳"),
        ("最丨佳设计", "最佳", "最丨佳"),
        ("最、佳设计", "最佳", "最、佳"),
        ("国*家*级工艺", "国家级", "国*家*级"),
        ("消🔥炎凝胶", "消炎", "消🔥炎"),
        ("手\u200b慢\u200b无", "手慢无", "手\u200b慢\u200b无"),
        ("zui好的银", "最好", "zui好"),
        ("Zuì好的银", "最好", "Zuì好"),
        ("最di价出", "最低价", "最di价"),
        ("yuan价99", "原价", "yuan价"),
        ("有治liao作用", "治疗", "治liao"),
        ("zhaocai手链", "招财", "zhaocai"),
        ("永bu褪色", "永不褪色", "永bu褪色"),
        ("第①品牌珍珠", "第一品牌", "第①品牌"),
        ("弟一品牌珍珠", "第一品牌", "弟一品牌"),
        ("平台唯①一家", "唯一", "唯①"),
        ("维一的选择", "唯一", "维一"),
        ("百分佰退", "百分百", "百分佰"),
        ("T0P1手链", "top1", "T0P1"),
    ],
)
def test_disguised(text: str, term: str, stretch: str) -> None:
    assert scan(text)[term] == [stretch]


@pytest.mark.parametrize("text", HONEST)
def test_honest(text: str) -> None:
    assert not scan(text)


@given(st.lists(st.sampled_from(HONEST), min_size=2, max_size=5), st.sampled_from(["。", "\n", "！", "；"]))
def test_honest_texts_stay_honest_together(texts: list[str], end: str) -> None:
    assert not scan(end.join(texts))


@given(st.text(alphabet="银耳钉手链项最好第一 ,·*zuidi1。", max_size=30))
def test_places_are_inside_and_start_and_end_with_the_term(text: str) -> None:
    for stretches in scan(text).values():
        for stretch in stretches:
            assert stretch == stretch.strip()
            assert stretch in text


def test_plain_term_is_no_evasion() -> None:
    assert not scan("全网最佳的银耳钉")


def test_each_meaning_of_a_spelling_is_read() -> None:
    meant = [text for text, _, _ in Variants(TABLE).respell("最di价")]
    assert meant == ["最第价", "最低价"]


def test_several_syllables_in_one_run() -> None:
    assert [one.text for one in readings("zhaocai手链", Variants(TABLE))] == ["招财手链"]


def test_a_latin_spelling_needs_a_chinese_neighbour() -> None:
    assert not readings("zui", Variants(TABLE))
    assert not readings("liaozui 2", Variants(TABLE))


def test_nothing_to_put_right() -> None:
    assert squeeze("银耳钉") is None
    assert not readings("银耳钉", Variants({}))


def test_reading_leads_back() -> None:
    (reading,) = readings("有治 liao作用", Variants({"疗": ("liao",)}))
    at = reading.text.index("治")
    assert reading.text[at : at + 2] == "治疗"
    lo, hi = reading.span(at, at + 2)
    assert "有治 liao作用"[lo:hi] == "治 liao"
    assert reading.disguised(lo, hi)
    assert not reading.disguised(0, 1)


@pytest.mark.parametrize(
    ("stretch", "known"),
    [
        ("最\u200b佳", True),
        ("b.e.s.t", True),
        ("专柜 正品", False),
        ("国家,级别", False),
        ("最 佳", None),
        ("弟一", None),
    ],
)
def test_certain(stretch: str, known: bool | None) -> None:
    assert certain(stretch) is known


@given(
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda one: (one[0], one[0] + one[1]))),
    asked=st.tuples(st.integers(0, 60), st.integers(1, 9)),
)
def test_changes_meet_what_any_of_them_overlaps(spans: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    start, end = asked[0], asked[0] + asked[1]
    assert Changes.of(spans).meet(start, end) == any(start < hi and lo < end for lo, hi in spans)
