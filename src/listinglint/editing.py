"""Which edit a finding can offer: the wording that its rule gives for these words, or the text without them."""

from __future__ import annotations

from listinglint.lazily import lazily
from listinglint.model import Edit, Field, Listing, Place
from listinglint.text.cutting import Reach, cut

# A wording with a gap to fill in is advice, and so is one that tells what to do.
_GAP = lazily(
    r"(?i)[×…]|\.\.\.|xx|^(?:写|改|删|去掉|换|请|不要|注明|如实|说明|例如|(?:write|name|give|state|say|drop|use|replace|tell|add|leave)\b)"
)
_HAN = lazily(r"[\u3400-\u9fff]")
# A value that lists several things, or explains, is no name.
_LISTED = lazily(r"[，,;；。\n|:：]|\.\s")
_WHOLLY = lazily(r"100\s?%")
_MOST_HAN, _MOST_LATIN = 14, 40
_ARTICLE = lazily(r"(?i)(^|[^a-z])(an?)(\s+)$")


def field_of(listing: Listing, place: Place) -> Field | None:
    """Return the field that a finding points into, None for pictures and for what has no span."""
    if place.start is None or place.end is None or place.start >= place.end or place.image is not None:
        return None
    if place.part.endswith(".words"):
        return None  # the words stand in a picture
    return next((one for one in listing.fields if one.path == place.part), None)


def pasted(one: Field, place: Place, wording: str) -> tuple[Edit, ...]:
    """Return the edit that puts a wording in the place of the words, none where the wording has a gap."""
    start, end = place.start or 0, place.end or 0
    if _GAP.search(wording) or not _plain(one, start, end):
        return ()
    told = one.text[start:end]
    wording = _written_like(told, wording)
    article = _ARTICLE.search(one.text[:start])
    if article and wording[:1].isascii() and wording[:1].isalpha():
        right = "an" if wording[0].lower() in "aeiou" else "a"
        if article[2].lower() != right:
            written = right.capitalize() if article[2][0].isupper() else right
            return (Edit(one.path, article.start(2), end, written + article[3] + wording),)
    return (Edit(one.path, start, end, wording),) if wording != told else ()


def _written_like(told: str, wording: str) -> str:
    """Return the wording with capitals where the words have them that it replaces."""
    if not any(letter.isupper() for letter in told) or not wording.isascii():
        return wording
    words = told.split()
    if told.isupper() and len(words) > 1:
        return wording.upper()
    if len(words) > 1 and all(word[:1].isupper() or not word[:1].isalpha() for word in words):
        return " ".join(word[:1].upper() + word[1:] for word in wording.split(" "))
    return wording[:1].upper() + wording[1:] if told[:1].isupper() else wording


def as_told(listing: Listing, one: Field, place: Place, related: tuple[Place, ...], whole: bool) -> tuple[Edit, ...]:
    """Return the edit that makes a text say what the listing's attribute says, none where no attribute is the other side.

    With `whole` the attribute's whole value goes in, else only the words that the finding names.
    """
    if one.path.startswith("attributes."):
        return ()
    other = next((it for it in related if it.part.startswith("attributes.") and it.image is None), None)
    value = next((it.text.strip() for it in listing.fields if other and it.path == other.part), "")
    wording = _WHOLLY.sub("", value).strip() if whole else other.text.strip() if other else ""
    han = bool(_HAN.search(place.text))
    if (whole and "%" in wording) or (not whole and wording[-1:].isdigit() and not place.text[-1:].isdigit()):
        return ()  # shares of a blend are no name, and a bare figure would lose the unit
    if not wording or len(wording) > (_MOST_HAN if han else _MOST_LATIN) or _LISTED.search(wording):
        return ()
    return pasted(one, place, wording) if bool(_HAN.search(wording)) == han or not whole else ()


def cut_out(one: Field, place: Place, reach: Reach, adjective: bool) -> tuple[Edit, ...]:
    """Return the edit that takes the words out of the text, none where nothing readable would be left."""
    start, end = place.start or 0, place.end or 0
    if not _plain(one, start, end):
        return ()
    found = cut(one.text, start, end, reach, adjective)
    return (Edit(one.path, found.start, found.end, found.new),) if found else ()


def _plain(one: Field, start: int, end: int) -> bool:
    """Tell whether no markup stands between the letters, which an edit would lose."""
    return one.format == "plain" or not any(sign in one.text[start:end] for sign in "<>&*_`[]\n")
