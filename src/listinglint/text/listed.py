"""Thousands of phrases and the rules that each wakes, in forms that take no time to read: none becomes an object unasked."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate

Numbers = tuple[int, ...]


class Phrases(dict[int, str]):
    """Phrases by number, each cut out of one text when it is first asked for."""

    def __init__(self, text: str, ends: array[int]) -> None:
        super().__init__()
        self._text, self._ends = text, ends

    @classmethod
    def of(cls, phrases: Sequence[str]) -> Phrases:
        """List phrases, none of which may hold a line end."""
        ends = array("I", accumulate((len(one) + 1 for one in phrases), initial=0))
        return cls("\n".join(phrases), ends)

    def __missing__(self, number: int) -> str:
        known = self[number] = self._text[self._ends[number] : self._ends[number + 1] - 1]
        return known

    def all(self) -> tuple[str, ...]:
        """Return all of them in order."""
        return tuple(self._text.split("\n")) if len(self._ends) > 1 else ()

    def __reduce__(self) -> tuple[object, ...]:
        return (Phrases, (self._text, self._ends))


class Owners(dict[int, Numbers]):
    """By the number of a phrase the numbers of the rules that it wakes: most phrases wake one or none."""

    def __init__(self, first: array[int], several: Mapping[int, Numbers]) -> None:
        super().__init__(several)
        self._first = first

    @classmethod
    def of(cls, owners: Sequence[Numbers]) -> Owners:
        """List the owners of each phrase."""
        several = {number: told for number, told in enumerate(owners) if len(told) > 1}
        return cls(array("i", (told[0] if told else -1 for told in owners)), several)

    def __missing__(self, number: int) -> Numbers:
        first = self._first[number]
        known = self[number] = (first,) if first >= 0 else ()
        return known

    def all(self) -> tuple[Numbers, ...]:
        """Return those of all phrases in order."""
        return tuple(self[number] for number in range(len(self._first)))

    def __reduce__(self) -> tuple[object, ...]:
        several = {number: told for number, told in self.items() if len(told) > 1}
        return (Owners, (self._first, several))
