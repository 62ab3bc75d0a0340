"""Leather compared: real or imitation, which layer, which animal, which part."""

from __future__ import annotations

from collections.abc import Iterator

from listinglint.lazily import lazily
from listinglint.materials.case import Case, Conflict, content, same_part
from listinglint.materials.mention import Mention

_VEGAN = lazily(r"vegan|素皮|纯素|植物皮")
_FALSE = ("pu_leather", "bonded_leather", "tech_cloth", "faux_suede", "synthetic_material")
_CLOTH = ("nylon", "polyester", "acrylic_fibre")


def compare(case: Case) -> Iterator[Conflict]:
    """Yield every contradiction about leather."""
    for own, pool in case.sides("leather"):
        texts = bool(pool) and pool[0].role == "text"
        for claim in content(own, "leather"):
            if (
                claim.origin == "imitation"
                and not texts
                and _VEGAN.search(case.texts[claim.field], claim.start, claim.end)
            ):
                real = [one for one in same_part(claim, content(pool, "leather")) if _real(case, one)]
                if real and not any(_false(case, one) for one in content(pool, "leather")):
                    yield Conflict("leather-imitation", claim, tuple(real))
            elif _real(case, claim):
                weak = texts and claim.strength == "weak"
                yield from _hide(case, claim, own, [one for one in pool if not weak or one.share], texts)


def _real(case: Case, one: Mention) -> bool:
    return case.lexicon.is_a(one.id, "leather") and one.origin != "imitation"


def _false(case: Case, one: Mention) -> bool:
    return one.origin == "imitation" or any(case.lexicon.is_a(one.id, it) for it in _FALSE)


def _hide(case: Case, claim: Mention, own: list[Mention], pool: list[Mention], texts: bool) -> Iterator[Conflict]:
    found = same_part(claim, [one for one in content(pool, "leather") if one.id != "textile"])
    partly = [one for one in found if one.id == "half_leather_trap"]
    real = [one for one in found if _real(case, one)]
    false = [one for one in found if _false(case, one)]
    if partly and not any(one.id == "half_leather_trap" for one in own):
        yield Conflict("leather-part", claim, tuple(partly))
    elif real and not texts:
        yield from _kinds(case, claim, own, real)
    elif false and not any(_false(case, one) for one in content(own, "leather")):
        bonded = all(one.id == "bonded_leather" for one in false)
        yield Conflict("leather-bonded" if bonded else "leather-imitation", claim, tuple(false))
    elif not texts and not found and claim.strength != "weak":
        cloth = same_part(
            claim, [one for one in content(pool, "fibre") if any(case.lexicon.is_a(one.id, it) for it in _CLOTH)]
        )
        if cloth:
            yield Conflict("leather-imitation", claim, tuple(cloth))


def _kinds(case: Case, claim: Mention, own: list[Mention], real: list[Mention]) -> Iterator[Conflict]:
    if any(case.lexicon.related(claim.id, one.id) for one in real) or claim.id == "leather":
        return
    others = [one for one in content(own, "leather") if one is not claim and _real(case, one) and one.id != "leather"]
    if any(case.lexicon.related(other.id, one.id) for other in others for one in real):
        return
    if any(case.lexicon.told_apart(claim.id, one.id) and _layered(claim, one) for one in real):
        yield Conflict("leather-layer", claim, tuple(real))
    elif _animal(case, claim) and all(
        _animal(case, one) and _animal(case, one) != _animal(case, claim) for one in real
    ):
        yield Conflict("leather-animal", claim, tuple(real))


def _layered(claim: Mention, one: Mention) -> bool:
    return one.id == "split_leather" or claim.id == "split_leather" or {claim.id, one.id} == {"suede", "faux_suede"}


def _animal(case: Case, one: Mention) -> str:
    return next(
        (
            it
            for it in ("cowhide", "goatskin", "sheepskin", "pigskin", "deerskin", "horsehide", "exotic_leather")
            if case.lexicon.is_a(one.id, it)
        ),
        "",
    )
