"""A mistake is told in Chinese where Chinese is asked for, whoever notices it: we, the system or typer."""

from __future__ import annotations

from pathlib import Path

import pytest

from listinglint.errors import cause
from tests.bench import HOUSE, Shop


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("check", "--nonsense", "--lang", "zh"), "没有选项 --nonsense：No such option: --nonsense"),
        (("frobnicate", "--lang=zh"), "没有这个命令：No such command 'frobnicate'."),
        (("check", "--lang", "zh", "--jobs", "many"), "--jobs/-j 的内容不对："),
        (("explain", "--lang", "zh"), "缺少 rule："),
        (("trend", "runs.db", "--lang", "zh"), "命令写法不对："),
        (("check", ".", "--config", "no.toml", "--lang", "zh"), "no.toml: 无法读取：没有这个文件或文件夹\n"),
        (("check", "goods.jsonl", "--output", "goods.jsonl/a.txt", "--lang", "zh"), "无法写入 goods.jsonl/a.txt：已有同名的文件\n"),
        (("apply", "no.xlsx", "--lang", "zh"), "找不到文件：no.xlsx\n"),
        (("evidence", "add", "no.pdf", "--lang", "zh"), "找不到文件：no.pdf\n"),
        (("fix", "nowhere", "--lang", "zh"), "找不到文件或文件夹：nowhere\n"),
        (("export", "nowhere", "a.csv", "--lang", "zh"), "找不到文件夹：nowhere\n"),
        (("check", "goods.jsonl", "--record", "--history", "goods.jsonl/h.db", "--lang", "zh"), "goods.jsonl/h.db: 无法写入：已有同名的文件\n"),
        (("export", ".", "goods", "--to", "csv", "--lang", "zh"), "无法读取或写入：goods 这是一个文件夹\n"),
        (("check", "goods.jsonl", "--engine", "local", "--output", "goods.jsonl/out", "--lang", "zh"), "无法写入 goods.jsonl/out："),
        (("waive", "claims/zh/rankin", "goods.jsonl", "--reason", "x", "--lang", "zh"), "没有以“claims/zh/rankin”开头的规则\n"),
        (("audit", "goods.jsonl", "--manifest", "no.json", "--lang", "zh"), "不是运行清单：没有这个文件或文件夹\n"),
    ],
)  # fmt: skip
def test_mistakes_are_told_in_chinese(shop: Shop, words: tuple[str, ...], told: str) -> None:
    shop.table("goods.jsonl", HOUSE["error"])
    shop.write("goods/listing.yaml", "title: x\n")
    done = shop.run(*words)
    assert done.code == 2
    assert told in done.err


def test_the_last_line_says_where_help_is(shop: Shop) -> None:
    assert shop.run("trend", "x", "--lang", "zh").err.endswith(" listinglint trend -h\n")


def test_a_broken_zip_is_called_a_zip(shop: Shop) -> None:
    shop.write("goods.zip", b"PK\x03\x04 cut off")
    done = shop.run("check", "goods.zip", "--lang", "zh")
    assert done.code == 3
    assert "压缩包（.zip）已损坏或不完整" in done.out


def test_causes(tmp_path: Path) -> None:
    """The usual refusals have Chinese words, the rare ones keep those of the system."""
    with pytest.raises(OSError, match="directory") as folder:
        tmp_path.read_bytes()
    assert cause(folder.value)[1] == "这是一个文件夹"
    assert cause(OSError(9999, "flux"))[1] == "flux"
    with pytest.raises(UnicodeDecodeError) as text:
        b"\xff".decode()
    assert cause(text.value)[1].startswith("不是 UTF-8")
