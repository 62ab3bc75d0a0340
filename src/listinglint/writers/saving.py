"""Writes changed files: each is complete or as it was, never half written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from listinglint.errors import InputError, cause
from listinglint.writers.nouns import Revision, Rewritten


def save(revision: Revision, *, backup: bool = False) -> None:
    """Write the files of a revision; with `backup` each is kept as it was beside the new one, as NAME.bak.

    Raises `InputError`, before anything is written, for a file that has changed since it was read or cannot be written.
    """
    for one in revision.files:
        _unchanged(one)
    for one in revision.files:
        try:
            if backup:
                _replace(one.path.with_name(one.path.name + ".bak"), one.before, one.path)
            _replace(one.path, one.after, one.path)
        except OSError as broken:
            raise InputError(
                f"cannot be written: {cause(broken)[0]}", zh=f"无法写入：{cause(broken)[1]}", file=one.file
            ) from None


def _unchanged(one: Rewritten) -> None:
    try:
        now = one.path.read_bytes()
    except OSError as broken:
        raise InputError(
            f"cannot be read: {cause(broken)[0]}", zh=f"无法读取：{cause(broken)[1]}", file=one.file
        ) from None
    if now != one.before:
        raise InputError(
            "the file has changed since it was read; nothing was written", zh="文件在读取之后已改变，未写入任何内容",
            file=one.file,
        )  # fmt: skip


def _replace(path: Path, data: bytes, like: Path) -> None:
    """Put a whole file in the place of another; a link stays a link to it."""
    real = path.resolve()
    handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(like.stat().st_mode & 0o777)
        Path(name).replace(real)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
