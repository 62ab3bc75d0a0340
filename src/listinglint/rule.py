"""What every rule is: a value read from one YAML file that judges a finished listing and says what it saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, KeysView, Mapping
from functools import cached_property
from typing import Any, ClassVar, Literal, Self

from listinglint.counted import chosen
from listinglint.declared import changed, declared, derived
from listinglint.model import (
    Citation,
    Consequence,
    Edit,
    Exempt,
    Field,
    Finding,
    Fix,
    Listing,
    Measured,
    NotChecked,
    Place,
    Severity,
    Verdict,
    Words,
    selectors,
    selects,
)
from listinglint.text.forms import Form
from listinglint.text.scan import Scan
from listinglint.tuples import NamedTuple

Category = Literal[
    "",
    "absolute",
    "guarantee",
    "medical",
    "superstition",
    "investment",
    "authority",
    "price",
    "urgency",
    "eco",
]
Market = Literal["CN", "US", "EU", "UK"]
Channel = Literal[
    "taobao", "tmall", "jd", "pdd", "1688", "aliexpress", "amazon", "walmart", "ebay", "etsy", "shopify", "google",
    "meta", "zalando",
]  # fmt: skip
# Who reads the texts: anybody, buyers who know the trade (wholesale, workshops), children.
Audience = Literal["general", "expert", "children"]


_MOST_SHAPES = 256
Fold = Callable[[str], str]
Classes = Mapping[str, tuple[str, ...]]


class Applies(NamedTuple):
    """Where a rule holds; an empty list means everywhere.

    `not_channels` are those for which the rule does not matter: it is silent where a listing goes to no other.
    """

    markets: tuple[Market, ...] = ()
    languages: tuple[Literal["zh", "en"], ...] = ()
    channels: tuple[Channel, ...] = ()
    not_channels: tuple[Channel, ...] = ()
    categories: tuple[str, ...] = ()
    not_categories: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    not_fields: tuple[str, ...] = ()

    def holds_for(self, listing: Listing) -> bool:
        """Tell whether a listing's channels and goods are within the scope."""
        if self.channels and set(self.channels).isdisjoint(listing.channels):
            return False
        if listing.channels and set(self.not_channels).issuperset(listing.channels):
            return False
        if not (self.categories or self.not_categories):
            return True
        goods = set(listing.facts.get("goods", ()))
        if not goods.isdisjoint(self.not_categories):
            return False
        return not self.categories or not goods.isdisjoint(self.categories)


EVERYWHERE = Applies()


class Example(NamedTuple):
    """One good or bad example as written in the rule file, with the line it stands on."""

    value: Any
    line: int = 0


class FixPolicy(NamedTuple):
    """Whether a machine may apply the suggested wording by itself; `why` is owed where it may not.

    `cut` is what an edit takes out where the rule has no wording to put in the place: the words (with what cannot stand
    without them), their clause or their sentence, exactly the characters that were found, or nothing.  Claims are cut
    unless the rule says no.
    """

    safety: Literal["safe", "review"] = "review"
    why: str = ""
    cut: Literal["", "no", "exactly", "words", "clause", "sentence"] = ""


