"""How typer's own commands end where typer would end with 1, which means findings."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from listinglint.cli.stopping import quietly


class Commands(TyperGroup):
    """Ends quietly where typer itself would end with 1."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # typer carries a context class of its own
        """Run the command that was asked for."""
        return quietly(lambda: super(Commands, self).invoke(ctx))
