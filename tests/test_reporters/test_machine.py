"""The formats of code hosts and review robots, held against their schemas and read by programs of others."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET  # our own output

import pytest
from jsonschema import Draft202012Validator

from listinglint import reporters
from listinglint.model import Result, Severity
from listinglint.report import Tally, sketched
from listinglint.sheet import COLUMNS, NAMES, inert, live

from .conftest import field, finding

# What GitLab reads of a code quality report, as its documentation tells it.
_GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/.]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def written(name: str, results: tuple[Result, ...], tally: Tally) -> str:
    return "".join(reporters.find(name)(results, tally))


def test_gitlab_fits_what_is_documented(results: tuple[Result, ...], tally: Tally) -> None:
    issues = json.loads(written("gitlab", results, tally))
    assert [error.message for error in Draft202012Validator(_GITLAB).iter_errors(issues)] == []
    # GitLab shows only the first of several issues with one fingerprint.
    keys = [issue["fingerprint"] for issue in issues]
    assert len(keys) == len(set(keys)) == sum(len(one.findings) + len(one.not_checked) for one in results)


def test_gitlab_severity_rises_with_the_consequence(results: tuple[Result, ...], tally: Tally) -> None:
    levels = {one["check_name"]: one["severity"] for one in json.loads(written("gitlab", results[:4], tally))}
    assert levels["claims/zh/superlative"] == "critical"  # an error that may be fined
    assert levels["images/size"] == "major"
    assert levels["materials/zh/purity"] == "minor"


def test_checkstyle_keeps_the_order_and_types_of_the_published_schema(
    results: tuple[Result, ...], tally: Tally
) -> None:
    root = ET.fromstring(written("checkstyle", results, tally))  # noqa: S314
    assert root.tag == "checkstyle"
    assert set(root.attrib) == {"version"}
    assert {one.tag for one in root} == {"file"}
    errors = [error for file in root for error in file]
    assert {error.tag for error in errors} == {"error"}
    for error in errors:
        assert set(error.attrib) <= {"line", "column", "severity", "message", "source"}
        assert error.attrib["severity"] in ("error", "warning", "info")
        assert int(error.attrib["line"]) >= 1
        assert int(error.attrib.get("column", "1")) >= 1
    assert len(errors) == sum(len(one.findings) + len(one.not_checked) for one in results)


def test_rdjson_columns_count_bytes() -> None:
    text = 'title: "足金戒指 best 999"\n'
    one = field("a/listing.yaml", "title", text, 8, len(text) - 2)
    told = finding(one, (5, 9), "claims/en/best", Severity.error)
    document = json.loads(written("rdjson", (Result("a", "a", (told,)),), Tally()))
    spot = document["diagnostics"][0]["location"]["range"]
    line = text.encode()
    assert line[spot["start"]["column"] - 1 : spot["end"]["column"] - 1] == b"best"


def test_rdjson_read_by_a_validator_of_others(
    results: tuple[Result, ...], tally: Tally, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    default = pytestconfig.rootpath / "node_modules/.bin/rdformat-validator"
    tool = os.environ.get("RDFORMAT_VALIDATOR", default.as_posix())
    if shutil.which(tool) is None:
        pytest.skip("npm install --no-save @umbrelladocs/rdformat-validator (or name it in RDFORMAT_VALIDATOR)")
    file = tmp_path / "report.json"
    file.write_text(written("rdjson", results, tally), encoding="utf-8")
    assert subprocess.run([tool, str(file)], check=False, capture_output=True).returncode == 0
    file.write_text(file.read_text(encoding="utf-8").replace('"ERROR"', '"LOUD"'), encoding="utf-8")
    assert subprocess.run([tool, str(file)], check=False, capture_output=True).returncode != 0


def test_markdown_of_a_listing_is_shown_and_not_obeyed(results: tuple[Result, ...], tally: Tally) -> None:
    text = written("markdown", results, tally)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert all(len(line.replace("\\|", "").split("|")) == 6 for line in rows)
    assert "<" not in text.replace("\\<", "")
    assert text.index("银项链-01 ·") < text.index("SKU-7")  # two errors before two warnings


def test_markdown_counts_what_it_leaves_out(results: tuple[Result, ...]) -> None:
    many = [results[0]._replace(listing=f"L{number}", findings=results[0].findings * 9) for number in range(60)]
    text = written("markdown", tuple(many), Tally())
    assert text.count("\n### ") == 50
    assert "10 more listings" in text
    assert "17 more" in text


def table(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_csv_comes_back_as_it_was_told(results: tuple[Result, ...], tally: Tally) -> None:
    rows = table(written("csv", results, tally))
    assert [NAMES[name] for name in rows[0]] == list(COLUMNS)
    found = [finding for one in results for finding in one.findings]
    told = [row for row in rows if row["fingerprint"]]
    assert [row["fingerprint"] for row in told] == [one.fingerprint for one in found]
    assert sum(row["rule"] == "not-checked" for row in rows) == sum(len(one.not_checked) for one in results)


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@a", "\ta", "\ra"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert str(inert(start)).startswith("'")
    assert live(str(inert(start))) == start
    assert live("'quoted'") == "'quoted'"


def test_a_long_text_shows_the_sentences_around_the_words(listing: Any) -> None:
    from listinglint.reporters import rows

    long = "第一句话讲产品。" * 20 + "这是全网最佳的银项链！" + "最后一句话讲物流。" * 20
    one = listing(long, title="短标题")
    body = one.fields[0]
    start = long.index("最佳")
    told = finding(body, (start, start + 2), "claims/zh/superlative", Severity.error)
    [row] = rows.of(Result("a", "a", (told,), sketch=sketched(one)), "zh")
    assert row.text == "这是全网最佳的银项链！"
    assert row.hit is not None
    assert row.text[slice(*row.hit)] == "最佳"
    assert long[row.start : row.end] == row.text


def test_tap_read_by_a_library_of_others(results: tuple[Result, ...], tally: Tally) -> None:
    parser = pytest.importorskip("tap.parser", reason="pip install tap.py[yaml]")
    lines = list(parser.Parser().parse_text(written("tap", results, tally)))
    points = [line for line in lines if line.category == "test"]
    assert [len(point.yaml_block or ()) for point in points] == [
        len(one.findings) + len(one.not_checked) for one in results
    ]
    assert [point.ok for point in points] == [False, False, True, False, False, False, True]
    [plan] = [line for line in lines if line.category == "plan"]
    assert plan.expected_tests == len(points) == len(results)
    assert not [line for line in lines if line.category in ("unknown", "bail")]
