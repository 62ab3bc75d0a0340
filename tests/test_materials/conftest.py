"""What the tests of the materials room share: the shipped lexicon, and readers of texts and listings."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from listinglint.engine import Plan, plan
from listinglint.facts import measure
from listinglint.materials.finder import finder
from listinglint.materials.lexicon import Lexicon
from listinglint.materials.mention import Mention, Role
from listinglint.materials.reading import Reading
from listinglint.model import Listing, Source
from listinglint.readers.base import ReadSettings
from listinglint.readers.listings import from_mapping
from listinglint.ruleset import RuleSet
from listinglint.text.fold import fold


@pytest.fixture(scope="session")
def lexicon(shipped: RuleSet) -> Lexicon:
    found = shipped.lexicon()
    assert found is not None
    return found


@pytest.fixture(scope="session")
def materials(shipped: RuleSet) -> Plan:
    """The material rules alone."""
    return plan(shipped.select(["materials"]))


@pytest.fixture(scope="session")
def mentions(shipped: RuleSet, lexicon: Lexicon) -> Callable[..., list[Mention]]:
    """Find the materials of one text: `mentions("18K金戒指", "title")`."""

    def find(text: str, role: Role = "title", part: str = "body") -> list[Mention]:
        return finder(lexicon).mentions(fold(text, shipped.scanner.letters).text, 0, role, part)

    return find


def written(value: Mapping[str, Any]) -> Listing:
    """Return a listing as a listings file would give it; its language and market are told from its script."""
    text = json.dumps(value, ensure_ascii=False)
    chinese = any("\u3400" <= one <= "\u9fff" for one in text)
    whole = {"id": "x", "lang": "zh" if chinese else "en", "market": "CN" if chinese else "US", **value}
    return from_mapping(whole, Source("x", json.dumps(whole, ensure_ascii=False)), Path(), ReadSettings(), "x")


@pytest.fixture(scope="session")
def read(materials: Plan) -> Callable[..., Reading]:
    """Read a listing: `read(title="…", attributes={…})`."""

    def understood(**value: Any) -> Reading:
        rules = materials.rules
        measured = measure(written(value), materials.wants, rules.scanner, rules.goods, rules.lexicon)
        reading: Reading = measured.facts["materials"]
        return reading

    return understood
