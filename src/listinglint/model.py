"""The nouns: a listing with its fields and pictures, and the findings about it.  Frozen, picklable, no input or output."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from enum import IntEnum
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any, Literal

from listinglint.lazily import lazily
from listinglint.sketch import Sketch
from listinglint.spans import OffsetMap
from listinglint.tuples import NamedTuple

Lang = Literal["zh", "en"]
Verdict = Literal["violation", "review"]
Consequence = Literal["takedown", "search-suppressed", "fine-risk", "refund-risk", "advice"]
Cause = Literal["failed", "unavailable"]
Format = Literal["plain", "html", "markdown"]
AllowedBy = Literal["allow", "waiver", "shop-waiver", "evidence"]

_INDEX = lazily(r"\[\d+\]")
_LINE_END = lazily(r"\r\n|\n|\r")
# What has not been measured; facts are never written into, a measured listing is another one.
_NOTHING: Mapping[str, Any] = {}


class Severity(IntEnum):
    """How loudly a finding is told; what it may cost the shop is its `consequence`."""

    info = 1
    warning = 2
    error = 3


class Words(NamedTuple):
    """One message in both languages."""

    zh: str
    en: str

    def told(self, lang: str) -> str:
        """Return the message in `lang`, `zh` or `en`."""
        return self.zh if lang == "zh" else self.en


class Source:
    """The decoded text of one file (or of one record of it) and where its lines start.

    `text` keeps the line ends of the file.  `line` is the 1-based number of the text's first line, so a record cut
    from the middle of a large file still tells the line of the file.
    """

    __slots__ = ("_starts", "file", "found", "line", "text")

    def __init__(self, file: str, text: str, line: int = 1) -> None:
        self.file = file
        self.text = text
        self.line = line
        self._starts: tuple[int, ...] | None = None
        # What origins have found out about the text so far, so that a second finding need not look again.
        self.found: dict[object, Any] = {}

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column (in code points) of a text offset."""
        if self._starts is None:
            self._starts = (0, *(end.end() for end in _LINE_END.finditer(self.text)))
        index = bisect_right(self._starts, offset) - 1
        return self.line + index, offset - self._starts[index] + 1

    def excerpt(self, offset: int, reach: int = 60) -> tuple[str, int]:
        """Return the line around a text offset, cut to `reach` characters either side, and its first column."""
        column = self.position(offset)[1]
        start = offset - (column - 1)
        end = _LINE_END.search(self.text, offset)
        stop = end.start() if end else len(self.text)
        first = max(start, offset - reach)
        return self.text[first : min(stop, offset + 2 * reach)], first - start + 1

    def __reduce__(self) -> tuple[Any, ...]:
        return (Source, (self.file, self.text, self.line))


class Origin:
    """How a field's text maps to its source; the base knows only where the field starts.

    `start` and `end` are offsets in `source.text`.  `cell` names a table cell for people ("row 3, Title").
    Subclasses for each container format override `resolve`.
    """

    __slots__ = ("cell", "end", "source", "start")

    def __init__(self, source: Source, start: int = 0, end: int = 0, cell: str = "") -> None:
        self.source = source
        self.start = start
        self.end = end
        self.cell = cell

    def resolve(self) -> tuple[str, OffsetMap] | None:
        """Return the decoded text and its map to the source, or None where no exact map is known."""
        return None

    def seen(self, text: str, start: int, end: int) -> tuple[str, tuple[int, int, int, int]] | None:  # noqa: ARG002
        """Return the picture and the box in which text[start:end] stands; None for text that is no picture's."""
        return None


class Verbatim(Origin):
    """Text that stands in the source as it is."""

    __slots__ = ()

    def resolve(self) -> tuple[str, OffsetMap] | None:
        """Return the slice of the source itself."""
        return self.source.text[self.start : self.end], OffsetMap.shifted(self.end - self.start, self.start)


class Place(NamedTuple):
    """Where to look.

    `start`/`end` are offsets in the field's decoded value; lines and columns are 1-based and count code points in the
    file.  `exact` is false where only the start of the field is known.  `image` and `box` (x0, y0, x1, y1 in pixels)
    point into a picture.  `excerpt` is the line of the file (long ones cut), beginning at `excerpt_column`.
    """

    file: str
    part: str = ""
    text: str = ""
    start: int | None = None
    end: int | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    exact: bool = True
    cell: str = ""
    image: str | None = None
    box: tuple[int, int, int, int] | None = None
    excerpt: str = ""
    excerpt_column: int = 1


