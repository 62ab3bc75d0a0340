"""Gathers the pictures of a listing from its manifest, its description and its folders, each with its role."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from unicodedata import normalize
from urllib.parse import unquote

from listinglint.errors import InputError
from listinglint.model import Field, Image, Origin
from listinglint.readers.base import ReadSettings, readable, shown
from listinglint.readers.locales import lang_of
from listinglint.readers.roles import ROLES, natural, role_of
from listinglint.tuples import NamedTuple


class Alt(NamedTuple):
    """Words that describe a picture, and where they stand."""

    text: str
    origin: Origin
    locale: str = ""


class Shot:
    """A picture as it is found: `path` below the listing folder, None for one that is not on this machine."""

    __slots__ = ("alts", "origin", "path", "ref", "role", "why")

    def __init__(
        self, ref: str, path: str | None, role: str = "", why: str = "", origin: Origin | None = None,
        alts: list[Alt] | None = None,
    ) -> None:  # fmt: skip
        self.ref = ref
        self.path = path
        self.role = role
        self.why = why
        self.origin = origin
        self.alts = [] if alts is None else alts


class Album:
    """The pictures of one listing: `files` are those in its folder, by path below it."""

    def __init__(self, folder: Path, settings: ReadSettings, files: tuple[str, ...]) -> None:
        self._folder, self._settings = folder, settings
        self._files = tuple(sorted(files, key=natural))
        self._exact = {normalize("NFC", one): one for one in self._files}
        self._shots: list[Shot] = []
        self._named: set[tuple[str, str]] = set()
        self._first: dict[tuple[str | None, str], Shot] = {}

    def manifest(self, ref: str, role: str, origin: Origin, alt: Alt | None = None) -> None:
        """Take a picture that a manifest names; raises InputError for one outside the listing folder."""
        alts = [alt] if alt else []
        if remote(ref):
            found = (role, "manifest") if role else role_of(_address(ref), self._settings) or ("", "")
            self._add(Shot(ref, None, *found, origin, alts))
            return
        for path in self._expand(self._inside(ref, origin)):
            found = (role, "manifest") if role else role_of(path, self._settings) or ("", "")
            if (path, found[0]) not in self._named:
                self._named.add((path, found[0]))
                self._add(Shot(ref, path, *found, origin, alts))

    def described(self, ref: str, origin: Origin, base: str, alt: Alt | None = None) -> None:
        """Take a picture that a description in folder `base` places; one that is known only gains its words."""
        path = None if remote(ref) or ref.startswith("/") else self._placed(ref, origin, base)
        shot = self._first.get((path, "" if path else ref))
        if shot is None:
            found = (role_of(path, self._settings) if path else None) or ("detail", "description")
            shot = Shot(ref, path, *found, origin)
            self._add(shot)
        if alt:
            shot.alts.append(alt)

    def images(self) -> tuple[Image, ...]:
        """Return all pictures: the named ones in their order, then the others of the folder, main pictures first."""
        named = {one.path for one in self._shots}
        others = [
            Shot(path, path, *(role_of(path, self._settings) or ("", ""))) for path in self._files if path not in named
        ]
        self._settle(self._shots + others)
        rank = {role: number for number, role in enumerate(ROLES)}
        self._shots += sorted(others, key=lambda one: rank.get(one.role, len(rank)))
        return tuple(self._image(one, index) for index, one in enumerate(self._shots))

    def alts(self, lang: str) -> Iterator[Field]:
        """Yield the words that describe pictures, numbered as the pictures are; to be asked after `images`."""
        for index, shot in enumerate(self._shots):
            for number, alt in enumerate(shot.alts):
                path = f"images[{index}].alt" + (f"[{number}]" if number else "")
                yield Field(path, alt.text, alt.origin, lang_of(alt.locale) or lang)

    def uses(self) -> Mapping[str, tuple[str, str]]:
        """Return role and reason of each picture in the folder, by its path; to be asked after `images`."""
        known = set(self._files)
        found: dict[str, tuple[str, str]] = {}
        for one in self._shots:
            if one.path in known:
                found.setdefault(one.path, (one.role, one.why))
        return found

    def _add(self, shot: Shot) -> None:
        self._shots.append(shot)
        self._first.setdefault((shot.path, "" if shot.path else shot.ref), shot)

    def _settle(self, shots: list[Shot]) -> None:
        """Give every picture without a role one: the first is the main picture where the listing has none."""
        main = any(one.role == "main" for one in shots)
        for shot in shots:
            if shot.role:
                continue
            shot.role, shot.why = ("other", "unclassified") if main else ("main", "position")
            main = True

    def _image(self, shot: Shot, index: int) -> Image:
        if shot.path is None:
            return Image(shot.role, shot.ref, "", shot.ref, index, shot.why, shot.origin)
        path = self._folder / shot.path
        name = readable(shown(path, self._settings))
        return Image(shot.role, name, path.absolute().as_posix(), shot.ref, index, shot.why, shot.origin)

    def _inside(self, ref: str, origin: Origin) -> str:
        """Return a path below the listing folder; raises InputError for one that leads out of it."""
        return inside(ref, self._folder, origin)

    def _placed(self, ref: str, origin: Origin, base: str) -> str:
        """Return the file that a description means: addresses may be escaped (`%20`) or end in `?v=2`."""
        bare = ref.partition("?")[0].partition("#")[0]
        paths = [self._inside(f"{base}/{one}" if base else one, origin) for one in (ref, bare, unquote(bare))]
        names = (normalize("NFC", path) for path in paths)
        return next((self._exact[name] for name in names if name in self._exact), paths[-1])

    def _expand(self, path: str) -> list[str]:
        """Return the files that a path, a folder or a pattern with `*` means; the path itself where it is none."""
        exact = self._exact.get(normalize("NFC", path))
        if exact:
            return [exact]
        below = [one for one in self._files if path == "." or one.startswith(path + "/")]
        if below:
            return below
        if "*" in path or "?" in path:
            return [one for one in self._files if fnmatchcase(one, path)] or [path]
        return [path]


def inside(ref: str, folder: Path, origin: Origin) -> str:
    """Return a reference as a path below the listing folder; raises InputError for one that leads out of it."""
    path = ref.strip().replace("\\", "/")
    if path.startswith("/"):
        path = os.path.relpath(path, folder.absolute())
    path = os.path.normpath(path).replace(os.sep, "/")
    if path.split("/", 1)[0] in ("..", "~") or path[1:2] == ":" or path.startswith("file:"):
        raise InputError(
            f"'{ref}' lies outside the listing's folder", zh=f"“{ref}”不在商品文件夹之内",
            file=origin.source.file, line=origin.source.position(origin.start)[0],
        )  # fmt: skip
    return path


def remote(ref: str) -> bool:
    """Tell whether a reference is a web address (or a picture written into the text itself)."""
    return ref.startswith(("http://", "https://", "//", "data:", "ftp://"))


def _address(ref: str) -> str:
    """Return the path of a web address, without the name of the site."""
    path = ref.partition("?")[0].partition("#")[0].partition("//")[2]
    return PurePosixPath(path.partition("/")[2]).as_posix()
