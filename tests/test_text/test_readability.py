from __future__ import annotations

import importlib
import socket
import sys
from collections.abc import Callable
from typing import Any

import pytest

from listinglint.model import Listing
from listinglint.text.fold import Letters
from listinglint.text.readability import Readability, _textstat, measure
from listinglint.text.scan import Scanner

Measure = Callable[[str], Readability]
PLAIN = (
    "This necklace is made by hand in our small workshop. Each bead is cut from river stone and polished twice. "
    "The chain is forty centimetres long, and the clasp is easy to open with one hand."
)
MIDDLING = (
    "The adjustable necklace combines freshwater pearls with a polished stainless clasp, and each individual piece is "
    "examined carefully before delivery. Recommended for formal occasions, it arrives in a recyclable presentation box "
    "together with detailed instructions."
)
HARD = (
    "Notwithstanding considerable manufacturing variability, the aforementioned merchandise incorporates "
    "extraordinarily sophisticated metallurgical characteristics, simultaneously accommodating individual "
    "personalisation requirements throughout international distribution, representation and documentation. "
) * 2


@pytest.fixture
def figures(letters: Letters, listing: Callable[..., Listing]) -> Measure:
    scanner = Scanner(["x"], letters)
    return lambda text: measure(scanner.scan(listing(text).fields[0]))


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.mark.usefixtures("no_network")
def test_textstat_is_reached_offline_and_leaves_no_nltk_behind(figures: Measure) -> None:
    for name in [one for one in sys.modules if one.split(".")[0] in ("textstat", "nltk")]:
        del sys.modules[name]
    told = figures(HARD)
    assert told.reading_ease is not None
    assert "textstat" in sys.modules
    assert not [one for one in sys.modules if one.split(".")[0] == "nltk"]


def test_an_nltk_that_was_there_stays_there(monkeypatch: pytest.MonkeyPatch) -> None:
    import types

    known = types.ModuleType("nltk")
    for name in [one for one in sys.modules if one.split(".")[0] == "textstat"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "nltk", known)
    _textstat()
    assert sys.modules["nltk"] is known


def test_figures_are_textstats_own(figures: Measure) -> None:
    textstat = importlib.import_module("textstat")
    for text in (HARD, MIDDLING):
        told = figures(text)
        assert told.reading_ease == pytest.approx(textstat.flesch_reading_ease(text))
        assert told.grade == pytest.approx(textstat.flesch_kincaid_grade(text))
        assert not told.chinese


def test_the_points_of_a_list_are_sentences(figures: Measure) -> None:
    points = "Light sterling hoops\nThirty millimetres wide\nComfortable for every day\nSafe in a cotton pouch\n" * 3
    listed, closed = figures(points), figures(points.replace("\n", ".\n"))
    assert listed.reading_ease == closed.reading_ease
    assert listed.reading_ease is not None
    assert listed.reading_ease > 50


def test_hard_words_read_harder(figures: Measure) -> None:
    middling, hard = figures(MIDDLING), figures(HARD)
    assert middling.reading_ease is not None
    assert middling.grade is not None
    assert hard.reading_ease is not None
    assert hard.grade is not None
    assert middling.reading_ease > hard.reading_ease + 30
    assert middling.grade + 5 < hard.grade


def test_plain_words_need_no_exact_measure(figures: Measure) -> None:
    """Most listings are plainly easy, and textstat takes longer than all rules together."""
    textstat = importlib.import_module("textstat")
    told = figures(PLAIN)
    assert (told.longest_sentence, told.easier_than(50)) == (16, True)
    assert textstat.flesch_reading_ease(PLAIN) > 80
    assert not figures("Too short to say.").easier_than(0)


@pytest.mark.parametrize(
    ("text", "longest", "sentence", "share"),
    [
        ("银项链。手工打磨，长四十厘米。好看！", 9, "手工打磨,长四十厘米", 100 / 3),
        ("好！好！好！好！", 1, "好", 100),
        ("好！不好", 2, "不好", None),  # two sentences are no sample
        ("925银 S925 abc 链", 2, "925银 s925 abc 链", None),
        ("长句" * 40, 80, "长句" * 40, None),
        ("• 银\n• 金链\n• 铜", 2, " 金链", 0),
    ],
)
def test_chinese_is_counted_in_characters(
    figures: Measure, text: str, longest: int, sentence: str, share: float | None, letters: Letters,
) -> None:  # fmt: skip
    from listinglint.text.fold import fold

    told = figures(text)
    assert told.chinese
    assert told.longest_sentence == longest
    assert told.exclamation_share == (share if share is None else pytest.approx(share))
    assert told.longest_span is not None
    assert fold(text, letters).text[slice(*told.longest_span)] == sentence
    assert (told.reading_ease, told.grade) == (None, None)


@pytest.mark.parametrize("text", [" ", "!!!", "• • •", "—"])
def test_nothing_to_count(figures: Measure, text: str) -> None:
    assert figures(text) == Readability()


def test_short_english_has_no_grade(figures: Measure) -> None:
    told = figures("A small silver ring. Made by hand! Sent today.")
    assert (told.longest_sentence, told.reading_ease, told.grade) == (4, None, None)
    assert told.exclamation_share == pytest.approx(100 / 3)


def test_units() -> None:
    chinese, english = Readability(chinese=True), Readability()
    assert (chinese.unit("longest-sentence"), english.unit("longest-sentence")) == ("characters", "words")
    assert [english.unit(one) for one in ("reading-ease", "grade", "exclamation-share")] == ["Flesch", "grade", "%"]


def test_the_longest_paragraph_and_the_mean_sentence(figures: Measure) -> None:
    text = "短。\n链条与扣头为银，扣头有印记。链长四十厘米。\n一。二。三。"
    told = figures(text)
    assert told.longest_paragraph == 18
    assert told.paragraph_span is not None
    assert text[slice(*told.paragraph_span)] == "链条与扣头为银，扣头有印记。链长四十厘米。"
    assert told.mean_sentence == round((1 + 12 + 6 + 1 + 1 + 1) / 6, 1)
    words = figures("One two three.\nFour five six seven.")
    assert words.longest_paragraph == 4
    assert words.mean_sentence is None


def test_ingredients_are_no_sentence(figures: Measure) -> None:
    inci = (
        "Ingredients: Aqua, Glycerin, Aloe Barbadensis Leaf Juice, Cetyl Alcohol, Squalane, Panthenol, Tocopherol, " * 4
    )
    told, plain = figures(f"{PLAIN}\n{inci}.\nWash off with water."), figures(f"{PLAIN}\nWash off with water.")
    assert told.longest_sentence == plain.longest_sentence == 16
    assert told.reading_ease == pytest.approx(plain.reading_ease, abs=1)
    assert figures("水、甘油、芦荟、角鲨烷、泛醇、生育酚、透明质酸、烟酰胺、神经酰胺。").longest_sentence is None


def test_the_points_of_a_page_are_sentences(letters: Letters, listing: Callable[..., Listing]) -> None:
    page = "<ul><li>Light sterling hoops</li><li>Thirty millimetres wide</li><li>Safe in a pouch</li></ul>"
    scan = Scanner(["x"], letters).scan(listing(page, format="html").fields[0])
    assert measure(scan).longest_sentence == 4
