from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal, NamedTuple

import pytest

from listinglint import schema
from listinglint.errors import ConfigError, RuleError


class Level(Enum):
    low = 1
    high = 2


class Pair(NamedTuple):
    zh: str
    en: str = "-"


@dataclass(frozen=True)
class Inner:
    size: int
    ratio: float = 1.0


@dataclass(frozen=True)
class Outer:
    name: str
    level: Level = Level.low
    words: tuple[str, ...] = ()
    only_if: str = ""
    except_: tuple[str, ...] = ()
    form: Literal["a", "b"] = "a"
    pair: Pair | None = None
    told: Pair | str | None = None
    table: Mapping[str, int] = field(default_factory=dict)
    inner: Inner | None = None
    free: Any = None
    loud: bool = False
    secret: str = field(default="", metadata={"yaml": False})


Told = list[tuple[int, str, str]]


def read(text: str) -> tuple[Any, Told]:
    told: Told = []
    node = schema.compose(text, "x.yaml")
    value = schema.decode(node, Outer, lambda line, en, zh: told.append((line, en, zh)))
    return value, told


def test_a_dataclass_is_the_schema_of_its_file() -> None:
    value, told = read(
        """
name: 925
level: high
words: [a, "1"]
only-if: x
except: [b]
form: b
pair: {zh: 中, en: e}
told: text
table: {a: 1}
inner: {size: 3, ratio: 2}
free: [1, {a: yes}, null, 2.5, "3"]
loud: true
"""
    )
    assert told == []
    assert value == Outer(
        "925", Level.high, ("a", "1"), "x", ("b",), "b", Pair("中", "e"), "text", {"a": 1}, Inner(3, 2.0),
        [1, {"a": "yes"}, None, 2.5, "3"], True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "en", "zh"),
    [
        (
            "name: a\nnmae: b",
            2,
            "unknown key 'nmae' (did you mean 'name'?); allowed: name, level, words",
            "未知的键“nmae”（是不是“name”？）；可用：name",
        ),
        ("name: a\nsecret: b", 2, "unknown key 'secret'", "未知的键“secret”"),
        ("name: a\nonly_if: b", 2, "unknown key 'only_if'", "only-if"),
        ("name: a\nname: b", 2, "key 'name' stands twice", "键“name”重复"),
        ("level: low", 1, "key 'name' is missing", "缺少“name”"),
        ("name: [a]", 1, "'name' must be str", "“name”应为 str"),
        ("name: a\nlevel: middle", 2, "'level' is 'middle'; allowed: low, high", "“level”不能是 'middle'；可用：low"),
        ("name: a\nlevel: [low]", 2, "'level' is ['low']; allowed: low, high", "可用：low, high"),
        ("name: a\nform: c", 2, "'form' is 'c'; allowed: a, b", "“form”不能是 'c'"),
        ("name: a\nwords: b", 2, "'words' must be a list", "“words”应为列表"),
        ("name: a\nwords:\n- b\n- [c]", 4, "'words' must be str", "“words”应为 str"),
        ("name: a\ntable: [b]", 2, "'table' must be a mapping", "“table”应为键值表"),
        ("name: a\ntable: {b: c}", 2, "'table' must be int", "“table”应为 int"),
        ("name: a\ntable: {b: true}", 2, "'table' must be int", "“table”应为 int"),
        ("name: a\ntable:\n  b: 1\n  b: 2", 4, "key 'b' stands twice", "键“b”重复"),
        ("name: a\ninner: 3", 2, "inner must be a mapping with size, ratio", "inner 应为键值表：size, ratio"),
        ("name: a\ninner:\n  ratio: 1", 3, "key 'size' is missing", "缺少“size”"),
        ("name: a\ninner: {size: 1.5}", 2, "'size' must be int", "“size”应为 int"),
        ("name: a\ninner: {size: 1, ratio: wide}", 2, "'ratio' must be float", "“ratio”应为 float"),
        ("name: a\npair: {en: b}", 2, "key 'zh' is missing", "缺少“zh”"),
        ("name: a\npair: b", 2, "pair must be a mapping with zh, en", "pair 应为键值表：zh, en"),
        ("name: a\ntold: [b]", 2, "'told' must be str", "“told”应为 str"),
        ("name: a\nloud: yes", 2, "'loud' must be bool", "“loud”应为 bool"),
        ("- a", 1, "this must be a mapping with name", "应为键值表：name"),
    ],
)
def test_each_mistake_is_told_with_its_line_in_both_languages(text: str, line: int, en: str, zh: str) -> None:
    _, told = read(text)
    assert [one[0] for one in told] == [line]
    assert en in told[0][1]
    assert zh in told[0][2]


def test_all_mistakes_are_told_at_once() -> None:
    _, told = read("level: middle\nwords: b\nnmae: c\ninner: {size: x}\nform: c")
    assert sorted(one[0] for one in told) == [1, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("true", True), ("false", False), ("null", None), ("~", None),
        ("12", 12), ("-3", -3), ("2.50", 2.5), ("1e3", 1000.0), ("0x1f", "0x1f"), ("1_000", "1_000"), ("+3", "+3"),
        ("nan", "nan"), ("inf", "inf"), ("-inf", "-inf"), ("12:30", "12:30"), ("2015-09-01", "2015-09-01"),
        ('"12"', "12"), ("'true'", "true"), ("最佳", "最佳"),
    ],
)  # fmt: skip
def test_scalars_are_what_a_shop_owner_meant(written: str, value: Any) -> None:
    """YAML 1.1 turns no into False, 12:30 into 750 and dates into objects."""
    told = schema.plain(schema.compose(f"a: {written}", "f"))["a"]
    assert (told, type(told)) == (value, type(value))


def test_bad_yaml_names_file_and_line() -> None:
    with pytest.raises(RuleError) as told:
        schema.compose("a: 1\nb: [c\nd: 2", "rules/x.yaml")
    assert (told.value.file, told.value.line) == ("rules/x.yaml", 2)  # where the bracket opens
    assert told.value.told("en").startswith("rules/x.yaml:2: not valid YAML: ")
    assert told.value.told("zh").startswith("rules/x.yaml:2: YAML 格式有误：")
    with pytest.raises(ConfigError):
        schema.compose("a: [", "x.yaml", ConfigError)


def test_an_empty_file_is_none() -> None:
    assert schema.compose("", "f") is None
    assert schema.compose("# only a comment\n", "f") is None
