from __future__ import annotations

import re
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listinglint import assembled, cache
from listinglint.text import quantity_labels, quantity_units

PATTERNS = [
    (r"(?P<number>\d+)(?:\.(?P<rest>\d+))?\s?(?P<unit>cm|mm|厘米)(?![a-z])", 0),
    (r"(?<![a-z])(?i:best|第一)\b", 0),
    (r"[^\x00-\x7f]{2,4}|(a)|(?P<b>b)", re.IGNORECASE),
    (r"(?s:.*?)end\Z", re.MULTILINE),
    (r"", 0),
    (r"(?>a+)b|(x)(?(1)y|z)", 0),
    *((form.pattern, 0) for form in quantity_labels.asked()),
    *((form.pattern, 0) for form in quantity_units.EXPRESSIONS.values()),
]


@pytest.fixture
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembled, "_known", {})
    monkeypatch.setattr(assembled, "_met", set())


def learnt(*asked: assembled.Asked) -> dict[assembled.Asked, assembled.Form]:
    for pattern, flags in asked:
        assembled.compiled(pattern, flags)
    return assembled.learnt()


@pytest.mark.usefixtures("nothing_known")
@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_a_kept_expression_is_the_compiled_one(pattern: str, flags: int) -> None:
    assembled.remember(learnt((pattern, flags)))
    made, known = assembled.compiled(pattern, flags), re.compile(pattern, flags)
    assert made == known  # compares code and flags
    assert (made.pattern, made.flags, made.groups) == (known.pattern, known.flags, known.groups)
    assert dict(made.groupindex) == dict(known.groupindex)
    assert assembled.learnt() == {}, "a known expression is not learnt again"


@given(st.text("0123456789.cm 厘米bestBESTabxyz第一\n", max_size=40))
def test_a_kept_expression_finds_the_same(text: str) -> None:
    for pattern, flags in PATTERNS:
        assembled.remember(learnt((pattern, flags)))
        made = assembled.compiled(pattern, flags)
        found = [(one.span(), one.groups(), one.lastgroup) for one in made.finditer(text)]
        assert found == [(one.span(), one.groups(), one.lastgroup) for one in re.finditer(pattern, text, flags)]


@pytest.mark.usefixtures("nothing_known")
@pytest.mark.parametrize("code", [b"", b"\xff" * 8, array("I", [999, 1, 1]).tobytes(), b"abc"])
def test_a_form_that_is_none_is_compiled_as_usual(code: bytes) -> None:
    assembled.remember({("a(b)", 0): (0, code, 1, {}, (None, None))})
    found = assembled.compiled("a(b)").search("xab")
    assert found is not None
    assert found.groups() == ("b",)


@pytest.mark.usefixtures("nothing_known")
def test_the_next_run_knows_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTINGLINT_CACHE", str(tmp_path / "cache"))
    assembled.compiled("one|two")
    cache.keep_expressions()
    monkeypatch.setattr(assembled, "_known", {})
    cache.recall_expressions()
    assembled.compiled("one|two")
    assert assembled.learnt() == {}
    assert [path.name.partition("-")[0] for path in (tmp_path / "cache").iterdir()] == ["expressions"]


@pytest.mark.usefixtures("nothing_known")
def test_forms_of_another_interpreter_are_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTINGLINT_CACHE", str(tmp_path / "cache"))
    assembled.compiled("one|two")
    cache.keep_expressions()
    monkeypatch.setattr(assembled, "_known", {})
    monkeypatch.setattr(assembled, "INTERPRETER", ("another", "9.9"))
    cache.recall_expressions()
    assembled.compiled("one|two")
    assert set(assembled.learnt()) == {("one|two", 0)}


@pytest.mark.usefixtures("nothing_known")
def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembled, "_MOST", 2)
    assert set(learnt(("a", 0), ("b", 0))) == {("a", 0), ("b", 0)}
    assert set(learnt(("c", 0))) == {("c", 0)}
