from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from listinglint.model import Finding, Image, Listing
from listinglint.ruleset import RuleSet

Told = Callable[[RuleSet, Listing], list[Finding]]

RULE = r"""
kind: require
message: {zh: "缺少 {field}", en: "no {field}"}
any-of: [attributes.材质, "attributes.*metal*", material]
mentioned: ['\d ?k金', '\bsterling silver\b']
"""


@pytest.mark.parametrize(
    "parts",
    [
        {"attributes": {"材质": "925银"}},
        {"attributes": {"Metal Type": "silver"}},
        {"attributes": {"BASE_METAL": "brass"}},
        {"attributes": {"材质": ["银", "珍珠"]}},
        {"Material": "silver"},
        {"title": "18K金戒指"},
        {"description": "Made of STERLING  silver."},
        {"title": "１８Ｋ金戒指"},
        {},
    ],
)
def test_stays_silent(parts: dict[str, Any], ruleset: Callable[..., RuleSet], listing: Any, findings: Told) -> None:
    assert findings(ruleset({"structure/test": RULE}), listing(**parts)) == []


@pytest.mark.parametrize(
    "parts",
    [
        {"title": "四叶草项链"},
        {"title": "四叶草项链", "attributes": {"材质": "   "}},
        {"title": "Necklace", "attributes": {"镶嵌材质": "锆石"}},
        {"description": "A silver-coloured ring, asterling silverish."},
    ],
)
def test_speaks(parts: dict[str, Any], ruleset: Callable[..., RuleSet], listing: Any, findings: Told) -> None:
    (one,) = findings(ruleset({"structure/test": RULE}), listing(**parts))
    assert (one.message.zh, one.place.part) == ("缺少 attributes.材质", "")


GIVEN = RULE + "given: [description, images]\n"


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"title": "四叶草项链"}, 0),
        ({"title": "四叶草项链", "description": "细链。"}, 1),
        ({"title": "四叶草项链", "description.zh-CN": "细链。"}, 1),
        ({"title": "四叶草项链", "images": (Image("main", "a.jpg"),)}, 1),
    ],
)
def test_a_fragment_is_not_asked_for_everything(
    parts: dict[str, Any], told: int, ruleset: Callable[..., RuleSet], listing: Any
) -> None:
    rules = ruleset({"structure/test": GIVEN})
    assert len(list(rules.rules[0].judge(_scanned(rules, listing(**parts))))) == told


def _scanned(rules: RuleSet, one: Listing) -> Listing:

    fields = tuple(field._replace(facts={"scan": rules.scanner.scan(field)}) for field in one.fields)
    return one.with_fields(fields)


@pytest.mark.parametrize(
    ("applies", "parts", "told"),
    [
        ("{languages: [en]}", {"title": "四叶草项链"}, 0),
        ("{languages: [en]}", {"title": "Necklace"}, 1),
        ("{markets: [CN]}", {"title": "Necklace"}, 0),
        ("{categories: [jewellery]}", {"title": "项链", "category": "jewellery"}, 1),
        ("{categories: [jewellery]}", {"title": "衬衫", "category": "clothing"}, 0),
        ("{not-categories: [jewellery]}", {"title": "项链", "category": "jewellery"}, 0),
        ("{not-categories: [jewellery]}", {"title": "衬衫", "category": "clothing"}, 1),
        ("{channels: [etsy]}", {"title": "Necklace"}, 0),
        ("{not-channels: [shopify]}", {"title": "Necklace", "channels": ("shopify",)}, 0),
        ("{not-channels: [shopify]}", {"title": "Necklace", "channels": ("shopify", "amazon")}, 1),
        ("{not-channels: [shopify]}", {"title": "Necklace"}, 1),
    ],
)
def test_scope(
    applies: str, parts: dict[str, Any], told: int,
    ruleset: Callable[..., RuleSet], listing: Any, findings: Told,
) -> None:  # fmt: skip
    rules = ruleset({"structure/test": f"{RULE}applies: {applies}\n"})
    assert len(findings(rules, listing(**parts))) == told
