"""Which edits are made: safe before review, no two on the same words, and none that brings a new finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from listinglint import fix
from listinglint.fix import choose, worse
from listinglint.model import Edit, Finding, Fix, Place, Result, Severity, Words
from listinglint.readers import find
from listinglint.readers.base import ReadSettings
from listinglint.run import mending
from listinglint.run.local import Options, Plans

NOTHING = Words("", "")


def finding(
    span: tuple[int, int], new: str, safety: str = "safe", level: Severity = Severity.warning, part: str = "title"
) -> Finding:
    repair = Fix(Words(new, new), safety, (Edit(part, *span, new),))  # type: ignore[arg-type]
    place = Place("f", part, "abcdefgh"[slice(*span)], *span)
    return Finding(f"wording/{new}", level, "violation", "L", place, NOTHING, NOTHING, fix=repair, key=new)


def made(*findings: Finding, unsafe: bool = False) -> tuple[list[str], list[str], int]:
    choice = choose([Result("L", "f", findings)], unsafe)
    return [one.edit.new for one in choice.wanted], [one.finding.key for one in choice.left], choice.without


def test_safe_edits_are_made_and_others_wait_for_a_person() -> None:
    both = (finding((0, 2), "a"), finding((4, 6), "b", "review"))
    assert made(*both) == (["a"], ["b"], 0)
    assert made(*both, unsafe=True) == (["a", "b"], [], 0)


def test_of_two_on_the_same_words_the_safer_goes_first_then_the_graver() -> None:
    assert made(finding((0, 4), "a", "review"), finding((2, 6), "b"), unsafe=True) == (["b"], ["a"], 0)
    assert made(finding((0, 4), "a"), finding((2, 6), "b", level=Severity.error)) == (["b"], ["a"], 0)
    assert made(finding((2, 2), "a"), finding((2, 2), "b")) == (["a"], ["b"], 0)
    assert made(finding((0, 2), "a"), finding((2, 4), "b")) == (["a", "b"], [], 0)
    assert made(finding((0, 2), "a"), finding((0, 2), "b", part="subtitle")) == (["a", "b"], [], 0)


def test_the_same_edit_of_two_rules_is_made_once() -> None:
    one = finding((0, 2), "a")
    assert made(one, one._replace(rule="wording/other")) == (["a"], [], 0)


def test_findings_without_an_edit_are_counted() -> None:
    assert made(finding((0, 2), "a")._replace(fix=None)) == ([], [], 1)
    assert made(finding((0, 2), "a")._replace(fix=Fix(Words("b", "b")))) == ([], [], 1)


def test_the_text_that_stood_there_goes_with_the_edit() -> None:
    [wanted] = choose([Result("L", "f", (finding((2, 4), "a"),))]).wanted
    assert wanted.text == "cd"


def test_worse_counts_and_does_not_mind_moved_items() -> None:
    one = finding((0, 2), "a", part="bullets[0]")
    moved = one._replace(place=one.place._replace(part="bullets[3]", start=9, end=11))
    assert worse([one], [moved]) == []
    assert worse([one], [one, moved]) == [moved]
    assert worse([], [one]) == [one]


RULE = """kind: replace
severity: warning
message: {zh: "“{match}”", en: "“{match}”"}
why: {zh: 因为, en: because}
sources: [{law: listinglint, checked: 2026-11-22}]
fix: {safety: safe}
swaps: {%s}
good: [a careful text, another careful text]
bad: ["<<%s>> ring"]
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "R1").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def mended(shop: Path, title: str, swaps: str, bad: str) -> mending.Mended:
    (shop / "R1" / "listing.yaml").write_text(f"market: US\ntitle: {title}\n", encoding="utf-8")
    (shop / "rules" / "wording").mkdir(parents=True)
    (shop / "rules" / "wording" / "house.yaml").write_text(RULE % (swaps, bad), encoding="utf-8")
    options = Options(rules=((shop / "rules").as_posix(),), settings=ReadSettings(root=shop.as_posix()))
    [unit] = find([shop / "R1"], options.settings)
    return mending.mend(unit, options, Plans(options))  # type: ignore[arg-type]


def test_a_fix_that_would_add_a_claim_is_taken_back(shop: Path) -> None:
    told = mended(shop, "Fine silvery ring", "fine silvery: the best in the world", "fine silvery")
    assert told.revision.files == ()
    [refused] = told.revision.refused
    assert "new fault" in refused.reason.en


def test_a_fix_that_adds_nothing_is_made(shop: Path) -> None:
    told = mended(shop, "Fine silvery ring", "fine silvery: plain silver", "fine silvery")
    [file] = told.revision.files
    assert b"title: Plain silver ring" in file.after
    assert told.revision.refused == ()
    assert (shop / "R1" / "listing.yaml").read_text(encoding="utf-8") == "market: US\ntitle: Fine silvery ring\n"


def test_nothing_to_choose() -> None:
    assert choose([]) == fix.Choice()
