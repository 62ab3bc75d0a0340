"""Names that are lawful nowhere, mean something else, or say too little: advice, whatever the other fields say."""

from __future__ import annotations

from collections.abc import Iterator

from listinglint.materials.case import Case, Conflict, content
from listinglint.materials.mention import Mention

_VAGUE = ("alloy_unspecified", "metal_unspecified", "base_metal")


def compare(case: Case) -> Iterator[Conflict]:
    """Yield names that deserve a remark."""
    for one in content(case.told, "base", "stone"):
        word = case.texts[one.field][one.start : one.end]
        known = case.lexicon.materials[one.id]
        if any(name in word for name in known.deprecated):
            yield Conflict("abolished-name", one, ())
        if one.id == "cubic_zirconia" and "锆石" in word and "合成" not in word:
            yield Conflict("zircon-name", one, tuple(content(case.attributes, "stone")))
        precious = case.lexicon.is_a(one.id, "precious_metal")
        if known.trap and known.kind == "alloy" and not precious and not _explained(case, one):
            yield Conflict("trap-name", one, ())
    metals = content(case.attributes, "base")
    coats = [one for one in case.attributes if one.mode == "coat"]
    if metals and case.jewellery and not coats and all(one.id in _VAGUE for one in metals):
        yield Conflict("vague", metals[0], tuple(metals[1:]))


def _explained(case: Case, one: Mention) -> bool:
    """Another name of what it really is stands somewhere."""
    word = case.texts[one.field][one.start : one.end]
    return any(
        case.lexicon.related(one.id, other.id) and case.texts[other.field][other.start : other.end] != word
        for other in case.mentions
        if other.claims
    )
