from __future__ import annotations

import pytest
import re2

from listinglint.errors import CannotMatch
from listinglint.kinds.decision import longest
from listinglint.kinds.linear import compiled
from listinglint.kinds.template import expand, words_of

CLASSES = {
    "rank": ("第一", "领先", "TOP 1"),
    "scope": ("全网", "{region}"),
    "region": ("亚洲", "全国", "行业", "全网"),
    "one": ("唯一",),
    "latin": ("kill", "cure"),
    "sign": ("a+b", "(c)", "x|y"),
    "loop": ("{pool}",),
    "pool": ("{loop}", "水"),
    "self": ("{self}",),
}


@pytest.mark.parametrize(
    ("template", "triggers"),
    [
        ("{rank}", {"第一", "领先", "top 1"}),
        ("{scope}{rank}", {"第一", "领先", "top 1"}),  # the smaller class
        ("{rank}{one}", {"唯一"}),
        ("{rank}?{scope}", {"亚洲", "全国", "行业", "全网"}),
        ("{rank}*{one}", {"唯一"}),
        ("{rank}{0,2}{one}", {"唯一"}),
        ("{rank}+", {"第一", "领先", "top 1"}),
        ("(?:{rank}{one})", {"唯一"}),
        ("(?P<hit>{rank})", {"第一", "领先", "top 1"}),
        ("(?:{one})?{rank}", {"第一", "领先", "top 1"}),
        ("(?:{one}|{rank})销量", {"销量"}),
        ("最佳的{rank}", {"最佳的"}),
        ("最佳?", {"最"}),
        ("最佳*款式", {"款式"}),
        ("[一二]等奖", {"等奖"}),
        ("[0-9]{2,4}年", {"年"}),
        (r"\d+\.销量", {"销量"}),
        ("kills? germs", {"germs"}),
        ("the best ring", {"the best ring"}),
        ("(?:(?:{rank})?销(?:量|额))第一", {"第一"}),
        ("最(?:好|佳)", {"最"}),
        # A Latin stem is never found, since the edges of what is searched for are checked.
        ("cure(?:d|s)? cancer", {"cancer"}),
        ("cure[ds]? cancer", {"cancer"}),
        (r"cure\w* cancer", {"cancer"}),
        ("(?:un)?breakable glass", {"glass"}),
        ("anti[a-z]+ power", {"power"}),
        ("cure(?: all)? canc", {"cure"}),
        ("(?:the )?best ring", {"best ring"}),
        (r"best\b", {"best"}),
        (r"best[\s-]*seller", {"best"}),
        ("{latin}s? germs", {"germs"}),
        ("{latin}(?:s|ed)? germs", {"germs"}),
        (r"\b{latin}\b", {"kill", "cure"}),
        (r"[0-9]\s*best", {"best"}),
        ("{latin}(?: all)?", {"kill", "cure"}),
        ("[a-z]{2}best ring", {"ring"}),
        ("{rank}(?:brand)", {"brand"}),
    ],
)
def test_trigger_words_are_worked_out(template: str, triggers: set[str]) -> None:
    assert expand(template, CLASSES, str.lower).triggers == triggers


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{scope}{rank}", "全国top 1"),
        ("(?:{one}|{rank})销量", "唯一销量"),
        ("最佳?", "最"),
        ("最佳*款式", "最款式"),
        ("[一二]等奖", "一等奖"),
        (r"\d+\.销量", "3.销量"),
        ("kills? germs", "kill germs"),
        ("(?:(?:{rank})?销(?:量|额))第一", "销额第一"),
        ("{sign}", "a+b"),
        ("{sign}", "x|y"),
    ],
)
def test_what_matches_holds_a_trigger_word(template: str, text: str) -> None:
    ready = expand(template, CLASSES, str.lower)
    assert re2.fullmatch(ready.regex, text)
    assert any(trigger in text for trigger in ready.triggers)


@pytest.mark.parametrize(
    "template",
    [
        "[0-9]+%",
        "{rank}|{one}",
        "(?:最|顶)?级?",
        "(?:{rank})?",
        "{rank}?",
        "",
        "最?",
        "kills?",
        "a b",
        "best[a-z]",
        r"\w+able",
        "cure(?:d|s)?",
    ],
)
def test_a_pattern_without_a_mandatory_word_needs_near(template: str) -> None:
    with pytest.raises(CannotMatch, match="'near'") as told:
        expand(template, CLASSES, str.lower)
    assert "near" in told.value.zh
    assert expand(template, CLASSES, str.lower, ("{one}", "Best")).triggers == {"唯一", "best"}


def test_words_of_a_class_come_longest_first_and_once() -> None:
    assert words_of("scope", CLASSES, str.lower) == ["亚洲", "全国", "全网", "行业"]
    assert words_of("rank", CLASSES, str.lower) == ["top 1", "第一", "领先"]


def test_words_are_literal_in_the_expression() -> None:
    regex = expand("{sign}", CLASSES, str.lower).regex
    assert [bool(re2.fullmatch(regex, text)) for text in ("a+b", "(c)", "x|y", "aab", "c", "x")] == [True] * 3 + [
        False
    ] * 3


@pytest.mark.parametrize(
    ("template", "en", "zh"),
    [
        ("{rang}", "unknown word class {rang}; known: latin, loop", "未知的词类 {rang}"),
        ("{self}", "word class {self} contains itself", "包含自身"),
        ("{loop}", "word class {loop} contains itself", "包含自身"),
    ],
)
def test_classes_that_cannot_be_written_out(template: str, en: str, zh: str) -> None:
    with pytest.raises(CannotMatch) as told:
        expand(template, CLASSES, str.lower)
    assert en in told.value.message
    assert zh in told.value.zh


@pytest.mark.parametrize("regex", ["(", "a(?=b)", r"(a)\1", "[z-a]", "(?<!a)b"])
def test_what_the_engine_cannot_do_is_told(regex: str) -> None:
    with pytest.raises(CannotMatch) as told:
        compiled(regex)
    assert regex in told.value.message
    assert regex in told.value.zh


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([], []),
        ([(0, 2), (2, 4)], [(0, 2), (2, 4)]),
        ([(0, 2), (0, 4)], [(0, 4)]),
        ([(0, 3), (2, 5)], [(0, 3)]),
        ([(0, 2), (1, 4)], [(1, 4)]),
        ([(4, 6), (0, 2)], [(0, 2), (4, 6)]),
        ([(0, 3), (2, 6), (5, 8)], [(2, 6)]),
        ([(1, 3), (1, 3)], [(1, 3)]),
    ],
)
def test_of_overlapping_hits_the_longest_stays(spans: list[tuple[int, int]], kept: list[tuple[int, int]]) -> None:
    assert [span for span, _ in longest([(span, None) for span in spans])] == kept
