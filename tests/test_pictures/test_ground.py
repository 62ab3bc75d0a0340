"""White borders, product boxes and frames."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageOps

from listinglint.pictures import border, frame, product
from listinglint.pictures.seen import Frame, Product


def test_pure_white(on_ground: Any, held: Any) -> None:
    seen = border.measure(held(on_ground((100, 100, 300, 300))))
    assert seen == (1.0, 1.0, 255, 4)
    assert seen.is_white


def test_nearly_white_is_white_but_not_pure(on_ground: Any, held: Any) -> None:
    seen = border.measure(held(on_ground((100, 100, 300, 300), ground=(254, 254, 254))))
    assert seen == (1.0, 0.0, 254, 4)


def test_one_dark_channel_is_not_white(on_ground: Any, held: Any) -> None:
    seen = border.measure(held(on_ground((100, 100, 300, 300), ground=(255, 255, 245))))
    assert seen == (0.0, 0.0, 245, 0)
    assert not seen.is_white


def test_corners_tell_where_the_product_touches_the_edge(on_ground: Any, held: Any) -> None:
    picture = on_ground((0, 20, 400, 380))
    picture.paste((120, 120, 120), (20, 0, 380, 20))
    seen = border.measure(held(picture))
    assert 0.3 < seen.white < 0.5
    assert seen.corners == 4
    assert seen.is_white
    picture.paste((120, 120, 120), (0, 0, 400, 20))
    seen = border.measure(held(picture))
    assert seen.corners == 2
    assert not seen.is_white


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (5, 400), (400, 4)])
def test_tiny_pictures_have_a_border_too(held: Any, size: tuple[int, int]) -> None:
    picture = Pillow.new("RGB", size, "white")
    assert border.measure(held(picture)).white == 1.0
    assert product.measure(held(picture)).box is None
    assert frame.measure(held(picture)) == Frame()


@pytest.mark.parametrize("ground", [(255, 255, 255), (250, 252, 255), (120, 40, 60)])
@pytest.mark.parametrize("size", [(400, 400), (1200, 900)])
def test_product_box(on_ground: Any, held: Any, ground: tuple[int, int, int], size: tuple[int, int]) -> None:
    scale = size[0] // 400
    box = (40 * scale, 60 * scale, 360 * scale, 260 * scale)
    seen = product.measure(held(on_ground(box, size, ground)))
    assert seen.box is not None
    assert all(abs(a - b) <= 3 * scale for a, b in zip(seen.box, box, strict=True))
    assert seen.fill == pytest.approx(max(320 * scale / size[0], 200 * scale / size[1]), abs=0.02)
    assert seen.across == pytest.approx(0, abs=0.01)
    assert seen.down == pytest.approx(160 * scale / size[1] - 0.5, abs=0.02)
    assert seen.touches == ()


def test_a_product_that_runs_out_of_the_picture(on_ground: Any, held: Any) -> None:
    seen = product.measure(held(on_ground((100, 150, 300, 400))))
    assert seen.touches == ("bottom",)
    assert seen.contact == pytest.approx(0.125, abs=0.02)


def test_a_close_up_fills_the_frame(on_ground: Any, held: Any) -> None:
    assert product.measure(held(on_ground((0, 60, 400, 340)))).close > 0.5
    assert product.measure(held(on_ground((120, 120, 280, 280)))).close < 0.5


def test_no_product_box_where_the_ground_is_not_plain(textured: Any, held: Any) -> None:
    assert product.measure(held(textured())) == Product(white=False)


@pytest.mark.parametrize("width", [4, 10, 30])
@pytest.mark.parametrize("colour", [(200, 0, 0), (0, 0, 0), (128, 128, 128)])
def test_an_added_frame(textured: Any, held: Any, width: int, colour: tuple[int, int, int]) -> None:
    seen = frame.measure(held(ImageOps.expand(textured(), width, colour)))
    assert seen.colour == colour
    assert all(abs(one - width) <= 1 for one in seen[:4])


def test_no_frame(textured: Any, on_ground: Any, held: Any) -> None:
    assert frame.measure(held(textured())) == Frame()
    assert frame.measure(held(on_ground((30, 30, 370, 370)))) == Frame(), "white is a background"
    assert frame.measure(held(ImageOps.expand(textured(), 120, "black"))) == Frame(), "too wide for a frame"
    three = ImageOps.expand(textured(), (20, 20, 20, 0), "red")
    assert frame.measure(held(three)) == Frame(), "a frame has four sides"


def test_a_large_product_on_a_plain_coloured_ground_has_no_frame(held: Any, textured: Any) -> None:
    from PIL import ImageDraw

    mask = Pillow.new("L", (640, 512), 0)
    ImageDraw.Draw(mask).ellipse((30, 24, 610, 488), fill=255)
    picture = Pillow.composite(textured(), Pillow.new("RGB", (640, 512), (180, 60, 60)), mask)
    assert frame.measure(held(picture)) == Frame()


@pytest.mark.parametrize("box", [(40, 20, 360, 385), (30, 55, 370, 345), (20, 20, 372, 380)])
def test_a_rectangular_product_on_a_plain_coloured_ground_has_no_frame(
    held: Any, on_ground: Any, box: tuple[int, int, int, int]
) -> None:
    assert frame.measure(held(on_ground(box, ground=(30, 90, 200)))) == Frame()
    framed = ImageOps.expand(on_ground(box, ground=(30, 90, 200)), 12, (240, 200, 60))
    assert frame.measure(held(framed)).width == pytest.approx(12, abs=1), "a frame round the same picture is one"


def _saved(picture: Any, quality: int = 80) -> Any:
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=quality)
    return Pillow.open(data).convert("RGB")


@pytest.mark.parametrize("colour", [(200, 20, 30), (0, 0, 0), (30, 90, 200)])
def test_a_frame_of_four_pixels_survives_jpeg(textured: Any, held: Any, colour: tuple[int, int, int]) -> None:
    assert frame.measure(held(_saved(ImageOps.expand(textured(), 4, colour)))).width in (3, 4, 5)


def test_a_wide_frame_round_goods_on_their_own_ground_is_one(on_ground: Any, held: Any) -> None:
    goods = on_ground((120, 90, 280, 330), ground=(236, 230, 220))
    assert frame.measure(held(ImageOps.expand(goods, 24, (30, 90, 200)))).width == pytest.approx(24, abs=1)


def _weave(side: int) -> Any:
    y, x = np.mgrid[0:side, 0:side]
    threads = 90 + 60 * (np.sin(x * 0.9) * np.sin(y * 0.9) > 0) + np.random.default_rng(3).normal(0, 12, (side, side))
    return Pillow.fromarray(np.clip(threads, 0, 255).astype(np.uint8)).convert("RGB")


@pytest.mark.parametrize("side", [336, 352, 366])
def test_a_square_of_one_material_in_the_middle_has_no_frame(held: Any, side: int) -> None:
    page = Pillow.new("RGB", (400, 400), (30, 90, 200))
    page.paste(_weave(side), ((400 - side) // 2,) * 2)
    assert frame.measure(held(_saved(page))) == Frame()


def test_round_corners_are_those_of_a_product(held: Any, textured: Any) -> None:
    from PIL import ImageDraw

    mask = Pillow.new("L", (800, 800), 0)
    ImageDraw.Draw(mask).rounded_rectangle((20, 20, 779, 779), 40, fill=255)
    page = Pillow.composite(textured(2, (800, 800)), Pillow.new("RGB", (800, 800), (200, 20, 30)), mask)
    assert frame.measure(held(page)) == Frame()
