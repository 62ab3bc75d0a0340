"""Exit codes, what decides them, and everything that `check` takes on its command line."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from tests.bench import EXAMPLES, HOUSE, Shop

CLEAN = "普通的一句话。"
GATES = ("error", "warning", "info", "review", "not-checked", "never")


def test_clean_is_0(shop: Shop) -> None:
    shop.table("goods.jsonl", CLEAN, CLEAN)
    done = shop.check("goods.jsonl")
    assert done.code == 0
    assert done.err == ""
    assert (done.summary["listings"], done.summary["clean"]) == (2, 2)


def test_findings_are_1_and_point_at_the_file(shop: Shop) -> None:
    shop.listing("R1", f"第一行。\n\n这是{HOUSE['error']}。")
    done = shop.run("check", "R1", *shop.house())
    assert done.code == 1
    assert f"R1/description.zh-CN.md:3:3  error  “{HOUSE['error']}” is not house style  house/error" in done.out
    assert done.out.endswith("1 listing: 0 clean, 1 with findings (1 error, 0 warnings, 0 info).\n")


@pytest.mark.parametrize("word", [*HOUSE, ""])
def test_gates(shop: Shop, word: str) -> None:
    """Each gate alone against a finding of each weight: a severity covers what is graver, `review` only reviews."""
    shop.table("goods.jsonl", HOUSE.get(word, CLEAN))
    covered = {
        "error": {"error", "warning", "info"},
        "warning": {"warning", "info"},
        "info": {"info"},
        "review": {"review"},
    }
    reached = covered.get(word, set())
    for gate in GATES:
        assert shop.check("goods.jsonl", "--fail-on", gate).code == (gate in reached), (word, gate)


@pytest.mark.parametrize(
    ("word", "gates", "code"),
    [
        ("warning", "error,review", 0),
        ("review", "error,review", 1),
        ("review", "error, review", 1),
        ("error", "review,not-checked", 0),
        ("warning", "warning,review", 1),
        ("review", "never,review", 1),
    ],
)
def test_gates_together(shop: Shop, word: str, gates: str, code: int) -> None:
    shop.table("goods.jsonl", HOUSE[word])
    assert shop.check("goods.jsonl", "--fail-on", gates).code == code


def test_gate_of_the_settings_and_the_command_line_over_it(shop: Shop) -> None:
    shop.table("goods.jsonl", HOUSE["warning"])
    shop.write("listinglint.toml", 'fail-on = "warning, review"\n')
    assert shop.check("goods.jsonl").code == 1
    assert shop.check("goods.jsonl", "--fail-on", "error").code == 0


def test_unavailable_fails_only_where_asked(shop: Shop) -> None:
    shop.table("goods.jsonl", CLEAN, images=["https://shop.example/1.jpg"])
    words = ("goods.jsonl", "--select", "images", "--format", "jsonl")
    assert shop.run("check", *words, "--fail-on", "never").code == 0
    assert shop.run("check", *words, "--fail-on", "never,not-checked").code == 1


def test_precedence(shop: Shop) -> None:
    """2 goes over 3 goes over 1 goes over 0, and whatever comes first, the rest is checked and counted."""
    shop.table("clean.jsonl", CLEAN)
    shop.table("bad.jsonl", HOUSE["error"])
    shop.write("broken.jsonl", '{"title": \n')
    files = {0: "clean.jsonl", 1: "bad.jsonl", 3: "broken.jsonl", 2: "missing.jsonl"}
    rank = (0, 1, 3, 2)
    for first, second in product(rank, rank):
        if first == second == 2:
            continue
        done = shop.check(files[first], files[second])
        assert done.code == max(first, second, key=rank.index), (first, second)
        codes = {first, second}
        assert done.summary["with_findings"] == (1 in codes)
        assert done.summary["not_checked"]["failed"] == (3 in codes)
        assert ("no such file or folder: missing.jsonl" in done.err) == (2 in codes)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--nonsense",), "No such option: --nonsense"),
        (
            ("--format", "yaml"),
            "unknown format 'yaml'; known: text, json, jsonl, sarif, github, gitlab, junit, checkstyle, rdjson, markdown, csv, tap, html, xlsx",
        ),
        (("--market", "MARS"), "--market is 'MARS'; allowed: CN, US, EU, UK"),
        (("--channel", "tabao"), "--channel is 'tabao'; allowed: taobao, tmall"),
        (("--select", "clams"), "no rule under 'clams'"),
        (("--ignore", "claims/zh/no-such"), "no rule under 'claims/zh/no-such'"),
        (("--config", "no.toml"), "no.toml: cannot be read"),
        (("--rules", "no-rules"), "no rules at no-rules"),
        (("--lang", "fr"), "--lang is 'fr'; allowed: zh, en"),
        (
            ("--fail-on", "fatal"),
            "--fail-on is 'fatal'; allowed: error, warning, info, review, not-checked, new-error, never",
        ),
        (("--input-format", "word"), "unknown input format 'word'; known: "),
        (("--jobs", "many"), "'many' is not a valid int"),
        (("--baseline", "no.json"), "no baseline at no.json"),
        (("--output", "goods.jsonl/a.txt"), "goods.jsonl/a.txt cannot be written: "),
        (("-",), "- stands alone, without other paths"),
    ],
)
def test_usage_errors_are_2(shop: Shop, words: tuple[str, ...], told: str) -> None:
    shop.table("goods.jsonl", HOUSE["error"])
    done = shop.run("check", "goods.jsonl", *words)
    assert done.code == 2
    assert told in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('colour = "red"', "colour: unknown setting; known: markets, channels"),
        ('fail-on = "fatal"', "fail-on: 'fatal' is not allowed; allowed: error"),
        ('channels = ["tabao"]', "channels: 'tabao' is not known; known: taobao"),
        ('[severity]\n"clams" = "off"', "severity: no rule under 'clams'"),
        ('[severity]\n"claims" = "loud"', "severity: 'claims' is 'loud'; allowed: off, info, warning, error"),
        ('packs = "rules"', "packs: must be a list of strings"),
        ("lang = ", "listinglint.toml:1: this is not TOML: Invalid value"),
    ],
)
def test_mistakes_in_the_settings_are_2(shop: Shop, settings: str, told: str) -> None:
    shop.table("goods.jsonl", CLEAN)
    shop.write("listinglint.toml", settings + "\n")
    done = shop.run("check", "goods.jsonl")
    assert done.code == 2
    assert "listinglint.toml:" in done.err
    assert told in done.err


def test_all_mistakes_in_the_settings_are_told_at_once(shop: Shop) -> None:
    shop.table("goods.jsonl", CLEAN)
    shop.write("listinglint.toml", 'colour = "red"\nlang = "fr"\nskip = "x"\n')
    done = shop.run("check", "goods.jsonl")
    assert done.code == 2
    assert len(done.err.splitlines()) == 3


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_mistakes_in_the_settings_of_a_folder_are_2_in_any_process(shop: Shop, jobs: str) -> None:
    shop.table("a/goods.jsonl", CLEAN)
    shop.table("b/goods.jsonl", CLEAN)
    shop.write("b/listinglint.toml", '[severity]\n"clams" = "off"\n')
    done = shop.run("check", ".", "--jobs", jobs)
    assert done.code == 2
    assert "b/listinglint.toml: severity: no rule under 'clams'" in done.err


def test_missing_and_empty(shop: Shop) -> None:
    missing = shop.run("check", "no-such", "nor-this")
    assert (missing.code, missing.out) == (2, "")
    assert missing.err == "no such file or folder: no-such, nor-this\n"
    (shop.root / "empty").mkdir()
    for words in (("empty",), ()):
        empty = shop.run("check", *words)
        assert (empty.code, empty.err) == (2, "no listing found\n")


def test_select_and_ignore(shop: Shop) -> None:
    shop.table("goods.jsonl", "".join(HOUSE.values()))
    rules = ("--rules", shop.house()[1], "--format", "jsonl")

    def found(*words: str) -> set[str]:
        return {rule for _, rule, _ in shop.run("check", "goods.jsonl", *rules, *words).findings}

    assert found("--select", "house") == {f"house/{name}" for name in HOUSE}
    assert found("--select", "house/error", "--select", "house/info") == {"house/error", "house/info"}
    assert found("--select", "house", "--ignore", "house/review") == {"house/error", "house/info", "house/warning"}
    assert not any(one.startswith("house/") for one in found("--ignore", "house"))


def test_market_and_channel(shop: Shop) -> None:
    """A Chinese superlative is unlawful in China; the magnifier's size depends on the marketplace."""
    shop.table("goods.jsonl", "全网最佳的戒指。")
    words = ("goods.jsonl", "--select", "claims/zh", "--format", "jsonl")
    assert "最佳" in [text for _, _, text in shop.run("check", *words).findings]
    assert shop.run("check", *words, "--market", "us").findings == []
    shop.listing("R1")
    shop.picture("R1/images/main/01.jpg", (750, 750))
    words = ("R1", "--select", "images/magnifier-size", "--format", "jsonl")
    assert shop.run("check", *words, "--channel", "taobao").code == 0
    assert shop.run("check", *words, "--channel", "TMALL").code == 1
    assert shop.run("check", *words, "--channel", "taobao", "--channel", "tmall").code == 1


