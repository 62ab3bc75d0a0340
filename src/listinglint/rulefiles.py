"""Rule files are found and read strictly: every mistake in any of them is told at once, with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from listinglint import kinds, material_files, schema
from listinglint.counted import holes
from listinglint.errors import ListinglintError, Mistakes, RuleError, UsageError, cause
from listinglint.model import Words
from listinglint.rule import Example, Rule
from listinglint.ruleset import shipped
from listinglint.text.guards import GUARDS
from listinglint.tuples import NamedTuple


class Pack(NamedTuple):
    """What `_pack.yaml` says of the rules beside it."""

    title: Words
    maintainer: str = ""
    market: str = ""
    checked: str = ""


class Report(NamedTuple):
    """Collects the mistakes of one rule file."""

    path: str
    mistakes: list[ListinglintError]

    def __call__(self, line: int, en: str, zh: str) -> None:
        """Note a mistake on a line."""
        self.mistakes.append(RuleError(en, zh=zh, file=self.path, line=line))


class File(NamedTuple):
    """One YAML file of a rules folder: its id path, where it is, its text."""

    name: str
    path: str
    text: str


def files(folders: Iterable[Path]) -> list[File]:
    """Return every YAML file below the folders, each once; a single file may be named instead of a folder.

    Ids are relative to the folder named `rules` around a file, else to the folder given; the knowledge files
    (`_classes.yaml` …) of the folders above a part of a pack come along.
    """
    found: dict[Path, File] = {}
    for folder in folders:
        if not folder.exists():
            raise UsageError(f"no rules at {folder}", zh=f"找不到规则：{folder}")
        top = folder.resolve()
        root = _root(top)
        paths = sorted(top.rglob("*.yaml")) if top.is_dir() else [top]
        above = [one for one in top.parents if one == root or root in one.parents]
        for path in (*paths, *(one for part in above for one in sorted(part.glob("_*.yaml")))):
            name = path.relative_to(root).with_suffix("").as_posix()
            found.setdefault(path, File(name, _shown(path), _text(path)))
    return list(found.values())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as broken:
        raise RuleError(
            f"cannot be read: {cause(broken)[0]}", zh=f"无法读取：{cause(broken)[1]}", file=_shown(path)
        ) from None


def _root(path: Path) -> Path:
    """Return the folder that ids are relative to."""
    named = [one for one in (path, *path.parents) if one.name == "rules" and one.is_dir()]
    if named:
        return named[-1] if shipped().resolve() in named else named[0]
    return path if path.is_dir() else path.parent


def _shown(path: Path) -> str:
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


class Content(NamedTuple):
    """What rule files hold: rules by id, word classes by folder, kinds of goods by word, disguises by word.

    `lines` are, by rule and key, those of the entries of a list.
    """

    rules: dict[str, Rule]
    classes: dict[str, Mapping[str, tuple[str, ...]]]
    goods: dict[str, tuple[str, ...]]
    variants: dict[str, tuple[str, ...]]
    lines: dict[str, dict[str, list[int]]]
    materials: material_files.Shelf


def read(found: list[File], taken: frozenset[str] = frozenset()) -> Content:
    """Decode rule files; `taken` are ids that other rules have already.

    Raises `Mistakes` with everything that is wrong in any of the files.
    """
    mistakes: list[ListinglintError] = []
    content = Content({}, {}, {}, {}, {}, material_files.Shelf())
    for file in found:
        report = Report(file.path, mistakes)
        try:
            node = schema.compose(file.text, file.path)
        except RuleError as broken:
            mistakes.append(broken)
            continue
        if node is None:
            report(0, "the file is empty", "文件是空的")
        else:
            if file.name in taken:
                report(1, f"another rule is called {file.name}", f"规则编号 {file.name} 重复")
            _add(file, node, report, content)
    mistakes += material_files.mistakes(content.materials)
    if mistakes:
        raise Mistakes(mistakes)
    return content


def _add(file: File, node: Any, report: Report, content: Content) -> None:
    folder, _, name = file.name.rpartition("/")
    table = Mapping[str, tuple[str, ...]]
    if name == "_pack":
        schema.decode(node, Pack, report)
    elif name == "_classes":
        content.classes[folder] = schema.decode(node, table, report, "classes")
    elif name == "_goods":
        content.goods.update(_by_word(schema.decode(node, table, report, "goods")))
    elif name == "_variants":
        content.variants.update(schema.decode(node, table, report, "variants"))
    elif name in material_files.FILES:
        material_files.add(name, node, report, content.materials)
    elif name.startswith("_"):
        report(1, f"unknown knowledge file {name}", f"未知的资料文件 {name}")
    elif file.name in content.rules:
        report(1, f"another rule is called {file.name}", f"规则编号 {file.name} 重复")
    else:
        rule = _rule(file, node, report)
        if rule is not None:
            content.rules[file.name] = rule
            content.lines[file.name] = {
                key.value: [schema.line_of(one) for one in value.value]
                for key, value in node.value
                if type(value).__name__ == "SequenceNode"
            }


def _by_word(table: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Turn kind → words (a kind may be written `jewellery/ring`) into word → kinds, the wider kind first."""
    return {word: tuple(kind.split("/")) for kind, words in table.items() for word in words}


