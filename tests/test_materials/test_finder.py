"""Mentions: which names are found, and what their neighbourhood turns them into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from listinglint.materials.mention import Mention

Find = Callable[..., list[Mention]]
HERE = Path(__file__).parent
LOOKALIKES: dict[str, list[str]] = yaml.safe_load((HERE / "lookalikes.yaml").read_text(encoding="utf-8"))
NON_CLAIMS: dict[str, list[str]] = yaml.safe_load(
    (HERE.parents[1] / "rules/materials/_non_claims.yaml").read_text(encoding="utf-8")
)
INNOCENT = sorted({phrase for phrases in NON_CLAIMS.values() for phrase in phrases})


def held(found: list[Mention]) -> list[str]:
    return [f"{one.id}:{one.mode}" for one in found if one.mode in ("content", "coat")]


@pytest.mark.parametrize("phrase", [*LOOKALIKES["en"], *LOOKALIKES["zh"]])
def test_a_lookalike_claims_nothing(mentions: Find, phrase: str) -> None:
    assert held(mentions(phrase)) == []


@pytest.mark.parametrize("phrase", INNOCENT)
def test_a_phrase_of_the_list_claims_nothing(mentions: Find, phrase: str) -> None:
    assert held(mentions(phrase)) == []


def test_there_are_enough_of_both() -> None:
    mine = {*LOOKALIKES["en"], *LOOKALIKES["zh"]}
    assert len(INNOCENT) >= 672
    assert len(mine) >= 200
    assert mine.isdisjoint(INNOCENT)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("14k gold ring", ["gold_14k:content"]),
        ("14k gold-plated ring", ["gold_plated_14k:coat"]),
        ("ring plated in 18k gold", ["gold_18k:coat"]),
        ("gold over sterling silver", ["gold_over_silver:coat"]),
        ("platinum over brass band", ["platinum:coat", "brass:content"]),
        ("rose gold filled chain", ["gold_rose:coat"]),
        ("S925银镀18K金项链", ["gold_over_silver:coat"]),
        ("铜镀银手镯", ["copper_any:content", "silver_plated:coat"]),
        ("橡胶木餐桌", ["rubberwood:content"]),
        ("橡木餐桌", ["oak:content"]),
        ("实木颗粒板衣柜", ["particleboard:content"]),
        ("牛皮纸袋", []),
        ("足银手镯", ["silver_999:content"]),
        ("银手镯", ["silver:content"]),
        ("银河系列", []),
        ("PU leather bag", ["pu_leather:content"]),
        ("best wool coat", ["wool:content"]),
        ("woolly hat", []),
        ("goldsmith tools", []),
        ("２４Ｋ金", ["gold_24k:content"]),
        ("真絲圍巾", ["silk:content"]),
    ],
)
def test_names_are_found_the_longest_first(mentions: Find, text: str, wanted: list[str]) -> None:
    assert held(mentions(text)) == wanted


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("not solid gold", "free"),
        ("nickel-free", "free"),
        ("不含镍", "free"),
        ("cleaner for pearls", "use"),
        ("真皮护理", "use"),
        ("suede-look", "appearance"),
        ("beech finish", "appearance"),
        ("羊绒质感", "appearance"),
        ("diamond alternative", "other"),
    ],
)
def test_the_neighbourhood_turns_a_claim_round(mentions: Find, text: str, mode: str) -> None:
    assert [one.mode for one in mentions(text) if one.mode != "content"] == [mode]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("solid gold", "strength", "exclusive"),
        ("14k gold", "strength", "plain"),
        ("gold", "strength", "weak"),
        ("天然红宝石", "origin", "natural"),
        ("合成红宝石", "origin", "lab"),
        ("simulated ruby", "origin", "imitation"),
        ("cultured pearl", "origin", "cultured"),
        ("wool lining", "part", "lining"),
        ("真皮表带", "part", "strap"),
        ("925银针", "part", "post"),
        ("羊毛混纺", "blend", True),
    ],
)
def test_a_mention_carries_its_qualifiers(mentions: Find, text: str, field: str, value: Any) -> None:
    assert getattr(mentions(text)[0], field) == value


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("60% cotton, 40% polyester", [60, 40]),
        ("棉60% 聚酯纤维40%", [60, 40]),
        ("Acrylic 100%", [100]),
        ("Cotton (70%) Nylon (30%)", [70, 30]),
        ("聚酰胺纤维(锦纶)29.1% 羊毛70.9%", [29.1, 70.9]),
        ("65%莱赛尔(天丝) 35%亚麻", [65, 35]),
    ],
)
def test_shares_belong_to_their_fibre(mentions: Find, text: str, shares: list[float | None]) -> None:
    assert [one.share.low if one.share else None for one in mentions(text, "material")] == shares


def test_a_single_character_is_a_material_only_in_an_attribute(mentions: Find) -> None:
    assert held(mentions("棉", "material")) == ["cotton:content"]
    assert held(mentions("加棉加厚")) == []


def test_labels_say_the_part(mentions: Find) -> None:
    found = mentions("面料:羊毛90% 里料:聚酯纤维100%", "material")
    assert [(one.id, one.part) for one in found] == [("wool", "body"), ("polyester", "lining")]


def test_spans_stand_in_the_folded_text(mentions: Find) -> None:
    text = "soft mulberry silk scarf"
    found = mentions(text)[0]
    assert text[found.start : found.end] == "mulberry silk"
