"""Scores claim finders on a labelled set: precision and recall of flagged spans, by kind of item."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from listinglint import cache, ruleset
from listinglint.engine import check, plan
from listinglint.model import Severity, Source
from listinglint.readers.base import ReadSettings
from listinglint.readers.listings import from_mapping
from listinglint.ruleset import RuleSet
from listinglint.text.fold import fold

Span = tuple[int, int]
Finder = Callable[[dict[str, Any]], list[Span]]
MARKETS = {"zh": "CN", "en": "US"}


class Score(NamedTuple):
    """Counts over one set: flags in the gold, flags found, false alarms."""

    gold: int
    got: int
    alarms: int

    @property
    def precision(self) -> float:
        """Share of what was told that is right; 1 where nothing was told."""
        return self.got / (self.got + self.alarms) if self.got + self.alarms else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold flags that were found; 1 where there are none."""
        return self.got / self.gold if self.gold else 1.0


def load(path: Path) -> list[dict[str, Any]]:
    """Return the items of a labelled set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(items: Iterable[dict[str, Any]], find: Finder) -> Score:
    """Score a finder.

    A told span hits a gold flag that it overlaps, if it is at most three times its length plus six characters; a flag counts
    once; a span that touches only borderline text counts neither way; any other is a false alarm.
    """
    count: Counter[str] = Counter()
    for item in items:
        marked = flags(item)
        vague = [(s["start"], s["end"]) for s in item["spans"] if s["verdict"] == "borderline"]
        got: set[Span] = set()
        for told in sorted(set(find(item))):
            won = [flag for flag in marked if _overlap(told, flag) and _narrow(told, flag)]
            got.update(won)
            if not won and not any(_overlap(told, one) for one in vague):
                count["alarms"] += 1
        count["gold"] += len(marked)
        count["got"] += len(got)
    return Score(count["gold"], count["got"], count["alarms"])


def flags(item: dict[str, Any]) -> list[Span]:
    """Return the spans that a reviewer would ask to change."""
    return [(one["start"], one["end"]) for one in item["spans"] if one["verdict"] == "flag"]


def hits(item: dict[str, Any], find: Finder) -> set[Span]:
    """Return the flags of an item that a finder hits."""
    told = set(find(item))
    return {flag for flag in flags(item) if any(_overlap(one, flag) and _narrow(one, flag) for one in told)}


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _narrow(told: Span, flag: Span) -> bool:
    return told[1] - told[0] <= 3 * (flag[1] - flag[0]) + 6


def ours(rules: RuleSet, only: Container[str] | None = None) -> Finder:
    """Return listinglint's claim rules (or only some of them) as a finder; findings of severity info do not count."""
    ready = plan(rules.select(["claims"]) if only is None else rules.only(only))
    settings = ReadSettings()

    def find(item: dict[str, Any]) -> list[Span]:
        place = "title" if item.get("field") == "title" else "description"
        value = {"id": item["id"], "lang": item["lang"], "market": MARKETS[item["lang"]], place: item["text"]}
        listing = from_mapping(value, Source("item", json.dumps(value, ensure_ascii=False)), Path(), settings, "item")
        return [
            (one.place.start, one.place.end)
            for one in check(listing, ready).findings
            if one.severity > Severity.info and one.place.start is not None and one.place.end is not None
        ]

    return find


def terms(rules: RuleSet, lang: str) -> list[str]:
    """Return the plain words of our own phrase rules for a language: the list that a word checker would load."""
    found: set[str] = set()
    for rule in rules.select(["claims"]).rules:
        index = getattr(rule, "index", {})
        if rule.kind == "phrase" and rule.severity > Severity.info and rule.applies.languages in ((), (lang,)):
            found.update(index)
    return sorted(found, key=len, reverse=True)


def substring(rules: RuleSet, lang: str) -> Finder:
    """Baseline: any occurrence of a listed word, as most public checkers do it."""
    scanner = expression(rules, terms(rules, lang))

    def find(item: dict[str, Any]) -> list[Span]:
        text = item["text"].lower()
        return [match.span() for match in scanner.finditer(text)]

    return find


def bounded(rules: RuleSet, lang: str) -> Finder:
    """Baseline: a listed word between word boundaries of the regular expression engine."""
    scanner = expression(rules, terms(rules, lang), edge=r"\b")

    def find(item: dict[str, Any]) -> list[Span]:
        return [match.span() for match in scanner.finditer(item["text"].lower())]

    return find


def segmented(rules: RuleSet, lang: str) -> Finder:
    """Baseline for Chinese: a word of jieba's segmentation that is listed."""
    listed = set(terms(rules, lang))
    segmenter = rules.scanner.segmenter

    def find(item: dict[str, Any]) -> list[Span]:
        edges = sorted(segmenter.edges(item["text"]))
        words = pairwise(edges)
        return [(start, end) for start, end in words if item["text"][start:end] in listed]

    return find


def expression(rules: RuleSet, words: list[str], edge: str = "") -> re.Pattern[str]:
    """Return one expression over all words, longest first."""
    folded = [re.escape(fold(word, rules.scanner.letters).text) for word in words]
    return re.compile(edge + "(?:" + "|".join(folded) + ")" + edge)


def shipped() -> RuleSet:
    """Return the rules that come with listinglint."""
    return cache.load([ruleset.shipped()])
