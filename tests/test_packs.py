from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from listinglint import cache, packs, rulefiles, ruleset
from listinglint.errors import Mistakes, RuleError, UsageError
from listinglint.model import Severity
from listinglint.rulefiles import File
from listinglint.ruleset import RuleSet

RULE = """\
kind: phrase
severity: error
message: {zh: "“{match}”", en: "“{match}”"}
why: {zh: 因为, en: because}
phrases: [最佳]
good: [早, 晚]
bad: [<<最佳>>]
"""
PATTERN = RULE.replace("phrase\n", "pattern\n").replace("phrases: [最佳]", "patterns: [{regex: '{rank}佳'}]")


def mistakes(*files: tuple[str, str]) -> list[tuple[str, int, str, str]]:
    with pytest.raises(Mistakes) as told:
        packs.build([File(name, f"rules/{name}.yaml", text) for name, text in files])
    return [(one.file, one.line, one.message, one.zh) for one in told.value.errors]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "en", "zh"),
    [
        (
            "severity: error",
            "severity: fatal",
            "'severity' is 'fatal'; allowed: info, warning, error",
            "不能是 'fatal'",
        ),
        (
            "severity: error\n",
            "severity: error\nseverty: x\n",
            "unknown key 'severty' (did you mean 'severity'?); allowed: severity,",
            "未知的键",
        ),
        ("severity: error\n", "severity: error\nseverity: info\n", "key 'severity' stands twice", "重复"),
        ("kind: phrase", "kind: phrases", "kind is 'phrases'; known kinds: phrase, pattern", "kind 为 'phrases'"),
        ("kind: phrase", "kind: [phrase]", "kind is ['phrase']; known kinds", "kind 为 ['phrase']"),
        ("kind: phrase\n", "", "kind is missing; known kinds: phrase", "kind 为 missing"),
        ("kind: phrase\n", "kind: phrase\nkind: phrase\n", "key 'kind' stands twice", "重复"),
        ("bad: [<<最佳>>]\n", "bad: [<<最佳>>]\nbad: [a]\n", "key 'bad' stands twice", "重复"),
        ("phrases: [最佳]\n", "", "key 'phrases' is missing", "缺少“phrases”"),
        ("phrases: [最佳]", "phrases: 最佳", "'phrases' must be a list", "应为列表"),
        ("phrases: [最佳]", "phrases: [{term: 最佳, excpt: [x]}]", "unknown key 'excpt'", "未知的键“excpt”"),
        ("phrases: [最佳]", "phrases: [[最佳]]", "phrases must be a mapping with term", "应为键值表"),
        ("phrases: [最佳]", 'phrases: [最佳, " "]', "' ' can never match", "永远不会命中"),
        ("phrases: [最佳]", 'phrases: [{term: 最佳, except: ["最佳\\n期"]}]', "can never match", "永远不会命中"),
        ("phrases: [最佳]", "phrases: [{term: 最佳, only-if: '(最'}]", "missing )", "missing )"),
        (
            'en: "“{match}”"}',
            'en: "“{found}”"}',
            "nothing fills {found}; known: instead, match, term",
            "没有内容可填入",
        ),
        ("zh: 因为, ", "", "key 'zh' is missing", "缺少“zh”"),
        ("zh: 因为", 'zh: ""', "message and why need both languages", "需要中英文两种"),
        ("good: [早, 晚]", "good: [早]", "at least 2 'good' examples are needed", "至少需要 2 个 good 示例"),
        ("good: [早, 晚]", "good: 早", "examples must be a list", "示例应为列表"),
        ("bad: [<<最佳>>]\n", "", "at least 1 'bad' examples are needed", "至少需要 1 个 bad 示例"),
        (
            "bad:",
            "unless: [denied]\nbad:",
            "unknown guard 'denied' under unless; known: negated,",
            "未知的 unless：denied",
        ),
        ("bad:", "applies: {markets: [CA]}\nbad:", "'markets' is 'CA'; allowed: CN, US, EU, UK", "不能是 'CA'"),
        ("bad:", "sources: [{article: 第九条}]\nbad:", "key 'law' is missing", "缺少“law”"),
        ("bad:", "fix: {safety: maybe}\nbad:", "'safety' is 'maybe'; allowed: safe, review", "不能是 'maybe'"),
    ],
)
def test_a_mistake_is_told_with_file_and_both_languages(old: str, new: str, en: str, zh: str) -> None:
    assert old in RULE
    told = [one for one in mistakes(("claims/x", RULE.replace(old, new))) if en in one[2]]
    assert [one[0] for one in told] == ["rules/claims/x.yaml"]
    assert zh in told[0][3]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (RULE.replace("error", "fatal"), "severity"),
        (RULE + "colour: red\n", "colour"),
        (RULE.replace("phrases: [最佳]", "phrases:\n  - 最佳\n  - {term: a, onlyif: b}"), "onlyif"),
        (RULE.replace("kind: phrase", "kind: x"), "kind"),
        (RULE + "good: [a]\n", "good: [a]"),
        (RULE + "sources:\n  - {law: a}\n  - {title: b}\n", "{title"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, part: str) -> None:
    assert mistakes(("claims/x", text))[0][:2] == ("rules/claims/x.yaml", line_of(text, part))


