"""The documents that a listing itself names as proof of its claims, each with the place where every value of it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from listinglint.errors import InputError
from listinglint.model import Place, Proof, Words
from listinglint.readers import keys
from listinglint.tuples import NamedTuple

Pointer = tuple[str | int, ...]
Where = Callable[[Pointer], Place | None]

_NAMES = {
    "id": "id", "document": "document file 文件 证明文件", "claims": "claims claim 宣称 证明内容", "rules": "rules rule 规则",
    "number": "number 编号 证书编号", "issuer": "issuer lab 机构 出具机构 签发机构", "scope": "scope 范围 证明范围",
    "issued": "issued 签发日期 出具日期", "valid-until": "valid-until 有效期至 有效期", "sha256": "sha256",
}  # fmt: skip
_MEANT = {keys.plain(name): key for key, names in _NAMES.items() for name in names.split()}
_LISTS = ("claims", "rules")
_DAYS = ("issued", "valid-until")


class Misread(NamedTuple):
    """What is wrong in an entry, and with which value of it."""

    pointer: Pointer
    words: Words


def read(told: Any, where: Where, folder: Path) -> Iterator[Proof | Misread]:
    """Yield the documents that a value lists; one that is wrong is told, with everything that is wrong in it."""
    if not isinstance(told, list):
        if told is not None:
            yield Misread(
                (),
                Words(
                    "evidence 应为列表，每项写 document、claims 等", "evidence takes a list of {document: …, claims: …}"
                ),
            )
        return
    for number, entry in enumerate(told):
        if not isinstance(entry, dict):
            words = Words(
                "证明的每一项应写成 document: …、claims: …", "an entry of evidence is {document: …, claims: …}"
            )
            yield Misread((number,), words)
            continue
        names = {key: _MEANT.get(keys.plain(str(key)), "") for key in entry}
        wrong = [Misread((number, *at), words) for at, words in _wrong(entry, names)]
        yield from wrong
        if not wrong:
            yield _proof(entry, names, lambda *at, number=number: where((number, *at)), folder)


def error(wrong: Misread, where: Where, file: str) -> InputError:
    """Return the error to record: the entry does not count, and the reviewer must hear why."""
    place = where(wrong.pointer)
    return InputError(
        f"{wrong.words.en}; this evidence is not applied", zh=f"{wrong.words.zh}；此证明未生效", file=file,
        line=(place.line or 0) if place else 0,
    )  # fmt: skip


def _wrong(entry: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[tuple[Pointer, Words]]:
    said: set[str] = set()
    for key, name in names.items():
        value = entry[key]
        if not name:
            known = ", ".join(_NAMES)
            yield (key,), Words(f"未知的键“{key}”；可用：{known}", f"unknown key '{key}'; allowed: {known}")
        elif name in said:
            yield (key,), Words(f"“{key}”与前面的 {name} 重复", f"'{key}' says {name} a second time")
        elif not all(
            isinstance(one, str) for one in (value if name in _LISTS and isinstance(value, list) else [value])
        ):
            yield (key,), Words(f"“{key}”应为文字", f"'{key}' must be text")
        elif name in _DAYS and not _day(value):
            yield (
                (key,),
                Words(f"“{key}”为“{value}”，应写作 2027-03-31", f"{key} is '{value}'; write a day like 2027-03-31"),
            )
        said.add(name)
    for name in ("document", "claims"):
        if not any(_listed(entry[key]) for key, meant in names.items() if meant == name):
            yield (), Words(f"缺少“{name}”", f"key '{name}' is missing")


def _day(told: str) -> bool:
    try:
        date.fromisoformat(told)
    except ValueError:
        return False
    return True


def _listed(value: Any) -> tuple[str, ...]:
    return tuple(
        one.strip() for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and one.strip()
    )


def _proof(entry: Mapping[str, Any], names: Mapping[str, str], at: Callable[..., Place | None], folder: Path) -> Proof:
    told = {name: _listed(entry[key]) for key, name in names.items()}
    places = {name: place for key, name in names.items() if (place := at(key))}
    one = {name: (told.get(name) or ("",))[0] for name in _NAMES}
    return Proof(
        one["document"], told["claims"], told.get("rules", ()), one["id"], one["number"], one["issuer"], one["scope"],
        one["issued"], one["valid-until"], one["sha256"], (folder / one["document"]).as_posix(), places,
    )  # fmt: skip
