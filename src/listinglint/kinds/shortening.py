"""How a text is brought within a limit: cut at a pause, without its emoji, its shouting or its exclamation marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from listinglint.lazily import lazily
from listinglint.model import Edit, Field
from listinglint.text import measures

_PAUSE = lazily(r"[\s，,、|/;；]+|\s[-–—·]\s")
_TAIL = " \t，,、|/;；:：-–—·&"
# A text this long is shortened by its writer.
_MOST = 500
_KEPT = 0.6
_EMOJI = lazily(measures.EMOJI.pattern + "[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*")
_SHOUT = lazily(r"[!！]+")
_LOUD = lazily(r"\b[A-Z][A-Z'’-]{3,}\b|\b(?:AND|FOR|THE|WITH|IN|ON|OF|TO|A|AN|OR|BY)\b")
_SMALL = frozenset(["and", "for", "the", "with", "in", "on", "of", "to", "a", "an", "or", "by"])
_BRACKETS = ("（）", "()", "【】", "[]", "“”", "《》")


def mended(measure: str, one: Field, limit: float) -> tuple[Edit, ...]:
    """Return the edits that bring a text without markup under a maximum, none where only its writer can."""
    if one.format != "plain" or one.path.endswith(".words"):
        return ()
    if measure in _WIDTHS:
        return _shortened(one, _WIDTHS[measure], limit)
    found = _MENDED.get(measure)
    return tuple(found(one, int(limit))) if found else ()


def _shortened(one: Field, count: Callable[[str], float], limit: float) -> tuple[Edit, ...]:
    """Cut at the last pause that keeps most of the allowed length, never inside brackets."""
    if limit > _MOST:
        return ()
    for pause in reversed(list(_PAUSE.finditer(one.text))):
        kept = one.text[: pause.start()].rstrip(_TAIL)
        if count(kept) < _KEPT * limit:
            return ()
        if count(kept) <= limit and all(kept.count(pair[0]) == kept.count(pair[1]) for pair in _BRACKETS):
            return (Edit(one.path, len(kept), len(one.text), ""),)
    return ()


def _without_emoji(one: Field, limit: int) -> Iterator[Edit]:
    for found in list(_EMOJI.finditer(one.text))[limit:]:
        start, end = found.span()
        blank = one.text[end : end + 1] == " " and (start == 0 or one.text[start - 1].isspace())
        start -= one.text[end:] == "" and one.text[start - 1 : start] == " "
        yield Edit(one.path, start, end + blank, "")


def _calm(one: Field, limit: int) -> Iterator[Edit]:
    """One mark for a row of them; beyond the limit a full stop, in a title nothing."""
    for number, found in enumerate(_SHOUT.finditer(one.text)):
        mark = found[0][0]
        stop = "" if one.selector == "title" or not found.start() else "。" if mark == "！" else "."
        new = mark if number < limit else stop
        if new != found[0]:
            yield Edit(one.path, *found.span(), new)


def _quiet(one: Field, _limit: int) -> Iterator[Edit]:
    """Words in capitals become words with a capital; short ones may be abbreviations and stay."""
    for found in _LOUD.finditer(one.text):
        word = found[0].lower()
        new = word if word in _SMALL and found.start() else word[0].upper() + word[1:]
        if new != found[0]:
            yield Edit(one.path, *found.span(), new)


_WIDTHS: dict[str, Callable[[str], float]] = {
    "characters": measures.characters, "width": measures.width, "bytes": measures.utf8_bytes, "words": measures.words,
}  # fmt: skip
_MENDED: dict[str, Callable[[Field, int], Iterator[Edit]]] = {
    "emoji": _without_emoji, "exclamations": _calm, "capitals": _quiet,
}  # fmt: skip
