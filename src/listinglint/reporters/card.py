"""One listing as a page shows it: its words in colour, its pictures with boxes, and what is to be said of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from listinglint import letters
from listinglint.letters import Letter
from listinglint.model import Finding, NotChecked, Place, Result, Words
from listinglint.report import badness
from listinglint.reporters import naming, text_
from listinglint.reporters.excerpt import safe
from listinglint.reporters.rewritten import Rewritten
from listinglint.reporters.rows import shown
from listinglint.reporters.spans import Mark, Piece, pieces
from listinglint.reporters.thumbs import thumb
from listinglint.sketch import Sketch, SketchImage
from listinglint.tuples import NamedTuple

_BOTH = ("zh", "en")


class Note(NamedTuple):
    """Why something is a problem and on what basis: the same for many findings, so a page tells it once."""

    rule: str
    why: Words
    basis: tuple[tuple[str, str, str, str], ...]


class Item(NamedTuple):
    """One finding under its number."""

    number: int
    level: str
    review: bool
    rule: str
    topic: str
    message: Words
    place: Words
    at: str
    text: str
    related: tuple[tuple[Words, str], ...]
    measured: Words
    bar: tuple[float, float] | None
    basis: Words
    suggestion: Words
    rewritten: str
    note: Note
    consequence: str
    fingerprint: str


class Text(NamedTuple):
    """A text of the listing in pieces under its name."""

    name: Words
    pieces: tuple[Piece, ...]


class Group(NamedTuple):
    """Rows of the attribute table that belong together: a contradiction joins its cells."""

    rows: tuple[Text, ...]
    numbers: tuple[int, ...] = ()
    level: str = ""


class Box(NamedTuple):
    """A numbered box over a picture, in per cent of its sides; a whole picture has no sides."""

    number: int
    level: str
    sides: tuple[float, float, float, float] | None


class Picture(NamedTuple):
    """A picture with its boxes; `uri` is empty where it could not be shown."""

    name: Words
    file: str
    uri: str
    boxes: tuple[Box, ...]


class Card(NamedTuple):
    """Everything that a page shows of one listing."""

    id: str
    file: str
    rank: tuple[int, ...]
    counts: dict[str, int]
    channels: tuple[str, ...]
    letters: tuple[Letter, ...]
    because: dict[str, tuple[int, ...]]
    texts: tuple[Text, ...]
    attributes: tuple[Group, ...]
    pictures: tuple[Picture, ...]
    items: tuple[Item, ...]
    missing: tuple[tuple[str, Words], ...]
    suppressed: tuple[tuple[str, Words, str], ...]
    passed: tuple[str, ...]


def card(one: Result, topics: Iterable[str], always_main: bool = False) -> Card:
    """Return the card of a listing; `always_main` shows the main picture also where nothing is wrong with it."""
    sketch = one.sketch or Sketch()
    order = {field.path: number for number, field in enumerate(sketch.fields)}
    found = sorted(
        one.findings,
        key=lambda told: (-told.severity, told.verdict == "review", order.get(told.place.part, len(order))),
    )
    numbered = enumerate(zip(found, _rewritten(one, found), strict=True), 1)
    items = tuple(_item(number, finding, sketch, text) for number, (finding, text) in numbered)
    spoken = {item.topic for item in items}
    counts = Counter("review" if item.review else item.level for item in items)
    return Card(
        safe(one.listing), safe(one.file), badness(found), dict(counts), sketch.channels, letters.of(one),
        _because(one, found),
        tuple(_texts(found, sketch)), tuple(_attributes(found, sketch)),
        tuple(_pictures(found, sketch, always_main)), items, tuple(_missing(one.not_checked)),
        tuple((finding.rule, Words(*map(safe, finding.message)), safe(finding.suppressed)) for finding in one.suppressed),
        tuple(topic for topic in topics if topic not in spoken),
    )  # fmt: skip


def _because(one: Result, found: list[Finding]) -> dict[str, tuple[int, ...]]:
    """Return for each side the numbers of the findings that gave it its letter."""
    numbers = {id(finding): number for number, finding in enumerate(found, 1)}
    return {told.side: tuple(sorted(numbers[id(finding)] for finding in told.because)) for told in letters.of(one)}


def _rewritten(one: Result, found: list[Finding]) -> Iterator[str]:
    """Yield how the text around each finding would read, once for findings of one stretch."""
    new, seen = Rewritten(one), {""}
    for finding in found:
        whole = one.sketch.text(finding.place.part) if one.sketch else None
        start, end, _ = shown(whole, finding.place.start, finding.place.end)
        text = new.text(finding, start, end) if start is not None else ""
        yield "" if text in seen else text
        seen.add(text)


def _item(number: int, one: Finding, sketch: Sketch, rewritten: str) -> Item:
    basis = dict.fromkeys(
        (safe(text_.citation(source)), safe(source.title), _link(source.url), source.checked) for source in one.sources
    )
    note = Note(one.rule, Words(safe(one.why.zh), safe(one.why.en)), tuple(basis))
    return Item(
        number, one.severity.name, one.verdict == "review", one.rule, one.rule.split("/")[0],
        Words(*(text_.headline(one, lang) for lang in _BOTH)), _named(one.place, sketch), text_.where(one.place),
        safe(one.place.text), tuple((_named(other, sketch), safe(other.text)) for other in one.related),
        Words(*(text_.measured(one, lang) for lang in _BOTH)), _bar(one),
        Words(*(mark.join(cited for cited, *_ in note.basis) for mark in ("；", "; "))),
        Words(safe(one.fix.words.zh), safe(one.fix.words.en)) if one.fix is not None else Words("", ""),
        safe(rewritten), note, one.consequence, one.fingerprint,
    )  # fmt: skip


def _link(url: str) -> str:
    """A rule file may name anything; a page links only to the web."""
    return url if url.startswith(("https://", "http://")) else ""


def _named(place: Place, sketch: Sketch) -> Words:
    return Words(*(safe(naming.part(place, sketch, lang)) for lang in _BOTH))


def _bar(one: Finding) -> tuple[float, float] | None:
    """Return how far value and limit reach on a bar, in per cent."""
    if one.measured is None or one.measured.value < 0 or one.measured.limit <= 0:
        return None
    top = 1.1 * max(one.measured.value, one.measured.limit)
    return round(100 * one.measured.value / top, 1), round(100 * one.measured.limit / top, 1)


def _marks(path: str, found: list[Finding]) -> Iterator[Mark]:
    for number, one in enumerate(found, 1):
        for place in (one.place, *one.related):
            if place.part == path and place.start is not None and place.end is not None:
                yield Mark(place.start, place.end, number, one.severity.name)


def _text(path: str, found: list[Finding], sketch: Sketch, numbers: Iterable[int] = ()) -> Text:
    """Return a text with the spans of all findings, or only of those with these numbers."""
    field = next(one for one in sketch.fields if one.path == path)
    kept = set(numbers)
    marks = (mark for mark in _marks(path, found) if not kept or mark.number in kept)
    if path.startswith("attributes."):
        key = safe(path.removeprefix("attributes."))
        return Text(Words(key, key), pieces(field.text, marks, field.format))
    name = Words(*(safe(naming.path(path, sketch, lang)) for lang in _BOTH))
    return Text(name, pieces(field.text, marks, field.format))


def _texts(found: list[Finding], sketch: Sketch) -> Iterator[Text]:
    """Yield the title, and every other text but attributes that a finding is about."""
    touched = {place.part for one in found for place in (one.place, *one.related)}
    for field in sketch.fields:
        if not field.path.startswith("attributes.") and (field.path == "title" or field.path in touched):
            yield _text(field.path, found, sketch)


def _attributes(found: list[Finding], sketch: Sketch) -> Iterator[Group]:
    """Yield contradictions with their cells joined, then the other attributes."""
    paths = {field.path for field in sketch.fields}
    joined: dict[tuple[str, ...], list[int]] = {}
    for number, one in enumerate(found, 1):
        parts = tuple(dict.fromkeys(place.part for place in (one.place, *one.related) if place.part in paths))
        if len(parts) > 1:
            joined.setdefault(parts, []).append(number)
    for parts, numbers in joined.items():
        rows = tuple(_text(part, found, sketch, numbers) for part in parts)
        yield Group(rows, tuple(numbers), max(found[number - 1].severity for number in numbers).name)
    told = {part for parts in joined for part in parts}
    for field in sketch.fields:
        if field.path.startswith("attributes.") and field.path not in told:
            yield Group((_text(field.path, found, sketch),))


def _pictures(found: list[Finding], sketch: Sketch, always_main: bool) -> Iterator[Picture]:
    about = {_shown_in(place) for one in found for place in (one.place, *one.related)}
    main = next((one.part for one in sketch.images if one.role == "main"), "")
    for image in sketch.images:
        if image.part in about or (always_main and image.part == main):
            yield _picture(image, found, sketch)


def _picture(image: SketchImage, found: list[Finding], sketch: Sketch) -> Picture:
    small = thumb(image.path) if image.path else None
    boxes = []
    for number, one in enumerate(found, 1):
        for place in (one.place, *one.related):
            if _shown_in(place) == image.part:
                sides = _sides(place.box, small.width, small.height) if small and place.box else None
                boxes.append(Box(number, one.severity.name, sides))
    name = Words(*(naming.path(image.part, sketch, lang) for lang in _BOTH))
    return Picture(name, safe(image.file), small.uri if small else "", tuple(dict.fromkeys(boxes)))


def _shown_in(place: Place) -> str:
    """Return the picture that a place lies in, nothing for other places: `images[2].words[0]` lies in `images[2]`."""
    return place.part.partition(".")[0] if place.image is not None else ""


def _sides(box: tuple[int, int, int, int], width: int, height: int) -> tuple[float, float, float, float]:
    """Return left, top, width and height of a box in per cent of the picture."""
    x0, y0, x1, y1 = box
    wide, high = max(x1 - x0, 1), max(y1 - y0, 1)
    return tuple(round(100 * part, 2) for part in (x0 / width, y0 / height, wide / width, high / height))  # type: ignore[return-value]  # four of them


def _missing(missing: Iterable[NotChecked]) -> Iterator[tuple[str, Words]]:
    for one in missing:
        yield text_.unchecked(one), Words(safe(one.reason.zh), safe(one.reason.en))
