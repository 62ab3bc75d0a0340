"""What a picture is for, told by its folder and its name."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listinglint.readers.base import ReadSettings
from listinglint.readers.roles import ROLES, asset_folder, kind_of, natural, role_named, role_of, skipped, told

FOLDERS = {
    "main": "主图 宝贝主图 电商主图 首图 封面 主圖 Main MAIN hero cover primary 1-1主图 Main_Images ＭＡＩＮ 1688主图",
    "main-long": "3-4主图 3_4 竖图 长图 2-3 長圖 3:4 main-3x4",
    "white": "白底图 白底 透明图 white whitebg White-BG packshot 白底圖",
    "detail": "详情 详情页 詳情頁 详情图 细节 细节图 副图 detail DETAIL details desc feature features close-up Close_Up "
    "macro 详情长图",
    "zoom": "放大 放大镜 高清 大图 zoom hires 2x 主图放大 細節放大",
    "sku": "sku图 SKU图片 颜色图 规格图 swatch variant variants sku",
    "size": "尺码表 尺寸图 圈口 size Sizes dimension ruler 尺碼表 size-chart",
    "scene": "场景图 模特图 佩戴图 lifestyle model on-hand scene 場景圖",
    "certificate": "证书 质检 吊牌 cert report evidence 證書",
}
NAMES = {
    "main": "主图1.jpg 首图.png cover.jpg hero.jpg 01_main.jpg main-1.jpg main.jpg B00X1.MAIN.jpg mh01-gray_main.jpg",
    "main-long": "3-4主图.jpg 主图3-4.jpg main_3x4.jpg 竖图1.jpg",
    "white": "white.jpg white-01.jpg ring-white-bg.png 白底.jpg packshot.jpg",
    "detail": "detail-01.jpg bracelet-detail-01.jpg detailShot.jpg 细节2.jpg B00X1.PT01.jpg B00X1.PT08.jpg feature.jpg",
    "zoom": "ring_zoom.jpg 放大1.jpg ring@2x.jpg",
    "sku": "sku-red.jpg B00X1.SWCH.jpg swatch-blue.png 颜色图1.jpg",
    "size": "Size.jpg size-chart.jpg 尺码表.jpg",
    "scene": "lifestyle-2.jpg 模特.jpg on_hand.jpg",
    "certificate": "cert.jpg 证书.jpg 吊牌1.jpg",
}
UNTOLD = """1.jpg 02.jpg IMG_3402.jpg white-gold-ring.jpg phone-cover.jpg model-t-car.jpg domain.jpg macrame.jpg img_3-4.jpg
 2024-3-4.jpg ring-size-7.jpg a_alt1.jpg reported.jpg 红色/1.jpg phone-cover/1.jpg white-shirts/1.jpg"""


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(role, name) for role, names in table.items() for name in names.split()]


@pytest.mark.parametrize(("role", "folder"), pairs(FOLDERS))
def test_folder_tells_the_role(role: str, folder: str) -> None:
    assert role_of(f"{folder}/1.jpg", ReadSettings()) == (role, f"folder {folder}")
    assert role_of(f"商品资料/{folder}/a/1.jpg", ReadSettings()) == (role, f"folder {folder}")


@pytest.mark.parametrize(("role", "name"), pairs(NAMES))
def test_name_tells_the_role(role: str, name: str) -> None:
    assert role_of(name, ReadSettings()) == (role, f"name {name}")
    assert role_of(f"images/{name}", ReadSettings()) == (role, f"name {name}")


@pytest.mark.parametrize("name", UNTOLD.split())
def test_untold(name: str) -> None:
    assert role_of(name, ReadSettings()) is None


def test_folder_goes_before_name_and_the_inner_folder_before_the_outer() -> None:
    assert role_of("详情/main.jpg", ReadSettings()) == ("detail", "folder 详情")
    assert role_of("主图/白底图/1.jpg", ReadSettings()) == ("white", "folder 白底图")
    assert role_of("../主图/./1.jpg", ReadSettings()) == ("main", "folder 主图")


def test_the_shops_own_names_win() -> None:
    own = ReadSettings(roles={"副图": "main", "flat-lay": "scene", "角度": "detail"})
    assert role_of("副图/1.jpg", own) == ("main", "folder 副图")
    assert role_of("主图/Flat_Lay 2.jpg", own) == ("scene", "name Flat_Lay 2")
    assert role_of("主图/多角度图/1.jpg", own) == ("detail", "folder 多角度图")
    assert role_of("flat-layers.jpg", own) is None


@pytest.mark.parametrize("role", ROLES)
def test_every_role_names_itself(role: str) -> None:
    assert role_named(role) == role
    assert role_named(role.upper()) == role


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (".DS_Store", "ignored"), ("Thumbs.db", "ignored"), ("._1.jpg", "ignored"), ("__MACOSX", "ignored"),
        ("desktop.ini", "ignored"), ("~$标题.docx", "ignored"), ("1.JPG", "picture"), ("1.webp", "picture"),
        ("demo.MP4", "video"), ("1.psd", "artwork"), ("1.ai", "artwork"), ("title.txt", "other"), ("1", "other"),
    ],
)  # fmt: skip
def test_kinds_of_files(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize("name", ["_template", "禁用素材", "Forbidden", "FORBIDDEN", "归档", "歸檔"])
def test_skipped_folders(name: str) -> None:
    why = skipped(name)
    assert why is not None
    assert why.zh
    assert why.en


def test_other_folders_are_not_skipped() -> None:
    assert skipped("主图") is None
    assert skipped("template-ring") is None


def test_asset_folders() -> None:
    assert all(asset_folder(name) for name in ("images", "Photos", "图片", "主图", "尺码表", "商品资料"))
    assert not any(asset_folder(name) for name in ("R1001", "黑白剪刀", "white-gold-ring", "phone-cover"))


def test_natural_order() -> None:
    wanted = ["1.jpg", "2.jpg", "10.jpg", "img2-1.jpg", "img10-1.jpg", "主图/2.jpg", "主图/10.jpg", "主图/a/1.jpg"]
    mixed = list(wanted)
    random.Random(7).shuffle(mixed)  # noqa: S311
    assert sorted(mixed, key=natural) == wanted


@given(
    st.lists(
        st.text(st.characters(exclude_characters="/\0"), min_size=1).filter(lambda one: one not in (".", "..")),
        max_size=4,
    )
)
def test_any_name_can_be_sorted_and_asked(parts: list[str]) -> None:
    path = "/".join([*parts, "1.jpg"])
    assert natural(path) == natural(path)
    found = role_of(path, ReadSettings())
    assert found is None or found[0] in ROLES


@pytest.mark.parametrize("why", ["manifest", "description", "position", "unclassified", "folder 主图", "name main.jpg"])
def test_reasons_are_told_in_both_languages(why: str) -> None:
    assert told(why).zh != told(why).en
