"""One process, several, remembered rules: the same results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from listinglint.config import Config
from listinglint.errors import Mistakes
from listinglint.model import Listing, Result
from listinglint.readers import find
from listinglint.readers.base import ReadSettings
from listinglint.run import pieces
from listinglint.run.local import Options, Plans
from listinglint.run.pieces import Piece


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("catalogue")
    (folder / "listinglint.toml").write_text('[severity]\n"claims/zh" = "info"\n', encoding="utf-8")
    words = [
        "全网最佳戒指",
        "The best ring, 100% safe",
        "素圈",
        "国家级，最 低价，zui好",
        "never fades, cures headaches",
    ]
    with (folder / "listings.jsonl").open("w", encoding="utf-8") as file:
        for number in range(70):
            listed = {
                "id": f"L{number}",
                "title": words[number % 5],
                "description": words[number * 3 % 5] * (number % 4),
            }
            file.write(json.dumps(listed, ensure_ascii=False) + "\n")
        file.write("{broken\n")
    return folder


def run(catalogue: Path, processes: int = 1) -> list[Result]:
    options = Options(settings=ReadSettings(root=str(catalogue)))
    found = pieces.cut(find([catalogue], options.settings), options)
    return list(pieces.results(pieces.answered(found, options, processes, Plans(options))))


def test_several_processes_and_the_cache_change_nothing(catalogue: Path, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LISTINGLINT_CACHE", str(tmp_path / "fresh"))
        first = run(catalogue)
        assert list((tmp_path / "fresh").glob("rules-*.bin")), "the rules were remembered"
        again = run(catalogue)
    pooled = run(catalogue, processes=2)
    assert first == again == pooled
    assert [one.listing for one in first[:-1]] == [f"L{number}" for number in range(70)]
    assert sum(len(one.findings) for one in first) > 50
    assert {one.severity.name for result in first for one in result.findings if one.rule.startswith("claims/zh")} == {
        "info"
    }
    assert [one.cause for one in first[-1].not_checked] == ["failed"]
    assert not first[-1].is_listing


def test_mistakes_in_rules_reach_the_caller_of_a_pool(tmp_path: Path) -> None:
    """A wrong rule file stops the run in every mode, with the same words."""
    (tmp_path / "x.yaml").write_text("kind: phrases\n", encoding="utf-8")
    options = Options(rules=(str(tmp_path),))
    told = []
    for processes in (1, 2):
        found = [Piece(one, Config()) for one in (Listing("a", "f"), Listing("b", "f"))]
        with pytest.raises(Mistakes) as wrong:
            list(pieces.results(pieces.answered(found, options, processes, Plans(options))))
        told.append((wrong.value.told("en"), wrong.value.told("zh")))
    assert told[0] == told[1]
    assert "kind is 'phrases'" in told[0][0]
