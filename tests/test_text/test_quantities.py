from __future__ import annotations

import pytest

from listinglint.text.fold import Letters, fold
from listinglint.text.quantities import read
from listinglint.text.quantity_units import number, spans


def told(text: str, key: str, title: bool, letters: Letters) -> list[tuple[str, str, str]]:
    folded = fold(text, letters).text
    found = read(folded, fold(key, letters).text, title)
    return [(*one.label, folded[one.start : one.end]) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("链长约45+5cm，吊坠直径20mm", [("length", "chain", "45+5cm"), ("diameter", "pendant", "20mm")]),
        (
            "总重：12克，净重10克；约重3.5g",
            [("weight", "total", "12克"), ("weight", "net", "10克"), ("weight", "", "3.5g")],
        ),
        ("金重 5.2 克，银重３克", [("weight", "gold", "5.2 克"), ("weight", "silver", "3克")]),
        ("鏈長：40公分", [("length", "chain", "40公分")]),
        (
            "长20mm×宽15mm",
            [("size", "", "长20mm×宽15mm"), ("length", "", "20mm"), ("width", "", "15mm")],
        ),
        ("35 x 27 in scarf", [("size", "", "35 x 27 in")]),
        ("5' x 7' rug", [("size", "", "5' x 7'")]),
        ('55"l x 24"w x 30"h', [("size", "", '55"l x 24"w x 30"h')]),
        ("chain: 3mm, 20 in", [("width", "chain", "3mm"), ("length", "", "20 in")]),
        ("跟高8cm，细跟", [("height", "heel", "8cm")]),
        ("男18号，女12号", [("ring", "hk", "18"), ("ring", "hk", "12")]),
        ("圈口56", [("diameter", "inner", "56")]),
        ("6-tier rack with 2 drawers", [("count", "tier", "6-tier"), ("count", "drawer", "2 drawers")]),
        ("18 gauge wire", [("gauge", "", "18 gauge")]),
        ("weighs about 3.2 grams", [("weight", "", "3.2 grams")]),
        ('18" (45cm) silver chain', [("length", "chain", '18"'), ("length", "chain", "45cm")]),
        ("chain length: 45 cm (17.7 in)", [("length", "chain", "45 cm"), ("length", "chain", "17.7 in")]),
        ("a 20 mm wide pendant", [("width", "pendant", "20 mm")]),
        ("1.5ctw halo, 0.75 ct center stone", [("carat", "total", "1.5ctw"), ("carat", "centre", "0.75 ct")]),
        ("镀层厚度0.5微米", [("thickness", "plating", "0.5微米")]),
        ("Gold plating thickness: 2.5 µm", [("thickness", "plating", "2.5 μm")]),
        ("四件套", [("count", "set", "四件套")]),
        ("镶12颗锆石", [("count", "zircon", "12颗锆石")]),
        ("20 round diamonds", [("count", "diamond", "20 round diamonds")]),
        ("US 7, EU 54", [("ring", "finger", "7"), ("ring", "finger", "54")]),
        ("港号12号", [("ring", "hk", "12")]),
    ],
)
def test_what_a_description_states(text: str, expected: list[tuple[str, str, str]], letters: Letters) -> None:
    assert told(text, "", False, letters) == expected


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("重量", "3.5±0.2g", [("weight", "", "3.5±0.2g")]),
        ("Weight (g)", "3.5", [("weight", "", "3.5")]),
        ("链长", "40cm/45cm/50cm", [("length", "chain", "40cm/45cm/50cm")]),
        ("吊坠直径", "约20毫米", [("diameter", "pendant", "20毫米")]),
        ("净含量", "30ml", [("content", "", "30ml")]),
        ("Ring Size", "5-9", [("ring", "finger", "5-9")]),
        ("件数", "3件", [("count", "set", "3件")]),
        ("克重", "180g/m²", []),
        ("克重", "180g", [("weight", "克", "180g")]),
        ("型号", "A300G", []),
        ("尺寸(cm)", "20*15*5", [("size", "", "20*15*5")]),
        ("后跟高", "中跟(3-5cm)", [("height", "heel", "3-5cm")]),
        ("Capacity", "12 oz", [("capacity", "", "12 oz")]),
        ("Gauge", "16G", [("gauge", "", "16g")]),
        ("戒圈号", "女12号 男18号", [("ring", "hk", "12"), ("ring", "hk", "18")]),
        ("圈口", "56", [("diameter", "inner", "56")]),
        ("层数", "5层", [("count", "tier", "5层")]),
        ("内机包装尺寸", "800x300x200mm", [("size", "内 gross", "800x300x200mm")]),
    ],
)
def test_what_an_attribute_states(key: str, value: str, expected: list[tuple[str, str, str]], letters: Letters) -> None:
    assert told(value, key, False, letters) == expected


@pytest.mark.parametrize(
    "text",
    [
        "180g/m² cotton", "180gsm", "18K gold", "14ct gold ring", "18 carat white gold", "price 45", "$45",
        "model A45cm", "1920x1080", "a 5'9\" model", "weight under 5 g", "不超过5g", "20L及以下", "20L(含)以上", "误差1mm", "size chart", "5g手机",
        "delivered 7 in silver foil", "24小时发货", "",
    ],
)  # fmt: skip
def test_what_is_no_statement(text: str, letters: Letters) -> None:
    assert told(text, "", True, letters) == []


@pytest.mark.parametrize(
    ("dimension", "text", "expected"),
    [
        ("length", "45 cm", [(450, 450)]),
        ("length", "18 in", [(457.2, 457.2)]),
        ("length", "45-50cm", [(450, 500)]),
        ("length", "45+5cm", [(450, 500)]),
        ("length", "40/45/50 cm", [(400, 400), (450, 450), (500, 500)]),
        ("length", "45cm/18in", [(450, 450), (457.2, 457.2)]),
        ("length", "11⁄2 in", [(38.1, 38.1)]),
        ("weight", "3±0.5g", [(2.5, 3.5)]),
        ("weight", "1,200克", [(1200, 1200)]),
        ("weight", "半斤", [(250, 250)]),
        ("weight", "两钱", [(6.25, 10)]),
        ("weight", "1 oz", [(28.3495, 31.1035)]),
        ("carat", "1/2 ct", [(0.5, 0.5)]),
        ("carat", "50分", [(0.5, 0.5)]),
        ("capacity", "0.5l", [(500, 500)]),
    ],
)
def test_units_ranges_and_sets(dimension: str, text: str, expected: list[tuple[float, float]]) -> None:
    allowed, _ = spans(dimension, text)
    assert [(round(one.low, 4), round(one.high, 4)) for one in allowed] == expected


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [("45", 45, 1), ("3.50", 3.5, 0.01), ("1,200", 1200, 1), ("1⁄2", 0.5, 0.05), ("1 1/4", 1.25, 0.05)],
)
def test_numbers_and_their_last_digit(text: str, value: float, step: float) -> None:
    assert number(text) == pytest.approx((value, step))
