"""What a listing must say: an attribute, a section, a measure; missing is worse than wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from listinglint.kinds.decision import compiled
from listinglint.model import Finding, Listing
from listinglint.rule import Rule
from listinglint.text.scan import Scan


@dataclass(frozen=True, kw_only=True)
class RequireRule(Rule):
    """Asks for one of several fields, or for words of a given form anywhere in the text.

    `any_of` are field selectors of which one must hold text; `mentioned` are linear-time expressions over folded text of
    which one match in any field will do instead.
    """

    kind: ClassVar[str] = "require"
    holes: ClassVar[frozenset[str]] = frozenset({"field", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    any_of: tuple[str, ...]
    mentioned: tuple[str, ...] = ()

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield one finding where nothing of what is asked for stands in the listing."""
        if not listing.fields or not self._concerns(listing):
            return
        if any(one.text.strip() for one in listing.texts(*self.any_of)) or self._mentioned(listing):
            return
        yield self.finding(listing, listing.at(), holes={"field": self.any_of[0]}, key=self.any_of[0])

    def _concerns(self, listing: Listing) -> bool:
        scope = self.applies
        fields = list(self.fields(listing)) if scope.markets or scope.languages else [object()]
        return bool(fields)

    def _mentioned(self, listing: Listing) -> bool:
        for one in listing.fields:
            scan: Scan = one.facts["scan"]
            if any(compiled(form).search(scan.folded.text) for form in self.mentioned):
                return True
        return False
