"""Reads plain command lines of `check` without the library for them, which loads for longer than a listing is checked.

A hook runs `check` at every commit.  Whatever is not plain (help, a mistake, a value that looks like an option) is left to
the library, which tells it better.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    from listinglint.cli.request import Request


class Option(NamedTuple):
    """An option: the field of the request that it fills, what its text becomes, whether it may be given again."""

    field: str
    value: Callable[[str], Any]
    several: bool = False


OPTIONS = {
    "--select": Option("select", str, True),
    "--ignore": Option("ignore", str, True),
    "--market": Option("markets", str.upper, True),
    "--channel": Option("channels", str.lower, True),
    "--lang": Option("lang", str),
    "--config": Option("config", Path),
    "--rules": Option("rules", Path, True),
    "--input-format": Option("input_format", str),
    "--format": Option("output_format", str),
    "--output": Option("output", Path),
    "-o": Option("output", Path),
    "--fail-on": Option("fail_on", str),
    "--stdin-filename": Option("stdin_filename", str),
    "--baseline": Option("baseline", Path),
    "--report": Option("reports", Path, True),
}
FLAGS = {"--changed": "changed", "--statistics": "statistics", "--timings": "timings", "--no-cache": "no_cache"}


def request(words: Sequence[str]) -> Request | None:
    """Return what a plain `check …` asks for, None for any other command line."""
    if not words or words[0] != "check" or "_LISTINGLINT_COMPLETE" in os.environ:
        return None
    given: dict[str, Any] = {"paths": ()}
    rest = iter(words[1:])
    for word in rest:
        if not word.startswith("-") or word == "-":
            given["paths"] += (Path(word),)
        elif word in FLAGS:
            given[FLAGS[word]] = True
        elif not _option(word, rest, given):
            return None
    from listinglint.cli.request import Request

    return Request(**given)


def _option(word: str, rest: Iterator[str], given: dict[str, Any]) -> bool:
    """Take an option and its value; False for what is not plain."""
    name, joined, told = word.partition("=")
    option = OPTIONS.get(name)
    value = told if joined else next(rest, "")
    if (
        option is None
        or not value
        or (joined and not name.startswith("--"))
        or (value.startswith("-") and value != "-")
    ):
        return False
    read = option.value(value)
    given[option.field] = (*given.get(option.field, ()), read) if option.several else read
    return True


def run(asked: Request) -> int:
    """Check, and end as the library would end: quietly where the reader has gone or somebody pressed Ctrl-C."""
    from listinglint.cli import checking
    from listinglint.cli.stopping import quietly

    return quietly(lambda: checking.run(asked))
