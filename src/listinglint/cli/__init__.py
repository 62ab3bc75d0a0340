"""The command line: the only place that prints or ends the program."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn, TextIO

# Of what a start makes almost nothing is ever thrown away: the default of 700 objects has it looked through many times.
_LOOKED_THROUGH = 200_000


def main() -> None:
    """Run the command line and end with its exit code: 0 clean, 1 findings, 2 usage or rule error, 3 not checked."""
    gc.set_threshold(_LOOKED_THROUGH)
    try:
        _run()
    finally:
        gc.freeze()  # the process ends: nothing need be looked through once more


def _run() -> None:
    from listinglint.errors import ListinglintError

    for stream in (sys.stdout, sys.stderr):
        _able(stream)
    try:
        from listinglint.cli import quick

        asked = quick.request(sys.argv[1:])
        if asked is not None:
            _leave(quick.run(asked))
        from listinglint.cli.app import app

        app()
    except ListinglintError as wrong:
        from listinglint.cli.speech import language

        sys.stderr.write(wrong.told(language()) + "\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as broken:
        from listinglint.errors import cause, refused

        if not refused(broken):
            _crashed()
        from listinglint.cli.speech import say

        en, zh = cause(broken)
        where = broken.filename or ""
        sys.stderr.write(say(f"cannot be read or written: {where} {en}", f"无法读取或写入：{where} {zh}") + "\n")
        sys.exit(2)
    except Exception:  # noqa: BLE001  # a crash must not end with 1, which means findings
        _crashed()


def _leave(code: int) -> NoReturn:
    """End the program at once: to take apart what a check has loaded takes 4 ms, and the system needs none."""
    if sys.gettrace() is not None or sys.getprofile() is not None:
        sys.exit(code)  # somebody is measuring, and wants to hear of the end
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        sys.exit(code)
    os._exit(code)


def _crashed() -> NoReturn:
    """Show what went wrong inside, for whoever is to mend the program."""
    import traceback

    traceback.print_exc()
    sys.stderr.write("internal error, please report it / 内部错误，请反馈\n")
    sys.exit(3)


def _able(stream: TextIO) -> None:
    """Make a stream able to take every character: a console or a C locale may know few, and none may end the run."""
    if not hasattr(stream, "reconfigure"):
        return
    if stream.isatty():
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8", errors="replace")
