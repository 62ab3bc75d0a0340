from __future__ import annotations

import pickle
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from listinglint.model import Field, Origin, Source
from listinglint.origins.csvtext import CsvOrigin
from listinglint.origins.part import PartOrigin


@given(text=st.text(st.sampled_from('ab",; \n珠😀'), max_size=20), data=st.data())
def test_any_part_of_a_cell_stands_where_it_was_written(text: str, data: st.DataObject) -> None:
    written = '"' + text.replace('"', '""') + '"'
    whole = CsvOrigin(Source("a.csv", f"x,{written},y\n"), ",", 1)
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    resolved = PartOrigin(whole, first, last).resolve()
    assert resolved is not None
    assert resolved[0] == text[first:last]
    before = len(text[:first].replace('"', '""'))
    length = len(text[first:last].replace('"', '""'))
    assert resolved[1].span(0, last - first)[1] - resolved[1].span(0, last - first)[0] == length
    if first < last:
        assert resolved[1].span(0, 1)[0] == 3 + before


def test_part_keeps_the_cell_and_survives_pickling(aligned: Callable[[Origin, str], None]) -> None:
    source = Source("a.csv", 'ring,"wood; 18"" steel"\n', 7)
    part = PartOrigin(CsvOrigin(source, ",", 1, "row 7, Material"), 6, 15)
    aligned(part, '18" steel')
    again = pickle.loads(pickle.dumps(part))
    place = Field("attributes.Material[1]", '18" steel', again).at(4, 9)
    assert (place.line, place.column, place.cell, place.exact) == (7, 18, "row 7, Material", True)
    assert place.column is not None
    assert source.text[place.column - 1 : 22] == "steel"
    assert (part.start, part.end) == (12, 22)


def test_part_of_what_is_not_found_is_unknown() -> None:
    part = PartOrigin(CsvOrigin(Source("a.csv", "one\n"), ",", 5), 0, 1)
    assert part.resolve() is None
    assert (part.start, part.end) == (0, 0)
