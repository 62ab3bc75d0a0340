"""What versions of a product promise in figures: which are one and the same, and which differ."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from listinglint.compare import compared
from listinglint.engine import plan
from listinglint.model import Finding, Listing
from listinglint.ruleset import RuleSet


@pytest.fixture
def told(shipped: RuleSet, listing: Callable[..., Listing]) -> Callable[..., list[Finding]]:
    rules = plan(shipped.select(["specs/terms-conflict"]))

    def run(*texts: str) -> list[Finding]:
        versions = [listing(text, id=f"L-{number}", attributes={"SKU": "N-3302"}) for number, text in enumerate(texts)]
        return [one for result in compared(versions, rules) for one in result.findings]

    return run


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("质保一年。", "12-month warranty."),
        ("保修期：365天。", "One-year warranty."),
        ("全国联保两年。", "Warranty: 2 years."),
        ("质保半年。", "6 month limited warranty."),
        ("30米防水。", "Water resistant to 3 bar."),
        ("防水深度100米。", "Water resistant up to 330 ft."),
        ("终身保修。", "A limited lifetime warranty."),
        ("质保一年。", "30-day money-back guarantee."),
        ("质保一年。", "Is there a lifetime warranty?"),
        ("中国制造。", "Designed in Italy, made in China."),
        ("不会褪色。", "Unlike cheap plating, which may fade, ours is fade-resistant."),
        ("防过敏。", "Hypoallergenic."),
    ],
)
def test_stays_silent(one: str, two: str, told: Callable[..., list[Finding]]) -> None:
    assert told(one, two) == []


@pytest.mark.parametrize(
    ("one", "two", "here", "there"),
    [
        ("终身保修。", "12-month warranty.", "终身保修", "12-month warranty"),
        ("质保两年。", "1-year warranty.", "质保两年", "1-year warranty"),
        ("30米防水。", "10 ATM water resistance.", "30米防水", "10 ATM water resistance"),
        ("防护等级IP68。", "Rated IPX4.", "IP68", "IPX4"),
        ("意大利制造。", "Made in China.", "意大利制造", "Made in China"),
        ("Waterproof.", "This clock is not waterproof.", "Waterproof", "not waterproof"),
        ("不易变色。", "Brass will naturally tarnish.", "不易变色", "will naturally tarnish"),
        ("低敏材质。", "May cause allergic reactions.", "低敏", "May cause allerg"),
    ],
)
def test_speaks_of_both_sides(one: str, two: str, here: str, there: str, told: Callable[..., list[Finding]]) -> None:
    (found,) = told(one, two)
    assert (found.place.text, found.related[0].text) == (here, there)


def test_each_version_that_differs_is_shown(told: Callable[..., list[Finding]]) -> None:
    (found,) = told("终身保修。", "1-year warranty.", "Warranty: 2 years.", "Lifetime warranty.")
    assert [place.text for place in found.related] == ["1-year warranty", "Warranty: 2 years"]
