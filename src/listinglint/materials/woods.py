"""Wood and household materials compared: solid or board, species, natural or imitation."""

from __future__ import annotations

from collections.abc import Iterator

from listinglint.lazily import lazily
from listinglint.materials.case import Case, Conflict, content, same_part
from listinglint.materials.mention import Mention

_SOLID = ("solid_wood", "solid_wood_strict")
_ABSTRACT = ("wood", "solid_wood", "solid_wood_strict", "engineered_wood")
_PRINTED = lazily(
    r"wallpaper|sticker|decal|contact paper|\bmats?\b|\brug|curtain|sheet|blanket|pillow|fabric|tape|\bcases?\b|poster|墙纸|壁纸|贴|垫|帘|布|膜|毯|纸"
)
_GLASS = lazily(r"^crystal|水晶")
_HARD = (
    "ceramic",
    "glass",
    "plastic",
    "marble",
    "granite",
    "marble_artificial",
    "silicone",
    "quartz_slab",
    "carbon_fibre",
)


def compare(case: Case) -> Iterator[Conflict]:
    """Yield every contradiction about wood, boards, rattan, ceramics, glass and slabs."""
    for own, pool in case.sides("wood", "stone", "body"):
        texts = bool(pool) and pool[0].role == "text"
        sure = [one for one in pool if not texts or _board(case, one) or case.lexicon.materials[one.id].imitates]
        for claim in content(own, "wood"):
            if claim.origin != "imitation":
                yield from _wood(case, claim, own, sure)
        glass = [
            one
            for one in content(own, "stone")
            if not case.jewellery and _GLASS.search(case.texts[one.field][one.start : one.end])
        ]
        for claim in (*content(own, "body"), *glass):
            if claim.origin != "imitation" or claim in glass:
                yield from _body(case, claim, own, sure)


def _board(case: Case, one: Mention) -> bool:
    return case.lexicon.is_a(one.id, "engineered_wood")


def _wood(case: Case, claim: Mention, own: list[Mention], pool: list[Mention]) -> Iterator[Conflict]:
    woods = same_part(claim, content(pool, "wood"))
    if not woods and claim.strength != "weak" and not _told_board(case, own):
        plastics = same_part(claim, content(pool, "body", "base", "fibre"))
        if plastics and all(case.lexicon.is_a(one.id, "plastic") for one in plastics):
            yield Conflict("imitation-material", claim, tuple(plastics))
    if not woods or _board(case, claim) or claim.id in ("wood", "veneer"):
        return
    false = [one for one in woods if case.lexicon.imitates(one.id, claim.id)]
    if false and len(false) == len(woods):
        timber = all(case.lexicon.is_a(one.id, "wood") for one in false)
        yield Conflict("wood-species" if timber else "imitation-material", claim, tuple(false))
    elif claim.id in _SOLID:
        yield from _solid(case, claim, own, woods)
    else:
        yield from _species(case, claim, own, woods)


def _solid(case: Case, claim: Mention, own: list[Mention], woods: list[Mention]) -> Iterator[Conflict]:
    boards = [one for one in woods if _board(case, one)]
    thin = [one for one in woods if one.id == "veneer"]
    timber = [one for one in woods if not _board(case, one) and one.id not in ("veneer", "wood", "bamboo", "rattan")]
    mine = [one for one in own if _board(case, one) or one.id == "veneer"]
    strict = claim.id == "solid_wood_strict" or (claim.strength == "exclusive" and claim.id != "solid_wood")
    if mine:
        return
    grass = [one for one in woods if one.id in ("bamboo", "rattan")]
    if grass and len(grass) == len(woods) and not any(one.id in ("bamboo", "rattan") for one in content(own, "wood")):
        yield Conflict("wood-species", claim, tuple(grass))
    elif boards and (strict or not timber):
        yield Conflict("wood-board", claim, tuple(boards))
    elif thin and not timber and not boards:
        yield Conflict("wood-veneer", claim, tuple(thin))


def _species(case: Case, claim: Mention, own: list[Mention], woods: list[Mention]) -> Iterator[Conflict]:
    if any(case.lexicon.related(claim.id, one.id) for one in woods):
        boards = [one for one in woods if _board(case, one) or one.id == "veneer"]
        if boards and len(boards) == len([one for one in woods if one.id != "wood"]) and not _told_board(case, own):
            yield Conflict("wood-veneer", claim, tuple(boards))
        return
    species = [one for one in woods if one.id not in _ABSTRACT and not _board(case, one) and one.id != "veneer"]
    boards = [one for one in woods if _board(case, one) or one.id == "veneer"]
    mine = [one for one in content(own, "wood") if one is not claim]
    if species and not any(
        case.lexicon.related(one.id, other.id) for one in mine for other in species if one.id not in _ABSTRACT
    ):
        yield Conflict("wood-species", claim, tuple(species))
    elif boards and not species and not _told_board(case, own):
        solid = claim.strength == "exclusive" or any(one.id in _SOLID for one in mine)
        yield Conflict("wood-board" if solid else "wood-veneer", claim, tuple(boards))


def _told_board(case: Case, own: list[Mention]) -> bool:
    return any(_board(case, one) or one.id == "veneer" for one in own)


def _body(case: Case, claim: Mention, own: list[Mention], pool: list[Mention]) -> Iterator[Conflict]:
    bodies = same_part(claim, content(pool, "body"))
    if not bodies and claim.id == "silicone":
        bodies = same_part(claim, [one for one in content(pool, "fibre") if one.id == "nylon"])
        if bodies:
            yield Conflict("imitation-material", claim, tuple(bodies))
        return
    if not bodies or case.related(claim, bodies):
        return
    if any(case.related(one, bodies) for one in content(own, "body") if one is not claim):
        return
    false = [one for one in bodies if case.lexicon.imitates(one.id, claim.id)]
    if false:
        yield Conflict("imitation-material", claim, tuple(false))
    elif _sold_as(case, claim) and _hard(case, claim) and all(_unlike(case, claim, one) for one in bodies):
        yield Conflict("household", claim, tuple(bodies))


def _sold_as(case: Case, claim: Mention) -> bool:
    """A bare marble or crystal is what tableware, tables and ornaments are made of; on a mat or a curtain it is a print."""
    if claim.strength != "weak" or "tableware" in case.goods:
        return True
    return claim.role == "title" and "home" in case.goods and not _PRINTED.search(case.texts[claim.field])


def _unlike(case: Case, claim: Mention, one: Mention) -> bool:
    """Ceramics are unlike glass; bone china is unlike stoneware."""
    mine, other = _hard(case, claim), _hard(case, one)
    fired = mine == other == "ceramic" and claim.id != "ceramic" and one.id != "ceramic"
    return other not in ("", mine) or (fired and not case.lexicon.related(claim.id, one.id))


def _hard(case: Case, one: Mention) -> str:
    if one.slot == "stone":
        return "glass"
    return next((it for it in _HARD if case.lexicon.is_a(one.id, it)), "")
