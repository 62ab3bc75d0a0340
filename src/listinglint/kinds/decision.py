"""How one hit of a term is judged: covered by an innocent phrase, excused by its clause, or told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from listinglint.kinds.linear import compiled
from listinglint.model import Severity, Words
from listinglint.text.clauses import clause
from listinglint.text.scan import Disguise, Scan, Span
from listinglint.tuples import NamedTuple

Outcome = Literal["drop", "review", "tell"]


class Terms(NamedTuple):
    """One entry of a rule: spellings that share exceptions, conditions and wording."""

    terms: tuple[str, ...] = ()
    term: str = ""
    except_: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    only_if: str = ""
    instead: Words | str | None = None
    boundary: bool | None = None
    severity: Severity | None = None
    verdict: Literal["violation", "review"] | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        """All spellings of the entry."""
        return (self.term, *self.terms) if self.term else self.terms

    @classmethod
    def read_node(cls, node: Any, report: Any, where: str) -> Terms:
        """Read an entry: a plain string is a term without conditions."""
        from listinglint import schema

        if type(node).__name__ == "ScalarNode":
            return cls(terms=(node.value,))
        entry: Terms = schema.record(node, cls, report, where)
        return entry


class Covers(NamedTuple):
    """Folded innocent phrases of an entry, and those that ask for proof."""

    innocent: frozenset[str] = frozenset()
    review: frozenset[str] = frozenset()


def wording(instead: Words | str | None) -> Words | None:
    """Return a suggestion in both languages; one written once serves for both."""
    return Words(instead, instead) if isinstance(instead, str) else instead


def judge_hit(scan: Scan | Disguise, span: Span, covers: Covers, only_if: str, guards: Iterable[str]) -> Outcome:
    """Decide about one hit in a text or in a reading of it, cheapest question first."""
    if _covered(scan.hits, covers.innocent, span):
        return "drop"
    text = scan.text
    if only_if and not _confirmed(text, span, only_if):
        return "drop"
    if _guarded(text, span, guards):
        return "drop"
    return "review" if _covered(scan.hits, covers.review, span) else "tell"


def excuse(scan: Scan | Disguise, span: Span, covers: Covers, only_if: str, guards: Iterable[str]) -> str:
    """Return why a hit is let pass: `covered`, or the name of the guard; empty where it is told or no claim at all."""
    if _covered(scan.hits, covers.innocent, span):
        return "covered"
    if only_if and not _confirmed(scan.text, span, only_if):
        return ""
    return _guarded(scan.text, span, guards)


def _guarded(text: str, span: Span, guards: Iterable[str]) -> str:
    """Return the name of the guard that stands before a hit, none for no guard."""
    from listinglint.text.guards import GUARDS  # only with a hit

    return next((name for name in guards if GUARDS[name](text, *span)), "")


def _covered(hits: Mapping[str, list[Span]], phrases: frozenset[str], span: Span) -> bool:
    if not phrases or phrases.isdisjoint(hits):
        return False
    return any(lo <= span[0] and span[1] <= hi for phrase in phrases.intersection(hits) for lo, hi in hits[phrase])


def _confirmed(text: str, span: Span, regex: str) -> bool:
    lo, hi = clause(text, *span)
    found = compiled(regex).spans(text[lo:hi].encode())
    return any(start + lo <= span[0] and span[1] <= end + lo for start, end in found)


def longest(found: list[tuple[Span, Any]]) -> list[tuple[Span, Any]]:
    """Keep of overlapping hits the leftmost longest, in order of place."""
    kept: list[tuple[Span, Any]] = []
    for span, entry in sorted(found, key=lambda hit: (hit[0][0] - hit[0][1], hit[0][0])):
        if all(span[1] <= other[0] or other[1] <= span[0] for other, _ in kept):
            kept.append((span, entry))
    return sorted(kept, key=lambda hit: hit[0])
