"""Labels inside a text that say which part the following materials belong to: Lining: polyester; 里料:涤纶."""

from __future__ import annotations

import re

from listinglint.lazily import lazily
from listinglint.materials.lexicon import Lexicon

Scope = tuple[int, int, str]
_LINE_END = lazily(r"[\n。]")


class Scopes:
    """The labels of a lexicon as one expression."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._parts = {word: part for part, words in lexicon.turns.sections.items() for word in words}
        words = "|".join(re.escape(one) for one in sorted(self._parts, key=len, reverse=True))
        self._label = lazily(rf"(?:^|[\s;,。、(/|]|(?<=%))({words})\s?:")

    def of(self, text: str) -> list[Scope]:
        """Return the labelled stretches; each goes on to the next label or the end of its line."""
        labels = list(self._label.finditer(text))
        out = []
        for number, label in enumerate(labels):
            stop = labels[number + 1].start() if number + 1 < len(labels) else len(text)
            line = _LINE_END.search(text, label.end())
            stop = min(stop, line.start()) if line else stop
            out.append((label.end(), stop, self._parts[label[1]]))
        return out
