"""What a run reads: the paths named, what git has staged, or standard input under a file's name."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

from listinglint import readers
from listinglint.errors import UsageError
from listinglint.readers.base import ReadSettings
from listinglint.tuples import NamedTuple

STANDARD_INPUT = Path("-")


class Input(NamedTuple):
    """The paths to read and how; `copied` where they are a copy that lies outside the shop and its settings."""

    paths: tuple[Path, ...]
    settings: ReadSettings
    copied: bool = False


def start(paths: tuple[Path, ...], stdin_filename: str) -> Path:
    """Return the path whose surroundings hold the shop's settings."""
    if STANDARD_INPUT in paths:
        named = Path(stdin_filename).absolute().parent
        return next(one for one in (named, *named.parents) if one.is_dir())
    first = next(iter(paths), Path())
    return first if first.exists() else Path()


def missing(paths: tuple[Path, ...]) -> UsageError | None:
    """Return the error for paths that do not exist, None where all do."""
    lost = [one.as_posix() for one in paths if one != STANDARD_INPUT and not one.exists()]
    if not lost:
        return None
    return UsageError(f"no such file or folder: {', '.join(lost)}", zh=f"找不到文件或文件夹：{'、'.join(lost)}")


def changed(paths: tuple[Path, ...], settings: ReadSettings, skip: tuple[str, ...]) -> Input:
    """Return the listings that the staged commit touches, of those at or below the paths."""
    from listinglint.run.changed import listings, staged, within

    return Input(tuple(listings(within(staged(), paths), settings, skip)), settings)


def standard(name: str, settings: ReadSettings, stack: ExitStack) -> Input:
    """Return standard input under a file name: an unsaved file of a listing on disk, or one of its own."""
    if not name:
        raise UsageError("- needs --stdin-filename", zh="使用 - 时需要 --stdin-filename")
    data = sys.stdin.buffer.read()
    path = Path(name).absolute()
    owner = readers.of_file(path)
    if owner is not None and owner.path.is_dir():
        shown = Path(name).parent if owner.path == path.parent else owner.path
        return Input((shown,), settings._replace(overlay={path.as_posix(): data}))
    import tempfile

    # The copy lies in a folder of the same name, so that the listing is called as it will be when it is saved.
    top = Path(stack.enter_context(tempfile.TemporaryDirectory())).resolve()
    told = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else Path(path.name)
    root = top / (Path.cwd().name or "listing")
    copy = root / told
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(data)
    return Input((copy,), settings._replace(root=root.as_posix()), copied=True)
