"""Where the time of 10,000 listings goes, stage by stage, against a bare scan with the same phrases and matcher."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.corpus import write
from listinglint import cache, ruleset
from listinglint.engine import Plan, check, plan
from listinglint.facts import measure
from listinglint.model import Listing
from listinglint.readers import listings as reader
from listinglint.readers.base import ReadSettings
from listinglint.report import Tally
from listinglint.reporters.jsonl_ import render
from listinglint.text.fold import fold

_SETTINGS = ReadSettings()


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def stages(path: Path, ready: Plan) -> dict[str, float]:
    """Return CPU seconds of each stage over one file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    texts = [text for line in lines for text in _texts(json.loads(line))]
    scanner = ready.rules.scanner
    read = [one for one in reader.read(path, _SETTINGS) if isinstance(one, Listing)]
    scanned = [measure(one, ready.wants, scanner, ready.rules.goods, ready.rules.lexicon) for one in read]
    folded = [fold(text, scanner.letters).text for text in texts]
    results = [check(one, ready) for one in read]
    taken = {
        "bare scan": _seconds(lambda: [scanner._matcher.find(text) for text in folded]),  # noqa: SLF001  # the floor itself
        "parse": _seconds(lambda: list(reader.read(path, _SETTINGS))),
        "view, fold and scan": _seconds(lambda: [scanner.scan(field) for one in read for field in one.fields]),
        "fold": _seconds(lambda: [fold(text, scanner.letters) for text in texts]),
        "measure": _seconds(
            lambda: [measure(one, ready.wants, scanner, ready.rules.goods, ready.rules.lexicon) for one in read]
        ),
        "whole check": _seconds(lambda: [check(one, ready) for one in read]),
        "write": _seconds(lambda: list(render(iter(results), Tally()))),
    }
    taken["scan"] = max(taken["view, fold and scan"] - taken["fold"], 0.0)
    # What is read out of the text for the rules (materials, quantities, sentences) is part of judging, not of the scan.
    taken["judge"] = max(taken["whole check"] - taken["view, fold and scan"], 0.0)
    taken["of it facts"] = max(taken["measure"] - taken["view, fold and scan"], 0.0)
    taken["listings"] = len(read)
    taken["findings"] = sum(len(one.findings) for one in results)
    assert len(scanned) == len(read) == len(lines)
    return taken


def _texts(value: dict[str, str]) -> Iterator[str]:
    yield value["title"]
    yield value["description"]


def run(count: int = 10_000) -> dict[str, dict[str, float]]:
    """Return the stages for English and Chinese, without faults and with a fault in every listing; text rules only."""
    rules = cache.load([ruleset.shipped()])
    asked = (head for head in rules.heads if head.roles is None and not head.opt_in)
    text = rules.only({head.id for head in asked if not head.id.startswith("images/")})
    ready = plan(text)
    out = {}
    with tempfile.TemporaryDirectory() as folder:
        for lang in ("en", "zh"):
            for name, faults in (("no hits", 0.0), ("a hit each", 1.0)):
                path = write(Path(folder) / f"{lang}.jsonl", count, lang, faults)
                out[f"{lang}, {name}"] = stages(path, ready)
    return out


def ratios(taken: dict[str, float]) -> dict[str, float]:
    """Return the ratios that the goals are set in."""
    others = taken["parse"] + taken["fold"] + taken["scan"] + taken["write"]
    return {
        "judge / (parse + fold + scan + write)": taken["judge"] / others,
        "whole pipeline / bare scan": (taken["parse"] + taken["whole check"] + taken["write"]) / taken["bare scan"],
        "µs CPU a listing": 1e6 * (taken["parse"] + taken["whole check"] + taken["write"]) / taken["listings"],
    }
