"""`--timings`: every second has a name, in both languages, whatever the format and however many processes."""

from __future__ import annotations

import re
from functools import partial
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listinglint.run import timings
from listinglint.run.timings import Clock
from tests.bench import Shop

_ROW = re.compile(r"^(?P<name>\S.*?|  \S.*?) +(?:(?P<times>\d+) ×)? +(?P<spent>-?[\d.]+) ms +(?P<share>-?[\d.]+) %$")


@pytest.fixture
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    folder = tmp_path_factory.mktemp("timed")
    (folder / "shop").mkdir()
    return Shop(folder / "shop", folder / "cache")


def rows(told: str) -> dict[str, list[tuple[str, int, float]]]:
    """Return what was told: of each kind, the kind itself first, then its names with calls and milliseconds."""
    found: dict[str, list[tuple[str, int, float]]] = {}
    for line in told.splitlines()[1:]:
        row = _ROW.match(line)
        assert row, line
        if not line.startswith(" "):
            kind = found.setdefault(row["name"], [])
        kind.append((row["name"].strip(), int(row["times"] or 0), float(row["spent"])))
    return found


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_time_is_told_by_reader_fact_and_rule(shop: Shop, jobs: str) -> None:
    shop.table("goods.jsonl", *["一句严重词，长45厘米。"] * 70)
    shop.picture("pictured/images/main/01.jpg")
    shop.listing("pictured")
    words = (
        "check",
        ".",
        *shop.house(),
        "--select",
        "images",
        "--select",
        "specs",
        "--format",
        "jsonl",
        "--jobs",
        jobs,
    )
    plain, timed = shop.run(*words), shop.run(*words, "--timings")
    assert timed.out == plain.out
    assert timed.code == plain.code
    assert plain.err == ""
    told = rows(timed.err)
    assert list(told) == ["stages", "readers", "facts", "rules"]
    readers, facts, rules = ({name: times for name, times, _ in told[kind]} for kind in ("readers", "facts", "rules"))
    assert readers["listings"] == 70
    assert readers["folder"] >= 2
    assert {"scan", "quantities", "header"} <= set(facts)
    assert rules["house/error"] == 70, "the listing without the word never wakes the rule"
    for kind, (whole, *parts) in told.items():
        assert whole[2] == pytest.approx(sum(spent for _, _, spent in parts), abs=0.06 * len(parts)), kind
    everything = float(timed.err.split(" s of CPU")[0].rpartition(" ")[2])
    assert everything == pytest.approx(sum(kind[0][2] for kind in told.values()) / 1000, abs=0.02)
    assert not [row for kind in told.values() for row in kind if row[2] < 0], "no time is counted twice"


def test_time_is_told_in_chinese(shop: Shop) -> None:
    shop.table("goods.jsonl", "普通的一句话。")
    told = shop.run("check", ".", *shop.house(), "--timings", "--lang", "zh").err
    assert told.startswith("耗时：CPU ")
    assert list(rows(told)) == ["阶段", "读取", "测量", "规则"]
    assert "查找文件" in told


def test_what_the_clock_is_put_into_is_there_and_left_as_it_was() -> None:
    def functions() -> list[object]:
        found: list[object] = []
        for one in timings._FUNCTIONS:
            owner: object = import_module(one.module)
            for name in one.name.split("."):
                owner = getattr(owner, name)
            found.append(owner)
        return found

    before = functions()
    with timings.running(Clock()):
        assert not set(map(id, functions())) & set(map(id, before))
    assert functions() == before


@given(st.recursive(st.just([]), lambda inner: st.lists(inner, max_size=3), max_leaves=12))
def test_sums_are_whole_however_calls_are_nested(calls: list[object]) -> None:
    clock = Clock()

    def work(inner: list[object], depth: int) -> None:
        for one in inner:
            assert isinstance(one, list)
            clock.timed("fact", f"depth {depth}", partial(work, one, depth + 1))

    work(calls, 0)
    began = clock._since
    spent = clock.taken()
    assert sum(own for _, own in spent.values()) == clock._since - began
    assert all(own >= 0 for _, own in spent.values())
    assert sum(times for (kind, _), (times, _) in spent.items() if kind == "fact") == repr(calls).count("[") - 1


def test_many_rules_end_in_one_line() -> None:
    spent = {("rule", f"r{number:02}"): (1, 10**6) for number in range(40)}
    told = list(timings.told(spent, 1.0, 1, "en"))
    assert any("15 more" in line and "15 ×" in line and "15.0 ms" in line for line in told)
