from __future__ import annotations

import pickle
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listinglint.model import Field, Format, Source, Verbatim
from listinglint.text.fold import Letters
from listinglint.text.scan import Scan, Scanner, languages
from listinglint.text.segment import Segmenter
from tests.bench import steps

PHRASES = ["best", "best seller", "最佳", "佳", "925", "no.1", "world's best", "保健", "a b", "100%", ".com"]


def written(text: str, format: Format = "plain") -> Field:  # noqa: A002
    return Field("description", text, Verbatim(Source("f", text), 0, len(text)), format=format)


@pytest.fixture(scope="module")
def scanner(letters: Letters, tmp_path_factory: pytest.TempPathFactory) -> Scanner:
    owners: Sequence[tuple[int, ...]] = [(number, 90) if number % 2 else (number,) for number in range(len(PHRASES))]
    segmenter = Segmenter(str(tmp_path_factory.mktemp("segmenter")))
    return Scanner(PHRASES, letters, owners, frozenset({"保健"}), segmenter=segmenter)


def found(scan: Scan, text: str) -> list[tuple[str, str]]:
    """Phrase and source text of every hit."""
    spans = [(*span, phrase) for phrase, spans in scan.hits.items() for span in spans]
    return [(phrase, text[slice(*scan.span(lo, hi))]) for lo, hi, phrase in sorted(spans)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("The BEST ring", [("best", "BEST")]),
        ("bestow asbestos bests best1 1best", []),
        ("全网best的", [("best", "best")]),
        ("best-seller", [("best", "best"), ("best seller", "best-seller")]),
        ("Best  \n Seller", [("best", "Best"), ("best seller", "Best  \n Seller")]),
        ("the best\nseller", [("best", "best"), ("best seller", "best\nseller")]),
        ("World’s Best", [("world's best", "World’s Best"), ("best", "Best")]),
        ("S925 925 9250 925银", [("925", "925"), ("925", "925")]),
        ("no.1 no.10 No.１店", [("no.1", "no.1"), ("no.1", "No.１")]),
        ("100%棉", [("100%", "100%")]),
        ("最佳佳", [("最佳", "最佳"), ("佳", "佳"), ("佳", "佳")]),
        ("bést ｂｅｓｔ", [("best", "bést"), ("best", "ｂｅｓｔ")]),
        ("", []),
    ],
)
def test_hits_and_their_latin_edges(scanner: Scanner, text: str, hits: list[tuple[str, str]]) -> None:
    assert found(scanner.scan(written(text)), text) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("see https://shop.example/best/925?x=best now best", [("best", "best")]),
        ("www.best.example is best", [("best", "best")]),
        ("mail best@best.example, best", [("best", "best")]),
        ("https://shop.example/最佳", [("最佳", "最佳"), ("佳", "佳")]),
        ("网址www.shop.example，全网最佳", [("最佳", "最佳"), ("佳", "佳")]),
        ("网址www.shop.example全网最佳", [("最佳", "最佳"), ("佳", "佳")]),
        ("see (www.shop.example) best", [("best", "best")]),
        ("微信a@b.cn最佳", [("最佳", "最佳"), ("佳", "佳")]),
    ],
)
def test_words_inside_addresses_are_no_text(scanner: Scanner, text: str, hits: list[tuple[str, str]]) -> None:
    assert [one for one in found(scanner.scan(written(text)), text) if one[0] != ".com"] == hits


def test_a_phrase_that_looks_like_an_address_is_found_in_one(scanner: Scanner) -> None:
    text = "www.shop.com best"
    assert found(scanner.scan(written(text)), text) == [(".com", ".com"), ("best", "best")]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("为确保健康佩戴", False),
        ("养生保健手环", True),
        ("确保健全，保健手环", True),
        ("保健", True),
    ],
)
def test_doubtful_terms_must_be_whole_words(scanner: Scanner, text: str, whole: bool) -> None:
    scan = scanner.scan(written(text))
    assert scan.hits["保健"]
    assert bool(scan.whole) is whole
    assert scan.whole <= set(scan.hits["保健"])


