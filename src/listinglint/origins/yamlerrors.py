"""Turns the complaints of the YAML reader into sentences that say what to write instead."""

from __future__ import annotations

from re import compile as _compile
from typing import TYPE_CHECKING

from listinglint.errors import InputError
from listinglint.model import Source

if TYPE_CHECKING:
    from yaml import YAMLError

_FORBIDDEN = _compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDE_COLON = _compile(r"[^\s:：'\"]{1,30}：")

# (what the YAML reader's complaint holds, English, Chinese); the first that fits is told.
_TOLD = (
    ("scanning a quoted scalar", "a quoted text is opened here and never closed",
     "这里开始的引号没有配对的结束引号"),
    ("unknown escape", 'this escape is not known; write \\\\ for a backslash or use \'single quotes\'',
     "无法识别的反斜杠转义；反斜杠请写成 \\\\，或改用单引号"),
    ("escape code", "a backslash escape is cut short or names no character",
     "反斜杠转义不完整，或对应的字符不存在"),
    ("mapping values are not allowed", 'a second ": " in a value, or a line too far in; quote the value',
     "同一行出现第二个“: ”，或缩进过多；请给值加上引号"),
    ("block sequence entries are not allowed", 'a list ("- ") must begin on a line of its own',
     "列表（“- ”）必须另起一行"),
    ("could not find expected ':'", '"key: value" was expected: the colon and the space after it are missing',
     "应为“键: 值”，缺少英文冒号和其后的空格"),
    ("expected '-'", 'another "- " item or a line indented less was expected',
     "应为下一个“- ”列表项，或减少缩进"),
    ("did not find expected key", "another key at the same indentation was expected; quote the whole value",
     "应为缩进一致的“键: 值”；含引号或特殊符号的值请整体加引号"),
    ("block end", "another key at the same indentation was expected; quote the whole value",
     "应为缩进一致的“键: 值”；含引号或特殊符号的值请整体加引号"),
    ("',' or ']'", 'a list opened with [ here lacks a comma or its ]', "这里以 [ 开始的列表缺少逗号或 ]"),
    ("',' or '}'", 'a mapping opened with { here lacks a comma or its }', "这里以 { 开始的内容缺少逗号或 }"),
    ("block scalar", 'only an indentation number, + or - may follow | or > on its line',
     "| 或 > 之后同一行只能写缩进数字、+ 或 -"),
    ("tab character", "spaces were expected, a tab was found; indent with spaces",
     "缩进必须用空格，不能用制表符"),
    ("cannot start any token", 'no value begins with this (tab, @, `, %): indent with spaces, quote values',
     "值不能以该字符（制表符、@、`、%）开头：缩进请用空格，值请加引号"),
    ("nesting depth", "nested too deep", "嵌套过深"),
    ("incompatible YAML", "YAML 1.1 or 1.2 was expected", "仅支持 YAML 1.1 或 1.2"),
)  # fmt: skip


def refusal(source: Source, at: int, en: str, zh: str) -> InputError:
    """Return the error that tells what is wrong at a text offset."""
    return InputError(en, zh=zh, file=source.file, line=source.position(at)[0])


def yaml_error(error: YAMLError, source: Source, base: int) -> InputError:
    """Return the YAML reader's error about source.text[base:] as one that names the line."""
    problem = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    # What was opened and never closed is mended where it was opened.
    opened = "simple key" in context or "quoted scalar" in context or "flow" in context
    if opened and "escape" not in problem:
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:
        return refusal(source, base, f"this is not YAML: {problem}", f"不是有效的 YAML（原文：{problem}）")
    at = base + mark.index
    en, zh = _told(f"{context} {problem}") or (f"this is not YAML: {problem}", f"不是有效的 YAML（原文：{problem}）")
    line = source.excerpt(min(at, len(source.text)))[0]
    if _WIDE_COLON.match(line.strip()):
        en += "; the colon on this line is the full-width ： and must be ':' with a space"
        zh += "；本行使用了全角冒号“：”，请改为英文冒号加空格“: ”"
    return refusal(source, at, en, zh)


def unprintable(source: Source, start: int, end: int) -> InputError | None:
    """Return the error for the first character in a stretch of the source that YAML forbids, if any."""
    found = _FORBIDDEN.search(source.text, start, end)
    if found is None:
        return None
    code = f"U+{ord(found[0]):04X}"
    return refusal(source, found.start(), f"text was expected, found the control character {code}; delete it",
                   f"发现不可见的控制字符 {code}，请删除")  # fmt: skip


def _told(complaint: str) -> tuple[str, str] | None:
    return next(((en, zh) for part, en, zh in _TOLD if part in complaint), None)
