"""A clause without the words that a form needs is never one that the form matches."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listinglint.kinds.linear import compiled, either
from listinglint.kinds.needs import AnyOf, Unasked, apart, condition_of, met, needs

WORDS = ("不", "永远", "不会", "never", "fade", "fades", " ", "the ", "a")
words = st.sampled_from(WORDS)
repeats = st.sampled_from(("", "", "?", "*", "+", "??", "{0,2}", "{2}", "{1,3}", "{0,1}"))
pieces = st.one_of(words, st.sampled_from(("[ab]", "[^。]{0,3}", r"\d", r"\.", r"\s?", "不会?", "fades?", "永远*")))
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


@settings(deadline=None)
@given(st.data(), st.lists(forms, min_size=1, max_size=3).map("|".join))
def test_whatever_a_form_matches_holds_the_words_that_it_needs(data: st.DataObject, form: str) -> None:
    text = data.draw(st.from_regex(form, fullmatch=True))
    lists = apart(needs(form, frozenset()))
    assert not compiled(form).found(text.encode()) or met(text, lists)
    assert not compiled(form).found(text.encode()) or Unasked((condition_of(form),)).may_match(0, text)


@pytest.mark.parametrize(
    ("form", "lists"),
    [
        (r"(?P<hit>(?:永不|绝不)\p{Han}{0,3}?(?:褪色|变形))", {("永不", "绝不"), ("褪色", "变形")}),
        (r"\b(?P<hit>never (?:fades?|tarnish(?:es)?))", {("never ",), ("fade", "tarnish")}),
        (r"永不|绝不", {("永不", "绝不")}),
        (r"(?:永不)?[a-z]\x41", set()),
        (r"(?i)never", set()),
    ],
)
def test_lists_are_told_of_each_mandatory_part(form: str, lists: set[tuple[str, ...]]) -> None:
    assert set(apart(needs(form, frozenset()))) == lists


def test_what_every_trigger_holds_is_not_asked_for_again() -> None:
    form = "(?:永不|绝不)(?:褪色|变形)"
    assert apart(needs(form, frozenset({"永不", "绝不"}))) == (("褪色", "变形"),)
    assert needs("永不", frozenset({"永不"})) == ()


@settings(deadline=None)
@given(st.data(), st.lists(forms, min_size=1, max_size=3), st.text("不会永远 afedns", max_size=12))
def test_several_forms_asked_at_once_find_what_they_find_alone(
    data: st.DataObject, several: list[str], other: str
) -> None:
    text = data.draw(st.one_of(st.just(other), *(st.from_regex(form) for form in several))).encode()
    assert compiled(either(tuple(several))).found(text) == any(compiled(form).found(text) for form in several)


def test_a_form_is_asked_only_where_it_can_match_and_always_when_asking_pays() -> None:
    unasked = Unasked((condition_of("cut by (?:half|a third)"), b""))
    assert unasked.may_match(1, "anything"), "of which nothing is told"
    assert not unasked.may_match(0, "cut by hand")
    assert unasked.may_match(0, "cut by half")
    assert unasked.may_match(0, "cut by hand"), "compiled by now"


def test_a_form_that_was_passed_over_often_is_asked_all_the_same() -> None:
    unasked = Unasked((condition_of("cut by (?:half|a third)"),))
    told = [unasked.may_match(0, "no") for _ in range(40)]
    assert told == sorted(told)
    assert set(told) == {False, True}


def test_any_of_several_forms() -> None:
    one = pickle.loads(pickle.dumps(AnyOf(("cut by half", "[０-９]"))))
    assert one == AnyOf(("cut by half", "[０-９]"))
    assert [one.found(text) for text in ("cut by half", "cut", "７", "", "宽")] == [True, False, True, False, False]
    assert not AnyOf(()).found("cut by half")
