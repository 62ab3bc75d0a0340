"""Words in pictures from the file to the report, with the program that reads them: what is painted in is judged and shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from listinglint.pictures import ocr
from tests.bench import Shop

_FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc")
pytestmark = [
    pytest.mark.skipif(not ocr.available(), reason="needs the extra that reads words"),
    pytest.mark.skipif(not _FONT.exists(), reason="needs the font NotoSansCJK-Bold"),
]
_BOX = re.compile(r'class="box \w+" style="left:([\d.]+)%;top:([\d.]+)%;width:([\d.]+)%;height:([\d.]+)%"')


def _drawn(shop: Shop, name: str, lines: list[tuple[str, tuple[int, int]]]) -> None:
    picture = Image.linear_gradient("L").resize((800, 800)).point(lambda value: 120 + value // 3).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for text, at in lines:
        pen.text(at, text, (40, 40, 44), ImageFont.truetype(str(_FONT), 48))
    path = shop.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, quality=90)


def _page(shop: Shop, *words: str) -> str:
    shop.run(*words, "--format", "html", "-o", "page.html")
    return (shop.root / "page.html").read_text(encoding="utf-8")


def test_a_mark_engraved_in_the_picture_is_held_against_the_stated_material(shop: Shop) -> None:
    shop.write("R1/listing.yaml", "id: R1\ntitle: 925银戒指\nlang: zh\ncategory: jewellery\n")
    _drawn(shop, "R1/images/detail/01.jpg", [("PT950", (320, 400))])
    words = ("check", "R1", "--words", "on", "--select", "materials")
    done = shop.run(*words, "--format", "jsonl")
    assert done.findings == [("R1", "materials/base-metal", "925银")]
    (related,) = done.lines[0]["related"]
    assert (related["image"], related["text"]) == ("R1/images/detail/01.jpg", "PT950")
    left, top, right, bottom = related["box"]
    assert 300 <= left <= 340
    assert 400 <= top <= bottom <= 480
    assert right <= 520
    page = _page(shop, *words)
    ((x, y, wide, high),) = _BOX.findall(page)
    assert (float(x), float(y)) == (left / 8, top / 8)
    assert (float(wide), float(high)) == ((right - left) / 8, (bottom - top) / 8)
    _drawn(shop, "R1/images/detail/01.jpg", [("S925", (320, 400))])
    assert shop.run(*words, "--format", "jsonl").findings == []


def test_a_claim_over_two_lines_is_boxed_on_both_in_the_report(shop: Shop) -> None:
    shop.write("R1/listing.yaml", "id: R1\ntitle: 银戒指\nlang: zh\ncategory: jewellery\n")
    _drawn(shop, "R1/images/detail/01.jpg", [("本店全网最", (80, 300)), ("低价发货", (80, 362))])
    words = ("check", "R1", "--words", "on", "--select", "claims")
    done = shop.run(*words, "--format", "jsonl")
    (one,) = [line for line in done.lines if line["type"] == "finding"]
    assert (one["field"], one["text"], one["related"][0]["field"]) == (
        "images[0].words[0]", "全网最", "images[0].words[1]",
    )  # fmt: skip
    assert "低价" in one["related"][0]["text"]
    assert len(_BOX.findall(_page(shop, *words))) == 2


def test_the_outline_of_the_product_is_drawn_where_it_fills_too_little(shop: Shop) -> None:
    shop.write("R1/listing.yaml", "id: R1\ntitle: Silver ring\nlang: en\n")
    picture = Image.new("RGB", (1000, 1000), "white")
    ImageDraw.Draw(picture).rectangle((300, 350, 699, 649), fill=(90, 90, 96))
    (shop.root / "R1/images/main").mkdir(parents=True)
    picture.save(shop.root / "R1/images/main/01.jpg", quality=92)
    page = _page(shop, "check", "R1", "--channel", "amazon", "--select", "images/fill", "--words", "off")
    (sides,) = _BOX.findall(page)
    assert [float(side) for side in sides] == pytest.approx([30, 35, 40, 30], abs=1)
