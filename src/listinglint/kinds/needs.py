"""What must stand in a clause before a form of a claim is asked there: words, which are found sooner than forms."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from listinglint.lazily import lazily
from listinglint.text.holding import alternatives, holds, mandatory, stems

# In these an expression says something else than its letters do; such a form is always asked.
_OPAQUE = lazily(r"\\[xQEC0-7]|\(\?(?!:|P<)|\[\[:|\[\^?\]")
_PROPERTY = lazily(r"\\[pP](?:\{\^?\w+\}|[A-Z])")
# More words cost more than the form itself; more than so many lists seldom tell anything new.
_MOST_WORDS, _MOST_LISTS = 40, 2


def needs(regex: str, triggers: frozenset[str]) -> tuple[str, ...]:
    """Return lists of words, one word a line: of each list some word stands in whatever the written-out form matches.

    A list that every trigger word answers by itself is left out.
    """
    if _OPAQUE.search(regex):
        return ()
    plain = _PROPERTY.sub(".", regex)  # \p{Han}: no letter of it is mandatory
    found = mandatory(plain) if len(alternatives(plain)) == 1 else [stems(plain)]
    lists = {words for words in found if len(words) <= _MOST_WORDS and all(map(_telling, words))}
    asking = [words for words in lists if not (triggers and all(holds(one, words) for one in triggers))]
    return tuple("\n".join(words) for words in sorted(asking, key=lambda words: (len(words), words))[:_MOST_LISTS])


def met(text: str, lists: Iterable[tuple[str, ...]]) -> bool:
    """Tell whether some word of each list stands in a text."""
    for words in lists:
        for word in words:
            if word in text:
                break
        else:
            return False
    return True


def apart(lists: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the lists as words."""
    return tuple(map(_words, lists))


def _telling(word: str) -> bool:
    """Blanks, signs and single Latin letters stand in nearly every text."""
    bare = word.strip()
    return len(bare) > 1 or bare > "\u3000"


@lru_cache(4096)
def _words(told: str) -> tuple[str, ...]:
    return tuple(told.split("\n"))
