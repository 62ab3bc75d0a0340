"""The options that several commands share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from listinglint.cli.speech import say

Paths = Annotated[
    Optional[list[Path]],  # noqa: UP045  # typer reads the annotation at run time
    typer.Argument(
        help=say(
            "Listing folders, catalogues or files; - reads standard input.",
            "商品文件夹、目录或文件；- 为标准输入。",
        )
    ),
]


def rule_ids(incomplete: str) -> list[str]:
    """Return the rules and rule folders that what was typed may become, for the completion of a shell."""
    from listinglint import cache, ruleset

    ids = cache.load((ruleset.shipped(),)).ids
    folders = {one.rsplit("/", depth)[0] for one in ids for depth in (1, 2) if one.count("/") >= depth}
    return sorted(one for one in {*ids, *folders} if one.startswith(incomplete))


Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="PREFIX",
        autocompletion=rule_ids,
        help=say("Only rules under this id prefix; repeatable.", "只用此前缀下的规则；可重复。"),
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="PREFIX",
        autocompletion=rule_ids,
        help=say("Without rules under this id prefix; repeatable.", "不用此前缀下的规则；可重复。"),
    ),
]
Market = Annotated[
    list[str] | None,
    typer.Option(
        "--market",
        help=say("Judge for this market (CN, US, EU, UK); repeatable.", "按此市场判断（CN、US、EU、UK）；可重复。"),
    ),
]
Channel = Annotated[
    list[str] | None,
    typer.Option(
        "--channel",
        help=say(
            "Judge for this channel (taobao, amazon, …); repeatable.",
            "按此平台判断（taobao、amazon……）；可重复。",
        ),
    ),
]
ImagesDir = Annotated[
    list[Path] | None,
    typer.Option(
        "--images-dir",
        help=say(
            "Pictures behind web addresses lie in this folder under the same names; repeatable.",
            "网络图片在此文件夹中有同名文件；可重复。",
        ),
    ),
]
FetchImages = Annotated[
    bool,
    typer.Option(
        "--fetch-images",
        help=say("Download pictures behind web addresses and look at them.", "下载并检查网络图片。"),
    ),
]
Lang = Annotated[str, typer.Option("--lang", help=say("Language of messages: zh or en.", "提示语言：zh 或 en。"))]
Config = Annotated[
    Path | None,
    typer.Option("--config", help=say("Use this settings file instead of the nearest.", "使用此配置文件。")),
]
Rules = Annotated[
    list[Path] | None,
    typer.Option("--rules", help=say("A further folder of rule files; repeatable.", "额外的规则文件夹；可重复。")),
]
Input = Annotated[
    str,
    typer.Option("--input-format", help=say("How to read the input instead of finding out.", "指定输入格式。")),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        help=say(
            "text, html, xlsx, csv, markdown, json, jsonl, sarif, github, gitlab, junit, checkstyle, tap, rdjson.",
            "输出格式：text、html、xlsx、csv、markdown、json、jsonl、sarif、github、gitlab、junit、checkstyle、tap、rdjson。",
        ),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help=say("Write the report to this file.", "把报告写入此文件。")),
]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        help=say(
            "Exit with 1 from this severity on: error, warning, info, never; also review, not-checked, new-error (with --record); comma separated.",
            "达到此级别时退出码为 1：error、warning、info、never，另有 review、not-checked、new-error（需 --record），可用逗号并列。",
        ),
    ),
]
Engine = Annotated[
    str,
    typer.Option(
        "--engine",
        help=say(
            "Check a listings file in parts into the folder or bucket --output: local, ray or spark.",
            "分片检查商品列表文件，结果写入 --output 文件夹或存储桶：local、ray、spark。",
        ),
    ),
]
Resume = Annotated[
    bool,
    typer.Option("--resume", help=say("Go on with the parts of an earlier run.", "继续之前未完成的分片检查。")),
]
ReadWords = Annotated[
    str,
    typer.Option(
        "--words",
        help=say(
            "Read the words in pictures: auto (if the extra is installed), on, off.",
            "识别图片中的文字：auto（已安装扩展时）、on、off。",
        ),
    ),
]
Timings = Annotated[
    bool,
    typer.Option(
        "--timings",
        help=say("End with where the time went: by reader, fact and rule.", "最后列出读取、测量、各规则的耗时。"),
    ),
]
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help=say("Check everything, whatever earlier runs have found.", "全部重新检查，不使用之前的结果。"),
    ),
]
