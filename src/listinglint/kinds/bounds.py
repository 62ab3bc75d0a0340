"""A measured value and the limits that channels set for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from listinglint.model import Citation, Edit, Finding, Listing, Measured, Place, Severity, Words
from listinglint.rule import Audience, Channel, Rule
from listinglint.tuples import NamedTuple

UNITS = {
    "characters": Words("个字符", "characters"),
    "half-widths": Words("个半角字符（1 个汉字算 2）", "half-width characters (a Chinese character counts 2)"),
    "bytes": Words("字节", "bytes"),
    "words": Words("个词", "words"),
    "emoji": Words("个表情符号", "emoji"),
    "exclamation marks": Words("个感叹号", "exclamation marks"),
    "% capitals": Words("% 全大写", "% of the words in capitals"),
    "%": Words("%", "%"),
    "items": Words("条", "items"),
    "times": Words("次", "times"),
    "pictures": Words("张", "pictures"),
    "px": Words("像素", "px"),
    "MP": Words("百万像素", "megapixels"),
    "frames": Words("帧", "frames"),
    "lines": Words("行", "lines"),
    "codes": Words("个码", "codes"),
    "sides": Words("边", "sides"),
    "grade": Words("年级", "grade"),
    "Flesch": Words("（Flesch 易读度）", "(Flesch reading ease)"),
}
CHANNELS: dict[str, Words] = {
    "taobao": Words("淘宝", "Taobao"),
    "tmall": Words("天猫", "Tmall"),
    "jd": Words("京东", "JD.com"),
    "pdd": Words("拼多多", "Pinduoduo"),
    "1688": Words("1688", "1688"),
    "aliexpress": Words("速卖通", "AliExpress"),
    "amazon": Words("亚马逊", "Amazon"),
    "walmart": Words("沃尔玛", "Walmart"),
    "ebay": Words("eBay", "eBay"),
    "etsy": Words("Etsy", "Etsy"),
    "shopify": Words("Shopify", "Shopify"),
    "google": Words("谷歌购物", "Google"),
    "meta": Words("Meta", "Meta"),
    "zalando": Words("Zalando", "Zalando"),
}
_AUDIENCES: dict[str, Words] = {
    "general": Words("普通读者", "the general public"),
    "expert": Words("内行", "people of the trade"),
    "children": Words("儿童", "children"),
}
_ANY_AUDIENCE = Words("买家", "buyers")
_ANY_CHANNEL = Words("多数平台", "most marketplaces")
_MOST_SORTS = 256
# Files are counted as operating systems show them, so that 3 MB in a message is 3 MB in the folder window.
_SCALES = ((1 << 20, "MB"), (1 << 10, "KB"))


class Bound(NamedTuple):
    """One limit: for these channels and audiences (all without any) the value lies between `min` and `max`, or is one of `allow`.

    A value below `above` is left to another rule.  The channel `none` stands for a listing that names no channel, the audience `none` for a shop that names no audience.
    """

    channels: tuple[Literal[Channel, "none"], ...] = ()
    min: float | None = None
    max: float | None = None
    allow: tuple[str, ...] = ()
    severity: Severity | None = None
    source: Citation | None = None
    audiences: tuple[Literal[Audience, "none"], ...] = ()
    above: float | None = None

    def holds_for(self, listing: Listing) -> bool:
        """Tell whether the limit concerns a listing."""
        sold = not self.channels or not set(self.channels).isdisjoint(listing.channels or ("none",))
        return sold and (not self.audiences or not set(self.audiences).isdisjoint(listing.audiences or ("none",)))

    def broken_by(self, value: float | str) -> float | str | None:
        """Return the limit that a value breaks, None where it keeps all."""
        if isinstance(value, str):
            return None if not self.allow or value in self.allow else ", ".join(self.allow)
        if self.above is not None and value < self.above:
            return None
        if self.min is not None and value < self.min:
            return self.min
        return self.max if self.max is not None and value > self.max else None


class Concerning:
    """Which of a rule's limits concern a listing; remembered, for a catalogue goes to few channels."""

    def __init__(self, bounds: tuple[Bound, ...]) -> None:
        self._bounds = bounds
        self._known: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Bound, ...]] = {}

    def __call__(self, listing: Listing) -> tuple[Bound, ...]:
        """Return the limits that concern a listing."""
        sort = (listing.channels, listing.audiences)
        found = self._known.get(sort)
        if found is None:
            if len(self._known) >= _MOST_SORTS:
                self._known.clear()
            found = self._known[sort] = tuple(bound for bound in self._bounds if bound.holds_for(listing))
        return found


