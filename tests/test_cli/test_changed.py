"""`check --changed`: the listings that the staged commit touches, and no others."""

from __future__ import annotations

import json
import os

import pytest

from tests.bench import HOUSE, Done, Repo

WORD = HOUSE["error"]


@pytest.fixture
def goods(repo: Repo) -> Repo:
    """Three listings that were committed as they are, the last of them faulty."""
    for name in ("R1", "R2"):
        repo.listing(f"goods/{name}")
        repo.picture(f"goods/{name}/images/main/01.jpg")
        repo.picture(f"goods/{name}/images/detail/01.jpg", shade=60)
    repo.listing("goods/OLD", WORD)
    repo.table("tables/all.jsonl", "普通的一句话", WORD)
    repo.write("README.md", "# Shop\n")
    repo.commit("start")
    return repo


def changed(repo: Repo, *words: str, cwd: str = "") -> Done:
    return repo.check("--changed", *words, cwd=cwd)


def listings(done: Done) -> int:
    count = done.summary["listings"]
    assert isinstance(count, int)
    return count


def test_nothing_staged(goods: Repo) -> None:
    goods.listing("goods/R1", WORD)  # changed, not staged
    done = changed(goods)
    assert (done.code, listings(done)) == (0, 0)


def test_only_the_listing_that_changed(goods: Repo) -> None:
    goods.listing("goods/R1", WORD)
    goods.git("add", "goods/R1")
    done = changed(goods)
    assert done.findings == [("R1", "house/error", WORD)]
    assert (done.code, listings(done)) == (1, 1)


def test_a_new_picture_stands_for_its_listing(goods: Repo) -> None:
    goods.picture("goods/OLD/images/main/01.jpg")
    goods.git("add", "--all")
    assert changed(goods).findings == [("OLD", "house/error", WORD)]


@pytest.mark.parametrize("how", ["deleted", "moved away", "moved to another listing"])
def test_a_detail_picture_that_is_gone(goods: Repo, how: str) -> None:
    picture = "goods/R1/images/detail/01.jpg"
    if how == "deleted":
        goods.git("rm", "--quiet", picture)
    else:
        target = "archive/01.jpg" if how == "moved away" else "goods/R2/images/detail/02.jpg"
        (goods.root / target).parent.mkdir(exist_ok=True)
        goods.git("mv", picture, target)
    done = goods.run("check", "--changed", "--select", "images/detail-missing", "--format", "jsonl")
    assert done.findings == [("R1", "images/detail-missing", "")]
    assert done.code == 1


def test_a_whole_listing_that_is_gone(goods: Repo) -> None:
    goods.git("rm", "-r", "--quiet", "goods/R1")
    done = changed(goods)
    assert (done.code, listings(done)) == (0, 0)


def test_a_listing_that_is_renamed(goods: Repo) -> None:
    goods.git("mv", "goods/OLD", "goods/NEW")
    assert changed(goods).findings == [("NEW", "house/error", WORD)]


def test_a_listings_file_is_checked_whole(goods: Repo) -> None:
    goods.table("tables/all.jsonl", "另一句话", WORD)
    goods.git("add", "--all")
    assert changed(goods).findings == [("L2", "house/error", WORD)]


def test_what_belongs_to_no_listing(goods: Repo) -> None:
    goods.write("README.md", f"# {WORD}\n")
    goods.write("src/code.py", "print()\n")
    goods.picture("logo.png")
    goods.write("data.csv", "a,b\n1,2\n")
    goods.git("add", "--all")
    done = changed(goods)
    assert (done.code, listings(done), done.missing) == (0, 0, [])


@pytest.mark.parametrize("name", ["goods/listinglint.toml", "pyproject.toml"])
def test_changed_settings_stand_for_everything_below_them(goods: Repo, name: str) -> None:
    goods.write("pyproject.toml", "[project]\n")
    goods.write(name, "[tool.listinglint]\n" if name == "pyproject.toml" else "")
    goods.git("add", "--all")
    done = changed(goods)
    assert ("OLD", "house/error", WORD) in done.findings
    assert listings(done) == (5 if name == "pyproject.toml" else 3)


def test_settings_of_others(goods: Repo) -> None:
    goods.write("pyproject.toml", "[project]\n")
    goods.git("add", "--all")
    assert listings(changed(goods)) == 0


def test_what_a_whole_run_passes_over(goods: Repo) -> None:
    goods.write("listinglint.toml", 'skip = ["drafts"]\n')
    goods.commit("settings")
    for folder in ("drafts/R8", "归档/R9", "node_modules/x", ".cache/R7"):
        goods.listing(folder, WORD)
    goods.git("add", "--all", "--force")
    assert listings(changed(goods)) == 0
    goods.listing("goods/R1", WORD)
    goods.git("add", "--all")
    assert changed(goods).findings == [("R1", "house/error", WORD)]


def test_a_repository_that_is_one_listing(repo: Repo) -> None:
    repo.write("listing.yaml", f"title: {WORD}\nid: R1\n")
    repo.git("add", "--all")
    done = changed(repo)
    assert done.findings == [("R1", "house/error", WORD)]


def test_before_the_first_commit_and_with_odd_names(repo: Repo) -> None:
    repo.listing("货 品/戒\t指", WORD)
    repo.git("add", "--all")
    assert [one[0] for one in changed(repo).findings] == ["戒\t指"]


def test_from_a_sub_folder_and_within_one(goods: Repo) -> None:
    goods.listing("goods/R1", WORD)
    goods.listing("more/R5", WORD)
    goods.git("add", "--all")
    below = changed(goods, cwd="goods")
    assert sorted(name for name, _, _ in below.findings) == ["R1", "R5"]
    assert {one["file"] for one in below.lines if one.get("listing") == "R1"} == {"R1/description.zh-CN.md"}
    assert [name for name, _, _ in changed(goods, "more").findings] == ["R5"]
    lost = goods.run("check", "--changed", "mroe")
    assert (lost.code, lost.err) == (2, "no such file or folder: mroe\n")


def test_outside_a_repository(goods: Repo) -> None:
    done = goods.run("check", "--changed", env={"GIT_DIR": str(goods.root / "no-such")})
    assert done.code == 2
    assert "--changed needs a git repository" in done.err
    without = goods.run("check", "--changed", env={"PATH": os.devnull})
    assert without.code == 2
    assert "--changed needs git" in without.err


def test_files_that_cannot_be_read_are_told(goods: Repo) -> None:
    goods.write("tables/all.jsonl", json.dumps({"id": "A", "title": WORD}, ensure_ascii=False) + "\n{\n")
    goods.git("add", "--all")
    done = changed(goods)
    assert done.code == 3
    assert done.findings == [("A", "house/error", WORD)]
    assert [(one["file"], one["line"]) for one in done.missing] == [("tables/all.jsonl", 2)]
