"""House spelling: which words and characters are changed, what stays, and the edit that is offered."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from listinglint.kinds.vocabulary import Term, spoken
from listinglint.model import Finding, Listing

RULE = """
kind: vocabulary
severity: info
consequence: advice
fix: {safety: safe}
terms:
  - {write: cm, instead-of: [厘米, 公分, CM], unit: true}
  - {write: sterling silver, instead-of: [925 silver, S925 silver]}
  - {write: 925银, instead-of: [S925银, 925纯银]}
except: [S925银印记]
"""
DIGITS = """
kind: rewrite
severity: info
consequence: advice
fix: {safety: safe}
forms:
  - {regex: '[０-９]+', write: half-width}
  - {regex: '\\p{Han}(?P<hit>,)\\p{Han}', write: full-width}
  - {regex: '(\\d+)(?P<hit> +)cm', write: ""}
"""


@pytest.mark.parametrize(
    "text",
    [
        "链长40<<厘米>>，另有5<<公分>>延长链。",
        "链长40cm，厘米见方。",
        "40 <<CM>> CM",
        "<<925 Silver>> chain, sterling silver clasp, <<S925 silver>> hook.",
        "<<S925银>>链，扣头有S925银印记。",
        "x925 silverware and 1925 silver",
    ],
)
def test_what_is_changed_and_what_stays(marked: Callable[..., str], text: str) -> None:
    assert marked(RULE, text) == text


@pytest.mark.parametrize("text", ["链长<<４０>>cm", "链长<<,>>重量 a,b 3,4", "长40<< >>cm", "1, 2"])
def test_characters(marked: Callable[..., str], text: str) -> None:
    assert marked(DIGITS, text) == text


def test_the_edit_puts_the_house_spelling_in_its_place(
    ruleset: Any, listing: Any, findings: Callable[..., list[Finding]]
) -> None:
    text = "925 Silver chain of 40 CM"
    told = findings(ruleset({"wording/x": RULE}), listing(text))
    for one in reversed(told):
        assert one.fix is not None
        assert one.fix.safety == "safe"
        (edit,) = one.fix.edits
        text = text[: edit.start] + edit.new + text[edit.end :]
    assert text == "Sterling Silver chain of 40 cm"


def test_markup_between_the_letters_is_never_edited_away(
    ruleset: Any, listing: Any, findings: Callable[..., list[Finding]]
) -> None:
    (told,) = findings(ruleset({"wording/x": RULE}), listing("<p>925 <b>silver</b> chain</p>", format="html"))
    assert told.fix is not None
    assert told.fix.edits == ()
    assert told.fix.safety == "review"


GAPS = """
kind: vocabulary
severity: info
consequence: advice
terms:
  - {write: cm, instead-of: [厘米], unit: true, gap: none}
  - {write: g, instead-of: [grams], unit: true, gap: blank}
"""


@pytest.mark.parametrize(
    "text", ["40cm 4 g", "40<< cm>>", "40<< 厘米>>", "40<<厘米>>", "4<<g>>", "4<< grams>>", "a cm"]
)
def test_what_stands_between_a_number_and_its_unit(marked: Callable[..., str], text: str) -> None:
    assert marked(GAPS, text) == text


@given(some.text(alphabet="0123456789 cm厘米CM公分银S", max_size=40))
def test_spellings_never_overlap(text: str) -> None:
    terms = (
        Term("cm", ("厘米", "公分", "CM"), unit=True),
        Term("925银", ("S925银",)),
    )
    spans = sorted(found.span for found in spoken(terms, text))
    assert all(text[lo:hi] for lo, hi in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@pytest.mark.parametrize(
    ("rule", "lang", "text", "count"),
    [
        ("applies: {languages: [en]}", "", "链长40厘米", 0),
        ("applies: {languages: [zh]}", "zh", "40CM", 1),
        ("applies: {languages: [en]}", "", "40CM long", 1),
        ("applies: {languages: [en]}", "zh", "40CM", 0),
    ],
)
def test_a_unit_is_in_the_language_of_its_listing(
    ruleset: Any, listing: Any, findings: Callable[..., list[Finding]], rule: str, lang: str, text: str, count: int
) -> None:
    one: Listing = listing(text, lang=lang)
    assert len(findings(ruleset({"wording/x": RULE + rule}), one)) == count
