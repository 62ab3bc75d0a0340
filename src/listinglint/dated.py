"""Laws have dates: a rule whose law is not in force yet only announces it, and one whose law has ended is silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from listinglint.model import Citation, Finding, Severity, Words


def in_force(findings: Iterable[Finding], when: str) -> Iterator[Finding]:
    """Yield the findings as the law stands on a day (ISO; empty for no day), each with the sources that hold then.

    A finding whose sources all begin later is an announcement: info, to be looked at.  One whose sources have all ended,
    or of which some have ended and the others not begun, is dropped or announced in the same way.
    """
    for one in findings:
        holding = tuple(source for source in one.sources if _holds(source, when))
        if not when or not one.sources or holding == one.sources:
            yield one
        elif holding:
            yield one._replace(sources=holding)
        else:
            yield from _announced(one, when)


def _holds(source: Citation, when: str) -> bool:
    return (not source.valid_from or source.valid_from <= when) and (not source.valid_to or when <= source.valid_to)


def _announced(one: Finding, when: str) -> Iterator[Finding]:
    coming = tuple(source for source in one.sources if source.valid_from > when)
    if not coming:
        return
    day = min(source.valid_from for source in coming)
    why = Words(f"{one.why.zh}（{day} 起适用）", f"{one.why.en} (applies from {day})")
    # A reason is told once a run; that it is not so yet belongs to every finding.
    message = Words(f"{day} 起：{one.message.zh}", f"from {day}: {one.message.en}")
    yield one._replace(severity=Severity.info, verdict="review", message=message, sources=coming, why=why)