@declared
class Rule:
    """The part that all kinds share.  The dataclass fields of a kind are its YAML keys (dash for underscore)."""

    kind: ClassVar[str] = ""
    # The names that a kind can fill into its message.
    holes: ClassVar[frozenset[str]] = frozenset()
    # What must be measured: "scan" (all text), "header" or "health" of pictures, "readability".
    wants: ClassVar[frozenset[str]] = frozenset()
    # Whether an edit makes a text say what the attribute says: its whole value, or only the words that differ.
    follows: ClassVar[Literal["", "whole", "words"]] = ""

    id: str = derived(factory=str)
    severity: Severity
    consequence: Consequence = "advice"
    category: Category = ""
    verdict: Verdict = "violation"
    applies: Applies = EVERYWHERE
    message: Words
    why: Words
    instead: Words | None = None
    sources: tuple[Citation, ...] = ()
    unless: tuple[str, ...] = ()
    fix: FixPolicy | None = None
    formerly: tuple[str, ...] = ()
    # A matter of taste: silent until a shop names the rule, its folder or the template.
    opt_in: bool = False
    good: tuple[Example, ...] = ()
    bad: tuple[Example, ...] = ()

    @property
    def wanted(self) -> frozenset[str]:
        """Everything that must be measured for the rule: its kind's wants, and the words that tell what is sold."""
        narrow = self.applies.categories or self.applies.not_categories
        return self.wants | ({"scan"} if narrow else set()) | ({"words"} if self.reads_pictures else set())

    @property
    def reads_pictures(self) -> bool:
        """Whether the rule judges words that are painted into pictures: it is about text, and not of other fields only."""
        scope = self.applies
        if "scan" not in self.wants or self.roles is not None or selects(scope.not_fields, "images.words"):
            return False
        return not scope.fields or selects(scope.fields, "images.words")

    @property
    def triggers(self) -> frozenset[str] | None:
        """Folded phrases of which one must stand in the listing for the rule to have anything to say; None: always."""
        return None

    @property
    def awaited(self) -> tuple[Form, ...]:
        """The forms of a claim of which one must be possible where its trigger words stand, for a rule that has such."""
        return ()

    @property
    def signals(self) -> frozenset[str] | None:
        """What facts must have noticed (`materials:base`) for the rule to have anything to say; None: ask it always."""
        return None

    @property
    def roles(self) -> frozenset[str] | None:
        """The picture roles whose facts the rule looks at (empty: all); None where it needs no picture opened."""
        return None

    @property
    def needs_pictures(self) -> bool:
        """True where the rule has nothing to say about a listing without pictures."""
        return self.roles is not None

    @property
    def silent_layouts(self) -> frozenset[str]:
        """Layouts of listings about which the rule has nothing to say where they hold no picture."""
        return frozenset()

    @property
    def companions(self) -> frozenset[str]:
        """Folded phrases that must be looked for beside the triggers: exceptions and the like."""
        return frozenset()

    @property
    def words(self) -> frozenset[str]:
        """Latin words that count only beside a trigger, for a disguise of them to be known."""
        return frozenset()

    @property
    def segmented(self) -> frozenset[str]:
        """Folded triggers that count only as whole Chinese words."""
        return frozenset()

    def prepared(self, fold: Fold, classes: Classes) -> Rule:  # noqa: ARG002  # kinds with words override it
        """Return the rule with its words folded as texts are folded; raises a group of `CannotMatch`."""
        return self

    def light(self) -> Self:
        """Return the rule with no more than a check needs: a start reads dozens of rules."""
        return changed(self, good=(), bad=())

    def judge(self, listing: Listing) -> Iterator[Finding | NotChecked]:
        """Yield what is wrong with a measured listing, or what could not be told."""
        raise NotImplementedError

    def looks(self, listing: Listing) -> Iterator[Any]:  # noqa: ARG002  # kinds that compare listings override it
        """Yield what must be kept of a listing to hold it against all others of the run."""
        yield from ()

    def exempted(self, listing: Listing) -> Iterator[Exempt]:  # noqa: ARG002  # rules about words override it
        """Yield what the rule looked at and let pass."""
        yield from ()

    def holds_for(self, listing: Listing) -> bool:
        """Tell whether the listing's channels and goods are within the rule's scope."""
        return self.applies.holds_for(listing)

    def fields(
        self, listing: Listing, words: KeysView[str] | None = None, *, any_language: bool = False
    ) -> Iterator[tuple[Field, Scan]]:
        """Yield the fields within the rule's scope together with their scans; with `words` those that may hold one.

        With `any_language` a field counts whatever letters stand in it.
        """
        scope, every = self.applies, listing.fields
        for at in self.within(listing):
            one = every[at]
            scan: Scan = one.facts["scan"]
            # A reading of the text without its disguises may hold what the text does not.
            if words is not None and not scan.disguises and words.isdisjoint(scan.hits):
                continue
            if not any_language and scope.languages and scan.languages.isdisjoint(scope.languages):
                continue
            if not scope.markets or not set(scope.markets).isdisjoint(markets(listing, one, scan)):
                yield one, scan

    def within(self, listing: Listing) -> tuple[int, ...]:
        """Return which fields are within the rule's scope by their names; remembered, for listings of a shop are alike."""
        names = selectors(listing)
        known = self._scoped.get(names)
        if known is None:
            if len(self._scoped) >= _MOST_SHAPES:
                self._scoped.clear()
            known = self._scoped[names] = tuple(at for at, name in enumerate(names) if self._is_within(name))
        return known

    def _is_within(self, name: str) -> bool:
        scope = self.applies
        inside = not scope.fields or selects(scope.fields, name)
        return inside and not (bool(scope.not_fields) and selects(scope.not_fields, name))

    @cached_property
    def _scoped(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        return {}

    def finding(  # noqa: PLR0913  # a finding has many parts and nearly all callers name only two or three
        self,
        listing: Listing,
        place: Place,
        *,
        holes: Mapping[str, Any] | None = None,
        severity: Severity | None = None,
        verdict: Verdict | None = None,
        instead: Words | None = None,
        measured: Measured | None = None,
        related: tuple[Place, ...] = (),
        evasion: bool = False,
        key: str = "",
        fix: Fix | None = None,
        paste: str = "",
        edits: tuple[Edit, ...] = (),
        sources: tuple[Citation, ...] = (),
    ) -> Finding:
        """Stamp a finding with the rule's id, severity, message, reasons and wording; `paste` fits where the words stand.

        `edits` are what the kind itself would change; `sources` are those of one limit among several, else the rule's own count.
        """
        words = instead or self.instead
        filled = {"instead": words, **(holes or {})}
        if fix is None:
            edits = edits or self._edits(listing, place, paste, related)
            if words is not None or edits:
                fix = Fix(fill(words or _CUT, filled), self.fix.safety if self.fix else "review", edits)
        return Finding(
            rule=self.id,
            severity=severity or self.severity,
            verdict=verdict or self.verdict,
            listing=listing.id,
            place=place,
            message=fill(self.message, filled),
            why=self.why,
            related=related,
            measured=measured,
            sources=sources or self.sources,
            fix=fix,
            category=self.category,
            consequence=self.consequence,
            evasion=evasion,
            key=key,
        )

    def _edits(self, listing: Listing, place: Place, paste: str, related: tuple[Place, ...]) -> tuple[Edit, ...]:
        """Return how the words may be mended in the text: by a wording, by what the attribute says, or without them."""
        from listinglint import editing  # only with a finding

        one = editing.field_of(listing, place)
        if one is None:
            return ()
        cut = (self.fix and self.fix.cut) or ("words" if self.category else "no")
        if self.follows and not (self.fix and self.fix.cut):
            return editing.as_told(listing, one, place, related, self.follows == "whole")
        edits = editing.pasted(one, place, paste) if paste else ()
        if edits or cut == "no":
            return edits
        return editing.cut_out(one, place, cut, self.category in _ADJECTIVES)


_CUT = Words("删去", "leave it out")
# Categories whose words mostly stand before a noun; others are said of the goods in whole clauses.
_ADJECTIVES = ("absolute", "authority", "price", "eco")


def fill(words: Words, holes: Mapping[str, Any]) -> Words:
    """Fill the named holes of a message in both languages."""
    return Words(*(_fill(text, holes, lang) for text, lang in ((words.zh, "zh"), (words.en, "en"))))


def _fill(text: str, holes: Mapping[str, Any], lang: str) -> str:
    text = chosen(text, holes)
    for name, value in holes.items():
        if "{" + name + "}" in text:
            told = value.told(lang) if isinstance(value, Words) else value
            text = text.replace("{" + name + "}", str("" if told is None else told))
    return text


def markets(listing: Listing, one: Field, scan: Scan) -> tuple[str, ...]:
    """Return the markets a field is judged for: those the listing names, else CN for Chinese and US for other text."""
    if listing.markets:
        return listing.markets
    lang = one.lang or listing.lang or ("zh" if "zh" in scan.languages else "en")
    return ("CN",) if lang == "zh" else ("US",)
