"""Files that are broken, hostile or not what they say: told clearly, never clean, and never the end of the others."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.bench import HOUSE, Done, Shop

LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a21\nsize 12345\n"
CHINESE = f"这是一枚银戒指，表面拉丝，{HOUSE['info']}。\n"
FIRST, LAST = ("A1", "house/error", HOUSE["error"]), ("Z9", "house/warning", HOUSE["warning"])


@pytest.fixture
def goods(shop: Shop) -> Shop:
    """A good listing M5 between two faulty ones, A1 and Z9, which must be checked whatever happens to it."""
    shop.listing("goods/A1", HOUSE["error"])
    shop.listing("goods/M5")
    shop.listing("goods/Z9", HOUSE["warning"])
    return shop


def others(done: Done) -> list[tuple[str, str, str]]:
    """Assert that the neighbours were checked as ever, and return the findings of the listing between them."""
    assert "Traceback" not in done.err
    assert done.findings.count(FIRST) == done.findings.count(LAST) == 1
    return [one for one in done.findings if one not in (FIRST, LAST)]


def only_missing(done: Done, file: str, line: int | None, told: str) -> None:
    """Assert that one thing was not checked, named with file and line, and that the others were."""
    assert done.code == 3
    assert others(done) == []
    (missing,) = done.missing
    assert (missing["file"], missing["line"]) == (file, line)
    assert told in missing["reason"]
    # A listing of which something was not checked is not clean; a table that cannot be opened is no listing.
    assert done.summary["clean"] == (missing["listing"] == file)


BAD_TEXTS: dict[str, tuple[str, bytes, int | None, str]] = {
    "no encoding": ("description.zh-CN.md", b"\x81\xff\xfe\xff\x00\x01" * 30, None, "neither UTF-8, UTF-16 nor GBK"),
    "Latin-1": ("description.zh-CN.md", "Bague à pierre, très élégante".encode("latin-1"), None, "save it as UTF-8"),
    "cut UTF-16": ("description.zh-CN.md", CHINESE.encode("utf-16")[:-1], None, "not valid utf-16-le at byte"),
    "LFS text": ("description.zh-CN.md", LFS, None, "a Git LFS pointer, not the file; run git lfs pull"),
    "LFS manifest": ("listing.yaml", LFS, None, "a Git LFS pointer"),
    "YAML": ("listing.yaml", "title: 戒指\nprice: 3: 4\n".encode(), 2, "quote the value"),
    "YAML tab": ("listing.yaml", "title: 戒指\nattributes:\n\t材质: 银\n".encode(), 3, "tab"),
    "YAML list": ("listing.yaml", b"- a\n- b\n", 1, "'key: value' entries of one listing were expected"),
}


@pytest.mark.parametrize("case", BAD_TEXTS)
def test_bad_text_of_a_listing(goods: Shop, case: str) -> None:
    name, content, line, told = BAD_TEXTS[case]
    goods.write(f"goods/M5/{name}", content)
    only_missing(goods.check("goods"), f"goods/M5/{name}", line, told)


def test_aliases_that_grow_without_end(goods: Shop) -> None:
    """Ten lines of YAML that stand for a thousand million texts must not fill the memory."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 10)]
    goods.write("goods/M5/listing.yaml", "title: 戒指\n" + "\n".join(lines) + "\n")
    done = goods.check("goods")
    assert others(done) == []
    assert done.code in (1, 3)


