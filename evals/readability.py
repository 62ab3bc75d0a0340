"""`python -m evals.readability PATHS` prints how long real texts are: the percentiles that our own limits are taken from."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from listinglint import cache, ruleset
from listinglint.facts import Wants, measure
from listinglint.model import Listing
from listinglint.readers import Unit, find, read
from listinglint.readers.base import ReadSettings
from listinglint.text.readability import Readability

MEASURES = ("longest_sentence", "mean_sentence", "longest_paragraph", "reading_ease")
SHARES = (5, 25, 50, 75, 90, 95, 99)
_WANTS = Wants(frozenset({"scan", "readability"}))


def percentile(values: Sequence[float], share: int) -> float:
    """Return the smallest value that at least `share` percent of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-share * len(ordered) // 100) - 1)]


def texts(paths: Sequence[Path]) -> Iterator[tuple[str, Readability]]:
    """Yield the channel (or the file) and the figures of each description, each text once."""
    seen: set[str] = set()
    rules = cache.load((ruleset.shipped(),))
    units = (one for one in find(paths, ReadSettings()) if isinstance(one, Unit))
    for unit in units:
        for one in read(unit, ReadSettings()):
            if not isinstance(one, Listing):
                continue
            for field in measure(one, _WANTS, rules.scanner, rules.goods).texts("description"):
                if field.text not in seen:
                    seen.add(field.text)
                    yield (one.channels or (Path(one.file).stem,))[0], field.facts["readability"]


def table(found: dict[tuple[str, str, str], list[float]], least: int) -> list[str]:
    """Return the lines of the table: who wrote in which language, what was measured, and its percentiles."""
    rows = ["| texts of | language | measured | texts | " + " | ".join(f"{one} %" for one in SHARES) + " |"]
    rows.append("|---" * (4 + len(SHARES)) + "|")
    for (source, lang, name), values in sorted(found.items()):
        if len(values) >= least:
            told = " | ".join(f"{percentile(values, one):g}" for one in SHARES)
            rows.append(f"| {source} | {lang} | {name.replace('_', ' ')} | {len(values)} | {told} |")
    return rows


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("paths", nargs="+", type=Path)
    options.add_argument("--least", type=int, default=30, help="leave out groups of fewer texts")
    chosen = options.parse_args()
    found: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for source, figures in texts(chosen.paths):
        lang = "zh" if figures.chinese else "en"
        for name in MEASURES:
            value = getattr(figures, name)
            if value is not None:
                found["all", lang, name].append(value)
                found[source, lang, name].append(value)
    sys.stdout.write("\n".join(table(found, chosen.least)) + "\n")


if __name__ == "__main__":
    main()
