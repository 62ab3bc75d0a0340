"""Prints precision and recall of listinglint and of plain word lists on our own labelled texts, as a Markdown table."""

from __future__ import annotations

import sys
from pathlib import Path

from evals import claims, contradictions
from evals.claims import Finder

_HERE = Path(__file__).parent
_HEAD = "| set | finder | precision | recall | false alarms on look-alikes | recall on evasions |"


def table() -> list[str]:
    """Return the lines of the table."""
    rules = claims.shipped()
    rows = [_HEAD, "|---|---|---|---|---|---|"]
    for lang, name in (("zh", "Chinese"), ("en", "English")):
        items = claims.load(_HERE / f"claims_{lang}.jsonl")
        finders: dict[str, Finder] = {
            "listinglint": claims.ours(rules),
            "the same words, substring": claims.substring(rules, lang),
            "the same words, word boundaries": claims.bounded(rules, lang),
        }
        if lang == "zh":
            finders["the same words, segmented"] = claims.segmented(rules, lang)
        for title, find in finders.items():
            whole = claims.score(items, find)
            alike = claims.score([one for one in items if one["kind"] == "lookalike"], find)
            hidden = claims.score([one for one in items if one["kind"] == "evasion"], find)
            count = sum(one["kind"] == "lookalike" for one in items)
            rows.append(
                f"| {name}, {len(items)} | {title} | {whole.precision:.2f} | {whole.recall:.2f} "
                f"| {alike.alarms} in {count} | {hidden.recall:.2f} |"
            )
    return rows


def contradictions_table() -> list[str]:
    """Return the lines of the table about materials and specifications."""
    rules = claims.shipped()
    rows = ["| set | precision | recall | right places | look-alikes flagged |", "|---|---|---|---|---|"]
    for name in ("materials", "specs"):
        items = claims.load(_HERE / f"{name}.jsonl")
        one = contradictions.score(items, rules)
        rows.append(
            f"| {name}, {len(items)} | {one.flags.precision:.2f} | {one.flags.recall:.2f} | {one.places:.2f} "
            f"| {one.tempted} in {one.lookalikes} |"
        )
    return rows


if __name__ == "__main__":
    sys.stdout.write("\n".join([*table(), "", *contradictions_table()]) + "\n")
