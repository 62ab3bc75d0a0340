"""What a house spelling replaces: the words a reader sees, and the edit where they stand in the file as they are seen."""

from __future__ import annotations

from listinglint.model import Edit, Field, Finding, Fix, Listing, Words
from listinglint.rule import Rule
from listinglint.text.scan import Scan, Span


def corrected(rule: Rule, listing: Listing, one: Field, scan: Scan, span: Span, right: str) -> Finding:
    """Return the finding about a span of the visible text that should read `right`.

    Where markup stands between the letters the wording is offered and no edit: it would lose the markup.
    """
    start, end = span if scan.view is None else scan.view.span(*span)
    words = Words(right, right)
    plain = one.text[start:end] == scan.visible[slice(*span)]
    edits = (Edit(one.path, start, end, right),) if plain else ()
    safety = rule.fix.safety if rule.fix and plain else "review"
    place = one.at(start, end)
    holes = {"match": place.text.strip()}
    return rule.finding(
        listing, place, holes=holes, instead=words, fix=Fix(words, safety, edits), key=scan.visible[slice(*span)]
    )
