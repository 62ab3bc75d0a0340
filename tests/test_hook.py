"""The real pre-commit with the real hook: what a shop owner meets when committing listings."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.bench import CHECKOUT, EXAMPLES, Done, Repo

pytestmark = [
    pytest.mark.hook,
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
]
CONFIG = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: listinglint
        verbose: true
"""
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a21\nsize 12345\n"
RING, EARRINGS, OLD = "goods/RING-1", "goods/耳环 2", "goods/OLD"


def plain_git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=Shop", "-c", "user.email=shop@example.com")
    done = subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This checkout, with what is not committed yet, as the repository that the hook is installed from."""
    folder = tmp_path_factory.mktemp("source") / "listinglint"
    ignored = shutil.ignore_patterns(
        ".git", ".venv", "venv", "node_modules", "__pycache__", ".*_cache", ".hypothesis", "dist", "build"
    )
    shutil.copytree(CHECKOUT, folder, ignore=ignored)
    plain_git(folder, "init", "--quiet", "--initial-branch=main")
    plain_git(folder, "add", "--all")
    plain_git(folder, "commit", "--quiet", "--no-verify", "-m", "as it is")
    return folder


@pytest.fixture(scope="session")
def hooked(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A shop with three listings and the hook; its environment is installed once."""
    top = tmp_path_factory.mktemp("hook")
    shop = Repo(top / "shop", top / "cache")
    # Nothing of the checkout may reach the hook but what pre-commit installs.
    shop.env = {"PRE_COMMIT_HOME": str(top / "pre-commit"), "PYTHONPATH": "", "SKIP": ""}
    shop.root.mkdir()
    shop.git("init", "--quiet", "--initial-branch=main")
    for name, example in ((RING, "zh-ring-good"), (EARRINGS, "en-earrings-good"), (OLD, "zh-necklace-bad")):
        shutil.copytree(EXAMPLES / example, shop.root / name)
        manifest = shop.root / name / "listing.yaml"
        text = re.sub(r"^id: .*", f"id: {Path(name).name}", manifest.read_text(encoding="utf-8"), flags=re.MULTILINE)
        if name == RING:  # its folders alone tell what its pictures are for
            text = re.sub(r"^images:\n(?:[ -].*\n)*", "", text, flags=re.MULTILINE)
        manifest.write_text(text, encoding="utf-8")
    shop.write("README.md", "# Shop\n")
    revision = plain_git(source, "rev-parse", "HEAD")
    shop.write(".pre-commit-config.yaml", CONFIG.format(repo=source.as_posix(), rev=revision))
    shop.commit("start")
    for words in (("install",), ("install-hooks",)):
        subprocess.run(
            [sys.executable, "-m", "pre_commit", *words], cwd=shop.root, env=shop.environment(), check=True, timeout=900
        )
    return shop


@pytest.fixture
def shop(hooked: Repo) -> Repo:
    """The shop as it was before any test touched it."""
    hooked.git("tag", "--force", "now", "HEAD")
    first = hooked.git("rev-list", "--max-parents=0", "HEAD").out.strip()
    hooked.git("reset", "--quiet", "--hard", first)
    hooked.git("clean", "--quiet", "-fdx")
    return hooked


def rejected(done: Done, *named: str) -> str:
    """Assert that the commit was refused, naming these listings and no others; return what was said."""
    told = done.out + done.err
    assert done.code == 1, told
    assert "Traceback" not in told, told
    for name in (RING, EARRINGS, OLD):
        assert (f"{name}/" in told) == (name in named), (name, told)
    return told


def accepted(done: Done, count: int) -> None:
    """Assert that the commit went through, and how many listings the hook looked at."""
    told = done.out + done.err
    assert done.code == 0, told
    assert f"{count} listing{'' if count == 1 else 's'}: {count} clean" in told


def head(shop: Repo) -> str:
    return shop.git("log", "-1", "--format=%s").out.strip()


def edit(shop: Repo, name: str, old: str, new: str) -> None:
    path = shop.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(shop: Repo, name: str, text: str) -> None:
    with (shop.root / name).open("a", encoding="utf-8") as file:
        file.write(text)


def test_the_installed_package_brings_its_rules_prepared(hooked: Repo) -> None:
    [packed] = Path(hooked.env["PRE_COMMIT_HOME"]).rglob("listinglint/prepared.bin")
    assert (packed.parent / "rules" / "claims" / "zh" / "superlative.yaml").is_file()
    assert packed.stat().st_size > 100_000


def test_careful_words_are_accepted(shop: Repo) -> None:
    append(shop, f"{RING}/description.zh-CN.md", "\n最近补充：戒圈内侧刻有 G18K 字印。\n")
    accepted(shop.commit("words", ok=False), 1)
    assert head(shop) == "words"


