"""A measured value and the limits that channels set for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from listinglint.model import Citation, Finding, Listing, Measured, Place, Severity, Words
from listinglint.rule import Channel, Rule

UNITS = {
    "characters": Words("个字符", "characters"),
    "half-widths": Words("个半角字符（1 个汉字算 2）", "half-width characters (a Chinese character counts 2)"),
    "bytes": Words("字节", "bytes"),
    "words": Words("个词", "words"),
    "emoji": Words("个表情符号", "emoji"),
    "exclamation marks": Words("个感叹号", "exclamation marks"),
    "% capitals": Words("% 全大写", "% of the words in capitals"),
    "items": Words("条", "items"),
    "pictures": Words("张", "pictures"),
    "px": Words("像素", "px"),
    "MP": Words("百万像素", "megapixels"),
    "frames": Words("帧", "frames"),
    "grade": Words("年级", "grade"),
    "Flesch": Words("（Flesch 易读度）", "(Flesch reading ease)"),
}


@dataclass(frozen=True, slots=True)
class Bound:
    """One limit: for these channels (all without any) the value lies between `min` and `max`, or is one of `allow`."""

    channels: tuple[Channel, ...] = ()
    min: float | None = None
    max: float | None = None
    allow: tuple[str, ...] = ()
    severity: Severity | None = None
    source: Citation | None = None

    def holds_for(self, listing: Listing) -> bool:
        """Tell whether the limit concerns a listing."""
        return not self.channels or not set(self.channels).isdisjoint(listing.channels)

    def broken_by(self, value: float | str) -> float | str | None:
        """Return the limit that a value breaks, None where it keeps all."""
        if isinstance(value, str):
            return None if not self.allow or value in self.allow else ", ".join(self.allow)
        if self.min is not None and value < self.min:
            return self.min
        return self.max if self.max is not None and value > self.max else None


@dataclass(frozen=True, slots=True)
class Broken:
    """A limit that a value breaks, for the channels (of the listing) that set it."""

    bound: Bound
    limit: float | str
    channels: tuple[str, ...]


def broken(bounds: tuple[Bound, ...], value: float | str, listing: Listing) -> Iterator[Broken]:
    """Yield the limits that a value breaks, one for all channels that share the figure."""
    for bound in bounds:
        limit = bound.broken_by(value) if bound.holds_for(listing) else None
        if limit is not None:
            yield Broken(bound, limit, tuple(one for one in bound.channels if one in listing.channels))


def tell(
    rule: Rule, listing: Listing, place: Place, value: float | str, found: Broken, unit: str, **holes: object
) -> Finding:
    """Return the finding about a broken limit, with the figures and the channel's own source."""
    measured = None
    if not isinstance(value, str) and not isinstance(found.limit, str):
        measured = Measured(value, found.limit, unit)
    told = {
        "value": _figure(value),
        "limit": _figure(found.limit),
        "unit": UNITS.get(unit, unit),
        "channel": ", ".join(found.channels),
        **holes,
    }
    sources = (found.bound.source,) if found.bound.source else ()
    key = "|".join((place.part, *found.channels, _figure(found.limit)))
    return rule.finding(
        listing, place, holes=told, severity=found.bound.severity, measured=measured, sources=sources, key=key
    )


def _figure(value: float | str) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.2f}".rstrip("0")
