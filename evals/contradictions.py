"""Scores the material and specification rules on labelled listings: who is flagged, and whether the right places are named."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from evals.claims import MARKETS, Score
from listinglint.engine import check, plan
from listinglint.model import Finding, Listing, Severity, Source
from listinglint.readers.base import ReadSettings
from listinglint.readers.listings import from_mapping
from listinglint.ruleset import RuleSet

FLAGGED = ("contradict", "undisclosed")
_GIVEN = ("title", "description", "attributes", "image_text", "category", "bullets")
_INDEX = re.compile(r"\[\d+\]")


class Outcome(NamedTuple):
    """What came of one set: listings flagged rightly and wrongly, the share of right places, look-alikes flagged."""

    flags: Score
    places: float
    lookalikes: int
    tempted: int


def listing_of(item: dict[str, Any]) -> Listing:
    """Return the listing that an item describes, judged for the market of its language unless it names another."""
    value = {"id": item["id"], "lang": item["lang"], "market": item.get("market") or MARKETS[item["lang"]]}
    value |= {key: item[key] for key in _GIVEN if item.get(key)}
    return from_mapping(value, Source("item", json.dumps(value, ensure_ascii=False)), Path(), ReadSettings(), "item")


def score(items: Iterable[dict[str, Any]], rules: RuleSet) -> Outcome:
    """Count; findings of severity info do not flag."""
    ready = plan(rules.select(["materials", "specs"]))
    count: Counter[str] = Counter()
    for item in items:
        found = [one for one in check(listing_of(item), ready).findings if one.severity > Severity.info]
        wrong = item["label"] in FLAGGED
        count["hit" if wrong and found else "missed" if wrong else "alarm" if found else "silent"] += 1
        count["placed"] += wrong and bool(_named(found) & {_bare(place) for place, _ in item.get("where", ())})
        count["lookalike"] += item["label"] == "not-a-claim"
        count["tempted"] += item["label"] == "not-a-claim" and bool(found)
    flags = Score(count["hit"] + count["missed"], count["hit"], count["alarm"])
    return Outcome(flags, count["placed"] / (count["hit"] or 1), count["lookalike"], count["tempted"])


def _named(found: Iterable[Finding]) -> set[str]:
    return {_bare(place.part) for one in found for place in (one.place, *one.related)}


def _bare(path: str) -> str:
    return _INDEX.sub("", path).replace("image_text", "images.words")
