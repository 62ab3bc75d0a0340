"""A law that is not yet, or no longer, in force changes what is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from listinglint.engine import check, plan
from listinglint.model import Image, Listing, Severity
from listinglint.pictures.header import Header
from listinglint.ruleset import RuleSet

Make = Callable[..., Listing]
Rules = Callable[[dict[str, str]], RuleSet]


def rule(sources: str) -> dict[str, str]:
    return {"claims/a": f"kind: phrase\nseverity: error\nphrases: [最佳]\nsources:\n{sources}"}


def told(listing: Make, ruleset: Rules, sources: str, when: str) -> list[Any]:
    return list(check(listing("全网最佳"), plan(ruleset(rule(sources)), today=when)).findings)


OLD = "  - {law: 旧法, valid-from: 2010-01-01, valid-to: 2020-12-31, checked: 2026-01-01}\n"
NEW = "  - {law: 新法, valid-from: 2026-09-27, checked: 2026-01-01}\n"


def test_a_law_in_force_is_told_as_it_is(listing: Make, ruleset: Rules) -> None:
    (one,) = told(listing, ruleset, NEW, "2026-09-27")
    assert (one.severity, one.verdict) == (Severity.error, "violation")


def test_a_law_not_yet_in_force_is_announced(listing: Make, ruleset: Rules) -> None:
    (one,) = told(listing, ruleset, NEW, "2026-09-26")
    assert (one.severity, one.verdict) == (Severity.info, "review")
    assert "2026-09-27" in one.why.zh
    assert "2026-09-27" in one.why.en


def test_a_law_that_has_ended_is_silent(listing: Make, ruleset: Rules) -> None:
    assert told(listing, ruleset, OLD, "2021-01-01") == []
    assert len(told(listing, ruleset, OLD, "2020-12-31")) == 1


def test_only_the_sources_that_hold_are_cited(listing: Make, ruleset: Rules) -> None:
    (one,) = told(listing, ruleset, OLD + NEW, "2026-10-01")
    assert [source.law for source in one.sources] == ["新法"]
    assert one.severity == Severity.error


def test_between_two_laws_the_coming_one_is_announced(listing: Make, ruleset: Rules) -> None:
    (one,) = told(listing, ruleset, OLD + NEW, "2022-01-01")
    assert [source.law for source in one.sources] == ["新法"]
    assert one.severity == Severity.info


def test_without_a_day_everything_holds(listing: Make, ruleset: Rules) -> None:
    (one,) = told(listing, ruleset, OLD + NEW, "")
    assert len(one.sources) == 2


def test_the_european_green_claims_begin_on_their_day(listing: Make, shipped: RuleSet) -> None:
    green = listing("An eco-friendly pouch.", markets=("EU",))
    rules = shipped.select(["claims/eu/eco-general"])
    before = check(green, plan(rules, today="2026-09-26")).findings
    after = check(green, plan(rules, today="2026-09-27")).findings
    assert {one.severity for one in after} >= {one.severity for one in before}
    assert all(source.valid_from <= "2026-09-27" for one in after for source in one.sources)


def test_a_floor_that_a_marketplace_raises_is_announced_with_its_day(shipped: RuleSet) -> None:
    """The figures of other channels in the same rule hold already; they say nothing of this one."""
    picture = Image("main", "m.jpg", "", "m.jpg", 0, facts={"header": Header(400, 400, "jpeg", "RGB", 9000)})
    goods = Listing("L", "L", (), (picture,), channels=("google",))
    chosen = shipped.select(["images/pixel-floor"])
    (one,) = check(goods, plan(chosen, today="2027-01-30")).findings
    assert (one.severity, one.verdict) == (Severity.info, "review")
    assert one.message.en.startswith("from 2027-01-31: main picture of 400×400")
    assert one.message.zh.startswith("2027-01-31 起：")
    (one,) = check(goods, plan(chosen, today="2027-01-31")).findings
    assert (one.severity, one.verdict) == (Severity.warning, "violation")
    assert "500 px for Google" in one.message.en
    assert [source.law for source in one.sources] == ["Google Merchant Center image requirements"]
