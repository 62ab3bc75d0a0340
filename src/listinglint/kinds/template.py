"""Patterns with word classes: `{rank}{scope}` becomes one linear-time expression, and its trigger words are worked out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from listinglint.errors import CannotMatch
from listinglint.lazily import lazily
from listinglint.tuples import NamedTuple

Fold = Callable[[str], str]
_CLASS = lazily(r"\{([a-z][a-z0-9-]*)\}")
_OPTIONAL = lazily(r"\?|\*|\{0?,")
_LITERAL = lazily(r"[\u3400-\u9fff]+|[a-z][a-z']+(?: [a-z][a-z']+)*")
_ESCAPE = lazily(r"([\\.^$*+?{}\[\]|()])")
_REPEAT = lazily(r"(?:[?*+]|\{\d*,?\d*\})$")
_GROUP_HEAD = lazily(r"\?(?:P<\w+>|:)")


class Token(NamedTuple):
    """A part that every match must hold: a class name or a literal; `glued` where a Latin word may go on beside it."""

    text: str
    is_class: bool = False
    glued: bool = False


class Expanded(NamedTuple):
    """An expression ready for the engine, and the folded phrases of which one must stand in any match."""

    regex: str
    triggers: frozenset[str]


def words_of(name: str, classes: Mapping[str, tuple[str, ...]], fold: Fold, seen: tuple[str, ...] = ()) -> list[str]:
    """Return the folded words of a class with the classes that it names; raises `CannotMatch` for an unknown one."""
    if name not in classes:
        known = ", ".join(sorted(classes))
        raise CannotMatch(f"unknown word class {{{name}}}; known: {known}", f"未知的词类 {{{name}}}；可用：{known}")
    if name in seen:
        raise CannotMatch(f"word class {{{name}}} contains itself", f"词类 {{{name}}} 包含自身")
    words: list[str] = []
    for word in classes[name]:
        inner = _CLASS.fullmatch(word)
        words += words_of(inner[1], classes, fold, (*seen, name)) if inner else [fold(word)]
    return sorted(set(words), key=lambda word: (-len(word), word))


def expand(template: str, classes: Mapping[str, tuple[str, ...]], fold: Fold, near: tuple[str, ...] = ()) -> Expanded:
    """Return the template with its classes written out.  `near` overrules the trigger words found in the template.

    Raises `CannotMatch` where a class is unknown or no trigger can be told.
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
    """Return the template with its classes written out; raises `CannotMatch` where a class is unknown."""

    def written(found: re.Match[str]) -> str:
        words = words_of(found[1], classes, fold)
        return "(?:" + "|".join(_ESCAPE.sub(r"\\\1", word) for word in words) + ")"

    return _CLASS.sub(written, template)


def _triggers(template: str, classes: Mapping[str, tuple[str, ...]], fold: Fold) -> set[str]:
    """Return the words of the most telling mandatory part: the smallest class or a literal."""
    found = _mandatory(template)
    candidates = [{fold(token.text)} for token in found if not token.is_class]
    for token in found:
        words = set(words_of(token.text, classes, fold)) if token.is_class else set()
        # {cure}(?:d|s)? also matches cured, in which no word of the class stands whole.
        if words and not (token.glued and any(word[0].isascii() or word[-1].isascii() for word in words)):
            candidates.append(words)
    if not candidates:
        raise CannotMatch(
            "no word of the pattern is mandatory; name its trigger words under 'near'",
            "表达式中没有必现词，请在 near 下写出触发词",
        )
    return min(candidates, key=lambda words: (len(words), -max(map(len, words))))


def _mandatory(template: str) -> list[Token]:
    """Return the classes and literals that every match must hold: outside alternations and optional parts."""
    if "|" in _outside_groups(template):
        return []
    found: list[Token] = []
    at = 0
    while at < len(template):
        inner = _group(template, at)
        if inner is not None:
            body, end = inner
            if not _OPTIONAL.match(template, end):
                found += _mandatory(_GROUP_HEAD.sub("", body, count=1))
            at = end
            continue
        token = _CLASS.match(template, at) or _skip(template, at) or _LITERAL.match(template, at)
        if token is None:
            at += 1
            continue
        found += _telling(template, token)
        at = token.end()
    return found


def _telling(template: str, token: re.Match[str]) -> list[Token]:
    """Return a token as what can be searched for: a class, Han characters, or Latin words that stand whole.

    Edges are checked when texts are searched, so a Latin stem (cure in cure(?:d|s)?) would never be found.
    """
    text = token.group()
    before, after = _glued_before(template, token.start()), _glued_after(template, token.end())
    optional = bool(_OPTIONAL.match(template, token.end()))
    if _CLASS.fullmatch(text):
        return [] if optional else [Token(text[1:-1], True, before or after)]
    if not _LITERAL.fullmatch(text):
        return []
    if text[0] > "\u3000":
        text = text[:-1] if optional else text
    else:
        words = text.split(" ")
        text = " ".join(words[before : len(words) - (after or optional)])
    return [Token(text)] if text else []


def _glued_before(template: str, at: int) -> bool:
    """Tell whether what stands before may be the beginning of the same Latin word: (?:un)?breakable."""
    before = _REPEAT.sub("", template[:at]).removesuffix(")")
    if before[-2:-1] == "\\":
        return before.endswith("\\w")
    return _letter(before[-1:]) or before.endswith("]")


def _glued_after(template: str, at: int) -> bool:
    """Tell whether what follows may go on with the same Latin word: cure(?:d|s)?, cure[ds], cure\\w*."""
    inner = _group(template, at) if at < len(template) else None
    if inner is not None:
        body = _GROUP_HEAD.sub("", inner[0], count=1)
        return any(_glued_after(part, 0) or _letter(part[:1]) for part in body.split("|"))
    rest = template[at:]
    charset = re.match(r"\[((?:\\.|[^\]\\])*)\]", rest)
    if charset is not None:
        return "\\w" in charset[1] or any(map(_letter, re.sub(r"\\.", "", charset[1])))
    return rest.startswith("\\w") or _letter(rest[:1])


def _letter(one: str) -> bool:
    return one.isascii() and one.isalpha()


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
