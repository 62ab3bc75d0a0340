"""A text in another language than the one that it is offered in: an English description in a Chinese listing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from listinglint.declared import declared
from listinglint.lazily import lazily
from listinglint.model import Finding, Listing, Words
from listinglint.rule import Rule

_HAN = lazily(r"[\u3400-\u9fff]")
_WORD = lazily(r"[A-Za-z]{2,}")
_NAMES = {"zh": Words("中文", "Chinese"), "en": Words("英文", "English")}


@declared
class LanguageRule(Rule):
    """Flags a text of at least `least` words (or Chinese characters) of which nearly none is in its own language.

    Its own is the language of the file or column that it stands in, else the one that the listing names.
    """

    kind: ClassVar[str] = "language"
    holes: ClassVar[frozenset[str]] = frozenset({"value", "limit", "field", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    least: int = 12

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding for each text that is written in the other language."""
        for one, scan in self.fields(listing):
            meant = one.lang or listing.lang
            written = self._other(scan.visible, meant) if meant in _NAMES else ""
            if written:
                holes = {"value": _NAMES[written], "limit": _NAMES[meant], "field": one.selector}
                yield self.finding(listing, one.at(), holes=holes, key=written)

    def _other(self, text: str, meant: str) -> str:
        """Return the other language where a text is written in it beyond doubt: names and units count for neither."""
        if len(text) < 2 * self.least or (meant == "en" and text.isascii()):
            return ""
        latin = len(_WORD.findall(text))
        if meant == "zh":
            written = latin >= self.least and 20 * len(_HAN.findall(text)) < latin
            return "en" if written else ""
        han = len(_HAN.findall(text))
        return "zh" if han >= 2 * self.least and latin * 5 < han else ""
