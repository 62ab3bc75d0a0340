"""A shop for each test, with one rules cache for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import Repo, Shop


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def shop(tmp_path: Path, cache: Path) -> Shop:
    root = tmp_path / "shop"
    root.mkdir()
    return Shop(root, cache)


@pytest.fixture
def repo(tmp_path: Path, cache: Path) -> Repo:
    root = tmp_path / "repo"
    root.mkdir()
    made = Repo(root, cache)
    made.git("init", "--quiet", "--initial-branch=main")
    return made
