"""The text that people copy: every fault of one text mended at once, and only where a finding has an edit."""

from __future__ import annotations

from listinglint.model import Edit, Finding, Fix, Place, Result, Severity, Words
from listinglint.reporters import rows
from listinglint.reporters.rewritten import Rewritten
from listinglint.sketch import Sketch, SketchField

TITLE = "18K金戒指 全网最低价 永不掉色"
NOTHING = Words("", "")


def finding(words: str, new: str | None, part: str = "title") -> Finding:
    start = TITLE.index(words)
    place = Place("f", part, words, start, start + len(words))
    edits = () if new is None else (Edit(part, start, start + len(words), new),)
    fix = Fix(Words("写事实", "state a fact"), "review", edits)
    return Finding(
        f"claims/{words}", Severity.error, "violation", "L", place, Words("错", "bad"), NOTHING, fix=fix, key=words
    )


FINDINGS = (
    finding("18K金", "镀18K金"),
    finding("全网最低价 ", ""),
    finding("永不掉色", "不易掉色"),
    finding("戒指", None),
)
RESULT = Result("L", "f", FINDINGS, sketch=Sketch((SketchField("title", TITLE),)))


def test_all_edits_of_a_text_are_made_together() -> None:
    told = Rewritten(RESULT)
    assert [told.text(one) for one in FINDINGS] == ["镀18K金戒指 不易掉色"] * 3 + [""]
    assert told.text(FINDINGS[0], 0, 6) == "镀18K金戒指"
    assert told.text(FINDINGS[2], 0, 6) == ""


def test_edits_that_overlap_are_not_made_twice() -> None:
    both = (finding("全网最低价", "实惠"), finding("最低价 ", ""))
    one = RESULT._replace(findings=both)
    assert Rewritten(one).text(both[1]) == "18K金戒指 实惠 永不掉色"


def test_nothing_is_offered_without_the_text_or_for_an_empty_one() -> None:
    assert Rewritten(RESULT._replace(sketch=None)).text(FINDINGS[0]) == ""
    whole = finding(TITLE, "")
    assert Rewritten(RESULT._replace(findings=(whole,))).text(whole) == ""


def test_a_row_offers_the_new_text_and_keeps_the_advice() -> None:
    told = list(rows.of(RESULT, "zh"))
    assert [one.suggestion for one in told] == ["镀18K金戒指 不易掉色"] * 3 + ["写事实"]
    assert told[0].problem.endswith("\n建议: 写事实")
    assert "建议" not in told[3].problem
