"""What reaches the reader: colours, narrow windows, closed pipes, and terminals that know few characters."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata

import pytest

from tests.bench import HOUSE, Shop

COLOUR = "\x1b["


def cells(line: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(one) in "WF") for one in line)


def in_terminal(shop: Shop, *words: str, env: dict[str, str]) -> str:
    """Run in a pseudo terminal and return what it shows."""
    pty = pytest.importorskip("pty", reason="no pseudo terminals on Windows")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "listinglint", *words], stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.PIPE,
        cwd=shop.root, env=shop.environment() | env,
    ):  # fmt: skip
        os.close(theirs)
        told = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux tells the end of a terminal as an error
                break
            if not part:
                break
            told += part
    os.close(ours)
    return told.decode().replace("\r\n", "\n")


@pytest.fixture
def goods(shop: Shop) -> tuple[str, ...]:
    shop.listing("R1", "很长的一段话，" * 30 + HOUSE["error"] + "，后面还有很多字" * 30)
    return ("check", "R1", *shop.house())


def test_colour_only_where_someone_looks(shop: Shop, goods: tuple[str, ...]) -> None:
    assert COLOUR not in shop.run(*goods).out
    assert COLOUR in shop.run(*goods, env={"FORCE_COLOR": "1"}).out
    assert COLOUR not in shop.run(*goods, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).out
    assert COLOUR in in_terminal(shop, *goods, env={"TERM": "xterm"})
    assert COLOUR not in in_terminal(shop, *goods, env={"TERM": "xterm", "NO_COLOR": "1"})
    assert COLOUR not in in_terminal(shop, *goods, env={"TERM": "dumb"})


def test_never_colour_in_a_file(shop: Shop, goods: tuple[str, ...]) -> None:
    shop.run(*goods, "--output", "report.txt", env={"FORCE_COLOR": "1"})
    assert COLOUR not in (shop.root / "report.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 120])
def test_narrow_terminal(shop: Shop, goods: tuple[str, ...], width: int) -> None:
    """Quoted lines never wrap, and the carets stand under the words."""
    told = in_terminal(shop, *goods, env={"TERM": "dumb", "COLUMNS": str(width)})
    lines = told.splitlines()
    (number,) = (n for n, line in enumerate(lines) if re.match(r" +1 \| ", line))
    quoted, carets = lines[number], lines[number + 1]
    assert cells(quoted) <= width
    assert cells(carets[: carets.index("^")]) == cells(quoted[: quoted.index(HOUSE["error"])])
    assert carets.count("^") == 2 * len(HOUSE["error"])


def test_progress_stays_out_of_the_report(shop: Shop, goods: tuple[str, ...]) -> None:
    assert shop.run(*goods).err == ""


@pytest.mark.skipif(os.name == "nt", reason="pipes end differently there")
@pytest.mark.parametrize("words", [("check", "goods.jsonl"), ("rules",), ("show", "goods.jsonl")])
def test_closed_pipe(shop: Shop, words: tuple[str, ...]) -> None:
    """`listinglint check | head -1` ends quietly, and not with 1, which would mean findings."""
    shop.table("goods.jsonl", *[HOUSE["error"]] * 2000)
    more = shop.house() if words[0] == "check" else ()
    with subprocess.Popen(
        [sys.executable, "-m", "listinglint", *words, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=shop.root, env=shop.environment(),
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().strip()
        process.stdout.close()
        told = process.stderr.read()
        code = process.wait(60)
    assert told == b""
    # A short list may be written whole before the pipe closes.
    assert code == 141 or (code == 0 and words[0] == "rules")


@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}]
)
def test_chinese_where_the_system_knows_none(shop: Shop, env: dict[str, str]) -> None:
    """A C locale or a Western code page: pipes and files are UTF-8 all the same."""
    shop.listing("戒指", HOUSE["error"])
    words = ("check", "戒指", *shop.house(), "--lang", "zh")
    usual = shop.run(*words)
    assert "不符合本店规范" in usual.out
    piped = shop.run(*words, env=env)
    assert piped == usual
    shop.run(*words, "--output", "报告.txt", env=env)
    assert (shop.root / "报告.txt").read_text(encoding="utf-8") == usual.out
    for command in (("rules", "claims/zh"), ("explain", "claims/zh/superlative"), ("show", "戒指")):
        done = shop.run(*command, "--lang", "zh", env=env)
        assert done.code == 0
        assert done.out == shop.run(*command, "--lang", "zh").out
    lost = shop.run("check", "没有", "--lang", "zh", env=env)
    assert lost.err == "找不到文件或文件夹：没有\n"


def test_a_terminal_that_knows_few_characters(shop: Shop, goods: tuple[str, ...]) -> None:
    told = in_terminal(shop, *goods, env={"PYTHONIOENCODING": "ascii", "TERM": "dumb"})
    assert "1 listing: 0 clean, 1 with findings" in told


def test_interrupted_run_is_not_a_run_with_findings(shop: Shop) -> None:
    """Ctrl-C ends with 130."""
    if os.name == "nt":
        pytest.skip("no signals of this kind on Windows")
    import signal

    with subprocess.Popen(
        [sys.executable, "-m", "listinglint", "check", "-", "--stdin-filename", "goods.jsonl"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=shop.root, env=shop.environment(),
    ) as process:  # fmt: skip
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2)  # it waits for its input
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told == b"\ninterrupted\n"
