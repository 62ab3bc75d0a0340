"""One suite over both engines: whatever they find is what a plain search finds."""

from __future__ import annotations

import importlib.util
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listinglint.text import matcher
from listinglint.text.matcher import Daachorse, Hit, Matcher, Pyahocorasick

_MODULES = {Daachorse: "daachorse", Pyahocorasick: "ahocorasick"}


def engine_or_skip(kind: Any) -> Any:
    if importlib.util.find_spec(_MODULES[kind]) is None:
        pytest.skip(f"{_MODULES[kind]} is not installed: its engine was NOT tested")
    return kind


@pytest.fixture(params=[Daachorse, Pyahocorasick], ids=lambda kind: kind.__name__, scope="session")
def engine(request: pytest.FixtureRequest) -> Any:
    return engine_or_skip(request.param)


def searched(phrases: list[str], text: str) -> list[Hit]:
    """The oracle: try every phrase at every offset."""
    return sorted(
        (at, at + len(phrase), index)
        for index, phrase in enumerate(phrases)
        for at in range(len(text))
        if text.startswith(phrase, at)
    )


@pytest.mark.parametrize(
    ("phrases", "text"),
    [
        (["best", "best seller", "seller"], "the best seller of best sellers"),
        (["最", "最佳", "佳", "最佳选择"], "最佳选择,最最佳"),
        (["aa", "aaa"], "aaaaa"),
        (["他", "她他", "她"], "她他她"),
        (["😀", "😀最", "👨‍👩‍👧"], "x😀😀最👨‍👩‍👧y"),
        (["a b", " "], "a b a  b"),
        (["best", "esta"], "besta"),
        (["最佳"], ""),
        (["最佳"], "没有"),
        (["\u200b", "\ufffd"], "最\u200b佳\ufffd"),
        ([], "best"),
        ([], ""),
        (["x" * 300], "y" + "x" * 301),
    ],
)
def test_every_occurrence_is_found(engine: Any, phrases: list[str], text: str) -> None:
    assert sorted(engine.build(phrases).find(text)) == searched(phrases, text)


@given(
    phrases=st.lists(st.text("ab最佳😀 ", min_size=1, max_size=4), unique=True, max_size=8),
    text=st.text("ab最佳😀 ", max_size=40),
)
def test_any_phrases_in_any_text(engine: Any, phrases: list[str], text: str) -> None:
    assert sorted(engine.build(phrases).find(text)) == searched(phrases, text)


@given(phrases=st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=6), data=st.data())
def test_any_characters(engine: Any, phrases: list[str], data: st.DataObject) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(phrases) | st.text(max_size=2), max_size=8))) if phrases else "x"
    assert sorted(engine.build(phrases).find(text)) == searched(phrases, text)


@pytest.mark.parametrize("phrases", [["best", "最佳", "最佳选择"], []])
def test_what_was_dumped_finds_the_same(engine: Any, phrases: list[str]) -> None:
    text = "the best 最佳选择"
    built: Matcher = engine.build(phrases)
    for again in (matcher.load(built.dump(), lambda: phrases), pickle.loads(pickle.dumps(built))):
        assert sorted(again.find(text)) == sorted(built.find(text)) == searched(phrases, text)


def test_the_dump_of_the_other_engine_is_built_anew(engine: Any) -> None:
    """A compiled form may come from a machine with the other engine; `load` must cope with both."""
    phrases = ["best", "最佳"]
    loaded = matcher.load(engine.build(phrases).dump(), lambda: phrases)
    assert sorted(loaded.find("最佳 best")) == searched(phrases, "最佳 best")


def test_both_engines_find_the_same_in_a_long_text() -> None:
    phrases = [f"词{chr(0x4E00 + number)}" for number in range(500)] + ["词", "best", "est"]
    text = "".join(f"词{chr(0x4E00 + number * 7 % 600)}best" for number in range(2_000))
    one, other = (sorted(engine_or_skip(kind).build(phrases).find(text)) for kind in (Daachorse, Pyahocorasick))
    assert one == other
    assert len(one) > 6_000


def test_the_engine_of_this_platform_is_chosen() -> None:
    built = matcher.build(["best"])
    here = Daachorse if importlib.util.find_spec("daachorse") else Pyahocorasick
    assert isinstance(built, here)
