"""Comparisons: what contradicts, what agrees, and which place is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from listinglint.engine import Plan, check
from listinglint.materials.reading import Reading
from listinglint.model import Severity
from tests.test_materials.conftest import written

Read = Callable[..., Reading]
PAIRS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "pairs.yaml").read_text(encoding="utf-8")
)


def _name(pair: dict[str, Any]) -> str:
    return str(pair["title"])


@pytest.mark.parametrize("pair", PAIRS["conflict"], ids=_name)
def test_a_contradiction_is_told(materials: Plan, pair: dict[str, Any]) -> None:
    found = check(written(pair), materials).findings
    assert [one.rule for one in found if one.severity >= Severity.warning]


@pytest.mark.parametrize("pair", PAIRS["agree"], ids=_name)
def test_agreement_is_left_alone(materials: Plan, pair: dict[str, Any]) -> None:
    found = check(written(pair), materials).findings
    assert [one.rule for one in found if one.severity >= Severity.warning] == []


def test_the_claim_is_the_place_and_every_witness_is_related(materials: Plan) -> None:
    one = written(
        {"title": "Solid Gold Chain", "attributes": {"Material": "Gold plated brass"}, "category": "jewellery"}
    )
    found = check(one, materials).findings[0]
    assert (found.rule, found.place.part, found.place.text) == ("materials/plating-dropped", "title", "Solid Gold")
    assert [(it.part, it.text) for it in found.related] == [
        ("attributes.Material", "Gold plated"),
        ("attributes.Material", "brass"),
    ]
    assert "attributes.Material" in found.message.en
    assert "Gold plated, brass" in found.message.en


def test_words_read_from_a_picture_are_a_witness(materials: Plan) -> None:
    found = check(written({"title": "真皮女包", "image_text": ["材质 PU皮"]}), materials).findings[0]
    assert found.related[0].part == "images[0].words"


@pytest.mark.parametrize(
    ("market", "rules"), [("US", ["materials/pearl-cultured"]), ("CN", [])], ids=["cultured owed", "may be shortened"]
)
def test_the_market_decides_about_cultured_pearls(materials: Plan, market: str, rules: list[str]) -> None:
    one = {"title": "Pearl necklace", "attributes": {"Pearl type": "Freshwater cultured"}, "market": market}
    assert [told.rule for told in check(written(one), materials).findings] == rules


@pytest.mark.parametrize(
    ("value", "conflict"),
    [
        ({"title": "18K金戒指", "attributes": {"印记": "Au585"}, "category": "jewellery"}, "stamp"),
        ({"title": "18K金戒指", "attributes": {"材质": "14K金"}, "category": "jewellery"}, "fineness"),
        ({"title": "304不锈钢锅", "attributes": {"材质": "201不锈钢"}}, "metal-grade"),
        ({"title": "Acrylic sweater", "attributes": {"Composition": "60% acrylic, 50% wool"}}, "percent-sum"),
        ({"title": "Opal ring", "attributes": {"Stone": "Created opal"}, "category": "jewellery"}, "lab-dropped"),
        ({"title": "千足金手链", "attributes": {"材质": "足金"}, "category": "jewellery"}, "abolished-name"),
    ],
)
def test_each_comparison_has_its_name(read: Read, value: dict[str, Any], conflict: str) -> None:
    assert list(read(**value).conflicts) == [conflict]


def test_acrylic_is_yarn_on_a_coat_and_plastic_on_a_shelf(read: Read) -> None:
    coat = read(title="Coat", attributes={"Material": "Acrylic"}, category="clothing")
    shelf = read(title="Shelf", attributes={"Material": "Acrylic"}, category="home")
    assert [one.id for one in (*coat.case.mentions, *shelf.case.mentions)] == ["acrylic_fibre", "acrylic_plastic"]


def test_a_construction_has_base_surface_process_and_fineness(read: Read) -> None:
    built = read(title="Ring, 18k gold plated 925 silver, 3 micron", category="jewellery").constructions[0]
    assert built.base == ("silver_925",)
    assert built.surface == ("gold",)
    assert built.process == ("plated",)
    assert built.thickness == (3,)


def test_a_quilt_is_named_after_its_filling(read: Read) -> None:
    assert not read(title="澳洲羊毛被", attributes={"面料": "100%棉"}).conflicts
    assert list(read(title="澳洲羊毛被", attributes={"面料": "100%棉", "填充物": "聚酯纤维"}).conflicts) == ["filling"]
