"""Writes into one value of a JSON file, with the escapes that the file itself uses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from re import compile as _compile

from listinglint.origins.jsontext import JsonOrigin, JsonPointerOrigin
from listinglint.writers.inplace import in_place
from listinglint.writers.nouns import Splice

_NUMBER = _compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")


def ways(origin: JsonOrigin | JsonPointerOrigin, splices: list[Splice], value: str) -> Iterator[list[Splice]]:
    """Yield ways of writing a text or a number."""
    text = origin.source.text
    start, end = origin.start, origin.end
    # A file of ASCII that spells its letters out goes on doing so.
    spelt_out = text.isascii() and "\\u" in text
    forms = (_ascii,) if spelt_out else (_plain, _ascii)
    if text[start : start + 1] == '"':
        for escape in forms:
            yield in_place(origin, splices, escape)
    elif _NUMBER.fullmatch(value):
        yield [Splice(start, end, value)]
    for escape in forms:
        yield [Splice(start, end, f'"{escape(value)}"')]


def _plain(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _ascii(text: str) -> str:
    return json.dumps(text)[1:-1]