class Broken(NamedTuple):
    """A limit that a value breaks, for the channels (of the listing) that set it."""

    bound: Bound
    limit: float | str
    channels: tuple[str, ...]


def broken(bounds: tuple[Bound, ...], value: float | str, listing: Listing) -> Iterator[Broken]:
    """Yield the limits that a value breaks, one for all channels that share the figure.

    Of several limits for the same channels (60 is long, 90 is far too long) only the furthest one that is broken counts.
    """
    furthest: dict[tuple[str, ...], Broken] = {}
    for bound in bounds:
        limit = bound.broken_by(value)
        if limit is None or not bound.holds_for(listing):
            continue
        known = furthest.get(bound.channels)
        if known is None or _further(limit, known.limit, over=limit == bound.max):
            channels = tuple(one for one in bound.channels if one in listing.channels)
            furthest[bound.channels] = Broken(bound, limit, channels)
    yield from furthest.values()


def _further(limit: float | str, known: float | str, *, over: bool) -> bool:
    if isinstance(limit, str) or isinstance(known, str):
        return False
    return limit > known if over else limit < known


def tell(
    rule: Rule,
    listing: Listing,
    place: Place,
    value: float | str,
    found: Broken,
    unit: str,
    edits: tuple[Edit, ...] = (),
    /,
    **holes: object,
) -> Finding:
    """Return the finding about a broken limit, with the figures and the channel's own source."""
    measured, gap = None, ""
    shown, factor = _scale(unit, found.limit)
    if not isinstance(value, str) and not isinstance(found.limit, str):
        measured = Measured(value, found.limit, unit)
        gap = _figure(abs(value - found.limit) / factor)
    told = {
        "value": _figure(value, factor),
        "limit": _figure(found.limit, factor),
        "gap": gap,
        "unit": UNITS.get(shown, Words(shown, shown)),
        "channel": _names(found.channels),
        "audience": _readers(found.bound, listing),
        **holes,
    }
    key = "|".join((*found.channels, _figure(found.limit)))
    # A channel's figure rests on its own source and on its dates, not on those of other channels.
    sources = (found.bound.source,) if found.bound.source else ()
    return rule.finding(
        listing, place, holes=told, severity=found.bound.severity, measured=measured, sources=sources, key=key,
        edits=edits,
    )  # fmt: skip


def _names(channels: tuple[str, ...]) -> Words:
    """Return the channels as people call them."""
    if not channels:
        return _ANY_CHANNEL
    names = [CHANNELS.get(one, Words(one, one)) for one in channels]
    return Words("、".join(one.zh for one in names), ", ".join(one.en for one in names))


def _readers(bound: Bound, listing: Listing) -> Words:
    """Return the readers whom a limit is meant for, as people call them."""
    return next((_AUDIENCES[one] for one in listing.audiences if one in bound.audiences), _ANY_AUDIENCE)


def _scale(unit: str, limit: float | str) -> tuple[str, int]:
    """Return the unit in which a limit reads well, and how many of the measured ones it holds."""
    if unit == "bytes" and not isinstance(limit, str):
        for factor, name in _SCALES:
            if limit >= factor:
                return name, factor
    return unit, 1


def _figure(value: float | str, factor: int = 1) -> str:
    if isinstance(value, str):
        return value
    scaled = value / factor
    if float(scaled).is_integer() or scaled >= 100:
        return f"{scaled:.0f}"
    return f"{scaled:.2f}".rstrip("0").rstrip(".")
