"""Workflow commands, read back by the rules that GitHub's runner follows."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from listinglint.model import Result, Severity
from listinglint.report import Tally
from listinglint.reporters.github_ import command, render

_LINE = re.compile(r"::(?P<name>\w+)(?: (?P<properties>.*?))?::(?P<data>.*)")
_ESCAPE = re.compile("%(25|0D|0A|3A|2C)")
_MEANT = {"25": "%", "0D": "\r", "0A": "\n", "3A": ":", "2C": ","}


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    data: str


def unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: _MEANT[found[1]], text)


def read(line: str) -> Command:
    found = _LINE.fullmatch(line)
    assert found is not None
    pairs = (pair.split("=", 1) for pair in (found["properties"] or "").split(","))
    properties = {key: unescaped(value) for key, value in pairs}
    return Command(found["name"], properties, unescaped(found["data"]))


def commands(results: tuple[Result, ...], tally: Tally) -> list[Command]:
    *lines, last = "".join(render(results, tally)).splitlines()
    assert not last.startswith("::")
    return [read(line) for line in lines]


def test_one_command_a_finding_and_failure_and_one_for_the_rest(results: tuple[Result, ...], tally: Tally) -> None:
    names = [one.name for one in commands(results, tally)]
    findings = [finding for one in results for finding in one.findings]
    levels = [finding.severity for finding in findings]
    assert names.count("error") == levels.count(Severity.error) + 2
    assert names.count("warning") == levels.count(Severity.warning)
    assert names.count("notice") == levels.count(Severity.info) + 1


def test_says_what_the_finding_says(results: tuple[Result, ...], tally: Tally) -> None:
    first = commands(results, tally)[0]
    finding = results[0].findings[0]
    assert first.name == "error"
    assert first.properties == {
        "file": finding.place.file, "line": "1", "endLine": "1", "col": "15", "endColumn": "17",
        "title": f"claims/zh/superlative ({'错误' if tally.lang == 'zh' else 'error'})",
    }  # fmt: skip
    lines = first.data.split("\n")
    assert lines[0] == finding.message.told(tally.lang)
    assert finding.fix is not None
    for told in (finding.why.told(tally.lang), "广告法 第九条第三项", finding.fix.words.told(tally.lang)):
        assert any(told in line for line in lines[1:])


def test_hostile_names_stay_inside_their_command(results: tuple[Result, ...], tally: Tally) -> None:
    found = [one for one in commands(results, tally) if "100%" in one.properties.get("file", "")]
    assert len(found) == 1
    assert found[0].properties["file"] == results[4].file.replace("\udce9", "?")
    assert set(found[0].properties) == {"file", "line", "endLine", "title"}  # no columns over several lines
    assert "100%, go" in found[0].data or "& 100%" in found[0].data


def test_inexact_place_has_its_line_only(results: tuple[Result, ...], tally: Tally) -> None:
    found = next(one for one in commands(results, tally) if one.properties["title"].startswith("materials/"))
    assert found.properties["file"] == "exports/products 2026.csv"
    assert set(found.properties) == {"file", "line", "title"}


def test_failures_and_the_notice_about_the_rest(results: tuple[Result, ...], tally: Tally) -> None:
    found = commands(results, tally)
    broken = next(one for one in found if one.properties.get("file") == "inbox/坏 文件.jsonl")
    assert (broken.name, broken.properties["line"]) == ("error", "4")
    last = found[-1]
    assert (last.name, last.properties) == ("notice", {"title": "listinglint"})
    assert "8" in last.data.split("\n")[0]
    assert len(last.data.split("\n")) == 9


def test_a_picture_that_a_manifest_names_is_told(results: tuple[Result, ...], tally: Tally) -> None:
    found = next(one for one in commands(results, tally) if one.properties["title"].startswith("images/words"))
    assert (found.properties["file"], found.properties["line"]) == ("shop/ring-02/listing.yaml", "3")
    assert found.data.startswith("shop/ring-02/a #1.png [10,20 110,60]: ")


@pytest.mark.parametrize("text", ["%0A", "a\r\nb", "::error::x", "a,b:c%2C", "%25", ""])
def test_escaping_comes_back(text: str) -> None:
    line = command("error", {"title": f"{text}.", "line": None}, [text, "x"])
    assert line.count("\n") == 1
    assert read(line[:-1]) == Command("error", {"title": f"{text}."}, f"{text}\nx")
