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


def _written(folder: Path, **value: object) -> str:
    path = folder / "shop.jsonl"
    path.write_text(json.dumps({"id": "ring", "category": "jewellery", **value}) + "\n", encoding="utf-8")
    return str(path)


def test_explain_tells_what_a_rule_sees_in_a_listing(tmp_path: Path) -> None:
    path = _written(tmp_path, title="Gold chain, 20 in", attributes={"Chain length": "18 in", "Material": "14k gold"})
    run = CliRunner().invoke(app, ["explain", "specs/length-conflict", "--listing", path, "--lang", "en"])
    assert run.exit_code == 0, run.output
    assert "attributes.Chain length “18 in” → length chain 457.2" in run.output
    assert "error specs/length-conflict: the measure is “20 in” here but “18 in”" in run.output
    assert "against attributes.Chain length “18 in”" in run.output


def test_explain_tells_materials_and_that_nothing_was_found(tmp_path: Path) -> None:
    path = _written(tmp_path, title="14k gold ring", attributes={"Material": "14k gold"})
    run = CliRunner().invoke(app, ["explain", "materials/plating-dropped", "--listing", path, "--lang", "zh"])
    assert run.exit_code == 0, run.output
    assert "title “14k gold” → gold_14k" in run.output
    assert "这条规则在此没有发现问题" in run.output


def test_explain_of_a_listing_that_is_not_there(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["explain", "specs/length-conflict", "--listing", str(tmp_path / "none")])
    assert run.exit_code != 0
