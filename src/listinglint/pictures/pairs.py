"""Pictures of one listing held against each other: which shows what another one shows already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from listinglint.model import Image
from listinglint.pictures.seen import Likeness, Same

# A detail picture is looked for in these.
_PIECES = frozenset({"detail"})
_WHOLES = frozenset({"main", "main-long"})


def compared(images: tuple[Image, ...], *, crops: bool, doubles: bool) -> tuple[Image, ...]:
    """Return the pictures with `same` (earlier pictures that show the same) and `crop` (cut from which main picture).

    A picture that is another one as a whole is no crop of it, so crops are sought only where nothing is the same.
    """
    out = []
    for image in images:
        likeness: Likeness | None = image.facts.get("likeness")
        if likeness is None:
            out.append(image)
            continue
        facts: dict[str, Any] = {}
        found = tuple(_doubles(image, likeness, images))
        if doubles:
            facts["same"] = found
        if crops and image.role in _PIECES:
            facts["crop"] = _crop(likeness, images, frozenset(one.of for one in found))
        out.append(replace(image, facts={**image.facts, **facts}))
    return tuple(out)


def _doubles(image: Image, likeness: Likeness, images: tuple[Image, ...]) -> Iterator[Same]:
    from listinglint.pictures.likeness import same

    for other in images:
        theirs = other.facts.get("likeness")
        if other.index >= image.index or theirs is None:
            continue
        how = same(likeness, theirs)
        if how is not None:
            yield Same(other.index, how, other.file)


def _crop(likeness: Likeness, images: tuple[Image, ...], doubles: frozenset[int]) -> Any:
    """Return the surest find among the main pictures, None without any."""
    from listinglint.pictures.crop import find

    found = [
        find(likeness, other.facts["likeness"], other.index, other.file)
        for other in images
        if other.role in _WHOLES and "likeness" in other.facts and other.index not in doubles
    ]
    return max((one for one in found if one is not None), key=lambda one: one.score, default=None)
