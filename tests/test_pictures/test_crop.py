from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from listinglint.pictures import crop, small


def _seen(held: Any, picture: Any) -> Any:
    return small.measure(held(picture))


@pytest.mark.parametrize("box", [(100, 80, 260, 208), (300, 200, 590, 432), (0, 0, 450, 360)])
@pytest.mark.parametrize("times", [0.8, 1.0, 2.0, 3.0])
def test_a_piece_is_found_where_it_was_cut(
    textured: Any, held: Any, box: tuple[int, int, int, int], times: float
) -> None:
    whole = textured()
    piece = whole.crop(box)
    piece = piece.resize((round(piece.width * times), round(piece.height * times)), Pillow.Resampling.BICUBIC)
    found = crop.find(_seen(held, piece), _seen(held, whole), 4, "main.jpg")
    assert found is not None
    assert (found.of, found.image) == (4, "main.jpg")
    assert found.share == pytest.approx((box[2] - box[0]) / 640, rel=0.08)
    assert found.gain == pytest.approx(times, rel=0.1)
    assert all(abs(a - b) <= 16 for a, b in zip(found.box, box, strict=True))


def test_another_picture_is_no_piece(textured: Any, held: Any) -> None:
    whole = _seen(held, textured(1))
    for seed in range(2, 8):
        assert crop.find(_seen(held, textured(seed).crop((100, 100, 400, 340))), whole, 0) is None


def test_flat_and_tiny_pieces_match_nothing(textured: Any, held: Any) -> None:
    whole = _seen(held, textured())
    assert crop.find(_seen(held, Pillow.new("RGB", (300, 300), "white")), whole, 0) is None
    assert crop.find(_seen(held, textured().crop((100, 100, 140, 132))), whole, 0) is None, "a sixteenth is too little"
    assert crop.find(_seen(held, textured(1, (600, 9))), whole, 0) is None
    assert crop.find(whole, _seen(held, Pillow.new("RGB", (300, 300), "white")), 0) is None


def _disc() -> Any:
    """Draw a smooth disc with a little grain: any piece of its rim looks much the same at several sizes."""
    y, x = np.mgrid[0:800, 0:800]
    disc = (
        40 + 170 / (1 + np.exp((np.hypot(x - 400, y - 400) - 290) / 2)) + 25 * np.sin(x / 37 + y / 91) * np.cos(y / 53)
    )
    grain = np.random.default_rng(290).normal(0, 1, (800, 800))
    return Pillow.fromarray(np.clip(disc + grain, 0, 255).astype(np.uint8)).convert("RGB")


@pytest.mark.parametrize("at", [(110, 300), (300, 90), (180, 150), (480, 420)])
def test_the_size_of_a_piece_with_nothing_but_a_rim_is_right(held: Any, at: tuple[int, int]) -> None:
    whole = _disc()
    piece = whole.crop((*at, at[0] + 200, at[1] + 200)).resize((600, 600), Pillow.Resampling.BICUBIC)
    found = crop.find(_seen(held, piece), _seen(held, whole), 0)
    assert found is not None
    assert found.share == pytest.approx(0.25, rel=0.2)
    elsewhere = crop.find(_seen(held, Pillow.fromarray(255 - np.asarray(piece))), _seen(held, whole), 0)
    assert elsewhere is None, "light and dark exchanged, it is another picture"
    faint = Pillow.fromarray((180 + np.asarray(piece) * 0.25).astype(np.uint8))
    assert crop.find(_seen(held, faint), _seen(held, whole), 0) is None, "the same rim in quite other shades"
