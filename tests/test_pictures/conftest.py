"""Small pictures to measure, drawn from numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFilter

from listinglint.pictures.opened import Opened

Draw = Callable[..., Any]


class Held(Opened):
    """A picture that was never a file."""

    def __init__(self, picture: Any) -> None:
        super().__init__("", whole=True)
        self.__dict__["pixels"] = picture


@pytest.fixture
def held() -> Callable[[Any], Opened]:
    """Hand a drawn picture to a measure."""
    return Held


@pytest.fixture(scope="session")
def textured() -> Draw:
    """Draw a picture with detail in every pixel: stones and noise, as soft as a lens makes it."""
    return _textured


def _textured(seed: int = 1, size: tuple[int, int] = (640, 512)) -> Any:
    chance = np.random.default_rng(seed)
    large = Pillow.new("RGB", (size[0] * 2, size[1] * 2), (150, 160, 170))
    pen = ImageDraw.Draw(large)
    for _ in range(220):
        x, y, r = chance.uniform(0, size[0] * 2), chance.uniform(0, size[1] * 2), chance.uniform(8, 60)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=tuple(int(one) for one in chance.integers(30, 240, 3)))
    pixels = np.asarray(large) + chance.normal(0, 22, (size[1] * 2, size[0] * 2, 1))
    drawn = Pillow.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return drawn.resize(size, Pillow.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.4))


@pytest.fixture
def on_ground() -> Draw:
    """Draw a textured rectangle on a plain ground: `on_ground(box, size=…, ground=…)`."""

    def draw(
        box: tuple[int, int, int, int],
        size: tuple[int, int] = (400, 400),
        ground: tuple[int, int, int] = (255, 255, 255),
    ) -> Any:
        picture = Pillow.new("RGB", size, ground)
        goods = _textured(3, (box[2] - box[0], box[3] - box[1])).point(lambda value: min(value, 200))
        picture.paste(goods, box[:2])
        return picture

    return draw
