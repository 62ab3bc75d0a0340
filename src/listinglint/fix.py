"""Which suggested wording a machine may write: edits that do not touch each other, the safe ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from listinglint.lazily import lazily
from listinglint.model import Edit, Finding, Fix, Result, Words
from listinglint.tuples import NamedTuple
from listinglint.writers.nouns import Wanted

_INDEX = lazily(r"\[\d+\]")
_REVIEW = Words("需要人来决定；确认后加 --unsafe", "a person must decide; add --unsafe when you have")
_OVERLAP = Words("与另一处修改重叠，下一轮再改", "overlaps another change; its turn comes in the next pass")


class Left(NamedTuple):
    """A finding whose edits are not made in this pass, and why."""

    finding: Finding
    reason: Words


class Choice(NamedTuple):
    """What a pass changes, what it leaves, and how many findings have no edit at all."""

    wanted: tuple[Wanted, ...] = ()
    left: tuple[Left, ...] = ()
    without: int = 0


def choose(results: Iterable[Result], unsafe: bool = False) -> Choice:
    """Return the edits to make; of two that overlap the safer goes first, then the graver, then the earlier."""
    wanted: list[Wanted] = []
    left: list[Left] = []
    without = 0
    for one in results:
        taken: list[Edit] = []
        for finding in sorted(one.findings, key=_rank):
            fix = finding.fix
            if fix is None or not fix.edits:
                without += 1
            elif fix.safety != "safe" and not unsafe:
                left.append(Left(finding, _REVIEW))
            elif any(_touch(edit, other) for edit in fix.edits for other in taken):
                left.append(Left(finding, _OVERLAP))
            else:
                taken += fix.edits
                wanted += [Wanted(one.listing, edit, _text(finding, edit)) for edit in fix.edits]
    return Choice(tuple(dict.fromkeys(wanted)), tuple(left), without)


def _rank(one: Finding) -> tuple[bool, int, int, str]:
    safe = isinstance(one.fix, Fix) and one.fix.safety == "safe"
    return (not safe, -one.severity, one.place.start or 0, one.rule)


def _touch(one: Edit, other: Edit) -> bool:
    if one == other or one.field != other.field:
        return False
    return (one.start < other.end and other.start < one.end) or (one.start, one.end) == (other.start, other.end)


def _text(one: Finding, edit: Edit) -> str | None:
    """Return what stands where the edit goes, where the finding itself tells it."""
    place = one.place
    return place.text if (place.part, place.start, place.end) == (edit.field, edit.start, edit.end) else None


def worse(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """Return the findings of a changed text that the text before did not have: a fix must add none."""
    known = Counter(_same(one) for one in before)
    new = []
    for one in after:
        if known[_same(one)] > 0:
            known[_same(one)] -= 1
        else:
            new.append(one)
    return new


def _same(one: Finding) -> tuple[str, str, str]:
    # Not the fingerprint: that of a list item holds the item's whole text, which a fix changes.
    return (one.rule, _INDEX.sub("", one.place.part), one.key)
