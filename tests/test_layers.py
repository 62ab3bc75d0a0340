"""The floors of the house: a module imports only from floors below its own, and rules never open files."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import listinglint

PACKAGE = Path(listinglint.__file__).parent
CHECKOUT = Path(__file__).parents[1]
MODULES = sorted(PACKAGE.rglob("*.py"))


def test_the_contracts_hold(tmp_path: Path) -> None:
    """The contracts stand under [tool.importlinter] in pyproject.toml."""
    code = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    words = ["--config", str(CHECKOUT / "pyproject.toml"), "--cache-dir", str(tmp_path)]
    run = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False, cwd=PACKAGE.parent
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert " 0 broken" in run.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_says_what_it_is_for(path: Path) -> None:
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert told
    assert len(told.splitlines()[0]) <= 120


HEAVY = {
    "PIL",
    "jieba",
    "textstat",
    "nltk",
    "opencc",
    "confusable_homoglyphs",
    "yaml",
    "jinja2",
    "markupsafe",
    "openpyxl",
    "numpy",
    "concurrent",
    "importlib.metadata",
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_heavy_modules_are_imported_where_they_are_needed(path: Path) -> None:
    """At the top of a module they would cost every run, also those that need none of them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [one.module or "" for one in tree.body if isinstance(one, ast.ImportFrom)]
    names += [alias.name for one in tree.body if isinstance(one, ast.Import) for alias in one.names]
    assert not [name for name in names if name in HEAVY or name.split(".")[0] in HEAVY]


@pytest.mark.parametrize("room", ["kinds/*.py", "rule.py", "model.py", "spans.py", "engine.py", "text/*.py"])
def test_rules_and_texts_open_no_files(room: str) -> None:
    """A rule judges a finished listing; only the segmenter's own dictionary folder is an exception."""
    for path in PACKAGE.glob(room):
        if path.name == "dictionary.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {one.module or "" for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
        imported |= {alias.name for one in ast.walk(tree) if isinstance(one, ast.Import) for alias in one.names}
        called = {one.func.id for one in ast.walk(tree) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)}
        assert not imported & {"pathlib", "os", "io", "shutil", "subprocess", "socket", "tempfile"}, path
        assert not called & {"open", "print", "exec", "eval", "input"}, path
