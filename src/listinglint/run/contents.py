"""What files and folders hold, as digests: two that are equal hold the same bytes under the same names."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from listinglint.readers import HIDDEN
from listinglint.readers.roles import kind_of

SIZE = 20  # bytes of a digest: enough that no two are ever equal by chance
_MOST = 300_000  # folders and texts whose digests are held in memory
_CHUNK = 1 << 20


def digest(*parts: bytes) -> bytes:
    """Return the digest of some parts, which cannot run into each other."""
    told = hashlib.sha256()
    for one in parts:
        told.update(len(one).to_bytes(8, "little") + one)
    return told.digest()[:SIZE]


class Contents:
    """Digests of folders and texts, each read once; empty for one that holds what may change unseen (links, devices, no access).

    With `pictures` their bytes count, without their names and sizes do: a run that looks at no picture need not read them.
    """

    def __init__(self, *, pictures: bool) -> None:
        self.pictures = pictures
        self._known: dict[str, bytes] = {}

    def of(self, path: str) -> bytes:
        """Return the digest of a folder or file."""
        known = self._known.get(path)
        if known is None:
            known = self.now(path)
            self._note(path, known)
        return known

    def knows(self, path: str) -> bool:
        """Tell whether a folder or text was seen when the folder above was looked at."""
        return path in self._known

    def now(self, path: str) -> bytes:
        """Return the digest as it is now, whatever was known."""
        try:
            if not os.path.isdir(path):  # noqa: PTH112  # os.path is the quicker, and this is asked of every listing
                return b"" if os.path.islink(path) else _file(path)  # noqa: PTH114
            return self._folder(path)
        except OSError:
            return b""

    def _folder(self, path: str) -> bytes:
        parts: list[bytes] = []
        whole, above = True, "" if path == "." else path + "/"  # as pathlib joins them
        with os.scandir(path) as entries:
            found = sorted(entries, key=lambda one: one.name)
        for entry in found:
            name = os.fsencode(entry.name)
            if entry.name.startswith(".") or entry.name in HIDDEN:
                parts += (b"hidden", name)
            elif entry.is_dir(follow_symlinks=False):
                inner = self._folder(above + entry.name)
                whole = whole and bool(inner)
                parts += (b"folder", name, inner)
            elif not entry.is_file(follow_symlinks=False):
                whole = False
            elif self._read(entry.name):
                inner = _file(above + entry.name)
                parts += (b"file", name, inner)
                if kind_of(entry.name) == "other":
                    self._note(above + entry.name, inner)
            else:
                parts += (b"size", name, entry.stat().st_size.to_bytes(8, "little"))
        told = digest(*parts) if whole else b""
        self._note(path, told)
        return told

    def _note(self, path: str, told: bytes) -> None:
        if len(self._known) < _MOST:
            self._known[path] = told

    def _read(self, name: str) -> bool:
        kind = kind_of(name)
        return kind not in ("video", "artwork") and (kind != "picture" or self.pictures)


def _file(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # half the time of pathlib's, and this is done for every file
        told = hashlib.sha256(file.read(_CHUNK))
        while chunk := file.read(_CHUNK):
            told.update(chunk)
    return told.digest()


def names_beside(path: Path) -> bytes:
    """Return the digest of the names in the folder of a file: what lies beside a table may belong to it."""
    try:
        return digest(*map(os.fsencode, sorted(os.listdir(path.absolute().parent))))  # noqa: PTH208
    except OSError:
        return b""
