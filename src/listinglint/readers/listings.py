"""The listings file: JSON Lines, one listing a line, the form in which other programs hand listings over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from listinglint.errors import InputError
from listinglint.model import (
    Allowance,
    Field,
    FileNote,
    Format,
    Image,
    Listing,
    NotChecked,
    Place,
    Proof,
    Source,
    Words,
)
from listinglint.origins.jsontext import JsonPointerOrigin, Pointer
from listinglint.readers.base import MAX_TEXT, Read, Reader, ReadSettings, decode, failed, shown
from listinglint.readers.roles import role_of
from listinglint.readers.seen import Seen, Where
from listinglint.text.view import looks_like_html

_TEXTS = ("title", "subtitle", "description")
_LISTS = {"bullets": "bullets[{}]", "image_text": "images[{}].words", "image_alts": "images[{}].alt"}
_OWN = {
    "id", "schema", "lang", "market", "markets", "channel", "channels", "category", "attributes", "images", "variants",
    "lint", "evidence", *_TEXTS, *_LISTS,
}  # fmt: skip


def recognises(path: Path, head: bytes) -> bool:
    """Tell a listings file: named .jsonl or .ndjson, and its first line is an object."""
    return path.suffix.lower() in (".jsonl", ".ndjson") and head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def read(path: Path, settings: ReadSettings) -> Read:
    """Yield one listing a line, and a record for each line that is not one."""
    name = shown(path, settings)
    seen = Seen()
    try:
        for number, line in lines(path, name, settings):
            one = read_line(line, number, name, path, settings)
            if isinstance(one, Listing):
                twice = repeated(seen, one.id, name, number)
                if twice is not None:
                    yield twice
            yield one
    except InputError as broken:
        yield failed(broken, name)


def repeated(seen: Seen, listing: str, name: str, number: int) -> NotChecked | None:
    """Return the record for an id that stands on an earlier line already, None for a new one."""
    first = seen.first(listing, Where(number)).line
    if first == number:
        return None
    told = Words(f"编号 {listing} 与第 {first} 行重复", f"id {listing} stands on line {first} already")
    return NotChecked(listing, "id", "failed", told, name, number)


def lines(path: Path, name: str, settings: ReadSettings) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold anything, with their numbers; one line is in memory at a time."""
    edited = settings.overlay.get(path.absolute().as_posix())
    with path.open("rb") if edited is None else BytesIO(edited) as file:
        number = 0
        while data := file.readline(MAX_TEXT + 1):
            number += 1
            if len(data) > MAX_TEXT:
                raise InputError("line longer than 20 MB", zh="一行超过 20 MB", file=name, line=number)
            text = decode(data, name) if not data.isascii() else data.decode("ascii")
            if text.strip():
                yield number, text.rstrip("\r\n")


def read_line(line: str, number: int, name: str, path: Path, settings: ReadSettings) -> Listing | NotChecked:
    """Return the listing of one line, or what is wrong with it."""
    try:
        value = json.loads(line, parse_float=str, parse_int=str)  # numbers as they are written
    except ValueError as broken:
        return failed(_no_json(broken, name, number), f"{name}:{number}")
    except RecursionError:
        return failed(InputError("nested too deeply", zh="嵌套过深", file=name, line=number), f"{name}:{number}")
    if not isinstance(value, dict):
        error = InputError("a line must be an object {…}", zh="每行应为一个对象 {…}", file=name, line=number)
        return failed(error, f"{name}:{number}")
    return from_mapping(value, Source(name, line, number), path.parent, settings, f"{path.stem}:{number}")


def _no_json(broken: ValueError, name: str, number: int) -> InputError:
    """Return the error of a line that is not JSON, told by its own number: to the parser every line is the first."""
    from listinglint.origins import complaints  # only with a mistake

    if not isinstance(broken, json.JSONDecodeError):
        return InputError(
            f"not valid JSON: {broken}", zh=f"不是有效的 JSON：{complaints.json(str(broken))}", file=name, line=number
        )
    told, zh = f"{broken.msg}, column {broken.colno}", f"第 {broken.colno} 列，{complaints.json(broken.msg)}"
    return InputError(f"not valid JSON: {told}", zh=f"不是有效的 JSON：{zh}", file=name, line=number)


def from_mapping(value: dict[str, Any], source: Source, folder: Path, settings: ReadSettings, unnamed: str) -> Listing:
    """Return the listing that an object describes; its values are located by their keys when a finding asks."""
    lang = _lang(value.get("lang"))
    fields = tuple(_fields(value, source, lang, settings))
    images = tuple(_images(value.get("images"), source, folder, settings))
    alts = tuple(_alts(value.get("images"), source, lang))
    name = str(value.get("id") or unnamed)
    evidence, unread = _evidence(value.get("evidence"), source, folder, name)
    known = ", ".join(sorted(set(value) - _OWN))
    note = Words(f"一行一个商品；其他键：{known or '无'}", f"one listing a line; other keys: {known or 'none'}")
    return Listing(
        id=name,
        file=source.file,
        fields=fields + alts,
        images=images,
        lang=lang,
        markets=_names(value, "market", "markets"),
        channels=tuple(one.lower() for one in _names(value, "channel", "channels")),
        category=str(value.get("category") or ""),
        allow=tuple(_allowances(value.get("lint"), source)),
        evidence=tuple(evidence),
        unread=tuple(unread),
        notes=(FileNote(source.file, "listing", note),),
        layout="listings",
        line=source.line,
    )


