"""English nouns agree with their numbers, and parser messages are told in Chinese with the original as a detail."""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from pathlib import Path

import pytest

from listinglint import baseline, config, counted, schema
from listinglint.errors import CannotMatch, ConfigError, InputError, RuleError
from listinglint.exchange import yamlfiles
from listinglint.kinds.linear import compiled
from listinglint.model import NotChecked, Source, Words
from listinglint.origins import complaints, tomltext
from listinglint.pardons import Evidence
from listinglint.readers import listings, tree, xlsx
from listinglint.readers.base import ReadSettings
from listinglint.rule import fill

HANZI = re.compile(r"[\u4e00-\u9fff]{2}")


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 pictures"), (1, "1 picture"), (2, "2 pictures"), (1200, "1200 pictures")]
)
def test_a_noun_goes_with_its_number(count: int, told: str) -> None:
    assert counted.many(count, "picture") == told
    words = fill(Words("{value} 张图片", "{value} {value:picture|pictures}"), {"value": count})
    assert words == (f"{count} 张图片", told)


def test_an_irregular_plural_and_what_is_shown_before_counting() -> None:
    assert (counted.many(1, "entry", "entries"), counted.many(3, "entry", "entries")) == ("1 entry", "3 entries")
    assert counted.unfilled("{value} {value:tag|tags}; | stays") == "{value} tags; | stays"
    assert counted.holes("{a} {value:tag|tags} {other-role}") == {"a", "value", "other-role"}
    assert fill(Words("甲", "a | b {x}"), {"x": "{value:tag|tags}"}).en == "a | b {value:tag|tags}"


def test_no_rule_counts_with_a_bare_plural() -> None:
    """`{value} pictures` would read “1 pictures”."""
    bare = re.compile(
        r"\{(value|count)\} (main |more |exclamation |bullet )?(?!frames|megapixels|listings|words a sentence|is\b)[a-z]+s\b"
    )
    for path in sorted((Path(__file__).parents[1] / "rules").rglob("*.yaml")):
        if not path.name.startswith("_"):
            message = next(
                (line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("message")), ""
            )
            assert not bare.search(message), path


TOML = ["a", "a = b", 'a = "x', "a = [1", "[a", "[a]\n[a]", "a=1\na=2", 'a = "x" b', "= 1", 'a = "\\q"', "a = {b=1", "a = 'x",
        'a="x\ny"', "a = 2026-13-45", "a = “x”", '标题 = "x"', "a：1", 'a = "x\x00"', "a={b=1,b=2}", "a = tru"]  # fmt: skip


@pytest.mark.parametrize("text", TOML)
def test_what_toml_is_missing_is_told_in_chinese(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)
    with pytest.raises(InputError) as told:
        tomltext.load(Source("a.toml", text))
    assert re.match(r"a\.toml:[12]: 不是有效的 TOML：.*[\u4e00-\u9fff]{2}.*（原文：", told.value.told("zh"))


JSON = ["{", '{"a" 1}', '{"a": }', '{"a": 1,}', "{a: 1}", '{"a": "x}', '{"a": "\\q"}', '{"a": "\\u12"}', '{"a": 1} x',
        '{"a": [1 2]}', '{"a": "x\ty"}', '{"a": tru}']  # fmt: skip


@pytest.mark.parametrize("text", JSON)
def test_what_json_is_missing_is_told_in_chinese(text: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)
    with pytest.raises(InputError) as told:
        tree.parse(Source("a.json", text), "json")
    assert re.match(r"a\.json:1: 不是有效的 JSON：.*[\u4e00-\u9fff]{2}.*（原文：", told.value.told("zh"))


def test_files_of_every_kind_say_it_in_chinese(tmp_path: Path) -> None:
    def told(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    with pytest.raises(ConfigError) as wrong:
        config.read(told("listinglint.toml", 'market = "CN"\nlang = “zh”\n'))
    assert "listinglint.toml:2: 不是有效的 TOML：应为一个值" in wrong.value.told("zh")
    with pytest.raises(RuleError) as mistake:
        schema.compose("a: b\nc: [d\n", "rules/x.yaml")
    assert "rules/x.yaml:2: YAML 格式有误：这里以 [ 开始的列表缺少逗号或 ]" in mistake.value.told("zh")
    with pytest.raises(InputError) as frame:
        yamlfiles.load(told("f.yaml", "a: 'b\n"))
    assert "f.yaml:1: 这里开始的引号没有配对的结束引号" in frame.value.told("zh")
    for text, line in (("{", "b.json:1: "), ('{"findings": [{}]}', "b.json: "), ("[]", "b.json: ")):
        with pytest.raises(ConfigError) as base:
            baseline.read(told("b.json", text))
        assert f"{line}不是基线文件：" in base.value.told("zh")
        assert HANZI.search(base.value.told("zh").partition("基线文件：")[2])
    [unread] = listings.read(told("g.jsonl", '{"id": 1,}\n'), ReadSettings())
    assert isinstance(unread, NotChecked)
    assert "第 10 列，应为用英文双引号括起的键名" in unread.reason.zh


def test_a_broken_workbook_says_it_in_chinese(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    [unread] = xlsx.READER.read(path, ReadSettings())
    assert isinstance(unread, NotChecked)
    assert unread.reason.zh.startswith("不是可读的 Excel 文件：不是压缩格式")
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("x", "y")
    [unread] = xlsx.READER.read(path, ReadSettings())
    assert isinstance(unread, NotChecked)
    assert "缺少必需的部分" in unread.reason.zh


def test_expressions_and_unknown_keys_are_told_in_chinese() -> None:
    with pytest.raises(CannotMatch) as wrong:
        compiled("(最佳")
    assert wrong.value.zh == "表达式有误：缺少右括号 )（原文：missing ): (最佳）：(最佳"
    found: list[tuple[int, str, str]] = []
    schema.record(schema.compose("documnet: a", "x"), Evidence, lambda *one: found.append(one))
    assert "did you mean 'document'?" in found[0][1]
    assert "未知的键“documnet”（是不是“document”？）；可用：" in found[0][2]


def test_an_unknown_complaint_is_told_as_it_is() -> None:
    assert complaints.xml("something new") == "原文：something new"
    assert complaints.packed("") == ""
