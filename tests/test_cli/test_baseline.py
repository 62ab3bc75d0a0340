"""A baseline: what is there now is accepted, what comes later fails."""

from __future__ import annotations

import json

from tests.bench import HOUSE, Done, Shop

WORD, OTHER = HOUSE["error"], HOUSE["warning"]


def write(shop: Shop, *words: str) -> Done:
    return shop.run("baseline", "write", *words, "--rules", shop.house()[1])


def start(shop: Shop) -> None:
    shop.write("listinglint.toml", 'select = ["house"]\n')
    shop.listing("goods/R1", f"第一行。\n\n这是{WORD}。")
    shop.listing("goods/R2", f"{OTHER}。")


def test_accepted_findings_pass_and_new_ones_fail(shop: Shop) -> None:
    start(shop)
    assert shop.check("goods").code == 1
    done = write(shop, "goods")
    assert (done.code, done.out) == (0, "2 findings written to .listinglint/baseline.json\n")
    after = shop.check("goods")
    assert (after.code, after.findings) == (0, [])
    assert (after.summary["clean"], after.summary["baselined"]) == (2, 2)
    shop.listing("goods/R2", f"{OTHER}，{WORD}。")
    new = shop.check("goods")
    assert new.code == 1
    assert new.findings == [("R2", "house/error", WORD)]


def test_a_line_that_moves_is_not_new(shop: Shop) -> None:
    start(shop)
    write(shop, "goods")
    shop.listing("goods/R1", f"多了一段。\n\n又一段。\n\n第一行。\n\n这是{WORD}。")
    assert shop.check("goods").code == 0


def test_the_same_again_is_new(shop: Shop) -> None:
    start(shop)
    write(shop, "goods")
    shop.listing("goods/R1", f"第一行。\n\n这是{WORD}。\n\n这也是{WORD}。")
    assert shop.check("goods").findings == [("R1", "house/error", WORD)]


def test_a_copy_of_a_listing_is_new(shop: Shop) -> None:
    start(shop)
    write(shop, "goods")
    shop.listing("goods/R3", f"第一行。\n\n这是{WORD}。")
    assert shop.check("goods").findings == [("R3", "house/error", WORD)]


def test_where_it_lies(shop: Shop) -> None:
    start(shop)
    assert write(shop, "goods", "--output", "known.json").code == 0
    assert shop.check("goods").code == 1
    assert shop.check("goods", "--baseline", "known.json").code == 0
    shop.write("listinglint.toml", 'select = ["house"]\nbaseline = "known.json"\n')
    assert shop.check("goods").code == 0
    known = json.loads((shop.root / "known.json").read_text(encoding="utf-8"))
    assert [(one["listing"], one["rule"], one["text"]) for one in known["findings"]] == [
        ("R1", "house/error", WORD), ("R2", "house/warning", OTHER),
    ]  # fmt: skip


def test_bad_ends(shop: Shop) -> None:
    """Nothing is written where there is nothing, where a path is missing, or where it cannot be written."""
    start(shop)
    shop.write("empty/keep", "")
    assert write(shop, "empty").err == "no listing found\n"
    assert write(shop, "goods", "no-such").code == 2
    assert not (shop.root / ".listinglint").exists()
    shop.write("file", "")
    assert "cannot be written" in write(shop, "goods", "--output", "file/known.json").err
    shop.write(".listinglint/baseline.json", "[]")
    done = shop.check("goods")
    assert done.code == 2
    assert ".listinglint/baseline.json: not a baseline file" in done.err


def test_what_could_not_be_read_is_told(shop: Shop) -> None:
    start(shop)
    shop.write("goods/bad.jsonl", "{\n")
    assert write(shop, "goods").code == 3
    assert shop.check("goods").code == 3, "a baseline accepts findings, not what nobody could look at"
