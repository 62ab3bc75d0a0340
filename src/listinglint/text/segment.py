"""Where Chinese words begin and end, asked only for a clause in which a doubtful term was found."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any


class Segmenter:
    """Cuts one clause into words with jieba's dictionary (no guessing of unknown words).

    The dictionary is loaded at the first question, not before.  Its compiled form lies in `folder`, a directory of the
    user's own; without one jieba itself is loaded, which takes over half a second, and never reads or writes the shared
    temporary directory, where another user could plant a cache.
    """

    def __init__(self, folder: str = "") -> None:
        self._folder = folder
        self._cut: Callable[[str], list[str]] | None = None

    def edges(self, clause: str) -> set[int]:
        """Return the offsets in `clause` at which a word begins or ends."""
        if self._cut is None:
            self._cut = _load(self._folder)
        at, edges = 0, {0}
        for word in self._cut(clause):
            at += len(word)
            edges.add(at)
        return edges

    def __reduce__(self) -> tuple[object, ...]:
        return (Segmenter, (self._folder,))


def _load(folder: str) -> Callable[[str], list[str]]:
    from listinglint.text import dictionary  # with the automaton's engine, only where words must be told apart

    known = dictionary.load(folder)
    return known.cut if known is not None else _by_jieba()


def _by_jieba() -> Callable[[str], list[str]]:
    ready = tokenizer()
    # Left to itself jieba reads whatever lies in the shared temporary directory under the name of its cache.
    ready.FREQ, ready.total = ready.gen_pfdict(ready.get_dict_file())
    ready.initialized = True

    def cut(clause: str) -> list[str]:
        words: list[str] = ready.lcut(clause, HMM=False)
        return words

    return cut


def tokenizer() -> Any:
    """Return one of jieba's tokenizers, not yet loaded."""
    # jieba asks pkg_resources for its dictionary when setuptools is there, which costs 80 ms and prints a warning.
    missing = object()
    before = sys.modules.get("pkg_resources", missing)
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # jieba 0.42 has invalid escapes that newer Pythons warn of
            import logging

            import jieba
    finally:
        if before is missing:
            del sys.modules["pkg_resources"]
        else:
            sys.modules["pkg_resources"] = before  # type: ignore[assignment]
    jieba.setLogLevel(logging.ERROR)
    return jieba.Tokenizer()
