"""What is remembered of pictures: by content, safe against crashes and damage, and never decoded again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow

from listinglint import picture_facts, remembered
from listinglint.engine import check, plan
from listinglint.model import Image, Listing
from listinglint.pictures import header
from listinglint.pictures.seen import Border, Crop
from listinglint.remembered import PictureMemory
from listinglint.ruleset import RuleSet


@pytest.fixture
def memory(tmp_path: Path) -> PictureMemory:
    return PictureMemory(tmp_path / "cache.db")


def _texture(seed: int, size: tuple[int, int] = (360, 360)) -> Any:
    import numpy as np

    chance = np.random.default_rng(seed)
    small = Pillow.fromarray(chance.integers(0, 255, (size[1] // 6, size[0] // 6, 3), np.uint8))
    return small.resize(size, Pillow.Resampling.BICUBIC)


@pytest.fixture
def listed(tmp_path: Path) -> Listing:
    images = []
    for index, (role, picture) in enumerate(
        [("main", _texture(1)), ("detail", _texture(1).crop((90, 90, 270, 270))), ("detail", _texture(2))]
    ):
        path = tmp_path / f"{index}.jpg"
        picture.save(path, quality=92)
        images.append(Image(role, path.name, str(path), path.name, index))
    return Listing("L1", "L1", images=tuple(images))


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []
    decode = header.decode

    def watched(picture: Any, **named: Any) -> None:
        seen.append(str(picture.filename))
        decode(picture, **named)

    monkeypatch.setattr(header, "decode", watched)
    return seen


def test_a_warm_run_decodes_nothing_and_finds_the_same(
    listed: Listing, shipped: RuleSet, memory: PictureMemory, decoded: list[str], tmp_path: Path
) -> None:
    ready = plan(shipped.select(["images"]))
    cold = check(listed, ready, memory)
    assert len(decoded) == 3, "each picture once"
    assert any(one.rule == "images/detail-is-crop" for one in cold.findings)
    decoded.clear()
    memory.close()
    warm = check(listed, ready, PictureMemory(tmp_path / "cache.db"))
    assert warm.findings == cold.findings
    assert decoded == []


def test_other_rules_or_limits_decode_nothing_either(
    listed: Listing, shipped: RuleSet, memory: PictureMemory, decoded: list[str]
) -> None:
    check(listed, plan(shipped.select(["images"])), memory)
    decoded.clear()
    check(listed, plan(shipped.select(["images/fill", "images/frame", "images/format"])), memory)
    assert decoded == []


def test_a_picture_is_known_under_any_name_and_a_changed_one_is_not(
    listed: Listing, shipped: RuleSet, memory: PictureMemory, decoded: list[str]
) -> None:
    ready = plan(shipped.select(["images/frame"]))
    check(listed, ready, memory)
    decoded.clear()
    first = Path(listed.images[0].path)
    moved = first.rename(first.with_name("moved.jpg"))
    image = Image("main", moved.name, str(moved), moved.name, 0)
    check(Listing("L1", "L1", images=(image,)), ready, memory)
    assert decoded == []
    _texture(9).save(moved)
    check(Listing("L1", "L1", images=(image,)), ready, memory)
    assert len(decoded) == 1


def test_a_measure_that_changed_is_taken_again(
    listed: Listing, shipped: RuleSet, memory: PictureMemory, decoded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = plan(shipped.select(["images/frame"]))
    check(listed, ready, memory)
    decoded.clear()
    newer = tuple(
        one._replace(version=one.version + 1) if one.name == "frame" else one for one in picture_facts.PICTURE_FACTS
    )
    monkeypatch.setattr(picture_facts, "PICTURE_FACTS", newer)
    check(listed, ready, memory)
    assert len(decoded) == 1


def test_what_is_kept_comes_back(memory: PictureMemory) -> None:
    border, crop = Border(0.9, 0.5, 251, 3), Crop(1, 0.4, 2.0, 0.9, (1, 2, 3, 4), "a.jpg")
    memory.keep(b"one", {"border:1": border, "crop:2": crop, "words:1": ()})
    memory.keep(b"two", {"crop:2": None})
    assert memory.recall(b"one", ("border:1", "crop:2", "words:1", "x:1")) == {
        "border:1": border, "crop:2": crop, "words:1": (),
    }  # fmt: skip
    assert memory.recall(b"two", ("crop:2",)) == {"crop:2": None}
    assert memory.recall(b"three", ("crop:2",)) == {}


def test_a_damaged_memory_is_thrown_away(tmp_path: Path) -> None:
    file = tmp_path / "cache.db"
    file.write_bytes(b"no database at all, but long enough to be taken for one" * 40)
    broken = PictureMemory(file)
    assert broken.recall(b"one", ("a:1",)) == {}
    broken.keep(b"one", {"a:1": 1})
    again = PictureMemory(file)
    again.keep(b"one", {"a:1": 1})
    assert again.recall(b"one", ("a:1",)) == {"a:1": 1}


def test_a_damaged_value_is_measured_again(memory: PictureMemory, tmp_path: Path) -> None:
    import sqlite3

    memory.keep(b"one", {"a:1": 1, "b:1": 2})
    with sqlite3.connect(tmp_path / "cache.db") as base:
        base.execute("UPDATE facts SET value = x'00ff' WHERE key = 'a:1'")
    assert memory.recall(b"one", ("a:1", "b:1")) == {"b:1": 2}


_KILLED = """
import os, sys
from pathlib import Path
from listinglint.remembered import PictureMemory
memory = PictureMemory(Path(sys.argv[1]))
for number in range(50):
    memory.keep(number.to_bytes(4), {"a:1": number})
os._exit(9)
"""


def test_a_process_that_dies_leaves_what_it_kept(tmp_path: Path) -> None:
    file = tmp_path / "cache.db"
    assert subprocess.run([sys.executable, "-c", _KILLED, str(file)], check=False).returncode == 9
    memory = PictureMemory(file)
    assert memory.recall((49).to_bytes(4), ("a:1",)) == {"a:1": 49}


def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    monkeypatch.setenv("LISTINGLINT_CACHE", str(shared))
    assert remembered.find() is None
