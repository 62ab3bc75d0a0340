"""Longer dictionary words that hold a listed term must have been looked at by somebody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from listinglint import dictionary, testing
from listinglint.ruleset import RuleSet

Rules = Callable[[dict[str, str]], RuleSet]
ECO = """
kind: phrase
severity: warning
category: authority
message: {zh: "“{match}”", en: "“{match}”"}
why: {zh: 因为, en: because}
good: [第一句, 第二句]
bad: [免检]
"""


def longer(ruleset: Rules, body: str) -> set[str]:
    rules = ruleset({"claims/a": ECO + body})
    return {one.word for one in dictionary.undecided(rules.rules)}


def test_a_longer_word_without_a_decision_is_told(ruleset: Rules) -> None:
    assert {"第一次", "第一线", "数第一"} & longer(ruleset, "phrases: [第一]")


@pytest.mark.parametrize(
    "body",
    [
        "phrases: [{term: 肿瘤, boundary: true}]",
        "phrases: [肿瘤]\nstill: [肿瘤科]",
        "phrases: [{term: 肿瘤, except: [肿瘤科]}]",
        "phrases: [肿瘤]\nexcept: [肿瘤科]",
        "phrases: [{term: 肿瘤, review: [肿瘤科]}]",
        "phrases: [肿瘤, 肿瘤科]",
    ],
)
def test_a_decision_settles_it(ruleset: Rules, body: str) -> None:
    assert "肿瘤科" in longer(ruleset, "phrases: [肿瘤]")
    assert "肿瘤科" not in longer(ruleset, body)


def test_the_term_itself_and_latin_words_are_no_longer_words(ruleset: Rules) -> None:
    assert "治疗" not in longer(ruleset, "phrases: [治疗, best]")


def test_test_warns_and_does_not_fail(ruleset: Rules) -> None:
    told = [one for one in testing.prove(ruleset({"claims/a": ECO + "phrases: [免检, 肿瘤]"})) if "肿瘤科" in one.zh]
    assert told
    assert not any(one.gate for one in told)


def test_every_longer_word_of_the_shipped_rules_is_decided(shipped: RuleSet) -> None:
    assert [(one.rule.id, one.term, one.word) for one in dictionary.undecided(shipped.rules)] == []


def test_without_the_dictionary_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "find_spec", lambda _name: None)
    dictionary._words.cache_clear()
    assert dictionary._words() == ()
    dictionary._words.cache_clear()