class Field(NamedTuple):
    """One piece of text under a dotted path: `title`, `bullets[0]`, `attributes.材质`, `images[2].alt`.

    `text` is the value after the container is decoded (JSON, YAML, CSV) and before anything else: its own markup, told
    by `format`, is untouched.  `facts` holds what was measured.  `variant` is the name of the variant that the text is of.
    """

    path: str
    text: str
    origin: Origin
    lang: str = ""
    format: Format = "plain"
    facts: Mapping[str, Any] = _NOTHING
    variant: str = ""

    @property
    def selector(self) -> str:
        """The path without list indices, as rules name it: `bullets`, `images.alt`."""
        return _without_indices(self.path)

    @property
    def _cell(self) -> str:
        """The cell as people are told it, with the variant: `row 5, Colour [R-13]`."""
        return f"{self.origin.cell} [{self.variant}]".strip() if self.variant else self.origin.cell

    def at(self, start: int | None = None, end: int | None = None) -> Place:
        """Return the place of the span [start, end) of the decoded value; of the whole field without a span."""
        source = self.origin.source
        lo, hi = (0, len(self.text)) if start is None or end is None else (start, end)
        text = self.text[lo:hi] if start is not None else ""
        resolved = self.origin.resolve()
        exact = resolved is not None and resolved[0] == self.text
        first, last = resolved[1].span(lo, hi) if resolved is not None and exact else (self.origin.start,) * 2
        line, column = source.position(first)
        excerpt, excerpt_column = source.excerpt(first)
        end_line, end_column = source.position(last) if exact else (None, None)
        image, box = self.origin.seen(self.text, lo, hi) or (None, None)
        return Place(
            source.file, self.path, text, start, end, line if source.text else None, column if source.text else None,
            end_line, end_column, exact, self._cell, image, box, excerpt, excerpt_column,
        )  # fmt: skip


class Image(NamedTuple):
    """One picture of a listing.

    `role` is main, main-long, white, detail, zoom, sku, size, scene, certificate or other; `why` tells how it was
    found out (manifest, folder, name, position).  `file` is the path on disk as shown to people, `path` the one to open
    (empty for a remote picture), `ref` what the listing wrote, `index` its place among the listing's pictures.
    """

    role: str
    file: str
    path: str = ""
    ref: str = ""
    index: int = 0  # type: ignore[assignment]  # a picture is no sequence that anybody looks through
    why: str = ""
    origin: Origin | None = None
    facts: Mapping[str, Any] = _NOTHING

    @property
    def remote(self) -> bool:
        """True for a picture that lies behind a web address or in the marketplace and was not looked at."""
        return not self.path

    @property
    def part(self) -> str:
        """The field path of this picture: `images[3]`."""
        return f"images[{self.index}]"

    def at(self, box: tuple[int, int, int, int] | None = None) -> Place:
        """Return the place of this picture, or of a box of pixels in it."""
        if self.origin is None:
            return Place(self.file, self.part, image=self.file, box=box)
        line, column = self.origin.source.position(self.origin.start)
        return Place(self.origin.source.file, self.part, line=line, column=column, image=self.file, box=box)


class Allowance(NamedTuple):
    """What lets findings stand: which rules (id prefix), where, which text, and why.

    `by` tells who says so: the listing itself (allow), a waiver for it or for the whole shop, or a document that proves
    the words of `match` (evidence).
    """

    rule: str
    reason: str
    field: str = ""
    match: str = ""
    place: Place | None = None
    fingerprint: str = ""
    by: AllowedBy = "allow"


class Proof(NamedTuple):
    """A document that a listing itself names as proof of its claims; `places` tells where each value of the entry stands.

    `document` is the path as written (from the listing's folder), `path` the one to open, days are ISO.
    """

    document: str
    claims: tuple[str, ...]
    rules: tuple[str, ...] = ()
    id: str = ""
    number: str = ""
    issuer: str = ""
    scope: str = ""
    issued: str = ""
    valid_until: str = ""
    sha256: str = ""
    path: str = ""
    places: Mapping[str, Place] = {}


class FileNote(NamedTuple):
    """How one file of a listing was understood; `used` is empty for a file that nobody recognised."""

    file: str
    used: str
    why: Words


