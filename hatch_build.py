"""Prepares the rules when the package is built, so that the first run on a fresh machine reads none of their YAML."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PreparedRules(BuildHookInterface[Any]):
    """Adds `listinglint/prepared.bin` to the wheel; an editable install reads the rules of the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the file before the wheel is packed."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from listinglint import cache

        made = root / "build" / "prepared.bin"
        made.parent.mkdir(exist_ok=True)
        cache.write_shipped(made)
        build_data["force_include"][str(made)] = "listinglint/prepared.bin"
