"""Sentences of a text that state the make as an attribute would: 材质为铜镀银, Material: brass, Crafted in silver."""

from __future__ import annotations

import re
from collections.abc import Iterator

from listinglint.lazily import lazily
from listinglint.materials.keys import Key, named
from listinglint.materials.lexicon import Lexicon
from listinglint.text.holding import holds
from listinglint.tuples import NamedTuple

# Roles of attribute names that may also introduce a statement in running text.
_ROLES = ("material", "plating", "treatment")
_STOP = lazily(r"[\n。;!?]|\.(?=\s|$)")
_PHRASE = lazily(r"[\n。;!?,，、]|\.(?=\s|$)")
_VERB = lazily(
    r"(?:^|[\n.;!?]\s*|[•·*]\s*)(?P<subject>(?:(?:this|it|our|the|each|every|a)\b[a-z' -]{0,30} )?(?:is |are |was )?)"
    r"(?:expertly |beautifully |carefully |hand|solely |entirely )?"
    r"(?:made|crafted|handcrafted|handmade|forged|cast|woven|knitted|built|constructed) (?:of|from|in|out of) "
)
_SET = lazily(r"(?:^|[\n.;!?]\s*)set with (?:an? )?")
# Of these one stands in whatever the expressions match.
_NEAR = {
    "body": ("made", "crafted", "forged", "cast", "woven", "knitted", "built", "constructed"),
    "stone": ("set with",),
}
# What such a sentence may speak of instead of the article: its parts, and what it comes in.
_OTHERS = ("box", "pouch", "bag it", "packaging", "card", "gift", "label", "tag")


class Statement(NamedTuple):
    """A stretch [start, end) of a text that says what the article, or a part of it, is made of."""

    start: int
    end: int
    key: Key


class Statements:
    """The names of material attributes as one expression that finds them at the head of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        words = {word for role in _ROLES for word in lexicon.keys.roles.get(role, ())}
        han = sorted((one for one in words if len(one) > 1 and not one.isascii()), key=len, reverse=True)
        latin = sorted((one for one in words if one.isascii()), key=len, reverse=True)
        self._han, self._latin = tuple(han), tuple(latin)
        zh = "|".join(map(re.escape, han))
        en = "|".join(map(re.escape, latin))
        self._label = lazily(
            rf"(?:^|[\s,。;、(\[【•·*])(?P<zh>{zh})(?:(?P<mark>\s?[:】\]]\s?)|(?:都|均|全)?[为是])"
            rf"|(?:^|[\n.;,(•·*-]\s*)(?P<en>{en})(?P<colon>\s?:\s?)"
        )
        self._parts = tuple(
            word for words in (*lexicon.keys.behind.values(), _OTHERS) for word in words if word.isascii()
        )

    def _labelled(self, text: str) -> bool:
        """Tell quickly whether a label can stand in the text: a Chinese name, or an English one with its colon."""
        return (not text.isascii() and holds(text, self._han)) or (":" in text and holds(text, self._latin))

    def of(self, text: str) -> Iterator[Statement]:
        """Yield the statements of a folded text, in order."""
        labels = list(self._label.finditer(text)) if self._labelled(text) else []
        for number, label in enumerate(labels):
            name = label["zh"] or label["en"]
            stop = _STOP if label["mark"] or label["colon"] else _PHRASE
            end = labels[number + 1].start() if number + 1 < len(labels) else len(text)
            found = stop.search(text, label.end(), end)
            key = named(name, self._lexicon)
            if key.role in _ROLES:
                yield Statement(label.end(), found.start() if found else end, key)
        for verb, part in ((_VERB, "body"), (_SET, "stone")):
            for found in verb.finditer(text) if holds(text, _NEAR[part]) else ():
                subject = found.groupdict().get("subject") or ""
                if any(word in subject for word in self._parts):
                    continue
                mark = _PHRASE.search(text, found.end())
                yield Statement(found.end(), mark.start() if mark else len(text), Key("material", part))
