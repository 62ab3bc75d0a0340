"""Forms wait for their words; what of them may stand in a text is told without any rule."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from listinglint.text.forms import Form, Forms
from listinglint.text.holding import fulfilled

PHRASES = ("best", "fade", "last", "never", "ring")
NEVER = Form(frozenset({"never"}), pickle.dumps(("|", "fade", "rust")))
LAST = Form(frozenset({"last", "best"}))
WIDE = Form(frozenset({"best"}), pickle.dumps("ring"), wide=True)
RULES = [(3, "claims/a", (NEVER, LAST)), (7, "claims/b", (WIDE,))]


def hits(text: str) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for number, phrase in enumerate(PHRASES):
        at = text.find(phrase)
        while at >= 0:
            found.setdefault(number, []).append((at, at + len(phrase)))
            at = text.find(phrase, at + 1)
    return found


def standing(text: str, forms: Forms | None = None) -> tuple[dict[str, list[tuple[int, str]]], set[int]]:
    woken: set[int] = set()
    told = (forms or Forms.of(PHRASES, RULES)).may_stand(text, hits(text), woken)
    return {rule: [(n, text[lo:hi]) for n, (lo, hi) in places] for rule, places in told.items()}, woken


def test_a_form_stands_in_the_clause_of_its_word_where_that_holds_the_rest() -> None:
    assert standing("it will never fade, never mind") == ({"claims/a": [(0, "it will never fade")]}, {3})


def test_the_rest_in_another_clause_does_not_count() -> None:
    assert standing("never mind, fade") == ({}, set())


def test_a_form_without_more_to_ask_stands_wherever_its_word_does() -> None:
    assert standing("the last one") == ({"claims/a": [(1, "the last one")]}, {3})


def test_a_wide_form_is_asked_about_the_sentence() -> None:
    found, woken = standing("our best, a ring. best")
    assert found == {"claims/a": [(1, "our best"), (1, " best")], "claims/b": [(0, "our best, a ring")]}
    assert woken == {3, 7}


def test_numbers_tell_which_phrases_a_form_waits_for() -> None:
    forms = Forms.of(PHRASES, RULES)
    assert [number in forms for number in range(len(PHRASES))] == [True, False, True, True, False]


@given(st.lists(st.sampled_from(("never", "fade", "best", "last", "ring", ",", ".")), max_size=8).map(" ".join))
def test_what_is_read_back_and_what_was_asked_before_tell_the_same(text: str) -> None:
    forms = Forms.of(PHRASES, RULES)
    again = pickle.loads(pickle.dumps(forms))
    first = standing(text, forms)
    assert standing(text, forms) == first == standing(text, again)
    for number, part in first[0].get("claims/a", ()):
        assert number or fulfilled(("|", "fade", "rust"), part)
