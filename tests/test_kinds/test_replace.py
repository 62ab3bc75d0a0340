from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from listinglint.ruleset import RuleSet

RULE = """
kind: replace
message: {zh: "{match} {instead}", en: "{match} {instead}"}
swaps: {sterling sliver: sterling silver, braclet: bracelet, 18 k: 18K, 不绣钢: 不锈钢, 渡金: 镀金, 水晶钻: 水钻}
except: [过渡金属, 水晶钻石展]
fix: {safety: safe}
"""


@pytest.mark.parametrize(
    "text",
    [
        "Sterling silver bracelet with an 18K post",
        "bracelets and braclety",
        "118 k readers",
        "18K金 不锈钢 镀金",
        "含过渡金属元素",
        "水晶钻石展",
        "",
    ],
)
def test_stays_silent(text: str, marked: Callable[..., str]) -> None:
    assert marked(RULE, text) == text


@pytest.mark.parametrize(
    "text",
    [
        "A <<braclet>> of <<sterling sliver>>.",
        "A <<BRACLET>> in <<18 k>>-gold",
        "<<18 K>>金<<渡金>>手链",
        "表带为<<不绣钢>>，含过渡金属，<<渡金>>扣",
        "<<sterling-sliver>>",
        "<<Sterling   Sliver>>",
    ],
)
def test_speaks(text: str, marked: Callable[..., str]) -> None:
    assert marked(RULE, text) == text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("braclet", "bracelet"),
        ("Braclet", "Bracelet"),
        ("BRACLET", "BRACELET"),
        ("Sterling Sliver", "Sterling Silver"),
        ("Sterling sliver", "Sterling silver"),
        ("18 k", "18K"),
        ("18 K", "18K"),
        ("不绣钢", "不锈钢"),
    ],
)
def test_the_fix_keeps_the_case(
    wrong: str, right: str, ruleset: Callable[..., RuleSet], listing: Any, findings: Any
) -> None:
    (one,) = findings(ruleset({"wording/test": RULE}), listing(f"One {wrong}, here."))
    (edit,) = one.fix.edits
    fixed = f"One {wrong}, here."[: edit.start] + edit.new + f"One {wrong}, here."[edit.end :]
    assert (fixed, one.fix.safety, one.fix.words.en) == (f"One {right}, here.", "safe", right)
    assert findings(ruleset({"wording/test": RULE}), listing(fixed)) == []
