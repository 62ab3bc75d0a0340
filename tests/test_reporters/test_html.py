"""The page for people: what it shows of a listing, and that nothing in a listing can change the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from listinglint import letters
from listinglint.model import Finding, Image, Listing, Measured, NotChecked, Result, Severity, Words
from listinglint.report import Tally, sketched
from listinglint.reporters import card as cards
from listinglint.reporters import html_
from listinglint.reporters.spans import Mark, pieces

from .conftest import finding

TITLE = "全网最佳18K金项链"


class Reader(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


@pytest.fixture
def necklace(listing: Callable[..., Listing], picture: Callable[..., Image]) -> Result:
    """A title that the material contradicts, and a main picture with a box."""
    images = (picture("main", (640, 480), "a.png"),)
    one = listing(title=TITLE, attributes={"材质": "铜镀18K金", "颜色": "金色"}, images=images, channels=("taobao",))
    title, material, _ = one.fields
    gold = finding(
        title, (4, 8), "materials/plating-dropped", Severity.error, listing="L1", related=(material.at(0, 6),),
        message=Words("“18K金”没有写明镀层", "“18K金” drops the plating"),
    )  # fmt: skip
    best = finding(title, (2, 4), "claims/zh/superlative", Severity.error, listing="L1", consequence="fine-risk")
    words = finding(
        images[0], None, "images/words", Severity.warning, listing="L1", place=images[0].at((64, 48, 128, 96)),
        measured=Measured(620, 700, "px"),
    )  # fmt: skip
    return Result("L1", "shop/L1", (gold, best, words), sketch=sketched(one))


def written(results: tuple[Result, ...], tmp_path: Path, **parts: Any) -> Path:
    path = tmp_path / "report.html"
    html_.write(results, Tally("0123", "zh", rules_run=("claims/zh/superlative", "wording/emoji"), **parts), path)
    return path


def test_a_hostile_listing_stays_text(results: tuple[Result, ...], tmp_path: Path) -> None:
    page = read(written(results, tmp_path))
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        target = attributes.get("href") or attributes.get("src") or ""
        assert target.startswith(("#", "https://", "http://", "data:image/jpeg")) or not target
    assert "<must> & 100%" in page.text


def test_nothing_is_fetched(necklace: Result, tmp_path: Path) -> None:
    page = read(written((necklace,), tmp_path))
    loaded = [attributes for tag, attributes in page.tags if tag in ("img", "script", "link", "iframe")]
    assert all((attributes.get("src") or "data:").startswith("data:") for attributes in loaded)
    assert not [tag for tag, _ in page.tags if tag == "link"]


def test_both_places_of_a_contradiction_are_joined(necklace: Result) -> None:
    card = cards.card(necklace, ("claims", "materials", "wording"))
    joined, colour = card.attributes
    assert [row.name.zh for row in joined.rows] == ["标题", "材质"]
    assert joined.numbers == (1,)
    assert [(piece.text, piece.numbers) for piece in joined.rows[0].pieces if piece.numbers] == [("18K金", (1,))]
    assert colour.numbers == ()
    assert card.passed == ("wording",)
    assert {side: numbers for side, numbers in card.because.items() if numbers} == {
        "honesty": (2,), "material": (1,), "pictures": (3,),
    }  # fmt: skip


def test_spans_of_the_title_carry_their_numbers(necklace: Result) -> None:
    title = cards.card(necklace, ()).texts[0]
    assert [(piece.text, piece.numbers) for piece in title.pieces] == [
        ("全网", ()), ("最佳", (2,)), ("18K金", (1,)), ("项链", ()),
    ]  # fmt: skip


def test_boxes_are_shares_of_the_picture(necklace: Result) -> None:
    [picture] = cards.card(necklace, ()).pictures
    assert picture.uri.startswith("data:image/jpeg;base64,")
    [box] = picture.boxes
    assert (box.number, box.sides) == (3, (10.0, 10.0, 10.0, 10.0))


def test_bars_keep_the_relation_of_value_and_limit(necklace: Result) -> None:
    bar = cards.card(necklace, ()).items[2].bar
    assert bar is not None
    assert bar[0] / bar[1] == pytest.approx(620 / 700, rel=0.01)


def test_pictures_without_findings_are_left_out(necklace: Result) -> None:
    clean = necklace._replace(findings=necklace.findings[:2])
    assert cards.card(clean, ()).pictures == ()
    assert len(cards.card(clean, (), always_main=True).pictures) == 1


def test_what_was_not_checked_stands_in_the_page(results: tuple[Result, ...], tmp_path: Path) -> None:
    text = read(written(results, tmp_path)).text
    for one in results:
        for missing in one.not_checked:
            assert missing.reason.zh in text
            assert missing.reason.en in text


def test_a_large_report_becomes_an_overview_and_pages(necklace: Result, tmp_path: Path) -> None:
    many = tuple(necklace._replace(listing=f"L{number}") for number in range(30))
    files = html_.written(many, Tally("0123", "zh"), tmp_path / "r.html", 50_000, 40_000)
    assert files[-1] == tmp_path / "r.html"
    assert len(files) > 3
    overview = read(files[-1])
    assert overview.text.count(TITLE) == 30  # the search finds titles
    links = [attributes["href"] for tag, attributes in overview.tags if tag == "a" and attributes.get("href")]
    pages = [link for link in links if link and not link.startswith("#")]
    assert len(pages) == 30
    for link in pages:
        name, _, key = (link or "").partition("#")
        assert f'id="{key}"' in (tmp_path / name).read_text(encoding="utf-8")
    assert not re.findall(r"<article", files[-1].read_text(encoding="utf-8"))


def test_a_reason_is_told_once_and_can_be_found(necklace: Result, tmp_path: Path) -> None:
    many = tuple(necklace._replace(listing=f"L{number}") for number in range(9))
    page = read(written(many, tmp_path))
    ids = {attributes.get("id") for _, attributes in page.tags}
    notes = [attributes["data-note"] for tag, attributes in page.tags if "data-note" in attributes]
    assert len(notes) == 27
    assert len(set(notes)) == 3
    assert set(notes) <= ids
    assert page.text.count("The law bans absolute terms.") == 3  # one for each of the three rules


def test_an_unwritable_place_leaves_nothing_behind(necklace: Result, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OSError, match="file"):
        html_.write((necklace,), Tally(), tmp_path / "file" / "report.html")
    assert [path.name for path in tmp_path.iterdir() if "report" in path.name] == []


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("<p>全网<b>最佳</b>项链</p>", "html", [("全网", ()), ("最佳", (1,)), ("项链\n", ())]),
        ("a &amp; 最佳", "html", [("a & ", ()), ("最佳", (1,))]),
        ("a <b> 最佳", "plain", [("a <b> ", ()), ("最佳", (1,))]),
    ],
)
def test_tags_of_a_description_are_not_shown(text: str, form: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    start = text.index("最佳")
    told = pieces(text, [Mark(start, start + 2, 1, "error")], form)
    assert [(one.text, one.numbers) for one in told] == expected


def test_overlapping_spans_keep_both_numbers_and_the_graver_colour() -> None:
    told = pieces("abcdef", [Mark(0, 4, 1, "info"), Mark(2, 6, 2, "error")])
    assert [(one.text, one.numbers, one.level) for one in told] == [
        ("ab", (1,), "info"), ("cd", (1, 2), "error"), ("ef", (2,), "error"),
    ]  # fmt: skip


def test_long_texts_keep_every_span() -> None:
    text = "长" * 3000 + "最佳" + "尾" * 3000
    told = pieces(text, [Mark(3000, 3002, 1, "error")])
    assert len("".join(one.text for one in told)) < 1000
    assert [one.text for one in told if one.numbers] == ["最佳"]


def grade(*findings: Finding, missing: tuple[NotChecked, ...] = ()) -> dict[str, str]:
    return {one.side: one.letter for one in letters.of(Result("L1", "f", findings, missing))}


def test_letters_follow_the_worst_finding_of_a_side(necklace: Result) -> None:
    gold, best, words = necklace.findings
    told = grade(gold, best, words)
    assert (told["honesty"], told["material"], told["pictures"], told["wording"]) == ("E", "D", "C", "A")
    assert grade(best._replace(verdict="review"))["honesty"] == "B"
    [honesty, *_] = letters.of(Result("L1", "f", (gold, best)))
    assert honesty.because == (best,)


def test_what_was_not_checked_never_gets_an_a(necklace: Result) -> None:
    broken = NotChecked("L1", "images[0]", "failed", Words("坏", "broken"), rule="images/size")
    told = grade(missing=(broken,))
    assert (told["pictures"], told["honesty"]) == ("?", "A")
    assert set(grade(missing=(broken._replace(part="", rule=""),)).values()) == {"?"}
    assert grade(necklace.findings[2], missing=(broken,))["pictures"] == "C"


@pytest.mark.parametrize("rule", ["structure/required-size", "structure/required-weight", "specs/length-conflict"])
def test_missing_measures_count_as_size(rule: str) -> None:
    assert letters.side(rule) == "size"
