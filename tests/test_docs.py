"""Generated pages are as fresh as the rules, and the documents name what is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from listinglint import docs, kinds, reporters, rulefiles, ruleset
from listinglint.cli import reference

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(("name", "content"), list(docs.pages()), ids=lambda value: value[:60].split("\n")[0])
def test_pages_are_fresh(name: str, content: str, request: pytest.FixtureRequest) -> None:
    path = ROOT / name
    if request.config.getoption("--update"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == content, "run: python -m listinglint.docs"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_line_is_described_as_it_is(lang: str, request: pytest.FixtureRequest) -> None:
    path = ROOT / reference.PAGES[lang]
    told = reference.page(lang)
    if request.config.getoption("--update"):
        path.write_text(told, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == told, "run: python -m listinglint.cli.reference"


def test_commands_in_the_documents_exist() -> None:
    known = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    for path in [*ROOT.glob("docs/*.md"), *ROOT.glob("docs/zh/*.md")]:
        for name in re.findall(r"listinglint ([a-z]+)\b", path.read_text(encoding="utf-8")):
            assert f"listinglint {name}" in known or path.name == "cli.md", f"{path}: {name}"


def test_options_in_the_documents_exist() -> None:
    """A command that is shown with an option has that option."""
    parts = (ROOT / "docs/cli.md").read_text(encoding="utf-8").split("\n## listinglint ")[1:]
    known = {part.split("\n")[0]: set(re.findall(r"`(--?[a-z-]+)`", part)) | {"--install-completion"} for part in parts}
    shown = [
        (path.name, words)
        for path in [ROOT / "README.md", *ROOT.glob("docs/*.md"), *ROOT.glob("docs/zh/*.md")]
        for words in re.findall(r"listinglint ([a-z]+[^`\n|#;]*)", path.read_text(encoding="utf-8"))
    ]
    told = [(name, words, command) for name, words in shown for command in known if words.startswith(f"{command} ")]
    assert len(told) > 50
    for name, words, command in told:
        for option in re.findall(r"(?<= )(--?[a-z][a-z-]*)", words):
            assert option in known[command], f"{name}: listinglint {words}"


def test_the_site_is_built_strictly(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="pip install 'listinglint[docs]'")
    words = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "zh" / "index.html").exists()


def test_every_kind_and_format_is_documented() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *ROOT.glob("docs/*.md")])
    for name in (*kinds.names(), *reporters.names()):
        assert name in text, name


class Core(yaml.SafeLoader):
    """YAML as editors read it: a date is text (YAML 1.2), not a value of its own as in PyYAML's 1.1."""


Core.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:timestamp"]
    for letter, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_shipped_rules_fit_the_schema_that_editors_use() -> None:
    validator = jsonschema.Draft202012Validator(docs.rule_schema())
    checked = 0
    for file in rulefiles.files([ruleset.shipped()]):
        if not file.name.rpartition("/")[2].startswith("_"):
            errors = sorted(error.message for error in validator.iter_errors(yaml.load(file.text, Core)))  # noqa: S506  # a safe loader
            assert not errors, (file.name, errors[:2])
            checked += 1
    assert checked > 100
