"""Pictures with measures on them: a ruler beside the product, and the size table of the shirt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Sequence

INK = (70, 64, 58)


def measured(picture: Image.Image, lines: Sequence[tuple[tuple[float, float, float, float], str]]) -> Image.Image:
    """Draw measuring lines (ends as shares of the frame) with their words."""
    size = picture.width
    brush = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size / 32)
    for (x0, y0, x1, y1), words in lines:
        ends = ((x0 * size, y0 * size), (x1 * size, y1 * size))
        brush.line(ends, fill=INK, width=max(2, size // 500))
        for x, y in ends:
            tick = (x, y - size / 90, x, y + size / 90) if y0 == y1 else (x - size / 90, y, x + size / 90, y)
            brush.line(tick, fill=INK, width=max(2, size // 500))
        middle = (size * (x0 + x1) / 2, size * (y0 + y1) / 2)
        if abs(x1 - x0) > 0.1:
            brush.text((middle[0], middle[1] - size / 60), words, fill=INK, font=font, anchor="mb")
        else:  # too short for words above it
            brush.text((ends[1][0] + size / 60, middle[1]), words, fill=INK, font=font, anchor="lm")
    return picture


def table(
    size: tuple[int, int], rows: Sequence[Sequence[str]], outline: Sequence[Sequence[tuple[float, float]]]
) -> Image.Image:
    """Draw the outline of a garment with letters for its measures, and the table of sizes below it."""
    picture = Image.new("RGB", size, "white")
    brush = ImageDraw.Draw(picture)
    width = size[0]
    for piece in outline:
        corners = [(width * (0.16 + 0.68 * x), width * (0.02 + 0.68 * y)) for x, y in piece]
        brush.polygon(corners, fill=(241, 237, 229), outline=INK, width=3)
    _letters(brush, width)
    top, height, column = width * 0.75, width * 0.085, width * 0.9 / len(rows[0])
    font = ImageFont.load_default(width / 28)
    for i, row in enumerate(rows):
        y = top + i * height
        fill = (226, 216, 198) if i == 0 else (250, 248, 244) if i % 2 else (242, 238, 230)
        brush.rectangle((width * 0.05, y, width * 0.95, y + height), fill=fill, outline=(190, 180, 166))
        for k, words in enumerate(row):
            brush.text((width * 0.05 + (k + 0.5) * column, y + height / 2), words, fill=INK, font=font, anchor="mm")
    return picture


def _letters(brush: ImageDraw.ImageDraw, width: int) -> None:
    font = ImageFont.load_default(width / 22)
    measures = {
        "A": (0.345, 0.3, 0.655, 0.3),
        "B": (0.43, 0.12, 0.43, 0.655),
        "C": (0.365, 0.105, 0.635, 0.105),
    }
    measures["D"] = (0.2, 0.55, 0.335, 0.13)
    for letter, (x0, y0, x1, y1) in measures.items():
        brush.line((x0 * width, y0 * width, x1 * width, y1 * width), fill=(178, 70, 50), width=3)
        x, y = (x0 + x1) / 2 * width, (y0 + y1) / 2 * width
        brush.ellipse((x - 20, y - 20, x + 20, y + 20), fill=(178, 70, 50))
        brush.text((x, y), letter, fill="white", font=font, anchor="mm")
