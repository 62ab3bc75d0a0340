"""Links to pictures that lie outside the shop: what a repository holds must not decide what else is looked at."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

_TOPS = (".git", "listinglint.toml")


def leads_out(path: str) -> str:
    """Return where a link leads if that is outside the repository or shop around it, nothing otherwise.

    Links inside are followed: git-annex and DVC keep every picture that way.
    """
    if not os.path.islink(path):  # noqa: PTH114  # asked of every picture; os.path is the quicker
        return ""
    real = os.path.realpath(path)
    top = _top(os.path.dirname(os.path.abspath(path)))  # noqa: PTH100, PTH120  # the link itself is not to be resolved
    return real if top and not Path(real).is_relative_to(top) and os.path.lexists(real) else ""


@lru_cache(1024)
def _top(folder: str) -> str:
    for one in (Path(folder), *Path(folder).parents):
        if any((one / name).exists() for name in _TOPS):
            return os.path.realpath(one)
    return ""
