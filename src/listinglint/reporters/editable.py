"""Which suggested wording a program may put into the file by itself: one span, which stands there as it is."""

from __future__ import annotations

from listinglint.lazily import lazily
from listinglint.model import Edit, Finding, Place

# Wording that means the same inside quotes, a table cell or YAML; other characters might have to be escaped there.
_HARMLESS = lazily(r"\w(?:[\w .()/%+\-，。、；：（）“”]*[\w.)%，。、；：（）“”])?|")


def edit(one: Finding) -> Edit | None:
    """Return the only edit of a finding where the file itself can be edited with it, None where it needs a writer."""
    if one.fix is None or len(one.fix.edits) != 1:
        return None
    only = one.fix.edits[0]
    return only if _verbatim(one.place, only) else None


def _verbatim(place: Place, told: Edit) -> bool:
    same = (place.part, place.start, place.end) == (told.field, told.start, told.end)
    if not place.exact or place.image is not None or not same:
        return False
    if place.line != place.end_line or not place.text or not _HARMLESS.fullmatch(told.new):
        return False
    first = (place.column or 1) - place.excerpt_column
    return place.excerpt[first : first + len(place.text)] == place.text
