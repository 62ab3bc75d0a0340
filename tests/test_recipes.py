"""The recipes of docs/exports.md do what they say, for a repository that keeps an export instead of folders."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from re import DOTALL
from re import compile as _compile
from typing import Any

import pytest
import yaml

from tests.bench import CHECKOUT

PAGE = (CHECKOUT / "docs" / "exports.md").read_text("utf-8")
BLOCKS = dict(_compile(r"### ([^\n]+)\n.*?```(?:yaml|sh)\n(.*?)```", DOTALL).findall(PAGE))
EXPORT = "Handle,Title,Body (HTML),Vendor\nring,全网最佳925银戒指,<p>925银</p>,月白\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "products_export.csv").write_text(EXPORT, "utf-8")
    return tmp_path


def run(shop: Path, command: str) -> subprocess.CompletedProcess[str]:
    words = shlex.split(command)
    assert words[0] == "listinglint"
    return subprocess.run(
        [sys.executable, "-m", "listinglint", *words[1:]], cwd=shop, capture_output=True, text=True, check=False,
        encoding="utf-8", env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip


def asked(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith("listinglint ")]


def test_github(shop: Path) -> None:
    told: dict[str, Any] = yaml.load(BLOCKS["GitHub"], Loader=yaml.BaseLoader)  # noqa: S506 - `on` stays a text
    steps = told["jobs"]["check"]["steps"]
    first, second = asked([step.get("run", "") for step in steps])
    assert run(shop, first).returncode == 0
    uploaded = next(step["with"]["sarif_file"] for step in steps if "sarif" in step.get("uses", ""))
    assert json.loads((shop / uploaded).read_text("utf-8"))["runs"][0]["results"]
    done = run(shop, second)
    assert done.returncode == 1
    assert "::error file=exports/products_export.csv,line=2,endLine=2,col=8" in done.stdout
    assert told["on"]["pull_request"]["paths"] == ["exports/**"]


def test_gitlab(shop: Path) -> None:
    job = yaml.safe_load(BLOCKS["GitLab"])["listings"]
    first, second = asked(job["script"])
    assert run(shop, first).returncode == 0
    report = json.loads((shop / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert {one["location"]["path"] for one in report} == {"exports/products_export.csv"}
    assert run(shop, second).returncode == 1


def test_pre_commit(shop: Path) -> None:
    hook = yaml.safe_load(BLOCKS["pre-commit"])["repos"][0]["hooks"][0]
    (offered,) = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["id"] == offered["id"]
    git = ["git", "-c", "user.name=Shop", "-c", "user.email=shop@example.com"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "start"]):
        subprocess.run([*git, *words], cwd=shop, check=True)
    command = shlex.join([*offered["entry"].split(), *hook["args"]])
    assert run(shop, command).returncode == 0  # nothing is staged
    (shop / "exports" / "products_export.csv").write_text(EXPORT + "chain,项链,<p>铜</p>,月白\n", "utf-8")
    subprocess.run([*git, "add", "-A"], cwd=shop, check=True)
    done = run(shop, command)
    assert (done.returncode, "products_export.csv:2:8" in done.stdout) == (1, True)


def test_only_what_is_new(shop: Path) -> None:
    write, check = asked(BLOCKS["Only what is new"].splitlines())
    assert run(shop, write).returncode == 0
    assert run(shop, check).returncode == 0
    (shop / "exports" / "products_export.csv").write_text(EXPORT + "chain,第一品牌项链,<p>铜</p>,月白\n", "utf-8")
    assert run(shop, check).returncode == 1
