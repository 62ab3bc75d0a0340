from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listinglint.engine import check, plan
from listinglint.materials import reading, statements
from listinglint.materials.finder import finder
from listinglint.materials.lexicon import Lexicon
from listinglint.model import Listing
from listinglint.ruleset import RuleSet
from listinglint.text.holding import holds

Told = list[tuple[str, str]]


@pytest.fixture
def told(shipped: RuleSet, listing: Callable[..., Listing]) -> Callable[..., Told]:
    ready = plan(shipped.select(["materials"]))

    def of(title: str, description: str, **parts: object) -> Told:
        found = check(listing(description, title=title, **parts), ready).findings
        return [(one.place.part, one.place.text) for one in found if one.severity > 1]

    return of


@pytest.mark.parametrize(
    ("title", "description", "claim"),
    [
        ("天然和田玉吊坠", "材质为染色玉髓，长3厘米。", "和田玉"),
        ("缅甸翡翠A货手镯", "处理方式：充胶染色", "翡翠"),
        ("金丝楠木摆件", "摆件高12厘米。材质为樟木。", "金丝楠木"),
        ("Titanium ring", "Metal: stainless steel. Width: 6 mm.", "Titanium"),
        ("Emerald ring", "Set with a green glass stone.", "Emerald"),
        ("Silk scarf", "Made of polyester satin, rolled by hand.", "Silk"),
    ],
)
def test_a_sentence_that_states_the_make_testifies(
    told: Callable[..., Told], title: str, description: str, claim: str
) -> None:
    assert [text for part, text in told(title, description) if (part == "title" and claim in text) or text in claim]


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("胡桃木托盘", "包装材质为瓦楞纸箱，附棉布袋。"),
        ("Sterling silver necklace", "Each pouch is made of cotton. The box is made from card."),
        ("Leather wallet", "The lining is made of polyester."),
        ("Titanium ring", "Metal detectors may beep: wear it and smile."),
        ("银项链", "这款项链是妈妈的最爱，材质可选：925银或999银。"),
        ("Silk scarf", "Wear it like stainless steel jewellery: every day."),
    ],
)
def test_a_sentence_about_something_else_does_not(told: Callable[..., Told], title: str, description: str) -> None:
    assert told(title, description) == []


def test_a_statement_agrees_with_the_attributes_or_is_told(told: Callable[..., Told]) -> None:
    assert told("项链", "材质：925银", attributes={"材质": "925银"}) == []
    assert ("description", "925银") in told("项链", "材质：925银", attributes={"材质": "铜镀银"})


PIECES = (
    "材质", "为", "：", ":", " : ", "material", "metal", "this ring is ", "hand", "made of ", "crafted in ", "cast from ", "\n", ". ", "。", "银",
    "silver", "set with a ", "box ", "3", "0.5", "um", " microns", "mic", "μm", "微米", "a", ",",
)  # fmt: skip


@settings(deadline=None)  # the first example compiles the expressions
@given(text=st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_texts_that_are_not_searched_hold_no_statement(lexicon: Lexicon, text: str) -> None:
    known = finder(lexicon).statements
    assert not known._label.search(text) or known._labelled(text)
    assert not statements._VERB.search(text) or holds(text, statements._NEAR["body"])
    assert not statements._SET.search(text) or holds(text, statements._NEAR["stone"])
    assert not reading._THICK.search(text) or reading._THIN.search(text)
