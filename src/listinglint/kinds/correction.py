"""What a house spelling replaces: the words a reader sees, and the edit where they stand in the file as they are seen."""

from __future__ import annotations

from collections.abc import Iterator

from listinglint.model import Edit, Field, Finding, Fix, Listing, Words
from listinglint.rule import Rule
from listinglint.text.scan import Scan, Span


def language(listing: Listing, one: Field, scan: Scan) -> str:
    """Return the language that a field is written in: Chinese where it has Chinese, else that of the listing.

    40CM has Latin letters and may well be Chinese; a Chinese text with Latin words in it is Chinese all the same.
    """
    if "zh" in scan.languages:
        return "zh"
    known = one.lang or listing.lang
    return known or ("zh" if any("zh" in other.facts["scan"].languages for other in listing.fields) else "en")


def spoken_in(rule: Rule, listing: Listing) -> Iterator[tuple[Field, Scan]]:
    """Yield the fields within a rule's scope that are written in one of its languages."""
    languages = rule.applies.languages
    for one, scan in rule.fields(listing, any_language=True):
        if not languages or language(listing, one, scan) in languages:
            yield one, scan


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
