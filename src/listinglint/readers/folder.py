"""Reads a listing that lies in a folder of its own: texts, pictures and a manifest, in any of the usual layouts."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import chain
from pathlib import Path, PurePosixPath
from re import MULTILINE
from re import compile as _compile

from listinglint.errors import InputError
from listinglint.model import Words
from listinglint.readers import keyvalue, manifest, parts, tree
from listinglint.readers.album import Album
from listinglint.readers.base import Read, Reader, ReadSettings
from listinglint.readers.draft import Draft
from listinglint.readers.locales import locale_of
from listinglint.readers.roles import asset_folder, kind_of, skipped
from listinglint.readers.walk import MANIFESTS, PAGES, Tree, refusal, walk

# Pictures beside one of these belong to the export, they are no listing of their own.
_EXPORTS = frozenset(".csv .tsv .xlsx .xlsm .xls .json .jsonl .ndjson .xml .zip .gz".split())
_PLAIN = ReadSettings()
_HEAD = _compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n")
_TITLED = _compile(r"^[\"']?(?:title|name|标题|標題|商品标题|产品标题|商品名称|产品名称|名称)[\"']?\s*:", MULTILINE)
_TITLE_PARTS = ("title", "description", "info", "bullets", "attributes")


def recognises(path: Path, head: bytes) -> bool:  # noqa: ARG001  (files are for other readers)
    """Tell whether a folder is one listing: by a manifest, by the names of its texts, or by its pictures alone."""
    names = _names(path)
    if names is None:
        return False
    files, folders = names
    spoken = _speaks(path, files, folders)
    if not spoken and not _shows(path, files, folders):
        return False
    return not any(_listing_below(path / name) for name in folders if not locale_of(name))


def read(path: Path, settings: ReadSettings) -> Read:
    """Yield the one listing of a folder."""
    found = walk(path)
    album = Album(path, settings, tuple(found.of_kind("picture")))
    draft = Draft(path, settings, album)
    for below, why in found.errors:
        draft.fail(refusal(below, why, draft.shown("")))
    read_files = _texts(draft, found)
    _rest(draft, found, read_files)
    if not found.files and not found.errors:
        draft.unavailable.append(("", Words("文件夹是空的", "the folder is empty"), ""))
    yield draft.done()


def _texts(draft: Draft, found: Tree) -> set[str]:
    """Read the text files, those first that decide, and return what was read."""
    files = list(found.of_kind("other"))
    done: set[str] = set()
    for file in _manifests(files):
        done.add(file)
        _manifest(draft, file)
    for file in files:
        if file.lower() in PAGES and _page(draft, file):
            done.add(file)
    named = {file: part for file in files if file not in done and (part := parts.part_of(file, draft.settings))}
    for file in sorted(named, key=lambda one: _rank(named[one][0])):
        done.add(file)
        part, locale = named[file]
        if part == "info" or (part == "attributes" and not draft.main_file):
            draft.main_file = draft.main_file or (draft.shown(file) if part == "info" else "")
        parts.take(draft, file, part, locale)
        draft.layout = draft.layout or ("locales" if locale_of(PurePosixPath(file).parts[0]) else "parts")
    done.update(_others(draft, [file for file in files if file not in done]))
    _pictures_in_texts(draft, files)
    draft.layout = draft.layout or "pictures"
    return done


def _manifests(files: Iterable[str]) -> list[str]:
    return sorted((one for one in files if one.lower() in MANIFESTS), key=lambda one: MANIFESTS.index(one.lower()))


def _manifest(draft: Draft, file: str) -> None:
    draft.main_file = draft.main_file or draft.shown(file)
    draft.layout = draft.layout or "manifest"
    source = draft.source(file)
    if source is None:
        return
    try:
        manifest.take(draft, file, tree.parse(source, tree.FORMATS[PurePosixPath(file).suffix.lower()]))
    except InputError as error:
        draft.fail(error, file)


def _page(draft: Draft, file: str) -> bool:
    """Read a Markdown page with front matter (product.md); a README.md without it is no listing text."""
    source = draft.source(file)
    if source is None:
        return True
    headed = parts.yamltext.front_matter(source) is not None
    if not headed and file.lower() not in PAGES[:2]:
        return False
    draft.main_file = draft.main_file or draft.shown(file)
    draft.layout = draft.layout or "markdown"
    parts.markdown(draft, file, source)
    return True


def _rank(part: str) -> int:
    order = ("title", "info", "subtitle", "description", "bullets", "attributes", "keywords")
    return order.index(part)


def _others(draft: Draft, files: list[str]) -> set[str]:
    """Read the files that only a manifest or their content explains, and return them."""
    done: set[str] = set()
    for file, locale in draft.described:
        source = draft.source(file) if file in files else None
        if source is not None:
            done.add(file)
            parts.description(draft, file, source, locale)
    for file in files:
        suffix = PurePosixPath(file).suffix.lower()
        if file in done or "/" in file:
            continue
        if suffix in (".html", ".htm"):
            done.add(file)
            parts.take(draft, file, "description", "")
        elif suffix == ".txt" and (source := draft.source(file)) and keyvalue.looks_like_pairs(source):
            done.add(file)
            keyvalue.take(draft, file, source)
    return done


def _pictures_in_texts(draft: Draft, files: list[str]) -> None:
    named = {draft.shown(file): file for file in files}
    for text in list(draft.texts):
        if text.name == "description":
            parts.placed(draft, text, named.get(text.origin.source.file, ""))


def _rest(draft: Draft, found: Tree, read_files: set[str]) -> None:
    """Note every file that is neither text nor picture of the listing."""
    why = {
        "video": Words("视频，不检查", "a video, not looked at"),
        "artwork": Words("设计源文件，不检查", "a source file of an artwork, not looked at"),
    }
    noted = {note.file for note in draft.notes}
    for file in found.files:
        kind = kind_of(PurePosixPath(file).name)
        if kind in why:
            draft.note(file, kind, why[kind])
        elif kind == "other" and file not in read_files and draft.shown(file) not in noted:
            evidence = any(part.casefold() in ("evidence", "凭证", "证书", "质检") for part in file.split("/")[:-1])
            known = (
                Words("证明文件，未读取", "a proof, not read") if evidence else Words("未识别的文件", "not understood")
            )
            draft.note(file, "evidence" if evidence else "", known)
    for path, used, told in found.left:
        draft.note(path, used, told)


def _names(path: Path) -> tuple[list[str], list[str]] | None:
    """Return the names of the files and folders in a folder, None where it is none or cannot be read."""
    try:
        with os.scandir(path) as entries:
            files: list[str] = []
            folders: list[str] = []
            for entry in entries:
                if kind_of(entry.name) == "ignored":
                    continue
                if not entry.is_dir():
                    files.append(entry.name)
                elif not entry.is_symlink() and skipped(entry.name) is None:
                    folders.append(entry.name)
            return files, folders
    except OSError:
        return None


def _speaks(path: Path, files: list[str], folders: list[str]) -> bool:
    """Tell whether a folder holds the texts of a listing, itself or in folders named by language."""
    if any(one.lower() in MANIFESTS or (one.lower() in PAGES and _headed(path / one)) for one in files):
        return True
    if any(part[0] in _TITLE_PARTS for one in files if (part := parts.part_of(one, _PLAIN))):
        return True
    inner = chain.from_iterable((_names(path / one) or ((), ()))[0] for one in folders if locale_of(one))
    return any(part[0] in ("title", "description") for one in inner if (part := parts.part_of(one, _PLAIN)))


def _shows(path: Path, files: list[str], folders: list[str]) -> bool:
    """Tell whether a folder holds pictures, itself or in folders named by role, and no export that they belong to."""
    if any(PurePosixPath(one).suffix.lower() in _EXPORTS for one in files):
        return False
    if any(kind_of(one) == "picture" for one in files):
        return True
    return any(_pictured(path / one) for one in folders if asset_folder(one))


def _pictured(path: Path) -> bool:
    files, folders = _names(path) or ([], [])
    if any(kind_of(one) == "picture" for one in files):
        return True
    return any(
        kind_of(one) == "picture"
        for name in folders
        if asset_folder(name)
        for one in (_names(path / name) or ([], []))[0]
    )


def _listing_below(path: Path) -> bool:
    """Tell whether a sub-folder is a listing of its own, so that the folder above is a catalogue."""
    files, folders = _names(path) or ([], [])
    if asset_folder(path.name):
        return any(one.lower() in MANIFESTS or (one.lower() in PAGES and _headed(path / one)) for one in files)
    return _speaks(path, files, folders) or _shows(path, files, folders)


def _headed(path: Path) -> bool:
    """Tell whether a Markdown file begins with front matter that names a title."""
    try:
        with path.open("rb") as file:
            head = file.read(16_384)
    except OSError:
        return False
    return bool(_HEAD.match(head)) and bool(_TITLED.search(head.decode("utf-8", "replace").partition("\n---")[0]))


READER = Reader("folder", Words("商品文件夹", "a listing's folder"), recognises, read)
