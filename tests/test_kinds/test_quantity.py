from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from listinglint.model import Finding, Listing
from listinglint.ruleset import RuleSet

Told = Callable[[RuleSet, Listing], list[Finding]]

RULE = """
kind: quantity
measures: [weight, length, width, height, thick, size, gauge, diameter, thickness, carat, count, ring, capacity, content]
beyond: [{measure: weight, above: 200}, {measure: thickness, above: 99, thing: plating}]
message: {zh: "“{value}”与 {field} 的“{limit}”不同", en: "“{value}” differs from “{limit}” in {field}"}
"""


def _told(given: dict[str, Any], ruleset: Any, listing: Any, findings: Told) -> list[Finding]:
    return findings(ruleset({"specs/test": RULE}), listing(**given))


@pytest.mark.parametrize(
    "given",
    [
        {"title": "吊坠", "description": "吊坠直径20mm", "attributes": {"链长": "45cm"}},
        {"title": "项链", "description": "链长45+5cm", "attributes": {"链长": "50cm"}},
        {"title": "项链", "description": "链长约45cm", "attributes": {"链长": "46cm"}},
        {"title": "Chain", "description": "Chain length: 45 cm", "attributes": {"Chain Length": "17.7 in"}},
        {"title": "项链", "description": "链长40cm", "attributes": {"链长": ["40cm", "45cm", "50cm"]}},
        {"title": "手链", "description": "银重3g，总重5g", "attributes": {"净重": "4g"}},
        {"title": "手链", "description": "重量3.5g", "attributes": {"重量": "3.52g", "毛重": "50g"}},
        {"title": "空调", "attributes": {"内机毛重": "12kg", "外机毛重": "35kg"}},
        {"title": "180g纯棉T恤", "attributes": {"重量": "150g"}, "category": "clothing"},
        {"title": "烤箱", "attributes": {"容量": ["21L(含)-30L(含)", "25L"]}},
        {"title": "酒5L（2.5L）"},
        {"title": "Shoes US 7", "attributes": {"Ring Size": "9"}},
        {"title": "Ring US 7", "attributes": {"欧码": "54"}, "category": "jewellery/ring"},
        {"title": "1 ct ring in 14ct gold", "attributes": {"Carat weight": "1.00 ct"}},
        {"title": "戒指 50分钻石", "attributes": {"克拉重量": "0.5克拉"}},
        {"title": "Mug", "description": "Capacity: 350 ml", "attributes": {"Capacity": "12 fl oz"}},
        {"title": "手镯", "attributes": {"重量": "180g", "毛重": "900g"}},
        {"title": "项链 40cm 45cm 50cm", "attributes": {"链长": "45cm"}},
        {"title": "吊坠项链 20mm", "attributes": {"链长": "45cm"}},
        {"title": "锁骨链 45cm", "description": "40cm、45cm 可选。", "attributes": {"链长": "40cm"}},
        {"title": "餐桌1.4米", "attributes": {"尺寸": "140*80*75cm"}, "category": "home/furniture"},
        {"title": "四件套1.8m床", "attributes": {"被套尺寸": "220*240cm"}, "category": "home/bedding"},
        {"title": "Hoop earrings, 3 pairs", "attributes": {"Quantity": "6 pieces"}, "category": "jewellery"},
        {"title": "Ring set of 5", "attributes": {"Quantity": "1"}, "category": "jewellery"},
        {"title": "Tumbler 20 oz", "attributes": {"Capacity": "591 ml"}, "category": "home"},
        {"title": "Nose ring 20G", "attributes": {"Weight": "2 g"}, "category": "jewellery"},
        {"title": "空调", "attributes": {"内机包装尺寸": "96*39*29cm", "外机包装尺寸": "91*63*42cm"}},
        {"title": "Laptop bag 15.6 inch", "attributes": {"Dimensions": "16 x 12 x 4 in"}, "category": "leather/bag"},
        {"title": "足金吊坠约3克", "description": "误差±0.1g", "attributes": {"金重": "2.98g"}},
        {"title": "毛衣链", "attributes": {"链长": "70cm"}, "description": "吊坠3cm"},
        {"title": "戒指", "attributes": {"戒圈号": "11号-16号"}, "description": "港号13号现货"},
        {"title": "手链", "description": "大号重量5g，小号重量3g"},
        {"title": "Rope chain 3mm", "attributes": {"Chain length": "18 in"}, "category": "jewellery"},
        {"title": "Necklace", "description": '17" in length, 4" inch drop', "attributes": {"Chain length": '17"'}},
        {"title": "纸巾3包6条", "attributes": {"数量": "2"}, "category": "home"},
    ],
)
def test_stays_silent(given: dict[str, Any], ruleset: Any, listing: Any, findings: Told) -> None:
    assert _told(given, ruleset, listing, findings) == []