def test_five_mistakes_are_five_lines() -> None:
    text = (
        RULE.replace("severity: error", "severity: fatal")
        .replace("phrases: [最佳]", "phrases: [{term: 最佳, excpt: [x]}]")
        .replace("{zh: 因为, en: because}", "{zh: 因为}")
        .replace("good: [早, 晚]", "good: [早]")
        + "unless: [denied]\n"
    )
    with pytest.raises(Mistakes) as told:
        packs.build([File("claims/x", "rules/claims/x.yaml", text)])
    for lang in ("en", "zh"):
        lines = told.value.told(lang).splitlines()
        assert len(lines) == 5
        assert all(line.startswith("rules/claims/x.yaml:") and line.split(":")[1].isdigit() for line in lines)


def test_the_mistakes_of_all_files_are_told_in_order() -> None:
    told = mistakes(("b/y", "kind: ["), ("a/x", RULE.replace("error", "fatal")), ("c/z", ""), ("d/w", "- a"))
    assert [(file, line) for file, line, *_ in told] == [
        ("rules/a/x.yaml", 2), ("rules/b/y.yaml", 1), ("rules/c/z.yaml", 0), ("rules/d/w.yaml", 1),
    ]  # fmt: skip
    assert "not valid YAML" in told[1][2]
    assert "empty" in told[2][2]


@pytest.mark.parametrize(
    ("classes", "regex", "en", "zh"),
    [
        ("rank: [最]", "{rang}佳", "unknown word class {rang}; known: rank", "未知的词类 {rang}；可用：rank"),
        ("rank: ['{top}']\ntop: ['{rank}']", "{rank}佳", "word class {rank} contains itself", "词类 {rank} 包含自身"),
        ("rank: [最]", "(最佳", "missing )", "missing )"),
        ("rank: [最]", "最佳(?=x)", "invalid perl operator", "invalid perl operator"),
        ("rank: [最]", "[0-9]+%?", "no word of the pattern is mandatory", "没有必现词"),
    ],
)
def test_patterns_that_can_never_match_are_told(classes: str, regex: str, en: str, zh: str) -> None:
    text = PATTERN.replace("{regex: '{rank}佳'}", f"{{regex: '{{rank}}好'}}, {{regex: '{regex}'}}")
    if "rank: ['" in classes:
        text = PATTERN
    told = mistakes(("claims/_classes", classes), ("claims/x", text))
    assert [one[0] for one in told] == ["rules/claims/x.yaml"]
    assert en in told[0][2]
    assert zh in told[0][3]
    assert told[0][1] == line_of(text, "patterns")


def test_every_pattern_that_can_never_match_is_told() -> None:
    text = PATTERN.replace("[{regex: '{rank}佳'}]", "\n  - regex: '(最'\n  - regex: 最佳\n  - regex: '{rang}佳'")
    told = mistakes(("claims/x", text), ("claims/y", PATTERN.replace("{rank}", "{rong}")))
    assert [(file, line) for file, line, *_ in told] == [
        ("rules/claims/x.yaml", 6), ("rules/claims/x.yaml", 8), ("rules/claims/y.yaml", 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "en"),
    [
        ("claims/_pack", "title: {zh: 词}", "key 'en' is missing"),
        ("claims/_pack", "title: {zh: 词, en: words}\nauthor: me", "unknown key 'author'"),
        ("claims/_classes", "rank: 最", "'classes' must be a list"),
        ("claims/_classes", "rank: [最]\nrank: [第]", "key 'rank' stands twice"),
        ("_goods", "[ring]", "'goods' must be a mapping"),
        ("claims/_clases", "rank: [最]", "unknown knowledge file _clases"),
    ],
)
def test_knowledge_is_as_strict(name: str, text: str, en: str) -> None:
    told = mistakes((name, text), ("claims/x", RULE))
    assert [one[0] for one in told] == [f"rules/{name}.yaml"]
    assert en in told[0][2]


