"""Every term of the word table has a decision, and the rules keep it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from listinglint.engine import Plan, check, plan
from listinglint.model import Listing, Severity
from listinglint.ruleset import RuleSet

Make = Callable[..., Listing]
TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "lexicon_zh.yaml").read_text(encoding="utf-8"))
# A term is tried as sellers write it: in a sentence, before a noun, alone in its clause.
FRAMES = ("这款{}，欢迎选购", "{}的好货", "{}", "本品{}", "{}，放心买")


@pytest.fixture(scope="module")
def ready(shipped: RuleSet) -> Plan:
    return plan(shipped.select(["claims"]))


def level(listing: Make, ready: Plan, text: str, term: str, category: str = "") -> Severity | None:
    """Return the gravest severity of a finding on the term."""
    start = text.index(term)
    described = listing(text, markets=("CN",), category=category)
    found = [
        one.severity
        for one in check(described, ready).findings
        if one.place.start is not None and one.place.end is not None
        and one.place.start < start + len(term) and start < one.place.end
    ]  # fmt: skip
    return max(found, default=None)


def gravest(listing: Make, ready: Plan, term: str, category: str = "") -> Severity | None:
    levels = (level(listing, ready, frame.format(term), term, category) for frame in FRAMES)
    return max((one for one in levels if one is not None), default=None)


def test_no_term_has_two_decisions() -> None:
    terms = [term for name, part in TABLE.items() if name != "forms" for term in part]
    assert len(terms) == len(set(terms)) == 604
    assert len(TABLE["forms"]) == 8


@pytest.mark.parametrize("category", ["", "cosmetics", "food"])
def test_what_is_told_is_told(listing: Make, ready: Plan, category: str) -> None:
    wrong = {
        term: found
        for term in TABLE[category or "told"]
        if (found := gravest(listing, ready, term, category)) is None or found < Severity.warning
    }
    assert wrong == {}


def test_what_needs_proof_is_only_info(listing: Make, ready: Plan) -> None:
    wrong = {}
    for term in TABLE["review"]:
        found = {gravest(listing, ready, term, goods) for goods in ("", "cosmetics", "food")} - {None}
        if found != {Severity.info}:
            wrong[term] = found
    assert wrong == {}


def test_what_is_left_alone_is_silent(listing: Make, ready: Plan) -> None:
    alone = [*TABLE["materials"], *TABLE["innocent"], *TABLE["context"]]
    wrong = {term: found for term in alone if (found := gravest(listing, ready, term)) is not None}
    assert wrong == {}


def test_what_depends_on_its_words_is_told_there(listing: Make, ready: Plan) -> None:
    wrong = [text for term, text in TABLE["context"].items() if level(listing, ready, text, term) is None]
    assert wrong == []


@pytest.mark.parametrize("text", TABLE["forms"])
def test_the_forms_of_the_table_are_told(listing: Make, ready: Plan, text: str) -> None:
    assert any(one.severity >= Severity.warning for one in check(listing(text, markets=("CN",)), ready).findings)
