"""The quick ways find what the plain ones find: each shortcut is held against the expression that it replaces."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listinglint.text import (
    clauses,
    cutting,
    evasion,
    evasion_latin,
    fold,
    measures,
    quantities,
    quantity_counts,
    quantity_labels,
    quantity_rings,
    quantity_units,
    readability,
)
from listinglint.text.holding import perhaps
from listinglint.text.quantity_labels import Label, thing
from listinglint.text.quantity_units import EXPRESSIONS, UNITS, Dimension, dimensions, expressions, starts

PIECES = (
    "约", "大约 ", "about ", "approx. ", "ca.", "~", "45", "3.5", "1,200", "1/2", "1⁄2", "٣", " ", "  ", "\n", "-", "–", "x", "×",
    "cm", "mm", "克", "g", "kg", "ml", "升", "ct", "克拉", "\"", "in", "um", "+", "±", "/", "至", "to ", "or ", "和", "$", "净重", "总重",
    "链长", "length ", "weight:", "total carat ", "diamond", "重量", "为", "size ", "us ", "港号", "ring ", "最", "佳", "，", ",", "·", "丶",
    "\u200b", "e", "the ", "people", "loo", "b3st", "ee", "a", "。", "(", ")", ":", ".", "颗钻石", "3 diamonds", "件套", "set of ", " long", " wide", "chain", " in diameter", "厚", "(cm)", "内径", "圈口", "wrist size", "半", "斤", "两", "跟", "heel", "12号", "16 gauge", "一套", "层架",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=14).map("".join)
of_any_kind: st.SearchStrategy[Dimension] = st.sampled_from(list(UNITS))


@settings(deadline=None)  # the first example compiles the expressions
@given(texts, of_any_kind)
def test_measures_are_found_where_a_number_or_a_word_for_about_begins(text: str, dimension: Dimension) -> None:
    plain = [(one.span(), one.groups()) for one in EXPRESSIONS[dimension].finditer(text)]
    assert [(one.span(), one.groups()) for one in expressions(dimension, text)] == plain
    assert not plain or dimension in dimensions(text)


def first(
    named: Iterable[tuple[re.Match[str] | None, Label]], plain: Iterable[tuple[re.Match[str] | None, str]]
) -> Label | None:
    """The label of the first form that matches, asked one after the other."""
    of_plain = (Label(measure, thing(found["of"])) for found, measure in plain if found)
    return next((label for found, label in named if found), next(of_plain, None))


@settings(deadline=None)  # the first example compiles the expressions
@given(texts)
def test_labels_are_found_without_asking_every_form(text: str) -> None:
    named = ((form.search(text), label) for form, label in quantity_labels._NAMED_BEFORE)
    plain = ((form.search(text), measure) for form, measure in quantity_labels._PLAIN_BEFORE)
    assert quantity_labels.before(text) == first(named, plain)
    assert quantity_labels.behind(text) == first(((form.match(text), one) for form, one in quantity_labels._AFTER), ())
    whole = ((form.fullmatch(text), label) for form, label in quantity_labels._KEY_NAMED)
    rest = ((form.fullmatch(text), measure) for form, measure in quantity_labels._KEY_PLAIN)
    assert quantity_labels.of_key(text) == first(whole, rest)
    parts = [one for form, _ in quantity_labels._THINGS for one in form.finditer(text)]
    assert bool(quantity_labels.part(text)) == bool(parts)


@settings(deadline=None)  # the first example compiles the expressions
@given(texts)
def test_counts_and_ring_sizes_hold_one_of_their_words(text: str) -> None:
    for form, _ in quantity_counts._TEXT:
        assert not form.search(text) or perhaps(form, text)
    widths = [one.span() for one in quantity_rings._BEFORE_SIZE.finditer(text)]
    assert not widths or "圈口" in text
    gauges = [one.span() for one in quantities._GAUGE.finditer(text)]
    assert [one.span() for one in quantities.gauges(text)] == gauges
    sizes = {one.start("told"): one["system"] for one in quantity_rings._RING.finditer(text)}
    assert sizes.keys() <= set(starts(text))
    # An inner width in centimetres is no size at all.
    told = {one.start for one in quantity_rings.ring_sizes(text, "")}
    assert {start for start, system in sizes.items() if system != "内径"} <= told


@settings(deadline=None)  # the first example compiles the expressions
@given(texts)
def test_quantities_are_the_same_whatever_dimensions_are_left_out(text: str) -> None:
    found = [one for dimension in UNITS for one in quantities._measures(text, "", dimension, None, True)]
    read = quantities.read(text, title=True)
    assert [one for one in read if one in found] == sorted(found, key=lambda one: (one.start, one.end))


HAN = "\u3400-\u9fff"
OLD_GAP = (
    rf"(?<=[{HAN}]){evasion._MARK}{{1,3}}(?=[{HAN}])"
    rf"|(?<=[{evasion._OPENERS}])[{evasion._CLAUSE_MARKS}]{{1,2}}(?=[{HAN}])"
    rf"|(?<=\w)[{fold.ZERO_WIDTH}]+(?=\w)"
)


OLD_MARK = (
    r"[。！？!?；;…]+[”’」』）)]*\s*|\.(?=\s|$)\s*|[，、]\s*|(?<!\d)[,:：/]\s*|[,:：/](?!\d)\s*|\s+[-–—~·•]\s+|——|[·•～]"
    r"|(?<=[\u3400-\u9fff])\s+(?=\S)|(?<=\S)\s+(?=[\u3400-\u9fff])"
)


@pytest.mark.parametrize(
    ("quick", "plain"),
    [
        (evasion._GAP, OLD_GAP),
        (readability._VOWELS, r"(?!(?<=[a-z]{2})e(?![a-z]))[aeiouy]+"),
        (fold._HYPHEN, r"(?<=[a-z])-(?=[a-z])"),
        (clauses._SENTENCE_END, r"[。!?;\n…]|\.(?=\s|$)|[•●★☆■◆✓✔✅|]"),
        (clauses._CLAUSE_END, r"[。!?;\n…,、:]|\.(?=\s|$)|[•●★☆■◆✓✔✅|]"),
        (quantity_units._NUMERAL, r"\d+|[半一二两三四五六七八九十](?=[斤两钱]|公斤)"),
        (cutting._MARK, OLD_MARK),
    ],
)
@settings(deadline=None)  # the first example compiles the expressions
@given(text=texts)
def test_the_rare_sign_first_finds_the_same(quick: re.Pattern[str], plain: str, text: str) -> None:
    assert [one.span() for one in quick.finditer(text)] == [one.span() for one in re.finditer(plain, text)]


@settings(deadline=None)  # the first example compiles the expressions
@given(texts)
def test_runs_of_blanks_are_not_overlooked(text: str) -> None:
    assert (fold._ANY_RUN.search(text) is None) == (fold._SPACE_RUN.search(text) is None)


def plain_capitals(text: str) -> float:
    lettered = re.findall(r"\b[A-Za-z][A-Za-z'’-]+\b", text)
    return 100 * len(re.findall(r"\b[A-Z][A-Z'’-]+\b", text)) / len(lettered) if len(lettered) > 2 else 0.0


@given(st.lists(st.sampled_from(("BIG", "Silver", "ring", "A", "O'Neil", " ", " ", "-", "925", "银"))).map("".join))
def test_the_share_of_capitals_is_the_same_where_none_are_counted(text: str) -> None:
    assert measures.capitals(text) == plain_capitals(text)


OLD_DISGUISE = (
    rf"[\d{evasion_latin._SIGNS}](?:(?=[a-z])|(?<=[a-z].))|[{fold.ZERO_WIDTH}#](?<=[a-z].)|[{fold.ZERO_WIDTH}](?=[a-z0-9])"
    rf"|[._~^|·•](?<=[a-z].)(?=[a-z])|n'[7+]"
    rf"|[{re.escape(evasion_latin._SEPARATORS)} ](?<=[a-z].)(?<![a-z0-9][a-z].)[a-z][{re.escape(evasion_latin._SEPARATORS)} ]"
)


@settings(deadline=None)  # the first example compiles the expressions
@given(st.text("ab n'7+._-|0#@!·\u200b最 \n,(", max_size=8) | texts)
def test_no_sign_of_a_disguise_is_overlooked(text: str) -> None:
    found = evasion_latin._QUICK.search(text) or evasion_latin._ALONE.search(text)
    assert (found is None) == (re.search(OLD_DISGUISE, text, re.DOTALL) is None)


@settings(deadline=None)  # the first example compiles the expressions
@given(texts, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=6))
def test_clauses_are_shared_out_as_each_span_would_find_its_own(text: str, places: list[tuple[int, int]]) -> None:
    text = text * 9  # so that some clauses are cut for going on too long
    spans = [(start, start + size) for start, size in places if start + size <= len(text)]
    shared = clauses.clauses(text).share(([span], [number]) for number, span in enumerate(spans))
    plain: dict[tuple[int, int], set[int]] = {}
    for number, span in enumerate(spans):
        plain.setdefault(clauses.clause(text, *span), set()).add(number)
    assert shared == plain
