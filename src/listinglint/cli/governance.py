"""The commands of those who answer for many listings: baselines, waivers, evidence, audits, trends, `watch`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from listinglint.cli.options import Channel, Config, Lang, Paths, Rules
from listinglint.cli.speech import say

baseline_app = typer.Typer(
    help=say(
        "Accept what is there now, so that only new findings fail.",
        "把现有问题记为基线，以后只有新问题才算失败。",
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)
evidence_app = typer.Typer(
    help=say("Documents that prove what a listing says.", "能证明商品说法的文件。"),
    no_args_is_help=True,
    rich_markup_mode=None,
)
_Listings = Annotated[
    Optional[list[str]],  # noqa: UP045  # typer reads the annotation at run time
    typer.Option(
        "--listing", help=say("The listing's id (* for any letters); repeatable.", "商品编号（可用 *）；可重复。")
    ),
]


def baseline_write(
    paths: Paths = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help=say("The baseline file.", "基线文件。"))] = None,
    config: Config = None,
    rules: Rules = None,
    lang: Lang = "",
) -> None:
    """Write the baseline."""
    from listinglint.cli import accepting
    from listinglint.cli.request import Request

    request = Request(tuple(paths or ()), config=config, rules=tuple(rules or ()), lang=lang, output=output)
    raise typer.Exit(accepting.write(request))


def waive(
    what: Annotated[
        str, typer.Argument(help=say("The finding's fingerprint, or a rule's id.", "问题的指纹，或规则编号。"))
    ],
    paths: Paths = None,
    reason: Annotated[str, typer.Option("--reason", help=say("Why it may stand.", "为什么可以保留。"))] = "",
    until: Annotated[
        str,
        typer.Option(
            "--until",
            help=say("The last day, like 2027-03-31; 90 days without.", "截止日，如 2027-03-31；省略为 90 天后。"),
        ),
    ] = "",
    requested_by: Annotated[str, typer.Option("--requested-by", help=say("Who asks for it.", "申请人。"))] = "",
    approved_by: Annotated[str, typer.Option("--approved-by", help=say("Who approves it.", "批准人。"))] = "",
    ticket: Annotated[str, typer.Option("--ticket", help=say("The number of the request.", "工单号。"))] = "",
    listing: Annotated[
        str, typer.Option("--listing", help=say("With a rule: only this listing.", "按规则豁免时：仅限此商品。"))
    ] = "",
    match: Annotated[
        str,
        typer.Option("--match", help=say("With a rule: only where these words stand.", "按规则豁免时：仅限这些词。")),
    ] = "",
    config: Config = None,
    lang: Lang = "",
) -> None:
    """Let a finding stand: who, why and until when."""
    from listinglint.cli import pardoning
    from listinglint.cli.request import Request
    from listinglint.pardons import Waiver

    wish = Waiver(
        rule=what if "/" in what else "", fingerprint="" if "/" in what else what, reason=reason, until=until,
        requested_by=requested_by, approved_by=approved_by, ticket=ticket, listing=listing, match=match,
    )  # fmt: skip
    raise typer.Exit(pardoning.waive(wish, Request(tuple(paths or ()), config=config, lang=lang)))


def add(
    document: Annotated[Path, typer.Argument(help=say("The certificate or report.", "证书或检测报告。"))],
    claim: Annotated[
        Optional[list[str]],  # noqa: UP045  # as above
        typer.Option("--claim", help=say("The words that it proves; repeatable.", "它证明的说法；可重复。")),
    ] = None,
    listing: _Listings = None,
    rule: Annotated[
        Optional[list[str]],  # noqa: UP045  # as above
        typer.Option("--rule", help=say("Only findings of these rules; repeatable.", "仅用于这些规则；可重复。")),
    ] = None,
    number: Annotated[str, typer.Option("--number", help=say("The document's number.", "文件编号。"))] = "",
    issuer: Annotated[str, typer.Option("--issuer", help=say("Who issued it.", "出具机构。"))] = "",
    scope: Annotated[str, typer.Option("--scope", help=say("What was tested or certified.", "证明的范围。"))] = "",
    issued: Annotated[str, typer.Option("--issued", help=say("The day of issue.", "出具日期。"))] = "",
    valid_until: Annotated[str, typer.Option("--valid-until", help=say("Its last day.", "有效期至。"))] = "",
    config: Config = None,
    lang: Lang = "",
) -> None:
    """Enter a document."""
    from listinglint.cli import pardoning
    from listinglint.cli.request import Request
    from listinglint.pardons import Evidence

    paper = Evidence(
        id="", document=document.as_posix(), claims=tuple(claim or ()), listings=tuple(listing or ()),
        rules=tuple(rule or ()), number=number, issuer=issuer, scope=scope, issued=issued, valid_until=valid_until,
    )  # fmt: skip
    raise typer.Exit(pardoning.add_evidence(paper, Request((), config=config, lang=lang)))


def audit(
    paths: Paths = None,
    days: Annotated[
        int,
        typer.Option("--days", min=0, help=say("Speak of what ends within so many days.", "提示多少天内到期的条目。")),
    ] = 30,
    manifest: Annotated[
        Path | None,
        typer.Option("--manifest", help=say("Compare with what an earlier run wrote down.", "与以前的运行清单核对。")),
    ] = None,
    config: Config = None,
    rules: Rules = None,
    lang: Lang = "",
) -> None:
    """Go through waivers and evidence."""
    from listinglint.cli import auditing
    from listinglint.cli.request import Request

    request = Request(tuple(paths or ()), config=config, rules=tuple(rules or ()), lang=lang)
    raise typer.Exit(auditing.run(request, days, manifest))


def trend(
    history: Annotated[Path, typer.Option("--history", help=say("The file of the history.", "历史记录文件。"))] = Path(
        ".listinglint/history.db"
    ),
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=say("Write a dashboard page here.", "把看板页面写入此文件。"))
    ] = None,
    last: Annotated[int, typer.Option("--last", min=1, help=say("So many runs.", "显示最近多少次。"))] = 30,
    lang: Lang = "",
) -> None:
    """Tell how it goes over time."""
    from listinglint.cli import recording

    raise typer.Exit(recording.trend(history, output, last, lang))


def watch(
    paths: Paths = None,
    every: Annotated[
        float, typer.Option("--every", min=0.2, help=say("Look after so many seconds.", "每隔多少秒看一次。"))
    ] = 1.0,
    report: Annotated[
        Optional[list[Path]],  # noqa: UP045  # as above
        typer.Option("--report", help=say("Keep this report up to date; repeatable.", "随时更新此报告；可重复。")),
    ] = None,
    channel: Channel = None,
    config: Config = None,
    rules: Rules = None,
    lang: Lang = "",
) -> None:
    """Check again whatever changes."""
    from listinglint.cli import watching
    from listinglint.cli.request import Request

    request = Request(
        tuple(paths or ()), channels=tuple(one.lower() for one in channel or ()), lang=lang, config=config,
        rules=tuple(rules or ()), reports=tuple(report or ()),
    )  # fmt: skip
    raise typer.Exit(watching.run(request, every))


def enter(app: typer.Typer) -> None:
    """Give the commands to the command line."""
    baseline_app.command("write", help=say("Write the present findings as the baseline.", "把当前问题写为基线。"))(
        baseline_write
    )
    app.add_typer(baseline_app, name="baseline")
    app.command(help=say("Let a finding stand: who, why and until when.", "豁免一处问题：谁、为什么、到何时。"))(waive)
    app.command(
        help=say("Go through waivers and evidence, or repeat an earlier run.", "检查豁免与证明，或核对以前的一次检查。")
    )(audit)
    app.command(
        help=say("Tell how it goes over time; --output writes a dashboard.", "查看历次检查的变化；--output 生成看板。")
    )(trend)
    app.command(help=say("Check again whatever changes, until Ctrl-C.", "文件一改就重新检查，按 Ctrl-C 结束。"))(watch)
    evidence_app.command("add", help=say("Enter a document.", "登记一份证明文件。"))(add)
    app.add_typer(evidence_app, name="evidence")