@pytest.mark.parametrize(
    ("name", "content", "line", "told"),
    [
        ("listing.json", '{"title": "戒指",\n "price" 3}\n', 2, "expecting ':'"),
        ("listing.json", '{"title": "戒指"', 1, "this is not JSON"),
        ("listing.json", "[" * 100_000, 1, "deep"),
        ("listing.toml", 'title = "戒指"\nprice = \n', 2, "this is not TOML"),
        ("listing.toml", 'title = "戒指"\ntitle = "又"\n', 2, "this is not TOML"),
    ],
)
def test_bad_manifest_and_the_rest_of_its_listing(goods: Shop, name: str, content: str, line: int, told: str) -> None:
    (goods.root / "goods/M5/listing.yaml").unlink()
    goods.write(f"goods/M5/{name}", content)
    goods.write("goods/M5/description.zh-CN.md", HOUSE["info"])
    done = goods.check("goods")
    assert done.code == 3
    assert others(done) == [("M5", "house/info", HOUSE["info"])]
    (missing,) = done.missing
    assert (missing["file"], missing["line"]) == (f"goods/M5/{name}", line)
    assert told in missing["reason"]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read(goods: Shop, encoding: str) -> None:
    goods.write("goods/M5/description.zh-CN.md", CHINESE.encode(encoding))
    done = goods.check("goods")
    assert done.code == 1
    assert others(done) == [("M5", "house/info", HOUSE["info"])]
    (found,) = (one for one in done.lines if one.get("rule") == "house/info")
    assert (found["line"], found["column"]) == (1, CHINESE.index(HOUSE["info"]) + 1)


def test_rows_of_a_table(goods: Shop) -> None:
    """A row too many or too short, and a quote that is never closed: each with its line, the good rows checked."""
    head = "Handle,Title,Body (HTML)\n"
    rows = f"a,{HOUSE['info']},x\nb,{HOUSE['info']},x,9,9\nc,{HOUSE['info']}\n"
    goods.write("goods/products.csv", head + rows + f'd,"{HOUSE["info"]},x\n')
    done = goods.check("goods")
    assert done.code == 3
    assert [name for name, _, _ in others(done)] == ["a", "b", "c"]
    assert [(one["file"], one["line"]) for one in done.missing] == [("goods/products.csv", n) for n in (3, 4, 5)]
    assert "the row has 5 cells, the header 3" in done.missing[0]["reason"]
    assert 'a closing " was expected' in done.missing[2]["reason"]


def test_lines_of_a_listings_file(goods: Shop) -> None:
    good = f'{{"id": "G", "title": "{HOUSE["info"]}"}}\n'
    goods.write(
        "goods/all.jsonl", '{"id": "a",\n[1]\n\n{"id": "G", "title": "x"}\n' + good + '"x"\n' + good[:-3] + "\n"
    )
    done = goods.check("goods")
    assert done.code == 3
    assert others(done) == [("G", "house/info", HOUSE["info"])], "a listing whose id stands twice is checked twice"
    assert [(one["line"], one["reason"]) for one in done.missing] == [
        (1, "not valid JSON: Expecting property name enclosed in double quotes, column 12"),
        (2, "a line must be an object {…}"),
        (5, "id G stands on line 4 already"),
        (6, "a line must be an object {…}"),
        (7, "not valid JSON: Unterminated string starting at, column 22"),
    ]


def photo(form: str = "JPEG") -> bytes:
    """A picture without two equal rows, the same in every run."""
    whole = BytesIO()
    shades = bytes((x * x + 7 * y * y + x * y) % 251 for y in range(400) for x in range(800))
    Image.frombytes("L", (800, 400), shades).convert("RGB").save(whole, form)
    return whole.getvalue()


