"""Shows in a terminal how far a long run has come."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator

from listinglint.cli.speech import say
from listinglint.model import Result


def watched(found: Iterable[Result]) -> Iterator[Result]:
    """Pass results on; in a terminal, a run of over a second shows how far it has come."""
    if not sys.stderr.isatty():
        yield from found
        return
    began, told, count = time.monotonic(), 0.0, 0
    try:
        for one in found:
            count += 1
            now = time.monotonic()
            if now - began > 1 and now - told > 0.2:
                told = now
                text = say(f"{count} checked · {one.listing}", f"已检查 {count} 个 · {one.listing}")
                sys.stderr.write(f"\r\x1b[2K{text[:70]}")
                sys.stderr.flush()
            if told and sys.stdout.isatty():
                sys.stderr.write("\r\x1b[2K")
            yield one
    finally:
        if told:
            sys.stderr.write("\r\x1b[2K")
