"""The commands beside `check`: show, rules, explain, test, new, init."""

from __future__ import annotations

import re

import pytest

from listinglint import kinds
from listinglint.cli.starters import STARTERS
from tests.bench import HOUSE, Shop

BROKEN = """\
kind: phrase
severity: fatal
consequence: fine-risk
colour: red
message: {zh: "“{match}”和{nothing}", en: "“{match}”"}
why: {zh: 原因}
unless: [sometimes]
phrases: [词]
good: [一]
"""
WRONG = """\
kind: phrase
severity: error
consequence: fine-risk
message: {zh: "“{match}”", en: "“{match}”"}
why: {zh: 原因, en: why}
phrases: [怪词]
good:
  - 普通的一句话
  - 含怪词的好例
bad:
  - 没有那个词
  - <<怪>>词
"""


def test_show_accounts_for_every_file(shop: Shop) -> None:
    shop.listing("R1", "素圈。", channel="taobao")
    shop.picture("R1/images/main/01.jpg")
    shop.write("R1/notes.xyz", "?")
    done = shop.run("show", "R1")
    assert done.code == 0
    assert "channel: taobao" in done.out
    assert re.search(r"description ← R1/description\.zh-CN\.md:1:1 +素圈。", done.out)
    assert "images[0] [main] ← R1/images/main/01.jpg" in done.out
    assert "R1/notes.xyz  not understood" in done.out


def test_show_tells_what_cannot_be_read(shop: Shop) -> None:
    shop.listing("A1")
    shop.write("B2/listing.yaml", "title: [\n")
    done = shop.run("show", ".")
    assert done.code == 3
    assert "A1  A1/listing.yaml" in done.out
    assert "not checked (failed): B2/listing.yaml" in done.out
    empty = shop.run("show", "A1/listing.yaml", "nothing-there")
    assert empty.code == 2


def test_rules(shop: Shop) -> None:
    done = shop.run("rules", "house", "--rules", shop.house()[1])
    assert done.code == 0
    assert [line.split()[:3] for line in done.out.splitlines()[:-1]] == [
        [f"house/{name}", {"review": "info"}.get(name, name), "phrase"] for name in sorted(HOUSE)
    ]
    assert done.out.endswith("4 rules\n")
    assert shop.run("rules", "clams").code == 2
    everything = shop.run("rules").out.splitlines()
    assert len(shop.run("rules", "--category", "medical").out.splitlines()) < len(everything)
    chinese = shop.run("rules", "--market", "cn").out
    assert "claims/zh/superlative" in chinese
    assert "claims/uk/" not in chinese


def test_explain(shop: Shop) -> None:
    done = shop.run("explain", "claims/zh/superlative")
    assert done.code == 0
    assert "Authority\n  广告法 第九条第三项" in done.out
    for title in ("Why", "Write instead", "Good", "Bad"):
        assert f"\n{title}\n" in done.out
    assert "\n依据\n" in shop.run("explain", "claims/zh/superlative", "--lang", "zh").out


@pytest.mark.parametrize("typo", ["claims/zh/superlativ", "claims/zh/superlatve", "zh/superlative"])
def test_explain_has_a_near_hint(shop: Shop, typo: str) -> None:
    done = shop.run("explain", typo)
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(rf"no rule '{typo}'; did you mean .*\bclaims/zh/superlative\b.*\?\n", done.err)


def test_broken_rule_tells_all_its_mistakes(shop: Shop) -> None:
    shop.write("rules/claims/zh/broken.yaml", BROKEN)
    done = shop.run("test", "rules")
    assert (done.code, done.out) == (2, "")
    told = (
        "2: 'severity' is 'fatal'; allowed: info, warning, error",
        "4: unknown key 'colour'; allowed: severity",
        "6: key 'en' is missing",
        "nothing fills {nothing}; known: ",
        "unknown guard 'sometimes' under unless; known: ",
        "at least 2 'good' examples are needed",
        "at least 1 'bad' examples are needed",
    )
    lines = done.err.splitlines()
    assert all(one.startswith("rules/claims/zh/broken.yaml:") for one in lines)
    for text in told:
        assert sum(text in one for one in lines) == 1, text
    assert len(lines) == len(told)


def test_mistakes_of_all_files_are_told(shop: Shop) -> None:
    shop.write("rules/a/one.yaml", "kind: [\n")
    shop.write("rules/a/two.yaml", "kind: verse\n")
    shop.write("rules/a/three.yaml", "")
    done = shop.run("test", "rules")
    assert done.code == 2
    assert [one.split(": ")[0] for one in done.err.splitlines()] == [
        "rules/a/one.yaml:2", "rules/a/three.yaml", "rules/a/two.yaml:1",
    ]  # fmt: skip
    assert "kind is 'verse'; known kinds: phrase" in done.err


def test_rule_file_in_another_encoding(shop: Shop) -> None:
    shop.write("rules/a/one.yaml", "# 中文\n".encode("gbk"))
    done = shop.run("test", "rules")
    assert done.code == 2
    assert done.err.startswith("rules/a/one.yaml: cannot be read: 'utf-8' codec")