class Listing(NamedTuple):
    """A finished value: everything that is known of one product on its way to the shop."""

    id: str
    file: str
    fields: tuple[Field, ...] = ()
    images: tuple[Image, ...] = ()
    lang: str = ""
    markets: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    category: str = ""
    allow: tuple[Allowance, ...] = ()
    evidence: tuple[Proof, ...] = ()
    notes: tuple[FileNote, ...] = ()
    layout: str = ""
    unread: tuple[NotChecked, ...] = ()
    line: int = 0
    facts: Mapping[str, Any] = _NOTHING
    audiences: tuple[str, ...] = ()

    def texts(self, *selectors: str) -> Iterator[Field]:
        """Yield the fields that any selector names; a selector may end in `*` and ignores list indices."""
        for one in self.fields:
            if not selectors or selects(selectors, one.selector):
                yield one

    def pictures(self, *roles: str) -> Iterator[Image]:
        """Yield the pictures with one of these roles, all without any."""
        for image in self.images:
            if not roles or image.role in roles:
                yield image

    def at(self) -> Place:
        """Return the place of the listing as a whole: its file, and its first line where the file holds several."""
        return Place(self.file, line=self.line or None, column=1 if self.line else None)

    def with_fields(self, fields: tuple[Field, ...]) -> Listing:
        """Return the same listing with other fields."""
        return self._replace(fields=fields)


class Names(NamedTuple):
    """The selectors of a measured listing's fields, worked out once for all rules, with the fields that they are of."""

    fields: tuple[Field, ...]
    selectors: tuple[str, ...]


def selectors(listing: Listing) -> tuple[str, ...]:
    """Return the selectors of a listing's fields, in order."""
    known: Names | None = listing.facts.get("names")
    if known is not None and known.fields is listing.fields:
        return known.selectors
    return tuple(one.selector for one in listing.fields)


@lru_cache(8192)
def _without_indices(path: str) -> str:
    return _INDEX.sub("", path) if "[" in path else path


@lru_cache(8192)
def selects(selectors: tuple[str, ...], name: str) -> bool:
    """Tell whether any selector (exact, or a glob with `*`) names this field or part of it."""
    return any(name == one or ("*" in one and globbed(name, one)) or name.startswith(one + ".") for one in selectors)


def globbed(name: str, glob: str) -> bool:
    """Tell whether a glob means a name; it is made an expression only where all its letters stand in the name."""
    if "?" not in glob and "[" not in glob and not all(part in name for part in glob.split("*")):
        return False
    return fnmatchcase(name, glob)


class Measured(NamedTuple):
    """What was measured against which limit: `620 px, needs 700`."""

    value: float
    limit: float
    unit: str


class Edit(NamedTuple):
    """Replace the span [start, end) of a field's decoded value with `new`."""

    field: str
    start: int
    end: int
    new: str


class Fix(NamedTuple):
    """What to write instead: words for people and, where a machine may do it, edits."""

    words: Words
    safety: Literal["safe", "review"] = "review"
    edits: tuple[Edit, ...] = ()


class Citation(NamedTuple):
    """The authority for a finding: a law, standard or platform rule with its dates (ISO)."""

    law: str
    article: str = ""
    title: str = ""
    url: str = ""
    valid_from: str = ""
    valid_to: str = ""
    checked: str = ""
    note: str = ""


class Finding(NamedTuple):
    """One thing to look at.  Plain data: what, where, why, on what authority, what to write instead."""

    rule: str
    severity: Severity
    verdict: Verdict
    listing: str
    place: Place
    message: Words
    why: Words
    related: tuple[Place, ...] = ()
    measured: Measured | None = None
    sources: tuple[Citation, ...] = ()
    fix: Fix | None = None
    category: str = ""
    consequence: str = ""
    evasion: bool = False
    key: str = ""
    fingerprint: str = ""
    suppressed: str = ""
    suppressed_by: str = ""


class NotChecked(NamedTuple):
    """Something that was not checked, and is therefore never clean.

    `failed`: unreadable, corrupt or crashed; the run ends with 3.  `unavailable`: remote, a missing extra, cannot tell.
    `times` is how many of them one record stands for.
    """

    listing: str
    part: str
    cause: Cause
    reason: Words
    file: str = ""
    line: int | None = None
    rule: str = ""
    times: int = 1


class Exempt(NamedTuple):
    """Words that a rule looked at and let pass: why, and for absolute terms the article of the 2023 guide."""

    rule: str
    place: Place
    reason: Words
    article: str = ""


class Result(NamedTuple):
    """All that a run has to say of one listing, or (`is_listing` false) of a file that is none.

    `sketch` holds the texts and pictures themselves, for reports that show them; most runs leave it out.
    `looks` is what is kept of the listing until the run ends, to hold it against the others.  `exempted` is what rules let
    pass, kept only where somebody asked.
    """

    listing: str
    file: str
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    is_listing: bool = True
    sketch: Sketch | None = None
    looks: tuple[Any, ...] = ()
    exempted: tuple[Exempt, ...] = ()