def half(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def scratched(whole: bytes) -> bytes:
    start = whole.index(b"IDAT") + 4
    return whole[:start] + b"scratch" + whole[start + 7 :]


def bomb(side: int) -> bytes:
    """A small PNG that claims to be huge."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")
    )  # fmt: skip
    told = (struct.pack(">I", len(one)) + name + one + struct.pack(">I", zlib.crc32(name + one)) for name, one in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


PICTURES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "truncated JPEG": ("01.jpg", lambda: half(photo()), "corrupt or truncated picture"),
    "truncated PNG": ("01.png", lambda: half(photo("PNG")), "corrupt or truncated picture"),
    "corrupt PNG": ("01.png", lambda: scratched(photo("PNG")), "corrupt or truncated picture"),
    "corrupt JPEG": ("01.jpg", lambda: b"\xff\xd8\xff" + b"abc" * 30, "not a picture format that is known"),
    "HTML": ("01.jpg", lambda: b"<!doctype html><title>Log in</title>", "holds HTML or SVG"),
    "empty": ("01.jpg", lambda: b"", "empty file (0 bytes)"),
    "bomb": ("01.png", lambda: bomb(50_000), "far too many pixels"),
    "large": ("01.png", lambda: bomb(12_000), "too many pixels to decode (12000×12000)"),
    "LFS": ("01.jpg", lambda: LFS, "a Git LFS pointer, not the picture; run git lfs pull"),
}


@pytest.mark.parametrize("case", PICTURES)
def test_bad_picture(goods: Shop, case: str) -> None:
    """Every other picture is still judged: here one that is too small."""
    name, content, told = PICTURES[case]
    goods.write(f"goods/M5/images/main/{name}", content())
    goods.picture("goods/M5/images/main/02.png", (620, 620))
    words = ("--select", "images/magnifier-size", "--channel", "taobao")
    done = goods.check("goods", *words)
    assert done.code == 3
    assert others(done) == [("M5", "images/magnifier-size", "")]
    (missing,) = done.missing
    assert missing["listing"] == "M5"
    assert (missing["file"], missing["part"]) == (f"goods/M5/images/main/{name}", "images[0]")
    assert told in missing["reason"]
    text = goods.run("check", "goods", *goods.house(), *words).out
    assert f"goods/M5/images/main/{name} images[0]  not checked  " in text


def test_picture_that_the_manifest_names_and_nobody_has(goods: Shop) -> None:
    goods.listing("goods/M5", images="{main: [images/main/01.jpg]}")
    done = goods.check("goods", "--select", "images/magnifier-size")
    assert done.code == 3
    assert others(done) == []
    assert [(one["file"], one["reason"]) for one in done.missing] == [
        ("goods/M5/images/main/01.jpg", "cannot be opened: No such file or directory")
    ]


@pytest.mark.parametrize("name", ["M5/description.zh-CN.md", "all.jsonl", "products.csv"])
def test_huge_text(goods: Shop, name: str) -> None:
    """100 MB of it: refused at once, not read into memory."""
    path = goods.write(f"goods/{name}", '{"' if name.endswith("jsonl") else "Handle,Title,Body (HTML)\n")
    os.truncate(path, 100_000_000)
    done = goods.check("goods")
    assert done.code == 3
    assert others(done) == []
    (missing,) = done.missing
    assert missing["file"] == f"goods/{name}"
    assert "MB" in missing["reason"] or "longer than" in missing["reason"]


def test_links_that_lead_round_in_circles(goods: Shop) -> None:
    for link, target in (("goods/loop", "loop"), ("goods/up", ".."), ("goods/M5/self", "."), ("goods/M5/x.md", "x.md")):
        (goods.root / link).symlink_to(target)
    done = goods.check("goods")
    assert (done.code, others(done), done.missing) == (1, [], [])
    assert done.summary["listings"] == 3
    named = goods.check("goods", "goods/loop")
    assert (named.code, named.err) == (2, "no such file or folder: goods/loop\n")
    assert others(named) == []


@pytest.mark.parametrize("name", ["all.jsonl", "products.csv"])
def test_table_behind_a_dead_link(goods: Shop, name: str) -> None:
    (goods.root / "goods" / name).symlink_to("nowhere")
    only_missing(goods.check("goods"), f"goods/{name}", None, "cannot be read: No such file")


@pytest.mark.parametrize("name", ["all.jsonl", "products.csv", "stock.xlsx"])
def test_table_that_git_lfs_has_not_fetched(goods: Shop, name: str) -> None:
    goods.write(f"goods/{name}", LFS)
    only_missing(goods.check("goods"), f"goods/{name}", None, "a Git LFS pointer")


def test_file_that_nobody_knows(goods: Shop) -> None:
    """Come upon, a table that is no catalogue is told; named, it fails the run."""
    goods.write("goods/stock.csv", "sku,count\nA,3\n")
    goods.write("notes.txt", "hello")
    come_upon = goods.check("goods")
    assert (come_upon.code, others(come_upon)) == (1, [])
    assert come_upon.summary["not_checked"] == {"failed": 0, "unavailable": 1}
    for name in ("notes.txt", "goods/stock.csv"):
        named = goods.check("goods/A1", name, "goods/Z9")
        assert (named.code, others(named)) == (3, [])
        assert [(one["file"], one["reason"]) for one in named.missing] == [
            (name, "neither a known listing file nor inside a listing folder")
        ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["M5/description.zh-CN.md", "M5", "locked", "all.jsonl"])
def test_no_permission(goods: Shop, name: str) -> None:
    goods.table("goods/all.jsonl", "普通的一句话")
    goods.write("goods/locked/R1/listing.yaml", "title: x\n")
    (goods.root / "goods" / name).chmod(0)
    try:
        done = goods.check("goods")
    finally:
        (goods.root / "goods" / name).chmod(0o755)
    assert (done.code, others(done)) == (3, [])
    assert any("Permission denied" in one["reason"] for one in done.missing)


PLUGIN = """\
from dataclasses import dataclass
from typing import ClassVar
from listinglint.rule import Rule


@dataclass(frozen=True, kw_only=True)
class CrashRule(Rule):
    kind: ClassVar[str] = "crash"

    def judge(self, listing):
        if listing.id == "M5":
            raise ZeroDivisionError("nothing to divide by")
        yield from ()
"""
CRASH = """\
kind: crash
severity: error
consequence: advice
message: {zh: 崩, en: crash}
why: {zh: 崩, en: crash}
good: [一, 二]
bad: [三]
"""


def plugin(shop: Shop, source: str) -> dict[str, str]:
    """Lay a plug-in beside the shop as a package that is installed, and return the environment that knows it."""
    folder = shop.root.parent / "installed"
    shop.write("../installed/crashing.py", source)
    shop.write("../installed/crashing-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: crashing\nVersion: 1.0\n")
    entry = "[listinglint.kinds]\ncrash = crashing:CrashRule\n"
    shop.write("../installed/crashing-1.0.dist-info/entry_points.txt", entry)
    shop.write("../house/rules/house/crash.yaml", CRASH)
    return {"PYTHONPATH": os.pathsep.join([str(folder), shop.environment()["PYTHONPATH"]])}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_rule_that_crashes(goods: Shop, jobs: str) -> None:
    """The listing on which it crashed is not clean; every other rule and listing is judged as ever."""
    env = plugin(goods, PLUGIN)
    goods.write("goods/M5/description.zh-CN.md", HOUSE["info"])
    done = goods.check("goods", "--jobs", jobs, env=env)
    assert done.code == 3
    assert others(done) == [("M5", "house/info", HOUSE["info"])]
    (missing,) = done.missing
    assert (missing["listing"], missing["rule"]) == ("M5", "house/crash")
    assert "house/crash crashed: ZeroDivisionError: nothing to divide by" in missing["reason"]


def test_plug_in_that_does_not_load(goods: Shop) -> None:
    """A gate with a rule missing must not pass."""
    env = plugin(goods, "raise RuntimeError('no licence')\n")
    done = goods.check("goods", env=env)
    assert (done.code, done.out) == (2, "")
    # Found out when the rules are compiled, or when compiled ones are loaded.
    assert done.err.endswith(" does not load: RuntimeError: no licence\n")


def test_a_bad_listing_is_named_in_every_language(goods: Shop) -> None:
    goods.write("goods/M5/description.zh-CN.md", b"")
    goods.write("goods/M5/listing.yaml", "title: [\n")
    text = goods.run("check", "goods", *goods.house(), "--lang", "zh").out
    assert "goods/M5/listing.yaml:" in text
    assert "未检查：失败 1" in text


def test_the_cache_is_damaged_or_not_ours(shop: Shop, tmp_path: Path) -> None:
    """Whatever lies in the cache folder, the rules are compiled anew and judge as ever."""
    shop.table("goods.jsonl", HOUSE["error"])
    shop.cache = tmp_path / "cache"
    usual = shop.check("goods.jsonl")
    kept = list(shop.cache.glob("rules-*.bin"))
    assert kept
    for damaged in (b"nonsense", kept[0].read_bytes()[:-5]):
        kept[0].write_bytes(damaged)
        assert shop.check("goods.jsonl").findings == usual.findings
    shop.cache = shop.write("not-a-folder", "")
    assert shop.check("goods.jsonl").findings == usual.findings == [("L1", "house/error", HOUSE["error"])]
