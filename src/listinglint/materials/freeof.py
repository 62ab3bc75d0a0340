"""What an article is said to be free of, held against what it is made of."""

from __future__ import annotations

from collections.abc import Iterator

from listinglint.materials.case import Case, Conflict
from listinglint.materials.mention import Mention


def compare(case: Case) -> Iterator[Conflict]:
    """Yield a contradiction where something denied stands in an attribute or as a coating."""
    for claim in case.told:
        if claim.mode != "free":
            continue
        present = [one for one in case.attributes if one.mode in ("content", "coat") and _holds(case, one, claim)]
        if present:
            yield Conflict("free-of", claim, tuple(present))


def _holds(case: Case, one: Mention, claim: Mention) -> bool:
    kind = one.surface or one.id
    if claim.slot in ("base", "surface") and one.slot not in ("base", "surface"):
        return False
    metal = case.lexicon.is_a(kind, claim.id) or claim.id in case.lexicon.materials[kind].blend_of
    return (claim.id in ("nickel", "lead_metal") and metal) or (
        claim.slot in ("fibre", "leather", "body") and one.mode == "content" and case.lexicon.is_a(kind, claim.id)
    )
