"""Which listings a commit touches: what git has staged, mapped to the listings around it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from listinglint.errors import UsageError
from listinglint.readers import find, of_file, passed_over
from listinglint.readers.base import ReadSettings


def staged() -> list[Path]:
    """Return every path that the index changes against HEAD: added, changed, both ends of a rename, and deleted.

    Raises `UsageError` outside a git repository.
    """
    top = Path(_git("rev-parse", "--show-toplevel").rstrip("\n"))
    told = _git("diff", "--cached", "--name-status", "--no-renames", "-z").split("\0")
    return [top / name for name in told[1::2] if name]


def within(paths: list[Path], folders: tuple[Path, ...]) -> list[Path]:
    """Return the paths at or below one of the folders, all of them where none is given."""
    tops = [one.resolve() for one in folders]
    return [one for one in paths if not tops or any(top == one or top in one.parents for top in tops)]


def listings(paths: list[Path], settings: ReadSettings, skip: tuple[str, ...] = ()) -> Iterator[Path]:
    """Yield what to check for changed paths, each once: the listing around a file, a listings file itself.

    A deleted file still stands for its listing as long as the folder is there; changed settings stand for everything
    below them.  Files that belong to no listing, or that a whole run would pass over, are no business of ours.
    """
    seen: set[Path] = set()
    for path in paths:
        one = path.parent if _settings(path) else _owner(path)
        if one is None or one in seen or not one.exists() or passed_over(one, settings, skip):
            continue
        if any(True for _ in find([one], settings, skip)):
            seen.add(one)
            yield one


def _settings(path: Path) -> bool:
    """Tell a file that changes how the listings around it are judged."""
    if path.name == "pyproject.toml" and path.is_file():
        return "[tool.listinglint" in path.read_text(encoding="utf-8", errors="replace")
    return path.name == "listinglint.toml"


def _owner(path: Path) -> Path | None:
    unit = of_file(path)
    return unit.path if unit is not None else None


def _git(*words: str) -> str:
    try:
        done = subprocess.run(["git", *words], capture_output=True, check=False)  # noqa: S603, S607  # the user's own git
    except OSError as broken:
        raise UsageError(f"--changed needs git: {broken}", zh=f"--changed 需要 git：{broken}") from None
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip()
        raise UsageError(f"--changed needs a git repository: {told}", zh=f"--changed 需要 git 仓库：{told}")
    return done.stdout.decode("utf-8", "surrogateescape")
