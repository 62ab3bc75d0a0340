"""What versions of one product promise in terms that can be set against each other: the warranty, where it is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from listinglint.declared import declared
from listinglint.kinds.linear import compiled, either, proven
from listinglint.kinds.opposites import Said
from listinglint.lazily import lazily
from listinglint.model import Field, Finding, Listing, Words
from listinglint.rule import Classes, Fold, Rule
from listinglint.text.clauses import clause
from listinglint.text.guards import negated, question
from listinglint.text.scan import Scan, Span
from listinglint.tuples import NamedTuple

_NUMBER = lazily(r"\d+(?:\.\d+)?|[一二两三四五六七八九十半]+|\b[a-z]+\b")
_WRITTEN = {
    "半": 0.5, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "half": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "twelve": 12,
}  # fmt: skip
# In months, and in metres of water: 30 m, 3 bar, 3 atm and 100 ft are one rating.
_UNITS: Mapping[str, Mapping[str, float]] = {
    "time": {
        "year": 12, "yr": 12, "周年": 12, "年": 12, "month": 1, "mo": 1, "个月": 1, "月": 1,
        "week": 7 / 30, "周": 7 / 30, "day": 1 / 30, "天": 1 / 30, "日": 1 / 30,
    },
    "depth": {"atm": 10, "bar": 10, "气压": 10, "米": 1, "met": 1, "ft": 0.3048, "feet": 0.3048, "m": 1},
}  # fmt: skip
_YEAR_OF_DAYS = 365
_ROUNDED = 0.03


class Value(NamedTuple):
    """One thing that can be said, in whatever words: an expression over folded text."""

    name: str
    form: str


class Term(NamedTuple):
    """Something that a shop promises of a product.

    `forms` find it in texts and `labels` name attributes that hold nothing else (not where `not_labelled` goods are sold).
    What was found is one of the `values`, else a number with a `unit`, or (`code`) the words themselves.  A clause in which
    one of `others` stands is about other goods.
    """

    name: Words
    forms: tuple[str, ...]
    labels: str = ""
    values: tuple[Value, ...] = ()
    unit: Literal["", "time", "depth", "code"] = ""
    others: str = ""
    not_labelled: tuple[str, ...] = ()


@declared
class TermsRule(Rule):
    """Says nothing about one listing; `compare` has it judge the versions of a product, joined.

    Two versions differ where each says something and nothing that one says is said by the other.
    """

    kind: ClassVar[str] = "terms"
    holes: ClassVar[frozenset[str]] = frozenset({"match", "found", "field", "told", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    terms: tuple[Term, ...]

    @property
    def signals(self) -> frozenset[str]:
        """Nothing in one listing wakes it."""
        return frozenset()

    def prepared(self, fold: Fold, classes: Classes) -> TermsRule:  # noqa: ARG002
        """Return the rule; raises a group of `CannotMatch` for wrong expressions."""
        values = [[one.form for one in term.values] for term in self.terms]
        given = zip(self.terms, values, strict=True)
        proven("terms", ((*term.forms, *of, term.labels, term.others) for term, of in given))
        return self

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding for each term in which versions differ; one listing alone is one version."""
        texts = list(self.fields(listing))
        for term in self.terms:
            voices: dict[object, dict[str | float, Said]] = {}
            for one, scan in texts:
                for value, said in _said(term, one, scan, listing):
                    voices.setdefault(one.facts.get("of"), {}).setdefault(value, said)
            told = list(voices.values())
            for index, mine in enumerate(told):
                against = [other for other in told[index + 1 :] if not _agree(mine, other)]
                if against:
                    yield self._told(listing, term, mine, against)
                    break

    def _told(
        self, listing: Listing, term: Term, mine: Mapping[str | float, Said], against: list[dict[str | float, Said]]
    ) -> Finding:
        place = next(iter(mine.values())).place
        related = tuple(next(iter(other.values())).place for other in against[:3])
        found = related[0].text or "?"
        holes = {"match": place.text, "found": found, "field": related[0].part, "told": term.name}
        return self.finding(listing, place, holes=holes, related=related, key=f"{term.name.en} {place.text.casefold()}")


def _said(term: Term, one: Field, scan: Scan, listing: Listing) -> Iterator[tuple[str | float, Said]]:
    """Yield what a field says of a term, each with its place."""
    text = scan.text
    part, _, name = one.selector.partition(".")
    goods = {each for told in listing.facts.get("goods", ()) for each in told.split("/")}
    labelled = part == "attributes" and bool(term.labels) and goods.isdisjoint(term.not_labelled)
    if labelled and compiled(term.labels).found(name.casefold().encode()):
        value = _value(term, text)
        if value is not None:
            yield value, Said(one, (0, len(text)))
        return
    for span in compiled(either(term.forms)).hits(text.encode()):
        value = None if _disowned(term, text, span) else _value(term, text[slice(*span)])
        if value is not None:
            yield value, Said(one, span)


def _disowned(term: Term, text: str, span: Span) -> bool:
    """Tell whether words are denied, asked, or said of other goods."""
    around = text[slice(*clause(text, *span))]
    other = bool(term.others) and compiled(term.others).found(around.encode())
    return other or negated(text, *span) or question(text, *span)


def _value(term: Term, text: str) -> str | float | None:
    """Return what words come to: the name of a value, months, metres; None for what nobody can set against another."""
    data = text.encode()
    for value in term.values:
        if compiled(value.form).found(data):
            return value.name
    if term.unit == "code":
        return text.strip().replace(" ", "")
    for number in _NUMBER.finditer(text) if term.unit else ():
        known = _WRITTEN.get(number.group())
        size = float(number.group()) if number.group()[0].isdigit() else known
        rest = text[number.end() :].lstrip(" -")
        factor = next((each for unit, each in _UNITS[term.unit].items() if rest.startswith(unit)), None)
        if size is not None and factor is not None:
            whole = term.unit == "time" and factor < 1 and size % _YEAR_OF_DAYS == 0 and size > 0
            return 12 * size / _YEAR_OF_DAYS if whole else size * factor
    return None


def _agree(mine: Mapping[str | float, Said], other: Mapping[str | float, Said]) -> bool:
    return any(_same(one, two) for one in mine for two in other)


def _same(one: str | float, two: str | float) -> bool:
    if isinstance(one, str) or isinstance(two, str):
        return one == two
    return abs(one - two) <= _ROUNDED * max(one, two)
