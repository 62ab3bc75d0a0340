"""Puts an export together again from the folders that it was taken apart into, with what people changed in them."""

from __future__ import annotations

import json
from pathlib import Path
from re import compile as _compile
from typing import Any

from listinglint.errors import InputError
from listinglint.exchange import sheets
from listinglint.exchange.nouns import FRAME, MANIFEST, Hole, Outcome, Pieces, get, pieces_of
from listinglint.exchange.tables import cells_back, written
from listinglint.exchange.yamlfiles import load, texts
from listinglint.model import Words

_NUMBER = _compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")
_SEPARATOR = _compile(r"[^\w<>{}\"']*")
_MARKS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
Row = dict[str, Any]


def give_out(folder: Path, target: Path) -> Outcome:
    """Write the export that `folder` was taken in from; raises `InputError` where it holds none or cannot be read."""
    frame: Row = load(folder / FRAME) if (folder / FRAME).is_file() else {}
    if "kind" not in frame:
        raise InputError(
            f"no {FRAME} in it: these listings were not imported; name a format to export them to",
            zh=f"其中没有 {FRAME}：这些商品不是导入的，请指定导出格式", file=folder.as_posix(),
        )  # fmt: skip
    rows: list[tuple[Row, Any]] = [(row, {}) for row in frame["rows"]]
    notes: list[Words] = []
    listings = 0
    for one in sorted(folder.glob(f"*/{FRAME}")):
        manifest = one.with_name(MANIFEST)
        tree = texts(manifest)
        kept: Row = load(one)
        listings += 1
        rows += [(row, tree) for row in kept["records"]]
        notes += _left(tree, kept, manifest)
    rows.sort(key=lambda pair: (str(pair[0].get("sheet", "")), pair[0]["at"]))
    _write(target, frame, rows)
    return Outcome(listings, target, tuple(notes))


def _left(tree: Any, kept: Row, manifest: Path) -> list[Words]:
    """Tell the texts of a manifest that the export has no place for."""
    known = {tuple(one) for one in kept.get("not-exported", [])}
    for row in kept["records"]:
        values = [row.get("text", ""), *row.get("row", []), *dict(row.get("cells", {})).values()]
        known |= {piece.address for value in values for piece in pieces_of(value) if isinstance(piece, Hole)}
    place = f"{manifest.parent.name}/{manifest.name}"
    found = [".".join(map(str, address)) for address in _addresses(tree, ()) if address not in known]
    return [
        Words(
            f"{place}：导出格式里没有 {name} 的位置，未导出", f"{place}: the export has no place for {name}; left out"
        )
        for name in found
    ]


def _addresses(node: Any, above: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    if isinstance(node, dict):
        own = ("schema", "id", "lang", "category", "markets", "channels", "lint", "images") if not above else ()
        return [one for key, inner in node.items() if key not in own for one in _addresses(inner, (*above, key))]
    if isinstance(node, list):
        return [one for index, inner in enumerate(node) for one in _addresses(inner, (*above, index))]
    return [above] if node else []


def _write(target: Path, frame: Row, rows: list[tuple[Row, Any]]) -> None:
    if frame["kind"] == "sheets":
        by_sheet: dict[str, dict[int, list[Any]]] = {}
        for row, tree in rows:
            by_sheet.setdefault(row["sheet"], {})[row["at"]] = [_value(one, tree) for one in row["row"]]
        sheets.write(target, frame["sheets"], by_sheet)
        return
    if frame["kind"] == "table":
        table = [row["row"] if "row" in row else [_joined(pieces_of(one), tree) for one in cells_back(row, frame["header"])]
                 for row, tree in rows]  # fmt: skip
        text = written(table, frame)
    else:
        text = "".join(_joined(pieces_of(row["text"]), tree, ascii_only=bool(frame.get("ascii"))) for row, tree in rows)
    try:
        data = text.encode(frame["encoding"], "xmlcharrefreplace" if frame["format"] == "google_xml" else "strict")
    except UnicodeEncodeError as unfit:
        told = unfit.object[unfit.start : unfit.end]
        raise InputError(
            f"'{told}' is not in {frame['encoding']}, the encoding of the export", zh=f"导出文件的编码 {frame['encoding']} 里没有“{told}”",
            file=target.as_posix(),
        ) from None  # fmt: skip
    target.write_bytes((_MARKS[frame["encoding"]] if frame["mark"] else b"") + data)


def _value(kept: Any, tree: Any) -> Any:
    if not isinstance(kept, list):
        return kept
    text = _joined(pieces_of(kept), tree)
    if len(kept) == 1 and _NUMBER.fullmatch(text) and len(text) < 16 and not (text.startswith("0") and len(text) > 1):
        return float(text) if "." in text else int(text)
    return text


def _joined(pieces: Pieces, tree: Any, *, ascii_only: bool = False) -> str:
    """Return pieces with their holes filled; what parted an item that is gone from its neighbours goes with it."""
    out: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
            continue
        text = get(tree, piece.address)
        if text is None:
            if out and len(out) > 1 and _SEPARATOR.fullmatch(out[-1]) and not piece.spelt:
                out.pop()
            text = ""
        out.append(_spelt(text, piece.spelt, ascii_only=ascii_only))
    return "".join(out)


def _spelt(text: str, how: str, *, ascii_only: bool) -> str:
    if how == "xml":
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    if how == "cdata":
        return text.replace("]]>", "]]]]><![CDATA[>")
    if how == "json":
        return json.dumps(text, ensure_ascii=ascii_only)[1:-1]
    if "=" in how:
        written, _, meant = how.partition("=")
        return text.replace(meant, written)
    if how == "bare" and not _NUMBER.fullmatch(text):
        return json.dumps(text, ensure_ascii=ascii_only)
    return text
