"""Tells whether a folder is one listing, by the names in it: its manifest, its text files or its pictures alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from re import MULTILINE
from re import compile as _compile

from listinglint.readers.base import ReadSettings
from listinglint.readers.locales import locale_of
from listinglint.readers.parts import part_of
from listinglint.readers.roles import asset_folder, kind_of, skipped
from listinglint.tuples import NamedTuple

MANIFESTS = ("listing.yaml", "listing.yml", "listing.json", "listing.toml")
PAGES = ("product.md", "listing.md", "index.md", "readme.md")
# Pictures beside one of these belong to the export, they are no listing of their own.
_EXPORTS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".json", ".jsonl", ".ndjson", ".xml", ".zip", ".gz")
_PARTS = ("title", "description", "info", "bullets", "attributes")
_PLAIN = ReadSettings()
_DEEP = 4  # how far below a folder listings are looked for before it is taken for one itself
Sign = Callable[[Path], bool]
_HEAD = _compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n")
_TITLED = _compile(r"^[\"']?(?:title|name|标题|標題|商品标题|产品标题|商品名称|产品名称|名称)[\"']?\s*:", MULTILINE)


class Names(NamedTuple):
    """The names in a folder."""

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


def recognises(path: Path, head: bytes) -> bool:  # noqa: ARG001  (files are for other readers)
    """Tell whether a folder is one listing, not a folder of listings and not the picture folder of one.

    A manifest decides at once.  Any other sign counts only where no sub-folder is a listing itself, and pictures
    alone only where the folder above does not say that they are its own.
    """
    names = names_in(path)
    if has_manifest(names):
        return True
    if _headed(path, names):
        return not _below(path, names, _strong, _strong)
    if _spoken(path, names):
        return not _below(path, names, _speaks, _strong)
    if not _shows(path, names) or asset_folder(path.absolute().name) or _speaks(path.absolute().parent):
        return False
    if any(path.with_name(path.name + suffix).is_file() for suffix in _EXPORTS if path.name):
        return False  # a data pack's pictures, in a folder named like its table
    return not _below(path, names, _pictured, _pictured)


def has_manifest(names: Names) -> bool:
    """Tell whether a manifest is among the files of a folder."""
    return any(one.lower() in MANIFESTS for one in names.files)


def names_in(path: Path) -> Names:
    """Return the names in a folder that listings are made of, none for what is no folder or cannot be read."""
    try:
        with os.scandir(path) as entries:
            known = [entry for entry in entries if kind_of(entry.name) != "ignored"]
            files = tuple(entry.name for entry in known if not is_folder(entry))
            folders = tuple(
                entry.name
                for entry in known
                if is_folder(entry) and not entry.is_symlink() and skipped(entry.name) is None
            )
            return Names(files, folders)
    except OSError:
        return Names()


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a folder or leads to one; a link that leads nowhere does not."""
    try:
        return entry.is_dir()
    except OSError:  # links that lead to each other
        return False


def _below(path: Path, names: Names, near: Sign, deep: Sign, depth: int = _DEEP) -> bool:
    """Tell whether a sub-folder (`near`), or one below it (`deep`), is a listing: then a logo at the top is none."""
    for name in names.folders:
        one = path / name
        if not locale_of(name) and near(one):
            return True
        if depth > 1 and not asset_folder(name) and _below(one, names_in(one), deep, deep, depth - 1):
            return True
    return False


def _pictured(path: Path) -> bool:
    return _speaks(path) or (not asset_folder(path.name) and _shows(path, names_in(path)))


def _strong(path: Path) -> bool:
    names = names_in(path)
    return has_manifest(names) or _headed(path, names)


def _speaks(path: Path) -> bool:
    """Tell whether a folder holds the texts of a listing in any layout."""
    names = names_in(path)
    if asset_folder(path.name):
        return has_manifest(names) or _headed(path, names)
    return has_manifest(names) or _headed(path, names) or _spoken(path, names)


def _spoken(path: Path, names: Names) -> bool:
    """Tell whether a folder holds title.txt and the like, itself or in folders named by language."""
    if any(part[0] in _PARTS for one in names.files if (part := part_of(one, _PLAIN))):
        return True
    inner = [file for one in names.folders if locale_of(one) for file in names_in(path / one).files]
    return any(part[0] in ("title", "description") for one in inner if (part := part_of(one, _PLAIN)))


def _shows(path: Path, names: Names, depth: int = 2) -> bool:
    """Tell whether a folder holds pictures, itself or in folders named by role, and no export that they belong to."""
    if any(PurePosixPath(one).suffix.lower() in _EXPORTS for one in names.files):
        return False
    if any(kind_of(one) == "picture" for one in names.files):
        return True
    return depth > 0 and any(
        _shows(path / one, names_in(path / one), depth - 1) for one in names.folders if asset_folder(one)
    )


def _headed(path: Path, names: Names) -> bool:
    """Tell whether a Markdown page of a folder begins with front matter that names a title."""
    return any(_titled(path / one) for one in names.files if one.lower() in PAGES)


def _titled(path: Path) -> bool:
    if not path.is_file():  # a pipe would never end
        return False
    try:
        with path.open("rb") as file:
            head = file.read(16_384)
    except OSError:
        return False
    return bool(_HEAD.match(head)) and bool(_TITLED.search(head.decode("utf-8", "replace").partition("\n---")[0]))
