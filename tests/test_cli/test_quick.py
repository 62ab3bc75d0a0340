"""The quick reader of command lines understands what the library understands, or leaves it to it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import typer.main
from hypothesis import given, settings
from hypothesis import strategies as st

from listinglint.cli import checking, quick
from listinglint.cli.app import app
from listinglint.cli.request import Request

COMMAND: Any = typer.main.get_command(app).commands["check"]  # type: ignore[attr-defined]
VALUES = ("claims", "CN", "taobao", "zh", "a.toml", "json", "never", "rules", "-", "", "--changed", "2", "图片")
WORDS = st.one_of(
    st.sampled_from((*quick.OPTIONS, *quick.FLAGS)),
    st.sampled_from(VALUES),
    st.tuples(st.sampled_from(tuple(quick.OPTIONS)), st.sampled_from(VALUES)).map("=".join),
    st.sampled_from(("-j", "--jobs", "-h", "--help", "--", "--nonsense", "-oreport.json")),
)


def by_the_library(words: list[str], caught: list[Request]) -> Request | None:
    """What the library makes of a command line; None where it tells a mistake."""
    del caught[:]
    with contextlib.suppress(BaseException), contextlib.redirect_stdout(None), contextlib.redirect_stderr(None):
        COMMAND.main(args=words, prog_name="check", standalone_mode=False)
    return caught[0] if caught else None


@settings(deadline=None)  # the first example loads the library
@given(st.lists(WORDS, max_size=6))
def test_plain_command_lines_are_read_alike(words: list[str]) -> None:
    caught: list[Request] = []
    before, checking.run = checking.run, lambda request: caught.append(request) or 0  # type: ignore[func-returns-value]
    try:
        asked = quick.request(["check", *words])
        assert asked is None or asked == by_the_library(words, caught)
    finally:
        checking.run = before


def test_every_option_is_one_of_the_library_too() -> None:
    known = {name: one for one in COMMAND.params for name in one.opts}
    for name, option in quick.OPTIONS.items():
        assert known[name].multiple == option.several
    assert all(known[name].is_flag for name in quick.FLAGS)


def test_plain_lines_are_read_and_others_left() -> None:
    asked = quick.request(["check", "shop", "--select", "claims", "--market=cn", "--fail-on", "never", "--statistics"])
    assert asked == Request((Path("shop"),), ("claims",), markets=("CN",), fail_on="never", statistics=True)
    for words in (["show", "shop"], ["check", "--help"], ["check", "--select"], ["check", "--select", "--changed"], []):
        assert quick.request(words) is None
