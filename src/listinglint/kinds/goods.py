"""A title that names other goods than the category: a necklace among the rings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from listinglint.declared import declared
from listinglint.model import Finding, Listing
from listinglint.rule import Rule
from listinglint.tuples import NamedTuple


class Shaped(NamedTuple):
    """Goods that a family is made in the shape of: a ring like a belt, an earring like a bag."""

    family: str
    goods: tuple[str, ...]


@declared
class GoodsRule(Rule):
    """Flags a title whose goods and the category's have nothing in common.

    `passed_over` are kinds of goods that titles name in passing (a pattern, a box, a case) and that prove nothing;
    `shapes` are those that goods of a family are made in the shape of.
    """

    kind: ClassVar[str] = "goods"
    holes: ClassVar[frozenset[str]] = frozenset({"value", "limit", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    passed_over: tuple[str, ...] = ()
    shapes: tuple[Shaped, ...] = ()

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield one finding where title and category disagree."""
        category, title = listing.facts.get("named", ((), ()))
        passed = set(self.passed_over)
        if not category or not title or not passed.isdisjoint((*category, *title)):
            return
        if any(one.family == category[0] and not set(one.goods).isdisjoint(title) for one in self.shapes):
            return
        # Within one family only two named kinds can disagree: jewellery and jewellery/ring do not.
        told = set(category[1:]) if category[:1] == title[:1] else set(category)
        said = set(title[1:]) if category[:1] == title[:1] else set(title)
        if not told or not said or not told.isdisjoint(said):
            return
        one = next(iter(listing.texts("title")), None)
        if one is not None:
            holes = {"value": title[-1], "limit": listing.category}
            yield self.finding(listing, one.at(), holes=holes, key=f"{category[-1]} {title[-1]}")
