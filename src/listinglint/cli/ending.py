"""How a run ends that was cut short, by Ctrl-C or because nobody reads its output any more."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from listinglint.cli.speech import say


class Commands(TyperGroup):
    """Ends quietly where typer itself would end with 1, which means findings."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # typer carries a context class of its own
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # The reader (head, a closed pager) has had enough; keep Python from complaining about it at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(141)
        except KeyboardInterrupt:
            sys.stderr.write(say("\ninterrupted\n", "\n已中断\n"))
            sys.exit(130)
