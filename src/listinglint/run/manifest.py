"""What a run checked, with what and to what end: enough to answer for it later, and to do it again byte for byte."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from listinglint import __version__
from listinglint.config import Config
from listinglint.model import Listing, Result
from listinglint.run.local import Job, Options

_LIBRARIES = ("pillow", "numpy", "jieba", "google-re2", "daachorse", "opencc", "textstat", "PyYAML")
_SETTINGS = ("waivers.yaml", "evidence.yaml")


class Ledger:
    """Notes the files of listings and settings as jobs pass, and the results as they come out."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._root = Path(options.settings.root or ".")
        self._inputs: dict[str, str] = {}
        self._settings: dict[str, str] = {}
        self._results = hashlib.sha256()
        self._count = 0

    def jobs(self, jobs: Iterable[Job]) -> Iterator[Job]:
        """Pass jobs on and note every file that a listing was made of."""
        for job in jobs:
            self._config(job.config)
            if isinstance(job.what, Listing):
                for name in _files(job.what):
                    self._note(self._inputs, name)
            else:
                self._note(self._inputs, job.what.file)
            yield job

    def results(self, results: Iterable[Result]) -> Iterator[Result]:
        """Pass results on and note them: their fingerprints, severities and what was not checked."""
        for one in results:
            self._count += 1
            self._results.update(json.dumps(_told(one), ensure_ascii=True, sort_keys=True).encode() + b"\n")
            yield one

    def _config(self, chosen: Config) -> None:
        folder = Path(chosen.file).parent if chosen.file else self._root
        for path in (Path(chosen.file) if chosen.file else None, *(folder / name for name in _SETTINGS)):
            if path is not None and path.is_file():
                self._note(self._settings, path.as_posix())

    def _note(self, where: dict[str, str], name: str) -> None:
        if name and name not in where:
            where[name] = _digest(self._root / name)

    def written(self, rules_digest: str, words: dict[str, Any]) -> dict[str, Any]:
        """Return the manifest; `words` are the command line's own choices."""
        return {
            "schema": 1, "day": self._options.today, "listinglint": __version__, "python": sys.version.split()[0],
            "libraries": {name: version for name in _LIBRARIES if (version := _version(name))},
            "rules_digest": rules_digest, "options": words, "settings": dict(sorted(self._settings.items())),
            "inputs": dict(sorted(self._inputs.items())),
            "results": {"count": self._count, "sha256": self._results.hexdigest()},
        }  # fmt: skip


def _files(one: Listing) -> Iterator[str]:
    yield from dict.fromkeys(
        [field.origin.source.file for field in one.fields]
        + [note.file for note in one.notes]
        + [image.path for image in one.images if image.path]
        + [proof.path for proof in one.evidence]
    )


def _digest(path: Path) -> str:
    """Return the digest of a file; a folder or a file that is gone has none, and says so."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "unread"


def _version(name: str) -> str:
    from importlib import metadata  # 30 ms

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _told(one: Result) -> list[Any]:
    found = [[told.rule, told.severity.name, told.verdict, told.fingerprint, told.message.en] for told in one.findings]
    aside = [[told.fingerprint, told.suppressed] for told in one.suppressed]
    missing = [[told.part, told.cause, told.reason.en] for told in one.not_checked]
    return [one.listing, found, aside, missing]


def differences(then: dict[str, Any], now: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Yield what differs between two manifests: the part, the name in it, and both values."""
    for part in ("listinglint", "python", "rules_digest"):
        if then.get(part) != now.get(part):
            yield part, "", str(then.get(part)), str(now.get(part))
    for part in ("libraries", "options", "settings", "inputs", "results"):
        before, after = then.get(part) or {}, now.get(part) or {}
        for name in sorted({*before, *after}):
            if before.get(name) != after.get(name):
                yield part, name, str(before.get(name, "")), str(after.get(name, ""))
