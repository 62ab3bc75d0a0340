"""Which runs of `check` remember what they find, and the word to the user where that was damaged."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from listinglint.cli.inputs import STANDARD_INPUT
from listinglint.cli.request import Request
from listinglint.cli.speech import say
from listinglint.config import Config
from listinglint.run import pieces
from listinglint.run.local import Options, Plans
from listinglint.run.pieces import Units

if TYPE_CHECKING:
    from listinglint.kept import ResultMemory
    from listinglint.run.warm import Warm


def warm(
    request: Request, chosen: Config, options: Options, units: Units, plans: Plans, stack: ExitStack
) -> tuple[Warm | None, Units]:
    """Return what remembers a run, None for one that is short, or that reads what lies in no file; and its units again."""
    told = options.settings
    elsewhere = told.overlay or told.images_dirs or told.fetch_to or STANDARD_INPUT in request.paths
    if request.no_cache or request.changed or request.manifest or elsewhere:
        return None, units
    long, units = pieces.long(units)
    if not long:
        return None, units
    from listinglint import kept  # with the database, only for long runs
    from listinglint.run.warm import Warm

    memory = kept.find()
    if memory is None:
        return None, units
    stack.callback(_close, memory)
    return Warm(memory, options, plans, chosen), units


def _close(memory: ResultMemory) -> None:
    memory.close()
    if memory.damaged:
        told = say(
            "what was remembered of earlier runs was damaged; it has been left aside and is built anew",
            "之前检查的缓存已损坏，未使用，将重新生成",
        )
        sys.stderr.write(told + "\n")
