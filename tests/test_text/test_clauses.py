from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listinglint.text.clauses import clause, pieces, sentence

TEXTS = st.lists(
    st.sampled_from([*"ab最佳1 ,.。!?;:、\n…•|", "2.5", "1,000", "3:4", " - ", "e.g. ", "..."]), max_size=30
).map("".join)


@pytest.mark.parametrize(
    ("marked", "whole_sentence"),
    [
        # clauses
        ("<[best] ring>", False),
        ("soft,< a [best] ring>,cheap", False),
        ("材质:<[纯银]项链>", False),
        ("款式、<[最佳]>、百搭", False),
        ("soft -< [best] ->", False),
        ("<well-known [best] cut>", False),
        ("not the worst.< The [best] one>. Last", False),
        ("<weighs 2.5 g [best]>", False),
        ("<costs 1,000 [best]>", False),
        ("<3:4 [best]>", False),
        ("<e.g.[best] of all>", False),  # a full stop inside a word ends nothing, even right before the hit
        ("<99.[9 gold]>", False),
        ("<save rs. 500 [best]>", False),
        ("<report no. 4711 [best]>", False),
        ("so we said no.< [best] of all>", False),
        ("wear,<[best]>", False),
        ("•<[best]>•", False),
        ("第一行\n<[最佳]>\n第三行", False),
        ("真的吗?<[最佳]>…", False),
        # a mark inside the hit does not end it
        ("<[a, b] c>, d", False),
        # sentences
        ("first. <[best], really: yes>! no", True),
        ("<soft, the [best], ring - new>", True),
        ("早。<材质:[纯银],款式:新>。晚", True),
        ("a;< [b], c>;d", True),
        ("★<a [b] c>★", True),
    ],
)
def test_where_a_clause_or_sentence_begins_and_ends(marked: str, whole_sentence: bool) -> None:
    text, at = "", {}
    for letter in marked:
        if letter in "<>[]":
            at[letter] = len(text)
        else:
            text += letter
    lo, hi = (sentence if whole_sentence else clause)(text, at["["], at["]"])
    # The blank after a full stop is no part of the mark; whoever needs it trims.
    assert text[lo:hi].strip() == text[at["<"] : at[">"]].strip()
    assert lo <= at["["] <= at["]"] <= hi


@pytest.mark.parametrize(
    ("text", "clauses", "sentences"),
    [
        ("", [], []),
        ("。。", [], []),
        ("纯银,最佳。好", ["纯银", "最佳", "好"], ["纯银,最佳", "好"]),
        ("Soft, 2.5 cm. Best!", ["Soft", " 2.5 cm", " Best"], ["Soft, 2.5 cm", " Best"]),
        ("1,000 a:b", ["1,000 a", "b"], ["1,000 a:b"]),
        ("well-known - best", ["well-known", "best"], ["well-known - best"]),
        ("a.b.c", ["a.b.c"], ["a.b.c"]),
    ],
)
def test_pieces(text: str, clauses: list[str], sentences: list[str]) -> None:
    assert [text[lo:hi] for lo, hi in pieces(text)] == clauses
    assert [text[lo:hi] for lo, hi in pieces(text, whole_sentences=True)] == sentences


@given(TEXTS, st.data())
def test_a_hit_lies_in_its_clause_and_its_clause_in_its_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lo, hi = clause(text, start, end)
    first, last = sentence(text, start, end)
    assert 0 <= first <= lo <= start <= end <= hi <= last <= len(text)


@given(TEXTS, st.booleans())
def test_pieces_are_what_their_characters_lie_in(text: str, whole_sentences: bool) -> None:
    around = sentence if whole_sentences else clause
    for lo, hi in pieces(text, whole_sentences):
        assert lo < hi
        assert around(text, lo, hi) == (lo, hi)
        assert all(around(text, at, at + 1) == (lo, hi) for at in range(lo, hi))


def test_a_text_without_punctuation_is_cut_near_the_hit() -> None:
    text = "best " * 40_000
    spans = [clause(text, at, at + 4) for at in range(0, 2_000 * 5, 5)]
    assert all(at * 5 - 400 <= lo <= at * 5 < hi <= at * 5 + 404 for at, (lo, hi) in enumerate(spans))
