from __future__ import annotations

import csv
import io
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listinglint.errors import InputError
from listinglint.model import Field, Origin, Source
from listinglint.origins.csvtext import CsvOrigin, Record, records

Aligned = Callable[[Origin, str], None]
Marked = Callable[[Origin, str, str], None]

PIECES = [
    "x",
    "最佳",
    "😀",
    '"',
    '""',
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\u2028",
    "\x0b",
    "\x85",
    "'",
    "\0",
]


def read(text: str, delimiter: str = ",") -> list[Record]:
    return list(records(io.StringIO(text, newline=""), delimiter, file="a.csv"))


def chunks(text: str, size: int) -> Iterator[str]:
    return (text[at : at + size] for at in range(0, len(text), size))


@pytest.mark.parametrize(
    ("row", "index", "value"),
    [
        ("a,全网MARK,c\r\n", 1, "全网MARK"),
        ('"a, b","x ""MARK""",c\n', 1, 'x "MARK"'),
        ('1,"x\r\nMARK\ny"\r\n', 1, "x\r\nMARK\ny"),
        ('"MARK"', 0, "MARK"),
        ('"ab"MARK"d",x\n', 0, 'abMARK"d"'),
        ('a"MARK",x\n', 0, 'a"MARK"'),
        (' "MARK"\n', 0, ' "MARK"'),
    ],
)
def test_quoting_is_undone_exactly(row: str, index: int, value: str, aligned: Aligned, marked: Marked) -> None:
    (record,) = read(row)
    assert record.cells[index] == value
    origin = CsvOrigin(Source("a.csv", record.raw, 7), ",", index)
    aligned(origin, value)
    marked(origin, value, "MARK")


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join), st.sampled_from(",;\t"), st.integers(1, 9))
@settings(max_examples=200, deadline=None)
def test_rows_and_cells_are_those_of_the_csv_module(aligned: Aligned, text: str, delimiter: str, size: int) -> None:
    expected = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    try:
        found = read(text, delimiter)
    except InputError:
        with pytest.raises(csv.Error):  # refused only where the strict csv module refuses, too
            list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        return
    assert [record.cells for record in found] == expected
    assert "".join(record.raw for record in found) == text
    assert list(records(chunks(text, size), delimiter)) == found
    for record in found:
        source = Source("a.csv", record.raw, record.line)
        for index, cell in enumerate(record.cells):
            aligned(CsvOrigin(source, delimiter, index), cell)
        if record.cells:
            assert CsvOrigin(source, delimiter, len(record.cells)).resolve() is None


@given(
    st.lists(st.lists(st.sampled_from(PIECES[:-1]), max_size=4).map("".join), min_size=2, max_size=4),
    st.sampled_from([("\n", csv.QUOTE_ALL), ("\r\n", csv.QUOTE_MINIMAL)]),
    st.data(),
)
@settings(max_examples=100, deadline=None)
def test_every_part_of_a_cell_reads_the_same_in_the_file(
    marked: Marked, cells: list[str], style: tuple[str, Any], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(cells) - 1))
    cells[index] += "MARK"
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=style[0], quoting=style[1]).writerows([["编号", "标题"], cells, ["x"]])
    _, record, _ = read(out.getvalue())
    assert record.cells == cells
    origin = CsvOrigin(Source("a.csv", record.raw, record.line), ",", index)
    marked(origin, cells[index], "MARK")
    resolved = origin.resolve()
    assert resolved is not None
    start = data.draw(st.integers(0, len(cells[index]) - 1))
    end = data.draw(st.integers(start + 1, len(cells[index])))
    written = record.raw[slice(*resolved[1].span(start, end))]
    quoted = record.raw[origin.start] == '"'
    assert (written.replace('""', '"') if quoted else written) == cells[index][start:end]


def test_lines_are_those_of_the_file() -> None:
    found = read('\ufeff"a\nb",1\r\n\r\n"c\r\n\r\nd",2\re,3')
    assert [(record.line, record.cells) for record in found] == [
        (1, ["a\nb", "1"]),
        (3, []),
        (4, ["c\r\n\r\nd", "2"]),
        (7, ["e", "3"]),
    ]
    assert found[0].raw == '"a\nb",1\r\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [('a,b\n1,"x\n2,y\n', 2), ('"', 1), ('a\n\n"x""\n', 3), ('a\n"x"\n"', 3), ('a,"b\r\nc', 1)],
)
def test_an_unclosed_quote_is_told_with_the_line_it_began_on(text: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert (caught.value.file, caught.value.line) == ("a.csv", line)


def test_a_cell_that_never_ends_is_refused_before_it_fills_the_memory() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        yield 'a,b\n1,"x\n'
        while True:
            taken += 1
            yield "y" * (1 << 20) + "\n"

    with pytest.raises(InputError) as caught:
        list(records(endless(), file="a.csv"))
    assert (caught.value.line, taken < 20) == (2, True)


def test_a_large_cell_is_read() -> None:
    assert [len(record.cells[0]) for record in read("x" * 300_000 + ",1\n")] == [300_000]


def test_origins_travel_and_tell_their_start() -> None:
    origin = CsvOrigin(Source("a.csv", 'x,"最佳"\n', 4), ",", 1, "row 4, Title")
    assert (origin.start, origin.end, origin.cell) == (2, 6, "row 4, Title")
    assert pickle.loads(pickle.dumps(origin)).resolve() == origin.resolve()
    place = Field("title", "其他", origin).at(0, 2)
    assert (place.exact, place.line, place.column, place.cell) == (False, 4, 3, "row 4, Title")
