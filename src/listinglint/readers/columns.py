"""What the columns of a shop's own table mean, in Chinese and English: `商品标题`, `Material`, `主图1`, `image_url_2`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from re import IGNORECASE
from re import compile as _compile

from listinglint.readers import keys
from listinglint.readers.base import ReadSettings
from listinglint.readers.entries import COMMA, LINES, Meaning, attribute
from listinglint.readers.locales import lang_of, split_locale
from listinglint.readers.roles import role_named
from listinglint.tuples import NamedTuple

Meanings = Callable[[str], Meaning | None]

_FIELDS = {
    "title": "title", "name": "title", "subtitle": "subtitle", "description": "description", "bullets": "bullets",
    "seo.title": "seo.title", "seo.description": "seo.description",
}  # fmt: skip
_SETTINGS = {"id": "id", "category": "category", "lang": "lang", "markets": "market"}
# Words beside the picture in the name of its column: `主图链接1`, `main image url`, `img_src`.
_PICTURE = _compile(
    r"(?:图|圖)(?:片|像)?(?:链接|鏈接|地址|路径|路徑|url|文件名?)?\d*$|^(?:主|首|白底|详情|詳情|细节|場景|场景|模特|尺码|sku)?(?:图|圖)片?\d*$"
    r"|(?<![a-z])(?:image|img|picture|pic|photo)s?(?![a-z])",
    IGNORECASE,
)
_ALT = _compile(r"(?<![a-z])alt(?![a-z])|替代文字|图片说明|圖片說明", IGNORECASE)
_NO_PICTURE = _compile(r"count|数量|數量|尺寸|size|width|height|大小|时间|time|date|id$|状态|status", IGNORECASE)
_PICTURES = rf"{COMMA}|{LINES}|\s*[;；|]\s*|\s+(?=https?://)"
_NUMBER = _compile(r"[\s_-]*\d+$")
_SKU = (
    "sku",
    "货号",
    "貨號",
    "商家编码",
    "商品编码",
    "商品货号",
    "款号",
    "itemno",
    "itemnumber",
    "productcode",
    "编码",
)
_GOODS = frozenset(map(keys.plain, (
    "price", "价格", "售价", "原价", "现价", "单价", "sale-price", "material", "materials", "材质", "材質", "材料", "面料", "成分",
    "主材质", "brand", "品牌", "vendor", "manufacturer", "gtin", "mpn", "ean", "upc", "barcode", "条形码", "成色", "产地", "产品规格",
    *_SKU,
)))  # fmt: skip


class Column(NamedTuple):
    """One column: where it stands, its header, and what it holds."""

    at: int
    header: str
    meaning: Meaning


def columns_of(header: Sequence[str], meanings: Meanings, settings: ReadSettings) -> list[Column]:
    """Return the columns of a table; names that the shop's configuration explains go before those of the format."""
    found = []
    for at, name in enumerate(header):
        told = name or f"column {at + 1}"
        own = keys.own(name, settings) if name else ""
        meaning = of_target(own, told) if own else meanings(name) if name else None
        found.append(Column(at, told, meaning or attribute(told)))
    return found


def of_target(target: str, header: str) -> Meaning:
    """Return what a name of the shop's configuration stands for: a field path, or a part by any of its names."""
    return general(target) or Meaning("field", target if "." in target else f"attributes.{header}")


def general(header: str) -> Meaning | None:
    """Return what a header in Chinese or English means, None for one that is not known."""
    return _named(header) or _image(header) or _spoken(header)


def unambiguous(meanings: Iterable[str]) -> Callable[[str], Meaning | None]:
    """Return `general` for these headers: a name is the title only where no column calls itself the title."""
    headers = list(meanings)
    titled = any(keys.meaning(one, _PLAIN) == "title" for one in headers)

    def meaning(header: str) -> Meaning | None:
        if titled and keys.meaning(header, _PLAIN) == "name":
            return attribute(header)
        if keys.plain(header) in _SKU_KEYS:
            return Meaning("id", f"attributes.{header}")
        return general(header)

    return meaning


def is_listing_table(header: Sequence[str]) -> bool:
    """Tell a table of goods by its header: a title or a name, and something that only goods have."""
    found = {keys.meaning(one, _PLAIN) for one in header}
    words = {keys.plain(one) for one in header}
    goods = not words.isdisjoint(_GOODS) or any(_image(one) for one in header)
    if "title" in found:
        return goods or not found.isdisjoint(("description", "bullets"))
    return "name" in found and goods


def is_goods(names: Iterable[str]) -> bool:
    """Tell the keys of goods: a title or a name, and a price, a material or another word that only goods have."""
    found = list(names)
    titled = any(keys.meaning(one, _PLAIN) in ("title", "name") for one in found)
    return titled and not {keys.plain(one) for one in found}.isdisjoint(_GOODS)


def _named(header: str) -> Meaning | None:
    target = keys.meaning(header, _PLAIN)
    if target in _FIELDS:
        return Meaning("field", _FIELDS[target], LINES if target == "bullets" else "")
    if target in _SETTINGS:
        return Meaning(_SETTINGS[target], f"attributes.{header}")  # type: ignore[arg-type]
    if target == "images":
        return Meaning("image", "", _PICTURES)
    return attribute(header) if target == "attribute" else None


def _image(header: str) -> Meaning | None:
    if _ALT.search(header):
        return Meaning("alt", header)
    if not _PICTURE.search(header) or _NO_PICTURE.search(header):
        return None
    return Meaning("image", role_named(_NUMBER.sub("", header)), _PICTURES)


def _spoken(header: str) -> Meaning | None:
    """`标题_en`, `Description (zh-CN)`: the same in one of several languages."""
    stem, locale = split_locale(header)
    inner = _named(stem) if locale else None
    if inner is None or inner.kind != "field" or inner.name.startswith("attributes."):
        return None
    return inner._replace(name=f"{inner.name}.{locale}", lang=lang_of(locale))


_PLAIN = ReadSettings()
_SKU_KEYS = frozenset(map(keys.plain, _SKU))
