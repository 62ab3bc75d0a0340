"""Metals compared: what is solid, what is only coated, how pure, and on which base."""

from __future__ import annotations

from collections.abc import Iterator

from listinglint.materials.case import Case, Conflict, coats, content, same_part
from listinglint.materials.lexicon import PRECIOUS
from listinglint.materials.mention import Mention

_VERMEIL_UM = 2.5
_VAGUE = ("metal_unspecified", "base_metal", "precious_metal")
_COLOURED = ("gold", "silver", "platinum")


def compare(case: Case) -> Iterator[Conflict]:
    """Yield every contradiction about metals."""
    for own, pool in case.sides():
        texts = bool(pool) and pool[0].role == "text"
        for claim in content(own, "base"):
            if claim.strength == "exclusive" and not content(pool, "base") and not texts and not coats(pool):
                yield from _plastic(case, claim, pool)
            elif case.lexicon.family(claim.id) in PRECIOUS:
                yield from _precious(case, claim, own, pool, texts)
            elif _serious(case, claim) and claim.id not in _VAGUE:
                yield from _base(case, claim, own, pool, texts)
        for claim in coats(own):
            yield from _coated(case, claim, own, pool)
    yield from _unproven(case)
    yield from _uncoated(case)


def _serious(case: Case, claim: Mention) -> bool:
    """A bare copper is a colour of cloth, but a metal of mugs and bracelets."""
    sold = "tableware" in case.goods or (case.jewellery and claim.id in ("copper", "bronze") and claim.role == "title")
    return claim.strength != "weak" or sold


def _uncoated(case: Case) -> Iterator[Conflict]:
    """An attribute names a precious metal that a text says is only the coating of another one."""
    if coats(case.attributes) or coats(case.titles):
        return
    for claim in content(case.attributes, "base"):
        family = case.lexicon.family(claim.id)
        layers = [one for one in coats(case.told) if family in PRECIOUS and _family(case, one) == family]
        fields = {one.field for one in layers}
        bases = [
            one
            for one in content(case.told, "base")
            if one.field in fields and case.lexicon.family(one.id) not in PRECIOUS
        ]
        if layers and bases and claim.part == "body":
            yield Conflict("plating-dropped", claim, (*layers, *bases))
            return


def _plastic(case: Case, claim: Mention, pool: list[Mention]) -> Iterator[Conflict]:
    """Solid metal against an article that is told to be plastic."""
    false = [one for one in content(pool, "body") if one.part == claim.part and case.lexicon.is_a(one.id, "plastic")]
    if false and len(false) == len(content(pool, "body")):
        yield Conflict("base", claim, tuple(false))


def _family(case: Case, one: Mention) -> str:
    return case.lexicon.family(one.surface or one.id)


def _precious(case: Case, claim: Mention, own: list[Mention], pool: list[Mention], texts: bool) -> Iterator[Conflict]:
    family = case.lexicon.family(claim.id)
    if claim.strength != "exclusive" and (_explained(case, claim, own) or _coloured(case, claim, own)):
        return
    bases = [one for one in same_part(claim, content(pool, "base")) if one.id not in _VAGUE]
    layers = [one for one in coats(pool) if one.part in (claim.part, "body") and _family(case, one) == family]
    if any(case.lexicon.family(one.id) == family for one in bases):
        yield from _fineness(case, claim, own, pool)
    elif layers and not _named_elsewhere(case, claim, texts):
        yield Conflict("plating-dropped", claim, (*layers, *[one for one in bases if one.field == layers[0].field]))
    elif layers or _idle(case, claim, texts):
        return
    elif bases and not _own_base(case, bases, own) and not (texts and all(one.strength == "weak" for one in bases)):
        yield Conflict("base", claim, tuple(bases))


def _explained(case: Case, claim: Mention, own: list[Mention]) -> bool:
    """The same text names the coating: 18k gold plated chain … a gold necklace."""
    family = case.lexicon.family(claim.id)
    return any(_family(case, one) == family for one in coats(own))


