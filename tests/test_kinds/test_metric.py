from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from listinglint.ruleset import RuleSet

RULE = """
kind: metric
message: {{zh: "{{value}} {{unit}} {{limit}}", en: "{{value}} {{unit}} {{limit}}"}}
applies: {{languages: [{languages}]}}
measure: {measure}
limits: [{limits}]
"""
ZH = RULE.format(languages="zh", measure="longest-sentence", limits="{max: 10}")
EN = RULE.format(languages="en", measure="longest-sentence", limits="{max: 5}")
SHOUTS = RULE.format(languages="zh, en", measure="exclamation-share", limits="{max: 50}")
EASE = RULE.format(languages="en", measure="reading-ease", limits="{min: 20}")
GRADE = RULE.format(languages="en", measure="grade", limits="{max: 14}")
PLAIN = "The hoops are light and round. " * 8
HARD = (
    "Internationally standardised certification documentation accompanies individually manufactured configurations, "
    "demonstrating comprehensive engineering methodology and extraordinary compositional consistency throughout "
    "environmental circumstances, facilitating considerable dimensional uniformity, reproducibility and availability. "
    "Operational durability necessitates conscientious maintenance of articulated mechanical assemblies."
)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (ZH, "一二三四五六七八九十。一二三。"),
        (ZH, "长40厘米 abc def ghi jkl mno pqr stu"),
        (ZH, "six words are in this sentence"),
        (EN, "One two three four five. One two."),
        # a Chinese text is not counted in words because it holds some Latin ones
        (EN, "这条项链 is made of silver and gold, really 一二三四五六七八九十"),
        (SHOUTS, "好！好。好。"),
        (SHOUTS, "好！好！"),
        (EASE, PLAIN),
        (EASE, "Uncompromising dimensional reproducibility."),
        (GRADE, PLAIN),
    ],
)
def test_stays_silent(rule: str, text: str, marked: Callable[..., str]) -> None:
    assert marked(rule, text) == text


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (ZH, "一二三。<<一二三四五六七八九十一>>。"),
        (ZH, "<<一二三四五六，七八九十一>>\n一二三"),
        (EN, "One two.  <<One two three four five six>>. One."),
    ],
)
def test_speaks_and_points_at_the_sentence(rule: str, text: str, marked: Callable[..., str]) -> None:
    assert marked(rule, text) == text


@pytest.mark.parametrize(
    ("rule", "text", "unit"),
    [
        (SHOUTS, "好！好！好。", "%"),
        (SHOUTS, "New! Light! Round. Big!", "%"),
        (EASE, HARD, "Flesch"),
        (GRADE, HARD, "grade"),
    ],
)
def test_speaks_of_the_whole_field(
    rule: str, text: str, unit: str, ruleset: Callable[..., RuleSet], listing: Any, findings: Any
) -> None:
    (one,) = findings(ruleset({"wording/test": rule}), listing(text))
    assert (one.place.part, one.place.start, one.measured.unit) == ("description", None, unit)


def test_each_audience_has_its_own_limit(ruleset: Any, listing: Any, findings: Any) -> None:
    limits = "{audiences: [none], max: 9}, {audiences: [general], max: 6}, {audiences: [expert], max: 8}"
    limits += ", {audiences: [children], channels: [etsy], max: 3}"
    rules = ruleset({"wording/test": RULE.format(languages="en", measure="longest-sentence", limits=limits)})

    def told(words: int, *audiences: str, channels: tuple[str, ...] = ()) -> list[float]:
        text = " ".join(["word"] * words)
        found = findings(rules, listing(text, audiences=audiences, channels=channels))
        return [one.measured.limit for one in found]

    assert [told(7), told(10)] == [[], [9]]
    assert [told(7, "general"), told(7, "expert"), told(9, "expert")] == [[6], [], [8]]
    assert [told(4, "children"), told(4, "children", channels=("etsy",))] == [[], [3]]
    assert told(7, "expert", "general") == [6]


def test_an_audience_is_named_in_the_message(ruleset: Any, listing: Any, findings: Any) -> None:
    rule = EN.replace("{{max: 5}}", "").replace('en: "{value} {unit} {limit}"', 'en: "hard for {audience}"')
    rules = ruleset(
        {"wording/test": rule.replace("limits: [{max: 5}]", "limits: [{audiences: [children, none], max: 5}]")}
    )
    messages = [
        findings(rules, listing("one two three four five six", audiences=who))[0].message.en
        for who in ((), ("children",))
    ]
    assert messages == ["hard for buyers", "hard for children"]
