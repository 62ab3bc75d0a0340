"""Every layout of a listing folder: recognised, read, and every file accounted for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listinglint.model import Listing
from listinglint.readers.base import ReadSettings, readable
from listinglint.readers.folder import READER

HEADED = "---\ntitle: 银戒指\n---\n素圈。\n"
LAYOUTS: dict[str, dict[str, str]] = {
    "listing.yaml": {"listing.yaml": "title: 银戒指"},
    "listing.yml": {"listing.yml": "标题: 银戒指"},
    "listing.json": {"listing.json": '{"title": "银戒指"}'},
    "listing.toml": {"listing.toml": 'title = "银戒指"'},
    "product.md": {"product.md": HEADED},
    "listing.md": {"listing.md": HEADED.replace("title", "标题")},
    "index.md": {"index.md": HEADED.replace("title", "name")},
    "README.md": {"README.md": HEADED},
    "title.txt": {"title.txt": "银戒指"},
    "标题.txt": {"标题.txt": "银戒指", "描述.txt": "素圈"},
    "属性信息.txt": {"属性信息.txt": "[产品信息]\n产品名称=银戒指"},
    "商品信息.txt": {"商品信息.txt": "标题：银戒指"},
    "product.txt": {"product.txt": "title: 银戒指"},
    "locales": {"zh-CN/title.txt": "银戒指", "en-US/title.txt": "Silver ring"},
    "locales, fastlane": {"zh-CN/name.txt": "银戒指", "zh-CN/full_description.txt": "素圈"},
}
# Folders that are no listing: empty ones, catalogues, material, exports with their pictures.
NO_LISTING: dict[str, dict[str, str]] = {
    "empty": {},
    "readme": {"README.md": "# Our shop"},
    "system files": {".DS_Store": "", "._1.jpg": ""},
    "catalogue": {"R1/listing.yaml": "title: a", "logo.png": ""},
    "catalogue of pages": {"index.md": HEADED, "ring/index.md": HEADED},
    "catalogue of parts": {"标题.txt": "本店", "戒指/标题.txt": "a", "项链/标题.txt": "b"},
    "catalogue of pictures": {"banner.jpg": "", "红戒指/1.jpg": "", "蓝戒指/1.jpg": ""},
    "export": {"shopify.csv": "Handle,Title", "images/1.jpg": ""},
    "locale catalogue": {"zh-CN/R1/title.txt": "a", "en-US/R1/title.txt": "b"},
    "only forbidden": {"禁用素材/1.jpg": "", "_template/listing.yaml": "title: a"},
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(shop: Any, name: str) -> None:
    assert READER.recognises(shop.write(LAYOUTS[name]), b"")
    listing = shop.read({})
    assert "银戒指" in {one.text for one in listing.texts("title")}
    assert listing.id == "R1"
    assert not listing.unread
    assert listing.layout
    assert {Path(one).name for one in LAYOUTS[name]} == {Path(one.file).name for one in listing.notes}


@pytest.mark.parametrize("name", NO_LISTING)
def test_no_listing(shop: Any, name: str) -> None:
    assert not READER.recognises(shop.write(NO_LISTING[name]), b"")


def test_files_and_missing_folders_are_no_listing(shop: Any) -> None:
    folder = shop.write({"title.txt": "a"})
    assert not READER.recognises(folder / "title.txt", b"")
    assert not READER.recognises(folder / "nothing", b"")


def test_material_of_a_listing_is_no_listing(shop: Any) -> None:
    folder = shop.write({"listing.yaml": "title: a", "images/main/1.jpg": "", "实拍/1.jpg": "", "主图/1.jpg": ""})
    assert READER.recognises(folder, b"")
    for below in ("images", "images/main", "实拍", "主图"):
        assert not READER.recognises(folder / below, b"")


@pytest.mark.parametrize("files", [["1.jpg"], ["主图/1.jpg"], ["images/main/1.jpg"], ["商品资料/主图/1.jpg"]])
def test_pictures_alone(shop: Any, files: list[str]) -> None:
    assert READER.recognises(shop.write(dict.fromkeys(files, "")), b"")
    listing = shop.read({})
    assert [one.role for one in listing.images] == ["main"]
    assert listing.layout == "pictures"
    assert [(one.cause, one.part) for one in listing.unread] == [("unavailable", "text")]


def test_roles_by_position(shop: Any) -> None:
    listing = shop.read({"10.jpg": "", "2.jpg": "", "细节.jpg": "", "title.txt": "a"})
    assert shop.roles() == [("main", "2.jpg"), ("detail", "细节.jpg"), ("other", "10.jpg")]
    assert [one.why for one in listing.images] == ["position", "name 细节.jpg", "unclassified"]
    assert [one.index for one in listing.images] == [0, 1, 2]
    shop.write({"cover.jpg": ""})
    shop.read({})
    assert [one[1] for one in shop.roles()] == ["cover.jpg", "细节.jpg", "2.jpg", "10.jpg"]


def test_every_file_is_accounted_for(shop: Any) -> None:
    files = {
        "listing.yaml": "title: a", "描述.md": "b", "主图/1.jpg": "", "视频/demo.mp4": "", "main.psd": "", "notes.docx": "",
        "evidence/GTC.pdf": "", ".DS_Store": "", "主图/Thumbs.db": "", "__MACOSX/._a": "", "禁用素材/x.jpg": "",
        "归档/old.jpg": "", "Forbidden/y.jpg": "", "_template/listing.yaml": "title: t", "a b 空 格.xyz": "",
    }  # fmt: skip
    listing = shop.read(files)
    used = {one.file.removeprefix("R1/"): one.used for one in listing.notes}
    assert used == {
        "listing.yaml": "listing", "描述.md": "description", "主图/1.jpg": "image:main", "视频/demo.mp4": "video",
        "main.psd": "artwork", "notes.docx": "", "evidence/GTC.pdf": "evidence", ".DS_Store": "ignored",
        "主图/Thumbs.db": "ignored", "__MACOSX": "ignored", "禁用素材": "skipped", "归档": "skipped",
        "Forbidden": "skipped", "_template": "skipped", "a b 空 格.xyz": "",
    }  # fmt: skip
    assert all(one.why.zh and one.why.en for one in listing.notes)
    assert [one.ref for one in listing.images] == ["主图/1.jpg"]
    assert not listing.unread


def test_an_svg_among_the_pictures_is_told_and_one_beside_them_noted(shop: Any) -> None:
    listing = shop.read({"listing.yaml": "title: a", "主图/1.svg": "<svg/>", "logo.svg": "<svg/>", "主图/2.psd": ""})
    assert [(one.cause, one.part, one.file) for one in listing.unread] == [
        ("unavailable", "images", "R1/主图/1.svg"), ("unavailable", "images", "R1/主图/2.psd"),
    ]  # fmt: skip
    assert {one.file: one.used for one in listing.notes if one.file.endswith((".svg", ".psd"))} == {
        "R1/主图/1.svg": "artwork", "R1/logo.svg": "artwork", "R1/主图/2.psd": "artwork",
    }  # fmt: skip


def test_videos_and_other_files_among_the_pictures_are_told_once_a_listing(shop: Any) -> None:
    files = {"listing.yaml": "title: a", "images/main/1.jpg": "", "视频/demo.mp4": "", "text/x.psd": ""}
    assert not shop.read(files).unread
    among = {f"images/main/{number}.mp4": "" for number in range(6)} | {"主图/notes.xyz": ""}
    (told,) = shop.read(files | among).unread
    assert (told.cause, told.part) == ("unavailable", "images")
    assert told.reason.en == (
        "videos or other files among the pictures, not looked at: 0.mp4, 1.mp4, 2.mp4, 3.mp4, 4.mp4 and 2 more"
    )
    assert told.reason.zh.endswith("4.mp4 等 7 个")


@pytest.mark.parametrize(("raw", "name"), [
    ("主图/正面 2.jpg".encode("gbk"), "主图 [%D6%F7%CD%BC]/正面 2.jpg [%D5%FD%C3%E6 2.jpg]"),
    ("主图/正面.jpg".encode(), "主图/正面.jpg"),
    (b"caf\xe9.jpg", "caf%E9.jpg"),
])  # fmt: skip
def test_names_that_are_not_utf_8_can_be_read_and_turned_back(raw: bytes, name: str) -> None:
    assert readable(raw.decode("utf-8", "surrogateescape")) == name


def test_listing_inside_a_listing_is_told(shop: Any) -> None:
    listing = shop.read({"listing.yaml": "title: a", "other/listing.yaml": "title: b", "other/1.jpg": ""})
    assert [(one.cause, one.file) for one in listing.unread] == [("failed", "R1/other")]
    assert shop.texts() == {"title": "a"}
    assert listing.images == ()


def test_links_to_folders_are_not_followed(shop: Any, tmp_path: Path) -> None:
    folder = shop.write({"title.txt": "a", "主图/1.jpg": ""})
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "2.jpg").write_bytes(b"")
    (folder / "loop").symlink_to(folder)
    (folder / "详情").symlink_to(tmp_path / "else")
    (folder / "细节.jpg").symlink_to(tmp_path / "else" / "2.jpg")
    (folder / "描述.txt").symlink_to(tmp_path / "nothing.txt")
    assert READER.recognises(folder, b"")
    listing = shop.read({})
    assert shop.roles() == [("main", "主图/1.jpg"), ("detail", "细节.jpg")]
    assert [one.why.en for one in listing.notes if one.file in ("R1/loop", "R1/详情")] == [
        "a link to a folder, not followed"
    ] * 2
    assert [(one.cause, one.file) for one in listing.unread] == [("failed", "R1/描述.txt")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_links_in_a_circle_and_pipes(shop: Any) -> None:
    folder = shop.write({"title.txt": "a"})
    (folder / "one.txt").symlink_to(folder / "two.txt")
    (folder / "two.txt").symlink_to(folder / "one.txt")
    (folder / "主图").symlink_to("主图")
    os.mkfifo(folder / "描述.txt")
    os.mkfifo(folder / "index.md")
    (folder / "详情.txt").symlink_to("/dev/zero")
    assert READER.recognises(folder, b"")
    shop.read({})
    assert shop.texts() == {"title": "a"}
    assert shop.notes("描述.txt") == shop.notes("详情.txt") == shop.notes("主图") == [""]
    assert "" in shop.notes("one.txt")


def test_unreadable_texts_lose_nothing_else(shop: Any) -> None:
    listing = shop.read(
        {"标题.txt": b"\xff\xfe\xff\xdf\x00", "描述.txt": "素圈", "卖点.txt": b"\x81\x82\xff\xfe\x81", "1.jpg": ""}
    )
    assert shop.texts() == {"description": "素圈"}
    assert {(one.cause, one.file) for one in listing.unread} == {("failed", "R1/标题.txt"), ("failed", "R1/卖点.txt")}
    assert shop.notes("标题.txt") == [""]


def test_shown_paths_and_ids(shop: Any) -> None:
    listing = shop.read({"listing.yaml": "id: R-1001\ntitle: a", "images/main/1 张.jpg": ""})
    assert listing.id == "R-1001"
    assert listing.file == "R1/listing.yaml"
    image = listing.images[0]
    assert image.file == "R1/images/main/1 张.jpg"
    assert Path(image.path).is_absolute()
    assert Path(image.path).is_file()


def test_the_folder_stands_for_a_listing_without_manifest(shop: Any) -> None:
    assert shop.read({"标题.txt": "a"}).file == "R1"


def test_too_many_files(shop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("listinglint.readers.walk.MAX_FILES", 3)
    listing = shop.read({"title.txt": "a", **{f"{number}.jpg": "" for number in range(9)}})
    assert [one.cause for one in listing.unread] == ["failed"]


def test_empty_folder_and_empty_texts(shop: Any) -> None:
    assert [one.cause for one in shop.read({}).unread] == ["unavailable", "unavailable"]
    listing = shop.read({"标题.txt": " \n", "listing.yaml": ""})
    assert shop.notes("标题.txt") == [""]
    assert shop.notes("listing.yaml") == [""]
    assert "text" in {one.part for one in listing.unread}


@pytest.mark.parametrize(
    "name",
    ["listing.yaml", "listing.json", "listing.toml", "product.md", "属性信息.txt", "attributes.csv", "描述.html"],
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=60) | st.text("title:：=[]{}|\"'\n\r\t- ,标题#&*!a1<>", max_size=60).map(str.encode))
def test_nothing_that_a_file_holds_ends_a_run(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    listing = next(iter(READER.read(tmp_path, ReadSettings())))
    assert isinstance(listing, Listing)
    for one in listing.fields:
        assert one.at().line
        resolved = one.origin.resolve()
        assert resolved is not None
        assert resolved[0] == one.text
    assert listing.notes
