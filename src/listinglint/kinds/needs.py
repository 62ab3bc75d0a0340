"""What must stand in a clause before a form of a claim is asked there: words, which are found sooner than forms."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from functools import lru_cache

from listinglint.kinds.linear import either, found
from listinglint.lazily import lazily
from listinglint.text.holding import Condition, alternatives, condition, fulfilled, holds, mandatory, stems

# In these an expression says something else than its letters do; such a form is always asked.
_OPAQUE = lazily(r"\\[xQEC0-7]|\(\?(?!:|P<)|\[\[:|\[\^?\]")
_PROPERTY = lazily(r"\\[pP](?:\{\^?\w+\}|[A-Z])")
# More words cost more than the form itself; more than so many lists seldom tell anything new.
_MOST_WORDS, _MOST_LISTS = 40, 2
# After so many clauses that cannot match, a form is compiled all the same.
_PATIENCE = 20


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


def condition_of(regex: str) -> bytes:
    """Return the condition under which a written-out form can match at all, pickled; empty where nothing can be told."""
    told = None if _OPAQUE.search(regex) else condition(_PROPERTY.sub(".", regex))
    return pickle.dumps(told, protocol=5) if told is not None else b""


class Unasked:
    """The forms of a rule that were not asked yet: to compile one takes a thousand times longer than to ask it.

    A form is compiled only when a clause fulfils its condition, or when so many were looked at that asking pays.
    """

    def __init__(self, conditions: tuple[bytes, ...]) -> None:
        self._conditions = conditions
        self._left = dict.fromkeys((number for number, one in enumerate(conditions) if one), _PATIENCE)
        self._read: dict[int, Condition] = {}

    def may_match(self, number: int, text: str) -> bool:
        """Tell whether a form is worth asking about a text; once it was, it always is."""
        left = self._left.get(number)
        if left is None:
            return True
        told = self._read.get(number)
        if told is None:
            told = self._read[number] = pickle.loads(self._conditions[number])  # noqa: S301  # our own bytes, see cache.py
        if left and not fulfilled(told, text):
            self._left[number] = left - 1
            return False
        del self._left[number], self._read[number]
        return True


class AnyOf:
    """Several expressions of which one may match; the engine is not even loaded for a text in which none can."""

    def __init__(self, forms: tuple[str, ...] = (), told: bytes | None = None) -> None:
        self.forms = forms
        self._regex = either(forms)
        self._told = condition_of(self._regex) if told is None else told
        self._unasked = Unasked((self._told,))

    def found(self, text: str) -> bool:
        """Tell whether any of them matches anywhere in a text."""
        return bool(self.forms) and self._unasked.may_match(0, text) and found(self._regex, text)

    def __reduce__(self) -> tuple[object, ...]:
        return (AnyOf, (self.forms, self._told))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnyOf) and self.forms == other.forms

    def __hash__(self) -> int:
        return hash(self.forms)


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
