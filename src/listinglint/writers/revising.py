"""Turns the changes wanted in one unit into new files, leaves out those that cannot be made, and proves the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from listinglint.errors import InputError
from listinglint.model import Listing, Words
from listinglint.readers import Unit, read
from listinglint.readers.base import ReadSettings
from listinglint.writers.cells import Aim, Cell, Draft
from listinglint.writers.comparing import Expected, Fault, faults
from listinglint.writers.files import located
from listinglint.writers.nouns import Revision, Rewritten, Splice, Wanted, overlap, spliced
from listinglint.writers.rooted import Rooted, rooted
from listinglint.writers.spelling import respell

_TWICE = Words("有两个商品用这个编号，不知道改哪一个", "two listings have this id; nobody knows which is meant")
_NOWHERE = Words("无法确定这段文字在文件中的准确位置", "nobody knows exactly where this text stands in the file")
_CHANGED = Words("文件在读取之后已改变", "the file has changed since it was read")
_OVERLAP = Words("与另一处修改重叠", "overlaps another change")


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
    """Return the cells that read back as meant and change nothing else, without the changes that do not.

    Each round reads the unit anew and leaves out at least one change for each listing that went wrong.
    """
    while cells:
        found = _faults(draft, cells)
        if not found:
            break
        guilty: dict[int, Words] = {}
        unclear: dict[int, Words] = {}
        for fault in found:
            aims_there = _guilty(fault, cells)
            guilty |= {id(aim): fault.reason for aim in aims_there}
            if not aims_there:
                unclear[fault.number] = fault.reason
        guilty |= _tried_alone(draft, unclear, cells)
        for cell in cells:
            cell.leave_out(draft, guilty)
        cells = [cell for cell in cells if cell.aims and (cell.written or _spelt(draft, cell))]
    return cells


def _guilty(fault: Fault, cells: list[Cell]) -> list[Aim]:
    """Return the changes to leave out: of the field itself or its list, or the only one; none where that is not clear."""
    of_listing = [aim for cell in cells for aim in cell.aims if aim.number == fault.number]
    own = [aim for aim in of_listing if aim.field.path == fault.field]
    stem = fault.field.partition("[")[0]
    alike = [aim for aim in of_listing if stem and aim.field.path.partition("[")[0] == stem]
    return own or alike or (of_listing if len(of_listing) == 1 else [])


def _tried_alone(draft: Draft, unclear: dict[int, Words], cells: list[Cell]) -> dict[int, Words]:
    """Return the changes that go wrong alone, of each unclear listing one at a time; all of one where none does."""
    by_listing: dict[int, list[Cell]] = {number: [] for number in unclear}
    for cell in cells:
        for aim, splice in zip(cell.aims, cell.splices, strict=True):
            if aim.number in by_listing:
                by_listing[aim.number].append(Cell(cell.file, cell.start, cell.origin, [aim], [splice]))
    guilty: dict[int, Words] = {}
    for turn in range(max(map(len, by_listing.values()), default=0)):
        trial = {number: alone[turn] for number, alone in by_listing.items() if turn < len(alone)}
        scratch = replace(draft, refused=[])
        fit = [cell for cell in trial.values() if _spelt(scratch, cell)]
        guilty |= {id(trial[one.number].aims[0]): one.reason for one in _faults(scratch, fit) if one.number in trial}
    for number, alone in by_listing.items():
        if not any(id(cell.aims[0]) in guilty for cell in alone):
            guilty |= {id(cell.aims[0]): unclear[number] for cell in alone}
    return guilty


def _faults(draft: Draft, cells: list[Cell]) -> list[Fault]:
    overlay = dict(draft.settings.overlay)
    kept = list(cells)
    try:
        for path, _, after in _bytes(draft, kept):
            overlay[path.absolute().as_posix()] = after
    except InputError as refused:
        return _one_by_one(draft, kept, refused)
    return faults(draft.unit, draft.settings, draft.settings._replace(overlay=overlay), _expected(kept))


def _one_by_one(draft: Draft, cells: list[Cell], refused: InputError) -> list[Fault]:
    """Return a fault for each cell that its file refuses: a formula, a date."""
    found = []
    for cell in cells:
        try:
            draft.files[cell.file].after(cell.written)
        except InputError as why:
            found.append(Fault(cell.aims[0].number, cell.aims[0].field.path, Words(why.zh, why.message)))
    return found or [Fault(cell.aims[0].number, "", Words(refused.zh, refused.message)) for cell in cells]


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
