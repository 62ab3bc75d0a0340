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


def test_versions_in_two_languages_testify_against_each_other(read: Read) -> None:
    titles = read(title={"zh": "足金吊坠", "en": "18K gold plated pendant"}, category="jewellery")
    assert list(titles.conflicts) == ["plating-dropped"]
    texts = read(title="项链", description={"zh": "18K金", "en": "14K gold"}, category="jewellery").conflicts
    assert [len(found) for found in texts.values()] == [1]
    assert list(texts) == ["fineness"]
    assert not read(title={"zh": "S925银项链", "en": "Sterling silver necklace"}, category="jewellery").conflicts


def test_variants_testify_where_all_agree(read: Read) -> None:
    one = {"title": "Sterling silver ring", "category": "jewellery"}
    brass = [{"material": "Brass", "size": "7"}, {"material": "Brass", "size": "8"}]
    assert list(read(**one, variants=brass).conflicts) == ["base"]
    choice = [{"material": "Brass"}, {"material": "Sterling silver"}]
    assert not read(**one, variants=choice).conflicts


def test_words_of_creation_are_about_the_stone_that_the_title_names(read: Read) -> None:
    made = read(title="Sapphire ring", attributes={"Stone": "Lab created"}, category="jewellery")
    assert list(made.conflicts) == ["lab-dropped"]
    assert not read(
        title="Lab created sapphire ring", attributes={"Stone": "Lab created"}, category="jewellery"
    ).conflicts


def test_a_text_may_tell_that_the_metal_of_the_attribute_is_a_coating(read: Read) -> None:
    told = read(title="Ring", attributes={"Metal": "Sterling silver"}, bullets=["Copper base with silver plating"])
    assert list(told.conflicts) == ["plating-dropped"]


def test_textures_of_jadeite_are_compared_with_each_other_only(read: Read) -> None:
    jade = {"title": "冰种翡翠吊坠", "category": "jewellery"}
    assert list(read(**jade, attributes={"种地类型": "豆种"}).conflicts) == ["species"]
    assert not read(**jade, attributes={"种地类型": "冰糯种"}).conflicts
    assert not read(title="和田玉吊坠", category="jewellery", attributes={"种地类型": "玻璃种"}).conflicts


def test_the_share_of_down_is_compared(read: Read) -> None:
    coat = {"title": "羽绒服 含绒量90%", "category": "clothing"}
    assert list(read(**coat, attributes={"含绒量": "80%", "填充物": "白鸭绒"}).conflicts) == ["fibre-share"]
    assert not read(**coat, attributes={"含绒量": "90%", "填充物": "白鸭绒"}).conflicts


def test_a_fineness_that_the_text_states_is_told(read: Read) -> None:
    one = {"title": "Silver ring", "attributes": {"Material": "Sterling silver"}, "category": "jewellery"}
    assert list(read(**one).conflicts) == ["silver-fineness"]
    assert not read(**one, description="Material: 925 Sterling Silver.").conflicts
