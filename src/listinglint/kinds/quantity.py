"""Sizes, weights and counts that differ between title, text, attributes and languages, or that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from listinglint.declared import declared
from listinglint.kinds.quantity_voices import Stated, conflicts, goods_of, stated
from listinglint.lazily import lazily
from listinglint.model import Field, Finding, Listing, Measured, Place
from listinglint.rule import Market, Rule
from listinglint.text.scan import Scan
from listinglint.tuples import NamedTuple

Measure = Literal[
    "weight", "length", "diameter", "width", "height", "thick", "size", "thickness", "gauge", "carat", "count", "ring", "capacity", "content",
]  # fmt: skip


class Bound(NamedTuple):
    """A figure in the base unit (g, mm, μm, ct, pieces) from which on a statement of the measure cannot be true."""

    measure: Measure
    above: float
    goods: str = ""
    thing: str = ""


class Worth(NamedTuple):
    """What a gram of a metal costs at least (in the money of the markets), told by words that name it and none that plate it."""

    words: tuple[str, ...]
    unless: tuple[str, ...]
    below: float
    markets: tuple[Market, ...] = ()


@declared
class QuantityRule(Rule):
    """Compares what fields state of the same named thing (`measures`), or holds it against what is possible (`beyond`)."""

    kind: ClassVar[str] = "quantity"
    follows: ClassVar[Literal["", "whole", "words"]] = "words"
    holes: ClassVar[frozenset[str]] = frozenset({"value", "limit", "field", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan", "quantities"})

    measures: tuple[Measure, ...] = ()
    beyond: tuple[Bound, ...] = ()
    worth: tuple[Worth, ...] = ()

    @property
    def signals(self) -> frozenset[str]:
        """The measures of which some figure must be stated."""
        return frozenset(f"quantities:{name}" for name in self._named())

    def _named(self) -> Iterator[str]:
        yield from self.measures
        yield from (one.measure for one in self.beyond)
        yield from ("weight",) if self.worth else ()

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding for each thing of which two fields state different figures, and for each impossible one."""
        fields = [one for one, _ in self.fields(listing)]
        if not (self.beyond or self.worth or self._comparable(fields)):
            return
        statements = stated(listing, fields)
        for bound in self.beyond:
            yield from self._impossible(listing, bound, statements.told)
        for metal in self.worth:
            yield from self._cheap(listing, metal, statements.told)
        for one, others in conflicts(listing, statements, frozenset(self.measures)) if self.measures else ():
            yield self._tell(listing, one, others)

    def _comparable(self, fields: list[Field]) -> bool:
        """Tell whether there are two figures at all that could differ: named ones of the measures, or bare ones."""
        asked, measures = 0, self.measures
        for each in fields:
            for one in each.facts["quantities"]:
                if one.also or ((one.loose or one.label.measure in measures) and asked):
                    return True
                asked += one.loose or one.label.measure in measures
        return False

    def _tell(self, listing: Listing, one: Stated, others: list[Stated]) -> Finding:
        place, related = _place(one), tuple(_place(other) for other in others)
        holes = {"value": place.text, "limit": related[0].text, "field": related[0].part}
        label = one.quantity.label
        return self.finding(
            listing, place, holes=holes, related=related, key=f"{label.measure} {label.thing} {place.text}"
        )

    def _impossible(self, listing: Listing, bound: Bound, stated: Sequence[Stated]) -> Iterator[Finding]:
        if bound.goods and bound.goods.rpartition("/")[2] not in goods_of(listing):
            return
        for one in stated:
            label = one.quantity.label
            if label.measure != bound.measure or label.thing != bound.thing or (one.quantity.loose and not bound.goods):
                continue  # a bare figure in a title is a weight only of goods that are sold by weight
            if min(span.low for span in one.quantity.spans) > bound.above:
                place = _place(one)
                holes = {"value": place.text, "limit": f"{bound.above:g}", "field": place.part}
                measured = Measured(min(span.low for span in one.quantity.spans), bound.above, one.quantity.unit)
                yield self.finding(listing, place, holes=holes, measured=measured, key=place.text)

    def _cheap(self, listing: Listing, metal: Worth, told: Sequence[Stated]) -> Iterator[Finding]:
        """Tell a price for which nobody can sell so many grams of gold."""
        title = " ".join(one.facts["scan"].folded.text for one in listing.fields if one.path.startswith("title"))
        sold = any(one in title for one in metal.words) and not any(one in title for one in metal.unless)
        if not sold or (metal.markets and listing.markets and set(listing.markets).isdisjoint(metal.markets)):
            return
        grams = [one for one in told if one.measure == "weight" and one.thing in ("", "gold", "net")]
        for one in listing.fields:
            price = _PRICE.fullmatch(one.text.strip()) if one.selector.lower() in _PRICES else None
            least = min((span.low for it in grams for span in it.quantity.spans), default=0.0)
            if price is None or not least:
                continue
            paid = float(price[1].replace(",", ""))
            if 0 < paid < least * metal.below:
                place = one.at(0, len(one.text))
                holes = {"value": one.text.strip(), "limit": f"{least * metal.below:g}", "field": grams[0].field.path}
                measured = Measured(paid, least * metal.below, "")
                yield self.finding(
                    listing, place, holes=holes, related=(_place(grams[0]),), measured=measured, key=place.text
                )
                return


_PRICES = frozenset(
    {"price", "variants.price", "attributes.price", "attributes.价格", "attributes.售价", "attributes.现价", "价格"}
)
_PRICE = lazily(r"[¥￥$€£]?\s?(\d[\d,]*(?:\.\d+)?)\s?(?:元|cny|usd|rmb)?")


def _place(one: Stated) -> Place:
    scan: Scan = one.field.facts["scan"]
    return one.field.at(*scan.span(one.quantity.start, one.quantity.end))
