"""Texts in the wrong language, titles in the wrong category, and what a buyer is owed only under a condition."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from listinglint.model import Finding

LANGUAGE = """
kind: language
severity: warning
consequence: advice
message: {zh: 不对, en: wrong}
least: 5
"""
GOODS = """
kind: goods
severity: warning
consequence: advice
message: {zh: 不对, en: wrong}
passed-over: [home]
"""
TABLE = """
jewellery: [珠宝, jewelry]
jewellery/ring: [戒指, ring, rings]
jewellery/necklace: [项链, necklace]
clothing: [女装, clothing]
clothing/dress: [连衣裙, dress]
home: [家居, lamp]
"""
PLATING = """
kind: require
severity: info
consequence: advice
message: {zh: 不对, en: wrong}
any-of: [attributes.厚度]
mentioned: ['微米']
when: ['镀金']
pictured: [size]
"""


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("zh", "The chain is forty centimetres long", 1),
        ("zh", "品牌 Harrow Lane Silver Ring Collection 系列", 0),
        ("zh", "Harrow Lane S925", 0),
        ("en", "链条与扣头为九二五银链长四十厘米", 1),
        ("en", "The name 拾叶 means gathered leaves", 0),
        ("", "链条与扣头为九二五银链长四十厘米", 0),
    ],
)
def test_the_language_that_is_meant(
    ruleset: Any, listing: Any, findings: Callable[..., list[Finding]], lang: str, text: str, count: int
) -> None:
    assert len(findings(ruleset({"wording/x": LANGUAGE}), listing(text, lang=lang))) == count


@pytest.mark.parametrize(
    ("category", "title", "count"),
    [
        ("Jewelry > Rings", "Silver necklace", 1),
        ("Jewelry", "Silver necklace", 0),
        ("Jewelry > Rings", "Silver ring", 0),
        ("女装 > 连衣裙", "银戒指", 1),
        ("Home > lamp", "Ring lamp", 0),
        ("Jewelry > Rings", "A silver thing", 0),
        ("", "Silver ring", 0),
    ],
)
def test_title_and_category(
    ruleset: Any, listing: Any, findings: Callable[..., list[Finding]], category: str, title: str, count: int
) -> None:
    rules = ruleset({"structure/x": GOODS}, _goods=TABLE)
    assert len(findings(rules, listing(title=title, category=category))) == count


def test_asked_only_under_its_condition(
    ruleset: Any, listing: Any, findings: Callable[..., list[Finding]], picture: Any
) -> None:
    rules = ruleset({"structure/x": PLATING})
    assert findings(rules, listing(title="银项链", description="没有镀金")) == []
    assert len(findings(rules, listing(title="银镀金项链"))) == 1
    assert findings(rules, listing(title="银镀金项链", description="厚0.5微米")) == []
    assert findings(rules, listing(title="银镀金项链", images=(picture("size"),))) == []
