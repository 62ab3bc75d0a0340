"""Reads a listing that lies in a folder of its own: texts, pictures and a manifest, in any of the usual layouts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from listinglint.errors import InputError
from listinglint.model import Words
from listinglint.origins.yamltext import front_matter
from listinglint.readers import keyvalue, manifest, parts, tree
from listinglint.readers.album import Album
from listinglint.readers.base import Read, Reader, ReadSettings, readable
from listinglint.readers.draft import Draft
from listinglint.readers.locales import locale_of
from listinglint.readers.roles import kind_of, picture_folder, role_named
from listinglint.readers.signs import MANIFESTS, PAGES, recognises
from listinglint.readers.walk import Tree, refusal, walk

_PROOFS = ("evidence", "凭证", "证书", "质检")
_ORDER = ("title", "info", "subtitle", "description", "bullets", "attributes", "keywords")


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
    for file in sorted(named, key=lambda one: _ORDER.index(named[one][0])):
        done.add(file)
        _part(draft, file, *named[file])
    done.update(_others(draft, [file for file in files if file not in done]))
    _pictures_in_texts(draft, files)
    draft.layout = draft.layout or "pictures"
    return done


def _part(draft: Draft, file: str, part: str, locale: str) -> None:
    if part == "info":
        draft.main_file = draft.main_file or draft.shown(file)
    draft.layout = draft.layout or ("locales" if locale_of(PurePosixPath(file).parts[0]) else "parts")
    parts.take(draft, file, part, locale)


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
    if front_matter(source) is None and file.lower() not in PAGES[:2]:
        return False
    draft.main_file = draft.main_file or draft.shown(file)
    draft.layout = draft.layout or "markdown"
    parts.markdown(draft, file, source)
    return True


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


# In a folder of pictures it is meant to be one.
_SVG = Words(
    "SVG 矢量图不是商品图片格式，未查看；请导出为 JPEG 或 PNG",
    "an SVG drawing is no product picture, not looked at; export it as JPEG or PNG",
)


_WHY = {
    "video": Words("视频，不检查", "a video, not looked at"),
    "artwork": Words("设计源文件，不检查", "a source file of an artwork, not looked at"),
}
_NAMED = 5


def _rest(draft: Draft, found: Tree, read_files: set[str]) -> None:
    """Note every file that is neither text nor picture of the listing."""
    noted = {note.file for note in draft.notes}
    proofs = {PurePosixPath(one.document).as_posix() for one in draft.evidence}
    among: list[str] = []
    for file in found.files:
        kind = kind_of(file.rpartition("/")[2])
        pictured = any(picture_folder(part) for part in file.split("/")[:-1])
        if kind in _WHY:
            draft.note(file, kind, _WHY[kind])
            if file.lower().endswith(".svg") and any(role_named(part) for part in file.split("/")[:-1]):
                draft.unavailable.append(("images", _SVG, draft.shown(file)))
            elif pictured:
                among.append(file)
        elif kind == "other" and file not in read_files and draft.shown(file) not in noted:
            evidence = file in proofs or any(part.casefold() in _PROOFS for part in file.split("/")[:-1])
            known = (
                Words("证明文件，未读取", "a proof, not read") if evidence else Words("未识别的文件", "not understood")
            )
            draft.note(file, "evidence" if evidence else "", known)
            if pictured and not evidence:
                among.append(file)
    for path, used, told in found.left:
        draft.note(path, used, told)
    if among:
        draft.unavailable.append(("images", _among(among), readable(draft.shown(among[0]))))


def _among(files: list[str]) -> Words:
    """Return what is said, once a listing, of files in picture folders that are no pictures."""
    names = [readable(file.rpartition("/")[2]) for file in files[:_NAMED]]
    more = len(files) - len(names)
    return Words(
        f"图片文件夹里有视频或其他文件，未查看：{'、'.join(names)}" + (f" 等 {len(files)} 个" if more else ""),
        f"videos or other files among the pictures, not looked at: {', '.join(names)}"
        + (f" and {more} more" if more else ""),
    )


READER = Reader("folder", Words("商品文件夹", "a listing's folder"), recognises, read)
