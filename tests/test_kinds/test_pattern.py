from __future__ import annotations

from collections.abc import Callable

import pytest

from listinglint.model import Finding, Listing
from listinglint.ruleset import RuleSet

CLASSES = """\
rank: [第一, 领先, no.1]
scope: [全网, 全国, "{region}"]
region: [亚洲, 行业]
effect: [抑菌, 杀菌]
word: [best, top rated]
odd: ["a+b", "c.d"]
"""
RANK = "kind: pattern\npatterns: [{regex: '{scope}(?:销量)?{rank}'}]"
HIT = "kind: pattern\npatterns: [{regex: '{scope}.{0,4}(?P<hit>{rank})'}]"
FIGURE = "kind: pattern\npatterns: [{regex: '[0-9.]+%(?P<hit>{effect})'}]"
SENTENCE = "kind: pattern\npatterns: [{regex: '{scope}.*{rank}', scope: sentence}]"
ENGLISH = "kind: pattern\npatterns: [{regex: 'the {word}(?: [a-z]+)?'}]"
COVERED = """\
kind: pattern
patterns:
  - {regex: '{scope}{rank}', except: [全网第一届], review: [全国第一奖]}
except: [行业领先地位研究]
innocent: ['{rank}(?:步|次)']
unless: [negated, quoted]
"""
OVERLAP = "kind: pattern\npatterns: [{regex: '{scope}{rank}'}, {regex: '{scope}{rank}品牌'}, {regex: '{rank}品牌店'}]"
ODD = "kind: pattern\npatterns: [{regex: '{odd}款'}]"
NEAR = "kind: pattern\npatterns: [{regex: '(?:a|b)+最', near: ['{rank}']}]"

SILENT = [
    (RANK, "全网，第一"),
    (RANK, "全网销售第一"),
    (RANK, "第一全网"),
    (RANK, ""),
    (HIT, "全网。销量第一"),
    (FIGURE, "99抑菌，抑菌99%"),
    (ENGLISH, "bathe best, the bestow, the topmost rated"),
    (COVERED, "全网第一届展会，行业领先地位研究，并非全网第一，“全国第一”"),
    (ODD, "aab款 ced款 ab款"),
    (NEAR, "ab最"),  # no trigger word: never tried
    (SENTENCE, "全网。第一"),
]
SPEAKS = [
    (RANK, "<<全网销量第一>>，<<亚洲领先>>"),
    (RANK, "<<全网No.1>>的店"),
    (RANK, "<<全國第一>>"),
    (HIT, "全网销量<<第一>>，第一"),
    (FIGURE, "99.9%<<抑菌>>，99.9％<<殺菌>>"),
    (SENTENCE, "<<全网，销量，第一>>。第一"),
    (ENGLISH, "<<The best ring>>, <<the top-rated shop>>. <<the best>>"),
    (COVERED, "<<全网第一>>，全网第一届，<<全网第一>>名"),
    (OVERLAP, "<<全网第一品牌>>店，<<第一品牌店>>，<<全网第一>>"),
    (ODD, "<<a+b款>> <<c.d款>>"),
    (NEAR, "<<ab最>>第一"),
    (RANK, "<<全网第 一>>"),
]


@pytest.fixture
def told(
    ruleset: Callable[..., RuleSet], listing: Callable[..., Listing], findings: Callable[..., list[Finding]]
) -> Callable[[str, str], list[Finding]]:
    def run(rule: str, text: str) -> list[Finding]:
        return findings(ruleset({"claims/test": rule}, **{"claims/_classes": CLASSES}), listing(text))

    return run


def spans(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without its marks, and where they stood."""
    clean, found, start = "", [], 0
    while text:
        mark, text = text[:2], text[2:] if text[:2] in ("<<", ">>") else text
        if mark == "<<":
            start = len(clean)
        elif mark == ">>":
            found.append((start, len(clean)))
        else:
            clean, text = clean + text[0], text[1:]
    return clean, found


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_stays_silent(told: Callable[[str, str], list[Finding]], rule: str, text: str) -> None:
    assert [one.place.text for one in told(rule, text)] == []


@pytest.mark.parametrize(("rule", "text"), SPEAKS)
def test_speaks(told: Callable[[str, str], list[Finding]], rule: str, text: str) -> None:
    clean, expected = spans(text)
    assert [(one.place.start, one.place.end) for one in told(rule, clean)] == expected


@pytest.mark.parametrize(
    ("text", "verdict", "severity"),
    [("全国第一", "violation", "error"), ("全国第一奖", "review", "info")],
)
def test_a_review_phrase_asks_for_proof(
    told: Callable[[str, str], list[Finding]], text: str, verdict: str, severity: str
) -> None:
    assert [(one.verdict, one.severity.name) for one in told(COVERED, text)] == [(verdict, severity)]


def test_a_pattern_has_its_own_severity_and_wording(told: Callable[[str, str], list[Finding]]) -> None:
    rule = """
kind: pattern
message: {zh: "“{match}”→{instead}", en: "{match} → {instead}"}
patterns:
  - {regex: '{scope}{rank}', severity: warning, verdict: review, instead: 写出数据}
  - {regex: '{effect}率', instead: {zh: 检测报告, en: a test report}}
"""
    one, other = told(rule, "全网第一，抑菌率高")
    assert (one.severity.name, one.verdict, one.message.zh) == ("warning", "review", "“全网第一”→写出数据")
    assert (other.severity.name, other.message.en) == ("error", "抑菌率 → a test report")


def test_no_pattern_can_take_long(told: Callable[[str, str], list[Finding]]) -> None:
    """The engine is linear: nested repeats that hang other engines are read once."""
    rule = "kind: pattern\npatterns: [{regex: '{rank}款(?:a+)+b'}]"
    assert told(rule, "第一款" + "a" * 5_000) == []
