"""A run that knows what earlier ones found tells the very same, whatever has changed in between."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from copy import copy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listinglint import config, readers
from listinglint.config import Config
from listinglint.engine import Plan
from listinglint.kept import ResultMemory
from listinglint.model import Result, Severity
from listinglint.readers.base import ReadSettings
from listinglint.run import keys, pieces
from listinglint.run.local import Options, Plans, config_of
from listinglint.run.pieces import Asked, Piece
from listinglint.run.warm import Warm
from tests.bench import Shop


class Bench:
    """A shop and the memory of its runs."""

    def __init__(self, folder: Path) -> None:
        self.shop = Shop(folder / "shop", folder / "cache")
        self.shop.root.mkdir()
        self.rules = self.shop.house()
        self.file = folder / "results.db"
        self.fresh: list[Piece] = []

    def options(self, **more: Any) -> Options:
        told = {"select": ("house",), "rules": (self.rules[1],), "today": "2026-11-30", "words": "off"} | more
        return Options(settings=ReadSettings(root=self.shop.root.as_posix()), **told)

    def run(self, *, remembers: bool = True, processes: int = 1, **more: Any) -> list[Result]:
        """Check everything; `fresh` then holds the pieces that had to be read."""
        config_of.cache_clear()  # as another process would begin
        options = self.options(**more)
        chosen, plans = config.find(self.shop.root), Plans(options)
        units = readers.find([self.shop.root], options.settings, chosen.skip)
        memory = ResultMemory(self.file)
        warm = Warm(memory, options, plans, chosen)
        cut = warm.pieces(units, Asked((self.shop.root,), chosen.skip)) if remembers else pieces.cut(units, options)
        answered = list(pieces.answered(cut, options, processes, plans))
        self.fresh = [piece for piece, _ in answered if piece.known is None]
        found = list(pieces.results(warm.noted(iter(answered)) if remembers else iter(answered)))
        memory.close()
        assert not memory.damaged
        return found


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path)
    made.shop.listing("戒指/A", "一句严重词。")
    made.shop.listing("戒指/B", "普通的一句话。")
    made.shop.picture("戒指/A/images/main/01.jpg")
    made.shop.picture("戒指/B/images/main/01.jpg", shade=40)
    made.shop.table("goods.jsonl", "普通。", "注意词。", "复核词。")
    made.shop.write("table.csv", "商家编码,商品标题,描述\nT1,银戒指,一句提示词\nT2,银戒指,普通\n")
    return made


def names(found: list[Piece]) -> list[str]:
    told = (one.what for one in found)
    return [
        str(getattr(one, "number", "") or getattr(one, "id", "") or getattr(one, "path", one)).rpartition("/")[2]
        for one in told
    ]


def test_a_second_run_reads_nothing_and_tells_the_same(bench: Bench) -> None:
    cold = bench.run()
    assert names(bench.fresh) == ["1", "2", "3", "T1", "T2", "A", "B"]
    assert {one.rule for result in cold for one in result.findings} == {
        f"house/{name}" for name in ("error", "warning", "info", "review")
    }
    assert bench.run() == cold
    assert bench.fresh == []
    assert bench.run(processes=2) == cold
    assert bench.run(remembers=False) == cold


def test_only_what_has_changed_is_read_again(bench: Bench) -> None:
    bench.run()
    bench.shop.listing("戒指/B", "一句注意词。")
    bench.shop.table("goods.jsonl", "普通。", "注意词，改过。", "复核词。")
    warm = bench.run()
    assert names(bench.fresh) == ["2", "B"]
    assert warm == bench.run(remembers=False)
    assert bench.run() == warm
    assert bench.fresh == []


@pytest.mark.parametrize("select", ["house", "images"])
def test_pictures_count_where_a_rule_looks_at_them(bench: Bench, select: str) -> None:
    bench.run(select=(select,))
    path = bench.shop.root / "戒指/A/images/main/01.jpg"
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)
    warm = bench.run(select=(select,))
    assert names(bench.fresh) == (["A"] if select == "images" else [])
    assert warm == bench.run(remembers=False, select=(select,))


def test_a_picture_that_two_listings_show_is_told_by_a_warm_run_too(bench: Bench) -> None:
    for name in ("C", "D"):
        bench.shop.listing(f"戒指/{name}")
        bench.shop.picture(f"戒指/{name}/images/main/01.jpg", shade=90)
    cold = bench.run(select=("images",))
    across = [one.rule for result in cold if not result.is_listing for one in result.findings]
    assert across, "the same picture stands in C and D"
    assert bench.run(select=("images",)) == cold
    assert bench.fresh == []
    bench.shop.listing("戒指/D", "一句别的话。")
    assert bench.run(select=("images",)) == bench.run(remembers=False, select=("images",))


def test_ids_that_stand_twice_are_told_by_a_warm_run_too(bench: Bench) -> None:
    path = bench.shop.root / "goods.jsonl"
    path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    cold = bench.run()
    assert (
        sum("已存在" in one.reason.zh or "重复" in one.reason.zh for result in cold for one in result.not_checked) == 3
    )
    assert bench.run() == cold
    assert bench.run(processes=2) == cold


def test_what_failed_is_tried_again(bench: Bench) -> None:
    bench.shop.write("戒指/A/images/main/02.jpg", b"\xff\xd8\xff no picture")
    cold = bench.run(select=("images",))
    assert any(one.cause == "failed" for result in cold for one in result.not_checked)
    assert bench.run(select=("images",)) == cold
    assert "A" in names(bench.fresh)


def test_settings_below_the_path_count(bench: Bench) -> None:
    bench.shop.write("戒指/listinglint.toml", '[severity]\n"house/error" = "info"\n')
    cold = bench.run()
    assert {one.severity.name for result in cold if result.listing == "A" for one in result.findings} == {"info"}
    assert bench.run() == cold
    assert bench.fresh == []
    bench.shop.write("戒指/listinglint.toml", '[severity]\n"house/error" = "warning"\n')
    warm = bench.run()
    assert names(bench.fresh) == ["A", "B"]
    assert warm == bench.run(remembers=False)


def test_a_result_that_is_gone_is_found_out_again(bench: Bench) -> None:
    import sqlite3

    cold = bench.run()
    for _ in range(7):
        with sqlite3.connect(bench.file) as base:
            base.execute("DELETE FROM results WHERE key = (SELECT key FROM results ORDER BY random() LIMIT 1)")
        base.close()
        assert bench.run() == cold
        assert len(bench.fresh) >= 1


_WAIVER = """waivers:
  - {{rule: house/error, listing: {listing}, reason: {reason}, until: {until}, requested-by: a, approved-by: b}}
