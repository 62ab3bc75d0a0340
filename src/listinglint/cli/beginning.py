"""`init` and `new`: the first minute with a repository, and with a rule."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

from listinglint import kinds, readers
from listinglint.cli.speech import choose, say
from listinglint.errors import UsageError
from listinglint.model import Listing
from listinglint.readers import Unit
from listinglint.readers.base import ReadSettings

_RULE = """\
# {rule}: {what}
kind: {kind}
severity: warning
consequence: advice
{body}message:
  zh: {zh}
  en: {en}
why:
  zh: 写一两句店主能看懂的原因。
  en: Say in a sentence or two why this costs the shop money.
sources:
  - {{law: 本店规范, title: House style, checked: {today}}}
"""
_PHRASE = """\
applies: {fields: [title, description, bullets]}
phrases:
  - {term: 示例词, except: [示例词典], instead: 换成可核实的写法}
"""
_PATTERN = """\
applies: {fields: [title, description, bullets]}
patterns:
  - {regex: '(?P<hit>买.{0,2}送.{0,2})', near: [买]}
"""
_REPLACE = """\
applies: {fields: [title, description, bullets]}
swaps: {s 925: S925}
"""
_LIMIT = """\
applies: {fields: [title]}
measure: characters
limits:
  - {max: 12}
"""
_REQUIRE = "any-of: [attributes.产地, attributes.origin]\n"
# Kind → the part of its own, what it says in Chinese and English, and examples that prove it.
_BODIES: dict[str, tuple[str, str, str, str]] = {
    "phrase": (
        _PHRASE,
        "“{match}”不符合本店规范",
        "“{match}” is not how this shop writes",
        "good:\n  - 查看示例词典的说明\n  - 普通的一句话\nbad:\n  - 这是<<示例词>>\n",
    ),
    "pattern": (
        _PATTERN,
        "“{match}”需要写清条件",
        "“{match}” needs its conditions",
        "good:\n  - 买家秀欢迎投稿\n  - 普通的一句话\nbad:\n  - 今日<<买二送一>>\n",
    ),
    "replace": (
        _REPLACE,
        "“{match}”统一写作“{instead}”",
        "write “{instead}”, not “{match}”",
        "good:\n  - S925 银戒指\n  - 普通的一句话\nbad:\n  - <<s 925>> 银戒指\n",
    ),
    "require": (
        _REQUIRE,
        "没有写产地",
        "the place of origin is missing",
        "good:\n  - {title: 戒指, attributes: {产地: 深圳}}\n  - {title: ring, attributes: {origin: Shenzhen}}\nbad:\n  - {title: 戒指}\n",
    ),
    "limit": (
        _LIMIT,
        "{field} 有 {value} {unit}，上限 {limit}",
        "{field} has {value} {unit}, the limit is {limit}",
        "good:\n  - {title: 短标题}\n  - {title: A short one}\nbad:\n  - {title: A title that<< is too long>>}\n",
    ),
}


def new_rule(name: str, kind: str, folder: Path, lang: str) -> int:
    """Write a rule file that proves itself, ready to be changed; never over an existing file."""
    choose(lang)
    if kind not in _BODIES:
        known = ", ".join(_BODIES) + say(
            f" (of {', '.join(kinds.names())})", f"（全部类型：{'、'.join(kinds.names())}）"
        )
        raise UsageError(
            f"no starting point for kind '{kind}'; there are: {known}",
            zh=f"没有“{kind}”的模板；可用：{known}",
        )
    path = folder / f"{name}.yaml"
    if path.exists():
        raise UsageError(f"{path} is there already", zh=f"{path} 已存在")
    body, zh, en, examples = _BODIES[kind]
    from datetime import datetime

    today = datetime.now().astimezone().date().isoformat()
    text = _RULE.format(
        rule=name, what=say("change every line", "逐行修改"), kind=kind, body=body, zh=zh, en=en, today=today
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, text + examples)
    told = say(
        f"{path} written; fill it in, then run: listinglint test {path}",
        f"已生成 {path}；修改后运行：listinglint test {path}",
    )
    sys.stdout.write(told + "\n")
    return 0


def init(folder: Path, channels: tuple[str, ...], lang: str) -> int:
    """Find out how a repository keeps its listings and write listinglint.toml, never over an existing one."""
    choose(lang)
    path = folder / "listinglint.toml"
    if path.exists():
        raise UsageError(f"{path} is there already", zh=f"{path} 已存在")
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
    if not layouts:
        raise UsageError(f"no listing found below {folder}", zh=f"{folder} 下没有找到商品")
    chosen = channels or tuple(sorted(named))
    _write(path, _settings(chosen, layouts, langs))
    told = ", ".join(f"{count} {layout}" for layout, count in layouts.most_common())
    sys.stdout.write(say(f"found {told}; {path} written", f"找到 {told}；已写入 {path}") + "\n")
    sys.stdout.write(say("next: listinglint check", "下一步：listinglint check") + f" {folder}\n")
    return 0


def _language(one: Listing) -> str:
    if one.lang:
        return one.lang
    return "zh" if any("\u3400" <= letter <= "\u9fff" for field in one.fields[:3] for letter in field.text) else "en"


def _settings(channels: tuple[str, ...], layouts: Counter[str], langs: Counter[str]) -> str:
    found = ", ".join(f"{count} {layout}" for layout, count in layouts.most_common())
    lang = langs.most_common(1)[0][0]
    listed = ", ".join(f'"{one}"' for one in channels)
    gates = say(
        "error, warning, info, never; also review, not-checked", "另有 warning、info、never、review、not-checked"
    )
    return (
        f"# listinglint: {found}\n"
        f'lang = "{lang}"  # {say("language of messages", "提示语言")}\n'
        f"channels = [{listed}]  # taobao, tmall, jd, pdd, 1688, amazon, etsy, ebay, shopify, google …\n"
        f'fail-on = "error"  # {gates}\n'
        f'# packs = ["rules"]  # {say("folders of your own rules", "自己的规则文件夹")}\n'
        "\n[severity]\n"
        '# "wording" = "info"\n'
        '# "claims/zh/luck" = "off"\n'
    )


def _write(path: Path, text: str) -> None:
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
