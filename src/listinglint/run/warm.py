"""A run that knows what earlier ones have found: what has not changed is told again, the rest is checked and remembered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from listinglint import config, readers
from listinglint.config import Config
from listinglint.errors import ListinglintError
from listinglint.kept import ResultMemory
from listinglint.model import NotChecked
from listinglint.readers import Unit
from listinglint.run import keys, local, pieces
from listinglint.run.contents import SIZE, Contents, digest, names_beside
from listinglint.run.keys import Keys
from listinglint.run.local import Options, Plans
from listinglint.run.pieces import FOLDER, Answer, Asked, Line, Piece, Units

_LONGEST = 200_000 * SIZE  # the keys of one run that are held in memory


class Warm:
    """The pieces of a run with what is known of them, and the remembering of what is found."""

    def __init__(self, memory: ResultMemory, options: Options, plans: Plans, chosen: Config) -> None:
        self._memory = memory
        self._options = options
        self._keys = Keys(options, plans)
        self._chosen = chosen
        self._contents = Contents(pictures=keys.sees(plans.of(chosen)))
        self._plans = plans
        self._run = b""
        self._told: bytearray | None = None
        self._met: dict[str, Config] = {}
        self._files: set[str] = set()
        self._series: dict[bytes, bytearray | None] = {}

    def pieces(self, units: Units, asked: Asked) -> Iterator[Piece]:
        """Yield the pieces of a run; where nothing at all has changed, nothing is looked for below the paths."""
        before = self._again(asked)
        if before is None:
            self._told = bytearray() if self._run else None
            yield from self._cut(units)
            return
        configs, known_keys = before
        yield from (Piece(Unit(Path(), FOLDER), one, known=()) for one in configs)
        for number, key in enumerate(known_keys):
            known = self._memory.recall(key)
            if known is None:  # gone since, or damaged: from here on as if nothing were known of the whole
                yield from islice(self._cut(units), number, None)
                return
            yield Piece(Unit(Path(), FOLDER), self._chosen, known=known)

    def _again(self, asked: Asked) -> tuple[list[Config], list[bytes]] | None:
        """Return the settings and keys of an earlier run over the very same files, None where there is none."""
        parts = [repr((asked.skip, asked.input_format)).encode(), self._keys.of(self._chosen)]
        for path in asked.paths:
            held = self._contents.of(path.as_posix())
            if not held:
                return None
            is_one = path.is_dir() and readers.reader(FOLDER).recognises(path, b"")
            near = local.config_of(path.absolute() if path.is_dir() else path.absolute().parent)
            beside = b"" if path.is_dir() else names_beside(path)
            parts += (path.as_posix().encode(), held, beside, repr((is_one, near.file)).encode())
        self._run = digest(b"run", *parts)
        told = self._memory.run(self._run)
        if told is None:
            return None
        head, _, joined = told.partition(b"\n")
        configs = self._same(json.loads(head))
        whole = [joined[at : at + SIZE] for at in range(0, len(joined), SIZE)]
        return None if configs is None else (configs, whole)

    def _same(self, told: dict[str, str]) -> list[Config] | None:
        """Return the settings that an earlier run met if they, and the rules they name, are what they were."""
        found = []
        for file, key in told.items():
            try:
                one = self._chosen if file == self._chosen.file else config.read(Path(file)) if file else Config()
                if self._keys.of(one).hex() != key:
                    return None
            except (ListinglintError, OSError):
                return None
            found.append(one)
        return found

    def _cut(self, units: Units) -> Iterator[Piece]:
        for unit in units:
            if isinstance(unit, NotChecked):
                chosen = self._options.config or Config()
                yield self._known(Piece(unit, chosen), b"told", repr(unit).encode())
                continue
            chosen = local.settings_for(unit, self._options)
            if unit.reader == FOLDER:
                yield self._known(Piece(unit, chosen), *self._folder(unit, chosen))
            elif pieces.in_lines(unit, self._options):
                yield from self._lines(unit, chosen)
            else:
                yield from self._table(unit, chosen)

    def _known(self, piece: Piece, *parts: bytes) -> Piece:
        if not all(parts):
            return piece  # something in it may change unseen
        key = digest(self._keys.of(piece.config), *parts)
        return piece._replace(key=key, known=self._memory.recall(key))

    def _folder(self, unit: Unit, chosen: Config, *, now: bool = False) -> tuple[bytes, ...]:
        path = unit.path.as_posix()
        if self._told is not None and not self._contents.knows(path):
            self._told = None  # it was not there when the run began
        if keys.sees(self._plans.of(chosen)) and not self._contents.pictures:
            held = Contents(pictures=True).now(path)
            self._told = None
        else:
            held = self._contents.now(path) if now else self._contents.of(path)
        return b"folder", path.encode(), held

    def _lines(self, unit: Unit, chosen: Config) -> Iterator[Piece]:
        self._files.add(unit.path.as_posix())
        self._contents.of(unit.path.as_posix())
        beside = unit.path.parent.as_posix().encode() or b"."
        for piece in pieces.of_lines(unit, chosen, self._options):
            line = piece.what
            if isinstance(line, Line):
                yield self._known(piece, b"line", beside, line.name.encode(), b"%d" % line.number, line.text.encode())
            else:
                yield piece

    def _table(self, unit: Unit, chosen: Config) -> Iterator[Piece]:
        """Yield the listings of a file that is only understood as a whole."""
        series = self._of_table(unit, chosen)
        known = self._memory.run(series) if series else None
        number = 0
        for at in range(0, len(known or b""), SIZE):
            key = (known or b"")[at : at + SIZE]
            results = self._memory.recall(key)
            if results is None:
                break
            number += 1
            yield Piece(unit, chosen, key, results)
        else:
            if known is not None:
                return
        held: Piece | None = None
        new = series if known is None else b""  # which listings there are is known, only what is said of one is not
        for place, job in enumerate(local.jobs([unit], self._options)):
            if held is not None:
                yield held
            key = digest(series, b"%d" % place) if series else b""
            held = Piece(job.what, job.config, key, series=new) if place >= number else None
        if held is not None:
            yield held._replace(last=unit)

    def _of_table(self, unit: Unit, chosen: Config) -> bytes:
        told = self._options.settings
        held = self._contents.of(unit.path.as_posix())
        if told.images_dirs or told.fetch_to or not held:
            return b""
        path = unit.path.as_posix().encode()
        return digest(b"table", self._keys.of(chosen), unit.reader.encode(), path, held, names_beside(unit.path))

    def noted(self, answered: Iterable[tuple[Piece, Answer]]) -> Iterator[tuple[Piece, Answer]]:
        """Pass answers on and remember them; the run as a whole too, if every part of it lasts."""
        for piece, one in answered:
            yield piece, one
            self._met.setdefault(piece.config.file, piece.config)
            lasts = bool(piece.key) and (piece.known is not None or self._kept(piece, one))
            if self._told is not None:
                self._told = self._told + piece.key if lasts and len(self._told) < _LONGEST else None
            if piece.series:
                self._in_series(piece, lasts)
        self._finish()

    def _kept(self, piece: Piece, one: Answer) -> bool:
        if not one.lasting:
            return False
        unit = piece.what
        if isinstance(unit, Unit):
            parts = self._folder(unit, piece.config, now=True)
            if not all(parts) or digest(self._keys.of(piece.config), *parts) != piece.key:
                return False  # it has changed while it was checked
        return self._memory.keep(piece.key, one.results)

    def _in_series(self, piece: Piece, lasts: bool) -> None:
        """Remember which listings a file holds, once all of them are known and the file is still the same."""
        held = self._series.setdefault(piece.series, bytearray())
        if held is not None:
            self._series[piece.series] = held + piece.key if lasts and len(held) < _LONGEST else None
        if piece.last is None:
            return
        path, held = piece.last.path.as_posix(), self._series.pop(piece.series)
        if held is not None and self._contents.now(path) == self._contents.of(path):
            self._memory.keep_run(piece.series, bytes(held))
        else:
            self._told = None

    def _finish(self) -> None:
        """Remember the run, if the files that were read line by line are still what they were when it began."""
        if self._told and all(self._contents.now(one) == self._contents.of(one) for one in self._files):
            met = {file: self._keys.of(one).hex() for file, one in self._met.items()}
            self._memory.keep_run(self._run, json.dumps(met).encode() + b"\n" + bytes(self._told))
        self._memory.flush()