"""
EDITS = st.sampled_from(
    [
        "listing",
        "text",
        "remove",
        "rename",
        "picture",
        "touch",
        "settings",
        "line",
        "swap",
        "row",
        "hide",
        "waive",
        "link",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=12)
@given(
    st.lists(st.tuples(EDITS, st.integers(0, 3), st.sampled_from(["普通", "严重词", "注意词"])), min_size=1, max_size=6)
)
def test_whatever_changes_a_warm_run_tells_what_a_cold_one_tells(edits: list[tuple[str, int, str]]) -> None:
    with TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        bench.shop.listing("戒指/L0")
        bench.shop.table("goods.jsonl", "普通。", "注意词。")
        bench.shop.write("table.csv", "商家编码,商品标题,描述\nT1,银戒指,提示词\n")
        assert bench.run() == bench.run(remembers=False)
        for what, number, word in edits:
            edit(bench.shop, what, number, word)
            assert bench.run() == bench.run(remembers=False)
            again = bench.run()
            assert again == bench.run(remembers=False)


def edit(shop: Shop, what: str, number: int, word: str) -> None:
    """Make one change of the kinds that people make."""
    one = shop.root / f"戒指/L{number}"
    table = shop.root / "goods.jsonl"
    if what == "listing":
        shop.listing(f"戒指/L{number}", f"一句{word}。")
    elif what == "text" and one.is_dir():
        shop.write(f"戒指/L{number}/description.en.md", f"{word}\n")
    elif what == "remove" and one.is_dir():
        shutil.rmtree(one)
    elif what == "rename" and one.is_dir():
        shutil.rmtree(one.with_name(f"M{number}"), ignore_errors=True)
        one.rename(one.with_name(f"M{number}"))
    elif what == "picture":
        shop.picture(f"戒指/L{number}/images/main/0{number}.png", shade=number)
    elif what == "touch":
        table.touch()
    elif what == "settings":
        shop.write("listinglint.toml", f'[severity]\n"house/error" = "{["off", "info", "warning", "error"][number]}"\n')
    elif what == "line":
        table.write_text(
            table.read_text(encoding="utf-8") + json.dumps({"id": f"N{number}", "title": word}) + "\n", encoding="utf-8"
        )
    elif what == "swap":
        table.write_text("\n".join(reversed(table.read_text(encoding="utf-8").splitlines())) + "\n", encoding="utf-8")
    else:
        others(shop, what, number, word)


def others(shop: Shop, what: str, number: int, word: str) -> None:
    one = shop.root / f"戒指/L{number}"
    if what == "row":
        path = shop.root / "table.csv"
        path.write_text(path.read_text(encoding="utf-8") + f"R{number},银戒指,{word}\n", encoding="utf-8")
    elif what == "hide":
        shop.write("listinglint.toml", f'skip = ["戒指/L{number}"]\n')
    elif what == "waive":
        shop.write(
            "waivers.yaml",
            _WAIVER.format(reason=word, until=f"2026-12-0{number + 1}", listing=f"L{number}"),
        )
    elif what == "link" and one.is_dir() and not (one / "bullets.txt").is_symlink():
        (one / "bullets.txt").symlink_to(shop.root / "table.csv")


@pytest.fixture
def told(bench: Bench) -> Callable[..., dict[str, bytes]]:
    """Return what results depend on, after a change of settings, options or plan."""

    def ingredients(
        change: Callable[[Plan], Plan] = lambda ready: ready, chosen: Config | None = None, **more: Any
    ) -> dict[str, bytes]:
        options = bench.options(**more)
        settings = chosen or Config()
        return keys.ingredients(settings, options, change(Plans(options).of(settings)))

    return ingredients


def _of_other_rules(ready: Plan) -> Plan:
    rules = copy(ready.rules)
    rules.digest = "other"
    return ready._replace(rules=rules)


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {name for name in before if before[name] != after[name]}


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({"markets": ("CN",)}, {"options"}),
        ({"channels": ("taobao",)}, {"options"}),
        ({"sketch": True}, {"options"}),
        ({"exempting": True}, {"options"}),
        ({"chosen": Config(markets=("US",))}, {"settings"}),
        ({"chosen": Config(channels=("amazon",))}, {"settings"}),
        ({"chosen": Config(aliases={"品名": "title"})}, {"settings"}),
        ({"chosen": Config(roles={"首图": "main"})}, {"settings"}),
        ({"chosen": Config(severity={"house/error": "info"})}, {"settings", "chosen"}),
        ({"select": ("house/error",)}, {"chosen"}),
        ({"change": _of_other_rules}, {"rules"}),
        ({"change": lambda ready: ready._replace(rules=ready.rules.levelled({"house/error": Severity.info}))}, {"chosen"}),
        # What changes no result: the language of messages, the gate, the baseline.
        ({"chosen": Config(lang="en", fail_on="info", baseline="b.json")}, set()),
    ],
)  # fmt: skip
def test_each_ingredient_changes_the_key(
    told: Callable[..., dict[str, bytes]], more: dict[str, Any], names: set[str]
) -> None:
    assert changed(told(), told(**more)) == names


def test_release_code_and_libraries_change_the_key(
    told: Callable[..., dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = told()
    with monkeypatch.context() as patch:
        patch.setattr(keys, "__version__", "9.9")
        assert changed(before, told()) == {"release"}
    place = tmp_path / "site-packages"
    (place / "jieba-0.43.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(place))
    keys._libraries.cache_clear()
    assert changed(before, told()) == {"release"}
    monkeypatch.undo()
    keys._libraries.cache_clear()
    source = tmp_path / "listinglint"
    shutil.copytree(Path(keys.__file__).parents[1] / "run", source / "run")
    monkeypatch.setattr(keys, "__file__", str(source / "run" / "keys.py"))
    keys._code.cache_clear()
    moved = told()
    assert changed(before, moved) == {"code"}
    (source / "run" / "pool.py").write_text("# changed\n", encoding="utf-8")
    keys._code.cache_clear()
    assert changed(moved, told()) == {"code"}
    monkeypatch.undo()
    keys._code.cache_clear()


def test_the_day_counts_only_where_a_law_begins_or_ends(bench: Bench, told: Callable[..., dict[str, bytes]]) -> None:
    rule = Path(bench.rules[1]) / "house" / "error.yaml"
    source = "sources: [{law: 广告法, valid-from: 2026-12-05, valid-to: 2027-02-10, checked: 2026-11-22}]\n"
    rule.write_text(source + rule.read_text(encoding="utf-8"), encoding="utf-8")
    days = ["2026-11-30", "2026-12-04", "2026-12-05", "2027-01-01", "2027-02-10", "2027-02-11", "2029-01-01"]
    laws = [told(today=day)["law"] for day in days]
    assert laws[0] == laws[1] != laws[2]
    assert laws[3] != laws[1]
    assert laws[4] != laws[5] == laws[6]
    severities = []
    for day in days:
        warm = bench.run(today=day)
        assert warm == bench.run(remembers=False, today=day)
        severities.append(
            [one.severity.name for result in warm for one in result.findings if one.rule == "house/error"]
        )
    assert severities == [["info"]] * 2 + [["error"]] * 3 + [[]] * 2
    bench.run(today="2026-12-01")
    assert bench.fresh == [], "the day between two others is known"


def test_waivers_are_those_of_the_day(bench: Bench) -> None:
    bench.shop.write(
        "waivers.yaml",
        _WAIVER.format(reason="有证明", until="2026-12-05", listing="A"),
    )
    for day in ("2026-11-30", "2026-12-05", "2026-12-06"):
        warm = bench.run(today=day)
        assert warm == bench.run(remembers=False, today=day) == bench.run(today=day)
        assert bench.fresh == []
