"""The benchmarks measure what they say, whatever the clock says."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import __main__ as command
from benchmarks import curves, peers, phrases, scale
from benchmarks.curves import Curve
from tests.bench import Shop


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_our_own_rule_finds_every_phrase_that_was_planted(tmp_path: Path, lang: str) -> None:
    corpus = phrases.make(lang, 30, 40)
    assert corpus == phrases.make(lang, 30, 40), "the same every time"
    assert sum(any(one in text for one in corpus.phrases) for text in corpus.texts) == corpus.planted == 3
    (tmp_path / "shop").mkdir()
    phrases.write(corpus, tmp_path / "shop")
    shop = Shop(tmp_path / "shop", tmp_path / "cache")
    done = shop.run("check", "goods.jsonl", "--rules", "rules", "--select", "bench", "--format", "jsonl")
    assert done.summary["findings"] == {"error": 3, "warning": 0, "info": 0}, done.err
    assert json.loads((shop.root / "texts.json").read_text()) == list(corpus.texts)


def test_tools_that_were_not_fetched_are_skipped_aloud(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [one.name for one in peers.tools(tmp_path)] == ["listinglint"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(peers, "NUMBERS", ())
        assert peers.compare(tmp_path, 1, 1) == {}
    told = capsys.readouterr().out
    assert {line.partition(" ")[0] for line in told.splitlines()} == {"proselint", "textlint", "write-good"}


def test_the_best_of_the_others_is_compared() -> None:
    table = {"en, 500 phrases": {"listinglint": 2.0, "listinglint, start": 9.0, "a": 8.0, "a, start": 1.0, "b": 6.0}}
    assert list(peers.ratios(table)) == [
        ("best of the others / listinglint, 500 phrases", "en", 3.0),
        ("a / listinglint, 500 phrases", "en", 4.0),
        ("b / listinglint, 500 phrases", "en", 3.0),
    ]


def test_goals_are_met_from_either_side() -> None:
    told = command.markdown(
        [("warm / (read + hash)", "x", 2.5), ("times as fast with two", "text", 1.9), ("times as fast with two", "JPEG", 0.9), ("other", "", 1)],
        "a machine",
    )  # fmt: skip
    assert told.splitlines()[4:] == [
        "| warm / (read + hash) (x) | 2.5 | ≤ 2 | missed by 25 % |",
        "| times as fast with two (text) | 1.9 | ≥ 1.8 | met |",
        "| times as fast with two (JPEG) | 0.9 | ≥ 1.8 | missed by 50 % |",
        "| other | 1 |  |  |",
    ]


def test_curves_are_drawn() -> None:
    lines = [
        Curve("en", ((1, 1.0), (2, 2.0), (3, 3.0), (4, 4.0))),
        Curve("zh", ((1, 2.0), (2, 4.0), (3, 6.0), (4, 9.0))),
    ]
    found = [Curve("en", ((50, 1.0), (500, 1.1), (5_000, 1.5)))]
    assert list(curves.ratios(lines, found)) == [
        ("last listings / first listings, each", "en", 1.0),
        ("last listings / first listings, each", "zh", 1.5),
        ("5,000 phrases / 50 phrases", "en", 1.5),
    ]
    picture = ElementTree.fromstring(curves.svg(lines, found, "a machine, a day"))  # noqa: S314  # our own
    names = [one.tag.rpartition("}")[2] for one in picture.iter()]
    assert names.count("path") == 3
    assert any(one.text == "a machine, a day" for one in picture.iter())


def test_a_shop_is_written_as_people_keep_it(tmp_path: Path) -> None:
    folder = scale.shop(tmp_path / "shop", 3)
    done = Shop(folder, tmp_path / "cache").run("check", ".", "--select", "claims", "--format", "jsonl")
    assert done.summary["listings"] == done.summary["clean"] == 3
