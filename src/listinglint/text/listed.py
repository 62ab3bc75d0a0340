"""Thousands of phrases and the rules that each wakes, in forms that take no time to read: none becomes an object unasked."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pickle import PickleBuffer
from typing import SupportsIndex

Numbers = tuple[int, ...]
Buffer = bytes | memoryview


class Phrases(dict[int, str]):
    """Phrases by number, each cut out of one text in UTF-8 when it is first asked for.

    `ends` are native 32-bit numbers: 0, then where the phrase after each line end begins.
    """

    def __init__(self, text: Buffer, ends: Buffer) -> None:
        super().__init__()
        self._text, self._ends = text, memoryview(ends).cast("B").cast("I")

    @classmethod
    def of(cls, phrases: Sequence[str]) -> Phrases:
        """List phrases, none of which may hold a line end."""
        written = [one.encode() for one in phrases]
        ends = array("I", accumulate((len(one) + 1 for one in written), initial=0))
        return cls(b"\n".join(written), ends.tobytes())

    def __missing__(self, number: int) -> str:
        start, end = self._ends[number : number + 2]
        known = self[number] = str(self._text[start : end - 1], "utf-8")
        return known

    def all(self) -> tuple[str, ...]:
        """Return all of them in order."""
        return tuple(str(self._text, "utf-8").split("\n")) if len(self._ends) > 1 else ()

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[object, ...]:
        return (Phrases, tuple(_apart(one, protocol) for one in (self._text, self._ends)))


class Owners(dict[int, Numbers]):
    """By the number of a phrase the numbers of the rules that it wakes: most phrases wake one or none.

    `first` are native 32-bit numbers, -1 for a phrase that wakes none.
    """

    def __init__(self, first: Buffer, several: Mapping[int, Numbers]) -> None:
        super().__init__(several)
        self._first = memoryview(first).cast("B").cast("i")

    @classmethod
    def of(cls, owners: Sequence[Numbers]) -> Owners:
        """List the owners of each phrase."""
        several = {number: told for number, told in enumerate(owners) if len(told) > 1}
        return cls(array("i", (told[0] if told else -1 for told in owners)).tobytes(), several)

    def __missing__(self, number: int) -> Numbers:
        first = self._first[number]
        known = self[number] = (first,) if first >= 0 else ()
        return known

    def all(self) -> tuple[Numbers, ...]:
        """Return those of all phrases in order."""
        return tuple(self[number] for number in range(len(self._first)))

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[object, ...]:
        several = {number: told for number, told in self.items() if len(told) > 1}
        return (Owners, (_apart(self._first, protocol), several))


def _apart(told: Buffer, protocol: SupportsIndex) -> object:
    """Return what lies beside the pickled form where that can be, so that who reads it back need not copy it."""
    return PickleBuffer(told) if int(protocol) >= 5 else bytes(told)
