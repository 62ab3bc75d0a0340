"""What each kind of claim rule contributes: hits won by listed words, by forms of a claim, or by both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from evals import claims
from listinglint.ruleset import RuleSet

HEAD = "| set | recall, all rules | listed words alone | forms alone | hits only words win | only forms | both |"


def rows(rules: RuleSet, sets: Iterable[tuple[str, list[dict[str, Any]]]]) -> list[str]:
    """Return the lines of the table: recall without each kind of rule, and who wins the hits."""
    kinds = {
        kind: {one.id for one in rules.select(["claims"]).rules if one.kind == kind} for kind in ("phrase", "pattern")
    }
    finders = {kind: claims.ours(rules, ids) for kind, ids in kinds.items()}
    whole = claims.ours(rules)
    out = [HEAD, "|---|---|---|---|---|---|---|"]
    for name, items in sets:
        won: Counter[str] = Counter()
        for item in items:
            found = {kind: claims.hits(item, find) for kind, find in finders.items()}
            for flag in found["phrase"] | found["pattern"]:
                in_both = flag in found["phrase"] and flag in found["pattern"]
                won["both" if in_both else "phrase" if flag in found["phrase"] else "pattern"] += 1
        gold, total = sum(len(claims.flags(item)) for item in items), sum(won.values()) or 1
        recall = claims.score(items, whole).recall
        words, forms = won["phrase"] + won["both"], won["pattern"] + won["both"]
        shares = " | ".join(f"{won[kind] / total:.0%}" for kind in ("phrase", "pattern", "both"))
        out.append(f"| {name}, {gold} flags | {recall:.2f} | {words / gold:.2f} | {forms / gold:.2f} | {shares} |")
    return out
