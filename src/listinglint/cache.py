"""What is remembered between runs, in a folder that only the user can write to."""

from __future__ import annotations

import os
import pickle
import stat
import struct
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from listinglint import __version__, assembled
from listinglint.mapped import forget, mapped
from listinglint.ruleset import RuleSet, shipped
from listinglint.text import holding

if TYPE_CHECKING:
    from listinglint.packs import Prepared
    from listinglint.rulefiles import File

_FORM = 11  # rises when the remembered form changes
_HEAD = struct.calcsize("<IQ")
_MOST_FORMS = 8
# The rules as they were prepared when the package was built: a first run need not read 250 YAML files.
_SHIPPED = Path(__file__).parent / "prepared.bin"


def folder() -> Path:
    """Return the user's cache folder for listinglint (LISTINGLINT_CACHE, else the platform's usual place)."""
    told = os.environ.get("LISTINGLINT_CACHE")
    if told:
        return Path(told)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "listinglint" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "listinglint"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "listinglint"


# The rule sets that this process has read: shops with settings of their own mostly share their rules.
_met: dict[tuple[Path | None, bytes], RuleSet] = {}
_MOST_MET = 4


def load(folders: Iterable[Path]) -> RuleSet:
    """Return the rule set of the folders: from the cache where nothing changed, else compiled anew and remembered.

    Raises `Mistakes` with everything that is wrong in the rule files.
    """
    chosen = tuple(folders)
    asked = private(), _key(chosen)
    known = _met.get(asked)
    if known is None:
        known = _read(chosen, *asked)
        if len(_met) >= _MOST_MET:
            _met.clear()
        _met[asked] = known
    return known


def _read(chosen: tuple[Path, ...], where: Path | None, key: bytes) -> RuleSet:
    known = _recall(_path(where, "rules", key), key) if where else None
    if isinstance(known, RuleSet):
        holding.remember(known.stems)
        return known
    from listinglint import packs  # with YAML, only when rules are compiled

    built = packs.assemble(_prepared(chosen, where), str(where or ""))
    if where:
        _remember(where, "rules", key, built)
    return built


def recall_expressions() -> None:
    """Take up the expressions that earlier runs compiled."""
    where = private()
    key = _expressions()
    known = _recall(_path(where, "expressions", key), key) if where else None
    if isinstance(known, dict):
        assembled.remember(known)


def keep_expressions() -> None:
    """Keep what this run compiled for the next."""
    forms = assembled.learnt()
    where = private() if forms else None
    if where:
        key = _expressions()
        _remember(where, "expressions", key, forms)


def _expressions() -> bytes:
    return repr((_FORM, assembled.INTERPRETER)).encode()


def _prepared(folders: tuple[Path, ...], where: Path | None) -> Prepared:
    """Read the rules: a shop's own ones on top of the shipped ones, which are prepared once for all shops."""
    from listinglint import packs, rulefiles

    found = rulefiles.files(folders)
    ours = rulefiles.files([shipped()])
    names = {file.path for file in ours}
    added = [file for file in found if file.path not in names]
    if len(found) - len(added) < len(ours) or not packs.stands_alone(added):
        return packs.prepare(found)
    known = _shipped(ours, where)
    return packs.prepare(added, known) if added else known


def _shipped(found: list[File], where: Path | None) -> Prepared:
    """Return the shipped rules as they were remembered, or as they came with the package, or prepared anew."""
    from listinglint import packs

    key = _key((shipped(),))
    known = _recall(_path(where, "prepared", key), key) if where else None
    if isinstance(known, packs.Prepared):
        return known
    told = packs.digest(found)
    known = _recall(_SHIPPED, told.encode())
    if isinstance(known, packs.Prepared):
        return known
    ready = packs.prepare(found)
    if where:
        _remember(where, "prepared", key, ready)
    return ready


def write_shipped(path: Path) -> None:
    """Write the form of the shipped rules that goes into the package beside them."""
    from listinglint import packs, rulefiles

    ready = packs.prepare(rulefiles.files([shipped()]))
    path.write_bytes(_written(ready.digest.encode(), ready))


