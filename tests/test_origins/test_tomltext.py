from __future__ import annotations

import pickle
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from listinglint.errors import InputError
from listinglint.model import Origin, Source
from listinglint.origins.tomltext import Path, TomlOrigin, load, toml_error

Aligned = Callable[[Origin, str], None]
Marked = Callable[[Origin, str, str], None]

PIECES = [
    "x", "最佳", "😀", "'", "''", '"', '""', "\\", "\\n", "\\u4f73", "\\U0001F600", '\\"', " ", "\t", "\n",
    "\r\n", "\\\n  ", "\\ \n\n ", "#", "=", "[", "]", ",",
]  # fmt: skip
strings = st.builds(
    lambda quote, pieces: quote + "".join(pieces) + quote,
    st.sampled_from(["'", '"', "'''", '"""']),
    st.lists(st.sampled_from(PIECES), max_size=6),
)
literals = st.sampled_from(["1", "-1.5e3", "true", "1979-05-27 07:32:00", "1979-05-27T07:32:00Z", "07:32:00"])
keys = st.sampled_from(["a", "b", "c-1", "'q r'", '"键"', '"x.y"', "a.b", "a . 'b'", "d.e.f", '"\\u4f73"'])
gaps = st.sampled_from(["", " ", "\n", " # c ]\n"])


def array(items: list[str], gap: str, last: str) -> str:
    return "[" + gap + ",".join(item + gap for item in items) + (last if items else "") + "]"


def table(items: list[tuple[str, str]]) -> str:
    return "{ " + ", ".join(f"{key} = {value}" for key, value in items) + " }"


values = st.recursive(
    strings | literals,
    lambda inner: (
        st.builds(array, st.lists(inner, max_size=3), gaps, st.sampled_from(["", ",", ", "]))
        | st.builds(table, st.lists(st.tuples(keys, inner), max_size=3))
    ),
    max_leaves=5,
)
lines = st.builds("{} = {}{}".format, keys, values, st.sampled_from(["", " # c"])) | st.builds(
    str.format, st.sampled_from(["[{}]", "[[ {} ]]", "[ {} ] # c"]), keys
)


def texts_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts_in(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts_in(item, (*path, key))


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ('title = "全网MARK"\n', ("title",), "全网MARK"),
        ('\ufefftitle = "MARK"\n', ("title",), "MARK"),
        ("a.'b c'.d = 'C:\\MARK'\n", ("a", "b c", "d"), "C:\\MARK"),
        ('a = """\nx \\\n   \n  MARK\n"y\\u4f73" """"\n', ("a",), 'x MARK\n"y佳" "'),
        ("a = '''\r\nMARK\r\ny''''\r\n", ("a",), "MARK\ny'"),
        ('[[p]]\nt = "x"\n[[p]]\n[p.q]\nt = "MARK"\n', ("p", 1, "q", "t"), "MARK"),
        ('[[p]]\n[[p.v]]\n[[p]]\n[[p.v]]\n[[p.v]]\nt = "MARK"\n', ("p", 1, "v", 1, "t"), "MARK"),
        ('x = [1, # ]\n [ "a", {b = 1979-05-27 07:32:00, c = ["MARK",]}],\n]\n', ("x", 1, 1, "c", 0), "MARK"),
    ],
)
def test_every_way_of_writing_is_undone_exactly(
    text: str, path: Path, value: str, aligned: Aligned, marked: Marked
) -> None:
    source = Source("a.toml", text)
    assert dict(texts_in(load(source)))[path] == value
    aligned(TomlOrigin(source, path), value)
    marked(TomlOrigin(source, path), value, "MARK")


@given(st.lists(lines, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=200, deadline=None)
def test_every_text_that_tomllib_reads_is_found(aligned: Aligned, parts: list[str], end: str) -> None:
    source = Source("a.toml", end.join(parts))
    try:
        document = load(source)
    except InputError:
        assume(False)
    for path, value in texts_in(document):
        aligned(TomlOrigin(source, path), value)


@given(st.lists(st.sampled_from(["a", "最佳", "\\n", "\\u4f73", "\\\\", '\\"', "😀"]), min_size=1), st.data())
@settings(max_examples=100, deadline=None)
def test_every_part_of_a_text_reads_the_same_in_the_file(pieces: list[str], data: st.DataObject) -> None:
    text = 'k = "' + "".join(pieces) + '"'
    value = tomllib.loads(text)["k"]
    resolved = TomlOrigin(Source("a.toml", text), ("k",)).resolve()
    assert resolved is not None
    start = data.draw(st.integers(0, len(value) - 1))
    end = data.draw(st.integers(start + 1, len(value)))
    first, last = resolved[1].span(start, end)
    assert tomllib.loads(f'k = "{text[first:last]}"')["k"] == value[start:end]


@pytest.mark.parametrize(
    "text",
    [
        "k",
        "k = ",
        "k = 'x",
        'k = ["x"',
        "[k\nk = 1",
        "[[k]\n",
        'k = "\\q"',
        "= 1",
        "k = " + "[" * 200,
    ],
)
def test_what_is_not_understood_has_no_place(text: str) -> None:
    origin = TomlOrigin(Source("a.toml", text), ("k",))
    assert origin.resolve() is None


def test_other_values_stand_as_they_are_written() -> None:
    source = Source("a.toml", "weight = 12.50\n")
    origin = TomlOrigin(source, ("weight",))
    resolved = origin.resolve()
    assert resolved is not None
    assert (resolved[0], origin.start, origin.end) == ("12.50", 9, 14)
    assert TomlOrigin(source, ("height",)).resolve() is None
    assert pickle.loads(pickle.dumps(origin)).resolve() == resolved


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = 1\nb = x\n", 2), ("a = 1\r\n\r\na = 2\r\n", 3), ('a = 1\nb = """x\n\n', 2), ("a = 1\nb =", 2)],
)
def test_mistakes_are_told_with_their_line(text: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        load(Source("a.toml", text))
    assert (caught.value.file, caught.value.line) == ("a.toml", line)
    with pytest.raises(tomllib.TOMLDecodeError) as raw:
        tomllib.loads(text)
    assert toml_error(raw.value, Source("a.toml", text, line=11)).line == line + 10


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(InputError):
        load(Source("a.toml", "a = " + "[" * 100_000))
