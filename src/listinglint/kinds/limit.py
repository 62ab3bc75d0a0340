"""How long or how loud a piece of text may be, by channel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import ClassVar, Literal

from listinglint.declared import declared
from listinglint.kinds.bounds import Bound, Broken, Concerning, broken, tell
from listinglint.model import Edit, Field, Finding, Listing, Place
from listinglint.rule import Rule
from listinglint.text import measures
from listinglint.text.scan import Scan

_MEASURES: dict[str, tuple[Callable[[str], float], str]] = {
    "characters": (measures.characters, "characters"),
    "width": (measures.width, "half-widths"),
    "bytes": (measures.utf8_bytes, "bytes"),
    "words": (measures.words, "words"),
    "emoji": (measures.emoji, "emoji"),
    "exclamations": (measures.exclamations, "exclamation marks"),
    "capitals": (measures.capitals, "% capitals"),
}


@declared
class LimitRule(Rule):
    """Holds a figure of each field in scope, or the number of such fields (`items`), against limits."""

    kind: ClassVar[str] = "limit"
    holes: ClassVar[frozenset[str]] = frozenset(
        {"value", "limit", "gap", "unit", "channel", "audience", "field", "instead"}
    )
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    measure: Literal["characters", "width", "bytes", "words", "emoji", "exclamations", "capitals", "items"]
    limits: tuple[Bound, ...]

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding for each limit that is broken."""
        if self.measure == "items":
            yield from self._items(listing)
            return
        bounds = self._concerning(listing)
        if not bounds:
            return
        count, unit = _MEASURES[self.measure]
        for one, scan in self.fields(listing):
            value = count(scan.visible)
            for found in broken(bounds, value, listing):
                place = self._place(one, scan, found)
                over = found.limit == found.bound.max and scan.view is None
                edits = self._shorter(one, float(found.limit)) if over else ()
                yield tell(self, listing, place, value, found, unit, edits, field=one.path)

    @cached_property
    def _concerning(self) -> Concerning:
        return Concerning(self.limits)

    def _shorter(self, one: Field, limit: float) -> tuple[Edit, ...]:
        from listinglint.kinds.shortening import mended  # only with a finding

        return mended(self.measure, one, limit)

    def _items(self, listing: Listing) -> Iterator[Finding]:
        found_fields = list(self.fields(listing))
        for found in broken(self.limits, len(found_fields), listing) if found_fields else ():
            place = found_fields[-1][0].at()
            yield tell(self, listing, place, len(found_fields), found, "items", field=found_fields[0][0].selector)

    def _place(self, one: Field, scan: Scan, found: Broken) -> Place:
        """Point at what is too much: the characters beyond a maximum, the whole field otherwise."""
        if found.limit != found.bound.max or self.measure not in ("characters", "width"):
            return one.at()
        start = measures.cut(scan.visible, int(found.bound.max), self.measure == "width")
        span = (start, len(scan.visible))
        return one.at(*(span if scan.view is None else scan.view.span(*span)))
