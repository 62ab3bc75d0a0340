"""What must stand in a clause before a form of a claim is asked there: words, which are found sooner than forms."""

from __future__ import annotations

import pickle
from functools import cached_property

from listinglint.kinds.linear import either, found
from listinglint.lazily import lazily
from listinglint.text.holding import Condition, condition, fulfilled, without

# In these an expression says something else than its letters do; such a form is always asked.
_OPAQUE = lazily(r"\\[xQEC0-7]|\(\?(?!:|P<)|\[\[:|\[\^?\]")
_PROPERTY = lazily(r"\\[pP](?:\{\^?\w+\}|[A-Z])")
# After so many texts that cannot match, an expression is compiled all the same.
_PATIENCE = 20


def condition_of(regex: str, triggers: frozenset[str] = frozenset()) -> bytes:
    """Return the condition under which a written-out form can match at all, pickled; empty where nothing can be told.

    What each of the trigger words fulfils by itself is left out: a form is asked only where one of them stands.
    """
    told = None if _OPAQUE.search(regex) else condition(_PROPERTY.sub(".", regex))  # \p{Han}: no letter is mandatory
    told = without(told, triggers) if told is not None else None
    return pickle.dumps(told, protocol=5) if told is not None else b""


class AnyOf:
    """Several expressions of which one may match; the engine is not even loaded for a text in which none can."""

    def __init__(self, forms: tuple[str, ...] = (), told: bytes | None = None) -> None:
        self.forms = forms
        self._regex = either(forms)
        self._told = condition_of(self._regex) if told is None else told
        self._left = _PATIENCE if self._told else 0

    def found(self, text: str) -> bool:
        """Tell whether any of them matches anywhere in a text."""
        return bool(self.forms) and self._may_match(text) and found(self._regex, text)

    def _may_match(self, text: str) -> bool:
        """To compile takes a thousand times longer than to ask: done only for a text that may match, or for so many texts."""
        if self._left and not fulfilled(self._condition, text):
            self._left -= 1
            return False
        self._left = 0
        return True

    @cached_property
    def _condition(self) -> Condition:
        told: Condition = pickle.loads(self._told)  # noqa: S301  # our own bytes, see cache.py
        return told

    def __reduce__(self) -> tuple[object, ...]:
        return (AnyOf, (self.forms, self._told))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnyOf) and self.forms == other.forms

    def __hash__(self) -> int:
        return hash(self.forms)
