"""Whether a text holds any of some words: the quick question before a slow one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from listinglint.lazily import lazily
from listinglint.tuples import NamedTuple

_HEAD = lazily(r"\?(?::|P<\w+>)|\?[=!<]+")
_OPTIONAL = lazily(r"[?*]|\{0?,")
_REPEAT = lazily(r"[?*+]|\{[^}]*\}")
_BRACKETS = lazily(r"\(.*?\)")
_FIRST = lazily(r"[^(\\?]*")
_PLAIN = lazily(r"[^\\()\[\]{}.^$?*+|]+")
_LETTER = lazily(r"[a-z]", re.IGNORECASE)
_LATIN = lazily(r"[a-z0-9]", re.IGNORECASE)
# What makes a set of letters more than those that are written.
_RANGE = lazily(r"[\\^\-\[]")
_FEW = 12
_OTHER = lazily(r"\\.|\[(?:\\.|[^\]\\])*\]|.", re.DOTALL)


def holds(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether any of the words stands in the text."""
    for word in words:  # noqa: SIM110  # three times as fast as any()
        if word in text:
            return True
    return False


# What `stems` has worked out, or a run before this one: a start would spend 10 ms on it.
_known: dict[str, tuple[str, ...]] = {}


def remember(known: Mapping[str, tuple[str, ...]]) -> None:
    """Take the stems of expressions from where they were kept."""
    _known.update(known)


def stems(form: str) -> tuple[str, ...]:
    """Return words of which some stand in whatever an expression matches; the empty word where none can be told.

    Understands what our own forms are made of: words, groups, character sets, options, repeats, looks around.
    """
    found = _known.get(form)
    if found is None:
        found = _known[form] = _stems(form)
    return found


def _stems(form: str) -> tuple[str, ...]:
    found: list[str] = []
    for one in form.split("|") if "(" not in form and "[" not in form else alternatives(form):
        if _PLAIN.fullmatch(one):
            found.append(one)
            continue
        choices = list(mandatory(one))
        found += max(choices, key=lambda words: min(len(word.strip()) for word in words), default=("",))
    return tuple(dict.fromkeys(found))


def perhaps(form: re.Pattern[str], text: str) -> bool:
    """Tell quickly whether an expression can match at all; only then it is compiled and asked."""
    return holds(text, stems(form.pattern))


def mandatory(form: str) -> Iterator[tuple[str, ...]]:
    """Yield, part by part, the words of which one stands in whatever a form without alternatives matches."""
    for _, part in _pieces(form):
        if isinstance(part, str):
            yield (part,)
        elif isinstance(part, _Inner):
            yield from mandatory(part.form) if len(alternatives(part.form)) == 1 else (stems(part.form),)


class _Inner(NamedTuple):
    """What stands in brackets."""

    form: str


def _pieces(form: str, edge: str = "") -> Iterator[tuple[str, str | _Inner | _Letters]]:
    """Yield what must stand in whatever a form matches: words, what stands in brackets, one of some letters.

    Each comes with what is known to stand before it: a blank, the edge of a word (`_EDGE`) or nothing, as `edge` is what
    stands before the form.
    """
    at = 0
    while at < len(form):
        before, edge = edge, ""
        group = _group(form, at)
        if group is not None:
            inner, end = group
            head = _HEAD.match(inner)
            looks = head is not None and head.group()[-1] in "=!"
            if not looks and not _OPTIONAL.match(form, end):
                yield before, _Inner(inner[head.end() :] if head else inner)
        else:
            plain = _PLAIN.match(form, at)
            end = plain.end() if plain else _OTHER.match(form, at).end()  # type: ignore[union-attr]  # takes anything
            if plain:
                optional = bool(_OPTIONAL.match(form, end))
                word = plain.group()[:-1] if optional else plain.group()
                edge = " " if word.endswith(" ") and not optional else ""
                if word:
                    yield before, word
            elif form[at:end] == r"\b":
                edge = _EDGE
            elif not _OPTIONAL.match(form, end):
                letters = _letters(form[at:end])
                if letters is not None:
                    yield before, letters
        repeat = _REPEAT.match(form, end)
        at = repeat.end() if repeat else end


# A word (`_EDGE` before it: where a word begins); or all of several conditions ("&"); or any of them ("|"); or some letter
# beyond ASCII ("~").
Condition = str | tuple[Any, ...]
_FOREIGN = ("~",)
_EDGE = "\b"