def _coloured(case: Case, claim: Mention, own: list[Mention]) -> bool:
    """A colour word beside an explicit base: rose gold stainless steel."""
    others = [one for one in content(own, "base") if one is not claim and one.strength != "weak"]
    return claim.strength == "weak" and any(not case.lexicon.related(one.id, claim.id) for one in others)


def _named_elsewhere(case: Case, claim: Mention, texts: bool) -> bool:
    """A text may call it short what the title has told in full."""
    if claim.role != "text" or claim.strength == "exclusive":
        return False
    family = case.lexicon.family(claim.id)
    return any(_family(case, one) == family for one in coats(case.titles)) or texts


def _idle(case: Case, claim: Mention, texts: bool) -> bool:
    """A bare gold or silver outside jewellery, or in running text, may be a colour."""
    return claim.strength == "weak" and (texts or claim.role == "text" or not case.jewellery)


def _own_base(case: Case, bases: list[Mention], own: list[Mention]) -> bool:
    """The text itself names the base that the attributes name."""
    return all(any(case.lexicon.related(one.id, mine.id) for mine in content(own, "base")) for one in bases)


def _fineness(case: Case, claim: Mention, own: list[Mention], pool: list[Mention]) -> Iterator[Conflict]:
    """Compare finenesses of one metal; any agreement between the two sides settles it."""
    family = case.lexicon.family(claim.id)
    known = case.lexicon.materials
    if known[claim.id].purity is None:
        return
    pure = [
        one
        for one in same_part(claim, content(pool, "base"))
        if known[one.id].purity is not None and case.lexicon.family(one.id) == family
    ]
    mine = [
        one
        for one in content(own, "base")
        if known[one.id].purity is not None and case.lexicon.family(one.id) == family
    ]
    if claim is not mine[0] or not pure:
        return
    if any(_overlap(case, a, b) for a in mine for b in pure):
        # The hallmark bears the title out; then the metal told beside it is wrong.
        told = [one for one in pure if one.role == "material"]
        pure = told if len(mine) == len(told) == 1 and len(pure) > 1 and not _overlap(case, mine[0], told[0]) else []
    if pure:
        stamped = "stamp" if all(one.role == "stamp" for one in pure) else "fineness"
        yield Conflict(stamped, claim, tuple(pure))


def _overlap(case: Case, one: Mention, other: Mention) -> bool:
    a, b = case.lexicon.materials[one.id].purity, case.lexicon.materials[other.id].purity
    return a is not None and b is not None and a.min <= b.max and b.min <= a.max


def _base(case: Case, claim: Mention, own: list[Mention], pool: list[Mention], texts: bool) -> Iterator[Conflict]:
    bases = [one for one in same_part(claim, content(pool, "base")) if one.id not in _VAGUE]
    if not bases and not texts:
        yield from _no_metal(case, claim, own, pool)
    if not bases or texts:
        return
    if any(_agrees(case, claim, one) for one in bases):
        return
    if any(_agrees(case, mine, one) for mine in content(own, "base") if mine is not claim for one in bases):
        return  # several metals in the text, and one of them is borne out
    family = case.lexicon.family(claim.id)
    graded = all(case.lexicon.family(one.id) == family for one in bases)
    yield Conflict("metal-grade" if graded else "base", claim, tuple(bases))


def _no_metal(case: Case, claim: Mention, own: list[Mention], pool: list[Mention]) -> Iterator[Conflict]:
    """A steel rack whose attributes know nothing but bamboo or plastic."""
    told = [one for one in content(pool, "wood", "body") if one.part == "body"]
    metal = content(pool, "base") or coats(pool)
    if not told or metal or claim.part != "body" or claim.role != "title" or content(own, "wood", "body"):
        return
    # Furniture of boards may well stand on iron legs.
    if all(one.id == "bamboo" or case.lexicon.is_a(one.id, "plastic") for one in told):
        yield Conflict("base", claim, tuple(told))


