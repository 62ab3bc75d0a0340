"""SARIF: fits the official schema, is read by a library of others, and says what the findings say."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator

from listinglint.model import Edit, Field, Finding, Fix, Result, Severity, Source, Verbatim, Words
from listinglint.report import Tally
from listinglint.reporters.sarif_ import render, uri

_SCHEMA = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"


def document(results: tuple[Result, ...], tally: Tally) -> dict[str, Any]:
    found: dict[str, Any] = json.loads("".join(render(results, tally)))
    return found


@pytest.fixture
def run(results: tuple[Result, ...], tally: Tally) -> dict[str, Any]:
    found: dict[str, Any] = document(results, tally)["runs"][0]
    return found


def test_official_schema(results: tuple[Result, ...], tally: Tally, pytestconfig: pytest.Config) -> None:
    file = Path(os.environ.get("SARIF_SCHEMA", pytestconfig.rootpath / _SCHEMA))
    if not file.exists():
        pytest.skip("the schema comes with: npm install --no-save @microsoft/jest-sarif (or name it in SARIF_SCHEMA)")
    validator = Draft4Validator(json.loads(file.read_text(encoding="utf-8-sig")))
    for written in (document(results, tally), document((), Tally())):
        assert [error.message for error in validator.iter_errors(written)] == []
    broken = document(results, tally)
    broken["runs"][0]["results"][0]["level"] = "fatal"
    assert not validator.is_valid(broken)


def test_read_by_a_library(results: tuple[Result, ...], tally: Tally) -> None:
    sarif = pytest.importorskip("sarif_pydantic")
    [run] = sarif.Sarif.model_validate(document(results, tally)).runs
    assert len(run.results) == sum(len(one.findings) + len(one.suppressed) for one in results)
    assert run.tool.driver.rules[run.results[0].rule_index].id == run.results[0].rule_id == "claims/zh/superlative"
    assert run.results[0].locations[0].physical_location.region.end_column == 17
    assert run.invocations[0].execution_successful is False


def test_results(run: dict[str, Any], results: tuple[Result, ...]) -> None:
    findings = [finding for one in results for finding in (*one.findings, *one.suppressed)]
    levels = {Severity.error: "error", Severity.warning: "warning", Severity.info: "note"}
    assert len(run["results"]) == len(findings)
    rules = run["tool"]["driver"]["rules"]
    for told, finding in zip(run["results"], findings, strict=True):
        assert (told["ruleId"], told["level"]) == (finding.rule, levels[finding.severity])
        assert rules[told["ruleIndex"]]["id"] == finding.rule
        assert told["partialFingerprints"] == {"listinglint/v1": finding.fingerprint}
        assert told["properties"]["verdict"] == finding.verdict
        assert bool(told["suppressions"]) == bool(finding.suppressed)
    assert [one["suppressions"][0]["justification"] for one in run["results"] if one["suppressions"]] == [
        "奖项名称, 见证书"
    ]


def test_rules_are_listed_once_with_why_basis_and_tags(run: dict[str, Any], tally: Tally) -> None:
    rules = run["tool"]["driver"]["rules"]
    ids = [one["id"] for one in rules]
    assert len(ids) == len(set(ids)) == 7
    first = rules[0]
    assert first["properties"]["tags"] == ["claims", "absolute", "fine-risk"]
    assert first["defaultConfiguration"] == {"level": "error"}
    short = {"zh": "广告法禁止绝对化用语。", "en": "The law bans absolute terms."}
    assert first["shortDescription"]["text"] == short[tally.lang]
    assert first["fullDescription"]["text"].startswith(short[tally.lang])
    assert "广告法 第九条第三项 (2015-09-01)" in first["help"]["text"]
    assert first["helpUri"] == "https://law.example/ad#9"


def test_places(run: dict[str, Any], results: tuple[Result, ...]) -> None:
    exact, *_, review, guess, small, words, across = [one for one in run["results"] if not one["suppressions"]]
    assert run["columnKind"] == "unicodeCodePoints"
    assert physical(exact) == {
        "artifactLocation": {"uri": "shop/%E9%93%B6%20%E9%A1%B9%E9%93%BE%2001/listing.yaml"},
        "region": {"startLine": 1, "startColumn": 15, "endLine": 1, "endColumn": 17},
    }
    assert exact["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 3
    assert review["locations"][0]["properties"]["cell"] == "row 3, Title"
    assert physical(guess)["region"] == {"startLine": 3}
    assert "region" not in physical(small)
    assert unquote(physical(small)["artifactLocation"]["uri"]) == "shop/ring-02/images/主 图/01.jpg"
    assert small["properties"]["measured"] == {"value": 620, "limit": 700, "unit": "px"}
    assert physical(words)["artifactLocation"]["uri"] == "shop/ring-02/a%20%231.png"
    assert words["locations"][0]["properties"]["box"] == [10, 20, 110, 60]
    assert words["relatedLocations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "shop/ring-02/listing.yaml"},
        "region": {"startLine": 3},
    }
    assert unquote(physical(across)["artifactLocation"]["uri"], errors="surrogateescape") == results[4].file


def physical(result: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = result["locations"][0]["physicalLocation"]
    return found


def test_what_was_not_checked(run: dict[str, Any]) -> None:
    [invocation] = run["invocations"]
    notices = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert [one["level"] for one in notices].count("error") == 2
    assert [one["level"] for one in notices].count("note") == 8
    assert notices[0]["associatedRule"] == {"id": "images/size"}
    assert notices[0]["properties"] == {"listing": "ring-02", "part": "images[2]", "cause": "failed"}


def test_a_run_where_everything_could_be_read_was_successful() -> None:
    run = document((Result("a", "a"),), Tally())["runs"][0]
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    assert run["results"] == []


def edited(text: str, start: int, end: int, new: str, *, shift: int = 0) -> dict[str, Any]:
    one = Field("title", text, Verbatim(Source("a.md", text), 0, len(text)))
    fix = Fix(Words("改", "change"), "safe", (Edit("title", start + shift, end, new),))
    found = Finding(
        "wording/x", Severity.info, "violation", "a", one.at(start, end), Words("错", "bad"), Words("因", "so"), fix=fix
    )
    result: dict[str, Any] = document((Result("a", "a.md", (found,)),), Tally())["runs"][0]["results"][0]
    return result


@pytest.mark.parametrize("new", ["银", "925 银", "", "sterling silver (925)", "约 3.5 cm"])
def test_edit_with_an_exact_position_is_a_fix(new: str) -> None:
    told = edited("纯银 戒指", 0, 2, new)
    [change] = told["fixes"][0]["artifactChanges"]
    region = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 3}
    assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": new}}]
    assert change["artifactLocation"] == {"uri": "a.md"}
    assert "instead" not in told["properties"]


@pytest.mark.parametrize("new", ['"a"', "a\nb", "a: b", "a, b", "<b>", "- a", " a", "a ", "a#", "back\\slash", "'"])
def test_wording_that_the_file_might_misread_is_only_told(new: str) -> None:
    told = edited("纯银 戒指", 0, 2, new)
    assert "fixes" not in told
    assert told["properties"]["instead"] == "change"


def test_edit_elsewhere_or_in_escaped_text_is_only_told() -> None:
    assert "fixes" not in edited("纯银 戒指", 0, 2, "银", shift=1)
    assert "fixes" not in edited("纯\n银 戒指", 0, 3, "银")
    one = Field("title", "纯银", Verbatim(Source("a.md", "纯银"), 0, 2)).at(0, 2)
    fix = Fix(Words("改", "change"), "safe", (Edit("title", 0, 2, "银"),))
    found = Finding(
        "wording/x",
        Severity.info,
        "violation",
        "a",
        one._replace(excerpt="\\u7eaf"),
        Words("", ""),
        Words("", ""),
        fix=fix,
    )
    assert "fixes" not in document((Result("a", "a", (found,)),), Tally())["runs"][0]["results"][0]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("a b/图.jpg", "a%20b/%E5%9B%BE.jpg"),
        ("a:b/#1?.md", "a%3Ab/%231%3F.md"),
        ("/home/a b.md", "file:///home/a%20b.md"),
        ("C:/shop/a b.md", "file:///C:/shop/a%20b.md"),
        ("https://x.example/a.jpg?w=1", "https://x.example/a.jpg?w=1"),
        ("100%.md", "100%25.md"),
        ("caf\udce9.md", "caf%E9.md"),
    ],
)
def test_uri(file: str, told: str) -> None:
    assert uri(file) == told
