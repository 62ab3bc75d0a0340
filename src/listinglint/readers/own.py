"""Knows the reports that listinglint itself wrote: they lie beside the goods and are no goods."""

from __future__ import annotations

from pathlib import Path

# Two columns that only our findings sheet has, however it was saved since.
_COLUMNS = (b"field_hash", b"fingerprint")
_PARTS = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
_HEAD = 4096
# How each line of `--format jsonl` begins.  A run whose answer is redirected into the folder that it checks would else read
# what it writes, and never end.
_LINES = tuple(b'{"type": "' + kind + b'"' for kind in (b"finding", b"not-checked", b"summary"))


def own_report(path: Path) -> bool:
    """Tell whether a table is a findings sheet of ours, or a listings file one of our answers."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if not head.startswith(b"PK"):
            return head.startswith(_LINES) or _told(head) or _told(head.replace(b"\0", b""))
    except OSError:
        return False  # whoever reads it next says what is wrong with it
    return _packed(path)


def _packed(path: Path) -> bool:
    import zipfile  # only for a workbook

    try:
        with zipfile.ZipFile(path) as packed:
            return any(_told(packed.read(part)) for part in _PARTS if part in packed.namelist())
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False


def _told(data: bytes) -> bool:
    return all(name in data for name in _COLUMNS)
