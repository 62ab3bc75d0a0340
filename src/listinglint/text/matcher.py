"""Finds thousands of phrases in one pass over a text.

Two engines with one face: daachorse where it has wheels, else pyahocorasick; one conformance suite runs over both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

Hit = tuple[int, int, int]


class Matcher(Protocol):
    """An automaton over phrases; `find` returns every occurrence, overlapping ones too, as (start, end, index)."""

    def find(self, text: str) -> list[Hit]:
        """Return every occurrence as (start, end, index)."""
        ...

    def dump(self) -> bytes:
        """Return a form that `load` understands."""
        ...


def build(phrases: Sequence[str]) -> Matcher:
    """Compile distinct, non-empty phrases; indices are positions in `phrases`."""
    try:
        return Daachorse.build(phrases)
    except ImportError:
        return Pyahocorasick.build(phrases)


def load(data: bytes | memoryview, phrases: Callable[[], Sequence[str]]) -> Matcher:
    """Return the matcher that `dump` wrote, or build it anew from the phrases where the other engine wrote it."""
    if data[:1] == Daachorse.mark:
        try:
            return Daachorse.load(data)
        except ImportError:
            pass
    return build(phrases())


class Daachorse:
    """Character-wise double-array automaton: quick to load, offsets are code points."""

    mark = b"D"

    def __init__(self, automaton: object) -> None:
        self._find = automaton.find_overlapping  # type: ignore[attr-defined]
        self._automaton = automaton

    @classmethod
    def build(cls, phrases: Sequence[str]) -> Daachorse:
        """Compile the phrases."""
        from daachorse import CharwiseDoubleArrayAhoCorasick

        return cls(CharwiseDoubleArrayAhoCorasick(list(phrases)))

    @classmethod
    def load(cls, data: bytes | memoryview) -> Daachorse:
        """Read what `dump` wrote."""
        return cls.read(memoryview(data)[1:])

    @classmethod
    def read(cls, automaton: bytes | memoryview) -> Daachorse:
        """Read an automaton as the engine writes it; megabytes, so none is copied without need."""
        from daachorse import CharwiseDoubleArrayAhoCorasick

        return cls(CharwiseDoubleArrayAhoCorasick.deserialize(bytes(automaton)))

    def find(self, text: str) -> list[Hit]:
        """Return every occurrence as (start, end, index)."""
        found: list[Hit] = self._find(text)
        return found

    def dump(self) -> bytes:
        """Return the automaton as bytes."""
        data: bytes = self._automaton.serialize()  # type: ignore[attr-defined]
        return self.mark + data

    def __reduce__(self) -> tuple[object, ...]:
        return (Daachorse.read, (self.dump()[1:],))


class Pyahocorasick:
    """The same on platforms without daachorse."""

    mark = b"P"

    def __init__(self, automaton: Iterable[str], phrases: Sequence[str]) -> None:
        self._automaton = automaton
        self._phrases = phrases

    @classmethod
    def build(cls, phrases: Sequence[str]) -> Pyahocorasick:
        """Compile the phrases."""
        import ahocorasick

        automaton = ahocorasick.Automaton()
        for index, phrase in enumerate(phrases):
            automaton.add_word(phrase, (index, len(phrase)))
        automaton.make_automaton()
        return cls(automaton, phrases)

    def find(self, text: str) -> list[Hit]:
        """Return every occurrence as (start, end, index)."""
        if not self._phrases:
            return []
        found = self._automaton.iter(text)  # type: ignore[attr-defined]
        return [(last + 1 - length, last + 1, index) for last, (index, length) in found]

    def dump(self) -> bytes:
        """Return a mark only: this engine is built quickly and its own form is a pickle, which we do not load."""
        return self.mark

    def __reduce__(self) -> tuple[object, ...]:
        return (Pyahocorasick.build, (self._phrases,))
