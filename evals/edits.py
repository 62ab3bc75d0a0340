"""What people and programs do to pictures: enlarge, blur, cut, frame, pad, mirror, recolour, save again."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from listinglint.pictures import likeness, small
from listinglint.pictures.opened import Opened
from listinglint.pictures.seen import Likeness, Small

Picture = Any
METHODS = {
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
    "bilinear": Image.Resampling.BILINEAR,
}


class Held(Opened):
    """A picture that was never a file."""

    def __init__(self, picture: Picture) -> None:
        super().__init__("", whole=True)
        self.__dict__["pixels"] = picture


def likeness_of(picture: Picture) -> Likeness:
    """Return what a picture is recognised by."""
    return likeness.measure(Held(picture))


def small_of(picture: Picture) -> Small:
    """Return the copy in which pieces are looked for."""
    return small.measure(Held(picture))


def saved(picture: Picture, quality: int) -> Picture:
    """Return the picture as it comes back from a JPEG of this quality."""
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=quality)
    return Image.open(data).convert("RGB")


def enlarged(picture: Picture, times: float, method: str, quality: int) -> Picture:
    """Return the picture shrunk (so that its long side ends as it began) and enlarged again, saved as JPEG."""
    small = picture.resize([max(1, round(side / times)) for side in picture.size], Image.Resampling.LANCZOS)
    return saved(small.resize(picture.size, METHODS[method]), quality)


def fitted(picture: Picture, long: int) -> Picture:
    """Return the picture with a long side of at most `long` pixels."""
    factor = long / max(picture.size)
    if factor >= 1:
        return picture
    return picture.resize([max(1, round(side * factor)) for side in picture.size], Image.Resampling.LANCZOS)


def blurred(picture: Picture, sigma: float) -> Picture:
    """Return the picture out of focus."""
    return saved(picture.filter(ImageFilter.GaussianBlur(sigma)), 90)


def shaken(picture: Picture, length: int) -> Picture:
    """Return the picture with the camera moved sideways."""
    sums = np.cumsum(np.asarray(picture), axis=1, dtype=np.int32)
    moved = (sums[:, length:] - sums[:, :-length]) // length
    return saved(Image.fromarray(moved.astype(np.uint8)), 90)


def shaken_aslant(picture: Picture, length: int) -> Picture:
    """Return the picture with the camera moved along a line at thirty degrees."""
    steps = np.linspace(-0.5, 0.5, 4 * length + 1) * length
    places = Counter((round(float(step) * 0.5), round(float(step) * 0.866)) for step in steps)
    pixels, edge = np.asarray(picture, np.float32), length
    total = np.sum([many * np.roll(pixels, place, (0, 1)) for place, many in places.items()], axis=0) / len(steps)
    return saved(Image.fromarray(total[edge:-edge, edge:-edge].astype(np.uint8)), 90)


def framed(picture: Picture, width: int, colour: tuple[int, int, int]) -> Picture:
    """Return the picture with a frame."""
    return saved(ImageOps.expand(picture, width, colour), 85)


def padded(picture: Picture) -> Picture:
    """Return the picture on a white square that is larger by fifteen percent."""
    side = round(1.15 * max(picture.size))
    page = Image.new("RGB", (side, side), "white")
    page.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    return saved(page, 88)


def centred(picture: Picture, box: Any, ground: tuple[int, int, int]) -> Picture:
    """Return the picture with what its box holds moved to the middle of a plain ground."""
    goods = picture.crop(box)
    page = Image.new("RGB", picture.size, ground)
    page.paste(goods, ((picture.width - goods.width) // 2, (picture.height - goods.height) // 2))
    return page


def cut(picture: Picture, share: float, chance: Any) -> Picture | None:
    """Return a piece whose sides are `share` of the picture's; None where twenty tries find nothing but plain ground."""
    wide, high = round(picture.width * share), round(picture.height * share)
    for _ in range(20):
        x, y = int(chance.integers(0, picture.width - wide + 1)), int(chance.integers(0, picture.height - high + 1))
        piece = picture.crop((x, y, x + wide, y + high))
        if np.asarray(piece.convert("L").resize((48, 48), Image.Resampling.BOX)).std() >= 12:
            return piece
    return None


COPIES: dict[str, Callable[[Picture], Picture]] = {
    "half size": lambda one: one.resize((one.width // 2, one.height // 2), Image.Resampling.LANCZOS),
    "JPEG 30": lambda one: saved(one, 30),
    "brighter": lambda one: ImageEnhance.Brightness(one).enhance(1.2),
    "mirrored": ImageOps.mirror,
    "recoloured": lambda one: Image.merge("RGB", [one.getchannel(name) for name in "BRG"]),
}