def condition(form: str, edge: str = "") -> Condition | None:
    """Return what must stand in whatever an expression matches, None where nothing can be told.

    Finer than `stems`: of each alternative every part counts.  To ask it takes longer than to ask the expression, and far
    less than to compile it.  `edge` is what stands before the expression.
    """
    choices = [_whole(one, edge) for one in alternatives(form)]
    if None in choices:
        return None
    return choices[0] if len(choices) == 1 else ("|", *dict.fromkeys(choices))


def _whole(form: str, edge: str) -> Condition | None:
    parts = [one for one in dict.fromkeys(_parts(form, edge)) if one is not None]
    return ("&", *parts) if len(parts) > 1 else next(iter(parts), None)


def _parts(form: str, edge: str) -> Iterator[Condition | None]:
    for before, part in _pieces(form, edge):
        if isinstance(part, str):
            # Blanks and single Latin letters stand in nearly every text.
            told = not (part.isspace() or _LETTER.fullmatch(part.strip()))
            yield (before if _LATIN.match(part) else "") + part if told else None
        elif isinstance(part, _Inner):
            yield condition(part.form, before)
        else:
            yield part.condition


def fulfilled(told: Condition, text: str) -> bool:
    """Tell whether a text holds what a condition asks."""
    if isinstance(told, str):
        return told in text if told[0] != _EDGE else _begins(told[1:], text)
    if told[0] == "&":
        return all(fulfilled(one, text) for one in told[1:])
    if told[0] == "~":
        return not text.isascii()
    return any(fulfilled(one, text) for one in told[1:])


def _begins(word: str, text: str) -> bool:
    """Tell whether a Latin word begins with these letters anywhere in a text."""
    at = text.find(word)
    while at > 0 and (text[at - 1] == "_" or (text[at - 1].isascii() and text[at - 1].isalnum())):
        at = text.find(word, at + 1)
    return at >= 0


def without(told: Condition, words: frozenset[str]) -> Condition | None:
    """Return what a condition asks beyond what each of some words fulfils by itself, what is asked quickest first."""
    if words and all(fulfilled(told, word) for word in words):
        return None
    if isinstance(told, str) or told[0] == "~":
        return told
    if told[0] == "|":
        return (told[0], *(without(one, frozenset()) for one in told[1:]))
    parts = [one for one in (without(one, words) for one in told[1:]) if one is not None]
    return (told[0], *sorted(parts, key=_weight)) if len(parts) > 1 else next(iter(parts), None)


def _weight(told: Condition) -> int:
    return 1 if isinstance(told, str) else sum(map(_weight, told[1:]))


class _Letters(NamedTuple):
    """A set of letters, and what a text must fulfil to hold one."""

    condition: Condition


def _letters(piece: str) -> _Letters | None:
    """Return a set of letters of which something can be told: a small one, or one without ASCII."""
    if piece in (r"\d", "[0-9]"):
        return _Letters(("|", *"0123456789"))
    plain = piece[1:-1] if piece[:1] == "[" else ""
    if not plain:
        return None
    if len(plain) <= _FEW and not _RANGE.search(plain):
        return _Letters(("|", *sorted(set(plain))))
    return _Letters(_FOREIGN) if all(one > "\x7f" for one in plain.replace("-", "")) else None


def _group(form: str, at: int) -> tuple[str, int] | None:
    if form[at] != "(":
        return None
    depth, end = 0, at
    for piece in _OTHER.finditer(form, at):
        depth += (piece.group() == "(") - (piece.group() == ")")
        end = piece.end()
        if depth == 0:
            break
    return form[at + 1 : end - 1], end


def alternatives(form: str) -> list[str]:
    """Return the parts of an expression between its outermost bars."""
    found, depth, start = [], 0, 0
    for piece in _OTHER.finditer(form):
        depth += (piece.group() == "(") - (piece.group() == ")")
        if piece.group() == "|" and depth == 0:
            found.append(form[start : piece.start()])
            start = piece.end()
    return [*found, form[start:]]


def beginnings(form: str) -> tuple[str, ...]:
    """Return with what letters of which some, whatever an expression matches begins: of each alternative the first."""
    plain = _BRACKETS.sub("(", form.replace('\\"', '"'))
    told = (_FIRST.match(one) for one in plain.split("|"))
    first = (one.group() if one is not None else "" for one in told)
    return tuple(one[:-1] if form.find(one + "?") >= 0 else one for one in first)
