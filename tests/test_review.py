from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from listinglint.engine import check, plan
from listinglint.model import Allowance, Finding, Image, Listing, Place, Severity, Words
from listinglint.review import allowed, merged, review, stamped
from listinglint.ruleset import RuleSet

Listed = Callable[..., Listing]
WORDS = Words("中", "en")
RULES = {
    "claims/a": "kind: phrase\nphrases: [最佳, best]",
    "claims/b": "kind: phrase\nseverity: warning\nphrases: [最佳选择, 全网最佳]",
    "wording/c": "kind: phrase\nseverity: info\nphrases: [最佳]",
}
SIZE = """\
kind: picture
measure: short-side
message: {zh: "{value}", en: "{value}"}
limits: [{min: 700}]
"""


def told(
    rule: str, start: int, end: int, severity: str = "error", verdict: Any = "violation", part: str = "title"
) -> Finding:
    place = Place("f", part, "x" * (end - start), start, end, 1, start + 1)
    return Finding(rule, Severity[severity], verdict, "L1", place, WORDS, WORDS)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ([("claims/a", 0, 2), ("claims/b", 2, 4)], ["claims/a", "claims/b"]),
        ([("claims/a", 0, 2), ("claims/b", 0, 4)], ["claims/b"]),
        ([("claims/a", 0, 4, "warning"), ("claims/b", 1, 2, "error")], ["claims/b"]),
        ([("claims/a", 0, 2, "error", "review"), ("claims/b", 0, 2, "error")], ["claims/b"]),
        ([("claims/b", 0, 2), ("claims/a", 0, 2)], ["claims/a"]),
        ([("claims/a", 0, 3), ("claims/b", 2, 6), ("claims/c", 5, 8)], ["claims/b"]),
        ([("claims/a", 0, 2), ("wording/b", 0, 2)], ["claims/a", "wording/b"]),
        ([("wording/a", 0, 2), ("wording/b", 0, 2)], ["wording/a", "wording/b"]),
        ([("claims/a", 0, 2), ("claims/b", 0, 2, "error", "violation", "description")], ["claims/a", "claims/b"]),
    ],
)
def test_overlapping_claims_are_told_once(given: list[tuple[Any, ...]], kept: list[str]) -> None:
    for order in permutations(given):
        assert sorted(one.rule for one in merged(told(*one) for one in order)) == kept


def test_findings_without_a_span_are_never_merged() -> None:
    one = told("claims/a", 0, 2)._replace(place=Place("f", "title"))
    assert merged([one, one]) == [one, one]


def test_merging_is_after_selection(ruleset: Callable[..., RuleSet], listing: Listed) -> None:
    rules = ruleset(RULES)
    full = check(listing("全网最佳选择"), plan(rules))
    assert [(one.rule, one.place.text) for one in full.findings] == [("claims/a", "最佳"), ("wording/c", "最佳")]
    alone = check(listing("全网最佳选择"), plan(rules.select(["claims/b"])))
    assert [one.rule for one in alone.findings] == ["claims/b"]


# --- fingerprints ---


@pytest.fixture
def prints(ruleset: Callable[..., RuleSet]) -> Callable[[Listing], dict[str, str]]:
    """Fingerprint → rule and text of every finding."""
    ready = plan(ruleset({**RULES, "images/d": SIZE}))

    def run(one: Listing) -> dict[str, str]:
        result = check(one, ready)
        marks = {found.fingerprint: f"{found.rule} {found.place.text}" for found in result.findings}
        assert len(marks) == len(result.findings), "no two findings share a fingerprint"
        assert all(len(mark) == 20 for mark in marks)
        return marks

    return run


Prints = Callable[[Listing], dict[str, str]]


def test_lines_above_change_no_fingerprint(prints: Prints, listing: Listed) -> None:
    before = prints(listing("全网最佳。\nbest ring"))
    after = prints(listing("新的一行\n\n全网 最佳。\n又一行\nBEST ring"))
    assert set(before) == set(after)
    assert len(before) == 3


def test_list_items_and_attributes_above_change_none(prints: Prints, listing: Listed) -> None:
    before = prints(listing(bullets=["a", "最佳 b"], attributes={"材质": "最佳"}))
    after = prints(listing(bullets=["new", "a", "也新", "最佳 b"], attributes={"产地": "上海", "材质": "最佳"}))
    assert set(before) == set(after)
    assert len(before) == 4


def test_pictures_above_change_none(prints: Prints, listing: Listed, picture: Callable[..., Image]) -> None:
    small = picture("main", (300, 300), "a.jpg", 0)
    other = picture("main", (310, 310), "b.jpg", 0, colour="red")
    before = prints(listing("x", images=(small,)))
    moved = small._replace(index=1, file="renamed.jpg")
    after = prints(listing("x", images=(other, moved)))
    assert len(before) == 1
    assert set(before) < set(after)


def test_a_changed_picture_is_another_finding(prints: Prints, listing: Listed, picture: Callable[..., Image]) -> None:
    before = prints(listing("x", images=(picture("main", (300, 300), "a.jpg"),)))
    after = prints(listing("x", images=(picture("main", (301, 301), "c.jpg"),)))
    assert len(before) == len(after) == 1
    assert not set(before) & set(after)


