"""The questions of `init`: proposed answers, numbers, names, mistakes, and a real terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from listinglint.cli import asking


class Answers:
    """Gives prepared answers and keeps the questions."""

    def __init__(self, *told: str) -> None:
        self.left = list(told)
        self.asked: list[str] = []

    def __call__(self, question: str) -> str:
        self.asked.append(question)
        return self.left.pop(0)


@pytest.mark.parametrize(
    ("told", "chosen"),
    [("", ("etsy",)), ("1 2", ("taobao", "tmall")), ("淘宝 amazon", ("taobao", "amazon")), ("1，1", ("taobao",))],
)
def test_channels(told: str, chosen: tuple[str, ...]) -> None:
    answer = Answers(told.replace("，", " "))
    assert asking.channels(("etsy",), answer) == chosen
    assert len(answer.asked) == 1


def test_an_unknown_answer_is_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    answer = Answers("1 tabao 99", "1")
    assert asking.channels((), answer) == ("taobao",)
    assert len(answer.asked) == 2
    assert "tabao 99" in capsys.readouterr().out


@pytest.mark.parametrize(("told", "meant"), [("", True), ("y", True), ("是", True), ("n", False), ("nein", False)])
def test_yes(told: str, meant: bool) -> None:
    assert asking.yes("?", Answers(told)) is meant


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are a thing of Unix")
def test_a_beginner_at_a_terminal(tmp_path: Path) -> None:
    import pty

    (tmp_path / "R1").mkdir()
    (tmp_path / "R1" / "listing.yaml").write_text("title: 全网最佳银戒指\n", encoding="utf-8")
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(tmp_path)
        os.environ["LISTINGLINT_LANG"] = "zh"
        os.execv(sys.executable, [sys.executable, "-m", "listinglint", "init"])  # noqa: S606  # this very program
    seen = b""
    answers = [("编号或名称".encode(), b"1\n"), ("网页报告".encode(), b"\n")]
    try:
        while data := os.read(terminal, 4096):
            seen += data
            if answers and answers[0][0] in seen:
                os.write(terminal, answers.pop(0)[1])
    except OSError:
        pass  # the other side has ended
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, seen.decode()
    assert 'channels = ["taobao"]' in (tmp_path / "listinglint.toml").read_text(encoding="utf-8")
    assert (tmp_path / "检查结果.html").exists()
