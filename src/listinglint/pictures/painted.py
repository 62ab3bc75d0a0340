"""Words read from a picture as fields of the listing, each line standing in its box of the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

from listinglint.lazily import lazily
from listinglint.model import Field, Image, Listing, Origin, Source
from listinglint.pictures.seen import Box, Line

_HAN = lazily(r"[\u3400-\u9fff]")
_LATIN = lazily(r"[A-Za-z0-9]")
_LETTERS = lazily(r"[A-Za-z]")
# Lines are read from top to bottom, so that the next one of a column is among the next few; the rest in heights of a line.
_NEAR, _FLUSH, _SIZE = 6, 0.6, 1.35
# A line that is nothing but a mark, as it is engraved in jewellery.
_HALLMARK = lazily(
    r"(?i)(?:s?\s?925(?:银)?|s\s?(?:990|999)|(?:990|999)银|(?:pt|pd|铂)\s?(?:850|900|950|990|999)"
    r"|(?:au|g)\s?(?:375|417|585|750|916|990|999)|(?:au)?\s?(?:9|10|14|18|22|24)\s?k(?:金)?"
    r"|足金(?:999|9999)?|千足金|足银(?:999)?|足铂)"
)


class Painted(Origin):
    """A line that was read from a picture: the picture's name and the line's box in pixels."""

    __slots__ = ("box", "image")

    def __init__(self, source: Source, start: int, image: str, box: Box) -> None:
        super().__init__(source, start, start)
        self.image = image
        self.box = box

    def seen(self, text: str, start: int, end: int) -> tuple[str, Box] | None:
        """Return the part of the line's box in which a span stands: a Chinese letter is about two Latin ones wide."""
        left, top, right, bottom = self.box
        ends = [0]
        for letter in text:
            ends.append(ends[-1] + (2 if east_asian_width(letter) in "WF" else 1))
        scale = (right - left) / max(1, ends[-1])
        return self.image, (round(left + ends[start] * scale), top, round(left + ends[end] * scale), bottom)


def fields(listing: Listing, image: Image, lines: Iterable[Line]) -> Iterator[Field]:
    """Yield the lines of a picture as `images[i].words[j]`; none where the listing brings the picture's words itself."""
    base = f"{image.part}.words"
    if any(one.path.startswith(base) for one in listing.fields):
        return
    source = image.origin.source if image.origin is not None else Source(image.file, "")
    start = image.origin.start if image.origin is not None else 0
    chinese = _chinese(listing)
    for number, line in enumerate(one for one in lines if worth_reading(one.text)):
        lang = "zh" if chinese or _HAN.search(line.text) else "en"
        yield Field(f"{base}[{number}]", line.text, Painted(source, start, image.file, line.box), lang)


def wrapped(listing: Listing) -> Iterator[tuple[Field, Field, str]]:
    """Yield each two lines of a picture that may be one sentence, with what stands between them (nothing or a blank).

    They stand in one column, in letters of one size, with less than a line between them, and none of them ends a sentence.
    """
    lines = [one for one in listing.fields if isinstance(one.origin, Painted)]
    for number, one in enumerate(lines):
        upper = one.origin
        for other in lines[number + 1 : number + 1 + _NEAR]:
            lower = other.origin
            if isinstance(upper, Painted) and isinstance(lower, Painted) and lower.image == upper.image:
                between = _between(one.text.rstrip(), other.text.lstrip())
                if between is not None and _below(upper.box, lower.box):
                    yield one, other, between
                    break


def _below(upper: Box, lower: Box) -> bool:
    """Tell whether a line goes on in another one: flush left or centred, as tall, and right below."""
    low, high = sorted((upper[3] - upper[1], lower[3] - lower[1]))
    flush = abs(upper[0] - lower[0]) <= _FLUSH * low
    centred = abs(upper[0] + upper[2] - lower[0] - lower[2]) <= 2 * _FLUSH * low
    return (flush or centred) and high <= _SIZE * low and -_FLUSH * low <= lower[1] - upper[3] <= low


def _between(first: str, second: str) -> str | None:
    if _HAN.search(first[-1:]) and _HAN.search(second[:1]):
        return ""
    return " " if _LETTERS.search(first[-1:]) and _LETTERS.search(second[:1]) else None


def worth_reading(text: str) -> bool:
    """Tell whether a line is more than a stray letter, which patterns and gems are now and then taken for."""
    return len(_HAN.findall(text)) >= 2 or len(_LATIN.findall(text)) >= 2


def is_hallmark(text: str) -> bool:
    """Tell a line that is only a mark of fineness: S925, PT950, AU750, 18K, 足金."""
    return bool(_HALLMARK.fullmatch(text.strip()))


def _chinese(listing: Listing) -> bool:
    """Tell whether a listing speaks Chinese; then its English ornaments are judged as part of it."""
    titles = (one for one in listing.fields if one.selector.startswith("title"))
    return listing.lang == "zh" or any(one.lang == "zh" or _HAN.search(one.text) for one in titles)
