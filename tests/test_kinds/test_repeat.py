from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listinglint.kinds.repeat import RepeatRule
from listinglint.model import Severity, Words
from listinglint.ruleset import RuleSet
from listinglint.text.fold import Folded
from listinglint.text.scan import Scan

WORD = """
kind: repeat
message: {zh: "{match} {value} {limit}", en: "{match} {value} {limit}"}
max: 2
ignore: [the, with]
"""
SENTENCE = """
kind: repeat
message: {zh: "{match} {value}", en: "{match} {value}"}
unit: sentence
max: 1
"""


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (WORD, "silver ring silver band"),
        (WORD, "ring earrings earring rings ring"),
        (WORD, "the ring with the box with the card with the bag"),
        (WORD, "925 925 925 925"),
        (WORD, "戒指女 银戒指"),
        (WORD, "a a a a"),
        (WORD, ""),
        (SENTENCE, "See below. See below. See below."),
        (SENTENCE, "链条为925银，表面不做镀层。链条为925银，表面做了镀层。"),
    ],
)
def test_stays_silent(rule: str, text: str, marked: Callable[..., str]) -> None:
    assert marked(rule, text) == text


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (WORD, "Silver ring, SILVER band, <<silver>> hoop"),
        (WORD, "Silver ring, silver <<Silver>> silver silver"),
        (WORD, "戒指女 银戒指 开口<<戒指>>"),
        # one finding for the longest stretch, none for its parts
        (WORD, "四叶草项链 银四叶草项链 金<<四叶草项链>>"),
        (WORD, "淡水珍珠项链女锁骨链 淡水珍珠项链女锁骨链 <<淡水珍珠项链女锁骨链>>新款"),
        (WORD, "ring tote ring tote <<ring>> <<tote>>"),
        (SENTENCE, "The hoops are polished. They are light.  <<The hoops are polished>>."),
        (SENTENCE, "链条为925银，表面不做镀层。\n<<链条为925银，表面不做镀层>>！"),
    ],
)
def test_speaks(rule: str, text: str, marked: Callable[..., str]) -> None:
    assert marked(rule, text) == text


def test_tells_the_count_and_the_other_places(ruleset: Callable[..., RuleSet], listing: Any, findings: Any) -> None:
    (one,) = findings(ruleset({"wording/test": WORD}), listing("ring Ring ring RING"))
    assert (one.message.en, one.measured) == ("ring 4 2", (4, 2, "times"))
    assert [place.start for place in one.related] == [0, 5, 15]


@given(st.text("纯银项链手工", max_size=40).map(lambda text: text.replace("工", "。")), st.integers(1, 3))
def test_counting_first_characters_loses_no_stretch(text: str, most: int) -> None:
    told = Words("重复", "repeated")
    rule = RepeatRule(severity=Severity.info, message=told, why=told, max=most)
    naive = {text[lo:hi] for lo in range(len(text)) for hi in range(lo + 2, min(len(text), lo + 16) + 1)}
    often = {one for one in naive if "。" not in one and text.count(one) > most}
    found = rule._occurrences(Scan(text, Folded(text)))
    assert {word for word, spans in found.items() if len(spans) > most} == often
