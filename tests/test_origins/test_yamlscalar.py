from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from listinglint.errors import InputError
from listinglint.model import Field, Origin, Source
from listinglint.origins.yamltext import Scalar, YamlOrigin, compose, walk

Aligned = Callable[[Origin, str], None]
Marked = Callable[[Origin, str, str], None]

STYLES: tuple[Any, ...] = (None, "'", '"', "|", ">")
PIECES = [
    "MARK", "最佳", "😀", " ", "  ", "\t", "'", "''", '"', "\\", "\\n", "\\x41", "\\u4f73", "\\ ", "\\\n",
    "\n", "\n\n", "\n  ", "\n    ", "\n  \t", "#", " #", ":", "- ", "\u2028", "\x85", "\ufeff", "\\/", "\xa0",
    "\\U0001F600",
]  # fmt: skip
LINES = ["", "", "MARK", "最佳 x", "\ty", "# c", "- 😀\u2028"]


def only(source: Source, path: tuple[str | int, ...]) -> Scalar:
    return dict(walk(compose(source)))[path]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 全网最佳MARK戒指\n", "全网最佳MARK戒指"),
        ("\ufeffa: MARK\n", "MARK"),
        ("a: x\n  y MARK\n\n\n  z   # c\n", "x y MARK\n\nz"),
        ("a: &b !!str # c\n  MARK\n", "MARK"),
        ("a: &b \xa0MARK\n", "\xa0MARK"),
        ("a: 'it''s  \n\n  MARK''s  '\n", "it's\nMARK's  "),
        ('a: "\\u4f73\\U0001F600\\x41\\t\\ \\\n   MARK\\\n\n  z \n  \\/"\n', "佳😀A\t MARK\nz /"),
        ("a: |\n  x\n   MARK\n\n  y\n\n\nb: 1\n", "x\n MARK\n\ny\n"),
        ("a: |-\n  MARK\n\n", "MARK"),
        ("a: |+\n\n  MARK\n\n\nb: 1\n", "\nMARK\n\n\n"),
        ("a: |\n  MARK", "MARK"),
        ("a: | # c\r\n  MARK\r\n  y\r\n", "MARK\ny\n"),
        ("k:\n- a: |2-\n      MARK\n    y\n", "  MARK\ny"),
        ("a: >\n\n  x\n  MARK\n\n   z\n    z\n\n\n  w\n  v\n", "\nx MARK\n\n z\n  z\n\n\nw v\n"),
        ("a: >+2\r\n    x\r\n  MARK\r\n  y\r\n\r\n", "  x\nMARK y\n\n"),
        ("[MARK\n  z , 'x']", "MARK z"),
    ],
)
def test_every_way_of_writing_is_undone_exactly(text: str, value: str, aligned: Aligned, marked: Marked) -> None:
    source = Source("a.yaml", text)
    scalar = next(scalar for _, scalar in walk(compose(source)) if "MARK" in scalar.value)
    assert scalar.value == value
    aligned(scalar.origin(source), value)
    marked(scalar.origin(source), value, "MARK")


words = st.text(st.sampled_from("最佳戒 \t\n'\"\\#:-&*!|>[]{},%@`é😀a1\u2028\xa0\x07"), max_size=12)


@given(
    style=st.sampled_from(STYLES),
    words=st.lists(words, min_size=1, max_size=4),
    end=st.sampled_from(["\n", "\r\n"]),
    width=st.sampled_from([8, 20, 4000]),
)
@settings(max_examples=150, deadline=None)
def test_what_pyyaml_writes(
    aligned: Aligned, marked: Marked, *, style: str | None, words: list[str], end: str, width: int
) -> None:
    tree = {"键": [{"title": "MARK".join(words)}, "x"]}
    text = yaml.safe_dump(tree, default_style=style, allow_unicode=True, width=width)
    source = Source("a.yaml", text.replace("\n", end))
    scalar = only(source, ("键", 0, "title"))  # the writer loses blanks here and there: what is read counts
    aligned(scalar.origin(source), scalar.value)
    if len(words) > 1 and "\\\n" not in text:  # an escaped line end may stand within the marker
        marked(scalar.origin(source), scalar.value, "MARK")


