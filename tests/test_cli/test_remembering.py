"""A long `check` remembers what it found; a short one, and one with `--no-cache`, does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import Done, Shop


@pytest.fixture
def shop(tmp_path: Path, cache: Path) -> Shop:
    """A shop with a cache of its own, in which the rules are prepared already."""
    for name in ("shop", "own"):
        (tmp_path / name).mkdir()
    del cache
    made = Shop(tmp_path / "shop", tmp_path / "own")
    for number in range(24):
        made.listing(f"戒指/L{number}", "一句严重词。" if number % 5 == 0 else "普通的一句话。")
    return made


def check(shop: Shop, *words: str) -> Done:
    return shop.run("check", ".", *shop.house(), *words)


def reads(done: Done) -> bool:
    """Tell from `--timings` whether any listing was read."""
    return "  folder" in done.err


@pytest.mark.parametrize("form", ["text", "jsonl", "sarif"])
def test_a_warm_run_reads_nothing_and_writes_the_same_bytes(shop: Shop, form: str) -> None:
    cold = check(shop, "--format", form, "--timings")
    warm = check(shop, "--format", form, "--timings")
    again = check(shop, "--format", form, "--jobs", "2")
    anew = check(shop, "--format", form, "--timings", "--no-cache")
    assert (reads(cold), reads(warm), reads(anew)) == (True, False, True)
    assert (cold.out, cold.code) == (warm.out, warm.code) == (again.out, again.code) == (anew.out, anew.code)
    zh = [check(shop, "--format", form, "--lang", "zh", *words).out for words in ((), ("--no-cache",))]
    assert zh[0] == zh[1] != cold.out


def test_a_damaged_memory_is_told_and_built_anew(shop: Shop) -> None:
    cold = check(shop)
    file = shop.cache / "results.db"
    assert file.stat().st_mode & 0o077 == 0
    file.write_bytes(b"no database at all, but long enough to be taken for one" * 40)
    damaged = check(shop)
    assert damaged.err == "what was remembered of earlier runs was damaged; it has been left aside and is built anew\n"
    assert (damaged.out, damaged.code) == (cold.out, cold.code)
    assert check(shop) == cold
    assert not reads(check(shop, "--timings"))


@pytest.mark.parametrize("words", [("戒指/L1",), (".", "--no-cache"), (".", "--manifest", "out.json")])
def test_runs_that_remember_nothing(shop: Shop, words: tuple[str, ...]) -> None:
    shop.run("check", *words, *shop.house())
    assert not (shop.cache / "results.db").exists()


def test_a_folder_that_others_may_write_to_is_not_used(shop: Shop) -> None:
    cold = check(shop)
    (shop.cache / "results.db").unlink()
    shop.cache.chmod(0o777)
    assert check(shop) == cold
    assert not (shop.cache / "results.db").exists()
