"""The same phrase rules in listinglint and in what people would take instead: CPU a listing, side by side in one run.

`python -m benchmarks.peers --setup FOLDER` fetches the other tools in fixed versions; nothing else ever does.
`python -m benchmarks.peers --tools FOLDER` compares; a tool that is not there is skipped, and that is told.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import phrases
from benchmarks.startup import cpu

PROSELINT = "proselint==0.16.0"
PACKAGES = {"textlint": "15.8.0", "textlint-rule-prh": "6.1.0", "write-good": "1.0.8"}
NUMBERS = (500, 5_000)
_PROSELINT = """\
import json, sys
from pathlib import Path
from proselint.registry import CheckRegistry
from proselint.registry.checks import Check, Padding, types
from proselint.tools import LintFile
folder, lang = Path(sys.argv[1]), sys.argv[2]
items = tuple(json.loads((folder / "phrases.json").read_text()))
padding = Padding.RAW if lang == "zh" else Padding.WORDS_IN_TEXT
CheckRegistry().register(Check(check_type=types.Existence(items=items, padding=padding), path="bench", message="{}"))
config = {"max_errors": 1000, "checks": {"bench": True}}
texts = json.loads((folder / "texts.json").read_text())
print(sum(len(LintFile("text", text).lint(config)) for text in texts))
"""
# As its own lists of words are looked for: one expression of all of them.
_WRITE_GOOD = """\
const fs = require('fs'), path = require('path'), [folder, lang] = process.argv.slice(2);
const read = name => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
const writeGood = require('write-good'), edge = lang === 'zh' ? '' : '\\\\b';
const ours = new RegExp(edge + '(' + read('phrases.json').join('|') + ')' + edge, 'gi');
const fn = text => { const found = []; let one; while ((one = ours.exec(text))) found.push({index: one.index, offset: one[0].length}); return found; };
const off = Object.fromEntries(['weasel','illusion','so','thereIs','passive','adverb','tooWordy','cliches','eprime'].map(name => [name, false]));
const options = {...off, checks: {ours: {fn, explanation: 'is ours'}}};
console.log(read('texts.json').reduce((sum, text) => sum + writeGood(text, options).length, 0));
"""


class Tool(NamedTuple):
    """A tool: its name and version, the command over a folder with a corpus, and how many hits it told."""

    name: str
    command: Callable[[Path, str], list[str]]
    count: Callable[[str], int]


def setup(folder: Path) -> None:
    """Fetch the other tools, in the versions above, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": PACKAGES}), encoding="utf-8")
    npm = shutil.which("npm")
    if npm:
        subprocess.run([npm, "install", "--no-fund", "--no-audit", "--silent"], check=True, cwd=folder)
    else:
        print("npm is missing: no textlint, no write-good")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "py")], check=True)
    subprocess.run([str(folder / "py/bin/pip"), "install", "-q", PROSELINT], check=True)


def tools(folder: Path) -> Iterator[Tool]:
    """Yield the tools that are there; tell of those that are not."""
    python, node, modules = folder / "py/bin/python", shutil.which("node") or "", folder / "node_modules"
    ours = [sys.executable, "-m", "listinglint", "check", "--format", "jsonl", "--fail-on", "never", "--no-cache"]
    yield Tool(
        "listinglint", lambda at, _: [*ours, str(at / "goods.jsonl"), "--rules", str(at / "rules"), "--select", "bench"],
        lambda told: sum('"type": "finding"' in line for line in told.splitlines()),
    )  # fmt: skip
    if python.exists():
        yield Tool(PROSELINT, lambda at, lang: [str(python), "-c", _PROSELINT, str(at), lang], int)
    if node and (modules / "write-good").exists():
        script = folder / "write-good.cjs"
        script.write_text(_WRITE_GOOD, encoding="utf-8")
        name = f"write-good=={PACKAGES['write-good']}"
        yield Tool(name, lambda at, lang: [node, str(script), str(at), lang], int)
    if node and (modules / "textlint").exists():
        yield Tool(f"textlint=={PACKAGES['textlint']}", lambda at, _: _textlint(node, modules, at), _messages)


