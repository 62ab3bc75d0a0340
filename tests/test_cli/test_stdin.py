"""Standard input: what an editor holds and has not saved."""

from __future__ import annotations

from tests.bench import HOUSE, Done, Shop

WORD = HOUSE["error"]


def check(shop: Shop, name: str, text: str, *words: str) -> Done:
    return shop.check("-", "--stdin-filename", name, *words, stdin=text.encode())


def test_needs_a_name(shop: Shop) -> None:
    done = shop.run("check", "-", stdin=b"title: x\n")
    assert (done.code, done.err) == (2, "- needs --stdin-filename\n")


def test_a_listings_file_of_its_own(shop: Shop) -> None:
    done = check(shop, "data/goods.jsonl", f'{{"id": "A", "title": "{WORD}"}}\n')
    assert done.code == 1
    assert [(one["listing"], one["file"], one["column"]) for one in done.lines[:-1]] == [("A", "data/goods.jsonl", 23)]
    assert list(shop.root.iterdir()) == [], "nothing is left in the shop"


def test_an_unsaved_description_of_a_listing_on_disk(shop: Shop) -> None:
    """The text comes from standard input, title and pictures from the disk; nothing is written."""
    shop.listing("goods/R1", f"旧的{WORD}。", title=HOUSE["warning"])
    done = check(shop, "goods/R1/description.zh-CN.md", f"新的一行。\n\n新的{HOUSE['info']}。\n")
    assert sorted(done.findings) == sorted(
        [("R1", "house/warning", HOUSE["warning"]), ("R1", "house/info", HOUSE["info"])]
    )
    (found,) = (one for one in done.lines if one.get("rule") == "house/info")
    assert (found["file"], found["line"]) == ("goods/R1/description.zh-CN.md", 3)
    assert WORD in (shop.root / "goods/R1/description.zh-CN.md").read_text(encoding="utf-8")


def test_an_unsaved_manifest(shop: Shop) -> None:
    shop.listing("R1")
    done = check(shop, "R1/listing.yaml", f"title: {WORD}\n")
    assert done.findings == [("R1", "house/error", WORD)]
    assert check(shop, "R1/listing.yaml", "title: [\n").code == 3


def test_inside_the_folder_of_the_listing(shop: Shop) -> None:
    shop.listing("R1")
    done = shop.check("-", "--stdin-filename", "listing.yaml", stdin=f"title: {WORD}\n".encode(), cwd="R1")
    assert [(one["listing"], one["file"]) for one in done.lines[:-1]] == [("R1", "listing.yaml")]


def test_a_listing_that_is_not_on_disk_yet_is_called_as_it_will_be(shop: Shop) -> None:
    done = check(shop, "R9/listing.yaml", f"title: {WORD}\n")
    assert [(one["listing"], one["file"]) for one in done.lines[:-1]] == [("R9", "R9/listing.yaml")]
    saved = shop.listing("R9", title=WORD)
    (saved / "description.zh-CN.md").unlink()
    prints = [one["fingerprint"] for one in shop.check("R9").lines[:-1]]
    assert prints == [one["fingerprint"] for one in done.lines[:-1]]


def test_settings_of_the_shop_hold(shop: Shop) -> None:
    """The nearest settings above the file's name count, whether its folder is there already or not."""
    shop.write("goods/listinglint.toml", '[severity]\n"house" = "info"\n')
    for name in ("goods/new.jsonl", "goods/later/new.jsonl"):
        done = check(shop, name, f'{{"id": "A", "title": "{WORD}"}}\n')
        assert done.code == 0
        assert [one["severity"] for one in done.lines[:-1]] == ["info"]
    assert check(shop, "new.jsonl", f'{{"id": "A", "title": "{WORD}"}}\n').code == 1


def test_text_of_no_listing(shop: Shop) -> None:
    done = check(shop, "notes.txt", "hello\n")
    assert done.code == 3
    assert [one["file"] for one in done.missing] == ["notes.txt"]
