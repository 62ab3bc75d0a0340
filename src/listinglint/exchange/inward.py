"""Takes an export apart: a folder for each listing, and what is needed to put the export together again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from re import compile as _compile
from typing import Any

from listinglint import readers
from listinglint.errors import InputError, UsageError
from listinglint.exchange.frames import Frame, frame_for
from listinglint.exchange.holes import Cut, cuts_of
from listinglint.exchange.nouns import FRAME, MANIFEST, Outcome, address_of, put
from listinglint.exchange.yamlfiles import dump
from listinglint.model import Listing, NotChecked, Words
from listinglint.readers import Unit
from listinglint.readers.base import ReadSettings

_UNFIT = _compile(r'[\x00-\x1f<>:"/\\|?*]+')
_RESERVED = _compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", 2)  # IGNORECASE
_LONGEST = 80


@dataclass(slots=True)
class _Names:
    """The names of folders given so far."""

    given: set[str] = field(default_factory=set)

    def of(self, name: str) -> str:
        """Return a name that every system takes and no other listing has."""
        plain = _UNFIT.sub("-", name).strip(" .")[:_LONGEST].strip(" .") or "listing"
        plain = f"_{plain}" if _RESERVED.fullmatch(plain) else plain
        unique, number = plain, 2
        while unique.casefold() in self.given:
            unique, number = f"{plain}-{number}", number + 1
        self.given.add(unique.casefold())
        return unique


def take_in(source: Path, folder: Path, settings: ReadSettings, input_format: str = "") -> Outcome:
    """Write the listings of an export as folders below `folder`, which must be new or empty.

    Raises `UsageError` for a folder in use, `InputError` for a source that cannot be read.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty", zh=f"{folder} 不是空文件夹")
    unit = _unit(source, settings, input_format)
    frame = frame_for(unit, settings)
    folder.mkdir(parents=True, exist_ok=True)
    names, notes, count = _Names(), [], 0
    for one in readers.read(unit, settings):
        if isinstance(one, NotChecked):
            notes.append(Words(f"未读取：{one.reason.zh}", f"not read: {one.reason.en}"))
            continue
        count += 1
        _write(one, folder / names.of(one.id), frame)
    if not count:
        raise InputError("no listings in it", zh="里面没有商品", file=source.as_posix())
    (folder / FRAME).write_text(dump(frame.rest()), "utf-8")
    return Outcome(count, folder, tuple(dict.fromkeys(notes)))


def _unit(source: Path, settings: ReadSettings, input_format: str) -> Unit:
    found = list(readers.find([source], settings, input_format=input_format))
    units = [one for one in found if isinstance(one, Unit)]
    if len(units) != 1 or units[0].path.is_dir():
        raise UsageError(f"{source} is not one export; name the file", zh=f"{source} 不是单个导出文件，请指明文件")
    return units[0]


def _write(listing: Listing, folder: Path, frame: Frame) -> None:
    folder.mkdir(parents=True)
    cuts = list(cuts_of(listing))
    kept, used = frame.records(listing, cuts)
    tree = _manifest(listing, folder, used)
    (folder / MANIFEST).write_text(dump(tree), "utf-8")
    told: dict[str, Any] = {"records": kept}
    fixed = [list(address) for address, _ in _beside(listing, used)]
    if fixed:
        told["not-exported"] = fixed
    (folder / FRAME).write_text(dump(told), "utf-8")


def _manifest(listing: Listing, folder: Path, used: list[Cut]) -> dict[str, Any]:
    tree: dict[str, Any] = {"schema": "1", "id": listing.id}
    settled = {"lang": listing.lang, "category": listing.category, "markets": list(listing.markets),
               "channels": list(listing.channels)}  # fmt: skip
    tree |= {key: value for key, value in settled.items() if value}
    for cut in sorted(used, key=_order):
        if cut.address[0] != "images":
            put(tree, cut.address, cut.text)
    for address, text in _beside(listing, used):
        put(tree, address, text)
    _pictures(listing, folder, tree, used)
    return tree


def _order(cut: Cut) -> tuple[int, str]:
    """Sort what shoppers read first to the top of a manifest."""
    first = ("title", "subtitle", "description", "bullets", "attributes", "variants", "seo")
    name = str(cut.address[0])
    return (first.index(name) if name in first else len(first), "")


def _beside(listing: Listing, used: list[Cut]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the texts that no part of the export says letter for letter: a code that a table explains."""
    exported = {cut.address for cut in used}
    for one in listing.fields:
        address = address_of(one.path)
        if address not in exported and address[0] != "images" and one.origin.resolve() is not None:
            resolved = one.origin.resolve()
            if resolved is not None and resolved[0] != one.text:
                yield address, one.text


def _pictures(listing: Listing, folder: Path, tree: dict[str, Any], used: list[Cut]) -> None:
    words = {cut.address[1]: cut.text for cut in used if cut.address[0] == "images" and cut.address[-1] == "alt"}
    entries: list[dict[str, str]] = []
    for number, image in enumerate(listing.images):
        place = image.ref
        if image.path and Path(image.path).is_file():
            place = f"images/{image.role}/{number + 1:02}{Path(image.path).suffix.lower()}"
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(image.path, folder / place)
        entry = {"path": place, "role": image.role}
        entries.append({**entry, "alt": words[number]} if number in words else entry)
    if entries:
        tree["images"] = entries
