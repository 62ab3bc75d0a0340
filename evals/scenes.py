"""Draws the pictures that the picture benchmark measures: cloth, metal, leather, stones, print, chains; no photographs."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

# Drawn at twice the size and shrunk, as a lens and a sensor would have it: no edge is sharper than a pixel.
_OVER = 2
_WORDS = [
    "silver",
    "chain",
    "925",
    "clasp",
    "lobster",
    "45",
    "cm",
    "ring",
    "size",
    "16",
    "mm",
    "care",
    "soft",
    "cloth",
    "linen",
    "cotton",
    "weave",
    "stitch",
    "made",
    "by",
    "hand",
]


class Scene(NamedTuple):
    """A drawn picture: its kind, number, and the box of the product where that is known exactly."""

    kind: str
    number: int
    picture: Image.Image
    box: tuple[int, int, int, int] | None = None


def scene(kind: str, number: int, size: int = 1000) -> Scene:
    """Draw one scene; the same kind, number and size give the same pixels."""
    chance = np.random.default_rng([number, *kind.encode()])
    drawn = KINDS[kind](chance, size * _OVER)
    shrunk = Image.fromarray(np.clip(drawn, 0, 255).astype(np.uint8)).resize((size, size), Image.Resampling.LANCZOS)
    return Scene(kind, number, _sensor(shrunk, chance))


def _sensor(picture: Image.Image, chance: Any) -> Image.Image:
    """Add what a camera adds: a little softness, a little noise."""
    soft = picture.filter(ImageFilter.GaussianBlur(float(chance.uniform(0.3, 0.55))))
    noise = chance.normal(0, float(chance.uniform(0.8, 2.0)), (picture.height, picture.width, 1))
    return Image.fromarray(np.clip(np.asarray(soft) + noise, 0, 255).astype(np.uint8))


def _grid(size: int) -> tuple[Any, Any]:
    y, x = np.mgrid[0:size, 0:size].astype(np.float32)
    return x, y


def _clouds(chance: Any, size: int, slope: float) -> Any:
    """Return noise whose spectrum falls with the frequency, as in nature, with mean 0 and deviation 1."""
    down, across = np.meshgrid(np.fft.fftfreq(size), np.fft.rfftfreq(size), indexing="ij")
    weight = 1 / np.maximum(np.hypot(across, down), 1 / size) ** slope
    waves = np.fft.rfft2(chance.standard_normal((size, size))) * weight
    field = np.fft.irfft2(waves, s=(size, size))
    return ((field - field.mean()) / field.std()).astype(np.float32)


def _tinted(grey: Any, chance: Any) -> Any:
    tint = chance.uniform(0.75, 1.1, 3)
    return grey[..., None] * tint


def _cloth(chance: Any, size: int) -> Any:
    x, y = _grid(size)
    period, angle = chance.uniform(9, 26), chance.uniform(0, 1.5)
    wave = _clouds(chance, size, 1.7) * 6
    u, v = x * np.cos(angle) + y * np.sin(angle) + wave, y * np.cos(angle) - x * np.sin(angle) + wave
    warp, weft = np.abs(np.sin(np.pi * u / period)), np.abs(np.sin(np.pi * v / period))
    over = (np.floor(u / period) + np.floor(v / period)) % 2
    fibre = _clouds(chance, size, 0.9) * chance.uniform(6, 14)
    return _tinted(70 + 120 * np.where(over > 0, warp, weft) + fibre + 12 * _clouds(chance, size, 2), chance)


def _leather(chance: Any, size: int) -> Any:
    grain = _clouds(chance, size, chance.uniform(1.0, 1.3))
    creases = np.abs(_clouds(chance, size, 1.6))
    return _tinted(110 + 22 * grain - 40 * np.exp(-30 * creases) + 15 * _clouds(chance, size, 2.2), chance)


def _metal(chance: Any, size: int) -> Any:
    """A brushed ring on a plain ground: smooth gradients, hard highlights, fine scratches."""
    x, y = _grid(size)
    turn, away = chance.uniform(0, 3), chance.uniform(-0.12, 0.12, 2)
    along, aside = x / size - 0.5 - away[0], y / size - 0.5 - away[1]
    dx = along * np.cos(turn) + aside * np.sin(turn)
    dy = (aside * np.cos(turn) - along * np.sin(turn)) / chance.uniform(0.35, 1.0)
    radius, angle = np.hypot(dx, dy), np.arctan2(dy, dx)
    middle, width = chance.uniform(0.2, 0.32), chance.uniform(0.04, 0.1)
    across = (radius - middle) / width
    on = np.abs(across) < 1
    facets = np.sign(np.sin(angle * int(chance.integers(12, 60)))) * chance.uniform(10, 30)
    scratches = np.repeat(chance.standard_normal((size, 1)), 1, axis=1)[(angle * size / 7).astype(int) % size, 0] * 9
    light = 120 + 90 * np.cos(3 * across + 2 * np.sin(2 * angle)) + facets + scratches
    ground = chance.choice([255.0, 236.0, 205.0, 120.0])
    colour = np.array(chance.choice([[1, 1, 1], [1, 0.84, 0.55], [1, 0.8, 0.74]]))
    return np.where(on[..., None], light[..., None] * colour, ground - 6 * dy[..., None] * (ground < 255))


def _stones(chance: Any, size: int) -> Any:
    picture = Image.new("RGB", (size, size), tuple(int(v) for v in chance.integers(60, 230, 3)))
    pen = ImageDraw.Draw(picture)
    for _ in range(int(chance.integers(150, 400))):
        x, y, r = chance.uniform(0, size), chance.uniform(0, size), chance.uniform(0.01, 0.05) * size
        shade = [int(v) for v in chance.integers(40, 240, 3)]
        for step in range(6):
            k = 1 - step / 8
            lit = tuple(min(255, v + 14 * step) for v in shade)
            pen.ellipse((x - r * k - step, y - r * k - step, x + r * k - step, y + r * k - step), fill=lit)
    return np.asarray(picture) + 9 * _clouds(chance, size, 0.8)[..., None]


def _print(chance: Any, size: int) -> Any:
    picture = Image.new("RGB", (size, size), "white" if chance.random() < 0.5 else (238, 230, 214))
    pen = ImageDraw.Draw(picture)
    at = 40
    while at < size - 80:
        letters = int(chance.integers(28, 90))
        text = " ".join(chance.choice(_WORDS) for _ in range(12))
        pen.text((40, at), text, (30, 30, 40), ImageFont.load_default(letters))
        at += int(letters * 1.5)
    return np.asarray(picture) + 2 * _clouds(chance, size, 1)[..., None]


def _chain(chance: Any, size: int) -> Any:
    ground = chance.choice(np.array([[255, 255, 255], [214, 222, 232], [60, 52, 66], [236, 222, 206]]))
    picture = Image.new("RGB", (size, size), tuple(int(v) for v in ground))
    pen = ImageDraw.Draw(picture)
    links, lobes, depth = int(chance.integers(60, 140)), int(chance.integers(1, 5)), chance.uniform(0.05, 0.3)
    wide, high, turn = chance.uniform(0.2, 0.4), chance.uniform(0.2, 0.4), chance.uniform(0, 6)
    for link in range(links):
        angle = 2 * np.pi * link / links
        bend = 1 - depth + depth * np.cos(lobes * angle + turn)
        x, y = size * (0.5 + wide * bend * np.cos(angle)), size * (0.5 + high * bend * np.sin(angle))
        r = size * chance.uniform(0.014, 0.02)
        for width, shade in ((12, 90), (8, 180), (3, 250)):
            pen.ellipse(
                (x - r, y - 0.7 * r, x + r, y + 0.7 * r), outline=(shade, shade, int(shade * 0.92)), width=width
            )
    grain = _clouds(chance, size, 0.9)[..., None] * np.where(ground.mean() > 250, 0, 5)
    return np.asarray(picture) + grain


KINDS: dict[str, Callable[[Any, int], Any]] = {
    "cloth": _cloth, "leather": _leather, "metal": _metal, "stones": _stones, "print": _print, "chain": _chain,
}  # fmt: skip


@lru_cache(2)
def _texture(number: int, size: int) -> Any:
    chance = np.random.default_rng([number, 78])
    return np.clip(KINDS["cloth" if number % 2 else "leather"](chance, size), 20, 225)


def product(number: int, fill: float, size: int = 800, ground: tuple[int, int, int] = (255, 255, 255)) -> Scene:
    """Draw a textured product of a known box on a plain ground: its longer side is `fill` of the picture."""
    chance = np.random.default_rng([number, 77])
    big = size * _OVER
    texture = _texture(number, big)
    tall = chance.uniform(0.45, 1.0)
    sides = (fill, fill * tall) if number % 3 else (fill * tall, fill)
    left, top = ((1 - side) / 2 + chance.uniform(-0.3, 0.3) * (1 - side) / 2 for side in sides)
    box = tuple(round(v * big) for v in (left, top, left + sides[0], top + sides[1]))
    mask = Image.new("L", (big, big), 0)
    pen = ImageDraw.Draw(mask)
    (pen.ellipse if number % 2 else pen.rectangle)((box[0], box[1], box[2] - 1, box[3] - 1), fill=255)
    whole = np.where(np.asarray(mask)[..., None] > 0, texture, np.array(ground, np.float32))
    picture = Image.fromarray(whole.astype(np.uint8)).resize((size, size), Image.Resampling.LANCZOS)
    known = (box[0] // _OVER, box[1] // _OVER, box[2] // _OVER, box[3] // _OVER)
    return Scene("product", number, picture, known)


def square(number: int, fill: float, ground: tuple[int, int, int], size: int = 800) -> Image.Image:
    """Draw a square of one material exactly in the middle of a plain ground."""
    side = round(size * fill)
    goods = Image.fromarray(_texture(number, size * _OVER)[: side * _OVER, : side * _OVER].astype(np.uint8))
    page = Image.new("RGB", (size, size), ground)
    page.paste(goods.resize((side, side), Image.Resampling.LANCZOS), ((size - side) // 2, (size - side) // 2))
    return page
