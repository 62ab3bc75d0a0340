"""Statements that cannot both be true: what is told, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from listinglint.model import Finding

RULE = """
kind: opposites
severity: warning
consequence: refund-risk
message: {zh: "“{match}”与 {field} 的“{found}”矛盾（{told}）", en: "“{match}” against “{found}” in {field} ({told})"}
near: [防水, 沾水, waterproof, water, 无弹]
pairs:
  - {name: {zh: 防水, en: water}, affirmed: '防水|waterproof', denied: '不防水|避免沾水|not waterproof|avoid water'}
  - {name: {zh: 弹力, en: stretch}, goods: [clothing], affirmed: '高弹', denied: '无弹'}
"""


@pytest.mark.parametrize(
    ("title", "description", "told"),
    [
        ("防水项链", "避免沾水。", ["防水"]),
        ("Waterproof chain", "Avoid water.", ["Waterproof"]),
        ("不防水项链", "避免沾水。", []),
        ("并非防水项链", "避免沾水。", []),
        ("Is it waterproof?", "Avoid water.", []),
        ("防水项链", "链长40cm。", []),
        ("高弹裤", "无弹面料。", []),
    ],
)
def test_affirmed_here_and_denied_there(
    ruleset: Any, listing: Any, findings: Callable[..., list[Finding]], title: str, description: str, told: list[str]
) -> None:
    found = findings(ruleset({"specs/x": RULE}), listing(description, title=title))
    assert [one.place.text for one in found] == told
    assert all(one.related[0].part == "description" for one in found)


def test_only_of_the_goods_that_are_meant(ruleset: Any, listing: Any, findings: Callable[..., list[Finding]]) -> None:
    one = listing("无弹面料。", title="高弹裤", category="clothing")
    (found,) = findings(ruleset({"specs/x": RULE}), one)
    assert "stretch" in found.message.en
