"""Archives as people send them, and as attackers do."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from listinglint import readers
from listinglint.model import Listing, NotChecked
from listinglint.readers import unpacking
from listinglint.readers.base import ReadSettings

GOODS = "商家编码,商品标题,材质,主图\nA1,最佳戒指,银,主图/a.jpg\n"
FOLDER = {"戒指/listing.yaml": "id: R1\ntitle: 最佳\n", "戒指/主图/1.jpg": "x"}


def zipped(path: Path, files: dict[str, str], encoding: str = "") -> Path:
    """Write a zip; with `encoding` its names are bytes of it, and nothing says so (as Windows in China writes them)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            # Letters that stand for the bytes of the name, so that the lengths are right.
            packed.writestr(
                zipfile.ZipInfo(name.encode(encoding).hex("~") if encoding else name), content, zipfile.ZIP_DEFLATED
            )
    if encoding:
        data = path.read_bytes()
        for name in files:
            raw = name.encode(encoding)
            told = raw.hex("~").encode()
            data = data.replace(told, raw.ljust(len(told), b"_"))
        path.write_bytes(data)
    return path


def read(path: Path) -> tuple[list[Listing], list[NotChecked]]:
    settings = ReadSettings(root=path.parent.as_posix())
    listings, others = [], []
    for unit in readers.find([path], settings):
        for one in readers.read(unit, settings) if isinstance(unit, readers.Unit) else [unit]:
            if isinstance(one, Listing):
                listings.append(one)
            else:
                others.append(one)
    return listings, others


def test_a_zip_is_read_like_the_folder_that_it_holds(tmp_path: Path) -> None:
    listings, others = read(zipped(tmp_path / "shop.zip", {**FOLDER, "goods.csv": GOODS, "主图/a.jpg": "x"}))
    assert sorted(one.id for one in listings) == ["A1", "R1"]
    assert not others
    folder = next(one for one in listings if one.id == "R1")
    assert folder.file == "shop.zip/戒指/listing.yaml"
    assert [(image.file, image.role, Path(image.path).read_bytes()) for image in folder.images] == [
        ("shop.zip/戒指/主图/1.jpg", "main", b"x")
    ]
    place = folder.fields[0].at(0, 2)
    assert (place.text, place.line, place.column, place.exact) == ("最佳", 2, 8, True)


def test_names_in_gbk_are_repaired(tmp_path: Path) -> None:
    path = zipped(tmp_path / "数据包.zip", {"数据包/商品信息表.csv": GOODS}, "gbk")
    with zipfile.ZipFile(path) as packed:
        (info,) = packed.infolist()
    assert unpacking.name_of(info).rstrip("_") == "数据包/商品信息表.csv"
    assert unpacking.name_of(zipfile.ZipInfo("主图.jpg".encode().decode("cp437"))) == "主图.jpg"
    assert unpacking.name_of(zipfile.ZipInfo("Größe.csv")) == "Größe.csv"


@pytest.mark.parametrize("suffix", ["tar.gz", "tgz", "tar"])
def test_a_tarball(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"shop.{suffix}"
    with tarfile.open(path, "w" if suffix == "tar" else "w:gz") as packed:
        for name, content in FOLDER.items():
            info = tarfile.TarInfo(name)
            info.size = len(content.encode())
            packed.addfile(info, io.BytesIO(content.encode()))
    listings, others = read(path)
    assert [one.id for one in listings] == ["R1"]
    assert not others


def test_a_packed_feed(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl.gz"
    path.write_bytes(gzip.compress('{"id": "1", "title": "最佳", "lang": "zh"}\n'.encode()))
    listings, others = read(path)
    assert [one.id for one in listings] == ["1"]
    assert not others


def test_what_leads_out_of_the_archive_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "evil.zip",
        {"../out.csv": GOODS, "/abs.csv": GOODS, "C:/x.csv": GOODS, "goods.csv": GOODS, "GOODS.csv": GOODS},
    )
    with zipfile.ZipFile(path, "a") as packed:
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    listings, others = read(path)
    assert [one.id for one in listings] == ["A1"]
    assert {one.cause for one in others} == {"failed"}
    assert sum("leads out" in one.reason.en for one in others) == 3
    assert sum("a link" in one.reason.en for one in others) == 1
    assert sum("of this name" in one.reason.en for one in others) == 1
    assert not (tmp_path / "out.csv").exists()
    assert not (tmp_path.parent / "out.csv").exists()


def test_links_and_devices_in_a_tarball_are_told(tmp_path: Path) -> None:
    path = tmp_path / "evil.tar"
    with tarfile.open(path, "w") as packed:
        for kind, name in (
            (tarfile.SYMTYPE, "a.csv"),
            (tarfile.LNKTYPE, "b.csv"),
            (tarfile.CHRTYPE, "c.csv"),
            (tarfile.FIFOTYPE, "d.csv"),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            packed.addfile(info)
    listings, others = read(path)
    assert not listings
    assert sum("a link" in one.reason.en for one in others) == 4


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_RATIO_FROM", 1_000_000)
    path = zipped(tmp_path / "bomb.zip", {"goods.csv": "0" * 20_000_000})
    _, others = read(path)
    assert any("bomb" in one.reason.en and one.cause == "failed" for one in others)
    monkeypatch.setattr(unpacking, "MAX_FILES", 2)
    _, others = read(zipped(tmp_path / "many.zip", {f"{at}.txt": "" for at in range(5)}))
    assert any("more than 2 files" in one.reason.en for one in others)


def test_an_archive_that_is_cut_off_is_told(tmp_path: Path) -> None:
    path = zipped(tmp_path / "shop.zip", {"goods.csv": GOODS * 50})
    path.write_bytes(path.read_bytes()[:-30])
    listings, others = read(path)
    assert not listings
    assert [one.cause for one in others][:1] == ["failed"]
    assert "goods.csv" not in str(listings)
    packed = tmp_path / "feed.csv.gz"
    packed.write_bytes(gzip.compress((GOODS * 500).encode())[:-20])
    assert any("damaged" in one.reason.en for one in read(packed)[1])


def test_an_archive_in_an_archive_and_an_empty_one_are_told(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"goods.csv": GOODS})
    path = tmp_path / "outer.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.write(inner, "shop/inner.zip")
        packed.writestr("shop/goods.csv", GOODS)
    listings, others = read(path)
    assert [one.id for one in listings] == ["A1"]
    assert [(one.file, one.cause) for one in others] == [("outer.zip/shop/inner.zip", "unavailable")]
    _, others = read(zipped(tmp_path / "empty.zip", {}))
    assert "no listings" in others[0].reason.en
