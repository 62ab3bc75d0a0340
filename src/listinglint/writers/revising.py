"""Turns the changes wanted in one unit into new files, leaves out those that cannot be made, and proves the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from listinglint.errors import InputError
from listinglint.model import Field, Listing, Origin, Words
from listinglint.readers import Unit, read
from listinglint.readers.base import ReadSettings, shown
from listinglint.writers.comparing import Expected, wrong
from listinglint.writers.files import FileText, bytes_of, located
from listinglint.writers.nouns import Refused, Revision, Rewritten, Splice, Wanted, overlap, spliced
from listinglint.writers.rooted import Rooted, rooted
from listinglint.writers.spelling import respell
from listinglint.writers.workbook import Workbook

_SEALED = ("archive", "parquet")
_TWICE = Words("有两个商品用这个编号，不知道改哪一个", "two listings have this id; nobody knows which is meant")
_NOWHERE = Words("无法确定这段文字在文件中的准确位置", "nobody knows exactly where this text stands in the file")
_CHANGED = Words("文件在读取之后已改变", "the file has changed since it was read")
_OVERLAP = Words("与另一处修改重叠", "overlaps another change")


class Aim(NamedTuple):
    """A change with the listing (and its number in the unit) and the field that it is for."""

    wanted: Wanted
    number: int
    listing: Listing
    field: Field


@dataclass(slots=True)
class Cell:
    """One value of a file with all changes wanted in it: it is rewritten once, as a whole."""

    file: str
    start: int
    origin: Origin
    aims: list[Aim] = field(default_factory=list)
    splices: list[Splice] = field(default_factory=list)
    written: list[Splice] = field(default_factory=list)  # in the text of the file


@dataclass(slots=True)
class Draft:
    """The changes of one unit while they are being worked out."""

    unit: Unit
    settings: ReadSettings
    files: dict[str, FileText | Workbook] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)

    def refuse(self, aim: Aim | Wanted, reason: Words) -> None:
        """Leave a change out, and tell why."""
        if isinstance(aim, Wanted):
            self.refused.append(Refused(aim, reason, shown(self.unit.path, self.settings)))
            return
        source = aim.field.origin.source
        line = source.position(aim.field.origin.start)[0]
        self.refused.append(Refused(aim.wanted, reason, source.file, line))

    def file(self, file: str) -> FileText | Workbook:
        """Return a file of the unit; raises `InputError` for one that cannot be changed."""
        if self.unit.reader in _SEALED:
            raise InputError(
                "this kind of file is not written into; unpack it or export a table from it",
                zh="不能写入这种文件；请先解压，或导出为表格", file=file,
            )  # fmt: skip
        if file not in self.files:
            data = bytes_of(located(file, self.settings), self.settings)
            self.files[file] = Workbook(file, data) if self.unit.reader == "xlsx" else FileText(file, data)
        return self.files[file]


def revise(unit: Unit, wanted: Iterable[Wanted], settings: ReadSettings) -> Revision:
    """Return what becomes of the files of a unit; nothing is written."""
    draft = Draft(unit, settings)
    aims = list(_aimed(draft, list(wanted)))
    cells = [cell for cell in _cells(draft, aims) if _spelt(draft, cell)]
    kept = _proved(draft, _apart(draft, cells))
    files = tuple(_rewritten(draft, kept))
    done = tuple(aim.wanted for cell in kept for aim in cell.aims)
    return Revision(files, done, tuple(draft.refused))


def _aimed(draft: Draft, wanted: list[Wanted]) -> Iterator[Aim]:
    """Find the listing and field of each change: the unit is read, one listing in memory at a time."""
    by_listing: dict[str, list[Wanted]] = {}
    for one in wanted:
        by_listing.setdefault(one.listing, []).append(one)
    found: dict[str, list[Aim]] = {}
    met: set[str] = set()
    number = -1
    for listing in read(draft.unit, draft.settings):
        number += isinstance(listing, Listing)
        if isinstance(listing, Listing) and listing.id in by_listing:
            if listing.id in met:
                found.pop(listing.id, None)
                for one in by_listing.pop(listing.id):
                    draft.refuse(one, _TWICE)
                continue
            met.add(listing.id)
            found[listing.id] = list(_fields(draft, by_listing[listing.id], listing, number))
    for name, unmet in by_listing.items():
        for one in unmet if name not in met else ():
            draft.refuse(one, Words(f"找不到商品 {name}", f"no listing {name} is there"))
    for aims in found.values():
        yield from aims


def _fields(draft: Draft, wanted: list[Wanted], listing: Listing, number: int) -> Iterator[Aim]:
    fields = {field.path: field for field in listing.fields}
    for one in wanted:
        path, start, end, _ = one.edit
        target = fields.get(path)
        if target is None:
            draft.refuse(one, Words(f"找不到字段 {path}", f"no field {path} is there"))
        elif not 0 <= start <= end <= len(target.text):
            draft.refuse(
                one,
                Words("位置超出字段长度，文件可能已改变", "beyond the end of the field; the file has perhaps changed"),
            )
        elif one.text is not None and target.text[start:end] != one.text:
            draft.refuse(one, Words(
                f"此处现在是“{target.text[start:end]}”，不是“{one.text}”，文件已改变",
                f"'{target.text[start:end]}' stands here by now, not '{one.text}': the file has changed",
            ))  # fmt: skip
        else:
            yield Aim(one, number, listing, target)


def _cells(draft: Draft, aims: list[Aim]) -> Iterator[Cell]:
    """Bring together the changes of each value of a file."""
    cells: dict[tuple[str, int, int, int], Cell] = {}
    for aim in aims:
        found = _placed(draft, aim)
        if isinstance(found, Words):
            draft.refuse(aim, found)
            continue
        to, begin = found
        file = to.origin.source.file
        key = (file, begin, to.origin.start, to.origin.end)
        cell = cells.setdefault(key, Cell(file, begin, to.origin))
        if overlap([*cell.splices, to.splice]):
            draft.refuse(aim, _OVERLAP)
            continue
        cell.aims.append(aim)
        cell.splices.append(to.splice)
    yield from cells.values()


def _placed(draft: Draft, aim: Aim) -> tuple[Rooted, int] | Words:
    """Return the value that a change is in and where its record begins in the file, or why nobody can say."""
    resolved, (_, start, end, new) = aim.field.origin.resolve(), aim.wanted.edit
    to = None
    if resolved is not None and resolved[0] == aim.field.text:
        to = rooted(aim.field, Splice(start, end, new), aim.listing)
    if to is None:
        return _NOWHERE
    try:
        begin = draft.file(to.origin.source.file).offset(to.origin)
    except InputError as broken:
        return Words(broken.zh, broken.message)
    return _CHANGED if begin is None else (to, begin)


def _spelt(draft: Draft, cell: Cell) -> bool:
    """Work out what to write for a value; False where it cannot be written."""
    try:
        spelt = respell(cell.origin, cell.splices, draft.file(cell.file).encoding)
    except InputError as refused:
        for aim in cell.aims:
            draft.refuse(aim, Words(refused.zh, refused.message))
        return False
    cell.written = [Splice(cell.start + one.start, cell.start + one.end, one.new) for one in spelt]
    return bool(cell.aims)


def _apart(draft: Draft, cells: list[Cell]) -> list[Cell]:
    """Leave out values that are written over one another: a part of the file read in two ways."""
    ordered = sorted(
        (cell.file, one.start, one.end, number) for number, cell in enumerate(cells) for one in cell.written
    )
    clashing: set[int] = set()
    for (file, start, end, number), (other, begin, stop, second) in pairwise(ordered):
        if file == other and number != second and (begin < end or (start, end) == (begin, stop)):
            clashing.add(max(number, second))
    for number in clashing:
        for aim in cells[number].aims:
            draft.refuse(aim, _OVERLAP)
    return [cell for number, cell in enumerate(cells) if number not in clashing]


def _proved(draft: Draft, cells: list[Cell]) -> list[Cell]:
    """Return the cells that read back as meant and change nothing else, found by halving where some do not."""
    told = _wrong(draft, cells) if cells else None
    if told is None:
        return cells
    if len(cells) == 1:
        for aim in cells[0].aims:
            draft.refuse(aim, told)
        return []
    middle = len(cells) // 2
    first, second = _proved(draft, cells[:middle]), _proved(draft, cells[middle:])
    if not first or not second:
        return first or second
    if _wrong(draft, [*first, *second]) is None:
        return [*first, *second]
    for cell in second:
        for aim in cell.aims:
            draft.refuse(aim, _OVERLAP)
    return first


def _wrong(draft: Draft, cells: Sequence[Cell]) -> Words | None:
    overlay = dict(draft.settings.overlay)
    try:
        for path, _, after in _bytes(draft, cells):
            overlay[path.absolute().as_posix()] = after
    except InputError as refused:
        return Words(refused.zh, refused.message)
    return wrong(draft.unit, draft.settings, draft.settings._replace(overlay=overlay), _expected(cells))


def _expected(cells: Sequence[Cell]) -> dict[int, Expected]:
    """Return what the fields of each changed listing must say afterwards."""
    texts: dict[int, dict[str, list[Splice]]] = {}
    listings: dict[int, Listing] = {}
    loose: dict[int, set[str]] = {}
    for cell in cells:
        for aim in cell.aims:
            listings[aim.number] = aim.listing
            texts.setdefault(aim.number, {}).setdefault(aim.field.path, []).append(Splice(*aim.wanted.edit[1:]))
        number = cell.aims[0].number
        loose.setdefault(number, set()).update(_touched(cell, cell.aims[0].listing))
    return {
        number: Expected(
            {field.path: spliced(field.text, texts[number][field.path]) for field in one.fields if field.path in texts[number]},
            frozenset(loose[number] - set(texts[number])),
        )
        for number, one in listings.items()
    }  # fmt: skip


def _touched(cell: Cell, listing: Listing) -> Iterator[str]:
    """Yield the fields that say some of the same characters: a text and the words of a picture within it."""
    resolved = cell.origin.resolve()
    changed = [resolved[1].span(one.start, one.end) for one in cell.splices] if resolved else []
    for one in listing.fields:
        if one.origin.source is cell.origin.source:
            first, last = one.origin.start, one.origin.end
            if any(_meet((first, last), span) for span in changed):
                yield one.path


def _meet(span: tuple[int, int], changed: tuple[int, int]) -> bool:
    (first, last), (start, end) = span, changed
    return first <= start <= last if start == end else first < end and start < last


def _bytes(draft: Draft, cells: Sequence[Cell]) -> Iterator[tuple[Path, str, bytes]]:
    for name in dict.fromkeys(cell.file for cell in cells):
        splices = [one for cell in cells if cell.file == name for one in cell.written]
        yield located(name, draft.settings), name, draft.files[name].after(splices)


def _rewritten(draft: Draft, cells: Sequence[Cell]) -> Iterator[Rewritten]:
    for path, name, after in _bytes(draft, cells):
        splices = [one for cell in cells if cell.file == name for one in cell.written]
        told = draft.files[name].told(splices)
        yield Rewritten(path, name, draft.files[name].data, after, told)
