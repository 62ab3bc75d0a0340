from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from listinglint import baseline
from listinglint.engine import check, plan
from listinglint.errors import ConfigError
from listinglint.model import Listing, Result
from listinglint.ruleset import RuleSet

Check = Callable[..., Result]


@pytest.fixture
def checked(ruleset: Callable[..., RuleSet], listing: Callable[..., Listing]) -> Check:
    ready = plan(ruleset({"claims/a": "kind: phrase\nphrases: [最佳, best]"}))
    return lambda text, **more: check(listing(text, **more), ready)


def test_what_was_there_before_is_not_told_again(checked: Check, tmp_path: Path) -> None:
    path = tmp_path / "below" / "baseline.json"
    assert baseline.write(path, [checked("最佳", id="L2"), checked("best", id="L1")]) == 2
    known = baseline.read(path)
    assert baseline.without(checked("最佳", id="L2"), known)[0].findings == ()
    new, count = baseline.without(checked("一行\n最佳, best", id="L2"), known)
    assert ([one.place.text for one in new.findings], count) == (["best"], 1)
    assert [one.name for one in path.parent.iterdir()] == ["baseline.json"], "written in one go"


def test_a_second_of_the_same_kind_is_new(checked: Check, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    baseline.write(path, [checked("best")])
    new, count = baseline.without(checked("best, best"), baseline.read(path))
    assert (len(new.findings), count) == (1, 1)


def test_the_file_is_sorted_and_for_people(checked: Check, tmp_path: Path) -> None:
    one, other = tmp_path / "1.json", tmp_path / "2.json"
    results = [checked("最佳, best", id="L2"), checked("best", id="L1")]
    baseline.write(one, results)
    baseline.write(other, reversed(results))
    text = one.read_text(encoding="utf-8")
    assert text == other.read_text(encoding="utf-8")
    assert "最佳" in text
    told = json.loads(text)
    assert told["schema"] == 1
    assert [entry["listing"] for entry in told["findings"]] == ["L1", "L2", "L2"]
    assert set(told["findings"][0]) == {"fingerprint", "rule", "listing", "text"}


def test_other_records_stay(checked: Check) -> None:
    result = checked("best", id="L1")
    left, count = baseline.without(result, frozenset({result.findings[0].fingerprint}))
    assert (left.listing, left.file, left.not_checked, left.findings, count) == ("L1", result.file, (), (), 1)


@pytest.mark.parametrize("text", ["", "[", "[]", "3", '{"findings": 3}', '{"findings": [{"rule": "a"}]}', "\xff"])
def test_a_file_that_is_no_baseline_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigError, match=r"b\.json(:\d+)?: not a baseline file") as told:
        baseline.read(path)
    assert "不是基线文件" in told.value.told("zh")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not a baseline file"):
        baseline.read(tmp_path / "none.json")
