"""The commands and their options; what they do lives in the modules beside this one, loaded when a command runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from listinglint.cli import authoring, exchanging, governance
from listinglint.cli.ending import Commands
from listinglint.cli.options import (
    Channel,
    Config,
    Engine,
    FailOn,
    FetchImages,
    Format,
    Ignore,
    ImagesDir,
    Input,
    Lang,
    Market,
    NoCache,
    Output,
    Paths,
    ReadWords,
    Resume,
    Rules,
    Select,
    Timings,
)
from listinglint.cli.speech import say

app = typer.Typer(
    name="listinglint",
    cls=Commands,
    help=say(
        "Check product listings before they are published.",
        "发布前检查商品：夸大宣传、材质矛盾、图片不合格。",
    ),
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from listinglint import __version__

        typer.echo(f"listinglint {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[  # handled by its callback
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help=say("Print the version.", "显示版本。")),
    ] = False,
) -> None:
    pass


@app.command(help=say("Check listings and tell what is wrong with them.", "检查商品并说明问题。"))
def check(  # an option each
    paths: Paths = None,
    select: Select = None,
    ignore: Ignore = None,
    market: Market = None,
    channel: Channel = None,
    lang: Lang = "",
    config: Config = None,
    rules: Rules = None,
    input_format: Input = "",
    output_format: Format = "text",
    output: Output = None,
    fail_on: FailOn = "",
    jobs: Annotated[
        int,
        typer.Option("--jobs", "-j", min=0, help=say("Processes; 0 for one a core.", "进程数；0 为每核一个。")),
    ] = 1,
    changed: Annotated[
        bool,
        typer.Option(
            "--changed",
            help=say("Only listings that the staged commit touches.", "只检查 git 暂存区涉及的商品。"),
        ),
    ] = False,
    stdin_filename: Annotated[
        str,
        typer.Option("--stdin-filename", help=say("The name of what standard input holds.", "标准输入内容的文件名。")),
    ] = "",
    statistics: Annotated[
        bool,
        typer.Option("--statistics", help=say("End with how often each rule spoke.", "最后列出各规则的次数。")),
    ] = False,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", help=say("Leave out the findings of this baseline.", "不报告此基线中的问题。")),
    ] = None,
    record: Annotated[
        bool,
        typer.Option(
            "--record", help=say("Keep the run in the history, for trend.", "把本次检查记入历史，供 trend 使用。")
        ),
    ] = False,
    history: Annotated[
        Path,
        typer.Option("--history", help=say("The file of the history.", "历史记录文件。")),
    ] = Path(".listinglint/history.db"),
    manifest: Annotated[
        Path | None,
        typer.Option(
            "--manifest",
            help=say(
                "Write down what was checked, with which rules and to what end; audit --manifest compares.",
                "写下检查了什么、用了什么规则、结果如何；audit --manifest 可核对。",
            ),
        ),
    ] = None,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose",
            help=say(
                "Also tell what was looked at and let pass, and under which article.",
                "同时列出看过但放过的说法及其依据条款。",
            ),
        ),
    ] = False,
    report: Annotated[
        list[Path] | None,
        typer.Option(
            "--report",
            help=say(
                "Also write a report to this file, its format told by the ending (.html, .xlsx, .csv …); repeatable.",
                "另写一份报告到此文件，格式由扩展名决定（.html、.xlsx、.csv……）；可重复。",
            ),
        ),
    ] = None,
    words: ReadWords = "",
    images_dir: ImagesDir = None,
    fetch_images: FetchImages = False,
    engine: Engine = "",
    resume: Resume = False,
    timings: Timings = False,
    no_cache: NoCache = False,
) -> None:
    from listinglint.cli import checking
    from listinglint.cli.request import Request

    request = Request(
        tuple(paths or ()), tuple(select or ()), tuple(ignore or ()), tuple(m.upper() for m in market or ()),
        tuple(c.lower() for c in channel or ()), lang, config, tuple(rules or ()), input_format, output_format, output,
        fail_on, jobs, changed, stdin_filename, statistics, baseline, tuple(report or ()), manifest,
        history if record else None, words,
        tuple(images_dir or ()), fetch_images, verbose, timings, no_cache,
    )  # fmt: skip
    if engine or resume:
        from listinglint.cli import parting

        raise typer.Exit(parting.run(request, engine or "local", resume))
    raise typer.Exit(checking.run(request))


@app.command(
    help=say("Make the edits that a machine may make, or show them.", "写入可由程序直接修改的文字，或先显示差异。")
)
def fix(
    paths: Paths = None,
    select: Select = None,
    ignore: Ignore = None,
    market: Market = None,
    channel: Channel = None,
    lang: Lang = "",
    config: Config = None,
    rules: Rules = None,
    write: Annotated[
        bool,
        typer.Option(
            "--write/--diff", help=say("Write the files, or only show what would change.", "写入文件，或只显示差异。")
        ),
    ] = False,
    unsafe: Annotated[
        bool,
        typer.Option("--unsafe", help=say("Also edits that a person should look at.", "也包括应由人确认的修改。")),
    ] = False,
    backup: Annotated[
        bool, typer.Option("--backup", help=say("Keep changed files as NAME.bak.", "把原文件备份为 .bak。"))
    ] = False,
) -> None:
    from listinglint.cli import changing
    from listinglint.cli.request import Request

    request = Request(
        tuple(paths or ()), tuple(select or ()), tuple(ignore or ()), tuple(m.upper() for m in market or ()),
        tuple(c.lower() for c in channel or ()), lang, config, tuple(rules or ()),
    )  # fmt: skip
    raise typer.Exit(changing.run_fix(request, write, unsafe, backup))


@app.command(
    help=say(
        "Take the corrections of a findings sheet (.xlsx or .csv) back into the files.",
        "把问题清单（.xlsx 或 .csv）“修改后”一列写回商品文件。",
    )
)
def apply(
    sheet: Annotated[Path, typer.Argument(help=say("The sheet that was filled in.", "填好的问题清单。"))],
    diff: Annotated[bool, typer.Option("--diff", help=say("Only show what would change.", "只显示差异。"))] = False,
    backup: Annotated[
        bool, typer.Option("--backup/--no-backup", help=say("Keep changed files as NAME.bak.", "把原文件备份为 .bak。"))
    ] = True,
    config: Config = None,
    lang: Lang = "",
) -> None:
    from listinglint.cli import changing

    raise typer.Exit(changing.run_apply(sheet, config, lang, diff, backup))


@app.command(
    help=say(
        "Compare listings: one product told differently, terms that drift, copied texts.",
        "对照多个商品：同一商品说法不一、用词不统一、照抄的描述。",
    )
)
def compare(
    paths: Paths = None,
    select: Select = None,
    ignore: Ignore = None,
    lang: Lang = "",
    config: Config = None,
    rules: Rules = None,
    input_format: Input = "",
    output_format: Format = "text",
    output: Output = None,
    fail_on: FailOn = "",
) -> None:
    from listinglint.cli import comparing
    from listinglint.cli.request import Request

    request = Request(
        tuple(paths or ()), tuple(select or ()), tuple(ignore or ()), lang=lang, config=config, rules=tuple(rules or ()),
        input_format=input_format, output_format=output_format, output=output, fail_on=fail_on,
    )  # fmt: skip
    raise typer.Exit(comparing.run(request))


@app.command(
    help=say("Show how each file was understood, and what was not.", "显示每个文件被如何理解，以及未被理解的内容。")
)
def show(
    paths: Paths = None,
    lang: Lang = "",
    config: Config = None,
    input_format: Input = "",
    materials: Annotated[
        bool,
        typer.Option(
            "--materials", help=say("Also tell which materials were understood.", "同时列出识别到的材质与构造。")
        ),
    ] = False,
    pictures: Annotated[
        bool, typer.Option("--pictures", help=say("Also measure the pictures.", "同时测量图片。"))
    ] = False,
    rules: Rules = None,
) -> None:
    from listinglint.cli import showing
    from listinglint.cli.request import Request

    request = Request(tuple(paths or ()), lang=lang, config=config, input_format=input_format, rules=tuple(rules or ()))
    raise typer.Exit(showing.run(request, materials, pictures))


authoring.enter(app)
exchanging.enter(app)
governance.enter(app)
