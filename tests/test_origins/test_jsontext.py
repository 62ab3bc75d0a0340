from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listinglint.model import Field, Origin, Source
from listinglint.origins.jsontext import JsonOrigin, JsonPointerOrigin, Pointer, locate, members

Aligned = Callable[[Origin, str], None]
Marked = Callable[[Origin, str, str], None]

texts = st.text(st.sampled_from('最佳x"\\/\n\t\b 😀é\u2028[]{},:'), max_size=8)
values = st.recursive(
    texts | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


def parts(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    yield pointer, value
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from parts(item, (*pointer, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from parts(item, (*pointer, key))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"全网MARK最佳"', "全网MARK最佳"),
        ('"\\ud83d\\ude00MARK\\u4F73\\n\\/"', "😀MARK佳\n/"),
        ('"\\ud83dMARK\\ude00"', "\ud83dMARK\ude00"),
        ('"\\\\MARK\\""', '\\MARK"'),
    ],
)
def test_escapes_are_undone_exactly(written: str, value: str, aligned: Aligned, marked: Marked) -> None:
    source = Source("a.json", '{"a":\r\n ' + written + "}", line=5)
    assert json.loads(source.text)["a"] == value
    origin = JsonPointerOrigin(source, ("a",))
    aligned(origin, value)
    marked(origin, value, "MARK")
    assert (origin.start, origin.end) == (8, 8 + len(written))
    aligned(JsonOrigin(source, origin.start, origin.end), value)


@given(values, st.booleans(), st.sampled_from([None, 1]), st.sampled_from(["", "\ufeff", " \r\n"]))
@settings(max_examples=150, deadline=None)
def test_every_value_is_found_by_its_pointer(
    aligned: Aligned, value: Any, ascii_only: bool, indent: int | None, before: str
) -> None:
    text = before + json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    source = Source("a.json", text)
    for pointer, part in parts(value):
        span = locate(text, 0, pointer)
        assert span is not None
        assert json.loads(text[slice(*span)]) == part
        if isinstance(part, str):
            aligned(JsonPointerOrigin(source, pointer), part)
        if isinstance(part, list | dict):
            assert locate(text, 0, (*pointer, len(part))) is None
            assert locate(text, 0, (*pointer, "no such key")) is None
            assert [json.loads(text[one.start : one.end]) for one in members(text, span[0])] == (
                list(part.values()) if isinstance(part, dict) else part
            )


@given(
    st.lists(st.sampled_from(["a", "最佳", "\\n", "\\u4f73", "\\\\", '\\"', "\\ud83d\\ude00"]), min_size=1),
    st.data(),
)
@settings(max_examples=100, deadline=None)
def test_every_part_of_a_string_reads_the_same_in_the_file(pieces: list[str], data: st.DataObject) -> None:
    text = '"' + "".join(pieces) + '"'
    value = json.loads(text)
    resolved = JsonOrigin(Source("a.json", text), 0, len(text)).resolve()
    assert resolved is not None
    start = data.draw(st.integers(0, len(value) - 1))
    end = data.draw(st.integers(start + 1, len(value)))
    assert json.loads(f'"{text[slice(*resolved[1].span(start, end))]}"') == value[start:end]


def test_of_a_key_written_twice_the_last_counts() -> None:
    text = '{"a": {"b": "x"}, "a": {"b": "first", "\\u0062": "last"}}'
    assert json.loads(text)["a"]["b"] == "last"
    span = locate(text, 0, ("a", "b"))
    assert span is not None
    assert text[slice(*span)] == '"last"'


def test_numbers_and_words_stand_as_they_are_written() -> None:
    source = Source("a.json", "[1.50, true, -2e9]")
    found = [JsonPointerOrigin(source, (index,)).resolve() for index in range(3)]
    assert [one and one[0] for one in found] == ["1.50", "true", "-2e9"]
    place = Field("price", "1.5", JsonPointerOrigin(source, (0,))).at(0, 3)
    assert (place.exact, place.column) == (False, 2)


def test_a_record_in_the_middle_of_a_file_is_looked_into_from_its_base() -> None:
    text = '[{"t": "x"}, {"t": "最佳"}]'
    base = list(members(text, 0))[1].start
    origin = JsonPointerOrigin(Source("a.json", text), ("t",), base=base)
    assert text[origin.start : origin.end] == '"最佳"'
    assert pickle.loads(pickle.dumps(origin)).sought() == origin.sought()


@pytest.mark.parametrize("text", ["", "[", '{"a"', '{"a": ', '{"a" 1}', '{"a": "x', "{a: 1}", '"a"', "[,]"])
def test_text_that_is_not_json_has_no_places(text: str) -> None:
    assert locate(text, 0, ("a", 0)) is None
    origin = JsonPointerOrigin(Source("a.json", text), ("a", 0))
    assert (origin.resolve(), origin.start, origin.end) == (None, 0, 0)


def test_deep_nesting_needs_no_deep_stack() -> None:
    text = '{"a":' + "[" * 100_000 + "]" * 100_000 + ',"b":"x"}'
    assert locate(text, 0, ("b",)) == (len(text) - 4, len(text) - 1)


def test_broken_strings_are_not_guessed() -> None:
    for text in ('"\\x"', '"\\u12"', '"a', '"a"b"', '"'):
        assert JsonOrigin(Source("a.json", text), 0, len(text)).resolve() is None
