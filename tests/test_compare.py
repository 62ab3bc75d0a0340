"""Listings held against each other: one product told differently, and what a catalogue shows."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from listinglint import facts
from listinglint.compare import MOST_VERSIONS, compared, ledger
from listinglint.compare.shelf import Shelf
from listinglint.engine import plan
from listinglint.kinds.across import _slip
from listinglint.model import Finding, Listing
from listinglint.ruleset import RuleSet
from listinglint.text import forms


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


def same_products(listings: list[Listing]) -> list[list[int]]:
    shelf = Shelf()
    for one in listings:
        shelf.put(one)
    return list(shelf.products())


def test_what_names_one_product(made: Callable[..., Listing]) -> None:
    listings = [
        made("A", attributes={"SKU": "N-1234"}),
        made("B", attributes={"货号": "n-1234"}),
        made("C", attributes={"货号": "其他"}),
        made("D", attributes={"SKU": "其他"}),
        made("a"),
    ]
    assert same_products(listings) == [[0, 1, 4]]


def test_the_number_of_a_row_names_no_product(made: Callable[..., Listing]) -> None:
    listings = [
        made("17", file="etsy.csv"),
        made("17", file="google.csv"),
        made("etsy:17", file="a/etsy.csv"),
        made("etsy:17", file="b/etsy.csv"),
        made("X1", attributes={"SKU": "0000"}),
        made("X2", attributes={"SKU": "0000"}),
        made("1017", file="etsy.csv"),
        made("1017", file="google.csv"),
    ]
    assert same_products(listings) == [[6, 7]]


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


WORDS = [
    "silver",
    "chain",
    "clasp",
    "pendant",
    "polished",
    "hammered",
    "brushed",
    "stamped",
    "twisted",
    "braided",
    "soldered",
    "folded",
]


def _catalogue(made: Callable[..., Listing], count: int, sentences: int) -> Iterator[Listing]:
    """Yield listings one by one, every third a version of the one before it, each sentence another one."""
    for number in range(count):
        told = (
            f"The {WORDS[at % 12]} {WORDS[(at // 12 + number) % 12]} lies in tray {number} on the shelf marked {at}."
            for at in range(sentences)
        )
        sku = f"N-{number - (number % 3 == 2):05}"
        yield made(f"L-{number:05}", " ".join(told), title=f"Necklace {number}", attributes={"SKU": sku})


def _alive() -> int:
    return sum(isinstance(one, Listing) for one in gc.get_objects())


def test_few_listings_are_in_memory_at_once(shipped: RuleSet, made: Callable[..., Listing]) -> None:
    rules = plan(shipped.select(["specs", "materials", "wording/across"]))
    seen: list[int] = []

    def watched(count: int) -> Iterator[Listing]:
        for one in _catalogue(made, count, 3):
            seen.append(_alive())
            yield one

    gc.collect()
    before = _alive()
    most = []
    for count in (30, 90):
        seen.clear()
        seen += [_alive() for _ in compared(watched(count), rules)]
        most.append(max(seen) - before)
    assert most[1] <= most[0] <= 10


def test_the_peak_does_not_grow_with_the_texts(
    shipped: RuleSet, made: Callable[..., Listing], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts lie on disk: memory grows by less than they do (what remembers words fills up); measured they take twenty times that."""
    monkeypatch.setattr(ledger, "_BUFFERED", 200)
    monkeypatch.setattr(facts, "_MOST_KNOWN", 8)  # short fields that are remembered, 4,096 at most
    monkeypatch.setattr(forms, "_MOST_CLAUSES", 64)  # clauses that are remembered, 8,192 at most
    rules = plan(shipped.select(["specs", "wording/across"]))
    peaks, texts = [], []
    for count in (150, 120, 360):  # the first loads what every run needs, and fills what remembers a hundred texts
        tracemalloc.start()
        assert sum(1 for _ in compared(_catalogue(made, count, 40), rules)) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        texts.append(sum(len(one.text) for listing in _catalogue(made, count, 40) for one in listing.fields))
    assert peaks[2] - peaks[1] < texts[2] - texts[1]


def test_a_number_that_too_many_bear_is_told_as_not_checked(shipped: RuleSet, made: Callable[..., Listing]) -> None:
    many = [made(f"L-{number}", title="Ring", attributes={"SKU": "TBD-1"}) for number in range(MOST_VERSIONS + 2)]
    results = list(compared(many, plan(shipped.select(["specs"]))))
    (told,) = [one for result in results for one in result.not_checked]
    assert (told.listing, told.cause) == ("L-0", "unavailable")
    assert f"{MOST_VERSIONS + 2} listings bear one number" in told.reason.en


def test_versions_of_one_id_are_told_apart_by_their_files(shipped: RuleSet, made: Callable[..., Listing]) -> None:
    zh = made("N-3302", title="925银项链", description="链长40cm。", file="zh/a.yaml", category="necklace")
    en = made("N-3302", title="Silver necklace", description="Chain length: 45 cm.", file="en/a.yaml")
    results = list(compared([zh, en], plan(shipped.select(["specs"]))))
    (one,) = results[0].findings
    assert "N-3302 (en/a.yaml) description" in one.message.en
    assert one.listing == "N-3302"


def test_a_warranty_differs_between_languages_and_a_paraphrase_does_not(
    shipped: RuleSet, made: Callable[..., Listing]
) -> None:
    rules = shipped.select(["specs/terms-conflict", "specs/promise-one-sided"])
    zh = made(
        "T-1",
        "全国联保，终身保修。永不褪色，" + "链长四十厘米，另有五厘米延长链。" * 3,
        title="银项链",
        category="necklace", attributes={"SKU": "B-001"},
    )  # fmt: skip
    en = made(
        "E-1", "Never fades. One-year warranty. The chain is 40 cm long and the extender is 5 cm; it comes in a box.",
        title="Silver necklace", category="necklace", attributes={"SKU": "B-001"},
    )  # fmt: skip
    told = [one for found in _told(rules, zh, en).values() for one in found]
    assert [(one.rule, one.place.text, one.related[0].text) for one in told] == [
        ("specs/terms-conflict", "终身保修", "One-year warranty")
    ]


def test_what_a_shop_does_not_want_to_hear_still_counts_as_said(shipped: RuleSet, made: Callable[..., Listing]) -> None:
    """The claim rules of one language are off; its texts make the promise all the same."""
    rules = shipped.select(["specs/promise-one-sided"], ["claims/zh"])
    zh = made("T-1", "永不褪色，" + "链长四十厘米，另有五厘米延长链。" * 3, title="银项链", attributes={"SKU": "B-001"})
    en = made(
        "E-1", "This chain never fades. It is 40 cm long and the extender is 5 cm; it comes in a box with a cloth.",
        title="Silver necklace", category="necklace", attributes={"SKU": "B-001"},
    )  # fmt: skip
    assert not any(_told(rules, zh, en).values())
