"""`check --engine`: a catalogue in parts from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from listinglint.cli.app import app
from listinglint.errors import UsageError

pytest.importorskip("pyarrow", reason="catalogues in parts need the extra `parquet`")


def check(*words: str) -> tuple[int, str]:
    told = CliRunner().invoke(app, ["check", *words, "--lang", "en"])
    if isinstance(told.exception, UsageError):
        raise told.exception
    return told.exit_code, told.output


def test_parts_are_written_refused_and_taken_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("listinglint.toml").write_text('[severity]\n"wording" = "off"\n', encoding="utf-8")
    lines = [json.dumps({"id": f"L{one}", "title": "全网最佳银戒指"}, ensure_ascii=False) for one in range(5)]
    Path("goods.jsonl").write_text("\n".join(lines), encoding="utf-8")
    code, told = check("goods.jsonl", "--engine", "local", "--output", "out")
    assert code == 1
    assert told.startswith("5 listings in 1 part (0 of an earlier run) in out: 5 errors")
    with pytest.raises(UsageError, match="--resume goes on"):
        check("goods.jsonl", "--engine", "local", "--output", "out")
    code, again = check("goods.jsonl", "--output", "out", "--resume", "--fail-on", "never")
    assert (code, again) == (0, told.replace("(0 of", "(1 of"))
    assert json.loads(Path("out/manifest.json").read_text())["listings"] == 5


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["goods.csv", "--engine", "local", "--output", "out"], "reads JSON Lines"),
        (["none.jsonl", "--engine", "local", "--output", "out"], "no such file"),
        (["goods.csv", "--engine", "local"], "--output FOLDER"),
        (["goods.csv", "--engine", "dask", "--output", "out"], "allowed: local, ray, spark"),
    ],
)
def test_what_cannot_be_done_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("goods.csv").write_text("id,title\n1,Ring\n", encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        check(*words)