def _textlint(node: str, modules: Path, at: Path) -> list[str]:
    settings = at / "textlintrc.json"
    settings.write_text(json.dumps({"rules": {"prh": {"rulePaths": [str(at / "prh.yml")]}}}), encoding="utf-8")
    script = modules / "textlint/bin/textlint.js"
    return [
        "sh", "-c", '"$@" || [ $? -eq 1 ]', "sh", node, str(script), "--config", str(settings), "--format", "json",
        "--rules-base-directory", str(modules), str(at / "files"),
    ]  # fmt: skip


def _messages(told: str) -> int:
    return sum(len(one["messages"]) for one in json.loads(told))


def _found(tool: Tool, at: Path, lang: str) -> int:
    done = subprocess.run(tool.command(at, lang), check=True, capture_output=True, text=True, encoding="utf-8")
    return tool.count(done.stdout)


def compare(folder: Path, count: int, rounds: int) -> dict[str, dict[str, float]]:
    """Return milliseconds of CPU a listing for each tool, by language and number of phrases.

    What a tool takes for one listing is its start; it is taken off, so that long runs are compared, and told apart.
    """
    found = list(tools(folder))
    for name in {"proselint", *PACKAGES} - {"textlint-rule-prh"} - {one.name.partition("==")[0] for one in found}:
        print(f"{name} is not there: skipped (python -m benchmarks.peers --setup {folder})")
    table: dict[str, dict[str, float]] = {}
    for lang in ("en", "zh"):
        for number in NUMBERS:
            with tempfile.TemporaryDirectory() as told:
                table[f"{lang}, {number} phrases"] = _one(found, Path(told), lang, number, count, rounds)
    return table


def _one(found: list[Tool], folder: Path, lang: str, number: int, count: int, rounds: int) -> dict[str, float]:
    many, one = phrases.make(lang, count, number), phrases.make(lang, 1, number)
    for corpus, name in ((many, "many"), (one, "one")):
        (folder / name).mkdir()
        phrases.write(corpus, folder / name)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    times: dict[str, list[tuple[float, float]]] = {}
    for tool in found:
        hits = _found(tool, folder / "many", lang)  # also warms its caches
        _found(tool, folder / "one", lang)
        if hits != many.planted:
            print(f"{tool.name}, {lang}, {number} phrases: {hits} hits where {many.planted} phrases stand")
    for _ in range(rounds):
        for tool in found:
            pair = tuple(cpu(tool.command(folder / name, lang)) for name in ("many", "one"))
            times.setdefault(tool.name, []).append((pair[0], pair[1]))
    taken: dict[str, float] = {}
    for name, pairs in times.items():
        whole, start = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
        taken[name] = max(whole - start, 0.001) / (count - 1)
        taken[f"{name}, start"] = start
    return taken


def ratios(table: dict[str, dict[str, float]]) -> Iterator[tuple[str, str, float]]:
    """Yield how many times the CPU of listinglint the best of the others takes, and each of them."""
    for about, taken in table.items():
        lang, _, number = about.partition(", ")
        others = {name: value for name, value in taken.items() if "," not in name and name != "listinglint"}
        if others:
            yield f"best of the others / listinglint, {number}", lang, min(others.values()) / taken["listinglint"]
        yield from (
            (f"{name} / listinglint, {number}", lang, one / taken["listinglint"]) for name, one in others.items()
        )


def main() -> None:
    """Fetch, or compare and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--setup", type=Path, help="fetch the other tools into this folder")
    options.add_argument("--tools", type=Path, default=Path(".peers"), help="the folder they were fetched into")
    options.add_argument("--listings", type=int, default=300)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    if chosen.setup:
        setup(chosen.setup.absolute())
        return
    table = compare(chosen.tools.absolute(), chosen.listings, chosen.rounds)
    for about, taken in table.items():
        print(f"\n{about}")
        for name in (one for one in taken if "," not in one):
            start = taken[f"{name}, start"]
            print(f"  {name:<22} {taken[name]:9.3f} ms CPU a listing, {start:7.0f} ms to start")
    print()
    for name, about, value in ratios(table):
        print(f"{name} ({about}): {value:.2f}")


if __name__ == "__main__":
    main()