def _rule(file: File, node: Any, report: Report) -> Rule | None:
    """Decode one rule file and check what the types cannot say."""
    if type(node).__name__ != "MappingNode":
        report(1, "a rule file must be a mapping", "规则文件应为键值表")
        return None
    before = len(report.mistakes)
    parts = _parts(node, report)
    named = schema.plain(parts["kind"]) if "kind" in parts else None
    kind = kinds.find(named) if isinstance(named, str) else None
    if kind is None:
        told = repr(named) if "kind" in parts else "missing"
        line = schema.line_of(parts.get("kind", node))
        known = ", ".join(kinds.names())
        report(line, f"kind is {told}; known kinds: {known}", f"kind 为 {told}；可用：{known}")
        return None
    rule: Rule = schema.record(node, kind, report, "rule", {"id": file.name})
    examples = {name: _examples(parts[name], report) for name in ("good", "bad") if name in parts}
    rule = replace(rule, good=examples.get("good", ()), bad=examples.get("bad", ()))
    _review(rule, schema.line_of(node), report)
    return rule if len(report.mistakes) == before else None


def _parts(node: Any, report: Report) -> dict[str, Any]:
    """Take the keys that are no part of a rule's schema out of its mapping."""
    parts: dict[str, Any] = {}
    rest = []
    for key, value in node.value:
        if key.value not in ("kind", "good", "bad"):
            rest.append((key, value))
        elif key.value in parts:
            report(schema.line_of(key), f"key '{key.value}' stands twice", f"键“{key.value}”重复")
        else:
            parts[key.value] = value
    node.value = rest
    return parts


def _examples(node: Any, report: Report) -> tuple[Example, ...]:
    if type(node).__name__ != "SequenceNode":
        report(schema.line_of(node), "examples must be a list", "示例应为列表")
        return ()
    return tuple(Example(schema.plain(one), schema.line_of(one)) for one in node.value)


def _review(rule: Rule, line: int, report: Report) -> None:
    """Report what is well-formed and still wrong: unknown guards, holes that nothing fills, missing examples.

    What is not well-formed was told already and is None here.
    """
    for guard in rule.unless or ():
        if guard is not None and guard not in GUARDS:
            known = ", ".join(GUARDS)
            report(
                line,
                f"unknown guard '{guard}' under unless; known: {known}",
                f"未知的 unless：{guard}；可用：{known}",
            )
    told = [words for words in (rule.message, rule.why, rule.instead) if words is not None]
    for words in told:
        for text in words:
            for hole in sorted(holes(text or "") - rule.holes):
                known = ", ".join(sorted(rule.holes))
                report(
                    line,
                    f"nothing fills {{{hole}}}; known: {known}",
                    f"没有内容可填入 {{{hole}}}；可用：{known}",
                )
    if not all(text is None or text.strip() for words in (rule.message, rule.why) for text in words or ()):
        report(line, "message and why need both languages, zh and en", "message 与 why 需要中英文两种")
    for name, wanted in (("good", 2), ("bad", 1)):
        if len(getattr(rule, name)) < wanted:
            report(line, f"at least {wanted} '{name}' examples are needed", f"至少需要 {wanted} 个 {name} 示例")
