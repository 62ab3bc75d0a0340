"""Archives (.zip, .tar.gz, .gz) of listings in any layout: unpacked into a folder of their own, then read as it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from listinglint.errors import InputError
from listinglint.model import NotChecked, Words
from listinglint.readers import xlsx
from listinglint.readers.base import Read, Reader, ReadSettings, failed, shown
from listinglint.readers.unpacking import unpack

TITLE = Words("压缩包（zip、tar.gz）", "archive (zip, tar.gz)")
SUFFIXES = (".zip", ".gz", ".tgz", ".tar")
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b")
_TAR = (257, b"ustar")


def recognises(path: Path, head: bytes) -> bool:
    """Tell an archive by its first bytes; a workbook is one too, but is no archive of listings."""
    if path.suffix.lower() not in SUFFIXES or xlsx.recognises(path, head):
        return False
    if head[_TAR[0] :].startswith(_TAR[1]):
        return True
    return head.startswith(_MAGIC)


def read(path: Path, settings: ReadSettings) -> Read:
    """Yield the listings in an archive; each file is named as if the archive were a folder."""
    file = shown(path, settings)
    # The pictures are opened later, perhaps by other processes: what is unpacked stays until this one ends.
    top = Path(tempfile.mkdtemp(prefix="listinglint-")).resolve()
    atexit.register(shutil.rmtree, top, ignore_errors=True)
    told = Path(file)
    folder = top / (told.name if told.is_absolute() or ".." in told.parts else told)
    folder.mkdir(parents=True)
    inner = settings._replace(root=top.as_posix(), overlay={})
    found = False
    try:
        for left in unpack(path, folder, file):
            yield NotChecked(f"{file}/{left.name}", "", "failed", left.reason, file)
    except InputError as broken:
        found = True
        yield failed(broken, file)
    for one in _inside(folder, inner):
        found = True
        yield one
    if not found:
        yield failed(InputError("no listings in the archive", zh="压缩包里没有商品", file=file), file)


def _inside(folder: Path, inner: ReadSettings) -> Read:
    from listinglint import readers  # the other way round the archive is one of them

    for unit in readers.find([_only(folder)], inner):
        if isinstance(unit, NotChecked):
            yield unit
        elif unit.reader == "archive":
            name = shown(unit.path, inner)
            reason = Words(
                "压缩包里的压缩包，未读取；请先解压", "an archive inside an archive is not read; unpack it first"
            )
            yield NotChecked(name, "", "unavailable", reason, name)
        else:
            yield from readers.read(unit, inner)


def _only(folder: Path) -> Path:
    """Return the one file of an archive of one file; a folder that is named after the archive stays one."""
    inside = list(folder.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_file() else folder


READER = Reader("archive", TITLE, recognises, read)
