"""Listings held against each other: one product told differently, and what a catalogue shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from listinglint.compare import compared, same_products
from listinglint.engine import plan
from listinglint.kinds.across import _slip
from listinglint.model import Finding, Listing
from listinglint.ruleset import RuleSet


@pytest.fixture
def made(listing: Callable[..., Listing]) -> Callable[..., Listing]:
    def run(name: str, description: str = "", **parts: Any) -> Listing:
        return listing(description, **{"id": name, "file": f"{name}.txt", **parts})

    return run


def _told(rules: RuleSet, *listings: Listing) -> dict[str, list[Finding]]:
    return {one.listing: list(one.findings) for one in compared(listings, plan(rules))}


def test_figures_of_one_product_in_two_languages(shipped: RuleSet, made: Callable[..., Listing]) -> None:
    zh = made("T1", title="925银项链", description="链长40cm。", attributes={"货号": "N-3302"}, category="necklace")
    en = made("E1", title="Silver necklace", description="Chain length: 45 cm.", attributes={"SKU": "n-3302"})
    told = _told(shipped.select(["specs"]), zh, en)
    (one,) = told["T1"]
    assert one.rule == "specs/length-conflict"
    assert one.place.part == "description"
    assert one.related[0].part == "description"
    assert "E1 description" in one.message.en
    assert told["E1"] == []


def test_figures_that_agree_and_those_of_other_products(shipped: RuleSet, made: Callable[..., Listing]) -> None:
    zh = made("T1", title="925银项链", description="链长40cm。", attributes={"货号": "N-3302"}, category="necklace")
    en = made("E1", title="Silver necklace", description="Chain length: 15.75 in.", attributes={"SKU": "N-3302"})
    other = made("E2", title="Silver necklace", description="Chain length: 60 cm.", attributes={"SKU": "N-9"})
    assert _told(shipped.select(["specs"]), zh, en, other) == {"T1": [], "E1": [], "E2": []}


def test_a_contradiction_within_one_listing_is_left_to_check(shipped: RuleSet, made: Callable[..., Listing]) -> None:
    one = made(
        "T1", title="项链", description="链长40cm。", attributes={"链长": "45cm", "货号": "N-3"}, category="necklace"
    )
    other = made("T2", title="项链", description="银。", attributes={"货号": "N-3"}, category="necklace")
    assert _told(shipped.select(["specs"]), one, other) == {"T1": [], "T2": []}


def test_materials_of_one_product_are_told_once(shipped: RuleSet, made: Callable[..., Listing]) -> None:
    zh = made("T1", title="925银戒指", attributes={"货号": "R-11", "材质": "925银"}, category="ring")
    en = made("E1", title="A ring", attributes={"SKU": "R-11", "Material": "Gold plated brass"}, category="ring")
    told = [one for found in _told(shipped.select(["materials/base-metal"]), zh, en).values() for one in found]
    assert [(one.listing, one.rule) for one in told] == [("T1", "materials/base-metal")]
    assert "E1 attributes.Material" in told[0].message.en


def test_what_another_language_may_well_say_is_no_contradiction(shipped: RuleSet, made: Callable[..., Listing]) -> None:
    en = made(
        "E1", title="Capris", attributes={"SKU": "VP-08", "Material": "Organic cotton, spandex"}, category="clothing"
    )
    fr = made(
        "F1", title="Corsaire", attributes={"SKU": "VP-08", "Material": "Coton bio, spandex"}, category="clothing"
    )
    assert _told(shipped.select(["materials"]), en, fr) == {"E1": [], "F1": []}


def test_claims_of_one_product_in_two_languages(shipped: RuleSet, made: Callable[..., Listing]) -> None:
    zh = made("T1", "佩戴时请勿沾水。", title="钛钢项链", attributes={"货号": "N-33"}, category="necklace")
    en = made("E1", title="Waterproof steel necklace", attributes={"SKU": "N-33"}, category="necklace")
    told = _told(shipped.select(["specs/opposite-statements"]), zh, en)
    (one,) = told["E1"]
    assert one.place.text == "Waterproof"
    assert one.related[0].file == "listing.txt"
    assert "T1 description" in one.message.en


def test_what_names_one_product(made: Callable[..., Listing]) -> None:
    listings = [
        made("A", attributes={"SKU": "N-1234"}),
        made("B", attributes={"货号": "n-1234"}),
        made("C", attributes={"货号": "其他"}),
        made("D", attributes={"SKU": "其他"}),
        made("a"),
    ]
    assert same_products(listings) == [[0, 1, 4]]


def test_the_majority_is_the_suggestion_and_a_typo_never_is(shipped: RuleSet, made: Callable[..., Listing]) -> None:
    rules = shipped.select(["wording/across/term-drift"])
    listings = [made(f"L{number}", title="A 925 silver ring") for number in range(4)]
    listings += [made("S", title="A sterling silver ring"), made("T", title="A sterlng silver ring")]
    told = {name: found for name, found in _told(rules, *listings).items() if found}
    assert sorted(told) == ["S", "T"]
    for (one,) in told.values():
        assert one.fix is not None
        assert one.fix.words.en == "925 silver"
    assert "1×" in told["T"][0].message.en
    assert "4×" in told["T"][0].message.en
    only = [made(f"T{number}", title="A sterlng silver ring") for number in range(3)]
    assert not any(_told(rules, *only).values())


def test_copied_texts_need_different_goods(shipped: RuleSet, made: Callable[..., Listing]) -> None:
    rules = shipped.select(["wording/across/copied-description"])
    text = "The band is 3 mm wide, stamped, and weighs about 2 g."
    same = [made(f"V{number}", text, title="Silver ring") for number in range(3)]
    assert not any(_told(rules, *same).values())
    (one,) = _told(rules, *same, made("N", text, title="Silver chain"))["V0"]
    assert len(one.related) == 3


@pytest.mark.parametrize(
    ("word", "usual", "slip"),
    [
        ("neckalce", "necklace", True),
        ("tripple", "triple", True),
        ("sleevless", "sleeveless", True),
        ("amethyts", "amethyst", True),
        ("necklaces", "necklace", False),
        ("polished", "polishes", False),
        ("silver", "silver", False),
        ("bronze", "ronze", False),
        ("stoned", "stoner", False),
    ],
)
def test_slips_of_the_pen(word: str, usual: str, slip: bool) -> None:
    assert _slip(word, usual) is slip
