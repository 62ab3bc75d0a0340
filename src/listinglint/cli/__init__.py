"""The command line: the only place that prints or ends the program."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and end with its exit code: 0 clean, 1 findings, 2 usage or rule error, 3 not checked."""
    from listinglint.errors import ListinglintError

    try:
        from listinglint.cli.app import app

        app()
    except ListinglintError as wrong:
        from listinglint.cli.speech import language

        sys.stderr.write(wrong.told(language()) + "\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("\ninterrupted / 已中断\n")
        sys.exit(130)
    except BrokenPipeError:
        # The reader (head, a closed pager) has had enough: end quietly, and keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except Exception:  # noqa: BLE001  # a crash must not end with 1, which means findings
        import traceback

        traceback.print_exc()
        sys.stderr.write("internal error, please report it / 内部错误，请反馈\n")
        sys.exit(3)