def test_two_rules_of_one_name_are_told(tmp_path: Path) -> None:
    for shop in ("a", "b"):
        folder = tmp_path / shop / "rules" / "shop"
        folder.mkdir(parents=True)
        (folder / "x.yaml").write_text(RULE, encoding="utf-8")
    with pytest.raises(Mistakes, match="another rule is called shop/x"):
        cache.load([tmp_path / "a" / "rules", tmp_path / "b" / "rules"])


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    folder = tmp_path / "rules" / "shop"
    folder.mkdir(parents=True)
    (folder / "x.yaml").write_text(RULE, encoding="utf-8")
    assert cache.load([folder, folder / "x.yaml", tmp_path / "rules"]).ids == ("shop/x",)


@pytest.mark.parametrize(("where", "rule_id"), [("rules/shop", "shop/x"), ("ours", "x")])
def test_ids_are_paths_below_rules(tmp_path: Path, where: str, rule_id: str) -> None:
    folder = tmp_path / where
    folder.mkdir(parents=True)
    (folder / "x.yaml").write_text(RULE, encoding="utf-8")
    assert [file.name for file in rulefiles.files([folder])] == [rule_id]
    assert [file.name for file in rulefiles.files([folder / "x.yaml"])] == [rule_id]


def test_word_classes_of_the_folders_above_come_along(tmp_path: Path) -> None:
    folder = tmp_path / "rules" / "shop" / "zh"
    folder.mkdir(parents=True)
    (folder.parent / "_classes.yaml").write_text("rank: [最]", encoding="utf-8")
    (folder / "x.yaml").write_text(PATTERN, encoding="utf-8")
    assert cache.load([folder / "x.yaml"]).ids == ("shop/zh/x",)


def test_a_rule_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(RULE.encode("gb18030"))
    with pytest.raises(RuleError, match=r"x\.yaml: cannot be read"):
        cache.load([tmp_path])


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no rules at"):
        rulefiles.files([tmp_path / "nowhere"])


@pytest.fixture
def three(ruleset: Callable[..., RuleSet]) -> RuleSet:
    return ruleset(dict.fromkeys(("claims/a", "claims/ab", "wording/a"), RULE))


@pytest.mark.parametrize(
    ("select", "ignore", "ids"),
    [
        ((), (), ("claims/a", "claims/ab", "wording/a")),
        (("claims",), (), ("claims/a", "claims/ab")),
        (("claims/",), (), ("claims/a", "claims/ab")),
        (("claims/a",), (), ("claims/a",)),
        (("claims/a", "wording"), (), ("claims/a", "wording/a")),
        ((), ("claims/a",), ("claims/ab", "wording/a")),
        (("claims",), ("claims/ab",), ("claims/a",)),
        (("all",), ("wording",), ("claims/a", "claims/ab")),
    ],
)
def test_select(three: RuleSet, select: tuple[str, ...], ignore: tuple[str, ...], ids: tuple[str, ...]) -> None:
    assert three.select(select, ignore).ids == ids


@pytest.mark.parametrize(("select", "ignore"), [(("claim",), ()), ((), ("claims/b",)), (("a",), ())])
def test_a_prefix_that_names_no_rule_is_told(three: RuleSet, select: tuple[str, ...], ignore: tuple[str, ...]) -> None:
    with pytest.raises(UsageError) as told:
        three.select(select, ignore)
    assert "没有以" in told.value.told("zh")


def test_levels_change_the_rules_and_travel(three: RuleSet) -> None:
    quiet = three.levelled({"claims/a": Severity.info})
    again = pickle.loads(pickle.dumps(quiet.only({"claims/a", "wording/a"})))
    assert [(rule.id, rule.severity.name) for rule in again.rules] == [("claims/a", "info"), ("wording/a", "error")]
    assert {rule.severity for rule in three.rules} == {Severity.error}


def test_rules_are_unpickled_only_when_asked_for(three: RuleSet) -> None:
    assert three._loaded == {}
    assert three.rule(1).id == "claims/ab"
    assert set(three._loaded) == {1}
    assert three.rule(1) is three.rule(1)


def test_names_of_goods(ruleset: Callable[..., RuleSet]) -> None:
    rules = ruleset({"claims/x": RULE}, _goods="jewellery: [珠寶]\njewellery/ring: [Rings]")
    assert rules.goods == {"珠宝": ("jewellery",), "rings": ("jewellery", "ring")}
    assert "珠宝" in rules.scanner.phrases


def test_the_shipped_rules_are_found_once_each() -> None:
    found = rulefiles.files([ruleset.shipped()])
    assert len(found) > 100
    assert max(Counter(file.name for file in found).values()) == 1
