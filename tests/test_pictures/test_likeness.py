from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image as Pillow
from PIL import ImageEnhance, ImageOps

from listinglint.pictures import likeness


def _saved(picture: Any, quality: int) -> Any:
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=quality)
    return Pillow.open(data).convert("RGB")


EDITS: dict[str, Any] = {
    "saved again": (lambda one: _saved(one, 40), "same"),
    "half size": (lambda one: one.resize((320, 256)), "same"),
    "brighter": (lambda one: ImageEnhance.Brightness(one).enhance(1.05), "same"),
    "mirrored": (ImageOps.mirror, "mirrored"),
    "padded": (lambda one: ImageOps.expand(one, 90, "white"), "padded"),
    "recoloured": (
        lambda one: Pillow.merge("RGB", (one.getchannel("G"), one.getchannel("R"), one.getchannel("B"))),
        None,
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_copies_are_recognised(textured: Any, held: Any, edit: str) -> None:
    change, how = EDITS[edit]
    one, other = likeness.measure(held(textured())), likeness.measure(held(change(textured())))
    told = likeness.same(one, other)
    assert told == likeness.same(other, one)
    assert told == how if how else told in (None, "recoloured")


def test_a_grey_picture_tinted_is_recoloured(textured: Any, held: Any) -> None:
    grey = ImageOps.grayscale(textured())
    warm = ImageOps.colorize(grey, "black", "#ffd9a0")
    one, other = likeness.measure(held(grey.convert("RGB"))), likeness.measure(held(warm))
    assert likeness.same(one, other) == "recoloured"


def test_others_are_not(textured: Any, held: Any) -> None:
    seen = [likeness.measure(held(textured(seed))) for seed in range(6)]
    assert all(likeness.same(a, b) is None for a in seen for b in seen if a is not b)


def test_blank_pictures_are_like_nothing(held: Any) -> None:
    one = likeness.measure(held(Pillow.new("RGB", (300, 300), "white")))
    assert one.flat
    assert likeness.same(one, one) is None


def test_hashes_are_those_of_the_definition(textured: Any, held: Any) -> None:
    """A gradient from dark to light: every pixel is lighter than its left neighbour."""
    ramp = Pillow.linear_gradient("L").rotate(90).convert("RGB")
    assert likeness.measure(held(ramp)).steps == (1 << 256) - 1
    assert likeness.measure(held(ImageOps.mirror(ramp))).steps == 0
    assert likeness.measure(held(textured())).fine.bit_count() == 128, "half of the bits lie above the median"


@pytest.mark.parametrize("margin", [0, 90])
def test_the_same_goods_in_another_colour_on_white_are_recoloured(on_ground: Any, held: Any, margin: int) -> None:
    goods = on_ground((150, 90, 250, 310))
    red, green, blue = goods.split()
    tinted = Pillow.merge("RGB", (red, green.point(lambda value: value if value == 255 else value * 0.8), blue))
    one = likeness.measure(held(goods))
    other = likeness.measure(held(ImageOps.expand(tinted, margin, "white")))
    assert likeness.same(one, other) == "recoloured"
    plain = likeness.measure(held(ImageOps.expand(goods, margin, "white")))
    assert likeness.same(one, plain) == ("padded" if margin else "same")


def test_a_band_of_another_colour_makes_another_variant(textured: Any, held: Any) -> None:
    picture = textured(3, (600, 600)).convert("L").convert("RGB")
    other = picture.copy()
    band = other.crop((100, 120, 500, 190)).split()
    tinted = [
        one.point(lambda value, part=part: int(value * part)) for one, part in zip(band, (0.7, 0.9, 1), strict=True)
    ]
    other.paste(Pillow.merge("RGB", tinted), (100, 120))
    one, two = likeness.measure(held(picture)), likeness.measure(held(other))
    assert likeness.same(one, two) == "recoloured"
    assert likeness.same(one, likeness.measure(held(picture.resize((300, 300))))) == "same"
