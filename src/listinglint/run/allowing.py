"""What waivers and documents allow in a listing, and what is wrong with them: told like any other finding."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from listinglint import pardons
from listinglint.model import Finding, Listing, Place, Result, Severity, Words
from listinglint.readers.base import ReadSettings, shown
from listinglint.review import stamped

_WHY = Words(
    "豁免与证明须有期限、有依据，否则会放过真正的问题。",
    "Waivers and evidence need an end and a basis, or they hide real faults.",
)


def read(folder: Path, settings: ReadSettings) -> pardons.Pardons:
    """Return the waivers and evidence of a folder."""
    return pardons.read(folder, shown(folder, settings))


def pardoned(listing: Listing, folder: Path, settings: ReadSettings, today: str) -> Listing:
    """Return the listing with what its own documents and the files of a folder allow in it."""
    allowed = pardons.own_allowances(listing.evidence, today)
    told = read(folder, settings)
    if told.waivers or told.evidence:
        allowed += pardons.allowances(pardons.valid(told, today, folder), listing.id)
    return listing._replace(allow=(*listing.allow, *allowed)) if allowed else listing


def faults(folder: Path, settings: ReadSettings, today: str) -> Result | None:
    """Return what is wrong with the waivers and evidence of a folder as findings of their files, None where nothing is."""
    findings = tuple(_fault(one) for one in pardons.faults(read(folder, settings), today, folder))
    if not findings:
        return None
    name = findings[0].place.file
    return Result(name, name, findings, is_listing=False)


def _fault(one: pardons.Fault) -> Finding:
    key = f"{one.file}:{one.en}"
    place = Place(one.file, line=one.line, column=1)
    told = _finding(one.name, one.file, place, Words(one.zh, one.en), key)
    return told._replace(fingerprint=sha256(key.encode()).hexdigest()[:20])


def own_faults(listing: Listing, today: str) -> list[Finding]:
    """Return what is wrong with the documents that a listing names as proof."""
    return stamped(listing, _own(listing, today))


def _own(listing: Listing, today: str) -> Iterator[Finding]:
    for one in listing.evidence:
        told = pardons.own_fault(one, today)
        if told:
            yield _finding(told.name, listing.id, told.place, told.words, told.words.en)


def _finding(name: str, listing: str, place: Place, words: Words, key: str) -> Finding:
    return Finding(
        rule=f"lint/{name}", severity=Severity.error, verdict="violation", listing=listing, place=place, message=words,
        why=_WHY, consequence="advice", key=key,
    )  # fmt: skip
