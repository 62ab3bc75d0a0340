"""jieba's own dictionary in a form that loads in an instant, cutting Chinese words as `jieba.cut(HMM=False)` does.

jieba needs over half a second to load.  Its dictionary compiled once into an automaton needs a thirtieth of that.
"""

from __future__ import annotations

import os
import re
import struct
import zlib
from array import array
from collections.abc import Sequence
from importlib.util import find_spec
from math import log
from pathlib import Path

from listinglint.mapped import forget, mapped
from listinglint.text.matcher import Daachorse
from listinglint.tuples import NamedTuple

_FORM = 1  # rises when the file changes
# Of each 19 MB; a machine may have several installations of jieba.
_MOST_KEPT = 3
_HEAD = struct.Struct("<4sIQQd")
_MARK = b"llw1"
# As in jieba: within one of these stretches words are looked for, what lies between stands for itself.
_STRETCH = re.compile(r"[\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+")
_BETWEEN = re.compile(r"\r\n|[\s\S]")
_LATIN = re.compile(r"[a-zA-Z0-9]")


class Dictionary(NamedTuple):
    """All words with the logarithm of how often each is met; `rare` is that of a character which is no word."""

    words: Daachorse
    weights: Sequence[float]
    rare: float

    def cut(self, text: str) -> list[str]:
        """Return the words of a text."""
        out: list[str] = []
        last = 0
        for stretch in _STRETCH.finditer(text):
            out += _BETWEEN.findall(text[last : stretch.start()])
            out += self._words(stretch.group())
            last = stretch.end()
        return [*out, *_BETWEEN.findall(text[last:])]

    def _words(self, stretch: str) -> list[str]:
        """Return the likeliest words of a stretch; Latin letters and digits that are no words stay together."""
        ends = self._likeliest(stretch)
        out: list[str] = []
        at, single = 0, ""
        while at < len(stretch):
            word = stretch[at : ends[at]]
            if len(word) == 1 and _LATIN.match(word):
                single += word
            else:
                out += [single, word] if single else [word]
                single = ""
            at = ends[at]
        return [*out, single] if single else out

    def _likeliest(self, stretch: str) -> list[int]:
        """Return for each offset where the word that begins there ends on the likeliest way to the end."""
        size = len(stretch)
        found: list[list[tuple[int, float]]] = [[] for _ in range(size)]
        for start, end, index in self.words.find(stretch):
            found[start].append((end, self.weights[index]))
        best, ends = [0.0] * (size + 1), [0] * size
        for at in range(size - 1, -1, -1):
            ways = found[at] or [(at + 1, self.rare)]
            best[at], ends[at] = max((weight + best[end], end) for end, weight in ways)
        return ends


def load(folder: str) -> Dictionary | None:
    """Return the dictionary from the user's own folder, made there at the first time; None where it cannot be had."""
    source = _source()
    if source is None or not folder:
        return None
    status = source.stat()
    path = (
        Path(folder) / f"words-{zlib.crc32(f'{source} {status.st_size} {status.st_mtime_ns} {_FORM}'.encode()):08x}.bin"
    )
    try:
        return _read(path) or _made(path)
    except ImportError:  # no daachorse on this platform: jieba itself will do
        return None


def _source() -> Path | None:
    found = find_spec("jieba")
    path = Path(found.origin).with_name("dict.txt") if found is not None and found.origin else None
    return path if path is not None and path.is_file() else None


def _read(path: Path) -> Dictionary | None:
    try:
        data = mapped(path)
    except (OSError, ValueError):  # an empty file cannot be mapped
        return None
    if len(data) < _HEAD.size:
        return None
    mark, check, count, length, rare = _HEAD.unpack_from(data)
    body = data[_HEAD.size :]
    if mark != _MARK or len(body) != 8 * count + length or zlib.crc32(body) != check:
        return None  # of another version, or damaged: made anew and written over
    return Dictionary(Daachorse.load(body[8 * count :]), body[: 8 * count].cast("d"), rare)


def _made(path: Path) -> Dictionary:
    """Compile jieba's dictionary (two seconds, once) and keep it."""
    from listinglint.text.segment import tokenizer

    counts, total = tokenizer().gen_pfdict(tokenizer().get_dict_file())
    words = [word for word, count in counts.items() if count]
    weights = array("d", (log(counts[word]) - log(total) for word in words))
    made = Dictionary(Daachorse.build(words), weights, -log(total))
    automaton = made.words.dump()
    body = weights.tobytes() + automaton
    partial = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        forget(path.parent, "words", _MOST_KEPT - 1)
        partial.write_bytes(_HEAD.pack(_MARK, zlib.crc32(body), len(words), len(automaton), made.rare) + body)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
    return made
