"""How typer's own commands end where typer would end with 1, which means findings, or would tell a mistake in English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from listinglint.cli.speech import choose, language
from listinglint.cli.stopping import quietly
from listinglint.errors import UsageError

# Newer typers carry a click of their own; the class that both have in common is reached through typer.
_Mistake: Any = typer.BadParameter.__mro__[1]
_CHINESE = {
    "NoSuchOption": "没有选项 {option}",
    "NoSuchCommand": "没有这个命令",
    "BadOptionUsage": "选项 {option} 缺少内容或写法不对",
    "MissingParameter": "缺少 {name}",
    "BadParameter": "{name} 的内容不对",
}


class Commands(TyperGroup):
    """Ends quietly where typer itself would end with 1, and tells in Chinese what typer knows in English only."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # typer carries a context class of its own
        """Run the command that was asked for."""
        choose(_lang([*ctx._protected_args, *ctx.args]))  # noqa: SLF001  # the only place of the words not yet read
        try:
            return quietly(lambda: super(Commands, self).invoke(ctx))
        except _Mistake as wrong:
            if language() != "zh":
                raise
            raise UsageError(str(wrong), zh=_chinese(wrong)) from None


def _lang(words: Sequence[str]) -> str:
    """Return the language that a command line asks for, before it is known to be right; empty where it asks for none."""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        name, _, told = word.partition("=")
        if name == "--lang" and (told or following) in ("zh", "en"):
            return told or following
    return ""


def _chinese(wrong: Any) -> str:
    """Return a mistake of the command line in Chinese, and behind it what typer says, which may name more."""
    command = wrong.ctx.command_path if wrong.ctx else "listinglint"
    named = "NoSuchCommand" if wrong.message.startswith("No such command") else type(wrong).__name__
    told = _CHINESE.get(named, "命令写法不对")
    parameter = getattr(wrong, "param", None)
    name = "/".join(parameter.opts) if parameter is not None else ""
    told = told.format(option=getattr(wrong, "option_name", ""), name=name)
    return f"{told}：{wrong.format_message()}\n查看用法：{command} -h"
