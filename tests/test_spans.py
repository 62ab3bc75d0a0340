from __future__ import annotations

import pickle
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from listinglint.spans import Builder, OffsetMap

# Pieces of a rewriting: (text put, length of the source stretch it stands for, characters dropped before it).
PIECES = st.lists(st.tuples(st.text("ab", max_size=4), st.integers(0, 4), st.integers(0, 3)), max_size=12)


def built(pieces: list[tuple[str, int, int]]) -> tuple[str, OffsetMap, int]:
    build, at = Builder(), 0
    for text, width, dropped in pieces:
        at += dropped
        build.put(text, at, at + width)
        at += width
    return (*build.done(), at)


@given(PIECES)
def test_runs_cover_the_output_in_order_and_never_step_back(pieces: list[tuple[str, int, int]]) -> None:
    text, back, length = built(pieces)
    assert text == "".join(piece for piece, _, _ in pieces)
    assert (back.runs[0][0], back.runs[-1][1]) == (0, len(text)) if back.runs else not text
    assert all(one[1] == two[0] and one[3] <= two[2] for one, two in pairwise(back.runs))
    assert all(0 <= lo <= hi <= length for _, _, lo, hi in back.runs)


@given(PIECES, st.data())
def test_spans_are_monotone_and_hold_their_parts(pieces: list[tuple[str, int, int]], data: st.DataObject) -> None:
    text, back, length = built(pieces)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lo, hi = back.span(start, end)
    assert 0 <= lo <= hi <= length
    for at in range(start, end):
        one, other = back.span(at, at + 1)
        assert lo <= one <= other <= hi
    if start < end:
        assert back.span(start, start + 1)[0] == lo
        assert back.span(end - 1, end)[1] == hi


@given(st.text("abc<>&", max_size=30))
def test_text_that_was_copied_comes_back_as_it_was(source: str) -> None:
    """Drop the tags and keep the rest: every character that is left maps to itself."""
    build = Builder()
    for at, letter in enumerate(source):
        if letter not in "<>":
            build.put("and" if letter == "&" else letter, at, at + 1)
    text, back = build.done()
    for at, letter in enumerate(text):
        lo, hi = back.span(at, at + 1)
        assert source[lo:hi] == letter or (source[lo:hi] == "&" and letter in "and")


def test_neighbours_that_stand_verbatim_become_one_run() -> None:
    build = Builder()
    build.copy("gold", 0)
    build.copy(" ring", 4)
    build.put("&", 9, 14)
    build.copy("x", 14)
    assert build.done() == ("gold ring&x", OffsetMap(((0, 9, 0, 9), (9, 10, 9, 14), (10, 11, 14, 15))))


def test_a_gap_or_another_length_begins_a_new_run() -> None:
    build = Builder()
    build.copy("ab", 0)
    build.copy("cd", 3)
    build.put("mm", 5, 6)
    build.put("", 6, 9)
    build.copy("e", 9)
    assert build.done()[1].runs == ((0, 2, 0, 2), (2, 4, 3, 5), (4, 6, 5, 6), (6, 7, 9, 10))


def test_every_character_of_an_atomic_run_stands_for_all_of_its_source() -> None:
    back = OffsetMap(((0, 2, 0, 2), (2, 4, 2, 3), (4, 6, 3, 5)))
    assert back.span(2, 3) == back.span(3, 4) == back.span(2, 4) == (2, 3)
    assert back.span(3, 5) == (2, 4)
    assert back.span(0, 6) == (0, 5)


def test_an_empty_span_is_a_point() -> None:
    back = OffsetMap(((0, 2, 5, 7), (2, 3, 7, 12)))
    assert [back.span(at, at) for at in range(4)] == [(5, 5), (6, 6), (7, 7), (12, 12)]
    assert back.span(2, 1) == (7, 7)
    assert OffsetMap(()).span(0, 0) == (0, 0)


def test_shifted_maps_and_pickles() -> None:
    back = OffsetMap.shifted(4, 10)
    assert back.span(1, 3) == (11, 13)
    assert pickle.loads(pickle.dumps(back)) == back
