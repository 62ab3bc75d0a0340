"""The shirt of the examples, laid flat: pieces of woven cloth with folds, seams and buttons."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from studio.backdrops import grain, tinted, weave

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.camera import Colour

Point = tuple[float, float]

# fmt: off
BODY = [
    (0.37, 0.13), (0.29, 0.17), (0.27, 0.4), (0.275, 0.7), (0.27, 0.9), (0.33, 0.925), (0.42, 0.935),
    (0.5, 0.935), (0.58, 0.935), (0.67, 0.925), (0.73, 0.9), (0.725, 0.7), (0.73, 0.4), (0.71, 0.17),
    (0.63, 0.13),
]
SLEEVE = [
    (0.315, 0.17), (0.265, 0.19), (0.19, 0.36), (0.13, 0.6),
    (0.105, 0.74), (0.19, 0.765), (0.23, 0.6), (0.285, 0.4),
]
# fmt: on
CUFF = [(0.107, 0.73), (0.098, 0.79), (0.187, 0.815), (0.196, 0.757)]
BACK = [(0.41, 0.085), (0.5, 0.075), (0.59, 0.085), (0.57, 0.16), (0.5, 0.2), (0.43, 0.16)]
COLLAR = [(0.405, 0.08), (0.37, 0.125), (0.385, 0.215), (0.44, 0.235), (0.497, 0.18), (0.44, 0.13)]
PLACKET = [(0.478, 0.185), (0.522, 0.185), (0.522, 0.936), (0.478, 0.936)]
POCKET = [(0.565, 0.33), (0.67, 0.33), (0.67, 0.43), (0.6175, 0.455), (0.565, 0.43)]


def mirrored(outline: Sequence[Point]) -> list[Point]:
    """Return the same piece for the other side of the body."""
    return [(1.0 - x, y) for x, y in outline]


def fabric(size: tuple[int, int], colour: Colour, thread: int, seed: int, contrast: float = 0.12) -> Image.Image:
    """Return cloth of one colour with its weave and with folds falling through it."""
    rng = random.Random(seed)  # noqa: S311  (a drawing, not a secret)
    folds = Image.new("L", size, 214)
    brush = ImageDraw.Draw(folds)
    for _ in range(26):
        x, y = rng.uniform(0, size[0]), rng.uniform(-0.1, 0.9) * size[1]
        reach, lean = rng.uniform(0.15, 0.5) * size[1], rng.uniform(-0.12, 0.12) * size[0]
        line = ((x, y), (x + lean * 0.3, y + reach * 0.5), (x + lean, y + reach))
        brush.line(
            line,
            fill=rng.choice((172, 190, 240, 250)),
            width=rng.randint(4, max(5, size[0] // 50)),
            joint="curve",
        )
    folds = folds.filter(ImageFilter.GaussianBlur(size[0] / 70))
    folds = ImageChops.multiply(folds, grain(size, seed + 3, size[0] / 6, 50))
    cloth = tinted(Image.new("RGB", size, colour), weave(size, thread, contrast, seed + 4))
    # Weave and folds only darken; the last step brings the dyed colour back.
    return tinted(cloth, folds).point(lambda v: min(255, round(v * 1.42)))


def rounded(outline: Sequence[Point]) -> list[Point]:
    """Cut every corner twice, as big pieces of cloth have no sharp ones."""
    points = list(outline)
    for share in (0.14, 0.25):
        cut = []
        for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
            cut += [(x0 + t * (x1 - x0), y0 + t * (y1 - y0)) for t in (share, 1 - share)]
        points = cut
    return points


def lay(canvas: Image.Image, outline: Sequence[Point], cloth: Image.Image, lift: float = 0.006) -> None:
    """Put one piece on the canvas: a soft shadow below it, rounded edges, a stitched seam."""
    size = canvas.width
    mask = Image.new("L", canvas.size)
    corners = [(x * size, y * size) for x, y in outline]
    ImageDraw.Draw(mask).polygon(corners, fill=255)
    below = mask.filter(ImageFilter.GaussianBlur(lift * size)).point(lambda v: v * 0.55)
    below = ImageChops.offset(below, round(lift * size * 0.4), round(lift * size * 0.7))
    canvas.paste(canvas.point(lambda v: v * 0.45), (0, 0), below)
    inside = mask.filter(ImageFilter.GaussianBlur(0.008 * size)).point(lambda v: 150 + v * 105 / 255)
    canvas.paste(tinted(cloth, inside), (0, 0), mask)


def stitch(canvas: Image.Image, line: Sequence[Point], colour: Colour) -> None:
    """Sew a dashed seam along a line."""
    size = canvas.width
    brush = ImageDraw.Draw(canvas)
    step = 0.006
    for (x0, y0), (x1, y1) in pairwise(line):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        for i in range(int(length / step)):
            a, b = i * step / length, (i + 0.6) * step / length
            ends = [(size * (x0 + t * (x1 - x0)), size * (y0 + t * (y1 - y0))) for t in (a, b)]
            brush.line(ends, fill=colour, width=max(1, size // 900))


def button(canvas: Image.Image, centre: Point, radius: float, colour: Colour) -> None:
    """Sew on a round button with four holes."""
    size = canvas.width
    x, y, r = centre[0] * size, centre[1] * size, radius * size
    below = Image.new("L", canvas.size)
    ImageDraw.Draw(below).ellipse((x - r, y - r * 0.8, x + r * 1.1, y + r * 1.25), fill=150)
    canvas.paste((40, 34, 30), (0, 0), below.filter(ImageFilter.GaussianBlur(r / 5)))
    brush = ImageDraw.Draw(canvas)
    for i in range(24):
        t = i / 24
        tone = 0.72 + 0.36 * t if t < 0.25 else 0.97 - 0.22 * t
        shade: Colour = tuple(min(255, round(c * tone)) for c in colour)  # type: ignore[assignment]
        k = r * (1 - 0.8 * t)
        brush.ellipse((x - k, y - k, x + k, y + k), fill=shade)
    for dx, dy in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
        hx, hy, h = x + dx * r * 0.24, y + dy * r * 0.24, r * 0.11
        brush.ellipse((hx - h, hy - h, hx + h, hy + h), fill=(60, 50, 44))
    for dy in (-1, 1):
        row = y + dy * r * 0.24
        brush.line((x - r * 0.24, row, x + r * 0.24, row), fill=(238, 234, 226), width=max(1, round(r * 0.12)))


def shirt(backdrop: Image.Image, colour: Colour, seed: int, thread: int = 4) -> Image.Image:
    """Lay the shirt on a square backdrop, drawn at twice the size for clean edges."""
    canvas = backdrop.resize((2 * backdrop.width, 2 * backdrop.height), Image.Resampling.BICUBIC)
    pieces = [
        BACK,
        SLEEVE,
        mirrored(SLEEVE),
        CUFF,
        mirrored(CUFF),
        BODY,
        PLACKET,
        POCKET,
        COLLAR,
        mirrored(COLLAR),
    ]
    cloths = [fabric(canvas.size, colour, thread, seed + 10 * i) for i in range(4)]
    for i, piece in enumerate(pieces):
        cloth = cloths[i % 4]
        if piece is BACK:
            cloth = cloth.point(lambda v: v * 0.72)
        sharp = len(piece) <= 5
        lay(canvas, piece if sharp else rounded(piece), cloth, 0.002 if sharp else 0.006)
    _sew(canvas, colour)
    return canvas.resize(backdrop.size, Image.Resampling.LANCZOS)


def _sew(canvas: Image.Image, colour: Colour) -> None:
    thread: Colour = tuple(round(c * 0.72) for c in colour)  # type: ignore[assignment]
    inner_pocket = [
        (0.57, 0.345),
        (0.665, 0.345),
        (0.665, 0.427),
        (0.6175, 0.448),
        (0.57, 0.427),
        (0.57, 0.345),
    ]
    hem = [(0.275, 0.885), (0.33, 0.91), (0.42, 0.92), (0.58, 0.92), (0.67, 0.91), (0.725, 0.885)]
    edge = [(0.377, 0.128), (0.391, 0.208), (0.44, 0.227), (0.488, 0.181)]
    for line in (
        inner_pocket,
        hem,
        edge,
        mirrored(edge),
        [(0.484, 0.2), (0.484, 0.93)],
        [(0.516, 0.2), (0.516, 0.93)],
    ):
        stitch(canvas, line, thread)
    for y in (0.215, 0.33, 0.445, 0.56, 0.675, 0.79):
        button(canvas, (0.5, y), 0.0085, (226, 216, 198))
    for x in (0.178, 0.822):
        button(canvas, (x, 0.792), 0.007, (226, 216, 198))


def swatch(size: tuple[int, int], colour: Colour, seed: int, thread: int = 14) -> Image.Image:
    """Return a close-up of the cloth with its front edge, a seam and two buttons."""
    side = round(1.2 * max(size))
    big = (side, side)
    cloth = fabric(big, colour, thread, seed, 0.26)
    edge = [(0.42, -0.1), (0.42, 1.1), (1.1, 1.1), (1.1, -0.1)]
    lay(cloth, edge, fabric(big, colour, thread, seed + 50, 0.26), 0.014)
    dark: Colour = tuple(round(c * 0.6) for c in colour)  # type: ignore[assignment]
    for x in (0.445, 0.66):
        for k in (0.0, 0.0012, 0.0024):
            stitch(cloth, [(x + k, 0.0), (x + k, 1.0)], dark)
    for y in (0.27, 0.8):
        button(cloth, (0.55, y), 0.062, (226, 216, 198))
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    return cloth.rotate(4, Image.Resampling.BICUBIC).crop((left, top, left + size[0], top + size[1]))
