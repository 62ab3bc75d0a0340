from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from listinglint.model import Image
from listinglint.pictures.header import Header
from listinglint.pictures.seen import Crop, Detail, Same
from listinglint.ruleset import RuleSet

RULE = """
kind: picture-pair
message: {{zh: "{text}", en: "{text}"}}
pictures: [{roles}]
measure: {measure}
{more}
"""


@pytest.fixture
def told(ruleset: Callable[..., RuleSet], listing: Any, findings: Any) -> Callable[..., list[Any]]:
    def run(measure: str, images: list[Image], roles: str = "detail", more: str = "") -> list[Any]:
        text = "{role} {other-role} {share} {gain}" if measure == "crop-of" else "{role} {how} {other-role} {other}"
        rules = ruleset({"images/x": RULE.format(measure=measure, roles=roles, more=more, text=text)})
        return list(findings(rules, listing("x", images=tuple(images))))

    return run


def _image(role: str, index: int, **facts: Any) -> Image:
    header = Header(800, 800, "jpeg", "RGB", 1000, "jpg")
    return Image(role, f"{role}-{index}.jpg", f"{role}-{index}.jpg", "", index, facts={"header": header, **facts})


MAIN = _image("main", 0)


def _piece(gain: float, factor: float = 1.0) -> Image:
    crop = Crop(0, 0.4, gain, 0.95, (100, 120, 420, 440), "main-0.jpg")
    return _image("detail", 1, crop=crop, detail=Detail(factor))


@pytest.mark.parametrize(
    "piece",
    [
        _image("detail", 1, crop=None, detail=Detail()),
        _image("detail", 1),
        _piece(1.2),
        _piece(4.0),
        _piece(4.0, 0.5),  # soft, but twice the pixels of the main picture are there
        _image("scene", 1, crop=Crop(0, gain=1.0)),
    ],
)
def test_silent_on_pieces_that_show_more(told: Any, piece: Image) -> None:
    assert told("crop-of", [MAIN, piece]) == []


@pytest.mark.parametrize(
    "piece", [_piece(1.0), _piece(0.5), _piece(1.1), _piece(3.0, 0.5), _piece(3.0, 0.25), _piece(4.0, 0.25)]
)
def test_speaks_on_pieces_that_do_not(told: Any, piece: Image) -> None:
    (one,) = told("crop-of", [MAIN, piece])
    assert one.place.image == "detail-1.jpg"
    assert one.related[0].image == "main-0.jpg"
    assert one.related[0].box == (100, 120, 420, 440)
    assert one.message.zh.startswith("细节图 主图 40% ")
    assert one.measured.limit == 1.1


def test_the_limit_is_the_rules(told: Any) -> None:
    assert told("crop-of", [MAIN, _piece(1.4)]) == []
    assert len(told("crop-of", [MAIN, _piece(1.4)], more="max-gain: 1.5")) == 1


def _double(role: str, index: int, *same: Same) -> Image:
    return _image(role, index, same=same)


@pytest.mark.parametrize(
    ("images", "roles"),
    [
        ([MAIN, _double("main", 1)], "main"),
        ([MAIN, _double("main", 1, Same(0, "recoloured"))], "main"),
        ([MAIN, _double("white", 1, Same(0))], "main, detail"),
        ([MAIN, _double("detail", 1, Same(0))], "detail"),
        ([MAIN, _image("main", 1)], "main"),
        ([MAIN, _double("main", 1, Same(7))], "main"),
    ],
)
def test_silent_on_pictures_that_differ(told: Any, images: list[Image], roles: str) -> None:
    assert told("duplicate", images, roles) == []


def test_speaks_on_doubles(told: Any) -> None:
    (one,) = told("duplicate", [MAIN, _double("detail", 1, Same(0))], "main, detail")
    assert one.message.zh == "细节图 相同 主图 main-0.jpg"
    assert one.related[0].image == "main-0.jpg"
    (one,) = told("duplicate", [MAIN, _double("main", 1, Same(0, "mirrored"))], "main", "how: [mirrored]")
    assert one.message.en == "main picture a mirror image of main picture main-0.jpg"


def test_a_picture_is_told_once(told: Any) -> None:
    images = [MAIN, _double("main", 1, Same(0)), _double("main", 2, Same(0), Same(1))]
    assert [one.place.image for one in told("duplicate", images, "main")] == ["main-1.jpg", "main-2.jpg"]


def test_it_wants_what_it_judges(ruleset: Callable[..., RuleSet]) -> None:
    made = {
        name: ruleset({"images/x": RULE.format(measure=name, roles="detail", more="", text="x")}).rules[0]
        for name in ("crop-of", "duplicate")
    }
    assert made["crop-of"].wanted == {"header", "likeness", "crop", "detail"}
    assert made["crop-of"].roles == frozenset({"detail", "main", "main-long"})
    assert made["duplicate"].wanted == {"header", "likeness", "same"}
    assert made["duplicate"].roles == frozenset({"detail"})
