"""From YAML to values: a dataclass is the schema of its own file, and every mistake is told with its line."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, Literal, Protocol, Union, get_args, get_origin, get_type_hints

from listinglint.errors import ListinglintError, RuleError
from listinglint.model import Source


class Report(Protocol):
    """Notes a mistake on a line, told in English and Chinese."""

    def __call__(self, line: int, en: str, zh: str, /) -> None:
        """Note it."""
        ...


_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def compose(text: str, file: str, error: type[ListinglintError] = RuleError) -> Any:
    """Return the YAML node tree of a rule or settings file (None for an empty one); a syntax error names its line."""
    import yaml  # 17 ms, only when something is read from YAML

    try:
        return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as broken:
        from listinglint.origins.yamlerrors import yaml_error  # only for a file with a mistake

        told = yaml_error(broken, Source(file, text), 0)
        raise error(
            f"not valid YAML: {told.message}", zh=f"YAML 格式有误：{told.zh}", file=file, line=told.line
        ) from None


def plain(node: Any) -> Any:
    """Return a node as plain Python values (YAML 1.2 booleans and numbers, everything else text)."""
    kind = type(node).__name__
    if kind == "MappingNode":
        return {str(plain(key)): plain(value) for key, value in node.value}
    if kind == "SequenceNode":
        return [plain(one) for one in node.value]
    return scalar(node)


def scalar(node: Any) -> Any:
    """Return the value of a scalar node."""
    text: str = node.value
    if node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    for number in (int, float):
        try:
            if not text.startswith(("0x", "+")) and "_" not in text and text.lower() not in ("nan", "inf", "-inf"):
                return number(text)
        except ValueError:
            continue
    return text


def line_of(node: Any) -> int:
    """Return the 1-based line of a node."""
    line: int = node.start_mark.line
    return line + 1


def decode(node: Any, kind: Any, report: Report, where: str = "") -> Any:  # noqa: PLR0911  # one line a type
    """Return `node` as a value of the annotated type `kind`; mistakes go to `report(line, english, chinese)`.

    After a mistake the returned value is None or incomplete and must not be used.
    """
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _union(node, get_args(kind), report, where)
    if origin is tuple:
        return _sequence(node, get_args(kind)[0], report, where)
    if origin in (Mapping, dict):
        return _mapping(node, get_args(kind)[1], report, where)
    if origin is Literal:
        return _choice(node, get_args(kind), report, where)
    if isinstance(kind, type) and issubclass(kind, Enum):
        name = _choice(node, tuple(kind.__members__), report, where)
        return kind[name] if name in kind.__members__ else None
    if hasattr(kind, "read_node"):
        return kind.read_node(node, report, where)
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return record(node, kind, report, where)
    return _leaf(node, kind, report, where)


def record(node: Any, kind: Any, report: Report, where: str = "", given: Mapping[str, Any] | None = None) -> Any:
    """Decode a mapping into a dataclass or named tuple; `given` are values that do not come from the file."""
    if type(node).__name__ != "MappingNode":
        known = ", ".join(keys(kind))
        report(line_of(node), f"{where or 'this'} must be a mapping with {known}", f"{where} 应为键值表：{known}")
        return None
    hints, names, values = _hints(kind), keys(kind), dict(given or {})
    before: set[str] = set()
    for key_node, value_node in node.value:
        key = str(key_node.value)
        name = names.get(key)
        if key in before:
            report(line_of(key_node), f"key '{key}' stands twice", f"键“{key}”重复")
        elif name is None:
            report(line_of(key_node), *_unknown(key, names))
        else:
            values[name] = decode(value_node, hints[name], report, key)
        before.add(key)
    for key, name in names.items():
        if name not in values and _required(kind, name):
            report(line_of(node), f"key '{key}' is missing", f"缺少“{key}”")
            values[name] = None
    return kind(**values)


def _unknown(key: str, names: Mapping[str, str]) -> tuple[str, str]:
    """Return the mistake of a key that nobody knows, with the one that was probably meant."""
    from difflib import get_close_matches  # only for a file with a mistake

    allowed, near = ", ".join(names), get_close_matches(key, names, 1)
    en, zh = (f" (did you mean '{near[0]}'?)", f"（是不是“{near[0]}”？）") if near else ("", "")
    return f"unknown key '{key}'{en}; allowed: {allowed}", f"未知的键“{key}”{zh}；可用：{allowed}"


@lru_cache(256)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


@lru_cache(256)
def keys(kind: Any) -> dict[str, str]:
    """Return YAML key → attribute name for everything that a file may set."""
    if not is_dataclass(kind):
        return {_key(name): name for name in kind._fields}
    return {_key(one.name): one.name for one in fields(kind) if one.metadata.get("yaml", True)}


def _key(name: str) -> str:
    """An attribute's YAML key: dash for underscore, and a Python keyword without its closing underscore."""
    return name.rstrip("_").replace("_", "-")


def _required(kind: Any, name: str) -> bool:
    if not is_dataclass(kind):
        return name not in kind._field_defaults
    one: Field[Any] = next(f for f in fields(kind) if f.name == name)
    return one.default is MISSING and one.default_factory is MISSING


def _union(node: Any, kinds: tuple[Any, ...], report: Report, where: str) -> Any:
    if type(None) in kinds and type(node).__name__ == "ScalarNode" and scalar(node) is None:
        return None
    tried: list[tuple[int, str, str]] = []
    for kind in kinds:
        if kind is type(None):
            continue
        errors: list[tuple[int, str, str]] = []
        value = decode(node, kind, lambda *e, errors=errors: errors.append(e), where)
        if not errors:
            return value
        tried = errors
    for error in tried:
        report(*error)
    return None


def _sequence(node: Any, kind: Any, report: Report, where: str) -> Any:
    if type(node).__name__ != "SequenceNode":
        report(line_of(node), f"'{where}' must be a list", f"“{where}”应为列表")
        return ()
    return tuple(decode(one, kind, report, where) for one in node.value)


def _mapping(node: Any, kind: Any, report: Report, where: str) -> Any:
    if type(node).__name__ != "MappingNode":
        report(line_of(node), f"'{where}' must be a mapping", f"“{where}”应为键值表")
        return {}
    known: set[str] = set()
    for key, _ in node.value:
        if str(key.value) in known:
            report(line_of(key), f"key '{key.value}' stands twice", f"键“{key.value}”重复")
        known.add(str(key.value))
    return {str(key.value): decode(value, kind, report, where) for key, value in node.value}


def _choice(node: Any, allowed: tuple[Any, ...], report: Report, where: str) -> Any:
    value = node.value if type(node).__name__ == "ScalarNode" else plain(node)
    if value in allowed:
        return value
    told = ", ".join(str(one) for one in allowed if one != "")
    report(line_of(node), f"'{where}' is {value!r}; allowed: {told}", f"“{where}”不能是 {value!r}；可用：{told}")
    return None


def _leaf(node: Any, kind: Any, report: Report, where: str) -> Any:
    if kind is Any:
        return plain(node)
    value = scalar(node) if type(node).__name__ == "ScalarNode" else None
    if kind is str and type(node).__name__ == "ScalarNode":
        return node.value
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
        return value
    told = getattr(kind, "__name__", str(kind))
    report(line_of(node), f"'{where}' must be {told}", f"“{where}”应为 {told}")
    return None
