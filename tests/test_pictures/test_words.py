"""Words in pictures: strips, lines and fields without the extra; the reading itself where it is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from listinglint import engine
from listinglint.engine import UNREAD_WORDS, check, plan
from listinglint.facts import measure
from listinglint.model import Field, Image, Listing, Result, Source, Verbatim
from listinglint.pictures import codes, ocr, painted, words
from listinglint.pictures.ocr import Piece
from listinglint.pictures.opened import Opened
from listinglint.pictures.seen import Line
from listinglint.ruleset import RuleSet
from listinglint.run.whole import whole_run

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
reads = pytest.mark.skipif(not ocr.available(), reason="the extra that reads words is not installed")
draws = pytest.mark.skipif(not FONT.exists(), reason="no Chinese font: install fonts-noto-cjk")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the first example loads numpy and Pillow
@given(st.integers(1, 1600), st.integers(1, 40_000), st.floats(0, 1))
def test_every_height_of_a_page_is_read_in_exactly_one_strip(width: int, height: int, where: float) -> None:
    strips = list(words.strips(width, height))
    assert strips[0].top == 0
    assert strips[-1].bottom == height
    middle = where * height
    (own,) = [one for one in strips if one.first <= middle < one.last]
    # A line of up to 120 pixels lies wholly inside the strip that reads it.
    assert own.top <= max(0, middle - 60)
    assert own.bottom >= min(height, middle + 60)
    assert all(one.bottom - one.top <= 1280 for one in strips)


def _piece(text: str, left: int, top: int, right: int, bottom: int, score: float = 0.9) -> Piece:
    return Piece(text, score, (left, top, right, bottom))


def test_pieces_of_a_line_are_joined_from_left_to_right() -> None:
    found = words.lines(
        [_piece("最佳", 150, 102, 230, 140, 0.7), _piece("全网", 50, 100, 140, 140), _piece("材质", 50, 160, 130, 200)]
    )
    assert [(one.text, one.box, one.score) for one in found] == [
        ("全网 最佳", (50, 100, 230, 140), 0.7), ("材质", (50, 160, 130, 200), 0.9),
    ]  # fmt: skip


def test_columns_of_a_table_and_letters_of_another_size_are_not_joined() -> None:
    table = [_piece("左", 50, 100, 90, 140), _piece("右", 400, 100, 440, 140)]
    assert [one.text for one in words.lines(table)] == ["左", "右"]
    sizes = [_piece("大", 50, 50, 250, 250), _piece("小", 260, 140, 280, 160)]
    assert len(words.lines(sizes)) == 2


def _listing(*fields: tuple[str, str], **parts: Any) -> Listing:
    made = tuple(Field(path, text, Verbatim(Source("l.yaml", text), 0, len(text))) for path, text in fields)
    return Listing("L1", "l.yaml", made, **parts)


def test_a_line_is_a_field_that_stands_in_its_box() -> None:
    image = Image("detail", "d.jpg", "d.jpg", "d.jpg", 2)
    lines = [Line("Q"), Line("全网最佳 best", (100, 50, 320, 90))]
    (one,) = painted.fields(_listing(("title", "银戒指")), image, lines)
    assert (one.path, one.selector, one.lang) == ("images[2].words[0]", "images.words", "zh")
    place = one.at(2, 4)
    assert (place.file, place.line, place.image, place.text) == ("d.jpg", None, "d.jpg", "最佳")
    # 13 letters' widths: 8 for the Chinese, 5 for the rest
    assert place.box == (100 + round(220 * 4 / 13), 50, 100 + round(220 * 8 / 13), 90)
    assert one.at().box == (100, 50, 320, 90)


def test_words_that_the_listing_brings_itself_are_not_read_again() -> None:
    image = Image("main", "m.jpg", "m.jpg", "m.jpg", 0)
    given_words = _listing(("images[0].words", "已读"))
    assert list(painted.fields(given_words, image, [Line("已读文字")])) == []


@pytest.mark.parametrize("text", ["S925", "925", "PT950", "Au750", "18K", "足金", "足金999", "14k金"])
def test_hallmarks(text: str) -> None:
    assert painted.is_hallmark(text)


@pytest.mark.parametrize("text", ["999", "18", "925银手工项链", "PT950铂金戒指", "750ml", "18KM"])
def test_what_only_looks_like_a_hallmark(text: str) -> None:
    assert not painted.is_hallmark(text)


def _painted(shipped: RuleSet, *texts: str, title: str = "银戒指", **named: Any) -> Result:
    lines = tuple(Line(text, (10, 40 * number, 200, 40 * number + 30)) for number, text in enumerate(texts))
    image = Image("detail", "d.jpg", "d.jpg", "d.jpg", 0, facts={"words": lines})
    listing = _listing(("title", title), images=(image,), **named)
    return check(listing, plan(shipped.select(["claims", "materials"]), words=True))


def test_text_rules_judge_painted_words(shipped: RuleSet) -> None:
    (one,) = _painted(shipped, "全网最佳品质").findings
    assert (one.rule, one.place.part, one.place.image) == ("claims/zh/superlative", "images[0].words[0]", "d.jpg")
    assert one.place.box is not None
    assert one.fingerprint


def test_a_claim_over_two_lines_is_one_and_stands_in_both(shipped: RuleSet) -> None:
    (one,) = _painted(shipped, "这条项链全网最", "低价发货").findings
    assert (one.rule, one.place.part, one.place.text) == ("claims/zh/lowest-price", "images[0].words[0]", "全网最")
    (other,) = one.related
    assert (other.part, other.text, other.image) == ("images[0].words[1]", "低价", "d.jpg")
    assert one.place.box is not None
    assert other.box is not None
    assert one.place.box[3] <= other.box[1]
    assert "全网最低价" in one.message.zh


@pytest.mark.parametrize("texts", [
    ("这条项链全网最", "", "低价发货"), ("这条项链全网最。", "低价发货"), ("袖子略长", "生肖小兔吊坠"), ("全网最低价", "发货"),
])  # fmt: skip
def test_lines_that_end_or_stand_apart_are_not_joined(shipped: RuleSet, texts: tuple[str, ...]) -> None:
    found = _painted(shipped, *texts).findings
    assert [one for one in found if one.related] == []
    assert len(found) == len([text for text in texts if text == "全网最低价"])


def test_lines_that_cannot_be_measured_together_are_told(shipped: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(listing: Listing, *rest: Any) -> Listing:
        if [one.text for one in listing.fields] == ["这条项链全网最低价发货"]:
            raise RuntimeError("no measure")
        return measure(listing, *rest)

    monkeypatch.setattr(engine, "measure", broken)
    (told,) = _painted(shipped, "这条项链全网最", "低价发货").not_checked
    assert (told.cause, told.reason.en) == ("failed", "measure crashed: RuntimeError: no measure")


def test_a_hallmark_in_a_picture_is_a_witness(shipped: RuleSet) -> None:
    told = _painted(shipped, "PT950", title="925银戒指", category="jewellery").findings
    assert {one.rule for one in told} == {"materials/base-metal"}
    (one,) = _painted(shipped, "AU585", title="18K金戒指", category="jewellery").findings
    assert one.rule == "materials/stamp"
    assert one.related[0].image == "d.jpg"
    assert _painted(shipped, "S925", title="925银戒指", category="jewellery").findings == ()


def test_the_words_of_a_certificate_are_its_issuers(shipped: RuleSet) -> None:
    image = Image("certificate", "c.jpg", "c.jpg", "c.jpg", 0, facts={"words": (Line("国家级检测中心"),)})
    listing = _listing(("title", "银戒指"), images=(image,))
    assert check(listing, plan(shipped.select(["claims"]), words=True)).findings == ()


# --- without the extra ---


def test_a_missing_extra_is_told_once_a_run(shipped: RuleSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    paths = [tmp_path / f"{number}.jpg" for number in range(3)]
    for path in paths:
        Pillow.new("RGB", (60, 60)).save(path)
    images = tuple(Image("detail", path.name, str(path), path.name, n) for n, path in enumerate(paths))
    ready = plan(shipped.select(["claims"]), words=True)
    one = check(_listing(("title", "银戒指"), images=images), ready)
    (note,) = one.not_checked
    assert (note.part, note.cause, note.times) == (UNREAD_WORDS, "unavailable", 3)
    *others, last = whole_run([one, one])
    assert [it.not_checked for it in others] == [(), ()]
    assert not last.is_listing
    (note,) = last.not_checked
    assert "words and QR codes in 6 pictures of 2 listings were not read" in note.reason.en
    assert "pip install 'listinglint[ocr]'" in note.reason.en
    assert "6 张图片" in note.reason.zh
    quiet = check(_listing(("title", "银戒指"), images=images), plan(shipped.select(["claims"])))
    assert quiet.not_checked == ()


# --- the reading itself ---


def _page(texts: list[tuple[str, int, int]], size: tuple[int, int]) -> Any:
    page = Pillow.new("RGB", size, (248, 244, 236))
    pen = ImageDraw.Draw(page)
    for text, height, top in texts:
        pen.text((60, top), text, (40, 40, 44), ImageFont.truetype(str(FONT), height))
    return page


@reads
@draws
def test_a_long_page_is_read_in_strips(tmp_path: Path) -> None:
    # One line right across each seam of two strips; none may be lost or read twice.
    seams = [round(one.last) for one in list(words.strips(790, 3000))[:-1]]
    texts = [(f"第{number}段 手工打磨抛光", 30, seam - 18) for number, seam in enumerate(seams)]
    texts.append(("全网最佳品质", 18, 2900))
    path = tmp_path / "page.jpg"
    _page(texts, (790, 3000)).save(path, quality=80)
    found = words.measure(Opened(str(path), whole=True))
    told = ["".join(one.text.split()) for one in found]
    assert told == ["".join(text.split()) for text, _, _ in texts]
    assert found[-1].box[1] == pytest.approx(2904, abs=8)


@reads
def test_a_picture_without_words_has_none(textured: Any, tmp_path: Path) -> None:
    path = tmp_path / "t.jpg"
    textured().save(path)
    assert [one for one in words.measure(Opened(str(path), whole=True)) if painted.worth_reading(one.text)] == []


@reads
@pytest.mark.parametrize(("side", "quality"), [(110, 75), (200, 60)])
def test_a_code_is_read_and_told_where_it_stands(textured: Any, tmp_path: Path, side: int, quality: int) -> None:
    import numpy as np
    import zxingcpp

    made: Any = zxingcpp.create_barcode("https://example.com/x", zxingcpp.BarcodeFormat.QRCode)
    code = Pillow.fromarray(np.array(made.to_image(scale=4))).convert("RGB").resize((side, side))
    picture = textured(1, (800, 800))
    picture.paste(code, (640 - side, 90))
    path = tmp_path / "q.jpg"
    picture.save(path, quality=quality)
    (found,) = codes.measure(Opened(str(path), whole=True))
    assert (found.kind, found.text) == ("QR Code", "https://example.com/x")
    assert found.box[0] == pytest.approx(640 - side, abs=30)
    assert codes.measure(Opened(str(_plain(tmp_path, textured)), whole=True)) == ()


def _plain(folder: Path, textured: Any) -> Path:
    path = folder / "plain.jpg"
    textured(2, (800, 800)).save(path)
    return path


@reads
@draws
@pytest.mark.parametrize("ground", [(255, 255, 255), (214, 224, 232)])
def test_words_beside_the_product_are_told_from_words_on_it(
    on_ground: Any, tmp_path: Path, ground: tuple[int, int, int]
) -> None:
    picture = on_ground((200, 200, 600, 600), size=(800, 800), ground=ground)
    pen = ImageDraw.Draw(picture)
    letters = ImageFont.truetype(str(FONT), 40)
    pen.text((30, 30), "新品上市", (200, 30, 30), letters)
    pen.rectangle((280, 380, 520, 440), fill=(20, 20, 20))
    pen.text((300, 384), "AURORA", "white", letters)
    path = tmp_path / "m.jpg"
    picture.save(path, quality=88)
    found = {one.text: one.outside for one in words.measure(Opened(str(path), whole=True))}
    assert found["新品上市"] is True
    assert found["AURORA"] is False


@reads
@draws
def test_a_badge_in_a_corner_is_beside_a_chain_that_reaches_round_it(tmp_path: Path) -> None:
    picture = Pillow.new("RGB", (800, 800), (236, 236, 236))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((8, 8, 792, 792), outline=(120, 90, 40), width=14)
    pen.rounded_rectangle((24, 24, 240, 96), 20, fill=(250, 200, 40))
    pen.text((40, 36), "新品上市", (120, 20, 20), ImageFont.truetype(str(FONT), 40))
    pen.rectangle((250, 380, 560, 470), fill=(20, 20, 20))
    pen.text((300, 394), "AURORA", "white", ImageFont.truetype(str(FONT), 48))
    path = tmp_path / "m.jpg"
    picture.save(path, quality=88)
    found = {one.text: one.outside for one in words.measure(Opened(str(path), whole=True))}
    assert found == {"新品上市": True, "AURORA": False}
