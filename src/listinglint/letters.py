"""Letters A to E for each side of a listing, each explained by its worst findings; nothing fails because of a letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from listinglint.model import Finding, NotChecked, Result, Severity, Words
from listinglint.tuples import NamedTuple

# The sides of a listing in the order of reports, and what each is about.
SIDES: Mapping[str, Words] = {
    "honesty": Words("诚实", "honesty"),
    "material": Words("材质", "material"),
    "pictures": Words("图片", "pictures"),
    "size": Words("尺寸", "size"),
    "completeness": Words("完整", "completeness"),
    "wording": Words("文字", "wording"),
}
_TOPICS = {
    "claims": "honesty",
    "materials": "material",
    "images": "pictures",
    "specs": "size",
    "structure": "completeness",
    "channels": "wording",
    "wording": "wording",
    "lint": "wording",
}
# What is missing about the size of a thing sends as many parcels back as a wrong one, so it counts there.
_SIZE = ("structure/required-size", "structure/required-ring-size", "structure/required-clothing-size", "structure/required-weight")  # fmt: skip
_COSTLY = ("takedown", "fine-risk")
UNKNOWN = "?"


class Letter(NamedTuple):
    """One side's letter with the findings that gave it, and how many there are on that side."""

    side: str
    letter: str
    total: int
    because: tuple[Finding, ...] = ()


def side(rule: str) -> str:
    """Return the side of a listing that a rule is about."""
    if rule in _SIZE or rule.startswith("images/size-picture"):
        return "size"
    return _TOPICS.get(rule.split("/", maxsplit=1)[0], "wording")


def letter(findings: Iterable[Finding]) -> str:
    """Return A without findings, B for hints and reviews, C for warnings, D for errors, E for errors that cost most."""
    worst = "A"
    for one in findings:
        worst = max(worst, _of(one))
    return worst


def _of(one: Finding) -> str:
    if one.verdict == "review" or one.severity is Severity.info:
        return "B"
    if one.severity is Severity.warning:
        return "C"
    return "E" if one.consequence in _COSTLY else "D"


def of(one: Result) -> tuple[Letter, ...]:
    """Return the letters of a listing, one a side; ? where nothing was found because something failed to be checked."""
    groups: dict[str, list[Finding]] = {name: [] for name in SIDES}
    for finding in one.findings:
        groups.setdefault(side(finding.rule), []).append(finding)
    blind = {_blind(missing) for missing in one.not_checked}
    return tuple(_letter(name, found, blind) for name, found in groups.items())


def _letter(name: str, found: list[Finding], blind: set[str]) -> Letter:
    told = letter(found)
    if told == "A" and ("" in blind or name in blind):
        told = UNKNOWN
    because = tuple(one for one in found if _of(one) == told)
    return Letter(name, told, len(found), because)


def _blind(missing: NotChecked) -> str:
    """Return the side about which nothing good can be said; empty for all sides."""
    if missing.part.startswith("images"):
        return "pictures"
    return side(missing.rule) if missing.rule and missing.rule != "measure" else ""