def test_identical_findings_are_told_apart_by_number(prints: Prints, listing: Listed) -> None:
    once, twice = prints(listing("best")), prints(listing("best, best"))
    thrice = prints(listing("best, best, best"))
    assert (len(once), len(twice), len(thrice)) == (1, 2, 3)
    assert set(once) < set(twice) < set(thrice)


@pytest.mark.parametrize(
    "other",
    [{"id": "L2"}, {"title": "best"}, {"description": "最佳"}],
    ids=["another listing", "another field", "another text"],
)
def test_what_makes_another_fingerprint(prints: Prints, listing: Listed, other: dict[str, str]) -> None:
    text = {"description": other.get("description", "" if "title" in other else "best")}
    one = listing(text["description"], **{key: value for key, value in other.items() if key != "description"})
    assert not set(prints(listing("best"))) & set(prints(one))


# --- allowances ---


def allow(one: Listing, *allowances: Allowance) -> Listing:
    return one._replace(allow=allowances)


@pytest.mark.parametrize(
    "allowance",
    [
        Allowance("claims/a", "刻字内容"),
        Allowance("claims", "刻字内容"),
        Allowance("claims/a", "刻字内容", field="description"),
        Allowance("claims/a", "刻字内容", match="最佳"),
        Allowance("claims/a", "刻字内容", field="description", match="佳"),
        Allowance("all", "刻字内容"),
    ],
)
def test_an_allowance_sets_aside_what_it_covers(
    ruleset: Callable[..., RuleSet], listing: Listed, allowance: Allowance
) -> None:
    result = check(allow(listing("最佳"), allowance), plan(ruleset({"claims/a": RULES["claims/a"]})))
    assert result.findings == ()
    assert [(one.rule, one.suppressed) for one in result.suppressed] == [("claims/a", "刻字内容")]
    assert result.suppressed[0].fingerprint


@pytest.mark.parametrize(
    "allowance",
    [
        Allowance("claims/b", "x"),
        Allowance("claims/aa", "x"),
        Allowance("claims/a", "x", field="title"),
        Allowance("claims/a", "x", match="best"),
    ],
)
def test_an_allowance_sets_nothing_else_aside_and_is_told_as_unused(
    ruleset: Callable[..., RuleSet], listing: Listed, allowance: Allowance
) -> None:
    rules = ruleset({"claims/a": RULES["claims/a"], "claims/b": RULES["claims/b"], "claims/aa": RULES["claims/b"]})
    result = check(allow(listing("最佳"), allowance), plan(rules))
    assert [one.rule for one in result.findings] == ["claims/a", "lint/unused-allow"]
    unused = result.findings[1]
    assert (unused.severity, unused.fingerprint != "") == (Severity.warning, True)
    assert unused.message.en == f"this allowance is not used: {allowance.rule}; delete it"
    assert allowance.rule in unused.message.zh
    assert result.suppressed == ()


def test_an_allowance_for_a_rule_that_did_not_run_is_not_unused(
    ruleset: Callable[..., RuleSet], listing: Listed
) -> None:
    rules = ruleset({"claims/a": RULES["claims/a"], "wording/c": RULES["wording/c"]}).select(["wording"])
    result = check(allow(listing("干净"), Allowance("claims/a", "x")), plan(rules))
    assert result.findings == ()


def test_an_allowance_without_a_reason_allows_nothing(ruleset: Callable[..., RuleSet], listing: Listed) -> None:
    result = check(allow(listing("最佳"), Allowance("claims/a", "  ")), plan(ruleset({"claims/a": RULES["claims/a"]})))
    assert [one.rule for one in result.findings] == ["claims/a", "lint/allow-without-reason"]
    assert result.suppressed == ()


def test_an_allowance_is_told_at_its_own_place(ruleset: Callable[..., RuleSet], listing: Listed) -> None:
    place = Place("listing.yaml", "allow[0]", line=9, column=3)
    result = check(
        allow(listing("干净"), Allowance("claims/a", "x", place=place)), plan(ruleset({"claims/a": RULES["claims/a"]}))
    )
    assert [one.place for one in result.findings] == [place]


def test_two_unused_allowances_have_two_fingerprints(ruleset: Callable[..., RuleSet], listing: Listed) -> None:
    one = allow(listing("干净"), Allowance("claims/a", "x"), Allowance("claims", "y"))
    marks = [told.fingerprint for told in check(one, plan(ruleset({"claims/a": RULES["claims/a"]}))).findings]
    assert len(set(marks)) == 2


def test_review_is_stamping_then_allowing(listing: Listed) -> None:
    one = allow(listing("x"), Allowance("claims/a", "why", match="xx"))
    given = [told("claims/a", 4, 6), told("claims/a", 0, 2), told("wording/b", 2, 3)]
    kept, aside = review(one, given, ["claims/a", "wording/b"])
    assert [(found.rule, found.place.start) for found in kept] == [("wording/b", 2)]
    assert [(found.rule, found.place.start) for found in aside] == [("claims/a", 0), ("claims/a", 4)]
    stamps = stamped(one, given)
    assert allowed(one, stamps, ())[0] == [stamps[2]]
