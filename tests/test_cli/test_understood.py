"""`show --materials` tells which materials were understood."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from listinglint.cli.app import app


def test_show_tells_mentions_constructions_and_conflicts(tmp_path: Path) -> None:
    path = tmp_path / "shop.jsonl"
    one = {
        "id": "ring",
        "title": "Solid gold ring",
        "attributes": {"Material": "Gold plated brass"},
        "category": "jewellery",
    }
    path.write_text(json.dumps(one) + "\n", encoding="utf-8")
    run = CliRunner().invoke(app, ["show", "--materials", "--lang", "en", str(path)])
    assert run.exit_code == 0, run.output
    assert "title “solid gold” → gold" in run.output
    assert "attributes.Material [body] base brass; surface gold; process plated" in run.output
    assert "conflict plating-dropped: solid gold ≠ gold plated, brass" in run.output
