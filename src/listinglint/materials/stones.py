"""Stones and pearls compared: species, natural or made, treated or not, and names that mislead."""

from __future__ import annotations

from collections.abc import Iterator

from listinglint.materials.case import Case, Conflict, content
from listinglint.materials.mention import Mention

_MADE = frozenset({"lab", "imitation", "reconstituted", "composite"})
_OWED = frozenset({"t_filled", "t_dyed", "t_irradiated", "t_diffused", "t_oiled", "t_coated", "t_laser", "t_bleached"})
# Imitations that have a name and a price of their own.
_SIMULANTS = ("moissanite", "cubic_zirconia")
_GRADES = ("jade_glassy", "jade_ice", "jade_waxy", "jade_ice_waxy", "jade_bean")
_UNTREATED = ("a货", "type a", "grade a", "天然", "untreated", "natural", "genuine", "unheated")
_RIVALS = ("plastic_resin", "plastic", "acrylic_plastic", "glass", "glass_gem", "ceramic", "silicone")


def compare(case: Case) -> Iterator[Conflict]:
    """Yield every contradiction about stones and pearls."""
    for own, pool in case.sides("stone"):
        texts = bool(pool) and pool[0].role == "text"
        for claim in content(own, "stone"):
            if claim.origin != "imitation" or claim.id in _SIMULANTS:
                yield from _stone(case, claim, own, pool, texts)
    yield from _names(case)
    yield from _treatments(case)


def _stone(case: Case, claim: Mention, own: list[Mention], pool: list[Mention], texts: bool) -> Iterator[Conflict]:
    stones = [one for one in content(pool, "stone") if one.part != "crystal"] or (
        [] if texts else _stand_ins(case, claim, pool)
    )
    if claim.id not in _GRADES:  # a grade says how clear a stone is, not which it is
        stones = [one for one in stones if one.id not in _GRADES]
    if not stones:
        return
    apart = [one for one in stones if one.origin == "cultured" and case.lexicon.apart(claim.id, one.id)]
    if claim.origin == "cultured" and apart and len(apart) == len(stones) and not texts:
        yield Conflict("species", claim, tuple(apart))
        return
    near = [
        one
        for one in stones
        if (one.id == "stone_made" and one.part in ("stone", "body"))
        or case.lexicon.related(claim.id, one.id)
        or _species(case, one) == _species(case, claim)
    ]
    if near and case.lexicon.materials[claim.id].kind == "gem_misnomer":
        return  # the name itself is told elsewhere; what it names is borne out
    grades = [one.id for one in content(own, "stone") if one.id in _GRADES]
    if claim.id in _GRADES and near and not any(case.lexicon.related(it, one.id) for it in grades for one in near):
        yield Conflict("species", claim, tuple(near))
        return
    if near:
        yield from _origins(case, claim, own, near)
        return
    false = [one for one in stones if case.lexicon.imitates(one.id, claim.id)]
    if false:
        pearl = case.lexicon.is_a(claim.id, "pearl")
        yield Conflict("pearl-imitation" if pearl else "imitation-stone", claim, tuple(false))
    elif not texts and _gems(case) and _exclusive_species(case, claim, own, stones):
        yield Conflict("species", claim, tuple(stones))


def _gems(case: Case) -> bool:
    """Outside jewellery 琥珀 is a colour of glass and 水晶 a kind of bowl."""
    return not case.goods or case.jewellery


def _stand_ins(case: Case, claim: Mention, pool: list[Mention]) -> list[Mention]:
    set_ = [one for one in content(pool, "body") if one.part in ("stone", "inlay")]
    if not _gems(case) or (not set_ and any(one.slot == "base" for one in pool)):
        return []
    if claim.strength == "weak" and (claim.role == "text" or any(one.field == claim.field for one in case.bodies)):
        return []
    return set_ or [one for one in content(pool, "body") if any(case.lexicon.is_a(one.id, rival) for rival in _RIVALS)]


def _species(case: Case, one: Mention) -> str:
    """The widest gem that the name is a kind of; quartz colours are species of their own for buyers."""
    kind = one.id
    while True:
        known = case.lexicon.materials[kind]
        up = [
            it
            for it in known.is_a
            if it not in ("gemstone", "gemstone_artificial", "quartz", "jade", "glass_gem", "glass", "plastic_resin")
            and case.lexicon.materials[it].kind != "abstract"
        ]
        if not up:
            return kind
        kind = up[0]