def test_language_of_messages(shop: Shop) -> None:
    shop.table("goods.jsonl", HOUSE["error"])
    words = ("check", "goods.jsonl", *shop.house())
    assert "is not house style" in shop.run(*words, "--lang", "en").out
    assert "不符合本店规范" in shop.run(*words, "--lang", "zh").out
    assert "不符合本店规范" in shop.run(*words, env={"LISTINGLINT_LANG": "zh"}).out
    assert "不符合本店规范" in shop.run(*words, env={"LISTINGLINT_LANG": "", "LANG": "zh_CN.UTF-8"}).out
    shop.write("listinglint.toml", 'lang = "zh"\n')
    assert "不符合本店规范" in shop.run(*words).out
    assert shop.run("check", "no-such", "--lang", "zh").err == "找不到文件或文件夹：no-such\n"


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "github", "junit"])
def test_formats_and_output(shop: Shop, form: str) -> None:
    """Every format tells the finding; a file holds the same bytes, and nothing lies beside it afterwards."""
    shop.table("goods.jsonl", CLEAN, HOUSE["error"])
    words = ("check", "goods.jsonl", *shop.house(), "--format", form)
    printed = shop.run(*words)
    assert printed.code == 1
    assert "house/error" in printed.out
    if form in ("json", "sarif"):
        json.loads(printed.out)
    elif form == "junit":
        Xml.fromstring(printed.out)  # noqa: S314  # our own output
    shop.write("report", "what was there before")
    written = shop.run(*words, "--output", "report")
    assert (written.code, written.out, written.err) == (1, "", "")
    assert (shop.root / "report").read_bytes() == printed.out.encode()
    assert sorted(one.name for one in shop.root.iterdir()) == ["goods.jsonl", "report"]


