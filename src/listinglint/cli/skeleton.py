"""`init --template`: a listing to write over, built as the template wants it, and the settings that ask for it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from listinglint import cache, ruleset
from listinglint.cli.speech import say
from listinglint.errors import UsageError
from listinglint.kinds.house_template import TemplateRule

FOLDER = "structure/template/"
# Words that YAML reads as something else, and texts with signs of its own.
_PLAIN = re.compile(r"[^\W\d_][^:#{}\[\],&*!|>'\"%@`\n]*")
_MEANT = frozenset(("none", "null", "yes", "no", "true", "false", "on", "off"))
_MARKETS = {"zh": "CN", "en": "US"}
_LOCALES = {"zh": "zh-CN", "en": "en-US"}


def templates() -> dict[str, TemplateRule]:
    """Return the shipped templates by name."""
    rules = cache.load([ruleset.shipped()])
    numbers = [number for number, head in enumerate(rules.heads) if head.id.startswith(FOLDER)]
    loaded = (rules.rule(number) for number in numbers)
    return {rule.id.removeprefix(FOLDER): rule for rule in loaded if isinstance(rule, TemplateRule)}


def find(name: str) -> TemplateRule:
    """Return the shipped template of that name."""
    known = templates()
    if name not in known:
        told = ", ".join(known)
        raise UsageError(f"no template '{name}'; there are: {told}", zh=f"没有模板“{name}”；可用：{told}")
    return known[name]


def files(template: TemplateRule, lang: str, name: str) -> dict[str, str]:
    """Return the files of a listing that keeps the template, by their path below its folder."""
    return {
        "listing.yaml": _manifest(template, lang, name),
        f"description.{_LOCALES[lang]}.md": _description(template, lang),
    }


def _description(template: TemplateRule, lang: str) -> str:
    told = [
        f"## {section.heading(lang)}\n\n{section.sample[lang]}\n"
        for section in template.sections
        if section.required and section.sample.get(lang)
    ]
    return "\n".join(told)


def _manifest(template: TemplateRule, lang: str, name: str) -> str:
    change = say("an example: write your own goods over it", "示例商品：请改成自己的商品")
    lines = [f"# {change}", "schema: 1", f"id: {_quoted(name)}", f"lang: {lang}", f"market: {_MARKETS[lang]}"]
    lines += [f"category: {template.goods}", f"title: {_quoted(template.title.sample[lang])}", "attributes:"]
    for one in template.attributes:
        if one.sample.get(lang):
            lines.append(f"  {_quoted(one.names[lang][0])}: {_quoted(one.sample[lang])}")
    lines.append("bullets:")
    lines += [f"  - {_quoted(one)}" for one in template.bullets.sample.get(lang, ())]
    lines.append("# " + say("pictures, in the folder images:", "图片，放在 images 文件夹："))
    for wanted in template.pictures:
        lines.append(f"#   images/{wanted.role}/01.jpg … ({wanted.name.told(lang)}, ≥ {wanted.min})")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return a text as YAML, in quotation marks where it needs them."""
    plain = _PLAIN.fullmatch(text) is not None and text.lower() not in _MEANT and text == text.strip()
    return text if plain else json.dumps(text, ensure_ascii=False)


def write(template: TemplateRule, folder: Path, lang: str) -> list[Path]:
    """Return the paths of the files of a new listing; raises `UsageError` where one is there already."""
    name = template.id.removeprefix(FOLDER)
    place = folder / f"{name}-001"
    if place.exists():
        raise UsageError(f"{place} is there already", zh=f"{place} 已存在")
    place.mkdir(parents=True)
    for path, text in files(template, lang, f"{name}-001").items():
        (place / path).write_text(text, encoding="utf-8")
    return [place / path for path in files(template, lang, f"{name}-001")]
