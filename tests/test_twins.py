"""Pictures that several listings of a run show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw, ImageOps

from listinglint.engine import Plan, check, plan
from listinglint.model import Allowance, Image, Listing, Result
from listinglint.pictures.alike import pairs
from listinglint.ruleset import RuleSet
from listinglint.run.whole import whole_run

RULE = "images/same-as-another-listing"


def _scene(seed: int, size: tuple[int, int] = (300, 260)) -> Any:
    chance = np.random.default_rng(seed)
    picture = Pillow.new("RGB", size, tuple(int(one) for one in chance.integers(90, 255, 3)))
    pen = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y, r = chance.uniform(0, size[0]), chance.uniform(0, size[1]), chance.uniform(6, 60)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=tuple(int(one) for one in chance.integers(10, 245, 3)))
    return picture


@pytest.fixture
def ready(shipped: RuleSet) -> Plan:
    return plan(shipped.select([RULE]))


@pytest.fixture
def offered(tmp_path: Path) -> Any:
    def make(name: str, picture: Any, quality: int = 90, **parts: Any) -> Listing:
        path = tmp_path / f"{name}.jpg"
        picture.save(path, quality=quality)
        return Listing(name, name, images=(Image("main", path.name, str(path), path.name, 0),), **parts)

    return make


def _run(listings: list[Listing], ready: Plan) -> list[Result]:
    return list(whole_run(check(one, ready) for one in listings))


def test_a_picture_of_another_listing_is_told_at_the_end_of_the_run(offered: Any, ready: Plan) -> None:
    whole = _scene(1)
    listings = [
        offered("R1", whole), offered("R2", _scene(2)), offered("R3", whole.resize((200, 173)), quality=40),
        offered("R4", ImageOps.mirror(whole)),
    ]  # fmt: skip
    *checked, third, fourth = _run(listings, ready)
    assert [(one.findings, one.looks) for one in checked] == [((), ())] * 4
    assert (third.listing, third.is_listing, fourth.listing) == ("R3", False, "R4")
    (one,) = third.findings
    assert (one.rule, one.verdict, one.place.image) == (RULE, "review", "R3.jpg")
    assert one.related[0].image == "R1.jpg"
    assert "the main picture is the same as R1.jpg of the listing R1" in one.message.en
    assert one.fingerprint
    assert "a mirror image of R1.jpg" in fourth.findings[0].message.en


def test_colours_of_one_model_languages_and_other_channels_are_no_doubles(offered: Any, ready: Plan) -> None:
    whole = _scene(1)
    red, green, blue = whole.split()
    recoloured = Pillow.merge("RGB", (blue, red, green))
    assert len(_run([offered("R1", whole), offered("R2", recoloured)], ready)) == 2
    etsy, taobao = (offered(name, whole, channels=(name,)) for name in ("etsy", "taobao"))
    assert len(_run([etsy, taobao], ready)) == 2
    assert len(_run([offered("a", whole, lang="zh"), offered("b", whole, lang="en")], ready)) == 2
    same = offered("R1", whole)
    assert len(_run([same, same], ready)) == 2, "a listing read twice is one listing"


def test_a_listing_may_allow_it_but_still_counts_for_others(offered: Any, ready: Plan) -> None:
    allowed = offered("R2", _scene(1))._replace(allow=(Allowance("images", "gift set of R1"),))
    told = _run([offered("R1", _scene(1)), allowed, offered("R3", _scene(1))], ready)
    assert [one.listing for one in told] == ["R1", "R2", "R3", "R3"]
    assert all(not one.findings for one in told[:3])


def test_many_copies_are_each_told_once(offered: Any, ready: Plan) -> None:
    told = _run([offered(f"R{number}", _scene(1)) for number in range(30)], ready)
    assert [one.listing for one in told[30:]] == [f"R{number}" for number in range(1, 30)]
    assert {one.findings[0].related[0].image for one in told[30:]} == {"R0.jpg"}


def test_the_search_finds_what_holding_each_against_each_finds() -> None:
    chance = np.random.default_rng(3)
    hashes = chance.integers(0, 256, (3000, 32), np.uint8)
    for number in range(200):  # copies of earlier rows with up to twelve bits changed
        bits = np.unpackbits(hashes[number])
        bits[chance.choice(256, chance.integers(0, 13), replace=False)] ^= 1
        hashes[2000 + number] = np.packbits(bits)
    found = set(pairs(hashes, 40))
    assert {(number, 2000 + number) for number in range(200)} <= found
    for one, other in found:
        assert int(np.bitwise_count(hashes[one] ^ hashes[other]).sum()) <= 40
