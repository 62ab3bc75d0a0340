"""Holds listings against each other: the same product told differently, and what a whole catalogue shows.

Listings pass by once and lie on disk from then on; in memory are the versions of one product, and figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from listinglint.compare.ledger import Ledger
from listinglint.compare.products import contradicted
from listinglint.compare.shelf import Shelf
from listinglint.engine import Plan
from listinglint.facts import Wants, measure
from listinglint.kinds.across import AcrossRule, Note, Verdict
from listinglint.model import Field, Finding, Listing, NotChecked, Place, Result, Words
from listinglint.review import review
from listinglint.rule import Rule
from listinglint.text.scan import Scan

# More versions than that no product has: their number is a placeholder.
MOST_VERSIONS = 40


class Comparison:
    """Listings that were `kept` one by one, and the `results` of holding them against each other."""

    def __init__(self, ready: Plan) -> None:
        self._ready = ready
        self._rules: list[Rule] = [ready.rules.rule(number) for number in ready.rules.chosen]
        self._across = [rule for rule in self._rules if isinstance(rule, AcrossRule)]
        self._shelf = Shelf()
        self._ledger = Ledger(self._shelf.connection)

    def keep(self, listing: Listing) -> None:
        """Put a listing on the shelf and note what it says."""
        number = self._shelf.put(listing)
        if not self._across:
            return
        measured = self._scanned(listing)
        title = _title(measured)
        for at, rule in enumerate(self._across):
            self._ledger.note(at, number, title, rule.notes(measured))

    def results(self) -> Iterator[Result]:
        """Yield a result for each listing, in the order in which they were kept, with what the others show of it."""
        for number, finding in self._found():
            self._shelf.tell(number, finding)
        unheld = {members[0]: len(members) for members in self._shelf.products() if len(members) > MOST_VERSIONS}
        for number, listing in self._shelf.each():
            found = [one._replace(listing=listing.id) for one in self._shelf.told(number)]
            kept, suppressed = review(listing, found, self._ready.rules.ids)
            left = (_too_many(listing, unheld[number]),) if number in unheld else ()
            yield Result(listing.id, listing.file, tuple(kept), left, tuple(suppressed))
        self._shelf.close()

    def _found(self) -> Iterator[tuple[int, Finding]]:
        for members in self._shelf.products():
            group = [(number, self._shelf.get(number)) for number in members[:MOST_VERSIONS]]
            yield from contradicted(group, self._rules, self._ready)
        for at, rule in enumerate(self._across):
            for verdict in rule.verdicts(self._ledger.of(at)):
                yield self._told(at, rule, verdict)

    def _told(self, at: int, rule: AcrossRule, verdict: Verdict) -> tuple[int, Finding]:
        """Open the listings that a verdict is about again and show the places."""
        spots = self._ledger.of(at).spots(verdict.subject, verdict.spelling)
        (number, note), *rest = spots
        first = self._scanned(self._shelf.get(number))
        places = [_place(self._scanned(self._shelf.get(other)), one) for other, one in rest]
        return number, rule.told(first, _place(first, note), places, verdict)

    def _scanned(self, listing: Listing) -> Listing:
        rules = self._ready.rules
        return measure(listing, Wants(frozenset({"scan"})), rules.scanner, rules.goods, rules.lexicon)


def compared(listings: Iterable[Listing], ready: Plan) -> Iterator[Result]:
    """Yield a result for each listing with what the others show of it."""
    held = Comparison(ready)
    for one in listings:
        held.keep(one)
    yield from held.results()


def _place(listing: Listing, note: Note) -> Place:
    field: Field = listing.fields[note.field]
    scan: Scan = field.facts["scan"]
    return field.at(*(note.span if scan.view is None else scan.view.span(*note.span)))


def _title(listing: Listing) -> str:
    scan: Scan | None = next((one.facts["scan"] for one in listing.texts("title")), None)
    return scan.text if scan is not None else listing.id


def _too_many(listing: Listing, count: int) -> NotChecked:
    why = Words(
        f"有 {count} 个商品用同一编号，只比较了前 {MOST_VERSIONS} 个；请核对货号",
        f"{count} listings bear one number; only the first {MOST_VERSIONS} were compared. Look at their SKUs",
    )
    return NotChecked(listing.id, "", "unavailable", why, listing.file)