def test_rule_that_does_not_do_what_its_examples_say(shop: Shop) -> None:
    shop.write("rules/claims/zh/wrong.yaml", WRONG)
    done = shop.run("test", "rules")
    assert done.code == 2
    lines = done.out.splitlines()
    assert [one.partition(": ")[0] for one in lines[:-1]].count("rules/claims/zh/wrong.yaml:11") == 1, "missing"
    assert any(one.startswith("rules/claims/zh/wrong.yaml:12: wrong: found ") for one in lines)
    assert any(one.startswith("rules/claims/zh/wrong.yaml:9: noisy: ") for one in lines)
    assert lines[-1].startswith("1 rule, 4 examples, ")
    assert shop.run("check", ".", "--rules", "rules").code == 2, "no listing: but the rules are read"


def test_no_rule_files(shop: Shop) -> None:
    assert shop.run("test", "no-such").err == "no rules at no-such\n"
    (shop.root / "empty").mkdir()
    assert shop.run("test", "empty").err == "no rule files there\n"


def test_new_has_every_kind_that_a_shop_would_write(shop: Shop) -> None:
    plain = {"phrase", "pattern", "replace", "metric", "limit", "require", "repeat", "picture"}
    assert plain <= set(STARTERS) <= set(kinds.names())
    done = shop.run("new", "house/x", "--kind", "verse")
    assert done.code == 2
    assert done.err.rstrip().endswith("there are: " + ", ".join(STARTERS))


@pytest.mark.parametrize("kind", STARTERS)
def test_new_rule_proves_itself(shop: Shop, kind: str) -> None:
    done = shop.run("new", f"house/own-{kind}", "--kind", kind)
    path = f"rules/house/own-{kind}.yaml"
    assert done.out == f"{path} written; fill it in, then run: listinglint test {path}\n"
    proved = shop.run("test", path)
    assert (proved.code, proved.out) == (0, "1 rule, 3 examples, 0 problems\n")
    again = shop.write(path, "mine")
    assert shop.run("new", f"house/own-{kind}", "--kind", kind).err == f"{path} is there already\n"
    assert again.read_text(encoding="utf-8") == "mine"


def test_new_rule_is_used_at_once(shop: Shop) -> None:
    shop.run("new", "house/own", "--lang", "zh", "--folder", "自己的 规则/rules")
    assert shop.run("test", "自己的 规则").code == 0
    shop.table("goods.jsonl", "这是示例词。")
    shop.write("listinglint.toml", 'packs = ["自己的 规则/rules"]\nselect = ["house"]\n')
    done = shop.run("check", "goods.jsonl", "--format", "jsonl")
    assert done.findings == [("L1", "house/own", "示例词")]


@pytest.mark.parametrize("name", ["../up", "/elsewhere/x", "two words", "a//b", "x.yaml", ""])
def test_new_rule_needs_an_id(shop: Shop, name: str) -> None:
    done = shop.run("new", name)
    assert done.code == 2
    assert "cannot be a rule's id" in done.err
    assert list(shop.root.iterdir()) == []


def test_init(shop: Shop) -> None:
    shop.listing("goods/R1", channel="taobao")
    shop.listing("goods/R2", channel="小红书")
    shop.write("goods/R3/标题.txt", "银戒指")
    shop.write("goods/R3/描述.txt", "素圈。")
    done = shop.run("init")
    assert done.code == 0
    assert done.out == ("found 3 listings (2 manifest, 1 parts); listinglint.toml written\nnext: listinglint check .\n")
    text = (shop.root / "listinglint.toml").read_text(encoding="utf-8")
    assert 'lang = "en"' in text, "the language that somebody chose"
    assert 'channels = ["taobao"]' in text
    assert shop.run("check", ".").code in (0, 1), "what init writes is understood"
    uncommented = shop.root / "listinglint.toml"
    uncommented.write_text(text.replace('# "', '"'), encoding="utf-8")
    assert shop.run("check", ".").code in (0, 1), "and so are the lines that it offers"
    uncommented.unlink()
    assert shop.run("init", env={"LISTINGLINT_LANG": ""}).code == 0
    assert 'lang = "zh"' in uncommented.read_text(encoding="utf-8"), "else that of most listings"


def test_init_never_overwrites(shop: Shop) -> None:
    shop.listing("R1")
    shop.write("listinglint.toml", "# mine\n")
    done = shop.run("init")
    assert (done.code, done.err) == (2, "listinglint.toml is there already\n")
    assert (shop.root / "listinglint.toml").read_text(encoding="utf-8") == "# mine\n"


def test_init_elsewhere(shop: Shop) -> None:
    assert shop.run("init").err == "no listing found below .\n"
    assert shop.run("init", "no-such").err == "no such file or folder: no-such\n"
    assert shop.run("init", "--channel", "tabao").err.startswith("--channel is 'tabao'; allowed: taobao")
    shop.table("goods/all.jsonl", "素圈")
    done = shop.run("init", "goods", "--channel", "taobao", "--channel", "tmall", "--lang", "zh")
    assert (
        done.out
        == "找到 1 个商品（商品列表（JSON Lines） 1 个）；已写入 goods/listinglint.toml\n下一步：listinglint check goods\n"
    )
    assert 'channels = ["taobao", "tmall"]' in (shop.root / "goods/listinglint.toml").read_text(encoding="utf-8")
    assert shop.run("init", "goods/all.jsonl").code == 2


def test_help_in_both_languages(shop: Shop) -> None:
    for lang, word in (("en", "Check listings"), ("zh", "检查商品")):
        done = shop.run("--help", env={"LISTINGLINT_LANG": lang})
        assert done.code == 0
        assert word in done.out
    assert shop.run().code == 2
    assert shop.run("chek").code == 2
    assert re.fullmatch(r"listinglint \d+\.\d+\.\d+\n", shop.run("--version").out)
