"""Where Chinese words begin and end, asked only for a clause in which a doubtful term was found."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any


class Segmenter:
    """Cuts one clause into words with jieba's dictionary (no guessing of unknown words).

    jieba is loaded at the first question, not before: it takes over half a second.  Its cache goes to `folder`, a
    directory of the user's own (without one there is no cache), and never to the shared temporary directory where
    another user could plant one.
    """

    def __init__(self, folder: str = "") -> None:
        self._folder = folder
        self._tokenizer: Any = None

    def edges(self, clause: str) -> set[int]:
        """Return the offsets in `clause` at which a word begins or ends."""
        at, edges = 0, {0}
        for word in self._words(clause):
            at += len(word)
            edges.add(at)
        return edges

    def _words(self, clause: str) -> list[str]:
        if self._tokenizer is None:
            self._tokenizer = _load(self._folder)
        words: list[str] = self._tokenizer.lcut(clause, HMM=False)
        return words

    def __reduce__(self) -> tuple[object, ...]:
        return (Segmenter, (self._folder,))


def _load(folder: str) -> Any:
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
    tokenizer = jieba.Tokenizer()
    if folder:
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        tokenizer.tmp_dir = folder
    else:  # left to itself jieba reads whatever lies in the shared temporary directory under the name of its cache
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
    return tokenizer
