from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from listinglint.facts import Wants, measure
from listinglint.ruleset import RuleSet

GOODS = """
jewellery: [珠宝首饰, 首饰, jewelry, jewellery]
jewellery/ring: [戒指, ring, rings]
jewellery/necklace: [项链, 毛衣链, necklace]
jewellery/earrings: [耳钉, earring, earrings]
clothing: [女装, apparel, clothing]
clothing/shirt: [毛衣, 衬衫, shirt]
clothing/dress: [连衣裙, dress, evening dress]
home: [首饰盒, ring box]
"""
RULE = 'kind: phrase\nphrases: [最佳]\nmessage: {zh: "{match}", en: "{match}"}\n'


@pytest.fixture(scope="module")
def goods_rules() -> Callable[[Callable[..., RuleSet]], RuleSet]:
    known: dict[str, RuleSet] = {}

    def make(ruleset: Callable[..., RuleSet]) -> RuleSet:
        return known.setdefault("", ruleset({"claims/x": RULE}, _goods=GOODS))

    return make


@pytest.mark.parametrize(
    ("category", "title", "goods"),
    [
        # told by the title: the last word of the first part that names anything
        ("", "18K金麻花戒指 素圈", ("jewellery", "ring")),
        ("", "珍珠戒指扣头项链", ("jewellery", "necklace")),
        ("", "毛衣链女长款", ("jewellery", "necklace")),
        ("", "针织毛衣女", ("clothing", "shirt")),
        ("", "Silver Ring Box", ("home",)),
        ("", "Necklace for Evening Dress", ("jewellery", "necklace")),
        ("", "Hoop Earrings with Ring Holder", ("jewellery", "earrings")),
        ("", "Spring collection earring", ("jewellery", "earrings")),
        ("", "Sterling Silver, 30 mm, hoop earrings", ("jewellery", "earrings")),
        ("", "Spring wrings", ()),
        ("", "", ()),
        # told by the category: the last word of its path, whole words only
        (
            "Apparel & Accessories > Jewelry > Rings",
            "Aurora",
            ("apparel & accessories > jewelry > rings", "jewellery", "ring"),
        ),
        ("Earrings", "Aurora", ("earrings", "jewellery")),
        ("女装/连衣裙", "春季新款", ("女装/连衣裙", "clothing", "dress")),
        # a kind's own name as category, refined by the title but never contradicted
        ("jewellery", "Silver ring", ("jewellery", "ring")),
        ("jewellery", "Aurora", ("jewellery",)),
        ("clothing", "Aurora necklace", ("clothing",)),
        ("珠宝首饰", "银戒指", ("珠宝首饰", "jewellery", "ring")),
        # a category that says nothing leaves it to the title
        ("50012345", "银戒指", ("50012345", "jewellery", "ring")),
        ("New in", "Linen shirt", ("new in", "clothing", "shirt")),
    ],
)
def test_goods(category: str, title: str, goods: tuple[str, ...], goods_rules: Any, ruleset: Any, listing: Any) -> None:
    rules: RuleSet = goods_rules(ruleset)
    one = listing(title=title, category=category) if title else listing("text", category=category)
    measured = measure(one, Wants(frozenset({"scan"})), rules.scanner, rules.goods)
    assert measured.facts["goods"] == goods


def test_titles_in_several_languages_count(goods_rules: Any, ruleset: Any, listing: Any) -> None:
    rules: RuleSet = goods_rules(ruleset)
    one = listing(**{"title.zh": "限量款", "title.en": "Silver necklace"})
    measured = measure(one, Wants(frozenset({"scan"})), rules.scanner, rules.goods)
    assert measured.facts["goods"] == ("jewellery", "necklace")


def test_a_rule_about_pictures_knows_the_goods(ruleset: Any, listing: Any, findings: Any) -> None:
    rule = """
kind: picture
message: {zh: "{role}", en: "{role}"}
applies: {categories: [jewellery]}
pictures: [main]
measure: count
limits: [{min: 1}]
"""
    rules = ruleset({"images/x": rule}, _goods=GOODS)
    assert [one.message.zh for one in findings(rules, listing(title="银戒指"))] == ["主图"]
    assert findings(rules, listing(title="棉衬衫")) == []
