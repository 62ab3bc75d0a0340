"""Finds the listings among files and folders and reads each layout: one module a layout, none knows rules."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from listinglint.errors import UsageError, cause
from listinglint.lazily import lazily
from listinglint.model import Listing, NotChecked, Words
from listinglint.readers.base import LFS, Read, Reader, ReadSettings, failed, pointer, shown
from listinglint.readers.own import own_report
from listinglint.readers.roles import skipped
from listinglint.readers.variants import named
from listinglint.tuples import NamedTuple

# Exact signatures before general ones; each is imported when a path might be its own.
_FILES = (
    "google_jsonl", "listings", "shopify", "etsy", "taobao", "amazon", "ebay", "woocommerce", "magento", "akeneo",
    "vendure", "parquet", "archive", "google", "google_xml", "jsonld", "amazon_json", "products_json", "yaml_list", "page", "catalogue", "xlsx",
)  # fmt: skip
# What these take may as well be a part of a listing folder: the folder goes first.
_GENERAL = frozenset(("jsonld", "products_json", "yaml_list", "page", "catalogue"))
_FOLDER = "folder"
_LINES = frozenset(("google_jsonl", "listings"))
# Keys of which a shopping feed has two: with such a word in them.
_FEED_KEY = lazily(
    r'"[a-z_ ]{0,40}(?:link|url|availab|categor|identifier|group|mpn|gtin|search|product)[a-z_ ]{0,40}"\s*:'
)
_HEAD = 65536
# Files that hold catalogues: one that no reader takes is told, not passed over like a README.
_TABLES = {
    ".csv", ".tsv", ".tab", ".xlsx", ".xls", ".xlsm", ".xml", ".rss", ".atom", ".jsonl", ".ndjson", ".parquet",
    ".zip", ".gz", ".tgz", ".tar",
}  # fmt: skip
# Files that may hold listings and mostly hold something else: looked into, and passed over without a word.
_PERHAPS = {".json", ".html", ".htm", ".txt", ".dat", ".yaml", ".yml"}
# Names of files and folders that a run over everything passes over, beside those that begin with a dot.
HIDDEN = frozenset(("__MACOSX", "node_modules", "__pycache__", "dist", "build", "venv"))


class Unit(NamedTuple):
    """One thing to read: a listing folder, or a file with one or many listings."""

    path: Path
    reader: str


def names() -> tuple[str, ...]:
    """Return the names for `--input-format`."""
    return (*_FILES, _FOLDER)


def reader(name: str) -> Reader:
    """Return a reader by name; raises `UsageError` for one that does not exist."""
    if name not in names():
        known = ", ".join(names())
        raise UsageError(f"unknown input format '{name}'; known: {known}", zh=f"未知输入格式“{name}”；可用：{known}")
    found: Reader = import_module(f"listinglint.readers.{name}").READER
    return found


def read(unit: Unit, settings: ReadSettings) -> Read:
    """Yield the listings of a unit and what could not be read of it."""
    found = (named(one) if isinstance(one, Listing) else one for one in reader(unit.reader).read(unit.path, settings))
    if settings.images_dirs or settings.fetch_to:
        from listinglint.readers.elsewhere import at_hand  # 30 ms of network code, only where somebody asks

        return at_hand(found, settings)
    return found


def find(
    paths: Iterable[Path], settings: ReadSettings, skip: tuple[str, ...] = (), input_format: str = ""
) -> Iterator[Unit | NotChecked]:
    """Yield what there is to read below the paths, in order and each once.

    A file inside a listing folder (a changed picture or description) stands for its listing.  Raises `UsageError` for a
    path that does not exist.
    """
    seen: set[str] = set()
    real = lru_cache(8)(os.path.realpath)
    for path in paths:
        if not path.exists():
            raise UsageError(f"no such file or folder: {path}", zh=f"找不到文件或文件夹：{path}")
        for one in _below(path, settings, skip, input_format, seen):
            key = _real(one.path, real) if isinstance(one, Unit) else one.file
            if isinstance(one, NotChecked) or key not in seen:
                seen.add(key)
                yield one


def _real(path: Path, real: Callable[[str], str]) -> str:
    """Return where a path leads; of a folder full of listings the way down to it is followed once."""
    told = path.as_posix()
    if os.path.islink(told) or path.name in ("", ".."):  # noqa: PTH114  # asked of every listing
        return os.path.realpath(told)
    return f"{real(path.parent.as_posix())}/{path.name}"


def _below(
    path: Path, settings: ReadSettings, skip: tuple[str, ...], input_format: str, walked: set[str]
) -> Iterator[Unit | NotChecked]:
    if input_format:
        yield Unit(path, reader(input_format).name)
    elif path.is_dir():
        yield from _folder(path, settings, skip, walked)
    else:
        owner = of_file(path) or _page(path)
        yield owner if owner is not None else _unknown(path, settings, named=True)


def of_file(path: Path) -> Unit | None:
    """Return the unit that a file is or belongs to: a listings file itself, else the listing folder around it."""
    found = _of_table(path)
    if found is not None and found.reader not in _GENERAL:
        return found
    for folder in list(path.absolute().parents)[:4]:
        if reader(_FOLDER).recognises(folder, b""):
            return Unit(folder, _FOLDER)
        if (folder / ".git").exists():
            break
    return found


def passed_over(path: Path, settings: ReadSettings, skip: tuple[str, ...]) -> bool:
    """Tell whether a run over everything would pass over a folder or file: hidden, built, archived, told to be skipped."""
    below = Path(shown(path, settings))
    parts = [one for one in (below, *below.parents) if one.name not in ("", "..")]
    return not below.is_absolute() and any(_passes_over(one, one.as_posix(), skip) for one in parts)


def _of_table(path: Path) -> Unit | None:
    if path.suffix.lower() not in _TABLES | _PERHAPS or not path.is_file():
        return None
    head = _head(path)
    for name in _FILES:
        if not _cannot_be(name, path, head) and reader(name).recognises(path, head):
            return Unit(path, name)
    return None


def _cannot_be(name: str, path: Path, head: bytes) -> bool:
    """Tell at once, without loading the reader, that a file is none of its own: a listings file is no shopping feed."""
    if name not in _LINES:
        return False
    if path.suffix.lower() not in (".jsonl", ".ndjson"):
        return True
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0].lower().decode("latin-1")
    # A feed has at least two keys with such words; where letters take two bytes nothing is told.
    return name == "google_jsonl" and b"\0" not in head and len(_FEED_KEY.findall(first)) < 2


def _page(path: Path) -> Unit | None:
    """Return a web page that somebody names as a detail page."""
    from listinglint.readers.page import is_page

    return Unit(path, "page") if path.is_file() and is_page(path, _head(path)) else None


def _folder(
    folder: Path, settings: ReadSettings, skip: tuple[str, ...], walked: set[str]
) -> Iterator[Unit | NotChecked]:
    if reader(_FOLDER).recognises(folder, b""):
        yield Unit(folder, _FOLDER)  # who asked sees to it that a listing is read once
        return
    real = os.path.realpath(folder)
    if real in walked:
        return  # a link that leads back: read once
    walked.add(real)
    try:
        children = sorted(folder.iterdir(), key=lambda one: one.name)
    except OSError as broken:
        yield _unread(folder, settings, broken)
        return
    for child in children:
        if _passes_over(child, shown(child, settings), skip):
            continue
        if child.is_dir():
            yield from _folder(child, settings, skip, walked)
        else:
            yield from _come_upon(child, settings)


# Kinds of files that reports are written as.
_OWN = frozenset((".csv", ".xlsx", ".jsonl", ".ndjson"))


def _come_upon(path: Path, settings: ReadSettings) -> Iterator[Unit | NotChecked]:
    """Yield what a file among others is; one that may hold a catalogue and that nobody reads is told."""
    kind = path.suffix.lower()
    if kind in _OWN and own_report(path):
        return  # what a run wrote is not what the shop sells
    found = _of_table(path) if kind in _TABLES | _PERHAPS else None
    if found is not None:
        yield found
    elif kind in _TABLES:
        yield _unknown(path, settings, named=False)


def _passes_over(path: Path, told: str, skip: tuple[str, ...]) -> bool:
    if path.name.startswith(".") or path.name in HIDDEN or any(fnmatchcase(told, one) for one in skip):
        return True
    # Templates, archives and material that must not be used are no listings for sale.
    return skipped(path.name) is not None and path.is_dir()


def _unread(path: Path, settings: ReadSettings, broken: OSError) -> NotChecked:
    name = shown(path, settings)
    reason = Words(f"无法读取：{cause(broken)[1]}", f"cannot be read: {cause(broken)[0]}")
    return NotChecked(name, "", "failed", reason, name)


def _unknown(path: Path, settings: ReadSettings, *, named: bool) -> NotChecked:
    """Return the record for a file that nobody reads; asked for by name it fails the run, come upon it is only told.

    A table that cannot be opened, or whose content Git LFS has not fetched, may hold listings: it fails the run too.
    """
    name = shown(path, settings)
    try:
        if (path.is_file() or path.is_symlink()) and path.suffix.lower() in _TABLES:
            with path.open("rb") as file:
                if file.read(len(LFS)) == LFS:
                    return failed(pointer(name), name)
    except OSError as broken:
        return _unread(path, settings, broken)
    reason = Words(
        "不是可识别的商品文件，也不在商品文件夹里", "neither a known listing file nor inside a listing folder"
    )
    return NotChecked(name, "", "failed" if named else "unavailable", reason, name)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""
