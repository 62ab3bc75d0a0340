"""A clause that does not fulfil the condition of a form is never one that the form matches."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listinglint.kinds.linear import compiled, either
from listinglint.kinds.needs import AnyOf, condition_of
from listinglint.text.holding import fulfilled

WORDS = ("不", "永远", "不会", "never", "fade", "fades", " ", "the ", "a")
words = st.sampled_from(WORDS)
repeats = st.sampled_from(("", "", "?", "*", "+", "??", "{0,2}", "{2}", "{1,3}", "{0,1}"))
pieces = st.one_of(
    words, st.sampled_from(("[ab]", "[^。]{0,3}", r"\b", r"\d", r"\.", r"\s?", "不会?", "fades?", "永远*"))
)
forms = st.recursive(
    pieces,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.tuples(st.sampled_from(("(?:", "(")), st.lists(inner, min_size=1, max_size=3), repeats).map(
            lambda told: f"{told[0]}{'|'.join(told[1])}){told[2]}"
        ),
    ),
    max_leaves=10,
)


def told(form: str, *triggers: str) -> Any:
    kept = condition_of(form, frozenset(triggers))
    return pickle.loads(kept) if kept else None


@settings(deadline=None)
@given(st.data(), st.lists(forms, min_size=1, max_size=3).map("|".join), st.frozensets(words.filter(str.strip)))
def test_whatever_a_form_matches_fulfils_its_condition(
    data: st.DataObject, form: str, triggers: frozenset[str]
) -> None:
    text = data.draw(st.from_regex(form, fullmatch=True))
    condition = told(form, *(one for one in triggers if one in text))
    assert condition is None or not compiled(form).found(text.encode()) or fulfilled(condition, text)


@pytest.mark.parametrize(
    ("form", "condition"),
    [
        (r"(?P<hit>(?:永不|绝不)\p{Han}{0,3}?(?:褪色|变形))", ("&", ("|", "永不", "绝不"), ("|", "褪色", "变形"))),
        (r"\b(?P<hit>never (?:fades?|tarnish(?:es)?))", ("&", "\bnever ", ("|", " fade", " tarnish"))),
        (r"永不|绝不", ("|", "永不", "绝不")),
        (r"(?:永不)?[a-z]\x41", None),
        (r"(?i)never", None),
        (r"(?:零|0)误差", ("&", "误差", ("|", "零", "0"))),
        (r"a (?:b|best)", None),
        (r"\b(?:buy|shop)s? (?:very )?(?:now|fast)", ("&", ("|", "\bbuy", "\bshop"), ("|", "now", "fast"))),
    ],
)
def test_a_condition_is_told_of_each_mandatory_part(form: str, condition: object) -> None:
    assert told(form) == condition


def test_what_every_trigger_holds_is_not_asked_for_again() -> None:
    form = "(?:永不|绝不)(?:褪色|变形)"
    assert told(form, "永不", "绝不") == ("|", "褪色", "变形")
    assert told(form, "永不", "褪色") == ("&", ("|", "永不", "绝不"), ("|", "褪色", "变形"))
    assert told("永不", "永不") is None


def test_a_word_counts_only_where_it_begins_one() -> None:
    condition = told(r"\bshop now")
    assert [fulfilled(condition, text) for text in ("shop now", "a “shop now", "workshop now", "our workshop now; shop now")] == [
        True, True, False, True,
    ]  # fmt: skip


@settings(deadline=None)
@given(st.data(), st.lists(forms, min_size=1, max_size=3), st.text("不会永远 afedns", max_size=12))
def test_several_forms_asked_at_once_find_what_they_find_alone(
    data: st.DataObject, several: list[str], other: str
) -> None:
    text = data.draw(st.one_of(st.just(other), *(st.from_regex(form) for form in several))).encode()
    assert compiled(either(tuple(several))).found(text) == any(compiled(form).found(text) for form in several)


def test_expressions_are_compiled_only_for_a_text_that_may_match_or_for_many_texts() -> None:
    one = AnyOf(("cut by (?:half|a third)",))
    asked = [one._may_match("cut by hand") for _ in range(40)]
    assert asked == sorted(asked), "once it is compiled, asking it is cheaper"
    assert set(asked) == {False, True}
    other = AnyOf(("cut by (?:half|a third)",))
    assert [other._may_match(text) for text in ("cut by hand", "cut by half", "cut by hand")] == [False, True, True]


def test_any_of_several_forms() -> None:
    one = pickle.loads(pickle.dumps(AnyOf(("cut by half", "[０-９]"))))
    assert one == AnyOf(("cut by half", "[０-９]"))
    assert [one.found(text) for text in ("cut by half", "cut", "７", "", "宽")] == [True, False, True, False, False]
    assert not AnyOf(()).found("cut by half")
