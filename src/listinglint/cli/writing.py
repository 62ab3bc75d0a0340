"""Puts a report on the screen, or into its file once it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from errno import EISDIR
from pathlib import Path

from listinglint.errors import UsageError, cause


def write_lines(lines: Iterable[str], output: Path | None) -> None:
    """Print the report, or write it beside its destination and put it in place when it is whole."""
    if output is None:
        sys.stdout.writelines(lines)
        sys.stdout.flush()
        return
    part = output.with_name(f"{output.name}.{os.getpid()}")
    try:
        if output.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        output.parent.mkdir(parents=True, exist_ok=True)
        file = part.open("w", encoding="utf-8", newline="\n")
    except OSError as broken:
        raise unwritable(output, broken) from None
    try:
        with file:
            file.writelines(lines)
        part.replace(output)
    except KeyboardInterrupt:
        part.replace(unfinished(output))  # what was found so far need not be lost
        raise
    finally:
        part.unlink(missing_ok=True)


def unfinished(output: Path) -> Path:
    """Return where a report is put that was not finished."""
    return output.with_name(f"{output.name}.partial")


def unwritable(path: Path, broken: OSError) -> UsageError:
    """Return the error for a file that the system does not let us write."""
    en, zh = cause(broken)
    en, zh = f"{path} cannot be written: {en}", f"无法写入 {path}：{zh}"
    if isinstance(broken, PermissionError) and path.suffix.lower() in (".xlsx", ".csv"):
        en, zh = en + "; close it in the spreadsheet first", zh + "；请先在 Excel 中关闭它"
    return UsageError(en, zh=zh)
