"""Patterns with word classes: `{rank}{scope}` becomes one linear-time expression, and its trigger words are worked out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

Fold = Callable[[str], str]
_CLASS = re.compile(r"\{([a-z][a-z0-9-]*)\}")
_OPTIONAL = re.compile(r"\?|\*|\{0?,")
_LITERAL = re.compile(r"[\u3400-\u9fff]+|[a-z][a-z']+(?: [a-z][a-z']+)*")
_ESCAPE = re.compile(r"([\\.^$*+?{}\[\]|()])")
_GROUP_HEAD = re.compile(r"\?(?:P<\w+>|:)")


class Expanded(NamedTuple):
    """An expression ready for the engine, and the folded phrases of which one must stand in any match."""

    regex: str
    triggers: frozenset[str]


def words_of(name: str, classes: Mapping[str, tuple[str, ...]], fold: Fold, seen: tuple[str, ...] = ()) -> list[str]:
    """Return the folded words of a class with the classes that it names; raises `ValueError` for an unknown one."""
    if name not in classes:
        raise ValueError(f"unknown word class {{{name}}}; known: {', '.join(sorted(classes))}")
    if name in seen:
        raise ValueError(f"word class {{{name}}} contains itself")
    words: list[str] = []
    for word in classes[name]:
        inner = _CLASS.fullmatch(word)
        words += words_of(inner[1], classes, fold, (*seen, name)) if inner else [fold(word)]
    return sorted(set(words), key=lambda word: (-len(word), word))


def expand(template: str, classes: Mapping[str, tuple[str, ...]], fold: Fold, near: tuple[str, ...] = ()) -> Expanded:
    """Return the template with its classes written out.  `near` overrules the trigger words found in the template.

    Raises `ValueError` where a class is unknown or no trigger can be told.
    """
    if near:
        triggers: set[str] = set()
        for one in near:
            inner = _CLASS.fullmatch(one)
            triggers.update(words_of(inner[1], classes, fold) if inner else [fold(one)])
    else:
        triggers = _triggers(template, classes, fold)
    return Expanded(written_out(template, classes, fold), frozenset(triggers))


def written_out(template: str, classes: Mapping[str, tuple[str, ...]], fold: Fold) -> str:
    """Return the template with its classes written out; raises `ValueError` where a class is unknown."""

    def written(found: re.Match[str]) -> str:
        words = words_of(found[1], classes, fold)
        return "(?:" + "|".join(_ESCAPE.sub(r"\\\1", word) for word in words) + ")"

    return _CLASS.sub(written, template)


def _triggers(template: str, classes: Mapping[str, tuple[str, ...]], fold: Fold) -> set[str]:
    """Return the words of the most telling mandatory part: the smallest class or a literal."""
    candidates = [set(words_of(name, classes, fold)) for name in _mandatory(template, want_classes=True)]
    candidates += [{fold(text)} for text in _mandatory(template, want_classes=False)]
    if not candidates:
        raise ValueError("no word of the pattern is mandatory; name its trigger words under 'near'")
    return min(candidates, key=lambda words: (len(words), -max(map(len, words))))


def _mandatory(template: str, *, want_classes: bool) -> list[str]:
    """Return class names or literals that every match must hold: outside alternations and optional parts."""
    if "|" in _outside_groups(template):
        return []
    found: list[str] = []
    at = 0
    while at < len(template):
        inner = _group(template, at)
        if inner is not None:
            body, end = inner
            if not _OPTIONAL.match(template, end):
                found += _mandatory(_GROUP_HEAD.sub("", body, count=1) if body.startswith("?") else body,
                                    want_classes=want_classes)  # fmt: skip
            at = end
            continue
        token = _CLASS.match(template, at) or _skip(template, at) or _LITERAL.match(template, at)
        if token is None:
            at += 1
            continue
        text = token.group()
        quantified = _OPTIONAL.match(template, token.end())
        if _CLASS.fullmatch(text):
            found += [text[1:-1]] if want_classes and not quantified else []
        elif not want_classes and _LITERAL.fullmatch(text):
            text = text[:-1] if quantified else text
            found += [text] if _telling(text, cut=bool(quantified)) else []
        at = token.end()
    return found


def _telling(text: str, *, cut: bool) -> bool:
    """A whole Latin word or any Han character can be searched for; a Latin stem cannot, since edges are checked."""
    return bool(text) and (text[0] > "\u3000" or not cut)


def _skip(template: str, at: int) -> re.Match[str] | None:
    """Match what holds no literal: a character set, an escape, a counted repeat."""
    return re.compile(r"\[(?:\\.|[^\]\\])*\]|\\.|\{\d*,?\d*\}").match(template, at)


def _group(template: str, at: int) -> tuple[str, int] | None:
    if template[at] != "(":
        return None
    depth, i = 0, at
    while i < len(template):
        if template[i] == "\\":
            i += 2
            continue
        depth += (template[i] == "(") - (template[i] == ")")
        i += 1
        if depth == 0:
            return template[at + 1 : i - 1], i
    return None


def _outside_groups(template: str) -> str:
    kept, depth, i = [], 0, 0
    while i < len(template):
        if template[i] == "\\":
            i += 2
            continue
        depth += (template[i] == "(") - (template[i] == ")")
        if depth == 0:
            kept.append(template[i])
        i += 1
    return "".join(kept)
