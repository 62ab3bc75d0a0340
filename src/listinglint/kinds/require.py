"""What a listing must say: an attribute, a section, a measure; missing is worse than wrong."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar
from unicodedata import normalize

from listinglint.declared import changed, declared, derived
from listinglint.kinds.linear import proven
from listinglint.kinds.needs import AnyOf
from listinglint.lazily import lazily
from listinglint.model import Finding, Listing, globbed, selects
from listinglint.model import selectors as names_of
from listinglint.rule import Classes, Fold, Rule
from listinglint.text.scan import Scan

_JOINTS = lazily(r"[\s_-]+")


@declared
class RequireRule(Rule):
    """Asks for one of several fields, or for words of a given form anywhere in the text.

    `any_of` are field selectors of which one must hold text (case, blanks, hyphens and underscores make no difference);
    `mentioned` are linear-time expressions over folded text of which one match in any field will do instead.  Where
    `given` names selectors, the rule speaks only about listings that hold text in one of them (or, for `images`, any
    picture): a bare title is not yet a listing of which a weight could be missing.  `when` are expressions of which one
    must match in the title or an attribute for the rule to matter (镀金: the thickness of the plating), `not-when` such that none may (a toy bag); a picture with one
    of the roles `pictured` tells it as well.
    """

    kind: ClassVar[str] = "require"
    holes: ClassVar[frozenset[str]] = frozenset({"field", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    any_of: tuple[str, ...]
    mentioned: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    not_when: tuple[str, ...] = ()
    pictured: tuple[str, ...] = ()
    # Made by `prepared`: `mentioned`, `when` and `not-when`, each in one.
    telling: AnyOf = derived(factory=AnyOf)
    calling: AnyOf = derived(factory=AnyOf)
    barring: AnyOf = derived(factory=AnyOf)

    def prepared(self, fold: Fold, classes: Classes) -> RequireRule:  # noqa: ARG002
        """Return the rule with its expressions in one; raises a group of `CannotMatch` for wrong ones."""
        for part in ("mentioned", "when", "not_when"):
            proven(part.replace("_", "-"), ((form,) for form in getattr(self, part)))
        return changed(self, telling=AnyOf(self.mentioned), calling=AnyOf(self.when), barring=AnyOf(self.not_when))

    @property
    def reads_pictures(self) -> bool:
        """What may be mentioned anywhere may be mentioned in a picture."""
        return bool(self.mentioned)

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield one finding where nothing of what is asked for stands in the listing."""
        if not listing.fields or not self._concerns(listing):
            return
        if told(listing, self.any_of) or _matched(listing, self.telling):
            return
        if self.pictured and any(True for _ in listing.pictures(*self.pictured)):
            return
        yield self.finding(listing, listing.at(), holes={"field": self.any_of[0]}, key=self.any_of[0])

    def _concerns(self, listing: Listing) -> bool:
        pictured = "images" in self.given and bool(listing.images)
        if self.given and not pictured and not told(listing, self.given):
            return False
        if self.when and not _matched(listing, self.calling, ("title", "subtitle", "attributes")):
            return False
        if self.not_when and _matched(listing, self.barring, ("title", "subtitle", "attributes")):
            return False
        scope = self.applies
        return not (scope.markets or scope.languages) or any(True for _ in self.fields(listing))


def _matched(listing: Listing, anything: AnyOf, selectors: tuple[str, ...] = ()) -> bool:
    """Tell whether any expression matches the folded text of a field (that a selector names)."""
    if not anything.forms:
        return False
    every = listing.fields
    asked = _selected(selectors, names_of(listing)) if selectors else range(len(every))
    for at in asked:
        scan: Scan = every[at].facts["scan"]
        if anything.found(scan.text):
            return True
    return False


@lru_cache(1024)
def _selected(asked: tuple[str, ...], names: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(at for at, name in enumerate(names) if selects(asked, name))


def told(listing: Listing, selectors: tuple[str, ...]) -> bool:
    """Tell whether any field that a selector names holds text."""
    every = listing.fields
    return any(every[at].text.strip() for at in _meant(selectors, names_of(listing)))


@lru_cache(1024)
def _meant(asked: tuple[str, ...], told: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(at for at, name in enumerate(told) if names(asked, name))


@lru_cache(8192)
def names(selectors: tuple[str, ...], name: str) -> bool:
    """Tell whether a selector means a field of that name, whatever its case and its blanks."""
    folded = _plain(name)
    return any(
        folded == one or folded.startswith(one + ".") or ("*" in one and globbed(folded, one))
        for one in map(_plain, selectors)
    )


@lru_cache(4096)
def _plain(name: str) -> str:
    return _JOINTS.sub(" ", normalize("NFKC", name).casefold())
