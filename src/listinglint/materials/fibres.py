"""Fibres and fillings compared: who is in the composition, with which share, and what adds up."""

from __future__ import annotations

from collections.abc import Iterator

from listinglint.lazily import lazily
from listinglint.materials.case import Case, Conflict, content, same_part
from listinglint.materials.mention import Mention, Share
from listinglint.materials.shares import others

_MINOR = 30.0
_MAIN = 50.0
_PURE = 99.5
_STRETCH = ("elastane", "metallic_fibre", "polyester", "nylon")
# Fibres that a quilt is filled with; any other fibre in its name is the cover.
_FILLERS = ("wool", "silk", "cashmere", "yak_camel", "alpaca_wool", "mohair", "soy_fibre", "kapok")
_ABSTRACT = ("natural_fibre", "synthetic_fibre", "regenerated_fibre", "textile")
_TRAPS = ("ice_silk_trap", "milk_silk_trap", "lamb_fleece_trap", "deron_trap", "thermal_fibre", "microfibre")


def compare(case: Case) -> Iterator[Conflict]:
    """Yield every contradiction about fibres and fillings."""
    for own, pool in case.sides("fibre", "fill"):
        texts = bool(pool) and pool[0].role == "text"
        evidence = [one for one in pool if not texts or one.share is not None]
        for claim in content(own, "fibre"):
            if _serious(case, claim) and not case.filled:
                yield from _fibre(case, claim, own, evidence)
            elif _serious(case, claim) and _fills(case, claim):
                yield from _filling(case, claim, own, evidence)
            elif _serious(case, claim):
                cover = [one._replace(part="body") for one in evidence if one.part in ("body", "cover")]
                yield from _fibre(case, claim, own, cover)
        for claim in content(own, "fill"):
            yield from _filling(case, claim, own, evidence)
    yield from _sums(case)
    yield from _down(case)


_DOWN = lazily(
    r"(?:含绒量|绒子含量)(?:[:为达]|高达|约)?\s?(\d{2})\s?%|(\d{2})\s?%\s?(?:含绒量?|(?:white |grey )?(?:goose |duck )?down\b|[白灰]?[鹅鸭]绒)"
)


def _down(case: Case) -> Iterator[Conflict]:
    """The share of down in a text must be the one that the attribute tells."""
    shares = [one for one in case.shares if one.part == "filling" and one.share and one.share.low >= 40]
    for field, text in enumerate(case.texts):
        told = _DOWN.search(text) if shares and case.told and any(one.field == field for one in case.told) else None
        if told is None:
            continue
        value = float(told[1] or told[2])
        if not any(one.share and one.share.low - 1 <= value <= one.share.high + 1 for one in shares):
            near = next(one for one in case.told if one.field == field)
            claim = near._replace(start=told.start(), end=told.end(), id="down", slot="fill")
            found = [Mention(it.field, it.start, it.end, "down", "fill", "share", share=it.share) for it in shares]
            yield Conflict("fibre-share", claim, tuple(found))
            return


def _fills(case: Case, claim: Mention) -> bool:
    """Quilts are filled with wool and silk; cotton is their cover, but 棉花 is what fills them."""
    word = case.texts[claim.field][claim.start : claim.end]
    return "棉花" in word or any(case.lexicon.is_a(claim.id, it) for it in _FILLERS)


def _serious(case: Case, claim: Mention) -> bool:
    """A single character (棉衣, 麻花) or a trade name of no fibre is no claim of a fibre."""
    known = case.lexicon.materials[claim.id]
    single = (
        claim.strength == "weak" and claim.share is None and len(case.texts[claim.field][claim.start : claim.end]) == 1
    )
    return (
        not single
        and claim.origin != "imitation"
        and claim.id not in _TRAPS
        and not known.imitates
        and claim.part != "packaging"
        and not case.shod
    )


