"""Thousands of phrases and what each wakes, in forms that take no time to read: none becomes an object unasked."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate, chain
from pickle import PickleBuffer
from typing import SupportsIndex

Numbers = tuple[int, ...]
Buffer = bytes | memoryview


class Pieces:
    """Many short pieces of bytes in one; `ends` are native 32-bit numbers: 0, then where each piece ends."""

    def __init__(self, data: Buffer, ends: Buffer) -> None:
        self.data, self._ends = memoryview(data), memoryview(ends).cast("B").cast("I")

    @classmethod
    def of(cls, pieces: Sequence[bytes]) -> Pieces:
        """List pieces."""
        return cls(b"".join(pieces), array("I", accumulate(map(len, pieces), initial=0)).tobytes())

    def __getitem__(self, number: int) -> memoryview:
        start, end = self._ends[number : number + 2]
        return self.data[start:end]

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[object, ...]:
        return (Pieces, tuple(_apart(one, protocol) for one in (self.data, self._ends)))


class Phrases(dict[int, str]):
    """Phrases by number, each cut out of its piece, which a line end closes, when it is first asked for."""

    def __init__(self, pieces: Pieces) -> None:
        super().__init__()
        self._pieces = pieces

    @classmethod
    def of(cls, phrases: Sequence[str]) -> Phrases:
        """List phrases, none of which may hold a line end."""
        return cls(Pieces.of([f"{one}\n".encode() for one in phrases]))

    def __missing__(self, number: int) -> str:
        known = self[number] = str(self._pieces[number][:-1], "utf-8")
        return known

    def all(self) -> tuple[str, ...]:
        """Return all of them in order."""
        return tuple(str(self._pieces.data, "utf-8").split("\n")[:-1])

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[object, ...]:
        return (Phrases, (self._pieces,))


class Owners(dict[int, Numbers]):
    """By the number of a phrase the numbers of what it wakes: of rules or of forms.

    Both are native 32-bit numbers: all numbers one after the other, and where those of each phrase end.
    """

    def __init__(self, numbers: Buffer, ends: Buffer) -> None:
        super().__init__()
        self._numbers, self._ends = (memoryview(one).cast("B").cast("I") for one in (numbers, ends))

    @classmethod
    def of(cls, owners: Sequence[Numbers]) -> Owners:
        """List the owners of each phrase."""
        ends = array("I", accumulate(map(len, owners), initial=0))
        return cls(array("I", chain.from_iterable(owners)).tobytes(), ends.tobytes())

    def __missing__(self, number: int) -> Numbers:
        start, end = self._ends[number : number + 2]
        known = self[number] = tuple(self._numbers[start:end])
        return known

    def all(self) -> tuple[Numbers, ...]:
        """Return those of all phrases in order."""
        return tuple(self[number] for number in range(len(self._ends) - 1))

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[object, ...]:
        return (Owners, tuple(_apart(one, protocol) for one in (self._numbers, self._ends)))


def _apart(told: Buffer, protocol: SupportsIndex) -> object:
    """Return what lies beside the pickled form where that can be, so that who reads it back need not copy it."""
    return PickleBuffer(told) if int(protocol) >= 5 else bytes(told)
