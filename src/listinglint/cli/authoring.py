"""The commands of those who write rules and settings: `rules`, `explain`, `test`, `new`, `init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from listinglint.cli.options import Channel, Lang, Rules, rule_ids
from listinglint.cli.speech import say


def rules_(
    prefix: Annotated[
        list[str] | None,
        typer.Argument(help=say("Only rules under these id prefixes.", "只列出这些前缀下的规则。")),
    ] = None,
    category: Annotated[
        str, typer.Option("--category", help=say("Only this category of claims.", "只列出此类宣传。"))
    ] = "",
    market: Annotated[
        str,
        typer.Option("--market", help=say("Only rules that hold in this market.", "只列出适用此市场的规则。")),
    ] = "",
    channel: Annotated[
        str,
        typer.Option("--channel", help=say("Only rules that name this channel.", "只列出提到此平台的规则。")),
    ] = "",
    rules: Rules = None,
    lang: Lang = "",
) -> None:
    """List the rules."""
    from listinglint.cli import catalogue

    raise typer.Exit(
        catalogue.listed(tuple(prefix or ()), category, market.upper(), channel.lower(), tuple(rules or ()), lang)
    )


def explain(
    rule: Annotated[str, typer.Argument(autocompletion=rule_ids, help=say("The rule's id.", "规则编号。"))],
    listing: Annotated[
        Path | None,
        typer.Option(
            "--listing", help=say("Tell what the rule sees in this listing.", "说明这条规则在此商品中看到了什么。")
        ),
    ] = None,
    rules: Rules = None,
    lang: Lang = "",
) -> None:
    """Explain a rule."""
    if listing is not None:
        from listinglint.cli import explaining
        from listinglint.cli.request import Request

        request = Request((listing,), select=(rule,), lang=lang, rules=tuple(rules or ()))
        raise typer.Exit(explaining.run(request))
    from listinglint.cli import catalogue

    raise typer.Exit(catalogue.explained(rule, tuple(rules or ()), lang))


def test(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help=say(
                "Rule files or folders; all shipped rules without any.",
                "规则文件或文件夹；省略时为内置规则。",
            )
        ),
    ] = None,
    lang: Lang = "",
) -> None:
    """Prove rule files."""
    from listinglint.cli import proving

    raise typer.Exit(proving.run(tuple(paths or ()), lang))


def new(
    rule: Annotated[
        str,
        typer.Argument(
            help=say("The rule's id, for example claims/zh/house-words.", "规则编号，如 claims/zh/house-words。")
        ),
    ],
    kind: Annotated[str, typer.Option("--kind", help=say("The kind of rule.", "规则类型。"))] = "phrase",
    folder: Annotated[Path, typer.Option("--folder", help=say("The rules folder.", "规则文件夹。"))] = Path("rules"),
    lang: Lang = "",
) -> None:
    """Write a rule file to fill in."""
    from listinglint.cli import beginning

    raise typer.Exit(beginning.new_rule(rule, kind, folder, lang))


def init(
    folder: Annotated[Path, typer.Argument(help=say("The repository.", "仓库文件夹。"))] = Path(),
    channel: Channel = None,
    template: Annotated[
        str,
        typer.Option(
            "--template",
            help=say(
                "Also write an example listing by this template: ring, necklace, clothing …",
                "同时按此模板生成示例商品：ring、necklace、clothing……",
            ),
        ),
    ] = "",
    lang: Lang = "",
) -> None:
    """Write the settings of a repository."""
    from listinglint.cli import beginning

    raise typer.Exit(beginning.init(folder, tuple(c.lower() for c in channel or ()), lang, template))


def enter(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(name="rules", help=say("List the rules.", "列出规则。"))(rules_)
    app.command(help=say("Explain a rule: why, on what authority, with examples.", "解释一条规则：原因、依据、示例。"))(
        explain
    )
    app.command(help=say("Prove rule files against their own examples.", "用规则自带的示例检验规则文件。"))(test)
    app.command(help=say("Write a new rule file to fill in.", "生成一个待填写的规则文件。"))(new)
    app.command(
        help=say("Look at a repository and write listinglint.toml.", "识别仓库的商品布局并写出 listinglint.toml。")
    )(init)
