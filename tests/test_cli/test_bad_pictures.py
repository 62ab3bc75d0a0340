"""Picture files that are broken or not what they seem, as people meet them: in the answers of `check`, for people and machines."""

from __future__ import annotations

import json
import os
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.bench import Done, Shop
from tests.test_pictures.test_bad_input import FOUND, NOT_CHECKED, RULES, _photo, _saved

_SELECT = tuple(word for rule in RULES for word in ("--select", rule))
_GBK = "主图.jpg".encode("gbk")
_TOLD_GBK = "主图.jpg [%D6%F7%CD%BC.jpg]"


class Runs(NamedTuple):
    """One shop with a listing for each case, and what the program said of it in each form."""

    shop: Shop
    lines: list[dict[str, Any]]
    report: dict[str, Any]
    text: str
    code: int


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Runs:
    root = tmp_path_factory.mktemp("pictures") / "shop"
    root.mkdir()
    shop = Shop(root, cache)
    shop.write("listinglint.toml", "")
    cases: dict[str, tuple[Any, ...]] = {**NOT_CHECKED, **FOUND}
    for number, (file, content, *_) in enumerate(cases.values()):
        _listing(shop, f"C{number:02}", file, content())
    done = shop.run("check", ".", *_SELECT, "--words", "off", "--format", "jsonl")
    report = shop.run("check", ".", *_SELECT, "--words", "off", "--format", "json")
    text = shop.run("check", ".", *_SELECT, "--words", "off")
    assert done.code == report.code == text.code
    return Runs(shop, done.lines, json.loads(report.out), text.out, done.code)


def _listing(shop: Shop, name: str, file: str, content: bytes) -> None:
    shop.write(f"{name}/listing.yaml", f"id: {name}\ntitle: Ring\n")
    shop.write(f"{name}/images/main/{file}", content)


def _said(runs: Runs, name: str) -> list[dict[str, Any]]:
    return [one for one in runs.lines if one.get("listing") == name]


@pytest.mark.parametrize("case", NOT_CHECKED)
def test_what_cannot_be_judged_is_told_once_and_never_clean(runs: Runs, case: str) -> None:
    name = f"C{list(NOT_CHECKED).index(case):02}"
    file, _, cause, told = NOT_CHECKED[case]
    if "HEIC" in case and find_spec("pillow_heif"):
        cause, told = "failed", "corrupt or truncated HEIC picture"
    (one,) = _said(runs, name)
    assert (one["type"], one["cause"], one["part"]) == ("not-checked", cause, "images[0]")
    assert one["file"] == f"{name}/images/main/{file}"
    assert told in one["reason"]
    (result,) = [one for one in runs.report["results"] if one["listing"] == name]
    assert (result["findings"], [it["reason"] for it in result["not_checked"]]) == ([], [one["reason"]])
    assert runs.text.count(f"{name}/images/main/{file} images[0]  not checked  {one['reason']}") == 1
    assert runs.text.count(f"{name}/images/main/") == 1


@pytest.mark.parametrize("case", FOUND)
def test_what_sells_badly_is_told_once(runs: Runs, case: str) -> None:
    name = f"C{len(NOT_CHECKED) + list(FOUND).index(case):02}"
    file, _, rule = FOUND[case]
    (one,) = _said(runs, name)
    assert (one["type"], one["rule"], one["file"]) == ("finding", rule, f"{name}/images/main/{file}")
    assert runs.text.count(f"{name}/images/main/{file}") == 1


def test_the_exit_code_says_that_something_was_not_checked(runs: Runs) -> None:
    assert runs.code == 3
    told = Counter(one["cause"] for one in runs.lines if one["type"] == "not-checked")
    assert runs.lines[-1]["not_checked"] == {"failed": told["failed"], "unavailable": told["unavailable"]}
    assert runs.lines[-1]["clean"] == 0
    failed = f"C{list(NOT_CHECKED).index('truncated'):02}"
    found = f"C{len(NOT_CHECKED):02}"
    assert runs.shop.run("check", failed, *_SELECT, "--words", "off").code == 3
    assert runs.shop.run("check", found, *_SELECT, "--words", "off").code == 0


def _checked(shop: Shop, *words: str) -> tuple[Done, list[dict[str, Any]]]:
    done = shop.run("check", "R1", *_SELECT, "--words", "off", "--format", "jsonl", *words)
    return done, [one for one in done.lines if one["type"] == "not-checked"]


def test_a_link_out_of_the_shop_is_told_once(shop: Shop, tmp_path: Path) -> None:
    shop.write("listinglint.toml", "")
    shop.write("R1/listing.yaml", "id: R1\ntitle: Ring\n")
    outside = tmp_path / "elsewhere.jpg"
    outside.write_bytes(_saved(_photo(), "JPEG"))
    (shop.root / "R1/images/main").mkdir(parents=True)
    (shop.root / "R1/images/main/01.jpg").symlink_to(outside)
    done, (one,) = _checked(shop)
    assert (done.code, done.summary["clean"], one["cause"]) == (0, 0, "unavailable")
    assert one["reason"] == f"a link that leads out of the shop's folder, not looked at: {outside}"
    assert _checked(shop, "--fail-on", "not-checked")[0].code == 1


def test_a_name_in_gbk_is_told_so_that_it_can_be_read_and_turned_back(shop: Shop) -> None:
    shop.write("R1/listing.yaml", "id: R1\ntitle: Ring\n")
    folder = shop.root / "R1/images/main"
    folder.mkdir(parents=True)
    try:
        with open(os.fsencode(folder) + b"/" + _GBK, "wb") as file:  # noqa: PTH123  # a name that is no text
            file.write(_saved(_photo(), "JPEG")[:-200])
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    done, (one,) = _checked(shop)
    assert (done.code, one["file"]) == (3, f"R1/images/main/{_TOLD_GBK}")
    for form in ("text", "json", "html", "csv", "markdown", "sarif", "github", "junit", "rdjson"):
        shop.run("check", "R1", *_SELECT, "--words", "off", "--format", form, "-o", f"told.{form}")
        out = (shop.root / f"told.{form}").read_text(encoding="utf-8")
        assert "\\udc" not in out
        assert "\ufffd" not in out
    assert (
        f"R1/images/main/{_TOLD_GBK} images[0]  not checked" in shop.run("check", "R1", *_SELECT, "--words", "off").out
    )


def test_videos_among_the_pictures_are_named_once_a_listing(shop: Shop) -> None:
    _listing(shop, "R1", "01.jpg", _saved(_photo(), "JPEG"))
    shop.write("R1/images/main/turn.mp4", b"\0\0\0\x18ftypmp42")
    shop.write("R1/images/detail/ring.psd", b"8BPS")
    shop.write("R1/images/detail/notes.xyz", b"?")
    done, (one,) = _checked(shop)
    assert (done.code, one["cause"], one["part"]) == (0, "unavailable", "images")
    told = "videos or other files among the pictures, not looked at: notes.xyz, ring.psd, turn.mp4"
    assert one["reason"] == told
    assert done.summary["clean"] == 0
    text = shop.run("check", "R1", *_SELECT, "--words", "off").out
    assert text.count("turn.mp4") == 1
    assert told in text