def test_a_run_that_ends_badly_leaves_the_old_report_whole(shop: Shop) -> None:
    shop.table("a/goods.jsonl", HOUSE["error"])
    shop.table("b/goods.jsonl", HOUSE["error"])
    shop.write("b/listinglint.toml", "nonsense")
    shop.write("report", "old")
    assert shop.run("check", "a", "b", "--output", "report").code == 2
    assert (shop.root / "report").read_text(encoding="utf-8") == "old"
    assert sorted(one.name for one in shop.root.iterdir()) == ["a", "b", "report"]


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_several_processes_say_the_same(shop: Shop, form: str) -> None:
    words = ("check", str(EXAMPLES), "--format", form)
    alone, pooled = shop.run(*words), shop.run(*words, "--jobs", "2")
    assert alone == pooled
    assert alone.code == 1


def test_many_batches_stay_in_order(shop: Shop) -> None:
    shop.table("goods.jsonl", *([CLEAN, HOUSE["error"], HOUSE["info"]] * 60))
    alone, pooled = shop.check("goods.jsonl"), shop.check("goods.jsonl", "--jobs", "2")
    assert alone == pooled
    assert alone.summary["listings"] == 180


def test_statistics_go_to_standard_error(shop: Shop) -> None:
    shop.table("goods.jsonl", HOUSE["error"], HOUSE["error"], HOUSE["info"])
    done = shop.check("goods.jsonl", "--statistics")
    assert done.summary["listings"] == 3
    assert [line.split() for line in done.err.splitlines()] == [["2", "house/error"], ["1", "house/info"]]


