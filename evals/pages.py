"""Draws detail pages with known lines of text, and main pictures with things painted over them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from evals import scenes

# From the Debian packages fonts-noto-cjk, fonts-noto-cjk-extra, fonts-wqy-zenhei, fonts-wqy-microhei, fonts-arphic-ukai.
FONTS = {
    name: Path("/usr/share/fonts") / path
    for name, path in {
        "Noto Sans": "opentype/noto/NotoSansCJK-Regular.ttc",
        "Noto Sans Bold": "opentype/noto/NotoSansCJK-Bold.ttc",
        "Noto Serif Bold": "opentype/noto/NotoSerifCJK-Bold.ttc",
        "Zen Hei": "truetype/wqy/wqy-zenhei.ttc",
        "Micro Hei": "truetype/wqy/wqy-microhei.ttc",
        "UKai": "truetype/arphic/ukai.ttc",
    }.items()
}
STYLES = ("plain", "small", "outlined", "on a gradient", "on a photo")
_GROUNDS = ((255, 255, 255), (247, 241, 232), (32, 30, 34), (208, 224, 214), (150, 24, 36))
_WIDTH, _MARGIN = 790, 48


class Row(NamedTuple):
    """One line of a page: its text, where it stands and how it was drawn."""

    text: str
    style: str
    size: int
    top: int


def fonts() -> dict[str, Path]:
    """Return the fonts that are installed here."""
    return {name: path for name, path in FONTS.items() if path.exists()}


def page(texts: list[str], font: Path, number: int, height: int = 5000) -> tuple[Image.Image, list[Row]]:
    """Draw texts one a line, spread over a page of 790 pixels' width, in all styles and sizes in turn."""
    chance = np.random.default_rng([number, 5])
    ground = _GROUNDS[number % len(_GROUNDS)]
    picture = Image.new("RGB", (_WIDTH, height), ground)
    pitch = (height - 120) // max(1, len(texts))
    rows = []
    for line, text in enumerate(texts):
        style = STYLES[(line + number) % len(STYLES)]
        size = 18 if style == "small" else int(chance.integers(22, 44))
        wide = sum(1.0 if ord(one) > 255 else 0.55 for one in text)
        size = max(18, min(size, int((_WIDTH - 2 * _MARGIN) / max(1.0, wide))))
        top = 60 + line * pitch
        _line(picture, text, (top, min(pitch, 160)), ImageFont.truetype(str(font), size), style, ground, number + line)
        rows.append(Row(text, style, size, top))
    return picture, rows


