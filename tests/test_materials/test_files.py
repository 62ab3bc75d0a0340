"""The knowledge files are read strictly, and every mistake in them is told with its line."""

from __future__ import annotations

import pytest

from listinglint import rulefiles
from listinglint.errors import Mistakes
from listinglint.materials.keys import named
from listinglint.materials.lexicon import Lexicon
from listinglint.rulefiles import File
from listinglint.ruleset import RuleSet


def mistakes(text: str, name: str = "_materials") -> list[str]:
    with pytest.raises(Mistakes) as raised:
        rulefiles.read([File(f"materials/{name}", f"{name}.yaml", text)])
    return [f"{one.line}: {one.message}" for one in raised.value.errors]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("wool: {slot: fibre, kind: fibre, en: [wool], colour: grey}", "1: unknown key 'colour'"),
        ("wool: {slot: yarn, kind: fibre, en: [wool]}", "1: 'slot' is 'yarn'"),
        ("\nwool: {slot: fibre, kind: fibre, is-a: [sheep], en: [wool]}", "2: wool names the unknown material 'sheep'"),
        ("wool: {slot: fibre, kind: fibre, en: [wool], ambiguous: [fleece]}", "1: wool: ambiguous form 'fleece'"),
        ("wool: {slot: fibre, kind: fibre, en: [wool, wool]}", "1: wool: form 'wool' stands twice"),
        ("wool: {slot: fibre, kind: fibre}", "1: wool has no form"),
        ("wool: {slot: fibre, kind: fibre, en: [w]}\nwool: {slot: fibre, kind: fibre, en: [v]}", "2: another material"),
        (
            "a: {slot: fibre, kind: fibre, en: [a], is-a: [b]}\nb: {slot: fibre, kind: fibre, en: [b], is-a: [a]}",
            "1: a is a kind",
        ),
        ("[wool]", "1: materials must be a mapping"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, told: str) -> None:
    assert any(one.startswith(told) for one in mistakes(text)), mistakes(text)


def test_every_mistake_is_told_at_once() -> None:
    text = "a: {slot: yarn, kind: fibre, en: [a]}\nb: {slot: fibre, kind: fibre, en: [b], is-a: [c]}"
    assert len(mistakes(text)) == 2


def test_a_role_that_nobody_knows_is_a_mistake() -> None:
    text = "roles: {colour: [shade]}\nparts: {}\nbehind: {}"
    assert mistakes(text, "_attribute_keys")[0].startswith("1: unknown role 'colour'")


def test_rules_without_knowledge_load_and_stay_silent() -> None:
    assert RuleSet.of([], None, {}, "").lexicon() is None  # type: ignore[arg-type]  # no scanner is needed to load


def test_the_lexicon_is_loaded_once(shipped: RuleSet) -> None:
    assert shipped.lexicon() is shipped.lexicon()


def test_every_rule_of_materials_names_a_comparison_of_its_own(shipped: RuleSet) -> None:
    named_ = [getattr(rule, "conflict", "") for rule in shipped.select(["materials"]).rules]
    assert len(named_) == len(set(named_))


@pytest.mark.parametrize(
    ("key", "role", "part"),
    [
        ("材质", "material", "body"),
        ("鞋底材质", "material", "sole"),
        ("里料", "material", "lining"),
        ("颜色分类", "", "body"),
        ("metal color", "", "body"),
        ("metal stamp", "stamp", "body"),
        ("fashion_material", "material", "body"),
        ("base metal", "material", "body"),
        ("成分含量", "share", "body"),
        ("填充物", "material", "filling"),
        ("主石", "material", "stone"),
        ("表面工艺", "plating", "body"),
        ("优化处理", "treatment", "body"),
        ("brand", "", "body"),
        ("jewelry type", "", "body"),
        ("品名", "title", "body"),
    ],
)
def test_the_name_of_an_attribute_says_what_it_is_for(lexicon: Lexicon, key: str, role: str, part: str) -> None:
    assert named(key.replace("_", " "), lexicon) == (role, part)


@pytest.mark.parametrize(
    ("one", "other", "related"),
    [
        ("gold_18k", "gold", True),
        ("stainless_304", "stainless_201", False),
        ("cashmere", "wool", False),
        ("oak", "rubberwood", False),
        ("silk", "silk_artificial_trap", False),
        ("brass", "copper_any", True),
    ],
)
def test_relations_of_materials(lexicon: Lexicon, one: str, other: str, related: bool) -> None:
    assert lexicon.related(one, other) is related
    assert lexicon.related(other, one) is related
