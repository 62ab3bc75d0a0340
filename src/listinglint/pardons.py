"""Waivers and evidence: who lets a finding stand until when, and which paper proves a claim; both end by themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from listinglint import schema
from listinglint.errors import ConfigError, ListinglintError, Mistakes, cause
from listinglint.model import Allowance, AllowedBy, Place, Proof, Words
from listinglint.tuples import NamedTuple

WAIVERS, EVIDENCE = "waivers.yaml", "evidence.yaml"
_SOON = 30  # days before its end that an audit speaks of an entry


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """Somebody lets a finding stand, for a reason and until a day."""

    reason: str
    requested_by: str
    until: str
    rule: str = ""
    fingerprint: str = ""
    listing: str = ""
    match: str = ""
    approved_by: str = ""
    ticket: str = ""
    line: int = field(default=0, metadata={"yaml": False})


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A document that proves claims of certain listings, for as long as it is valid."""

    id: str
    document: str
    claims: tuple[str, ...]
    listings: tuple[str, ...]
    rules: tuple[str, ...] = ()
    number: str = ""
    issuer: str = ""
    scope: str = ""
    issued: str = ""
    valid_until: str = ""
    sha256: str = ""
    line: int = field(default=0, metadata={"yaml": False})


class Pardons(NamedTuple):
    """What a shop's two files say; `two_persons` asks that nobody approves his own waiver."""

    waivers: tuple[Waiver, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    two_persons: bool = False
    folder: str = ""


class Fault(NamedTuple):
    """Why an entry does not count: a name for it, the file and line, and the words for both languages."""

    name: str
    file: str
    line: int
    zh: str
    en: str


def read(folder: Path, shown: str = "") -> Pardons:
    """Return the waivers and evidence of a folder; raises `Mistakes` with everything that is wrong in the files."""
    return _read(folder, shown, tuple(_stamp(folder / name) for name in (WAIVERS, EVIDENCE)))


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return what changes when a file does: a run that watches must not go on with old waivers."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size


@lru_cache(64)
def _read(folder: Path, shown: str, stamps: tuple[tuple[int, int] | None, ...]) -> Pardons:
    del stamps  # only tell one state of the files from another
    mistakes: list[ListinglintError] = []
    waivers, top = _entries(folder / WAIVERS, "waivers", Waiver, mistakes)
    evidence, _ = _entries(folder / EVIDENCE, "evidence", Evidence, mistakes)
    if mistakes:
        raise Mistakes(mistakes)
    return Pardons(tuple(waivers), tuple(evidence), top.get("two-persons") is True, shown or folder.as_posix())


def _entries(path: Path, name: str, kind: Any, mistakes: list[ListinglintError]) -> tuple[list[Any], dict[str, Any]]:
    """Read the list of one file strictly."""
    if not path.is_file():
        return [], {}

    def report(line: int, en: str, zh: str) -> None:
        mistakes.append(ConfigError(en, zh=zh, file=path.as_posix(), line=line))

    try:
        node = schema.compose(path.read_text(encoding="utf-8-sig"), path.as_posix(), ConfigError)
    except (OSError, UnicodeDecodeError) as broken:
        report(0, f"cannot be read: {cause(broken)[0]}", f"无法读取：{cause(broken)[1]}")
        return [], {}
    if node is None:
        return [], {}
    top = {key.value: value for key, value in node.value} if type(node).__name__ == "MappingNode" else {}
    for key in top.keys() - {name, "schema", "two-persons"} if top else {""}:
        report(1, f"unknown key '{key}'; allowed: {name}, two-persons", f"未知的键“{key}”；可用：{name}、two-persons")
    listed = top.get(name)
    entries = listed.value if listed is not None and type(listed).__name__ == "SequenceNode" else []
    if listed is not None and not entries and schema.plain(listed) not in (None, []):
        report(schema.line_of(listed), f"'{name}' must be a list", f"“{name}”应为列表")
    found = [schema.record(one, kind, report, name, {"line": schema.line_of(one)}) for one in entries]
    found = [one for one in found if one is not None]
    for one in found if not mistakes else ():
        _dated(one, report)
    return found, {key: schema.plain(value) for key, value in top.items() if key != name}


def _dated(one: Waiver | Evidence, report: schema.Report) -> None:
    for key in ("until", "issued", "valid_until"):
        told = getattr(one, key, "")
        if told and _day(told) is None:
            name = key.replace("_", "-")
            report(
                one.line, f"{name} is '{told}'; write a day like 2027-03-31", f"{name} 为“{told}”，应写作 2027-03-31"
            )
    if isinstance(one, Waiver) and not (one.rule or one.fingerprint):
        report(one.line, "a waiver names a rule or a fingerprint", "豁免须写 rule 或 fingerprint")
    if isinstance(one, Evidence) and not (one.listings and one.claims):
        report(one.line, "evidence names listings and claims", "证明须写 listings 与 claims")


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def faults(pardons: Pardons, today: str, root: Path) -> Iterator[Fault]:
    """Yield the entries that do not count (any more), and why."""
    for waiver in pardons.waivers:
        told = _waiver_fault(waiver, pardons.two_persons, today)
        if told:
            yield Fault(told[0], file_of(pardons, WAIVERS), waiver.line, told[1], told[2])
    for paper in pardons.evidence:
        told = _evidence_fault(paper, today, root)
        if told:
            yield Fault(told[0], file_of(pardons, EVIDENCE), paper.line, told[1], told[2])


def file_of(pardons: Pardons, name: str) -> str:
    """Return how a file of the shop is called in reports."""
    return name if pardons.folder in ("", ".") else f"{pardons.folder}/{name}"


def _waiver_fault(one: Waiver, two_persons: bool, today: str) -> tuple[str, str, str] | None:
    what = one.rule or one.fingerprint
    if not one.reason.strip():
        return "waiver-without-reason", f"豁免 {what} 没有写原因", f"the waiver of {what} gives no reason"
    if one.until < today:
        return "expired-waiver", f"豁免 {what} 已于 {one.until} 到期", f"the waiver of {what} ended on {one.until}"
    if two_persons and not one.approved_by:
        return "unapproved-waiver", f"豁免 {what} 还没有人批准", f"nobody has approved the waiver of {what}"
    if two_persons and one.approved_by == one.requested_by:
        return (
            "self-approved-waiver",
            f"豁免 {what} 的申请人与批准人是同一人",
            f"the waiver of {what} was approved by the one who asked for it",
        )
    return None


def _evidence_fault(one: Evidence | Proof, today: str, root: Path) -> tuple[str, str, str] | None:
    name, path = one.id or one.number or one.document, root / one.document
    if one.valid_until and one.valid_until < today:
        return (
            "expired-evidence", f"证明 {name} 已于 {one.valid_until} 失效", f"evidence {name} ended on {one.valid_until}",
        )  # fmt: skip
    if not path.is_file():
        return (
            "evidence-missing", f"证明 {name} 的文件 {one.document} 不存在", f"evidence {name}: no file {one.document}",
        )  # fmt: skip
    if one.sha256 and one.sha256 != hashed(path):
        return (
            "evidence-changed", f"证明 {name} 的文件 {one.document} 与登记时不同",
            f"evidence {name}: {one.document} is not the file that was entered",
        )  # fmt: skip
    return None


# Which value of a listing's entry is at fault.
_AT = {"expired-evidence": "valid-until", "evidence-missing": "document", "evidence-changed": "sha256"}


class OwnFault(NamedTuple):
    """Why a document that a listing names does not count: a name for it, the value at fault, the words."""

    name: str
    place: Place
    words: Words


def own_fault(one: Proof, today: str) -> OwnFault | None:
    """Return why a document that a listing names does not count (any more), None where it does."""
    told = _evidence_fault(one, today, Path(one.path[: -len(one.document)]))
    if told is None:
        return None
    place = one.places.get(_AT[told[0]]) or one.places.get("document") or Place(one.document)
    return OwnFault(told[0], place, Words(told[1], told[2]))


def own_allowances(proofs: Iterable[Proof], today: str) -> tuple[Allowance, ...]:
    """Return what the documents allow that a listing names and that count today."""
    counting = (one for one in proofs if own_fault(one, today) is None)
    return tuple(allowed for one in counting for allowed in _of_evidence(one, one.places.get("document")))


def hashed(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(64)
def valid(pardons: Pardons, today: str, root: Path) -> Pardons:
    """Return only the entries that count today."""
    bad = {(one.file, one.line) for one in faults(pardons, today, root)}
    waivers, evidence = file_of(pardons, WAIVERS), file_of(pardons, EVIDENCE)
    return pardons._replace(
        waivers=tuple(one for one in pardons.waivers if (waivers, one.line) not in bad),
        evidence=tuple(one for one in pardons.evidence if (evidence, one.line) not in bad),
    )


def allowances(pardons: Pardons, listing: str) -> tuple[Allowance, ...]:
    """Return what valid entries allow in one listing."""
    found = [_of_waiver(one, pardons) for one in pardons.waivers if _meant((one.listing,), listing)]
    for one in pardons.evidence:
        if _meant(one.listings, listing):
            found += _of_evidence(one, Place(file_of(pardons, EVIDENCE), line=one.line, column=1))
    return tuple(found)


def _meant(patterns: Iterable[str], listing: str) -> bool:
    return any(not one or fnmatchcase(listing, one) for one in patterns)


def signed(one: Waiver | Evidence | Proof) -> str:
    """Return the reason that a finding stands aside for, with who answers for it and until when."""
    if not isinstance(one, Waiver):
        ends = one.valid_until and f"→ {one.valid_until}"
        parts = [one.id or one.document, one.number, one.issuer, one.scope, ends]
    else:
        who = f"{one.requested_by} → {one.approved_by}" if one.approved_by else one.requested_by
        parts = [one.reason, who, f"→ {one.until}", one.ticket]
    return " · ".join(part for part in parts if part)


def _of_waiver(one: Waiver, pardons: Pardons) -> Allowance:
    place = Place(file_of(pardons, WAIVERS), line=one.line, column=1)
    by: AllowedBy = "waiver" if one.listing else "shop-waiver"
    return Allowance(one.rule, signed(one), "", one.match, place, one.fingerprint, by)


def _of_evidence(one: Evidence | Proof, place: Place | None) -> Iterator[Allowance]:
    for rule in one.rules or ("",):
        for claim in one.claims:
            yield Allowance(rule, signed(one), "", claim, place, "", "evidence")


def soon(until: str, today: str, days: int = _SOON) -> bool:
    """Tell whether a last day lies within so many days."""
    last = date.fromordinal(date.fromisoformat(today).toordinal() + days).isoformat()
    return today <= (until or "9999") <= last


def ending(pardons: Pardons, today: str, days: int = _SOON) -> Iterator[tuple[str, int, str, str]]:
    """Yield file, line, name and last day of the entries that end within so many days."""
    for waiver in pardons.waivers:
        if soon(waiver.until, today, days):
            yield file_of(pardons, WAIVERS), waiver.line, waiver.rule or waiver.fingerprint, waiver.until
    for paper in pardons.evidence:
        if soon(paper.valid_until, today, days):
            yield file_of(pardons, EVIDENCE), paper.line, paper.id, paper.valid_until
