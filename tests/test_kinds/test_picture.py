from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from listinglint.engine import check, plan
from listinglint.model import Finding, Image, Listing
from listinglint.pictures.header import Header
from listinglint.ruleset import RuleSet

Told = Callable[[RuleSet, Listing], list[Finding]]

RULE = """
kind: picture
message: {{zh: "{{role}} {{size}}：{{value}} {{unit}}，{{limit}}，{{gap}}（{{channel}}）", en: "{{role}} {{size}}: {{value}} {{unit}}"}}
pictures: [{roles}]
measure: {measure}
limits: [{limits}]
{more}
"""


def _rule(measure: str, limits: str, roles: str = "main", more: str = "") -> dict[str, str]:
    return {"images/test": RULE.format(measure=measure, limits=limits, roles=roles, more=more)}


def _image(width: int = 800, height: int = 800, role: str = "main", **header: Any) -> Image:
    told = Header(width, height, **{"format": "jpeg", "mode": "RGB", "bytes": 1000, "extension": "jpg", **header})
    return Image(role, f"{role}.jpg", f"{role}.jpg", facts={"header": told})


REMOTE = Image("main", "https://shop.example/a.jpg")
UNKNOWN = Image("other", "https://shop.example/b.jpg")


@pytest.mark.parametrize(
    ("measure", "limits", "images"),
    [
        ("short-side", "{min: 800}", [_image(), _image(800, 1200)]),
        ("short-side", "{min: 800}", [_image(100, 100, "sku")]),
        ("short-side", "{min: 800}", [REMOTE]),
        ("short-side", "{channels: [tmall], min: 800}", [_image(700, 700)]),
        ("long-side", "{max: 4472}", [_image(4472, 10)]),
        ("width", "{min: 480}", [_image(480, 100)]),
        ("megapixels", "{max: 64}", [_image(8000, 8000)]),
        ("dimensions", "{allow: [800×800]}", [_image()]),
        ("bytes", "{max: 1000}", [_image()]),
        ("aspect", "{min: 0.9, max: 1.1}", [_image(800, 850)]),
        ("shape", '{allow: ["1:1"]}', [_image(800, 806)]),
        ("shape", '{allow: ["3:4", "2:3"]}', [_image(750, 1000), _image(800, 1200)]),
        ("shape", '{allow: ["1:1.44"]}', [_image(1801, 2600)]),
        ("format", "{allow: [jpeg, png]}", [_image(format="png", extension="png")]),
        ("mode", "{allow: [RGB, L]}", [_image(mode="L")]),
        ("frames", "{max: 1}", [_image()]),
        ("orientation", "{max: 1}", [_image(orientation=1)]),
        ("extension", "{allow: [same]}", [_image(extension="jpeg"), _image(format="png", extension="png")]),
        ("count", "{min: 1}", [_image()]),
        ("count", "{min: 1, max: 2}", [_image(), _image(), _image(role="detail")]),
    ],
)
def test_stays_silent(
    measure: str, limits: str, images: Sequence[Image],
    ruleset: Callable[..., RuleSet], listing: Any,
) -> None:  # fmt: skip
    rules = ruleset(_rule(measure, limits))
    assert check(listing(title="ring", images=tuple(images)), plan(rules)).findings == ()