def test_an_exaggeration_is_rejected(shop: Repo) -> None:
    append(shop, f"{RING}/description.zh-CN.md", "\n全网最佳的戒指，永不褪色。\n")
    told = rejected(shop.commit("claim", ok=False), RING)
    assert f"{RING}/description.zh-CN.md:" in told
    assert "最佳" in told
    assert head(shop) == "start"


def test_two_listings_in_one_commit(shop: Repo) -> None:
    append(shop, f"{RING}/description.zh-CN.md", "\n全网最佳的戒指。\n")
    append(
        shop, f"{EARRINGS}/description.en-US.md", "\nThe best earrings in the world, guaranteed to cure headaches.\n"
    )
    rejected(shop.commit("claims", ok=False), RING, EARRINGS)


def test_only_what_is_staged_counts(shop: Repo) -> None:
    """pre-commit puts unstaged changes away: a claim that is not part of the commit does not stop it."""
    append(shop, f"{RING}/description.zh-CN.md", "\n戒圈内侧刻有字印。\n")
    shop.git("add", "--all")
    append(shop, f"{RING}/description.zh-CN.md", "\n全网最佳的戒指。\n")
    accepted(shop.git("commit", "-m", "staged", ok=False), 1)
    assert "最佳" in (shop.root / RING / "description.zh-CN.md").read_text(encoding="utf-8")


def test_a_picture_too_small_for_the_magnifier_is_rejected(shop: Repo) -> None:
    path = shop.root / RING / "images/main/01.jpg"
    with Image.open(path) as picture:
        small = picture.resize((620, 620))
    small.save(path)
    told = rejected(shop.commit("small", ok=False), RING)
    assert f"{RING}/images/main/01.jpg" in told
    assert "620×620" in told


def test_a_better_picture_is_accepted(shop: Repo) -> None:
    path = shop.root / RING / "images/main/01.jpg"
    with Image.open(path) as picture:
        turned = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    turned.save(path, quality=92)
    accepted(shop.commit("picture", ok=False), 1)


def test_deleted_detail_pictures_are_rejected(shop: Repo) -> None:
    """Hooks are not handed deleted files, and still this is noticed."""
    for folder in ("detail", "zoom"):
        shutil.rmtree(shop.root / RING / "images" / folder)
    told = rejected(shop.commit("deleted", ok=False), RING)
    assert "images/detail-missing" in told


def test_detail_pictures_moved_out_of_their_folder_are_rejected(shop: Repo) -> None:
    for folder in ("detail", "zoom"):
        (shop.root / "archive" / folder).parent.mkdir(exist_ok=True)
        shop.git("mv", f"{RING}/images/{folder}", f"archive/{folder}")
    told = rejected(shop.commit("moved", ok=False), RING)
    assert "images/detail-missing" in told


def test_a_picture_that_the_manifest_names_is_missed(shop: Repo) -> None:
    shop.git("mv", f"{EARRINGS}/images/detail/01.jpg", f"{EARRINGS}/images/detail/03.jpg")
    told = rejected(shop.commit("renamed", ok=False), EARRINGS)
    assert f"{EARRINGS}/images/detail/01.jpg" in told
    assert "No such file" in told


def test_a_renamed_picture_is_accepted(shop: Repo) -> None:
    shop.git("mv", f"{RING}/images/detail/01.jpg", f"{RING}/images/detail/03.jpg")
    accepted(shop.commit("renamed", ok=False), 1)


def test_a_deleted_listing_is_accepted(shop: Repo) -> None:
    shutil.rmtree(shop.root / OLD)
    accepted(shop.commit("gone", ok=False), 0)
    assert head(shop) == "gone"


def test_a_commit_without_listings_is_accepted(shop: Repo) -> None:
    append(shop, "README.md", "全网最佳\n")
    accepted(shop.commit("readme", ok=False), 0)


def test_a_picture_that_git_lfs_has_not_fetched_is_rejected(shop: Repo) -> None:
    shop.write(f"{RING}/images/main/01.jpg", LFS)
    told = rejected(shop.commit("pointer", ok=False), RING)
    assert "Git LFS pointer" in told
    assert "exit code: 3" in told


def test_settings_of_the_shop_hold(shop: Repo) -> None:
    """New settings are judged over everything below them, and they decide what fails."""
    shop.write("listinglint.toml", 'fail-on = "error"\n')
    rejected(shop.commit("settings", ok=False), OLD)
    shop.write("listinglint.toml", 'fail-on = "never"\n')
    done = shop.commit("settings", ok=False)
    assert done.code == 0, done.out + done.err
    append(shop, f"{RING}/description.zh-CN.md", "\n全网最佳的戒指。\n")
    done = shop.commit("claim", ok=False)
    assert done.code == 0, done.out + done.err
    assert "最佳" in done.out + done.err
