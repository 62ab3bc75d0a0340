"""Small shops on disk, and the program run on them as people run it: in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

import listinglint

CHECKOUT = Path(__file__).parents[1]
EXAMPLES = CHECKOUT / "examples"
# Words of our own with a severity each, so that no change of the shipped rules moves these tests.
HOUSE = {
    "error": "严重词",
    "warning": "注意词",
    "info": "提示词",
    "review": "复核词",
}
_RULE = """\
kind: phrase
severity: {severity}
verdict: {verdict}
consequence: advice
message: {{zh: "“{{match}}”不符合本店规范", en: "“{{match}}” is not house style"}}
why: {{zh: 本店规范。, en: House style.}}
phrases: [{word}]
good: [普通的一句话, 又一句普通的话]
bad: [这是<<{word}>>]
"""
_OURS = ("LISTINGLINT_", "LC_", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "GIT_", "PRE_COMMIT", "GITHUB_")


@dataclass(frozen=True)
class Done:
    """How a run ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The objects of `--format jsonl`."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def findings(self) -> list[tuple[str, str, str]]:
        """Listing, rule and text of each finding of `--format jsonl`."""
        return [(one["listing"], one["rule"], one["text"]) for one in self.lines if one["type"] == "finding"]

    @property
    def missing(self) -> list[dict[str, Any]]:
        """What was not checked because it failed, of `--format jsonl`."""
        return [one for one in self.lines if one["type"] == "not-checked" and one["cause"] == "failed"]

    @property
    def summary(self) -> dict[str, Any]:
        """The last line of `--format jsonl`."""
        last = self.lines[-1]
        assert last["type"] == "summary"
        return last


@dataclass
class Shop:
    """A folder with listings, rules of its own and whatever else a test puts there."""

    root: Path
    cache: Path
    env: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """Return what a run sees: nothing of this terminal, our code, the cache of this session."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(_OURS)}
        source = Path(listinglint.__file__).parents[1].as_posix()
        ours = {"LANG": "C.UTF-8", "LISTINGLINT_LANG": "en", "LISTINGLINT_CACHE": str(self.cache), "PYTHONPATH": source}
        return kept | ours | {"PYTHONDONTWRITEBYTECODE": ""} | self.env

    def run(
        self, *words: str | Path, stdin: bytes | None = None, env: Mapping[str, str] | None = None, cwd: str = ""
    ) -> Done:
        """Run `listinglint` with these words in the shop's folder."""
        done = self.raw(*words, stdin=stdin, env=env, cwd=cwd)
        return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    def raw(
        self, *words: str | Path, stdin: bytes | None = None, env: Mapping[str, str] | None = None, cwd: str = ""
    ) -> subprocess.CompletedProcess[bytes]:
        """Run `listinglint` and return the bytes it wrote."""
        return subprocess.run(
            [sys.executable, "-m", "listinglint", *map(str, words)],
            input=b"" if stdin is None else stdin, capture_output=True, check=False, timeout=120,
            cwd=self.root / cwd, env=self.environment() | dict(env or {}),
        )  # fmt: skip

    def check(self, *words: str | Path, **more: Any) -> Done:
        """Check with the house rules only, as JSON Lines."""
        return self.run("check", *words, *self.house(), "--format", "jsonl", **more)

    def house(self) -> tuple[str, ...]:
        """Return the options for the house rules alone; the rules are written when they are first asked for."""
        folder = self.root.parent / "house" / "rules"
        for name, word in HOUSE.items():
            path = folder / "house" / f"{name}.yaml"
            if not path.exists():
                severity, verdict = ("info", "review") if name == "review" else (name, "violation")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(_RULE.format(severity=severity, verdict=verdict, word=word), encoding="utf-8")
        return ("--rules", str(folder), "--select", "house")

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file below the shop's folder."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def table(self, name: str, *texts: str, **more: Any) -> Path:
        """Write a listings file: a listing for each text, called L1, L2 …"""
        lines = [
            json.dumps({"id": f"L{number}", "lang": "zh", "title": "素圈戒指", "description": text, **more},
                       ensure_ascii=False)
            for number, text in enumerate(texts, 1)
        ]  # fmt: skip
        return self.write(name, "\n".join(lines) + "\n")

    def listing(self, name: str, text: str = "普通的一句话。", **values: str) -> Path:
        """Write a listing folder: a manifest and a description."""
        head = {"title": "素圈戒指", "lang": "zh", **values}
        self.write(f"{name}/listing.yaml", "".join(f"{key}: {value}\n" for key, value in head.items()))
        self.write(f"{name}/description.zh-CN.md", f"{text}\n")
        return self.root / name

    def picture(self, name: str, size: tuple[int, int] = (800, 800), shade: int = 120) -> Path:
        """Draw a picture that no two sizes or shades share."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        picture = Image.linear_gradient("L").resize(size).point([(one + shade) % 256 for one in range(256)])
        picture.convert("RGB").save(path)
        return path


class Repo(Shop):
    """A shop that is a git repository."""

    def git(self, *words: str, ok: bool = True, env: Mapping[str, str] | None = None) -> Done:
        """Run git in the repository."""
        who = ("-c", "user.name=Shop", "-c", "user.email=shop@example.com", "-c", "core.quotePath=false")
        done = subprocess.run(
            ["git", *who, *words], capture_output=True, check=False, cwd=self.root, timeout=900,
            env=self.environment() | dict(env or {}),
        )  # fmt: skip
        told = Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
        assert not ok or told.code == 0, told.out + told.err
        return told

    def commit(self, message: str, *, hooks: bool = True, ok: bool = True) -> Done:
        """Stage everything and commit it."""
        self.git("add", "--all")
        return self.git("commit", "--quiet", "-m", message, *(() if hooks else ("--no-verify",)), ok=ok)


def steps(work: Callable[[], object]) -> int:
    """Count the calls, into Python and into C, that some work takes: what a clock tells, whatever else the machine does."""
    taken = 0

    def count(*_: object) -> None:
        nonlocal taken
        taken += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return taken
