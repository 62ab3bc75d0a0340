"""One page for people: every listing with its words in colour, its pictures with boxes, and what to write instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from listinglint import letters
from listinglint.model import NotChecked, Result, Words
from listinglint.report import Tally
from listinglint.reporters import text_
from listinglint.reporters.card import Card, Note, card
from listinglint.reporters.excerpt import safe
from listinglint.reporters.saving import Save, in_place
from listinglint.reporters.templates import page, scripted
from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    from jinja2 import Template

MOST_BYTES = 15_000_000  # beyond this a browser labours; the report becomes an overview and a folder of pages
PAGE_BYTES = 4_000_000
_FEW = (
    300  # so many cards show their main picture also where nothing is wrong with it: people know the thing at a glance
)


class Piece(NamedTuple):
    """A card as it stands in a page, and what an overview tells of it."""

    rank: tuple[int, ...]
    id: str
    key: str
    html: str
    row: dict[str, Any]
    notes: frozenset[int]


@dataclass(slots=True)
class Stock:
    """What a report is made of, filled while results stream by; the results themselves are not kept."""

    pieces: list[Piece] = field(default_factory=list)
    partly: list[tuple[str, list[tuple[str, Words]]]] = field(default_factory=list)
    clean: list[str] = field(default_factory=list)
    unread: list[tuple[str, Words]] = field(default_factory=list)
    notes: dict[Note, int] = field(default_factory=dict)
    topics: set[str] = field(default_factory=set)
    channels: set[str] = field(default_factory=set)
    sides: dict[str, Counter[str]] = field(default_factory=lambda: {side: Counter() for side in letters.SIDES})

    def add(self, one: Result, tally: Tally, macro: Any) -> None:
        """Take one result in: as a card, or by its name where nothing was found."""
        if one.is_listing:
            for told in letters.of(one):
                self.sides[told.side][told.letter] += 1
        if one.findings or one.suppressed:
            self._card(one, tally, macro)
        elif not one.is_listing:
            self.unread += [_missing(missing) for missing in one.not_checked]
        elif one.not_checked:
            self.partly.append((safe(one.listing), [_missing(missing) for missing in one.not_checked]))
        else:
            self.clean.append(safe(one.listing))

    def _card(self, one: Result, tally: Tally, macro: Any) -> None:
        topics = dict.fromkeys(rule.split("/")[0] for rule in tally.rules_run)
        made = card(one, topics, len(self.pieces) < _FEW)
        for item in made.items:
            self.notes.setdefault(item.note, len(self.notes) + 1)
        key = f"c{len(self.pieces) + 1}"
        numbers = {item.number: self.notes[item.note] for item in made.items}
        self.topics.update(item.topic for item in made.items)
        self.channels.update(made.channels)
        text = str(macro.card(made, key, numbers))
        self.pieces.append(Piece(made.rank, made.id, key, text, _row(made), frozenset(numbers.values())))


def _row(one: Card) -> dict[str, Any]:
    has = {
        f"{item.level}:{'review' if item.review else 'violation'}:{item.topic}:{item.consequence}" for item in one.items
    }
    title = next(("".join(piece.text for piece in text.pieces) for text in one.texts), "")
    told = {
        "id": one.id,
        "file": one.file,
        "title": title,
        "channels": one.channels,
        "counts": one.counts,
        "letters": one.letters,
    }
    return told | {"has": " ".join(sorted(has))}


def _missing(one: NotChecked) -> tuple[str, Words]:
    return text_.unchecked(one), Words(safe(one.reason.zh), safe(one.reason.en))


def write(results: Iterable[Result], tally: Tally, output: Path) -> tuple[Path, ...]:
    """Write the report and return its files: one, or an overview and a folder of pages where one would be too large."""
    return written(results, tally, output, MOST_BYTES, PAGE_BYTES)


def written(results: Iterable[Result], tally: Tally, output: Path, most: int, each: int) -> tuple[Path, ...]:
    """Write the report with these bounds in bytes for the whole and for a page of a folder."""
    template = page("report.html.j2")
    macro = template.environment.get_template("card.html.j2").make_module({"lang": tally.lang})
    stock = Stock()
    for one in tally.counted(results):
        stock.add(one, tally, macro)
    stock.pieces.sort(key=lambda piece: (piece.rank, piece.id))
    common = _common(stock, tally)
    if sum(len(piece.html) for piece in stock.pieces) <= most:
        return in_place([Save(output, _page(template, common, stock, stock.pieces, first=True))])
    return in_place(_folder(template, common, stock, output, each))


def _folder(template: Template, common: dict[str, Any], stock: Stock, output: Path, most: int) -> Iterator[Save]:
    """Yield the pages of a report in parts, then its overview with a row a listing."""
    folder = output.with_name(f"{output.stem}-pages")
    rows = []
    for number, part in enumerate(_parts(stock.pieces, most), 1):
        name = f"{number:03}.html"
        rows += [piece.row | {"link": f"{folder.name}/{name}#{piece.key}"} for piece in part]
        text = _page(template, common, stock, part, title=str(number), back=f"../{output.name}")
        yield Save(folder / name, text)
    yield Save(output, _page(template, common, stock, [], rows=rows, first=True))


def _parts(pieces: list[Piece], most: int) -> Iterator[list[Piece]]:
    part: list[Piece] = []
    size = 0
    for one in pieces:
        if part and size + len(one.html) > most:
            yield part
            part, size = [], 0
        part.append(one)
        size += len(one.html)
    if part:
        yield part


def _in(lang: str, tally: Tally) -> Tally:
    told = copy(tally)
    told.lang = lang
    return told


def _common(stock: Stock, tally: Tally) -> dict[str, Any]:
    summary = Words(*(text_.summary(_in(lang, tally)) for lang in ("zh", "en")))
    return {
        "lang": tally.lang, "tally": tally, "summary": summary, "topics": sorted(stock.topics),
        "channels": sorted(stock.channels), "sides": stock.sides, "clean": stock.clean, "unread": stock.unread,
        "partly": stock.partly, **scripted("report.js"),
    }  # fmt: skip


def _page(
    template: Template, common: dict[str, Any], stock: Stock, pieces: list[Piece], *, rows: list[Any] | tuple[()] = (),
    first: bool = False, title: str = "", back: str = "",
) -> bytes:  # fmt: skip
    from markupsafe import Markup  # comes with jinja2

    used = frozenset[int]().union(*(piece.notes for piece in pieces))
    notes = [(number, note) for note, number in stock.notes.items() if number in used]
    cards = [Markup(piece.html) for piece in pieces]  # noqa: S704  # came out of the same escaping templates
    # What is told of a listing at the end of the run stands on a second card of its own.
    count = len({(piece.id, piece.row["file"]) for piece in pieces} or {(row["id"], row["file"]) for row in rows})
    told = {"count": count, "first": first, "title": title, "back": back}
    text = template.render(common, cards=cards, notes=notes, rows=list(rows), page=told)
    return text.encode("utf-8", "replace")
