"""What the parts of a listing are called in the back offices of marketplaces: 标题, 主图, 详情, 属性."""

from __future__ import annotations

from listinglint.lazily import lazily
from listinglint.model import Place, Words
from listinglint.sketch import Sketch

_ROLES = {
    "main": Words("主图", "main picture"),
    "main-long": Words("长主图", "long main picture"),
    "white": Words("白底图", "white-background picture"),
    "detail": Words("详情图", "detail picture"),
    "zoom": Words("放大图", "zoom picture"),
    "sku": Words("SKU图", "variant picture"),
    "size": Words("尺码图", "size picture"),
    "scene": Words("场景图", "scene picture"),
    "certificate": Words("证书图", "certificate picture"),
    "other": Words("图片", "picture"),
}
_FIELDS = {
    "title": Words("标题", "title"),
    "subtitle": Words("副标题", "subtitle"),
    "description": Words("描述", "description"),
    "bullets": Words("卖点", "bullet"),
    "attributes": Words("属性", "attribute"),
    "alt": Words("图片说明", "alt text"),
    "words": Words("图上文字", "words in the picture"),
}
_WHOLE = Words("整个商品", "the listing as a whole")
_IMAGE = lazily(r"images\[(\d+)\](?:\.(\w+))?")
_ITEM = lazily(r"(\w+)\[(\d+)\]")


def role(name: str, lang: str) -> str:
    """Return what a picture's role is called."""
    return _ROLES[name].told(lang) if name in _ROLES else name


def part(place: Place, sketch: Sketch | None, lang: str) -> str:
    """Return where a finding is, in the words of the shop."""
    return path(place.part, sketch, lang)


def path(told: str, sketch: Sketch | None, lang: str) -> str:
    """Return what a field path is called: `attributes.材质` is 属性“材质”."""
    if not told:
        return _WHOLE.told(lang)
    image = _IMAGE.fullmatch(told)
    if image:
        return _picture(int(image[1]), image[2] or "", sketch, lang)
    head, _, key = told.partition(".")
    item = _ITEM.fullmatch(head)
    name = item[1] if item else head
    called = _FIELDS[name].told(lang) if name in _FIELDS else name
    if item:
        called += f"{int(item[2]) + 1}" if lang == "zh" else f" {int(item[2]) + 1}"
    if key:
        called += f"“{key}”" if lang == "zh" else f" “{key}”"
    return called


def _picture(index: int, more: str, sketch: Sketch | None, lang: str) -> str:
    images = sketch.images if sketch is not None else ()
    shown = next((one for one in images if one.part == f"images[{index}]"), None)
    if shown is None:
        called = f"{_ROLES['other'].told(lang)}{index + 1}" if lang == "zh" else f"picture {index + 1}"
    else:
        alike = [one.part for one in images if one.role == shown.role]
        number = str(alike.index(shown.part) + 1) if len(alike) > 1 else ""
        called = f"{role(shown.role, lang)}{number}" if lang == "zh" else f"{role(shown.role, lang)} {number}".rstrip()
    return f"{called}·{_FIELDS[more].told(lang)}" if more in _FIELDS else called