def _line(
    picture: Image.Image,
    text: str,
    place: tuple[int, int],
    font: Any,
    style: str,
    ground: tuple[int, int, int],
    number: int,
) -> None:
    top, height = place
    ink = (245, 240, 230) if sum(ground) < 380 else (36, 34, 40)
    if style == "on a gradient":
        picture.paste(_gradient(height, number), (0, top))
        ink = (255, 255, 255)
    elif style == "on a photo":
        photo = scenes.scene("cloth" if number % 2 else "leather", number % 6, 400).picture.resize((_WIDTH, _WIDTH))
        picture.paste(photo.crop((0, 0, _WIDTH, height)), (0, top))
        ink = (255, 255, 255)
    pen = ImageDraw.Draw(picture)
    at = (_MARGIN, top + max(2, (height - font.size) // 2 - 4))
    edge = max(1, round(font.size / 18)) if style in ("outlined", "on a photo") else 0
    pen.text(at, text, ink, font, stroke_width=edge, stroke_fill=(120, 20, 30) if style == "outlined" else (0, 0, 0))


def _gradient(height: int, number: int) -> Image.Image:
    chance = np.random.default_rng([number, 6])
    one, other = chance.integers(0, 120, 3), chance.integers(40, 150, 3)
    ramp = np.linspace(0, 1, _WIDTH)[None, :, None]
    band = one * (1 - ramp) + other * ramp
    return Image.fromarray(np.repeat(band, height, axis=0).astype(np.uint8))


def overlaid(kind: str, number: int, font: Path, text: str) -> Image.Image:
    """Draw a product and paint a ribbon, a badge, a tiled watermark or a corner mark over it."""
    picture = scenes.scene(("metal", "chain", "stones", "cloth")[number % 4], number, 800).picture
    if kind == "watermark":
        return _tiled(picture, font, text)
    pen = ImageDraw.Draw(picture)
    letters = ImageFont.truetype(str(font), 44 if kind == "ribbon" else 34)
    if kind == "ribbon":
        pen.rectangle((0, 690, 800, 800), fill=(200, 24, 36))
        pen.text((40, 712), text, "white", letters)
    elif kind == "badge":
        long = pen.textlength(text, letters)
        pen.rounded_rectangle((24, 24, 56 + long, 96), 20, fill=(250, 200, 40))
        pen.text((40, 38), text, (120, 20, 20), letters)
    else:
        pen.text((560, 748), text, (90, 90, 96), ImageFont.truetype(str(font), 26))
    return picture


def printed(number: int, font: Path, text: str) -> Image.Image:
    """Draw goods with words printed on them, large or small: coloured or white, on white, on a plain or on a busy ground."""
    chance = np.random.default_rng([number, 11])
    picture = Image.new("RGB", (800, 800), ((255, 255, 255), (222, 226, 230))[number % 2])
    if number % 3 == 2:
        picture = scenes.scene("leather", number, 800).picture
    left, top = (int(one) for one in chance.integers(60, 140, 2))
    box = (left, top, 800 - left, 800 - int(chance.integers(50, 130)))
    pen = ImageDraw.Draw(picture)
    shade, goods = (
        ((205, 205, 210), (252, 252, 253))
        if number % 4 == 0
        else ((60, 50, 50), tuple(map(int, chance.integers(60, 200, 3))))
    )
    pen.rounded_rectangle(box, 40, fill=goods, outline=shade, width=5)
    letters = ImageFont.truetype(str(font), int(chance.integers(36, 100)))
    wide = pen.textlength(text, letters)
    if wide > box[2] - box[0] - 40:
        letters = ImageFont.truetype(str(font), max(20, int(letters.size * (box[2] - box[0] - 40) / wide)))
        wide = pen.textlength(text, letters)
    at = ((box[0] + box[2] - wide) / 2, int(chance.integers(box[1] + 60, box[3] - 180)))
    pen.text(at, text, (20, 20, 24) if sum(goods) > 380 else (250, 250, 250), letters)
    return picture


def _tiled(picture: Image.Image, font: Path, text: str) -> Image.Image:
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    letters = ImageFont.truetype(str(font), 34)
    for row in range(4):
        for column in range(3):
            pen.text(
                (30 + 260 * column, 60 + 190 * row),
                text,
                (255, 255, 255, 90),
                letters,
                stroke_width=1,
                stroke_fill=(40, 40, 40, 90),
            )
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def marked(mark: str, number: int, font: Path) -> Image.Image:
    """Draw a mark engraved in brushed metal."""
    chance = np.random.default_rng([number, 7])
    y = np.linspace(0, 1, 600)[:, None]
    metal = 150 + 60 * np.sin(5 * y + number) + chance.normal(0, 5, (600, 1)) + np.zeros((600, 600))
    grey = Image.fromarray(np.clip(metal, 0, 255).astype(np.uint8)).convert("RGB")
    pen = ImageDraw.Draw(grey)
    letters = ImageFont.truetype(str(font), int(chance.integers(26, 52)))
    at = (int(chance.integers(60, 300)), int(chance.integers(60, 480)))
    pen.text((at[0] + 1, at[1] + 1), mark, (225, 225, 225), letters)
    pen.text(at, mark, (70, 70, 74), letters)
    return grey


def coded(number: int, side: int) -> Image.Image:
    """Draw a product with a QR code stuck on it."""
    import zxingcpp

    made: Any = zxingcpp.create_barcode(f"https://u.example.com/{number:04d}", zxingcpp.BarcodeFormat.QRCode)
    code = Image.fromarray(np.array(made.to_image(scale=4))).convert("RGB").resize((side, side))
    picture = scenes.scene(("metal", "chain", "stones", "cloth")[number % 4], number, 800).picture
    picture.paste(code, (780 - side, 780 - side))
    return picture
