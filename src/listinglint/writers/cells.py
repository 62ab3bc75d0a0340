"""The changes wanted in one unit while they are being worked out, brought together by the values they are in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from listinglint.errors import InputError
from listinglint.model import Field, Listing, Origin, Words
from listinglint.readers import Unit
from listinglint.readers.base import ReadSettings, shown
from listinglint.tuples import NamedTuple
from listinglint.writers.files import FileText, bytes_of, located
from listinglint.writers.nouns import Refused, Splice, Wanted
from listinglint.writers.workbook import Workbook

_SEALED = ("archive", "parquet")


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

    def leave_out(self, draft: Draft, guilty: Mapping[int, Words]) -> None:
        """Leave out the changes that are guilty, by their identity; what is left must be spelt anew."""
        kept = []
        for aim, splice in zip(self.aims, self.splices, strict=True):
            if id(aim) in guilty:
                draft.refuse(aim, guilty[id(aim)])
                self.written = []
            else:
                kept.append((aim, splice))
        self.aims, self.splices = [aim for aim, _ in kept], [splice for _, splice in kept]


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
