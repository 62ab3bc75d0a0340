"""The history of runs: new, fixed and open findings, gates on what is new, and the page about it."""

from __future__ import annotations

import sqlite3
from html.parser import HTMLParser
from pathlib import Path

import pytest

from listinglint import history
from listinglint.cli import recording
from listinglint.cli.checking import run
from listinglint.cli.request import Request
from listinglint.errors import ConfigError, UsageError
from listinglint.history import Recorder, Run
from listinglint.model import Finding, Place, Result, Severity, Words
from listinglint.report import Tally


def finding(key: str, severity: Severity = Severity.error, rule: str = "claims/zh/superlative") -> Finding:
    place, words = Place("f", "title"), Words("坏", "bad")
    return Finding(rule, severity, "violation", "L1", place, words, words, fingerprint=key, consequence="fine-risk")


def result(listing: str, *keys: str, file: str = "shops/a/x") -> Result:
    return Result(listing, file, tuple(finding(key) for key in keys))


def kept(path: Path, *results: Result, day: str = "2026-10-01") -> Run:
    recorder = Recorder(path, Tally("0123", when=day), (Path("shops/a"), Path("shops/b")))
    list(recorder.results(results))
    return recorder.finish()


def test_new_fixed_and_open_since(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    first = kept(path, result("L1", "one", "two"))
    assert (first.new, first.fixed, first.new_errors, first.errors) == (2, 0, 2, 2)
    second = kept(path, result("L1", "two", "three"), day="2026-10-02")
    assert (second.new, second.fixed) == (1, 1)
    third = kept(path, result("L1", "two", "three"), day="2026-10-03")
    assert (third.new, third.fixed) == (0, 0)
    assert [day for day, *_ in history.board(path).open_since] == ["2026-10-01", "2026-10-02"]


def test_a_listing_that_was_not_looked_at_is_not_fixed(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    kept(path, result("L1", "one"), result("L2", "two"))
    second = kept(path, result("L2"))
    assert (second.new, second.fixed) == (0, 1)
    third = kept(path, result("L1", "one"), result("L2", "two"))
    assert (third.new, third.fixed) == (1, 0)  # what was fixed and comes back is new


def test_what_was_not_asked_for_is_not_fixed(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    kept(path, result("L1", "one"))
    recorder = Recorder(path, Tally("0123", rules_run=("materials/fur",)), (Path("shops/a"),))
    list(recorder.results([result("L1")]))
    assert recorder.finish().fixed == 0
    recorder = Recorder(path, Tally("0123", rules_run=("claims/zh/superlative",)), (Path("shops/a"),))
    list(recorder.results([result("L1")]))
    assert recorder.finish().fixed == 1


def test_folders_with_settings_of_their_own_are_shops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("one", "two"):
        (tmp_path / "shops" / name / "R1").mkdir(parents=True)
        (tmp_path / "shops" / name / "listinglint.toml").write_text("", encoding="utf-8")
    (tmp_path / "shops" / "listinglint.toml").write_text("", encoding="utf-8")
    recorder = Recorder(tmp_path / "h.db", Tally(), (Path("shops"),))
    found = [recorder.shop(one) for one in ("shops/one/R1/x.yaml", "shops/two/goods.jsonl", "shops/three/x", "shops/y")]
    assert found == ["one", "two", "shops", "shops"]


def test_shops_are_the_paths_that_were_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    kept(path, result("L1", "one"), result("L1", "one", file="shops/b/x"))
    assert history.board(path).heat == (("a", "claims/zh/superlative", 1), ("b", "claims/zh/superlative", 1))
    assert [(shop, errors) for shop, _, errors, *_ in history.board(path).worst] == [("a", 1), ("b", 1)]


def test_letters_are_counted_by_side(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    kept(path, result("L1", "one"), result("L2"))
    told = {(side, letter): count for side, letter, count in history.board(path).letters}
    assert (told["honesty", "E"], told["honesty", "A"], told["material", "A"]) == (1, 1, 2)


def test_a_run_that_does_not_end_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    recorder = Recorder(path, Tally(), ())
    next(recorder.results([result("L1", "one"), result("L2")]))
    recorder.close()
    assert history.board(path).runs == ()


def test_another_file_is_not_taken_for_a_history(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("no database at all, but long enough to look like one" * 9, encoding="utf-8")
    with pytest.raises(ConfigError, match="not a history"):
        history.opened(tmp_path / "a.db")
    with sqlite3.connect(tmp_path / "b.db") as other:
        other.execute("pragma user_version = 77")
    other.close()
    with pytest.raises(ConfigError, match="another version"):
        history.opened(tmp_path / "b.db")


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "shop" / "R1").mkdir(parents=True)
    (tmp_path / "shop" / "R1" / "listing.yaml").write_text("market: CN\ntitle: 全网最佳银戒指\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def recorded(gate: str = "new-error") -> int:
    request = Request((Path("shop"),), select=("claims",), output_format="jsonl", fail_on=gate, record=Path("h.db"))
    return run(request)


def test_the_gate_is_what_is_new(shop: Path) -> None:
    assert recorded() == 1
    assert recorded() == 0
    file = shop / "shop" / "R1" / "listing.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "subtitle: 国家级工艺\n", encoding="utf-8")
    assert recorded() == 1
    assert recorded("error") == 1


def test_the_gate_needs_a_history(shop: Path) -> None:
    assert shop.is_dir()
    with pytest.raises(UsageError, match="needs --record"):
        run(Request((Path("shop"),), fail_on="new-error"))


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def test_trend_and_dashboard(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        recorded()
    capsys.readouterr()
    assert recording.trend(Path("h.db"), None, 30, "en") == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert recording.trend(Path("h.db"), Path("d.html"), 30, "zh") == 0
    reader = Reader()
    reader.feed((shop / "d.html").read_text(encoding="utf-8"))
    assert "claims/zh/superlative" in reader.text
    assert "R1" in reader.text
    with pytest.raises(UsageError, match="no history"):
        recording.trend(Path("none.db"), None, 30, "en")


def test_an_empty_history_has_a_page(tmp_path: Path) -> None:
    from listinglint.reporters import dashboard

    history.opened(tmp_path / "h.db").close()
    dashboard.write(history.board(tmp_path / "h.db"), "zh", tmp_path / "d.html")
    assert "还没有记录" in (tmp_path / "d.html").read_text(encoding="utf-8")
