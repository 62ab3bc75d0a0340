"""`watch` looks again at what changed and at nothing else; the Windows scripts ask only for what there is."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from listinglint.cli import watching
from listinglint.cli.app import app
from listinglint.cli.options import rule_ids
from listinglint.cli.request import Request
from listinglint.readers.base import ReadSettings
from listinglint.run import watching as looks

SCRIPTS = sorted((Path(__file__).parents[2] / "examples" / "windows").glob("*.bat"))


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("R1", "R2"):
        (tmp_path / "shop" / name).mkdir(parents=True)
        (tmp_path / "shop" / name / "listing.yaml").write_text("market: CN\ntitle: 银戒指\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def waits(*steps: Callable[[], object]) -> Callable[[float], None]:
    """Do one step a wait, then end the watch as Ctrl-C does."""
    left: Iterator[Callable[[], object]] = iter(steps)

    def wait(_: float) -> None:
        step = next(left, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    return wait


def nothing() -> None:
    """Let one wait pass."""


def test_only_what_changed_is_checked_again(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = shop / "shop/R2/listing.yaml"

    def edit() -> None:
        capsys.readouterr()
        file.write_text("market: CN\ntitle: 全网最佳银戒指\n", encoding="utf-8")

    assert watching.run(Request((Path("shop"),), lang="zh"), 1.0, waits(edit, nothing)) == 0
    told = capsys.readouterr()
    assert "1 个商品" in told.out
    assert "最佳" in told.out
    assert "R1" not in told.out
    assert "已结束" in told.err


def test_reports_are_about_everything(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def edit() -> None:
        (shop / "a.csv").unlink()
        (shop / "shop/R2/listing.yaml").write_text("market: CN\ntitle: 全网最佳银戒指\n", encoding="utf-8")

    watching.run(Request((Path("shop"),), lang="zh", reports=(Path("a.csv"),)), 1.0, waits(edit, nothing))
    capsys.readouterr()
    text = (shop / "a.csv").read_text(encoding="utf-8-sig")
    assert "全网最佳银戒指" in text
    assert "2 个商品" in text


def test_a_mistake_in_the_settings_does_not_end_the_watch(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def spoil() -> None:
        (shop / "shop" / "listinglint.toml").write_text("lang = 3\n", encoding="utf-8")
        (shop / "shop/R2/listing.yaml").write_text("title: b\n", encoding="utf-8")

    assert watching.run(Request((Path("shop"),), lang="en"), 1.0, waits(spoil, nothing)) == 0
    assert "must be a string" in capsys.readouterr().err


def test_what_is_gone_belongs_to_the_listing_around_it(shop: Path) -> None:
    picture = shop / "shop/R1/images/main/01.jpg"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"x")
    before = looks.snapshot([shop / "shop"])
    picture.unlink()
    gone = looks.changed(before, looks.snapshot([shop / "shop"]))
    assert gone == [picture]
    assert looks.units(gone, ReadSettings(), ()) == [shop / "shop/R1"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_windows_scripts_ask_for_what_there_is(script: Path) -> None:
    data = script.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert not data.startswith(b"\xef\xbb\xbf")  # cmd would take it for a command
    text = data.decode("utf-8")
    assert text[: text.index("chcp 65001")].isascii()  # read in whatever code page the machine has
    assert 'pushd "%~dp0"' in text  # a shared drive has no letter, and cd cannot go there
    for line in text.split("\r\n"):
        assert line.count('"') % 2 == 0
        outside = "".join(line.split('"')[::2])
        assert not re.search(r"%(?:~1|TARGET|SHEET)%?", outside), line  # blanks, & and Chinese in a path
    calls = re.findall(r"^listinglint (.*?)\r$", text, re.MULTILINE)
    assert calls
    for call in calls:
        name, *words = shlex.split(call)
        command = get_command(app).commands[name]  # type: ignore[attr-defined]  # a group of commands
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known


def test_rule_ids_are_completed() -> None:
    assert "claims/zh/superlative" in rule_ids("claims/zh/sup")
    assert "claims/zh" in rule_ids("claims/z")
    assert rule_ids("nothing-like-this") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_gets_its_completion(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    told = CliRunner().invoke(app, ["--show-completion", shell], prog_name="listinglint")
    assert told.exit_code == 0
    assert "listinglint" in told.output