def test_names_with_blanks_and_chinese(shop: Shop) -> None:
    shop.listing("我的 店铺/戒 指#1", HOUSE["error"])
    done = shop.check("我的 店铺")
    assert [one["file"] for one in done.lines[:-1]] == ["我的 店铺/戒 指#1/description.zh-CN.md"]
    assert done.findings == [("戒 指#1", "house/error", HOUSE["error"])]


def test_windows_line_ends(shop: Shop) -> None:
    text = f"一。\r\n二。\r\n这是{HOUSE['error']}。\r\n"
    shop.listing("R1")
    shop.write("R1/description.zh-CN.md", text)
    (found,) = (one for one in shop.check("R1").lines if one["type"] == "finding")
    assert (found["line"], found["column"], found["start"]) == (3, 3, text.index(HOUSE["error"]))


def test_a_file_of_a_listing_stands_for_the_listing(shop: Shop) -> None:
    shop.listing("goods/R1", HOUSE["error"])
    shop.listing("goods/R2", HOUSE["error"])
    shop.picture("goods/R1/images/main/01.jpg")
    for name in ("listing.yaml", "description.zh-CN.md", "images/main/01.jpg"):
        assert shop.check(f"goods/R1/{name}").findings == [("R1", "house/error", HOUSE["error"])]
    both = shop.check("goods/R1/listing.yaml", "goods/R1", "goods")
    assert [one for one, _, _ in both.findings] == ["R1", "R2"], "each listing once"


def test_a_picture_beside_the_listings_is_not_a_listing_around_them(shop: Shop) -> None:
    """A logo, or a page with front matter, at the top of a repository must not swallow what lies below."""
    shop.listing("goods/rings/R1", HOUSE["error"])
    shop.picture("logo.png")
    shop.write("README.md", "---\ntitle: Our shop\n---\nWelcome.\n")
    done = shop.check(".")
    assert done.findings == [("R1", "house/error", HOUSE["error"])]
    assert done.missing == []


def test_explicit_input_format(shop: Shop) -> None:
    shop.table("goods.txt", HOUSE["error"])
    assert shop.check("goods.txt").code == 3
    assert shop.check("goods.txt", "--input-format", "listings").findings == [("L1", "house/error", HOUSE["error"])]


def test_examples_of_the_project(shop: Shop) -> None:
    """The careful examples pass, the faulty ones do not, whatever directory they are checked from."""
    good = [one for one in EXAMPLES.iterdir() if one.name.endswith("-good")]
    assert len(good) >= 3
    assert shop.run("check", *good).code == 0
    for bad in (one for one in EXAMPLES.iterdir() if one.name.endswith("-bad")):
        assert shop.run("check", bad).code == 1, bad


def test_run_as_a_module_and_as_a_command_are_the_same(shop: Shop) -> None:
    command = Path(sys.executable).with_name("listinglint")
    if not command.exists():
        pytest.skip("the package is not installed here")
    done = subprocess.run(
        [command, "--version"], capture_output=True, text=True, check=True, env=shop.environment(), cwd=shop.root
    )
    assert done.stdout == shop.run("--version").out


def test_verbose_tells_what_was_let_pass(shop: Shop) -> None:
    shop.listing("R1", "本款项链最佳佩戴长度为42厘米。")
    quiet, verbose = (shop.run("check", "R1", "--lang", "zh", *more) for more in ((), ("--verbose",)))
    assert "放过" not in quiet.out
    assert "放过 “最佳”" in verbose.out
    assert "广告绝对化用语执法指南第五条第三项" in verbose.out
    assert verbose.code == quiet.code


@pytest.mark.parametrize(("header", "told"), [("编号,标题,材质", False), ("编号,标题,材质,主图", True)])
def test_a_table_without_a_column_of_pictures_lacks_none(shop: Shop, header: str, told: bool) -> None:
    shop.write("goods.csv", f"{header}\nA1,银戒指,925银{',' * told}\n")
    done = shop.run("check", "goods.csv", "--format", "jsonl", "--select", "images")
    assert any(rule == "images/main-missing" for _, rule, _ in done.findings) is told
