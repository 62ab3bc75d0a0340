"""Materials that contradict each other between title, text, attributes and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from listinglint.declared import declared
from listinglint.materials.case import Conflict
from listinglint.materials.mention import Mention
from listinglint.materials.reading import Reading
from listinglint.model import Field, Finding, Listing, Place, Words
from listinglint.rule import Rule
from listinglint.text.scan import Scan

Comparison = Literal[
    "plating-dropped", "base", "metal-grade", "fineness", "stamp", "karat", "silver-fineness", "platinum-fineness", "vermeil-base",
    "vermeil-thickness", "gold-filled", "species", "imitation-stone", "origin", "lab-dropped", "gem-name", "trade-gem-name",
    "treatment", "treatment-denied", "pearl-imitation", "pearl-natural", "pearl-cultured", "fibre-absent", "fibre-pure", "fibre-share",
    "fibre-minor", "cashmere", "bamboo", "fur", "percent-sum", "filling", "down-species", "leather-imitation", "leather-bonded",
    "leather-layer", "leather-animal", "leather-part", "wood-board", "wood-veneer", "wood-species", "imitation-material", "household",
    "free-of", "zircon-name", "abolished-name", "vague", "trap-name",
]  # fmt: skip


@declared
class MaterialsRule(Rule):
    """Tells one kind of contradiction; the claim is the place, every witness against it is related."""

    kind: ClassVar[str] = "materials"
    holes: ClassVar[frozenset[str]] = frozenset({"claim", "found", "field", "trap", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan", "materials"})
    follows: ClassVar[Literal["", "whole", "words"]] = "whole"

    conflict: Comparison

    @property
    def signals(self) -> frozenset[str]:
        """The comparison that must have found a contradiction."""
        return frozenset({f"materials:{self.conflict}"})

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding for each claim that the other fields contradict, or a mark that was read in a picture."""
        conflicts = list(self._conflicts(listing))
        within = {one.path for one, _ in self.fields(listing)} if conflicts else set()
        for one in conflicts:
            if listing.fields[one.claim.field].path in within:
                yield self._told(listing, one)

    def _conflicts(self, listing: Listing) -> Iterator[Conflict]:
        reading: Reading | None = listing.facts.get("materials")
        if reading is not None:
            yield from reading.conflicts.get(self.conflict, ())
        marks: Reading | None = listing.facts.get("marks")
        if reading is not None and marks is not None and self.conflict in marks.conflicts:
            told = {_claim(one) for found in reading.conflicts.values() for one in found}
            yield from (one for one in marks.conflicts[self.conflict] if _claim(one) not in told)

    def _told(self, listing: Listing, one: Conflict) -> Finding:
        place = _place(listing.fields[one.claim.field], one.claim)
        witnesses = tuple(dict.fromkeys(_place(listing.fields[it.field], it) for it in one.witnesses))
        found = "、".join(dict.fromkeys(it.text for it in witnesses)) or place.text
        parts = dict.fromkeys(it.part for it in witnesses)
        scan: Scan = listing.fields[one.claim.field].facts["scan"]
        holes = {
            "claim": place.text,
            "found": Words(found, found.replace("、", ", ")),
            "trap": self._trap(listing, one),
            "field": Words("、".join(parts) or place.part, ", ".join(parts) or place.part),
        }
        return self.finding(
            listing, place, holes=holes, related=witnesses, key=scan.text[one.claim.start : one.claim.end]
        )

    @staticmethod
    def _trap(listing: Listing, one: Conflict) -> str:
        reading: Reading = listing.facts["materials"]
        return reading.lexicon.materials[one.claim.id].trap


def _claim(one: Conflict) -> tuple[int, str, str]:
    return one.claim.field, one.claim.id, one.claim.part


def _place(one: Field, mention: Mention) -> Place:
    scan: Scan = one.facts["scan"]
    return one.at(*scan.span(mention.start, mention.end))