def test_the_segmenter_is_asked_only_about_doubtful_terms(letters: Letters) -> None:
    segmenter = Segmenter("/nowhere/at/all")
    one = Scanner(PHRASES, letters, (), frozenset({"保健"}), segmenter=segmenter)
    one.scan(written("全网最佳，best seller"))
    assert segmenter._cut is None


def test_rules_are_woken_by_their_words(scanner: Scanner) -> None:
    assert scanner.scan(written("nothing here")).woken == frozenset()
    assert scanner.scan(written("最佳")).woken == {PHRASES.index("最佳"), PHRASES.index("佳"), 90}
    assert scanner.scan(written("a b")).woken == {PHRASES.index("a b")}


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("<p>全网<b>最</b>佳 &amp; b&#101;st</p>", "html"),
        ("**best** &amp; 最*佳*", "markdown"),
    ],
)
def test_markup_is_read_as_it_is_seen(scanner: Scanner, text: str, format: Format) -> None:  # noqa: A002
    scan = scanner.scan(written(text, format))
    assert {"best", "最佳"} <= set(scan.hits)
    lo, hi = scan.span(*scan.hits["最佳"][0])
    assert text[lo] == "最"
    assert text[hi - 1] == "佳"
    assert "&amp;" not in scan.visible


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("银戒指", {"zh"}),
        ("silver ring", {"en"}),
        ("银 silver", {"zh", "en"}),
        ("S 925", set()),
        ("12㎜", {"en"}),
        ("，。！", set()),
        ("", set()),
    ],
)
def test_languages_by_script(text: str, spoken: set[str], scanner: Scanner) -> None:
    scan = scanner.scan(written(text))
    assert scan.languages == spoken == languages(scan.folded.text)


TEXTS = [
    "The best seller: 最佳，为确保健康佩戴，养生保健。",
    "<p>www.best.com 蕞佳 no.1</p>",
    "最 佳 b.e.s.t 最\u200b佳",
    "plain",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_scanner_that_travelled_finds_the_same(scanner: Scanner, text: str) -> None:
    again = pickle.loads(pickle.dumps(scanner))
    one, other = scanner.scan(written(text, "html")), again.scan(written(text, "html"))
    for part in ("visible", "folded", "view", "hits", "whole", "evasions", "languages", "woken"):
        assert getattr(one, part) == getattr(other, part)
    assert (again.phrases, again.owners, again.segmented) == (scanner.phrases, scanner.owners, scanner.segmented)


@pytest.mark.parametrize("phrases", [[], ["best"]])
def test_small_scanners_travel_too(letters: Letters, phrases: list[str]) -> None:
    again = pickle.loads(pickle.dumps(Scanner(phrases, letters)))
    assert again.phrases == tuple(phrases)
    assert found(again.scan(written("the best")), "the best") == [("best", "best")] * len(phrases)


SOUP = st.lists(
    st.sampled_from(
        [*PHRASES, "<b>", "</b>", "&amp;", " ", "\n", "，", "蕞", "Ｂ", "é", "www.", "@", "x", "\u200b", "-"]
    ),
    max_size=15,
).map("".join)


@given(text=SOUP, format=st.sampled_from(["plain", "html", "markdown"]))
def test_hits_lie_in_the_text_and_read_as_their_phrase(
    scanner: Scanner,
    text: str,
    format: Format,  # noqa: A002
) -> None:
    scan = scanner.scan(written(text, format))
    for phrase, spans in scan.hits.items():
        for lo, hi in spans:
            assert scan.folded.text[lo:hi].replace("\n", " ") == phrase
            start, end = scan.span(lo, hi)
            assert 0 <= start < end <= len(text)
    for spans in scan.evasions.values():
        assert all(0 <= lo < hi <= len(scan.folded.text) for lo, hi in spans)


@pytest.mark.parametrize("piece", ["最", "best ", "a@", "w.", "a", "<", "b.", "最 ", "www.a ", "\u200ba", "'best "])
def test_scanning_is_linear(scanner: Scanner, piece: str) -> None:
    """Ten times the text takes about ten times the steps, whatever it is made of; a hundred times would be a trap."""
    scanner.scan(written("@", "html"))  # what is made at the first use is not counted
    small, large = (steps(lambda: scanner.scan(written(piece * size + "@", "html"))) for size in (500, 5_000))  # noqa: B023
    assert large < 20 * small
