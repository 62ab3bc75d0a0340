"""What must stand in whatever an expression matches: never more than it really asks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listinglint.text.holding import condition, fulfilled

FORMS = [
    r"\b(?:the )?best(?: [a-z]+){0,3} (?:in|of) (?:the world|town)\b",
    r"(?P<hit>cut|slashed) (?:by )?(?:\d+ ?%|half)|only \d+ left",
    r"最[大好美]的?|第[一二]名",
    r"[０-９Ａ-Ｚ]+|，[，、]+",
    r"(?:a|b?)c\d{2}",
    r"(?:^|\b|(?P<x>))(?:sale|offer)s?",
    r"(?<!not )waterproof(?! case)",
    r"[^a-z]end|x+",
]
WORDS = ["the ", "best", " in", " of", " the world", " town", "cut", "slashed", " by ", "1", "20", " ", "%", "half", "only ",
         " left", "最", "好", "的", "第", "一", "名", "７", "Ｂ", "，", "、", "c", "sale", "offers", "waterproof", "not ", "end", "x", "ab"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=9).map("".join))
def test_what_matches_fulfils_the_condition(text: str) -> None:
    for form in FORMS:
        told = condition(form)
        if told is not None and re.search(form, text):
            assert fulfilled(told, text), form


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (FORMS[0], "the best of friends"),
        (FORMS[1], "slashed by hand"),
        (FORMS[1], "only a few left"),
        (FORMS[2], "最近"),
        (FORMS[3], "plain text"),
        (FORMS[5], "on the shelf"),
        (FORMS[6], "not water proof"),
    ],
)
def test_what_lacks_a_part_is_not_asked(form: str, text: str) -> None:
    told = condition(form)
    assert told is not None
    assert not fulfilled(told, text)


@pytest.mark.parametrize("form", ["", "a?", r"\w+", "(?:word|.)", "[a-z]+", "(?:x)?"])
def test_nothing_is_told_of_what_asks_nothing(form: str) -> None:
    assert condition(form) is None
