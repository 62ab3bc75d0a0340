"""`init` and `new`: the first minute with a repository, and with a rule."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

from listinglint import readers
from listinglint.cli import asking
from listinglint.cli.request import Request, known
from listinglint.cli.speech import choose, language, say
from listinglint.cli.starters import HEAD, STARTERS
from listinglint.config import CHANNELS
from listinglint.counted import many
from listinglint.errors import UsageError, cause
from listinglint.model import Listing
from listinglint.readers import Unit
from listinglint.readers.base import ReadSettings

_NAME = re.compile(r"[\w-]+(/[\w-]+)*")


def new_rule(name: str, kind: str, folder: Path, lang: str) -> int:
    """Write a rule file that proves itself, ready to be changed; never over an existing file."""
    choose(lang)
    if kind not in STARTERS:
        there = ", ".join(STARTERS)
        raise UsageError(
            f"no starting point for kind '{kind}'; there are: {there}", zh=f"没有“{kind}”的模板；可用：{there}"
        )
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"'{name}' cannot be a rule's id; write it like claims/zh/house-words",
            zh=f"“{name}”不能作规则编号；写法如 claims/zh/house-words",
        )
    path = folder / f"{name}.yaml"
    starter = STARTERS[kind]
    today = datetime.now().astimezone().date().isoformat()
    what = say("change every line", "逐行修改")
    head = HEAD.format(
        rule=name, what=what, kind=kind, body=starter.body, zh=starter.zh, en=starter.en, today=today
    )  # fmt: skip
    _write(path, head + starter.examples)
    told = say(
        f"{path} written; fill it in, then run: listinglint test {path}",
        f"已生成 {path}；修改后运行：listinglint test {path}",
    )
    sys.stdout.write(told + "\n")
    return 0


def init(folder: Path, channels: tuple[str, ...], lang: str, template: str = "") -> int:
    """Find out how a repository keeps its listings and write listinglint.toml, never over an existing one.

    With a template an example listing is written first; settings that are there already are left as they are.
    """
    choose(lang)
    known("--channel", channels, CHANNELS)
    path = folder / "listinglint.toml"
    if template:
        _example(folder, template)
    if path.exists():
        if template:
            told = say(
                f'ask for it in {path}: templates = ["{template}"]', f'请在 {path} 中写：templates = ["{template}"]'
            )
            sys.stdout.write(told + "\n")
            return 0
        raise _there(path)
    layouts, named, langs = _looked_at(folder)
    if not layouts:
        raise UsageError(f"no listing found below {folder}", zh=f"{folder} 下没有找到商品")
    chosen = channels or tuple(one for one in CHANNELS if one in named)
    if asking.at_a_terminal() and not channels:
        sys.stdout.write(say(f"found {_told(layouts)}\n", f"找到 {_told(layouts)}\n"))
        chosen = asking.channels(chosen)
    # Who chose a language reads in it, whatever the goods are written in.
    told = language() if lang or os.environ.get("LISTINGLINT_LANG") else langs.most_common(1)[0][0]
    _write(path, _settings(chosen, layouts, told, template))
    told = _told(layouts)
    sys.stdout.write(say(f"found {told}; {path} written", f"找到 {told}；已写入 {path}") + "\n")
    return _next(folder)


def _looked_at(folder: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Count the layouts, channels and languages of the listings below a folder."""
    layouts: Counter[str] = Counter()
    named: Counter[str] = Counter()
    langs: Counter[str] = Counter()
    settings = ReadSettings(root=Path.cwd().as_posix())
    for unit in readers.find([folder], settings):
        for one in readers.read(unit, settings) if isinstance(unit, Unit) else ():
            if isinstance(one, Listing):
                layouts[one.layout] += 1
                named.update(one.channels)
                langs[_language(one)] += 1
    return layouts, named, langs


def _next(folder: Path) -> int:
    """Check at once where somebody says so, else tell how."""
    if asking.at_a_terminal() and asking.yes(
        say("Check now, with a page for the browser?", "现在就检查，并生成网页报告吗？")
    ):
        from listinglint.cli.checking import run

        return run(Request((folder,), output_format="html", fail_on="never"))
    sys.stdout.write(say("next: listinglint check", "下一步：listinglint check") + f" {folder}\n")
    return 0


def _language(one: Listing) -> str:
    if one.lang:
        return one.lang
    return "zh" if any("\u3400" <= letter <= "\u9fff" for field in one.fields[:3] for letter in field.text) else "en"


# How shops keep their listings, in words for who has never seen a manifest.
_LAYOUTS = {
    "manifest": "listing.yaml 文件夹", "markdown": "product.md 文件夹", "parts": "标题、详情分文件的文件夹", "locales": "按语言分的文件夹",
    "pictures": "只有图片的文件夹", "listings": "商品列表（JSON Lines）", "yaml_list": "商品列表（YAML）", "table": "商品表格", "xlsx": "Excel 表格",
}  # fmt: skip


def _told(layouts: Counter[str]) -> str:
    """Return how many listings there are and how they are kept: 3 listings (2 manifest, 1 parts)."""
    count = sum(layouts.values())
    kept = ", ".join(f"{number} {layout}" for layout, number in layouts.most_common())
    zh = "，".join(f"{_LAYOUTS.get(layout, layout)} {number} 个" for layout, number in layouts.most_common())
    return say(f"{many(count, 'listing')} ({kept})", f"{count} 个商品（{zh}）")


def _settings(channels: tuple[str, ...], layouts: Counter[str], lang: str, template: str) -> str:
    found = _told(layouts)
    listed = ", ".join(f'"{one}"' for one in channels)
    gates = say(
        "error, warning, info, never; also review, not-checked", "另有 warning、info、never、review、not-checked"
    )
    readers = say("who reads: general, expert or children", "读者：general 普通读者、expert 内行、children 儿童")
    return (
        f"# listinglint: {found}\n"
        f'lang = "{lang}"  # {say("language of messages", "提示语言")}\n'
        f"channels = [{listed}]  # taobao, tmall, jd, pdd, 1688, amazon, etsy, ebay, shopify, google …\n"
        f'fail-on = "error"  # {gates}\n'
        f'# audience = "general"  # {readers}\n'
        f'# packs = ["rules"]  # {say("folders of your own rules", "自己的规则文件夹")}\n'
        f"{_asked(template)}"
        "\n[severity]\n"
        '# "wording" = "info"\n'
        f'# "wording/house" = "info"  # {say("one spelling for each term and unit", "用词与单位统一")}\n'
        f'# "structure/buyer" = "info"  # {say("what else buyers need", "买家还需要的信息")}\n'
        '# "claims/zh/luck" = "off"\n'
    )


def _asked(template: str) -> str:
    told = say("how listings are built; silent without it", "商品按此模板写；不写则不检查")
    return f'{"" if template else "# "}templates = ["{template or "ring"}"]  # {told}\n'


def _example(folder: Path, template: str) -> None:
    """Write an example listing by a template."""
    from listinglint.cli import skeleton  # with the rules, only where a template is asked for

    spoken = language()
    for path in skeleton.write(skeleton.find(template), folder, spoken):
        sys.stdout.write(say(f"{path} written", f"已生成 {path}") + "\n")


def _write(path: Path, text: str) -> None:
    if path.exists():
        raise _there(path)
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as broken:
        raise UsageError(
            f"{path} cannot be written: {cause(broken)[0]}", zh=f"无法写入 {path}：{cause(broken)[1]}"
        ) from None


def _there(path: Path) -> UsageError:
    return UsageError(f"{path} is there already", zh=f"{path} 已存在")