@pytest.mark.parametrize(
    ("given", "value", "against"),
    [
        ({"title": "项链", "description": "链长45cm", "attributes": {"链长": "40cm"}}, "45cm", "40cm"),
        ({"title": "20 inch silver chain", "attributes": {"Chain Length": "45 cm"}}, "20 inch", "45 cm"),
        ({"title": "银项链", "description": "链长45cm。", "attributes": {"长度": "60cm"}, "category": "jewellery/necklace"}, "45cm", "60cm"),
        ({"title": "Chain", "description": "Chain length: 45 cm (21 in)"}, "45 cm", "21 in"),
        ({"title": "手链", "description": "重量3.5g", "attributes": {"重量": "2.8g"}}, "3.5g", "2.8g"),
        ({"title": "手链", "description": "重量3.5g", "attributes": {"Weight (oz)": "0.2"}}, "3.5g", "0.2"),
        ({"title": "珠链", "description": "珠径8mm", "attributes": {"珠径": "9mm"}}, "8mm", "9mm"),
        ({"title": "Ring US 7", "attributes": {"欧码": "60"}, "category": "jewellery/ring"}, "7", "60"),
        ({"title": "1.5 ct Diamond Ring", "attributes": {"Carat weight": "1.2 ct"}}, "1.5 ct", "1.2 ct"),
        ({"title": "四件套", "attributes": {"件数": "3"}}, "四件套", "3"),
        ({"title": "大容量40L烤箱", "attributes": {"容量": "30L"}}, "40L", "30L"),
        ({"title": "精华50ml", "attributes": {"净含量": "30ml"}}, "50ml", "30ml"),
        ({"title": "锁骨链 45cm", "attributes": {"链长": "40cm"}, "category": "jewellery"}, "45cm", "40cm"),
        ({"title": "真丝丝巾90x90cm", "attributes": {"尺寸": "70*70cm"}, "category": "clothing"}, "90x90cm", "70*70cm"),
        ({"title": "Tumbler 20 oz", "attributes": {"Capacity": "12 oz"}, "category": "home"}, "20 oz", "12 oz"),
        ({"title": "Septum ring 16G", "attributes": {"Gauge": "18G"}, "category": "jewellery"}, "16G", "18G"),
        ({"title": "手链", "description": "手链重约4.5克，附证书。重量8克。", "category": "jewellery/bracelet"}, "4.5克", "8克"),
        ({"title": "项链，长40cm（约18英寸）"}, "40cm", "18英寸"),
        ({"title": "珍珠手链", "description": "8-9mm淡水珍珠", "attributes": {"珠径": "5-6mm"}}, "8-9mm", "5-6mm"),
        ({"title": "Kettle", "bullets": ["1.7 L capacity"], "attributes": {"Capacity": "1.2 L"}}, "1.7 L", "1.2 L"),
        ({"title": "Hoops", "description": "Light 40 mm hoops", "attributes": {"Diameter": "25mm"}}, "40 mm", "25mm"),
        (
            {"title": {"zh": "银项链 45厘米", "en": "Silver necklace, 16 inch"}, "category": "jewellery/necklace"},
            "45厘米", "16 inch",
        ),
        ({"title": "Gold chain 20 inch", "variants": [{"length": "16 in"}, {"length": "18 in"}], "category": "jewellery"}, "20 inch", "18 in"),
        ({"title": "手串108颗", "attributes": {"数量": "54颗"}}, "108颗", "54颗"),
        ({"title": "高跟鞋8cm", "attributes": {"跟高": "5cm"}}, "8cm", "5cm"),
        ({"title": "翡翠手镯圈口56", "attributes": {"圈口": "58mm"}}, "56", "58mm"),
        ({"title": "书架 六层", "attributes": {"层数": "5层"}, "category": "home"}, " 六层", "5层"),
    ],
)  # fmt: skip
def test_speaks_and_names_both_places(
    given: dict[str, Any], value: str, against: str, ruleset: Any, listing: Any, findings: Told
) -> None:
    (one,) = _told(given, ruleset, listing, findings)
    assert (one.place.text, one.related[0].text) == (value, against)
    assert one.message.zh == f"“{value}”与 {one.related[0].part} 的“{against}”不同"


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"title": "戒指", "attributes": {"重量": "300g"}}, "300g"),
        ({"title": "手镯", "description": "镀层厚度100微米"}, "100微米"),
    ],
)
def test_tells_what_cannot_be(given: dict[str, Any], value: str, ruleset: Any, listing: Any, findings: Told) -> None:
    (one,) = _told(given, ruleset, listing, findings)
    assert one.place.text == value
    assert one.measured is not None


def test_the_title_is_the_place(ruleset: Any, listing: Any, findings: Told) -> None:
    given = {"attributes": {"链长": "40cm"}, "description": "链长45cm", "title": "项链 链长45cm"}
    (one,) = _told(given, ruleset, listing, findings)
    assert (one.place.part, one.related[0].part) == ("title", "attributes.链长")