def _key(folders: Iterable[Path]) -> bytes:
    """Everything that the compiled form depends on, told by names, sizes and times, so that nothing need be read.

    Our own code counts too: a checkout under development must never meet a form that an older one wrote.
    """
    here = Path(__file__).parent
    parts = (here, here / "kinds", here / "text", here / "materials")
    code = max((stamp for part in parts for stamp in _written_at(part)), default=0)
    # The folders too, not only their files: ids are relative to them, and one that does not exist must be told.
    named = [str(folder.absolute()) for folder in folders]
    places = [*named, *(str(path) for folder in folders for path in _knowledge_above(folder))]
    files = sorted(stamp for path in places for stamp in _stamps(path))
    return repr((__version__, _FORM, sys.version_info[:3], code, named, files)).encode()


def _written_at(folder: Path) -> Iterator[int]:
    with os.scandir(folder) as entries:
        yield from (entry.stat().st_mtime_ns for entry in entries if entry.name.endswith(".py"))


def _stamps(path: str) -> Iterator[tuple[str, int, int]]:
    """Yield path, size and time of every rule file below a folder, or of one file."""
    if os.path.isdir(path):  # noqa: PTH112  # os.scandir walks 250 files in a third of pathlib's time
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir():
                    yield from _stamps(entry.path)
                elif entry.name.endswith(".yaml"):
                    status = entry.stat()
                    yield entry.path, status.st_size, status.st_mtime_ns
    elif os.path.exists(path):  # noqa: PTH110
        status = os.stat(path)  # noqa: PTH116
        yield path, status.st_size, status.st_mtime_ns


def _knowledge_above(folder: Path) -> list[Path]:
    """Return the knowledge files that come along from the folders above, up to the one called `rules`."""
    parents = list(folder.absolute().parents)
    top = next((number for number, above in enumerate(parents) if above.name == "rules"), -1)
    return [one for above in parents[: top + 1] for one in above.glob("_*.yaml")]


def private() -> Path | None:
    """Return the cache folder if it is ours alone, None where nothing can be remembered safely.

    What lies there is unpickled, so a folder that someone else owns or may write to is never used.
    """
    where = folder()
    try:
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = where.stat()
    except OSError:
        return None
    if sys.platform == "win32":
        return where
    ours = status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return where if ours else None


def _path(where: Path, form: str, key: bytes) -> Path:
    return where / f"{form}-{zlib.crc32(key):08x}.bin"


def _recall(path: Path, key: bytes) -> object:
    try:
        data = mapped(path)
    except (OSError, ValueError):  # an empty file cannot be mapped
        return None
    check, length = struct.unpack_from("<IQ", data) if len(data) > _HEAD else (0, 0)
    body = data[_HEAD + length :]
    if bytes(data[_HEAD : _HEAD + length]) != key or zlib.crc32(body) != check:
        return None  # of other rules, or damaged: built anew and written over
    try:
        core, *large = _parts(body)
        known: object = pickle.loads(core, buffers=large)  # noqa: S301  # from a folder that only this user can write to, or our own package
    except struct.error:
        return None
    except (pickle.UnpicklingError, AttributeError, ImportError, TypeError, ValueError, EOFError, IndexError):
        return None
    return known


def _parts(body: memoryview) -> Iterator[memoryview]:
    """Yield the pickled core of a remembered form and its large parts, which lie behind it as they are."""
    (count,) = struct.unpack_from("<Q", body)
    sizes = struct.unpack_from(f"<{count}Q", body, 8)
    at = 8 + 8 * count
    for size in sizes:
        yield body[at : at + size]
        at += size


def _written(key: bytes, built: object) -> bytes:
    large: list[pickle.PickleBuffer] = []
    core = pickle.dumps(built, protocol=5, buffer_callback=large.append)
    parts = [memoryview(core), *(one.raw() for one in large)]
    body = b"".join((struct.pack(f"<{1 + len(parts)}Q", len(parts), *map(len, parts)), *parts))
    return struct.pack("<IQ", zlib.crc32(body), len(key)) + key + body


def _remember(where: Path, form: str, key: bytes, built: object) -> None:
    path = _path(where, form, key)
    partial = path.with_suffix(f".{os.getpid()}")
    try:
        forget(where, form, _MOST_FORMS - 1)
        partial.write_bytes(_written(key, built))
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
