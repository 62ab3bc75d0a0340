"""What is remembered between runs, in a folder that only the user can write to."""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from listinglint import __version__, material_files, packs
from listinglint.packs import File, RuleSet
from listinglint.text.fold import Letters, fold
from listinglint.text.letters import build as build_letters

_FORM = 1  # rises when the remembered form changes


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


def load(folders: Iterable[Path]) -> RuleSet:
    """Return the rule set of the folders: from the cache where nothing changed, else compiled anew and remembered.

    Raises `Mistakes` with everything that is wrong in the rule files.
    """
    found = packs.files(folders)
    digest = _digest(found)
    where = _private()
    known = _recall(where, digest) if where else None
    if known is not None:
        return known
    built = build(found, digest, str(where or ""))
    if where:
        _remember(where, digest, built)
    return built


def build(found: list[File], digest: str = "", where: str = "") -> RuleSet:
    """Compile rule files into a rule set."""
    content = packs.read(found)
    letters = Letters(build_letters())
    paths = {file.name: file.path for file in found}
    ready = packs.prepare(content, lambda text: fold(text, letters).text, paths)
    scanner, folded = packs.compile_rules(ready, content, letters, where)
    lexicon = material_files.compiled(content.materials, lambda text: fold(text, letters).text)
    return RuleSet.of(ready, scanner, folded, digest, lexicon)


def _digest(found: list[File]) -> str:
    """Digest of everything that the compiled form depends on."""
    told = hashlib.sha256(f"{__version__} {_FORM} {sys.version_info[:2]} {_code()}".encode())
    for file in found:
        told.update(f"\0{file.name}\0{file.text}".encode())
    return told.hexdigest()


def _code() -> str:
    """Age of our own code, so that a checkout under development never meets a form that an older one wrote."""
    here = Path(__file__).parent
    parts = (here, here / "kinds", here / "text", here / "materials")
    return str(max(one.stat().st_mtime_ns for part in parts for one in part.glob("*.py")))


def _private() -> Path | None:
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


def _recall(where: Path, digest: str) -> RuleSet | None:
    try:
        data = (where / f"rules-{digest[:32]}.bin").read_bytes()
    except OSError:
        return None
    if data[:32] != hashlib.sha256(data[32:]).digest():
        return None  # damaged: built anew and written over
    try:
        known: RuleSet = pickle.loads(data[32:])  # noqa: S301  # from a folder that only this user can write to
    except (pickle.UnpicklingError, AttributeError, ImportError, TypeError, ValueError, EOFError):
        return None
    return known


def _remember(where: Path, digest: str, built: RuleSet) -> None:
    data = pickle.dumps(built, protocol=5)
    path = where / f"rules-{digest[:32]}.bin"
    partial = path.with_suffix(f".{os.getpid()}")
    try:
        for old in sorted(where.glob("rules-*.bin"), key=lambda one: one.stat().st_mtime)[:-7]:
            old.unlink(missing_ok=True)
        partial.write_bytes(hashlib.sha256(data).digest() + data)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
