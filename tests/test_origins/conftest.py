from __future__ import annotations

from collections.abc import Callable

import pytest

from listinglint.model import Field, Origin

LINE_ENDS = {"\n", "\r", "\x85"}


def check_aligned(origin: Origin, value: str) -> None:
    """Every character of the decoded value stands where the map says, in order and without overlap."""
    resolved = origin.resolve()
    assert resolved is not None
    assert resolved[0] == value
    text = origin.source.text
    covered = behind = 0
    for out_start, out_end, start, end in resolved[1].runs:
        assert (out_start, behind <= start < end) == (covered, True)
        covered, behind = out_end, end
        if out_end - out_start == end - start:
            pairs = zip(value[out_start:out_end], text[start:end], strict=True)
            # a folded or normalised line end is one character for one
            assert all(out == src or (out in " \n" and src in LINE_ENDS) for out, src in pairs)
    assert covered == len(value)


def check_marked(origin: Origin, value: str, marker: str) -> None:
    """Each marker in the value is found, by arithmetic alone, at its line and column in the file."""
    field = Field("title", value, origin)
    lines = origin.source.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = value.find(marker)
    assert at >= 0
    while at >= 0:
        place = field.at(at, at + len(marker))
        assert place.exact
        assert place.line is not None
        assert place.column is not None
        line = lines[place.line - origin.source.line]
        assert line[place.column - 1 :].startswith(marker)
        assert (place.end_line, place.end_column) == (place.line, place.column + len(marker))
        at = value.find(marker, at + 1)


@pytest.fixture(scope="session")
def aligned() -> Callable[[Origin, str], None]:
    return check_aligned


@pytest.fixture(scope="session")
def marked() -> Callable[[Origin, str, str], None]:
    return check_marked
