"""One page for people: every listing with its words in colour, its pictures with boxes, and what to write instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from listinglint import letters
from listinglint.model import NotChecked, Result, Words
from listinglint.report import Tally, badness
from listinglint.reporters import text_
from listinglint.reporters.card import Card, card
from listinglint.reporters.excerpt import safe
from listinglint.reporters.saving import Save, in_place
from listinglint.reporters.templates import page, scripted

if TYPE_CHECKING:
    from jinja2 import Template

MOST_BYTES = 15_000_000  # beyond this a browser labours; the report becomes an overview and a folder of pages
PAGE_BYTES = 4_000_000
_FEW = 300  # up to so many listings every card shows its main picture, so that people know the thing at a glance


class _Sorted(NamedTuple):
    """Results as the page needs them: the worst first, the clean by name, what could not be read."""

    found: tuple[Result, ...]
    partly: tuple[Result, ...]
    clean: tuple[str, ...]
    unread: tuple[NotChecked, ...]


def write(results: Iterable[Result], tally: Tally, output: Path) -> tuple[Path, ...]:
    """Write the report and return its files: one, or an overview and a folder of pages where one would be too large."""
    return _written(_sorted(tally.counted(results)), tally, output, MOST_BYTES, PAGE_BYTES)


def _sorted(results: Iterable[Result]) -> _Sorted:
    found: list[Result] = []
    partly: list[Result] = []
    clean: list[str] = []
    unread: list[NotChecked] = []
    for one in results:
        if one.findings or one.suppressed:
            found.append(one)
        elif not one.is_listing:
            unread += one.not_checked
        elif one.not_checked:
            partly.append(one)
        else:
            clean.append(safe(one.listing))
    found.sort(key=lambda one: (badness(one.findings), one.listing))
    return _Sorted(tuple(found), tuple(partly), tuple(clean), tuple(unread))


def _written(told: _Sorted, tally: Tally, output: Path, most: int, each: int) -> tuple[Path, ...]:
    topics = tuple(dict.fromkeys(rule.split("/")[0] for rule in tally.rules_run))
    cards = [(f"c{number}", card(one, topics, len(told.found) <= _FEW)) for number, one in enumerate(told.found, 1)]
    template = page("report.html.j2")
    common = _common(told, tally, [one for _, one in cards])
    pieces = list(_pieces(template, cards, tally.lang))
    if sum(map(len, pieces)) <= most:
        return in_place([Save(output, _page(template, common, cards=cards, first=True))])
    return in_place(_folder(template, common, cards, pieces, output, each))


def _folder(
    template: Template,
    common: dict[str, Any],
    cards: list[tuple[str, Card]],
    pieces: list[str],
    output: Path,
    most: int,
) -> Iterator[Save]:
    """Yield the pages of a report in parts, then its overview with a row a listing."""
    folder = output.with_name(f"{output.stem}-pages")
    rows = []
    for number, part in enumerate(_parts(cards, pieces, most), 1):
        name = f"{number:03}.html"
        rows += [_row(one, f"{folder.name}/{name}#{key}") for key, one in part]
        yield Save(folder / name, _page(template, common, cards=part, title=str(number), back=f"../{output.name}"))
    yield Save(output, _page(template, common, rows=rows, first=True))


def _parts(cards: list[tuple[str, Card]], pieces: list[str], most: int) -> Iterator[list[tuple[str, Card]]]:
    part: list[tuple[str, Card]] = []
    size = 0
    for one, piece in zip(cards, pieces, strict=True):
        if part and size + len(piece) > most:
            yield part
            part, size = [], 0
        part.append(one)
        size += len(piece)
    if part:
        yield part


def _row(one: Card, link: str) -> dict[str, Any]:
    has = {f"{item.level}:{'review' if item.review else 'violation'}:{item.topic}" for item in one.items}
    told = {"id": one.id, "channels": one.channels, "counts": one.counts, "letters": one.letters}
    return told | {"link": link, "has": " ".join(sorted(has))}


def _pieces(template: Template, cards: list[tuple[str, Card]], lang: str) -> Iterator[str]:
    """Yield each card alone, to know how large it is."""
    macro = template.environment.get_template("card.html.j2").make_module({"lang": lang})
    for key, one in cards:
        yield str(macro.card(one, key))  # type: ignore[attr-defined]  # a macro of the template


def _common(told: _Sorted, tally: Tally, cards: list[Card]) -> dict[str, Any]:
    return {
        "lang": tally.lang, "tally": tally, "summary": _summary(tally),
        "topics": sorted({item.topic for one in cards for item in one.items}),
        "channels": sorted({channel for one in cards for channel in one.channels}),
        "sides": _sides(told, cards), "clean": told.clean,
        "unread": [_missing(one) for one in told.unread],
        "partly": [(safe(one.listing), [_missing(part) for part in one.not_checked]) for one in told.partly],
        **scripted("report.js"),
    }  # fmt: skip


def _summary(tally: Tally) -> Words:
    from dataclasses import replace

    return Words(*(text_.summary(replace(tally, lang=lang)) for lang in ("zh", "en")))


def _sides(told: _Sorted, cards: list[Card]) -> dict[str, Counter[str]]:
    counts = {side: Counter({"A": len(told.clean)}) for side in letters.SIDES}
    for one in (*(shown.letters for shown in cards), *(letters.of(result) for result in told.partly)):
        for letter in one:
            counts[letter.side][letter.letter] += 1
    return counts


def _missing(one: NotChecked) -> tuple[str, Words]:
    return text_.unchecked(one), Words(safe(one.reason.zh), safe(one.reason.en))


def _page(
    template: Template, common: dict[str, Any], *, cards: Iterable[tuple[str, Card]] = (), rows: Iterable[Any] = (),
    first: bool = False, title: str = "", back: str = "",
) -> bytes:  # fmt: skip
    page = {"first": first, "title": title, "back": back}
    text = template.render(common, cards=list(cards), rows=list(rows), page=page)
    return text.encode("utf-8", "replace")