def _evidence(case: Case, claim: Mention, pool: list[Mention]) -> list[Mention]:
    fibres = [one for one in content(pool, "fibre") if one.id not in _ABSTRACT]
    if case.lexicon.is_a(claim.id, "mink_fur") and claim.part == "body":
        furs = [one for one in fibres if one.part == "trim"]
        return furs or same_part(claim, fibres)
    return same_part(claim, fibres)


def _fibre(case: Case, claim: Mention, own: list[Mention], pool: list[Mention]) -> Iterator[Conflict]:
    fibres = _evidence(case, claim, pool)
    if not fibres:
        return
    mine = case.lexicon.materials[claim.id].blend_of or (claim.id,)
    near = [one for one in fibres if any(_supports(case, want, one) for want in mine) and one.origin != "imitation"]
    if claim.id == "bamboo_fibre_claim":
        yield from _bamboo(case, claim, own, fibres)
    elif near:
        yield from _share(case, claim, own, near, fibres)
    elif _absent(case, claim, own, fibres):
        yield Conflict(_absence(case, claim), claim, tuple(fibres))


def _supports(case: Case, want: str, one: Mention) -> bool:
    parts = case.lexicon.materials[one.id].blend_of or (one.id,)
    return any(case.lexicon.related(want, part) for part in parts)


def _absence(case: Case, claim: Mention) -> str:
    if case.lexicon.is_a(claim.id, "mink_fur"):
        return "fur"
    return "cashmere" if case.lexicon.is_a(claim.id, "cashmere") else "fibre-absent"


def _absent(case: Case, claim: Mention, own: list[Mention], fibres: list[Mention]) -> bool:
    """Is the composition told in full, or is no fibre of the text borne out at all?"""
    if sum(one.share.high for one in fibres if one.share) >= 90 or len(fibres) > 1:
        return True
    others_ = [one for one in content(own, "fibre") if one is not claim and one.part == claim.part]
    wanted = [want for other in others_ for want in case.lexicon.materials[other.id].blend_of or (other.id,)]
    borne_out = any(_supports(case, want, one) for want in wanted for one in fibres)
    text = case.texts[claim.field]
    borne_out = borne_out or any(case.texts[one.field][one.start : one.end] in text for one in fibres)
    return not borne_out or (case.lexicon.is_a(claim.id, "cashmere") and not claim.blend)


def _bamboo(case: Case, claim: Mention, own: list[Mention], fibres: list[Mention]) -> Iterator[Conflict]:
    if any(
        case.lexicon.is_a(one.id, "regenerated_fibre")
        for one in content(own, "fibre")
        if one is not claim and one.id != claim.id
    ):
        return
    made = [one for one in fibres if case.lexicon.is_a(one.id, "regenerated_fibre") and one.id != "bamboo_fibre_claim"]
    if made:
        yield Conflict("bamboo", claim, tuple(made))
    elif not any(one.id in ("bamboo_fibre_claim", "bamboo") for one in fibres):
        yield Conflict("fibre-absent", claim, tuple(fibres))


def _share(
    case: Case, claim: Mention, own: list[Mention], near: list[Mention], fibres: list[Mention]
) -> Iterator[Conflict]:
    told = [one for one in near if one.share is not None]
    best = max(told, key=lambda one: one.share.high if one.share else 0, default=None)
    total = sum(one.share.high for one in told if one.share)
    if claim.strength == "exclusive" or (claim.share and claim.share.low >= _PURE):
        yield from _pure(case, claim, near, fibres, total if told else None)
    elif (
        claim.share
        and best
        and best.share
        and not claim.blend
        and len(told) == 1
        and not _meet(claim.share, best.share)
    ):
        yield Conflict("fibre-share", claim, (best,))
    elif best and 0 < total < _MINOR and _sold_as(case, claim, own) and not _named_main(case, own, fibres):
        yield Conflict("fibre-minor", claim, (best,))


