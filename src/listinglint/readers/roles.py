"""What a picture is for (main picture, detail, size chart …), told from its folder and its file name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePath
from re import Pattern, escape
from re import compile as _compile
from typing import NamedTuple
from unicodedata import normalize

from listinglint.model import Words
from listinglint.readers.base import ReadSettings

ROLES = ("main", "main-long", "white", "detail", "zoom", "sku", "size", "scene", "certificate", "other")
PICTURES = frozenset(".jpg .jpeg .jfif .png .webp .gif .bmp .tif .tiff .avif .heic .heif".split())
VIDEOS = frozenset(".mp4 .mov .avi .mkv .webm .flv .wmv .m4v .mpg .mpeg .3gp".split())
ARTWORK = frozenset(".psd .psb .ai .eps .cdr .sketch .fig .xcf .indd .raw .cr2 .nef .arw .dng .svg".split())
_SYSTEM = frozenset((".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"))
# Folders that hold pictures of any role; the folders below them tell more.
_CONTAINERS = frozenset(
    """images image img imgs pictures picture pics photos photo assets media gallery 图片 圖片 图 素材 照片 商品图片
    商品资料 商品資料 产品资料 原始素材层 渠道层 l6 文案 text texts copy""".split()
)
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
_FOLDERS = (
    _Table("main-long", "竖图 豎圖 竖版 main-long main-3x4 long portrait", _RATIO),
    _Table("white", "白底 透明图 透明圖 透明底 white whitebg white-bg white-background packshot packshots"),
    _Table("size", "尺码 尺碼 尺寸 圈口 size sizes sizechart size-chart dimension dimensions ruler"),
    _Table("certificate", "证书 證書 质检 質檢 吊牌 检测报告 檢測報告 鉴定 鑒定 凭证 cert certs certificate certificates "
           "report reports evidence"),
    _Table("sku", "sku skus 颜色图 顏色圖 规格图 規格圖 swatch swatches variant variants"),
    _Table("scene", "场景 場景 模特 佩戴 佩戴图 lifestyle model models on-hand scene scenes"),
    _Table("zoom", "放大 高清 zoom hires hi-res 2x"),
    _Table("detail", "详情 詳情 细节 細節 副图 副圖 detail details desc description descriptions feature features "
           "close-up closeup close-ups macro"),
    _Table("main-long", "长图 長圖"),
    _Table("zoom", "大图 大圖"),
    _Table("main", "主图 主圖 首图 首圖 封面 main hero cover primary", r"(?<!\d)1 ?[-_:x×比] ?1(?!\d)"),
)  # fmt: skip
# In file names words such as white, cover or model may speak of the goods (white-gold-ring.jpg, phone-cover.jpg):
# they count only where, numbers aside, they are the whole name.
_NAMES = (
    _Table("main-long", "竖图 豎圖 竖版", rf"{_RATIO}[-_ ]?(?:主|main)|(?:主[图圖]|main)[-_ ]?{_RATIO}"),
    _Table("white", "白底 透明图 透明圖 透明底 whitebg white-bg white-background packshot"),
    _Table("size", "尺码 尺碼 尺寸 圈口 sizechart size-chart size-guide dimension dimensions"),
    _Table("certificate", "证书 證書 质检 質檢 吊牌 检测报告 檢測報告 鉴定 鑒定 cert certificate"),
    _Table("sku", "颜色图 顏色圖 规格图 規格圖 sku图 sku圖 swatch swch", r"^sku[-_ ]+(?!\d)"),
    _Table("scene", "场景 場景 模特 佩戴 lifestyle on-hand scene"),
    _Table("zoom", "放大 高清 zoom hires hi-res"),
    _Table("detail", "详情 詳情 细节 細節 副图 副圖 detail details desc close-up closeup macro", r"[._-]pt\d\d$"),
    _Table("main-long", "长图 長圖"),
    _Table("zoom", "大图 大圖"),
    _Table("main", "主图 主圖 首图 首圖 封面 main hero"),
)
_WHOLE_NAMES = {
    "white": "white", "cover": "main", "primary": "main", "model": "scene", "sku": "sku", "variant": "sku",
    "size": "size", "ruler": "size", "feature": "detail", "features": "detail", "report": "certificate",
}  # fmt: skip
_CAMEL = _compile(r"(?<=[a-z])(?=[A-Z])")
_NUMBERS = _compile(r"[\d\W_]+")
_DIGITS = _compile(r"(\d+)")


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
    role = _named(place.stem)
    return (role, f"name {place.name}") if role else None


def role_named(name: str) -> str:
    """Return the role that a folder or a manifest key of this name stands for, nothing for none."""
    folded = _folded(name)
    if folded in ROLES:
        return folded
    return next((role for pattern, role in _compiled(_FOLDERS) if pattern.search(folded)), "")


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
    suffix = PurePath(low).suffix
    kinds = ((PICTURES, "picture"), (VIDEOS, "video"), (ARTWORK, "artwork"))
    return next((kind for suffixes, kind in kinds if suffix in suffixes), "other")


def skipped(name: str) -> Words | None:
    """Return why a folder of this name is passed over (templates, forbidden or archived material), or None."""
    return _SKIPPED.get(_folded(name))


def asset_folder(name: str) -> bool:
    """Tell whether a folder of this name holds material of a listing (`images`, `主图`) and is no listing itself."""
    return _folded(name) in _CONTAINERS or bool(role_named(name))


def natural(path: PurePath | str) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """Return the sort key that puts `2` before `10`, and the files of a folder before those of its sub-folders."""
    parts = PurePath(path).parts
    keys = []
    for number, part in enumerate(parts):
        pieces = _DIGITS.split(_folded(part))
        inner = tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in pieces if one)
        keys.append(((int(number < len(parts) - 1), 0, ""), *inner, (-1, 0, part)))
    return tuple(keys)


def _named(stem: str) -> str:
    folded = _folded(stem)
    whole = _WHOLE_NAMES.get(_NUMBERS.sub(" ", folded).strip())
    return whole or next((role for pattern, role in _compiled(_NAMES) if pattern.search(folded)), "")


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
