"""English words that go with a number: 1 picture, 2 pictures; Chinese needs none of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listinglint.lazily import lazily

# {value:picture|pictures} in a message: the first word where the hole is filled with 1, else the second.
_CHOICE = lazily(r"\{(?P<hole>[\w-]+):(?P<one>[^{}|]*)\|(?P<more>[^{}|]*)\}")


def many(count: int, one: str, more: str = "") -> str:
    """Return the number with its noun; `more` where the plural is not just one `s` longer."""
    return f"{count} {one if count == 1 else more or one + 's'}"


def chosen(text: str, told: Mapping[str, Any]) -> str:
    """Return a message with the word in place that goes with what each hole is filled with."""
    if "|" not in text:
        return text
    return _CHOICE.sub(lambda found: found["one"] if str(told.get(found["hole"])) == "1" else found["more"], text)


def unfilled(text: str) -> str:
    """Return a message with its plural words, as people are shown it before anything is counted."""
    return _CHOICE.sub(lambda found: found["more"], text) if "|" in text else text


def holes(text: str) -> set[str]:
    """Return the names of all holes of a message."""
    return {part.split("}")[0].split(":")[0] for part in text.split("{")[1:] if "}" in part}