def _pure(
    case: Case, claim: Mention, near: list[Mention], fibres: list[Mention], total: float | None
) -> Iterator[Conflict]:
    stray = [one for one in fibres if one not in near]
    blended = [one for one in near if one.blend]
    ranged = [one for one in case.shares if one.share and one.share.high < 95]
    if total is not None and total < _PURE:
        yield Conflict("fibre-pure", claim, tuple(fibres))
    elif blended and len(blended) == len(near):
        yield Conflict("fibre-pure", claim, tuple(blended))
    elif total is None and ranged and not stray:
        one = ranged[0]
        yield Conflict(
            "fibre-pure", claim, (Mention(one.field, one.start, one.end, claim.id, "fibre", "share", share=one.share),)
        )


def _meet(one: Share, other: Share) -> bool:
    return one.low - 3 <= other.high and other.low - 3 <= one.high


def _sold_as(case: Case, claim: Mention, own: list[Mention]) -> bool:
    """A title that tells the share, calls it a blend or names it as a trace does not sell the fibre."""
    return (
        claim.role == "title"
        and not claim.share
        and not claim.blend
        and not any(case.lexicon.is_a(claim.id, fibre) for fibre in _STRETCH)
        and not any(one.blend for one in own)
    )


def _named_main(case: Case, own: list[Mention], fibres: list[Mention]) -> bool:
    """Wool and cashmere coat, 90% wool: the text names the fibre that it is mostly made of."""
    main = [one for one in fibres if one.share and one.share.high >= _MAIN]
    return any(case.lexicon.related(mine.id, one.id) for mine in content(own, "fibre") for one in main)


def _filling(case: Case, claim: Mention, own: list[Mention], pool: list[Mention]) -> Iterator[Conflict]:
    """A quilt named after a fibre is filled with it, or else its cover is made of it."""
    if claim.slot == "fibre" and any(_supports(case, claim.id, one) for one in content(pool, "fibre", "fill")):
        return
    inside = [one for one in content(pool, "fill", "fibre") if one.part == "filling" or one.slot == "fill"]
    if not inside or claim.origin == "imitation" or case.lexicon.materials[claim.id].imitates:
        return
    others_ = [one for one in content(own, "fill") if not case.lexicon.related(one.id, claim.id)]
    if any(case.related(one, inside) for one in [claim, *others_]):
        return
    down = [one for one in inside if case.lexicon.is_a(one.id, "down")]
    if case.lexicon.is_a(claim.id, "down") and down:
        yield Conflict("down-species", claim, tuple(down))
    elif (
        claim.strength != "weak"
        or claim.slot == "fibre"
        or (claim.id == "feather" and case.filled)
        or case.lexicon.is_a(claim.id, "down")
        or "latex" in claim.id
    ):
        yield Conflict("filling", claim, tuple(inside))


def _sums(case: Case) -> Iterator[Conflict]:
    """Percentages of one part in one field must make a hundred."""
    for field, found in case.fields.items():
        parts = {one.part for one in found}
        for part in sorted(parts):
            told = [one for one in found if one.part == part and one.share and one.slot in ("fibre", "fill")]
            exact = [one.share.low for one in told if one.share and one.share.low == one.share.high]
            if len(exact) < 2 or len(exact) < len(told):
                continue
            total = sum(exact) + (sum(others(case.texts[field])) if len(parts) == 1 else 0)
            if _wrong_sum(case, total, told, field):
                yield Conflict("percent-sum", told[0], tuple(told[1:]))


def _wrong_sum(case: Case, total: float, told: list[Mention], field: int) -> bool:
    if abs(total - 100) <= 0.5 or abs(total - 100 * round(total / 100)) < 0.5:
        return False
    whole = told[0].role == "material" and all(one.share for one in case.fields[field] if one.slot in ("fibre", "fill"))
    repeated = len({one.id for one in told}) < len(told)
    return not repeated and (total > 100.5 or whole)