@pytest.mark.parametrize(
    ("measure", "limits", "images", "zh"),
    [
        ("short-side", "{min: 700}", [_image(620, 620)], "主图 620×620：620 像素，700，80（多数平台）"),
        ("short-side", "{min: 800}", [_image(700, 1200)], "主图 700×1200：700 像素，800，100（多数平台）"),
        (
            "short-side", "{channels: [taobao, tmall, etsy], min: 800}", [_image(700, 700)],
            "主图 700×700：700 像素，800，100（淘宝、天猫）",
        ),
        ("long-side", "{max: 4472}", [_image(10, 5000)], "主图 10×5000：5000 像素，4472，528（多数平台）"),
        ("width", "{min: 480}", [_image(400, 900)], "主图 400×900：400 像素，480，80（多数平台）"),
        ("megapixels", "{max: 64}", [_image(9000, 8000)], "主图 9000×8000：72 百万像素，64，8（多数平台）"),
        ("dimensions", "{allow: [800×800]}", [_image(800, 900)], "主图 800×900：800×900 ，800×800，（多数平台）"),
        ("bytes", "{max: 3145728}", [_image(bytes=4404019)], "主图 800×800：4.2 MB，3，1.2（多数平台）"),
        ("bytes", "{min: 38912}", [_image(bytes=20480)], "主图 800×800：20 KB，38，18（多数平台）"),
        ("shape", '{allow: ["1:1"]}', [_image(800, 1000)], "主图 800×1000：0.80:1 ，1:1，（多数平台）"),
        ("shape", '{allow: ["1:1"]}', [_image(750, 1000)], "主图 750×1000：3:4 ，1:1，（多数平台）"),
        ("format", "{allow: [jpeg, png]}", [_image(format="gif")], "主图 800×800：gif ，jpeg, png，（多数平台）"),
        ("mode", "{allow: [RGB]}", [_image(mode="CMYK")], "主图 800×800：CMYK ，RGB，（多数平台）"),
        ("frames", "{max: 1}", [_image(frames=3)], "主图 800×800：3 帧，1，2（多数平台）"),
        ("orientation", "{max: 1}", [_image(orientation=6)], "主图 800×800：6 ，1，5（多数平台）"),
        ("extension", "{allow: [same]}", [_image(extension="png")], "主图 800×800：.png = jpeg ，same，（多数平台）"),
        ("count", "{min: 1}", [_image(role="detail")], "主图 {size}：0 张，1，1（多数平台）"),
        ("count", "{max: 1}", [_image(), _image()], "主图 {size}：2 张，1，1（多数平台）"),
    ],
)  # fmt: skip
def test_speaks(
    measure: str, limits: str, images: Sequence[Image], zh: str,
    ruleset: Callable[..., RuleSet], listing: Any, findings: Told,
) -> None:  # fmt: skip
    one = listing(title="ring", images=tuple(images), channels=("taobao", "tmall"))
    assert [found.message.zh for found in findings(ruleset(_rule(measure, limits)), one)] == [zh]


@pytest.mark.parametrize(
    ("images", "told"),
    [
        ([_image(role="zoom")], 0),
        ([_image(1200, 1600)], 0),
        ([_image(1199, 1600)], 1),
        ([_image(800, 800), _image(1500, 1500)], 0),
        ([_image(1500, 1500, "detail")], 1),
        # nobody could look at it, so nothing is missing for certain
        ([REMOTE], 0),
    ],
)
def test_a_large_main_picture_makes_good(
    images: Sequence[Image], told: int, ruleset: Callable[..., RuleSet], listing: Any
) -> None:
    rules = ruleset(_rule("count", "{min: 1}", "zoom", "or-main: 1200"))
    assert len(check(listing(title="ring", images=tuple(images)), plan(rules)).findings) == told


def test_best_judges_the_largest_alone(ruleset: Callable[..., RuleSet], listing: Any, findings: Told) -> None:
    rules = ruleset(_rule("short-side", "{min: 800}", "main, zoom", "best: true"))
    assert findings(rules, listing(title="ring", images=(_image(300, 300), _image(900, 900, "zoom")))) == []
    (one,) = findings(rules, listing(title="ring", images=(_image(300, 300), _image(500, 500, "zoom"))))
    assert one.message.zh.startswith("放大图 500×500")


def test_remote_pictures_of_unknown_role_are_not_called_missing(ruleset: Callable[..., RuleSet], listing: Any) -> None:
    result = check(listing(title="ring", images=(REMOTE, UNKNOWN)), plan(ruleset(_rule("count", "{min: 1}", "detail"))))
    assert (result.findings, [one.rule for one in result.not_checked]) == ((), ["images/test"])


@pytest.mark.parametrize(("layout", "told"), [("listings", 0), ("manifest", 1), ("shopify", 1)])
def test_a_listings_file_may_hand_over_words_alone(
    layout: str, told: int, ruleset: Callable[..., RuleSet], listing: Any, findings: Told
) -> None:
    assert len(findings(ruleset(_rule("count", "{min: 1}")), listing(title="ring", layout=layout))) == told
