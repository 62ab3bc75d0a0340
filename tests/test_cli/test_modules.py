"""What a run loads: nothing heavy that it does not need, so that a hook starts at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

HEAVY = {
    "typer", "click", "rich", "pydantic", "yaml", "PIL", "numpy", "jieba", "textstat", "nltk", "pyphen", "opencc", "pyarrow",
    "ray", "pyspark", "jinja2", "openpyxl", "concurrent", "multiprocessing", "asyncio", "logging", "importlib.metadata",
    "listinglint.origins.complaints", "dataclasses", "inspect", "sqlite3", "email", "http", "socket", "ssl", "xml", "unittest", "confusable_homoglyphs", "tempfile", "zipfile", "shutil",
    "datetime", "random", "csv", "listinglint.pardons", "listinglint.schema", "listinglint.pictures", "listinglint.readers.export",
    "listinglint.kinds.picture", "listinglint.run.timings", "listinglint.run.workers",
    "listinglint.kept", "listinglint.database", "listinglint.run.warm", "listinglint.run.keys", "listinglint.cli.cut_short",
}  # fmt: skip
RUN = """
import os, sys
os._exit = sys.exit  # what was loaded is told below
sys.argv[0] = "listinglint"
from listinglint.cli import main
try:
    main()
except SystemExit as end:
    assert end.code in (None, 0), end.code
import json
sys.stderr.write(json.dumps(sorted(sys.modules)))
"""
LISTINGS: dict[str, dict[str, object]] = {
    "text": {
        "title": "925 silver necklace",
        "description": "The chain is 45 cm long.",
        "attributes": {"length": "45 cm"},
    },
    "words cut": {"title": "银戒指", "description": "品质极品，天生丽质。"},
    "a picture": {"title": "Ring", "images": ["one.png"]},
}


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        ("text", set()),
        ("words cut", {"rich"}),
        (
            "a picture",
            {
                "PIL",
                "numpy",
                "dataclasses",
                "inspect",
                "sqlite3",
                "logging",
                "xml",
                "socket",
                "tempfile",
                "zipfile",
                "shutil",
                "datetime",
                "random",
                "csv",
                "listinglint.pictures",
                "listinglint.kinds.picture",
                "listinglint.database",
            },
        ),
    ],
)
def test_a_check_loads_nothing_that_it_does_not_need(tmp_path: Path, kind: str, allowed: set[str]) -> None:
    Image.new("RGB", (900, 900), "white").save(tmp_path / "one.png")
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"id": "a", **LISTINGS[kind]}, ensure_ascii=False), encoding="utf-8")
    if kind == "a picture":  # reading its words is an extra of its own, with all that it needs
        (tmp_path / "listinglint.toml").write_text('words = "off"\n', encoding="utf-8")
    words = [sys.executable, "-c", RUN, "check", str(path), "--fail-on", "never"]
    environment = {**os.environ, "LISTINGLINT_CACHE": str(tmp_path / "cache")}
    for _ in range(2):  # the first run compiles the rules and the dictionary
        told = subprocess.run(words, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment)
    loaded = set(json.loads(told.stderr))
    assert "listinglint.engine" in loaded
    assert (loaded & HEAVY) - allowed == set()
