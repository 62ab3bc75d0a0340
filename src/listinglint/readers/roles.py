"""What a picture is for (main picture, detail, size chart …), told from its folder and its file name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePath
from re import Pattern, escape
from re import compile as _compile
from unicodedata import normalize

from listinglint.lazily import lazily
from listinglint.model import Words
from listinglint.readers.base import ReadSettings
from listinglint.tuples import NamedTuple

ROLES = ("main", "main-long", "white", "detail", "zoom", "sku", "size", "scene", "certificate", "other")
PICTURES = frozenset(
    [".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif", ".heic", ".heif"]
)
VIDEOS = frozenset([".mp4", ".mov", ".avi", ".mkv", ".webm", ".flv", ".wmv", ".m4v", ".mpg", ".mpeg", ".3gp"])
ARTWORK = frozenset(
    [
        ".psd",
        ".psb",
        ".ai",
        ".eps",
        ".cdr",
        ".sketch",
        ".fig",
        ".xcf",
        ".indd",
        ".raw",
        ".cr2",
        ".nef",
        ".arw",
        ".dng",
        ".svg",
    ]
)
_SYSTEM = frozenset((".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"))
# Folders that hold pictures of any role; the folders below them tell more.
_CONTAINERS = frozenset(
    [
        "images",
        "image",
        "img",
        "imgs",
        "pictures",
        "picture",
        "pics",
        "photos",
        "photo",
        "assets",
        "media",
        "gallery",
        "图片",
        "圖片",
        "图",
        "素材",
        "照片",
        "商品图片",
        "商品资料",
        "商品資料",
        "产品资料",
        "原始素材层",
        "渠道层",
        "l6",
        "文案",
        "text",
        "texts",
        "copy",
    ]
)
_FOR_PICTURES = _CONTAINERS - {"商品资料", "商品資料", "产品资料", "渠道层", "l6", "文案", "text", "texts", "copy"}
_SKIPPED = {
    "_template": Words("模板文件夹，跳过", "a template folder, skipped"),
    "_templates": Words("模板文件夹，跳过", "a template folder, skipped"),
    "禁用素材": Words("禁用素材，跳过", "forbidden material, skipped"),
    "forbidden": Words("禁用素材，跳过", "forbidden material, skipped"),
    "归档": Words("已归档，跳过", "archived, skipped"),
    "歸檔": Words("已归档，跳过", "archived, skipped"),
    "archive": Words("已归档，跳过", "archived, skipped"),
}


class _Table(NamedTuple):
    """One line of a role table: words found anywhere (Latin ones as whole words) and one freer pattern."""

    role: str
    words: str = ""
    pattern: str = ""


_RATIO = r"(?<![\d])(?<!\d[-_.])(?:3 ?[-_:x×比] ?4|2 ?[-_:x×比] ?3)(?!\d)(?![-_.]\d)"

# The first line that fits decides, so what says more about a picture stands above: 详情长图 is a detail picture,
# 主图放大 a zoom picture, 3-4主图 a long main picture.
_SHARED = (
    _Table("white", "白底 透明图 透明圖 透明底 whitebg white-bg white-background packshot packshots"),
    _Table("size", "尺码 尺碼 尺寸 圈口 sizechart size-chart size-guide dimension dimensions"),
    _Table("certificate", "证书 證書 质检 質檢 吊牌 检测报告 檢測報告 鉴定 鑒定 凭证 cert certs certificate certificates"),
    _Table("sku", "颜色图 顏色圖 规格图 規格圖 sku图 sku圖 swatch swatches swch", r"^sku[-_ ]+(?![\d])"),
    _Table("scene", "场景 場景 模特 佩戴 lifestyle on-hand scene scenes"),
    _Table("zoom", "放大 高清 zoom hires hi-res"),
    _Table("detail", "详情 詳情 细节 細節 副图 副圖 detail details desc close-up closeup close-ups macro",
           r"[._-]pt\d\d$"),
    _Table("main-long", "长图 長圖"),
    _Table("zoom", "大图 大圖"),
    _Table("main", "主图 主圖 首图 首圖 封面 main hero", r"(?<!\d)1 ?[-_:x×比] ?1 ?主"),
)  # fmt: skip
_FOLDERS = (_Table("main-long", "竖图 豎圖 竖版 main-long", _RATIO), *_SHARED)
# In a file name 3-4 may be a number: it counts only beside the word for a main picture.
_BESIDE = rf"{_RATIO}[-_ ]?(?:主|main)|(?:主[图圖]|main)[-_ ]?{_RATIO}"
_NAMES = (_Table("main-long", "竖图 豎圖 竖版 main-long", _BESIDE), *_SHARED)
# Words such as white, cover or model may speak of the goods (white-gold-ring.jpg, phone-cover/): they count only
# where, numbers and words like `pictures` aside, they are the whole name.
_WHOLE = {
    "white": "white", "cover": "main", "primary": "main", "model": "scene", "models": "scene", "sku": "sku",
    "skus": "sku", "variant": "sku", "variants": "sku", "size": "size", "sizes": "size", "ruler": "size",
    "feature": "detail", "features": "detail", "description": "detail", "report": "certificate",
    "reports": "certificate", "evidence": "certificate",
}  # fmt: skip
_GENERIC = lazily(
    r"(?<![a-z])(?:product|images?|imgs?|pics?|pictures?|photos?|shots?|view|chart)(?![a-z])|[\d\W_]|图片?|圖片?"
)
_CAMEL = lazily(r"(?<=[a-z])(?=[A-Z])")
_DIGITS = lazily(r"(\d+)")


def role_of(path: PurePath | str, settings: ReadSettings) -> tuple[str, str] | None:
    """Return the role of a picture and why, from its path below the listing folder; None where nothing tells.

    The shop's own names come first, then folders (the innermost that tells wins), then the file name.
    """
    place = PurePath(path)
    folders = [part for part in reversed(place.parts[:-1]) if part not in (".", "..")]
    own = _own(settings.roles)
    for name, what in (*((one, "folder") for one in folders), (place.stem, "name")):
        role = next((role for pattern, role in own if pattern.search(_folded(name))), None)
        if role:
            return role, f"{what} {name}"
    for name in folders:
        role = role_named(name)
        if role:
            return role, f"folder {name}"
    role = _found(_folded(place.stem), _NAMES)
    return (role, f"name {place.name}") if role else None


def role_named(name: str) -> str:
    """Return the role that a folder or a manifest key of this name stands for, nothing for none."""
    folded = _folded(name)
    return folded if folded in ROLES else _found(folded, _FOLDERS)


def told(why: str) -> Words:
    """Return the reason for a role in both languages."""
    kind, _, name = why.partition(" ")
    known = {
        "manifest": Words("清单中注明", "the manifest says so"),
        "description": Words("描述中使用的图片", "placed in the description"),
        "position": Words("没有主图，按第一张图处理", "the first picture, as no other is the main picture"),
        "folder": Words(f"所在文件夹“{name}”", f"its folder '{name}'"),
        "name": Words(f"文件名“{name}”", f"its name '{name}'"),
    }
    return known.get(kind, Words("文件夹和文件名都看不出用途", "neither its folder nor its name tells what it is for"))


def kind_of(name: str) -> str:
    """Return what a file is by its name: ignored, picture, video, artwork, or other."""
    low = name.lower()
    if low in _SYSTEM or low.startswith((".", "~$")):
        return "ignored"
    stem, dot, last = low.rpartition(".")
    suffix = dot + last if stem else ""
    kinds = ((PICTURES, "picture"), (VIDEOS, "video"), (ARTWORK, "artwork"))
    return next((kind for suffixes, kind in kinds if suffix in suffixes), "other")


def skipped(name: str) -> Words | None:
    """Return why a folder of this name is passed over (templates, forbidden or archived material), or None."""
    return _SKIPPED.get(_folded(name))


def asset_folder(name: str) -> bool:
    """Tell whether a folder of this name holds material of a listing (`images`, `主图`) and is no listing itself."""
    return _folded(name) in _CONTAINERS or bool(role_named(name))


def picture_folder(name: str) -> bool:
    """Tell whether a folder of this name is meant for pictures."""
    return _folded(name) in _FOR_PICTURES or bool(role_named(name))


def natural(path: PurePath | str) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """Return the sort key that puts `2` before `10`, and the files of a folder before those of its sub-folders."""
    parts = PurePath(path).parts
    keys = []
    for number, part in enumerate(parts):
        pieces = _DIGITS.split(_folded(part))
        inner = tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in pieces if one)
        keys.append(((int(number < len(parts) - 1), 0, ""), *inner, (-1, 0, part)))
    return tuple(keys)


def _found(folded: str, table: tuple[_Table, ...]) -> str:
    whole = "2x" if folded.endswith(("@2x", "_2x", "-2x")) or folded == "2x" else _GENERIC.sub("", folded)
    return ({**_WHOLE, "2x": "zoom"}.get(whole)) or next(
        (role for pattern, role in _compiled(table) if pattern.search(folded)), ""
    )


def _folded(name: str) -> str:
    return normalize("NFKC", _CAMEL.sub("-", name)).casefold().strip()


def _own(roles: Mapping[str, str]) -> list[tuple[Pattern[str], str]]:
    return [(_words(part), role) for part, role in roles.items() if part]


@lru_cache(maxsize=4)
def _compiled(table: tuple[_Table, ...]) -> tuple[tuple[Pattern[str], str], ...]:
    return tuple((_words(*line.words.split(), pattern=line.pattern), line.role) for line in table)


@lru_cache(maxsize=256)
def _words(*words: str, pattern: str = "") -> Pattern[str]:
    """Return a pattern of words; a Latin one must not stand inside a longer word, its hyphen may be a blank or `_`."""
    found = [pattern] if pattern else []
    for word in words:
        folded = _folded(word)
        spaced = escape(folded).replace(r"\-", "[-_ ]?")
        before = "(?<![a-z])" if folded[0].isascii() and folded[0].isalnum() else ""
        after = "(?![a-z])" if folded[-1].isascii() and folded[-1].isalnum() else ""
        found.append(f"{before}{spaced}{after}")
    return _compile("|".join(found))
