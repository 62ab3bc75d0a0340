"""Reads the knowledge about materials that lies beside the rules, and tells every mistake in it with its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from listinglint import schema
from listinglint.errors import ListinglintError, RuleError
from listinglint.materials.lexicon import Lexicon, build
from listinglint.materials.terms import Keys, Material, Turns

FILES = ("_materials", "_non_claims", "_attribute_keys", "_material_words")
ROLES = ("appearance", "ignored", "thickness", "plating", "treatment", "stamp", "share", "name", "text", "material")


class Note(Protocol):
    """Notes a mistake on a line of one file."""

    @property
    def path(self) -> str:
        """The file."""
        ...

    def __call__(self, line: int, en: str, zh: str, /) -> None:
        """Note it."""
        ...


@dataclass
class Shelf:
    """What the knowledge files hold so far, and where each material stands."""

    materials: dict[str, Material] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    non_claims: dict[str, tuple[str, ...]] = field(default_factory=dict)
    keys: Keys | None = None
    turns: Turns | None = None


def add(name: str, node: Any, report: Note, shelf: Shelf) -> None:
    """Put one knowledge file on the shelf; `name` is one of `FILES`."""
    table = Mapping[str, tuple[str, ...]]
    if name == "_materials":
        _add_materials(node, report, shelf)
    elif name == "_non_claims":
        shelf.non_claims.update(schema.decode(node, table, report, "non-claims") or {})
    elif name == "_attribute_keys":
        shelf.keys = schema.decode(node, Keys, report, "attribute keys")
        _check_roles(node, report)
    else:
        shelf.turns = schema.decode(node, Turns, report, "material words")


def _add_materials(node: Any, report: Note, shelf: Shelf) -> None:
    if type(node).__name__ != "MappingNode":
        report(1, "materials must be a mapping of id to entry", "材质资料应为“编号: 条目”的键值表")
        return
    for key, value in node.value:
        name, line = str(key.value), schema.line_of(key)
        if name in shelf.materials:
            report(line, f"another material is called {name}", f"材质编号 {name} 重复")
            continue
        entry = schema.decode(value, Material, report, name)
        if entry is not None:
            shelf.materials[name] = entry
            shelf.places[name] = (report.path, line)


def _check_roles(node: Any, report: Note) -> None:
    for key, value in node.value:
        if key.value != "roles" or type(value).__name__ != "MappingNode":
            continue
        for role, _ in value.value:
            if role.value not in ROLES:
                known = ", ".join(ROLES)
                report(
                    schema.line_of(role),
                    f"unknown role '{role.value}'; known: {known}",
                    f"未知的用途“{role.value}”；可用：{known}",
                )


def mistakes(shelf: Shelf) -> list[ListinglintError]:
    """Return what is wrong between the entries: ids that nobody has, circles, forms that nothing lists."""
    found: list[ListinglintError] = []
    for name, one in shelf.materials.items():
        path, line = shelf.places[name]
        found += (RuleError(en, zh=zh, file=path, line=line) for en, zh in _faults(name, one, shelf.materials))
    return found


def _faults(name: str, one: Material, known: Mapping[str, Material]) -> list[tuple[str, str]]:
    out = [
        (f"{name} names the unknown material '{other}'", f"{name} 提到未知的材质“{other}”")
        for other in one.named
        if other not in known
    ]
    forms = {*one.en, *one.zh}
    out += [
        (f"{name}: ambiguous form '{form}' is none of its forms", f"{name}：含糊词“{form}”不在其名称中")
        for form in one.ambiguous
        if form not in forms
    ]
    out += [
        (f"{name}: form '{form}' stands twice", f"{name}：名称“{form}”重复")
        for table in (one.en, one.zh)
        for form in sorted({form for form in table if table.count(form) > 1})
    ]
    if not forms and not one.stamps:
        out.append((f"{name} has no form by which it could be found", f"{name} 没有任何名称"))
    if _circular(name, known):
        out.append((f"{name} is a kind of itself", f"{name} 的 is-a 成环"))
    return out


def _circular(name: str, known: Mapping[str, Material]) -> bool:
    seen: set[str] = set()
    waiting = list(known[name].is_a)
    while waiting:
        up = waiting.pop()
        if up == name:
            return True
        if up not in seen and up in known:
            seen.add(up)
            waiting += known[up].is_a
    return False


def compiled(shelf: Shelf, fold: Callable[[str], str]) -> Lexicon | None:
    """Return the lexicon, None where the folders hold no materials."""
    if not shelf.materials or shelf.keys is None or shelf.turns is None:
        return None
    innocent = [phrase for phrases in shelf.non_claims.values() for phrase in phrases]
    return build(shelf.materials, innocent, shelf.keys, shelf.turns, fold)
