"""Every pattern of the first English word table is told or silent by decision; its innocent contexts stay silent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from evals import claims

_FILE = Path(__file__).parents[1] / "evals" / "words_en.yaml"
_CARRIERS = ("{}.", "This ring is {}.", "Our {} necklace.", "{} jewellery", "A chain with {}", "It {} every day")


@pytest.fixture(scope="module")
def find() -> claims.Finder:
    return claims.ours(claims.shipped())


@pytest.fixture(scope="module")
def words() -> dict[str, Any]:
    decided: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return decided


def _told(find: claims.Finder, pattern: str) -> bool:
    texts = (one.format(pattern) for one in _CARRIERS)
    return any(find({"id": "x", "lang": "en", "text": text[0].upper() + text[1:]}) for text in texts)


def test_told_patterns_are_told(find: claims.Finder, words: dict[str, Any]) -> None:
    assert [one for one in words["told"] if not _told(find, one)] == []


def test_silent_patterns_are_silent(find: claims.Finder, words: dict[str, Any]) -> None:
    quiet = [*words["info"], *(one for many in words["silent"].values() for one in many)]
    assert [one for one in quiet if _told(find, one)] == []


def test_innocent_contexts_stay_silent(find: claims.Finder, words: dict[str, Any]) -> None:
    assert [one for one in words["innocent"] if find({"id": "x", "lang": "en", "text": one})] == []


def test_every_pattern_is_decided_once(words: dict[str, Any]) -> None:
    decided = [*words["told"], *words["info"], *(one for many in words["silent"].values() for one in many)]
    assert len(decided) == len(set(decided))
    assert len(decided) > 800