@given(
    before=st.sampled_from(["a: ", "- - ", "k:\n  a: ", "[", "\ufeffa: ", "--- ", "x: 1\ny:\n- "]),
    opening=st.sampled_from(["", "'", '"', "&b ", "!!str '"]),
    body=st.lists(st.sampled_from(PIECES), max_size=10).map("".join),
    after=st.sampled_from(["\n", "", "\nb: c\n", "]", " # c\n"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=200, deadline=None)
def test_flow_scalars_written_by_hand(
    aligned: Aligned, *, before: str, opening: str, body: str, after: str, end: str
) -> None:
    text = before + opening + body + opening[-1:].strip() + after
    check_document(aligned, text.replace("\n", end))


@given(
    before=st.sampled_from(["a: ", "- - ", "k:\n  a: ", "\ufeffa: ", "--- "]),
    header=st.builds(str.__add__, st.sampled_from("|>"), st.sampled_from(["", "-", "+", "2", "2-", "+1", " # c"])),
    lines=st.lists(st.builds(str.__add__, st.integers(0, 6).map(" ".__mul__), st.sampled_from(LINES)), max_size=6),
    after=st.sampled_from(["", "\n", "\nb: c\n", "\n# c\n"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(max_examples=200, deadline=None)
def test_block_scalars_written_by_hand(
    aligned: Aligned, *, before: str, header: str, lines: list[str], after: str, end: str
) -> None:
    text = before + header + "\n" + "\n".join(lines) + after
    check_document(aligned, text.replace("\n", end))


def check_document(aligned: Aligned, text: str) -> None:
    source = Source("a.yaml", text)
    try:
        found = list(walk(compose(source)))
    except InputError:
        assume(False)
    for _, scalar in found:
        origin = scalar.origin(source)
        if origin.resolve() is None:  # only an indicator over nothing but blank lines leaves the width unknown
            assert scalar.style in ("|", ">")
            assert not scalar.value.strip(" \n")
        else:
            aligned(origin, scalar.value)


@given(
    st.lists(st.sampled_from(["a", "最佳", "\\n", "\\u4f73", "\\\\", '\\"', " ", "😀"]), min_size=1),
    st.data(),
)
@settings(max_examples=100, deadline=None)
def test_every_part_of_a_quoted_text_reads_the_same_in_the_file(pieces: list[str], data: st.DataObject) -> None:
    source = Source("a.yaml", 'a: "' + "".join(pieces) + '"\n')
    scalar = only(source, ("a",))
    resolved = scalar.origin(source).resolve()
    assert resolved is not None
    start = data.draw(st.integers(0, len(scalar.value) - 1))
    end = data.draw(st.integers(start + 1, len(scalar.value)))
    first, last = resolved[1].span(start, end)
    assert yaml.safe_load(f'"{source.text[first:last]}"') == scalar.value[start:end]


def test_a_place_that_is_no_such_scalar_is_not_guessed() -> None:
    source = Source("a.yaml", "a: 'it's'\nb: \"\\q\"\nc: |2\n  x\n")
    assert YamlOrigin(source, 3, 9, style="'").resolve() is None
    assert YamlOrigin(source, 3, 8, style="'").resolve() is None
    assert YamlOrigin(source, 13, 17, style='"').resolve() is None
    assert YamlOrigin(source, 21, len(source.text), style="|").resolve() is None
    assert YamlOrigin(source, 0, 5, style=">").resolve() is None


def test_a_changed_value_is_told_at_the_start_of_the_field() -> None:
    source = Source("a.yaml", "x: 1\na: '  MARK'\n")
    place = Field("title", "MARK", only(source, ("a",)).origin(source)).at(0, 4)
    assert (place.exact, place.line, place.column, place.end_line) == (False, 2, 4, None)


def test_origins_travel_between_processes() -> None:
    source = Source("a.yaml", "a: |1\n  MARK\n")
    origin = pickle.loads(pickle.dumps(only(source, ("a",)).origin(source)))
    assert origin.resolve()[0] == " MARK\n"
