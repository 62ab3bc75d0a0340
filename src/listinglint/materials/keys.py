"""What the name of an attribute says of its value: a material, a look, a stamp, a share, and of which part."""

from __future__ import annotations

from functools import lru_cache

from listinglint.lazily import lazily
from listinglint.materials.lexicon import Lexicon
from listinglint.tuples import NamedTuple

_JOINTS = lazily(r"[\s_\-/:.()\[\]]+")
_LATIN = lazily(r"[a-z0-9]")
_TEXTS = {
    "title": "title",
    "subtitle": "title",
    "description": "text",
    "bullets": "text",
    "images": "text",
    "seo": "text",
}


class Key(NamedTuple):
    """How a field takes part: its role (empty for a field that says nothing about material) and its part."""

    role: str
    part: str = "body"


@lru_cache(4096)
def _plain(folded: str) -> str:
    return _JOINTS.sub(" ", folded).strip()


def key_of(selector: str, lexicon: Lexicon, folded: str) -> Key:
    """Return what a field is for; `folded` is the attribute's own name, folded as texts are."""
    first = selector.split(".", maxsplit=1)[0]
    if first in _TEXTS:
        return Key(_TEXTS[first])
    if first in ("attributes", "variants"):
        found = named(_plain(folded), lexicon)
        return found._replace(role="choice") if first == "variants" and found.role == "material" else found
    return Key("")


@lru_cache(4096)
def named(name: str, lexicon: Lexicon) -> Key:
    """Return role and part of an attribute's folded name."""
    roles = lexicon.keys.roles
    parts = [(len(word), part) for part, words in lexicon.keys.parts.items() for word in words if _holds(name, word)]
    role = next((role for role, words in roles.items() if name in words), "")
    if not role:
        found = [(len(word), role) for role, words in roles.items() for word in words if _holds(name, word)]
        role = "appearance" if any(one == "appearance" for _, one in found) else max(found, default=(0, ""))[1]
    return Key({"ignored": "", "appearance": "", "name": "title"}.get(role, role), max(parts, default=(0, "body"))[1])


def _holds(name: str, word: str) -> bool:
    """A Latin word must stand in the name as a word, a Chinese one anywhere."""
    at = name.find(word)
    while at >= 0:
        before, after = name[at - 1 : at], name[at + len(word) : at + len(word) + 1]
        if not (_LATIN.match(word[0]) and _LATIN.match(before)) and not (
            _LATIN.match(word[-1]) and _LATIN.match(after)
        ):
            return True
        at = name.find(word, at + 1)
    return False
