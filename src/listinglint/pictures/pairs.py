"""Pictures of one listing held against each other: which shows what another one shows already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from listinglint.model import Image
from listinglint.pictures.seen import Crop, Likeness, Same

# A detail picture is looked for in these.
_PIECES = frozenset({"detail"})
_WHOLES = frozenset({"main", "main-long"})


def candidates(images: tuple[Image, ...]) -> Iterator[tuple[Image, Image]]:
    """Yield every detail picture with every main picture in which it may have been cut out."""
    wholes = [one for one in images if one.role in _WHOLES and one.path]
    yield from ((piece, whole) for piece in images if piece.role in _PIECES and piece.path for whole in wholes)


def compared(
    images: tuple[Image, ...], crops: dict[tuple[int, int], Crop | None] | None, *, doubles: bool
) -> tuple[Image, ...]:
    """Return the pictures with `same` (earlier pictures that show the same) and `crop` (cut from which main picture).

    `crops` holds what is known of pairs (piece, whole) and takes what is found; None where nobody asks.  A picture that is
    another one as a whole is no crop of it, so crops are sought only where nothing is the same.
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
        if crops is not None and image.role in _PIECES:
            facts["crop"] = _crop(image, images, frozenset(one.of for one in found), crops)
        out.append(image._replace(facts={**image.facts, **facts}))
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


def _crop(
    piece: Image, images: tuple[Image, ...], doubles: frozenset[int], crops: dict[tuple[int, int], Crop | None]
) -> Crop | None:
    """Return the surest find among the main pictures, None without any."""
    from listinglint.pictures.crop import find

    found = []
    for _, whole in candidates((piece, *(one for one in images if one.role in _WHOLES))):
        pair = piece.index, whole.index
        if whole.index in doubles:
            continue
        if pair not in crops and "small" in piece.facts and "small" in whole.facts:
            crops[pair] = find(piece.facts["small"], whole.facts["small"], whole.index, whole.file)
        found.append(crops.get(pair))
    return max((one for one in found if one is not None), key=lambda one: one.score, default=None)