def _exclusive_species(case: Case, claim: Mention, own: list[Mention], stones: list[Mention]) -> bool:
    """Several stones may be set in one article: only a lone claim against stones told as the main ones is contradicted."""
    abstract = ("gemstone", "gemstone_artificial", "jade", "corundum", "beryl")
    if claim.id in abstract or any(one.id in abstract and case.lexicon.is_a(claim.id, one.id) for one in stones):
        return False
    species = {_species(case, one) for one in content(own, "stone")} - set(abstract)
    if len(species) > 1 and any(_species(case, one) in species for one in stones):
        return False
    word = case.texts[claim.field][claim.start : claim.end]
    if word in ("crystal", "crystals") and all(case.lexicon.is_a(one.id, "glass") for one in stones):
        return False  # the trade's crystal is glass
    return claim.strength != "weak" or len(word) > 1


def _origins(case: Case, claim: Mention, own: list[Mention], near: list[Mention]) -> Iterator[Conflict]:
    pearl = case.lexicon.is_a(claim.id, "pearl")
    if claim.origin in ("natural", "") and not _qualified(case, claim, own):
        made = [one for one in near if one.origin in _MADE]
        cultured = [one for one in near if one.origin == "cultured"]
        if made and len(made) + len(cultured) == len(near):
            dropped = "lab-dropped" if all(one.origin == "lab" for one in made) else "imitation-stone"
            name = "origin" if _natural(claim) else dropped
            yield Conflict("pearl-imitation" if pearl else name, claim, tuple(made))
        elif cultured and len(cultured) == len(near) and pearl:
            yield Conflict("pearl-natural" if _wild(case, claim) else "pearl-cultured", claim, tuple(cultured))
        elif all(one.origin == "treated" for one in near) and not any(
            one.origin == "treated" or one.slot == "treatment" for one in own
        ):
            yield Conflict("origin" if _natural(claim) else "treatment", claim, tuple(near))
    elif pearl and claim.origin == "cultured":
        false = [one for one in near if one.origin == "imitation"]
        if false and len(false) == len(near):
            yield Conflict("pearl-imitation", claim, tuple(false))
    elif claim.origin == "lab":
        false = [one for one in near if one.origin in ("imitation", "composite")]
        if false and len(false) == len(near):
            yield Conflict("imitation-stone", claim, tuple(false))


def _natural(claim: Mention) -> bool:
    return claim.origin == "natural" or claim.strength == "exclusive"


def _wild(case: Case, claim: Mention) -> bool:
    """天然珍珠 on a cultured pearl misleads; a real pearl may well be cultured."""
    word = case.texts[claim.field][max(0, claim.start - 10) : claim.end]
    return claim.id == "pearl_natural" or "natural" in word or "天然" in word


def _qualified(case: Case, claim: Mention, own: list[Mention]) -> bool:
    """The text itself, or the title before it, tells that the stones are made: Lab-grown diamond studs … each stone."""
    named = [*own, *(one for one in case.told if one.role == "title" and claim.role != "title")]
    return claim.strength != "exclusive" and any(
        one.origin in ("lab", "cultured", "imitation") and one is not claim and one.slot == "stone" for one in named
    )


def _names(case: Case) -> Iterator[Conflict]:
    for claim in content(case.told, "stone"):
        known = case.lexicon.materials[claim.id]
        if known.kind == "gem_misnomer":
            diamond = "diamond" in known.imitates
            yield Conflict("trade-gem-name" if diamond else "gem-name", claim, tuple(content(case.attributes, "stone")))


def _treatments(case: Case) -> Iterator[Conflict]:
    owed = [one for one in case.attributes if one.claims and one.slot == "treatment" and one.id in _OWED]
    owed += [one for one in content(case.attributes, "stone") if one.role == "treatment" and one.origin == "treated"]
    stones = content(case.told, "stone")
    if not owed or not stones:
        return
    if any(one.slot == "treatment" and one.id in _OWED for one in case.told) or any(
        one.origin == "treated" for one in stones
    ):
        return
    claim = next((one for one in stones if one.role == "title"), stones[0])
    text = case.texts[claim.field]
    denied = any(word in text for word in _UNTREATED)
    yield Conflict("treatment-denied" if denied else "treatment", claim, tuple(owed))
