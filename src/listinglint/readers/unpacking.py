"""Unpacks an archive that a stranger may have made: nothing leaves its folder, no links, no bombs, names in any encoding."""

from __future__ import annotations

import gzip
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from listinglint.errors import InputError
from listinglint.model import Words
from listinglint.origins import complaints
from listinglint.readers.base import common_hanzi
from listinglint.tuples import NamedTuple

MAX_BYTES = 2_000_000_000  # of all files together, counted while they are unpacked
MAX_FILES = 50_000
_RATIO, _RATIO_FROM = 200, 50_000_000  # no listing packs better than that; small files may
_BLOCK = 1 << 20
_UTF8 = 0x800
_UNICODE_PATH = 0x7075  # the field in which Info-ZIP keeps a name in UTF-8


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Left(NamedTuple):
    """An entry that was not unpacked, and why."""

    name: str
    reason: Words


class Budget:
    """How much may still be unpacked; a bomb shows by what comes out of it, whatever it says of itself."""

    def __init__(self, packed: int, file: str) -> None:
        self._packed, self._file = max(packed, 1), file
        self._bytes = self._files = 0

    def file(self) -> None:
        """Count a file."""
        self._files += 1
        if self._files > MAX_FILES:
            raise self._refusal(f"more than {MAX_FILES} files", f"文件超过 {MAX_FILES} 个")

    def take(self, count: int) -> None:
        """Count bytes that came out."""
        self._bytes += count
        if self._bytes > MAX_BYTES:
            raise self._refusal(f"unpacks to more than {MAX_BYTES // 10**9} GB", f"解压后超过 {MAX_BYTES // 10**9} GB")
        if self._bytes > _RATIO_FROM and self._bytes > _RATIO * self._packed:
            raise self._refusal(f"unpacks to more than {_RATIO} times its size", f"解压后超过原大小的 {_RATIO} 倍")

    def _refusal(self, told: str, zh: str) -> InputError:
        return InputError(f"refused as an archive bomb: {told}", zh=f"疑似压缩炸弹，不予解压：{zh}", file=self._file)


def unpack(path: Path, folder: Path, file: str) -> Iterator[Left]:
    """Unpack an archive into a folder and yield what is left out of it.

    Raises `InputError` for one that is broken off or too large; what came out before is there.
    """
    budget = Budget(path.stat().st_size, file)
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                yield from _zip(packed, folder, budget)
        elif tarfile.is_tarfile(path):
            with tarfile.open(path) as archive:
                yield from _tar(archive, folder, budget)
        elif _begins(path, b"PK"):  # begins as a .zip whose table of contents, at its end, is gone
            raise InputError(
                "the .zip archive is damaged or cut off",
                zh="压缩包（.zip）已损坏或不完整，请重新下载或重新压缩",
                file=file,
            )
        else:
            with gzip.open(path) as single:
                _write(single, folder / (path.stem or "file"), budget)
    except (OSError, EOFError, zipfile.BadZipFile, tarfile.TarError, zlib.error, NotImplementedError) as broken:
        raise InputError(
            f"the archive is damaged or cut off: {broken}",
            zh=f"压缩包已损坏或不完整：{complaints.packed(str(broken))}",
            file=file,
        ) from None


def _begins(path: Path, mark: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(mark)) == mark


def _zip(packed: zipfile.ZipFile, folder: Path, budget: Budget) -> Iterator[Left]:
    taken: set[str] = set()
    for info in packed.infolist():
        name = name_of(info)
        mode = info.external_attr >> 16
        if info.is_dir():
            continue
        why = _wrong(name, taken)
        if stat.S_ISLNK(mode):
            why = _LINK
        elif info.flag_bits & 1:
            why = Words("已加密，未读取", "encrypted, not read")
        if why:
            yield Left(name, why)
            continue
        with packed.open(info) as source:
            _write(source, folder / name, budget)


def _tar(archive: tarfile.TarFile, folder: Path, budget: Budget) -> Iterator[Left]:
    taken: set[str] = set()
    for member in archive:
        name = _repaired(member.name.encode("utf-8", "surrogateescape"))
        if member.isdir():
            continue
        why = _wrong(name, taken)
        if not member.isfile():
            why = _LINK
        if why:
            yield Left(name, why)
            continue
        source = archive.extractfile(member)
        if source is not None:
            with source:
                _write(source, folder / name, budget)


_LINK = Words("是链接或设备，不解压", "a link or a device, not unpacked")


def _wrong(name: str, taken: set[str]) -> Words | None:
    """Return why an entry must not be unpacked under its name, None for a good one."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or name[1:2] == ":" or "\0" in name or not path.parts:
        return Words("路径指向压缩包之外，不解压", "its path leads out of the archive; not unpacked")
    if len(path.parts) > 32 or any(len(part.encode()) > 250 for part in path.parts):
        return Words("路径过长，不解压", "its path is too long; not unpacked")
    key = name.casefold()
    if key in taken:
        return Words(
            "同名文件已在压缩包中，只读第一个", "a file of this name is in the archive already; only the first is read"
        )
    taken.add(key)
    return None


def _write(source: _Stream, path: Path, budget: Budget) -> None:
    budget.file()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("wb") as target:
            while block := source.read(_BLOCK):
                budget.take(len(block))
                target.write(block)
    except BaseException:
        path.unlink()  # half a file would be read as a whole one
        raise


def name_of(info: zipfile.ZipInfo) -> str:
    """Return the name of an entry as it was meant: Windows in China writes it in GBK and says so nowhere."""
    extra = _unicode_path(info.extra)
    if info.flag_bits & _UTF8 or extra:
        name = extra or info.orig_filename
    else:
        try:
            name = _repaired(info.orig_filename.encode("cp437"))
        except UnicodeEncodeError:
            name = info.orig_filename
    return name.replace("\\", "/")


def _repaired(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or common_hanzi(name):
            return name
    return raw.decode("cp437")


def _unicode_path(extra: bytes) -> str:
    while len(extra) >= 4:
        kind, length = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == _UNICODE_PATH and length > 5:
            return extra[9 : 4 + length].decode("utf-8", "replace")
        extra = extra[4 + length :]
    return ""
