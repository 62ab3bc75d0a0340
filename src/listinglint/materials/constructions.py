"""Mentions put together: base, surface, process, fineness and shares of each part, as one field tells them."""

from __future__ import annotations

from listinglint.materials.case import Case
from listinglint.materials.mention import Mention
from listinglint.tuples import NamedTuple


class Construction(NamedTuple):
    """How a field says one part of the article is built."""

    field: int
    part: str
    base: tuple[str, ...] = ()
    surface: tuple[str, ...] = ()
    process: tuple[str, ...] = ()
    fineness: tuple[int, ...] = ()
    thickness: tuple[float, ...] = ()
    content: tuple[str, ...] = ()
    free_of: tuple[str, ...] = ()


def constructions(case: Case) -> tuple[Construction, ...]:
    """Return the constructions of a listing, field by field and part by part."""
    out = []
    for field, found in case.fields.items():
        for part in dict.fromkeys(one.part for one in found):
            mine = [one for one in found if one.part == part and one.mode in ("content", "coat", "free")]
            if mine:
                out.append(_construction(case, field, part, mine))
    return tuple(out)


def _construction(case: Case, field: int, part: str, found: list[Mention]) -> Construction:
    known = case.lexicon.materials
    coats = [one for one in found if one.mode == "coat"]
    base = [one.id for one in found if one.claims and one.slot == "base"] + [
        known[one.id].base for one in coats if known[one.id].base
    ]
    pure = [known[one.surface or one.id].purity for one in found]
    thick = [one.number for one in case.thicknesses if one.field == field]
    return Construction(
        field, part, _once(base), _once([one.surface for one in coats if one.surface]), _once([one.process for one in coats if one.process]),
        tuple(dict.fromkeys(one.min for one in pure if one)), tuple(thick) if coats else (),
        _once([_told(one) for one in found if one.claims and one.slot != "base"]), _once([one.id for one in found if one.mode == "free"]),
    )  # fmt: skip


def _told(one: Mention) -> str:
    words = [one.origin] if one.origin else []
    words += [one.share.told()] if one.share else []
    return " ".join([*words, one.id])


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
