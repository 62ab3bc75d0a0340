"""Backdrops: white, paper, linen, velvet, stone and wood, each with its own seed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

if TYPE_CHECKING:
    from studio.camera import Colour


def grain(size: tuple[int, int], seed: int, cell: float = 1.0, depth: int = 24) -> Image.Image:
    """Return soft noise from 255-depth to 255 whose spots are `cell` pixels wide."""
    small = (max(2, round(size[0] / cell)), max(2, round(size[1] / cell)))
    raw = random.Random(seed).randbytes(small[0] * small[1])  # noqa: S311  (a drawing, not a secret)
    spots = Image.frombytes("L", small, raw).resize(size, Image.Resampling.BICUBIC)
    return spots.point(lambda v: 255 - depth + v * depth / 255)


def tinted(picture: Image.Image, shade: Image.Image) -> Image.Image:
    """Darken a picture by a grey one."""
    return ImageChops.multiply(picture, shade.convert("RGB"))


def white(size: int) -> Image.Image:
    """Return pure white, as marketplaces ask for."""
    return Image.new("RGB", (size, size), "white")


def paper(size: int, top: Colour, bottom: Colour, seed: int) -> Image.Image:
    """Return a sheet of studio paper, lighter at the top."""
    ramp = Image.linear_gradient("L").resize((size, size), Image.Resampling.BICUBIC)
    sheet = ImageOps.colorize(ramp, top, bottom)
    # Fine grain makes large files; a large sheet is photographed out of focus.
    return tinted(sheet, grain((size, size), seed, 2.0 if size <= 1000 else size / 9, 6))


def velvet(size: int, colour: Colour, seed: int) -> Image.Image:
    """Return dark cloth with a soft pool of light in the middle."""
    pool = Image.radial_gradient("L").resize((size, size), Image.Resampling.BICUBIC)
    dark: Colour = (colour[0] // 3, colour[1] // 3, colour[2] // 3)
    return tinted(ImageOps.colorize(pool, colour, dark), grain((size, size), seed, 2.0, 22))


def stone(size: int, seed: int) -> Image.Image:
    """Return pale marble with a few veins."""
    rng = random.Random(seed)  # noqa: S311  (a drawing, not a secret)
    veins = Image.new("L", (size, size), 255)
    brush = ImageDraw.Draw(veins)
    for _ in range(7):
        x, y = rng.uniform(-0.2, 0.8) * size, rng.uniform(-0.2, 1.0) * size
        line = [(x, y)]
        for _ in range(14):
            x, y = x + rng.uniform(0.02, 0.13) * size, y + rng.uniform(-0.05, 0.09) * size
            line.append((x, y))
        brush.line(line, fill=rng.randint(205, 232), width=rng.randint(2, 9), joint="curve")
    veins = veins.filter(ImageFilter.GaussianBlur(size / 160))
    ground = ImageOps.colorize(grain((size, size), seed, size / 7, 60), (196, 194, 192), (248, 246, 244))
    return tinted(ground, veins)


def wood(size: int, colour: Colour, seed: int) -> Image.Image:
    """Return a board with lengthwise fibres."""
    fibres = grain((size, size), seed, 1.0, 70).resize((size, max(2, size // 3)), Image.Resampling.BOX)
    fibres = fibres.crop((0, 0, max(4, size // 40), size // 3)).resize((size, size), Image.Resampling.BICUBIC)
    wide = grain((size, size), seed + 1, size / 5, 50)
    return tinted(tinted(Image.new("RGB", (size, size), colour), fibres), wide)


def weave(size: tuple[int, int], thread: int, contrast: float, seed: int) -> Image.Image:
    """Return a plain weave: warp over weft, weft over warp, with threads of uneven thickness."""
    tile = Image.new("L", (2 * thread, 2 * thread))
    for y in range(2 * thread):
        for x in range(2 * thread):
            over = (x // thread + y // thread) % 2
            u = ((x if over else y) % thread + 0.5) / thread
            v = ((y if over else x) % thread + 0.5) / thread
            dip = 1.0 - contrast * ((2 * u - 1) ** 2 + 0.45 * (2 * v - 1) ** 2) - (0.0 if over else contrast * 0.25)
            tile.putpixel((x, y), max(0, round(255 * dip)))
    cloth = Image.new("L", size)
    for top in range(0, size[1], 2 * thread):
        for left in range(0, size[0], 2 * thread):
            cloth.paste(tile, (left, top))
    depth = round(150 * contrast)
    lengthwise = grain((size[0], max(2, size[1] // 90)), seed, thread, depth).resize(size)
    crosswise = grain((max(2, size[0] // 90), size[1]), seed + 1, thread, depth).resize(size)
    return ImageChops.multiply(cloth, ImageChops.multiply(lengthwise, crosswise))


def linen(size: int, colour: Colour, seed: int) -> Image.Image:
    """Return a linen cloth with soft waves."""
    cloth = tinted(Image.new("RGB", (size, size), colour), weave((size, size), max(3, size // 130), 0.07, seed))
    return tinted(cloth, grain((size, size), seed + 2, size / 4, 46))
