from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from listinglint.text.listed import Owners, Phrases, Pieces

WORDS = st.lists(st.text("ab 最佳😀.\t", min_size=1), max_size=12)


@given(WORDS)
def test_each_phrase_by_its_number(words: list[str]) -> None:
    known = pickle.loads(pickle.dumps(Phrases.of(words)))
    assert [known[number] for number in range(len(words))] == words
    assert known.all() == tuple(words)


@given(st.lists(st.lists(st.integers(0, 500), max_size=3).map(tuple), max_size=12))
def test_each_owner_by_its_number(told: list[tuple[int, ...]]) -> None:
    first = Owners.of(told)
    assert first.all() == tuple(told)
    again = pickle.loads(pickle.dumps(first))
    assert [again[number] for number in range(len(told))] == told


@given(st.lists(st.binary(max_size=5), max_size=12))
def test_each_piece_by_its_number(told: list[bytes]) -> None:
    again = pickle.loads(pickle.dumps(Pieces.of(told)))
    assert [bytes(again[number]) for number in range(len(again))] == told