def _lang(told: Any) -> str:
    name = str(told or "").lower()
    return "zh" if name.startswith("zh") else "en" if name.startswith("en") else ""


def _names(value: dict[str, Any], *keys: str) -> tuple[str, ...]:
    for key in keys:
        told = value.get(key)
        if told:
            return tuple(str(one) for one in told) if isinstance(told, list) else (str(told),)
    return ()


def _fields(value: dict[str, Any], source: Source, lang: str, settings: ReadSettings) -> Iterator[Field]:
    for key, told in value.items():
        name = settings.aliases.get(key, key)
        if name in _TEXTS:
            yield from _texts(name, told, source, (key,), lang)
        elif name in _LISTS:
            for index, one in enumerate(told if isinstance(told, list) else []):
                yield from _texts(_LISTS[name].format(index), one, source, (key, index), lang)
        elif name == "attributes" and isinstance(told, dict):
            for attribute, one in told.items():
                yield from _texts(f"attributes.{attribute}", one, source, (key, attribute), lang)
        elif name == "variants":
            yield from _texts("variants", told, source, (key,), lang)
        elif name not in _OWN and name != "source":
            yield from _texts(name, told, source, (key,), lang)


def _texts(path: str, told: Any, source: Source, pointer: Pointer, lang: str) -> Iterator[Field]:
    """Yield the texts of a value: a list gives numbered fields, a mapping dotted ones."""
    if isinstance(told, dict):
        for key, one in told.items():
            yield from _texts(f"{path}.{key}", one, source, (*pointer, key), _lang(key) or lang)
    elif isinstance(told, list):
        for index, one in enumerate(told):
            yield from _texts(f"{path}[{index}]", one, source, (*pointer, index), lang)
    elif isinstance(told, str):
        if told:
            form: Format = "html" if looks_like_html(told) else "plain"
            yield Field(path, told, JsonPointerOrigin(source, pointer), lang, form)
    elif told is not None and not isinstance(told, bool):
        yield Field(path, str(told), JsonPointerOrigin(source, pointer), lang)


def _images(told: Any, source: Source, folder: Path, settings: ReadSettings) -> Iterator[Image]:
    for index, one in enumerate(told if isinstance(told, list) else []):
        entry = one if isinstance(one, dict) else {"path": one}
        ref = str(entry.get("path") or entry.get("src") or entry.get("url") or "")
        if not ref:
            continue
        remote = "://" in ref or ref.startswith("//")
        found = (str(entry["role"]), "manifest") if entry.get("role") else role_of(ref, settings)
        role, why = found or (("main", "first") if index == 0 else ("other", "position"))
        path = "" if remote else (folder / ref).as_posix()
        origin = JsonPointerOrigin(source, ("images", index))
        yield Image(role, ref if remote else shown(folder / ref, settings), path, ref, index, why, origin)


def _alts(told: Any, source: Source, lang: str) -> Iterator[Field]:
    for index, one in enumerate(told if isinstance(told, list) else []):
        if isinstance(one, dict) and isinstance(one.get("alt"), str) and one["alt"]:
            yield Field(f"images[{index}].alt", one["alt"], JsonPointerOrigin(source, ("images", index, "alt")), lang)


def _allowances(told: Any, source: Source) -> Iterator[Allowance]:
    entries = told.get("allow") if isinstance(told, dict) else None
    for index, one in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(one, dict) and one.get("rule"):
            origin = JsonPointerOrigin(source, ("lint", "allow", index, "rule"))
            place = Field("lint.allow", str(one["rule"]), origin).at()
            rule, reason, field, match = (str(one.get(key) or "") for key in ("rule", "reason", "field", "match"))
            yield Allowance(rule, reason, field, match, place)


def _evidence(told: Any, source: Source, folder: Path, name: str) -> tuple[list[Proof], list[NotChecked]]:
    """Return the documents that a listing names as proof, and what is wrong with others."""
    if told is None:
        return [], []
    from listinglint.readers import proofs  # few listings name any

    def where(pointer: Pointer) -> Place:
        inner = told
        for key in pointer:
            inner = inner[key]
        text = inner if isinstance(inner, str) else ""
        return Field("evidence", text, JsonPointerOrigin(source, ("evidence", *pointer))).at(0, len(text))

    found = list(proofs.read(told, where, folder))
    wrong = [proofs.error(one, where, source.file) for one in found if isinstance(one, proofs.Misread)]
    return [one for one in found if isinstance(one, Proof)], [failed(one, name) for one in wrong]


READER = Reader("listings", Words("商品列表（JSON Lines）", "listings file (JSON Lines)"), recognises, read)
