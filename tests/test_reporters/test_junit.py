"""JUnit XML, read by a library that build servers' plugins resemble, and held against the order of the schemas."""

from __future__ import annotations

from xml.etree import ElementTree as ET  # our own output

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped, TestSuite

from listinglint.model import Result, Severity
from listinglint.report import Tally
from listinglint.reporters.junit_ import render

# Surefire: failure, skipped, error, system-out.  Jenkins: skipped, error, failure, system-out.
_ORDERS = (("failure", "skipped", "error", "system-out"), ("skipped", "error", "failure", "system-out"))


@pytest.fixture
def text(results: tuple[Result, ...], tally: Tally) -> str:
    return "".join(render(results, tally))


def test_read_by_junitparser(text: str, results: tuple[Result, ...]) -> None:
    [suite] = JUnitXml.fromstring(text.encode())  # a suite alone comes back as the only one of a set
    assert isinstance(suite, TestSuite)
    assert (suite.name, suite.tests, suite.errors, suite.failures, suite.skipped) == ("listinglint", 7, 2, 3, 1)
    cases = list(suite)
    assert [case.classname for case in cases[:4]] == [one.file for one in results[:4]]
    outcomes = [[type(outcome) for outcome in case.result] for case in cases]
    assert outcomes == [[Failure], [Failure], [], [Error], [Failure], [Error], [Skipped]]
    suite.update_statistics()  # type: ignore[no-untyped-call]
    assert (suite.tests, suite.errors, suite.failures, suite.skipped) == (7, 2, 3, 1)


def test_structure_fits_both_schemas(text: str) -> None:
    suite = ET.fromstring(text)  # noqa: S314
    assert suite.tag == "testsuite"
    assert set(suite.attrib) == {"name", "tests", "failures", "errors", "skipped", "time"}
    assert [one.tag for one in suite] == ["properties", *["testcase"] * 7]
    assert all(set(one.attrib) == {"name", "value"} for one in suite[0])
    for case in suite.iter("testcase"):
        assert set(case.attrib) == {"name", "classname", "time"}
        tags = [one.tag for one in case]
        for order in _ORDERS:
            assert tags == sorted(set(tags), key=order.index)
        for one in case:
            assert set(one.attrib) <= {"message", "type"}
            assert not list(one)


def test_failure_holds_every_fault_and_reviews_stand_aside(text: str) -> None:
    first, second, *_ = ET.fromstring(text).iter("testcase")  # noqa: S314
    failure, output = first
    assert failure.attrib["type"] == "error"
    assert failure.text is not None
    assert output.text is not None
    assert failure.text.count("claims/zh/superlative") == 2
    assert "wording/zh/gift" in output.text
    assert "奖项名称" in output.text
    assert second[0].attrib["type"] == Severity.warning.name
    assert "hypoallergenic" not in (second[0].text or "")
    assert "hypoallergenic" in (second[1].text or "")


def test_what_could_not_be_read_is_an_error_with_the_findings_in_it(text: str) -> None:
    case = list(ET.fromstring(text).iter("testcase"))[3]  # noqa: S314
    error, output = case
    assert error.attrib["type"] == "not-checked"
    assert "512" in error.attrib["message"]
    assert "images/size" in (error.text or "")
    assert "images[3]" in (output.text or "")


def test_names_come_back_with_signs_for_what_xml_cannot_hold(text: str, results: tuple[Result, ...]) -> None:
    case = list(ET.fromstring(text).iter("testcase"))[4]  # noqa: S314
    assert case.attrib["name"] == results[4].listing
    assert case.attrib["classname"] == results[4].file.replace("\udce9", "\ufffd")


def test_every_control_character_is_legal_afterwards() -> None:
    name = "".join(map(chr, (*range(0x20), 0x7F, 0x85, 0xD800, 0xFFFE, 0xFFFF, 0x1F48D)))
    case = ET.fromstring("".join(render([Result(name, name)], Tally())))[1]  # noqa: S314
    assert len(case.attrib["name"]) == len(name)
    assert case.attrib["name"].count("\ufffd") == 32 - 3 + 3
    assert case.attrib["name"].endswith("\U0001f48d")
