"""Writes the pages that come out of the code: the rule catalogue and the JSON Schema that editors complete rules by."""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from listinglint import cache, kinds, ruleset, schema
from listinglint.counted import unfilled
from listinglint.kinds.decision import Terms
from listinglint.reporters.text_ import citation
from listinglint.rule import Example, Rule

_GENERATED = "<!-- Generated from the rule files by `python -m listinglint.docs`; do not edit. -->\n"


def pages() -> Iterator[tuple[str, str]]:
    """Yield (path below the checkout, content) of every generated file."""
    rules = sorted(cache.load([ruleset.shipped()]).rules, key=lambda rule: rule.id)
    topics = {topic: list(of) for topic, of in groupby(rules, key=lambda rule: rule.id.split("/")[0])}
    index = [_GENERATED, "# Rules · 规则目录\n\n", f"{len(rules)} rules.\n\n"]
    for topic, of in topics.items():
        index.append(f"- [{topic}]({topic}.md): {len(of)}\n")
        yield f"docs/rules/{topic}.md", _GENERATED + f"# {topic}\n\n" + "\n".join(page(rule) for rule in of)
    yield "docs/rules/README.md", "".join(index)
    yield "src/listinglint/schemas/rule.schema.json", json.dumps(rule_schema(), ensure_ascii=False, indent=1) + "\n"


def page(rule: Rule) -> str:
    """Return the Markdown section of one rule, in both languages."""
    scope = rule.applies
    told = {
        "severity": f"{rule.severity.name}, {rule.verdict}, {rule.consequence}",
        "kind": rule.kind,
        "category": rule.category,
        "markets": ", ".join(scope.markets),
        "channels": ", ".join(scope.channels),
        "goods": ", ".join(scope.categories),
        "fields": ", ".join(scope.fields),
        "excused when": ", ".join(rule.unless),
        "asked for": "silent until a shop names it" if rule.opt_in else "",
    }
    lines = [f"## {rule.id}\n", f"{rule.message.zh} · {unfilled(rule.message.en)}\n", rule.why.zh, rule.why.en + "\n"]
    lines += [f"- {name}: {value}" for name, value in told.items() if value]
    lines += [f"- basis: {citation(one)}{' · ' + one.title if one.title else ''}" for one in rule.sources]
    if rule.instead:
        lines.append(f"- instead: {rule.instead.zh} · {rule.instead.en}")
    for name, examples in (("Good", rule.good), ("Bad", rule.bad)):
        lines += [f"\n{name}:\n", *(f"- `{_example(one)}`" for one in examples)]
    return "\n".join(lines) + "\n"


def _example(example: Example) -> str:
    value = example.value
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return told.replace("`", "'").replace("\n", "⏎")


def rule_schema() -> dict[str, Any]:
    """Return the JSON Schema of rule files, one alternative a kind."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "listinglint rule",
        "oneOf": [_kind_schema(name) for name in kinds.names()],
    }


def _kind_schema(name: str) -> dict[str, Any]:
    kind = kinds.find(name)
    made = _record(kind)
    made["properties"] = {"kind": {"const": name}, **made["properties"]}
    made["required"] = ["kind", *made["required"], "good", "bad"]
    return made


def _record(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    keys = schema.keys(kind)
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _of(hints[name]) for key, name in keys.items()},
        "required": [key for key, name in keys.items() if _required(kind, name)],
    }


def _required(kind: Any, name: str) -> bool:
    if not is_dataclass(kind):
        return name not in kind._field_defaults
    one = next(one for one in fields(kind) if one.name == name)
    return one.default is MISSING and one.default_factory is MISSING


def _of(kind: Any) -> dict[str, Any]:
    """Return the schema of one annotated type."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(one) for one in get_args(kind) if one is not type(None)]}
    if origin is tuple:
        return {"type": "array", "items": _of(get_args(kind)[0])}
    if origin is Literal:
        return {"enum": [one for one in get_args(kind) if one != ""]}
    if origin in (Mapping, dict) or getattr(origin, "__name__", "") == "Mapping":
        return {"type": "object", "additionalProperties": _of(get_args(kind)[1])}
    return _plain(kind)


def _plain(kind: Any) -> dict[str, Any]:
    if kind is Terms:
        return {"anyOf": [{"type": "string"}, _record(kind)]}
    if kind is Example:
        return {"type": ["string", "object"]}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": list(kind.__members__)}
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return _record(kind)
    names = {str: ["string", "number", "boolean"], bool: "boolean", int: "integer", float: "number"}
    return {"type": names[kind]} if kind in names else {}


def write(root: Path) -> list[str]:
    """Write every generated page below the checkout; return the paths that changed."""
    changed = []
    for name, content in pages():
        path = root / name
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
            changed.append(name)
    return changed


if __name__ == "__main__":
    sys.stdout.write("".join(f"{name}\n" for name in write(Path(__file__).parents[2])))
