"""`show --pictures`: what was measured of each picture."""

from __future__ import annotations

from collections.abc import Iterator

from listinglint import picture_facts
from listinglint.cli.speech import language, say
from listinglint.model import Image, Listing
from listinglint.pictures.header import Header
from listinglint.pictures.seen import Border, Box, Crop, Detail, Frame, Jpeg, Metal, Product
from listinglint.reporters.excerpt import safe

_EVERYTHING = {
    name: frozenset[str]() for name in (*(fact.name for fact in picture_facts.PICTURE_FACTS), *picture_facts.PAIR_FACTS)
}


def lines(listing: Listing) -> Iterator[str]:
    """Yield the lines about a listing's pictures; they are measured for this, whatever the rules would want."""
    for image in picture_facts.pictures(listing, _EVERYTHING):
        unread = image.facts.get("unread")
        if unread is not None:
            yield f"  {image.part} {unread.reason.told(language())}\n"
            continue
        yield f"  {image.part} {image.file}\n"
        for line in _picture(image):
            yield f"    {line}\n"


def _picture(image: Image) -> Iterator[str]:
    header: Header = image.facts["header"]
    jpeg: Jpeg = image.facts["jpeg"]
    quality = say(f", saved at quality of about {jpeg.quality}", f"，保存质量约 {jpeg.quality}") if jpeg.quality else ""
    yield (
        f"{header.width}×{header.height} {header.format.upper()} {header.mode}, {header.bytes} B, "
        f"{image.facts['profile']}{quality}"
    )
    yield _detail(header, image.facts["detail"])
    yield from _ground(image.facts["border"], image.facts["product"])
    frame: Frame = image.facts["frame"]
    if frame.width:
        widths = "/".join(str(one) for one in frame[:4])
        yield say(f"added frame of {widths} px (left, top, right, bottom)", f"加了边框：左/上/右/下 {widths} 像素")
    yield from _metal(image.facts["metal"])
    yield from _painted(image)
    yield from _others(image)


def _metal(metal: Metal) -> Iterator[str]:
    if metal.tone and metal.on_white:
        tone = {"silver": say("silver", "银白"), "gold": say("gold", "金黄"), "rose": say("rose gold", "玫瑰金")}[
            metal.tone
        ]
        warm, neutral = f"{100 * metal.warm:.0f} %", f"{100 * metal.neutral:.0f} %"
        yield say(
            f"tone if it is metal: {tone} ({warm} golden, {neutral} without colour)",
            f"若为金属，色调：{tone}（金黄 {warm}，无色 {neutral}）",
        )


def _painted(image: Image) -> Iterator[str]:
    """Yield the words and codes with their boxes; nothing without the extra that reads them."""
    for one in image.facts.get("words", ()):
        yield say(f"words at {_box(one.box)}", f"文字 {_box(one.box)}") + f" ({one.score:.2f}): {safe(one.text)}"
    for code in image.facts.get("codes", ()):
        yield say(f"code at {_box(code.box)}", f"二维码 {_box(code.box)}") + f": {safe(code.text)}"


def _box(box: Box) -> str:
    return f"{box[0]},{box[1]}–{box[2]},{box[3]}"


def _detail(header: Header, detail: Detail) -> str:
    if not detail.factor:
        return say("detail: cannot tell, too small or too flat", "细节：太小或过于平淡，无法判断")
    about = round(header.long * detail.factor)
    figures = f"{detail.loss:.3f}, {detail.half_loss:.3f}, {detail.spectrum:.4f}"
    return say(
        f"detail: about {about} px of {header.long} on the long side (figures {figures})",
        f"细节：长边 {header.long} 像素，约有 {about} 像素的细节（数值 {figures}）",
    )


def _ground(border: Border, product: Product) -> Iterator[str]:
    white, pure = f"{100 * border.white:.0f} %", f"{100 * border.pure:.0f} %"
    yield say(f"edge: {white} near white, {pure} of that pure", f"边缘：{white} 近白，其中 {pure} 为纯白")
    if product.box is None:
        yield say("product: cannot tell, the background is not plain", "商品范围：背景不单一，无法判断")
        return
    box = _box(product.box)
    touches = ", ".join(product.touches)
    yield say(
        f"product: box {box}, fills {100 * product.fill:.0f} %, covers {100 * product.cover:.0f} %",
        f"商品范围：{box}，占边长 {100 * product.fill:.0f}%，占面积 {100 * product.cover:.0f}%",
    ) + (say(f", touches {touches}", f"，触边 {touches}") if touches else "")


def _others(image: Image) -> Iterator[str]:
    crop: Crop | None = image.facts.get("crop")
    if crop is not None:
        yield say(
            f"a piece of {crop.image}: {100 * crop.share:.0f} % of its length, {crop.gain:.1f} px for each of its pixels",
            f"是 {crop.image} 的局部：约占 {100 * crop.share:.0f}%，每个像素对应 {crop.gain:.1f} 像素",
        )
    for same in image.facts.get("same", ()):
        yield say(f"shows what {same.image} shows ({same.how})", f"与 {same.image} 内容相同（{same.how}）")
