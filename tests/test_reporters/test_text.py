"""Findings in a terminal: carets under the right cells, nothing that a listing says does harm."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from listinglint.model import Field, Finding, Measured, Result, Severity, Source, Verbatim, Words
from listinglint.report import Tally
from listinglint.reporters.excerpt import marked
from listinglint.reporters.text_ import measured, render, summary


def about(text: str, start: int, end: int) -> Finding:
    place = Field("title", text, Verbatim(Source("a.md", text), 0, len(text))).at(start, end)
    return Finding("claims/x", Severity.error, "violation", "a", place, Words("错", "bad"), Words("因", "so"))


def quoted(finding: Finding, width: int = 0) -> tuple[str, str]:
    """The quoted line and the line of carets below it."""
    text = "".join(render([Result("a", "a.md", (finding,))], Tally(), width=width))
    lines = [line for line in text.splitlines() if " | " in line]
    assert len(lines) == 2
    return lines[0], lines[1]


def under(line: str, carets: str) -> str:
    """The characters of a line that stand in the cells above the carets."""
    first, last = carets.index("^"), carets.rindex("^")
    found, cell = "", 0
    for one in line:
        if first <= cell <= last:
            found += one
        cell += cell_len(one)
    return found


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("the best ring", "best"),
        ("｜ＡＢＣ　全网最佳 925 银", "最佳"),
        ("全网 best 银项链", "best"),
        ("半ｶﾅ½最佳", "最佳"),
        ("e\u0301te\u0301 最佳", "最佳"),
        ("零\u200b宽 最\u200b佳 项链", "最\u200b佳"),
        ("\ttab 最佳", "最佳"),
        ("esc \x1b[31m 最佳 \x07", "最佳"),
        ("最佳", "最佳"),
    ],
)
def test_carets_stand_under_the_span(text: str, span: str) -> None:
    start = text.index(span)
    line, carets = quoted(about(text, start, start + len(span)))
    assert under(line, carets) == span
    assert carets.count("^") == cell_len(span)
    assert set(carets) <= set(" |^")


def test_span_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    line, carets = quoted(about("一 最佳\n二 三", 2, 6))
    assert under(line, carets) == "最佳"


def test_empty_span_has_one_caret() -> None:
    assert quoted(about("全网", 1, 1))[1].count("^") == 1


@pytest.mark.parametrize("width", [24, 30, 40, 80])
@pytest.mark.parametrize("lead", ["", "short ", "银项链手工制作" * 12, "word " * 30])
def test_fits_a_narrow_terminal(width: int, lead: str) -> None:
    text = f"{lead}最佳 and much more 的文字在后面继续写下去直到行尾"
    line, carets = quoted(about(text, len(lead), len(lead) + 2), width)
    assert cell_len(line) <= width
    assert under(line, carets) == "最佳"
    assert ("…" in line) == (cell_len(text) + 10 > width)


@pytest.mark.parametrize("width", range(1, 30))
def test_span_wider_than_the_terminal_is_cut(width: int) -> None:
    before, span, after = marked(about("一二三四五六七八九十" * 3, 4, 24).place, width)
    assert cell_len(before + span + after) <= max(width, 2)
    assert "…" in before + span + after


def test_long_line_tells_that_its_beginning_is_missing() -> None:
    text = "银" * 200 + "最佳"
    line, carets = quoted(about(text, 200, 202))
    assert line.startswith("      1 | …银")
    assert under(line, carets) == "最佳"


def test_colours_only_where_wanted(results: tuple[Result, ...], tally: Tally) -> None:
    plain = "".join(render(results, tally))
    painted = "".join(render(results, Tally(lang=tally.lang, baselined=2), colour=True))
    assert "\x1b" not in plain
    codes = ("\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[2m", "\x1b[1m", "\x1b[0m")
    assert all(code in painted for code in codes)
    for code in codes:
        painted = painted.replace(code, "")
    assert painted == plain


def test_summary_tells_what_was_not_checked(results: tuple[Result, ...], tally: Tally) -> None:
    last = "".join(render(results, tally)).splitlines()[-1]
    told = {
        "zh": "6 个商品：1 个通过，4 个有问题，1 个未查全（错误 4，警告 3，提示 1）；1 处需人工复核；1 处已豁免；2 处在基线内；未检查：失败 2，无法检查 8。",
        "en": "6 listings: 1 clean, 4 with findings, 1 not fully checked (4 errors, 3 warnings, 1 info); 1 to review; 1 suppressed; "
        "2 in the baseline; not checked: 2 failed, 8 unavailable.",
    }
    assert last == told[tally.lang]


def test_summary_of_a_clean_run() -> None:
    tally = Tally(lang="en")
    tally.add(Result("a", "a"))
    assert summary(tally) == "1 listing: 1 clean, 0 with findings (0 errors, 0 warnings, 0 info)."
    tally.lang = "zh"
    assert summary(tally) == "1 个商品：1 个通过，0 个有问题（错误 0，警告 0，提示 0）。"


def test_why_is_told_once_a_rule() -> None:
    one = about("best best", 0, 4)
    two = one._replace(place=about("best best", 5, 9).place)
    text = "".join(render([Result("a", "a.md", (one, two))], Tally()))
    assert text.count("why: so") == 1
    assert text.count("claims/x") == 2


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (Measured(620, 700, "px"), "620 像素，需要 ≥ 700", "620 px, needs ≥ 700"),
        (Measured(3145728, 3000000, "bytes"), "3145728 字节，需要 ≤ 3000000", "3145728 bytes, needs ≤ 3000000"),
        (Measured(0.1 + 0.2, 0.25, ""), "0.3，需要 ≤ 0.25", "0.3, needs ≤ 0.25"),
    ],
)
def test_measured(value: Measured, zh: str, en: str) -> None:
    one = about("a", 0, 1)._replace(measured=value)
    assert (measured(one, "zh"), measured(one, "en")) == (zh, en)
