from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from listinglint.model import Finding, Listing, Severity
from listinglint.ruleset import RuleSet

Told = Callable[[RuleSet, Listing], list[Finding]]

RULE = """
kind: limit
message: {{zh: "{{channel}}：{{value}} {{unit}}，{{limit}}，{{gap}}", en: "{{channel}}: {{value}} {{unit}}, {{limit}}, {{gap}}"}}
applies: {{fields: [{field}]}}
measure: {measure}
limits: [{limits}]
"""
ETSY = "{channels: [etsy], max: 5}"
LONG_BULLETS = {"bullets": ["one", "two", "three"]}


def _rule(measure: str, limits: str, field: str = "title") -> dict[str, str]:
    return {"channels/test": RULE.format(measure=measure, limits=limits, field=field)}


@pytest.mark.parametrize(
    ("measure", "limits", "parts"),
    [
        ("characters", "{max: 5}", {"title": "abcde"}),
        ("characters", "{min: 5}", {"title": "abcde"}),
        ("characters", ETSY, {"title": "abcdef"}),
        ("characters", ETSY, {"title": "abcdef", "channels": ("ebay",)}),
        ("characters", "{channels: [none], max: 5}", {"title": "abcdef", "channels": ("ebay",)}),
        ("characters", "{max: 5}", {"description": "abcdefgh"}),
        ("width", "{max: 6}", {"title": "三个字"}),
        ("words", "{max: 2}", {"title": "eco-friendly bag"}),
        ("emoji", "{max: 0}", {"title": "plain ° ™ text"}),
        ("exclamations", "{max: 1}", {"title": "New!"}),
        ("capitals", "{max: 40}", {"title": "Sterling Silver Ring with GIA report"}),
        ("capitals", "{max: 40}", {"title": "GIA IGI"}),
        ("items", "{min: 1}", {"title": "no bullets at all"}),
    ],
)
def test_stays_silent(
    measure: str, limits: str, parts: dict[str, Any], ruleset: Callable[..., RuleSet], listing: Any, findings: Told
) -> None:
    assert findings(ruleset(_rule(measure, limits)), listing(**parts)) == []


@pytest.mark.parametrize(
    ("measure", "limits", "parts", "text", "en"),
    [
        ("characters", "{max: 5}", {"title": "abcdefg"}, "fg", "most marketplaces: 7 characters, 5, 2"),
        ("characters", "{min: 9}", {"title": "abcdefg"}, "", "most marketplaces: 7 characters, 9, 2"),
        ("characters", ETSY, {"title": "abcdef", "channels": ("etsy", "ebay")}, "f", "Etsy: 6 characters, 5, 1"),
        ("characters", "{channels: [none], max: 5}", {"title": "abcdef"}, "f", "most marketplaces: 6 characters, 5, 1"),
        (
            "width", "{max: 5}", {"title": "三个字"}, "字",
            "most marketplaces: 6 half-width characters (a Chinese character counts 2), 5, 1",
        ),
        ("words", "{max: 2}", {"title": "a red bag"}, "", "most marketplaces: 3 words, 2, 1"),
        ("emoji", "{max: 0}", {"title": "new ✨⭐"}, "", "most marketplaces: 2 emoji, 0, 2"),
        ("exclamations", "{max: 1}", {"title": "新品！!"}, "", "most marketplaces: 2 exclamation marks, 1, 1"),
        (
            "capitals", "{max: 40}", {"title": "BIG SILVER Ring FOR Women"}, "",
            "most marketplaces: 60 % of the words in capitals, 40, 20",
        ),
    ],
)  # fmt: skip
def test_speaks(
    measure: str, limits: str, parts: dict[str, Any], text: str, en: str,
    ruleset: Callable[..., RuleSet], listing: Any, findings: Told,
) -> None:  # fmt: skip
    (one,) = findings(ruleset(_rule(measure, limits)), listing(**parts))
    assert (one.place.part, one.place.text, one.message.en) == ("title", text, en)


def test_items_are_counted_not_measured(ruleset: Callable[..., RuleSet], listing: Any, findings: Told) -> None:
    rules = ruleset(_rule("items", "{max: 2}", "bullets"))
    (one,) = findings(rules, listing(**LONG_BULLETS))
    assert (one.place.part, one.measured) == ("bullets[2]", (3, 2, "items"))


def test_only_the_furthest_of_several_steps_is_told(
    ruleset: Callable[..., RuleSet], listing: Any, findings: Told
) -> None:
    rules = ruleset(_rule("characters", "{max: 3, severity: info}, {max: 6, severity: warning}, {min: 1}"))
    levels = [one.severity for text in ("abcd", "abcdefgh") for one in findings(rules, listing(title=text))]
    assert levels == [Severity.info, Severity.warning]


def test_each_channel_with_its_own_figure_is_told(
    ruleset: Callable[..., RuleSet], listing: Any, findings: Told
) -> None:
    limits = "{channels: [etsy, ebay], max: 5}, {channels: [amazon], max: 6, source: {law: Amazon rules}}"
    told = findings(ruleset(_rule("characters", limits)), listing(title="abcdefgh", channels=("amazon", "ebay")))
    assert sorted(one.message.zh for one in told) == ["eBay：8 个字符，5，3", "亚马逊：8 个字符，6，2"]
    assert sorted(source.law for one in told for source in one.sources) == ["Amazon rules"]
