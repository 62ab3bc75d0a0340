"""Takes corrections from a findings sheet back into the files, and refuses those whose text has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from listinglint import readers
from listinglint.corrections import Correction
from listinglint.model import Edit, Listing, Words
from listinglint.readers import Unit
from listinglint.readers.base import ReadSettings
from listinglint.run import local
from listinglint.run.local import Options
from listinglint.sheet import digest
from listinglint.tuples import NamedTuple
from listinglint.writers import Revision, Wanted, revise

_NO_TEXT = Words(
    "此行没有可改的文字，请改图片或补填字段", "nothing to rewrite in this row: change the picture, or fill the field in"
)
_NO_FILE = Words(
    "找不到文件 {file}；请在检查时所在的文件夹里运行", "no file {file}; run it in the folder that the check ran in"
)
_NO_LISTING = Words("文件里已没有这个商品", "the file holds no such listing any more")
_CHANGED = Words(
    "检查之后文字已改变，未写入；请重新检查", "the text has changed since it was checked; not written; check again"
)
_ALREADY = Words("已经是修改后的文字", "the new text stands there already")
_DIFFER = Words("同一段文字有两种修改，均未写入", "two rows correct the same text differently; neither was written")


class Unmade(NamedTuple):
    """A correction that was not taken over, and why."""

    correction: Correction
    reason: Words
    already: bool = False


class Applied(NamedTuple):
    """What becomes of the corrections of one unit; nothing is written yet."""

    revision: Revision
    made: tuple[Correction, ...] = ()
    unmade: tuple[Unmade, ...] = ()


def applied(corrections: Iterable[Correction], options: Options, beside: Path = Path()) -> Iterator[Applied]:
    """Yield what becomes of the corrections, unit by unit; `beside` is the folder of the sheet, looked into second."""
    units: dict[Unit, list[Correction]] = {}
    for one in corrections:
        unit = _unit(one, options.settings, beside)
        if isinstance(unit, Words):
            yield Applied(Revision(), (), (Unmade(one, unit),))
        else:
            units.setdefault(unit, []).append(one)
    for unit, wanted in units.items():
        yield _apply(unit, wanted, options)


def _unit(one: Correction, settings: ReadSettings, beside: Path) -> Unit | Words:
    if not one.field or one.start is None or one.end is None:
        return _NO_TEXT
    for path in (Path(settings.root) / one.file, beside / one.file):
        unit = readers.of_file(path) if path.exists() else None
        if unit is not None:
            return unit
    return Words(*(text.replace("{file}", one.file) for text in _NO_FILE))


def _apply(unit: Unit, wanted: list[Correction], options: Options) -> Applied:
    settings = local.reading(local.settings_for(unit, options), options)
    fields = {
        (one.id, field.path): field.text
        for one in readers.read(unit, settings)
        if isinstance(one, Listing)
        for field in one.fields
    }
    unmade: list[Unmade] = []
    asked: dict[Wanted, list[Correction]] = {}
    for one in _agreeing(wanted, unmade):
        told = _checked(one, fields.get((one.listing, one.field)))
        if isinstance(told, Unmade):
            unmade.append(told)
        else:
            asked.setdefault(told, []).append(one)
    revision = revise(unit, asked, settings)
    unmade += [Unmade(one, refused.reason) for refused in revision.refused for one in asked[refused.wanted]]
    made = tuple(one for done in revision.done for one in asked[done])
    return Applied(revision, made, tuple(unmade))


def _agreeing(wanted: list[Correction], unmade: list[Unmade]) -> Iterator[Correction]:
    """Yield corrections but those that another row contradicts."""
    told: dict[tuple[object, ...], set[str]] = {}
    for one in wanted:
        told.setdefault((one.listing, one.field, one.start, one.end), set()).add(one.new)
    for one in wanted:
        if len(told[one.listing, one.field, one.start, one.end]) > 1:
            unmade.append(Unmade(one, _DIFFER))
        else:
            yield one


def _checked(one: Correction, text: str | None) -> Wanted | Unmade:
    """Compare the text with that of the check: only the very text that somebody saw is overwritten."""
    if text is None or one.start is None or one.end is None:
        return Unmade(one, _NO_LISTING)
    if digest(text) != one.field_hash:
        there = text[one.start : one.start + len(one.new)] == one.new
        return Unmade(one, _ALREADY if there else _CHANGED, already=there)
    was = text[one.start : one.end]
    return Unmade(one, _ALREADY, already=True) if was == one.new else Wanted(one.listing, Edit(one.field, one.start, one.end, one.new), was)  # fmt: skip
