"""How a run ends that was cut short, by Ctrl-C or because nobody reads its output any more."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TypeVar

from listinglint.cli.speech import say

T = TypeVar("T")


def quietly(work: Callable[[], T]) -> T:
    """Do the work; end the program with 141 or 130 where it was cut short, never with 1, which means findings."""
    try:
        return work()
    except BrokenPipeError:
        # The reader (head, a closed pager) has had enough; keep Python from complaining about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except KeyboardInterrupt as cut_short:
        told = str(cut_short) or say("interrupted", "已中断")
        sys.stderr.write(f"\n{told}\n")
        sys.exit(130)
