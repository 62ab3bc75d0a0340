"""Prints precision and recall of listinglint and of plain word lists on our own labelled texts, as a Markdown table."""

from __future__ import annotations

import sys
from pathlib import Path

from evals import ablation, claims, contradictions
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


def rounds() -> list[str]:
    """Return the table of the rounds: fresh sentences as they score now; how they scored unseen is told in README.md."""
    find = claims.ours(claims.shipped())
    out = ["| round | items | precision | recall |", "|---|---|---|---|"]
    items = claims.load(_HERE / "rounds_zh.jsonl")
    for number in sorted({one["round"] for one in items}):
        chosen = [one for one in items if one["round"] == number]
        got = claims.score(chosen, find)
        out.append(f"| {number} | {len(chosen)} | {got.precision:.2f} | {got.recall:.2f} |")
    return out


def contributions() -> list[str]:
    """Return the table of what each kind of rule contributes."""
    names = {"Chinese": "claims_zh", "Chinese, rounds": "rounds_zh", "English": "claims_en"}
    sets = [(name, claims.load(_HERE / f"{file}.jsonl")) for name, file in names.items()]
    return ablation.rows(claims.shipped(), sets)


if __name__ == "__main__":
    tables = (table(), contradictions_table(), rounds(), contributions())
    sys.stdout.write("\n\n".join("\n".join(one) for one in tables) + "\n")
