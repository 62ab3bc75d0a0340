"""Imports every export below a folder, exports it again and compares; then with a text of every kind edited in between.

    python benchmarks/round_trip.py FOLDER

Prints a line a file: listings, kinds of text edited, and what was lost (nothing, if all is well).
"""

from __future__ import annotations

import csv
import io
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from re import compile as _compile
from typing import Any
from xml.etree import ElementTree as ET

from listinglint import exchange, readers
from listinglint.exchange.nouns import FRAME, MANIFEST
from listinglint.exchange.yamlfiles import dump, load, texts
from listinglint.model import Listing
from listinglint.readers.base import ReadSettings, encoding_of

_INDEX = _compile(r"\[\d+\]|(?<=attributes\.).*|(?<=variants\[0\]\.).*")
MARK = "⟪edited⟫"


def content(path: Path) -> Any:
    """Return what a file says, however it is written."""
    data = path.read_bytes()
    mark, encoding = encoding_of(data, path.name)
    text = data[len(mark) :].decode(encoding)
    if path.suffix == ".json":
        return json.loads(text)
    if path.suffix == ".xml":
        return ET.canonicalize(text)
    csv.field_size_limit(1 << 24)
    delimiter = (
        "\t"
        if path.suffix == ".tsv"
        else ";"
        if text.split("\n")[0].count(";") > text.split("\n")[0].count(",")
        else ","
    )
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def said(path: Path) -> list[tuple[str, dict[str, str]]]:
    """Return the texts of the listings in a file."""
    settings = ReadSettings(root=path.parent.as_posix())
    (unit,) = (one for one in readers.find([path], settings) if isinstance(one, readers.Unit))
    return [
        (one.id, {field.path: field.text for field in one.fields})
        for one in readers.read(unit, settings)
        if isinstance(one, Listing)
    ]


def leaves(node: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the addresses of the texts of a manifest."""
    if isinstance(node, dict):
        for key, inner in node.items():
            if above or key not in ("schema", "id", "lang", "category", "markets", "channels"):
                yield from leaves(inner, (*above, key))
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from leaves(inner, (*above, index))
    elif above[-1] != "role":
        yield above


def edit(folder: Path) -> dict[str, int]:
    """Put a mark behind the first text of every kind; return the kinds."""
    kinds: dict[str, int] = {}
    for frame in sorted(folder.glob(f"*/{FRAME}")):
        path = frame.with_name(MANIFEST)
        tree = texts(path)
        exported = {tuple(piece["field"]) for piece in pieces(load(frame))}
        changed = False
        for address in leaves(tree):
            kind = (
                ".".join(str(part) for part in address[:1])
                + ("[]" if isinstance(address[-1], int) else "")
                + (".alt" if address[-1] == "alt" else "")
            )
            if kind not in kinds and address in exported:
                node = tree
                for key in address[:-1]:
                    node = node[key]
                node[address[-1]] += MARK
                kinds[kind], changed = 1, True
        if changed:
            path.write_text(dump(tree), "utf-8")
    return kinds


def pieces(node: Any) -> Iterator[dict[str, Any]]:
    """Yield the references of a frame."""
    if isinstance(node, dict):
        if "field" in node:
            yield node
        for inner in node.values():
            yield from pieces(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from pieces(inner)


def plain(node: Any) -> Any:
    """Return a tree without the marks; a marked number has become a text."""
    if isinstance(node, dict):
        return {key: plain(inner) for key, inner in node.items()}
    if isinstance(node, list):
        return [plain(inner) for inner in node]
    return str(node).replace(MARK, "")


def tried(path: Path, work: Path) -> str:
    """Return the line about one file."""
    folder, back = work / "in", work / path.name
    outcome = exchange.take_in(path, folder, ReadSettings(root=path.parent.as_posix()))
    exchange.give_out(folder, back)
    same_bytes, same = back.read_bytes() == path.read_bytes(), content(back) == content(path)
    kinds = edit(folder)
    exchange.give_out(folder, back)
    marks = json.dumps(content(back), ensure_ascii=False).count(MARK)
    kept = plain(content(back)) == plain(content(path))
    found = sum(text.count(MARK) for _, told in said(back) for text in told.values())
    return (f"{outcome.listings:6} listings; {'identical bytes' if same_bytes else 'same content' if same else 'DIFFERENT'}; "
            f"edited {', '.join(kinds)}: {marks} of {len(kinds)} in the file, {found} read back; rest {'kept' if kept else 'LOST'}")  # fmt: skip


def main() -> None:
    """Try every export below the folder named on the command line."""
    settings = ReadSettings()
    for unit in readers.find([Path(sys.argv[1])], settings):
        if isinstance(unit, readers.Unit) and unit.path.is_file():
            with tempfile.TemporaryDirectory() as work:
                print(
                    f"{unit.path.parent.name}/{unit.path.name} ({unit.reader}): {tried(unit.path, Path(work))}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