def _agrees(case: Case, claim: Mention, one: Mention) -> bool:
    lexicon = case.lexicon
    vague = one.id == "alloy_unspecified" and lexicon.is_a(claim.id, "base_metal")
    loose = claim.id == "alloy_unspecified" and lexicon.is_a(one.id, "base_metal")
    return vague or loose or lexicon.related(claim.id, one.id)


def _coated(case: Case, claim: Mention, own: list[Mention], pool: list[Mention]) -> Iterator[Conflict]:
    bases = [one for one in same_part(claim, content(pool, "base")) if one.id not in _VAGUE]
    layers = coats(pool)
    known = case.lexicon.materials[claim.id]
    if claim.process == "vermeil" and not case.lexicon.is_a(claim.id, "gold_plated"):
        yield from _vermeil(case, claim, own, bases)
    elif (
        known.base
        and bases
        and not any(case.lexicon.family(one.id) == case.lexicon.family(known.base) for one in bases)
    ):
        yield Conflict("base", claim, tuple(bases))
    elif claim.process in ("filled", "rolled"):
        thin = [one for one in layers if one.process == "plated" and _family(case, one) == _family(case, claim)]
        if thin and not any(one.process == claim.process for one in layers):
            yield Conflict("gold-filled", claim, tuple(thin))


def _vermeil(case: Case, claim: Mention, own: list[Mention], bases: list[Mention]) -> Iterator[Conflict]:
    all_bases = bases or [one for one in content(own, "base") if case.lexicon.family(one.id) not in PRECIOUS]
    wrong = [one for one in all_bases if case.lexicon.family(one.id) != "silver"]
    if wrong and len(wrong) == len(all_bases):
        yield Conflict("vermeil-base", claim, tuple(wrong))
    thin = [one for one in case.thicknesses if one.number < _VERMEIL_UM]
    if thin and claim.surface == "gold":
        yield Conflict(
            "vermeil-thickness", claim, tuple(_as_mention(claim, one.field, one.start, one.end) for one in thin)
        )


def _as_mention(claim: Mention, field: int, start: int, end: int) -> Mention:
    return Mention(field, start, end, claim.id, "thickness", "thickness")


def _unproven(case: Case) -> Iterator[Conflict]:
    """A precious metal named without its fineness, which only an attribute gives."""
    told = content([*case.told, *(one for one in case.attributes if one.stated)], "base")
    for claim in content(case.titles, "base"):
        family = case.lexicon.family(claim.id)
        if family not in _COLOURED or claim.part != "body" or case.lexicon.materials[claim.id].purity is not None:
            continue
        plated = family == "silver" and any(one.field == claim.field for one in coats(case.titles))
        if plated or _explained(case, claim, case.told) or not _bare(case, claim):
            continue
        pure = [one for one in case.attributes if one.claims and not one.stated and _pure(case, one, family)]
        if pure and not any(_pure(case, one, family) for one in told) and not _free_of_karat(case, claim, pure):
            yield Conflict(
                "karat" if family == "gold" else "silver-fineness" if family == "silver" else "platinum-fineness",
                claim,
                tuple(pure),
            )


def _bare(case: Case, claim: Mention) -> bool:
    """Names that by themselves owe a fineness; 黄金 and 纯银 are settled usage for 足金 and 925."""
    word = case.texts[claim.field][claim.start : claim.end]
    return word not in ("黄金", "纯银", "真金", "纯金", "银饰", "白银", "金饰")


def _pure(case: Case, one: Mention, family: str) -> bool:
    return case.lexicon.materials[one.id].purity is not None and case.lexicon.family(one.id) == family


def _free_of_karat(case: Case, claim: Mention, pure: list[Mention]) -> bool:
    """Unqualified gold is right for 24K, unqualified platinum from 950 on."""
    family = case.lexicon.family(claim.id)
    floor = {"gold": 990, "platinum": 950}.get(family, 2000)
    return all((case.lexicon.materials[one.id].purity or (0, 0, 0))[1] >= floor for one in pure)
