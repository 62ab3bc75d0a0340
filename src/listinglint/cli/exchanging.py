"""`import` and `export`: a shop's export taken apart into folders, and put together again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listinglint.cli.options import Input, Lang
from listinglint.cli.speech import choose, language, say
from listinglint.counted import many
from listinglint.errors import UsageError

if TYPE_CHECKING:
    from listinglint.exchange import Outcome


def enter(app: typer.Typer) -> None:
    """Add both commands to the command line."""
    app.command(name="import", help=say(
        "Take an export apart: a folder with listing.yaml for each listing.", "把导出文件拆成商品文件夹（每个商品一个 listing.yaml）。",
    ))(take_in)  # fmt: skip
    app.command(name="export", help=say(
        "Put imported listings together again, or write listings for a platform.", "把导入的商品写回原格式，或写成某个平台的格式。",
    ))(give_out)  # fmt: skip


def take_in(
    source: Annotated[
        Path, typer.Argument(help=say("The export: a table, a feed, a workbook.", "导出文件：表格、数据或工作簿。"))
    ],
    folder: Annotated[Path, typer.Argument(help=say("A new folder for the listings.", "存放商品的新文件夹。"))],
    input_format: Input = "",
    lang: Lang = "",
) -> None:
    """Import an export."""
    from listinglint import exchange
    from listinglint.readers.base import ReadSettings

    choose(lang)
    done = exchange.take_in(source, folder, ReadSettings(root=Path.cwd().as_posix()), input_format)
    _tell(
        done,
        say(
            f"{many(done.listings, 'listing')} written below {folder}/", f"已在 {folder}/ 下写出 {done.listings} 个商品"
        ),
    )


def give_out(
    folder: Annotated[Path, typer.Argument(help=say("The folder of the listings.", "商品文件夹。"))],
    target: Annotated[Path, typer.Argument(help=say("The file to write.", "要写出的文件。"))],
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="FORMAT",
            help=say("shopify, taobao, google, csv or xlsx; the format it came in without.", "shopify、taobao、google、csv 或 xlsx；省略时为原格式。"),
        ),
    ] = "",
    lang: Lang = "",
) -> None:  # fmt: skip
    """Export listings."""
    from listinglint import exchange
    from listinglint.readers.base import ReadSettings

    choose(lang)
    if not folder.is_dir():
        raise UsageError(f"no such folder: {folder}", zh=f"找不到文件夹：{folder}")
    settings = ReadSettings(root=Path.cwd().as_posix())
    target.parent.mkdir(parents=True, exist_ok=True)
    done = exchange.convert(folder, to, target, settings) if to else exchange.give_out(folder, target)
    _tell(
        done, say(f"{many(done.listings, 'listing')} written to {target}", f"已把 {done.listings} 个商品写入 {target}")
    )


def _tell(done: Outcome, line: str) -> None:
    for note in done.notes:
        sys.stderr.write(note.told(language()) + "\n")
    sys.stdout.write(line + "\n")
