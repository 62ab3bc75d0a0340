"""What is said of a run that Ctrl-C has ended: how far it came, where its findings are, and how to go on."""

from __future__ import annotations

from pathlib import Path

from listinglint import readers
from listinglint.cli import inputs
from listinglint.cli.request import Request
from listinglint.cli.speech import say
from listinglint.cli.writing import unfinished
from listinglint.config import Config
from listinglint.report import Tally
from listinglint.run import pieces
from listinglint.run.local import Options

_COUNTING = 2.0  # seconds that somebody who wants to stop is kept waiting for a number


def told(request: Request, chosen: Config, options: Options, tally: Tally, remembers: bool) -> str:
    """Return what is said of a run that was cut short: how far it came, where that is, and how to go on."""
    units = readers.find(request.paths or (Path(),), options.settings, chosen.skip, request.input_format)
    number, whole = pieces.count(units, _COUNTING) if inputs.STANDARD_INPUT not in request.paths else (0, False)
    done = tally.listings
    of = str(number) if whole else say("at least ", "至少 ") + str(max(number, done))
    lines = [say(f"interrupted: {done} of {of} listings checked", f"已中断：已检查 {done} 个商品，共 {of} 个")]
    if request.output is not None:
        kept = unfinished(request.output)
        lines.append(
            say(f"what was found so far is in {kept}", f"已得到的结果在 {kept}") if kept.exists()
            else say("no report was written", "未写出报告")
        )  # fmt: skip
    if remembers and done:
        lines.append(say(
            "the same command goes on from here: what was checked is remembered",
            "再次运行同一命令即可继续：已检查的结果会被记住",
        ))  # fmt: skip
    return "\n".join(lines)
