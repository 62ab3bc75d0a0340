"""Cuts pieces out of pictures and looks for them again."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import numpy as np

from evals import edits
from evals.counted import Told, count
from listinglint.pictures import crop, likeness
from listinglint.pictures.seen import Likeness, Small


class Cut(NamedTuple):
    """Small copies of a picture and of pieces cut out of it, with the share of its sides that they show."""

    whole: Small
    likeness: Likeness
    pieces: list[tuple[str, float, Small]]
    copies: list[tuple[str, Likeness]]


def cut(picture: Any, seed: int) -> Cut:
    """Cut pieces that show something out of a picture, some enlarged, and copy it in several ways."""
    chance = np.random.default_rng([seed, 5])
    pieces = []
    for share in (0.25, 0.45, 0.7):
        piece = edits.cut(picture, share, chance)
        if piece is not None:
            grown = edits.fitted(piece, 300)
            grown = grown.resize((2 * grown.width, 2 * grown.height), edits.METHODS["bicubic"])
            pieces.append(("enlarged crops found", share, edits.small_of(edits.saved(grown, 88))))
            pieces.append(("true crops found", share, edits.small_of(edits.saved(piece, 88))))
    copies = [(f"copies found: {name}", edits.likeness_of(edit(picture))) for name, edit in edits.COPIES.items()]
    return Cut(edits.small_of(edits.saved(edits.fitted(picture, 800), 88)), edits.likeness_of(picture), pieces, copies)


def paired(cuts: list[Cut]) -> Told:
    """Look for all pieces in their own pictures and in two others."""
    told = Told(Counter(), Counter(), [])
    for number, one in enumerate(cuts):
        for name, share, piece in one.pieces:
            found = crop.find(piece, one.whole, 0)
            count(told, name, found is not None and abs(np.log(found.share / share)) < 0.12)
            for step in (1, 2) if name.startswith("true") and share < 0.5 else ():
                other = cuts[(number + step * 7 + 1) % len(cuts)]
                if likeness.same(one.likeness, other.likeness) is None:
                    count(told, "other pictures called crops", crop.find(piece, other.whole, 0) is not None)
        for name, copy in one.copies:
            count(told, name, likeness.same(one.likeness, copy) is not None)
    return told


def enlarged(piece: Any, whole: Any, times: float) -> bool:
    """Tell whether a picture is a piece of another one, with at least so many times its pixels."""
    found = crop.find(edits.small_of(piece), edits.small_of(whole), 0)
    return found is not None and found.gain >= times
