"""Which listings a commit touches: what git has staged, mapped to the listings around it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from listinglint.errors import UsageError
from listinglint.readers import find, of_file
from listinglint.readers.base import ReadSettings

_CONFIG = ("listinglint.toml", "pyproject.toml")


def staged() -> list[Path]:
    """Return every path that the index changes against HEAD: added, changed, both ends of a rename, and deleted.

    Raises `UsageError` outside a git repository.
    """
    top = Path(_git("rev-parse", "--show-toplevel").strip())
    told = _git("diff", "--cached", "--name-status", "--no-renames", "-z").split("\0")
    return [top / name for name in told[1::2] if name]


def listings(paths: list[Path], settings: ReadSettings) -> Iterator[Path]:
    """Yield what to check for changed paths, each once: the listing around a file, a listings file itself.

    A deleted file still stands for its listing as long as the folder is there; a changed configuration stands for
    everything below it.  Files that belong to no listing are no business of ours.
    """
    seen: set[Path] = set()
    for path in paths:
        found = [path.parent] if path.name == "listinglint.toml" else _owner(path)
        for one in found:
            if one not in seen and one.exists() and any(True for _ in find([one], settings)):
                seen.add(one)
                yield one


def _owner(path: Path) -> list[Path]:
    unit = of_file(path)
    return [unit.path] if unit is not None else []


def _git(*words: str) -> str:
    try:
        done = subprocess.run(["git", *words], capture_output=True, check=False)  # noqa: S603, S607  # the user's own git
    except OSError as broken:
        raise UsageError(f"--changed needs git: {broken}", zh=f"--changed 需要 git：{broken}") from None
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip()
        raise UsageError(f"--changed needs a git repository: {told}", zh=f"--changed 需要 git 仓库：{told}")
    return done.stdout.decode("utf-8", "surrogateescape")
