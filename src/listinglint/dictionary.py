"""Longer Chinese words in which a listed term stands (免检 in 免检疫), for somebody to decide whether it still counts there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from listinglint.kinds.phrase import PhraseRule
from listinglint.rule import Rule
from listinglint.tuples import NamedTuple


class Longer(NamedTuple):
    """A dictionary word that strictly contains a term of a rule."""

    rule: PhraseRule
    term: str
    word: str


def undecided(rules: Iterable[Rule]) -> Iterator[Longer]:
    """Yield the longer words about which no rule file says anything.

    Decided are: an exception or a proof-is-kept phrase that explains the word, the word listed itself, a term that counts
    only as a whole word, and a word under `still` (the term means there what it means alone).
    """
    owners: dict[str, list[PhraseRule]] = defaultdict(list)
    for rule in rules:
        if isinstance(rule, PhraseRule):
            for term in rule.index:
                if not term.isascii():
                    owners[term].append(rule)
    sizes = sorted({len(term) for term in owners})
    for word in _words() if owners else ():
        if word in owners:
            continue
        for term in _inside(word, owners, sizes):
            yield from (Longer(rule, term, word) for rule in owners[term] if not _decided(rule, term, word))


def _inside(word: str, terms: Iterable[str], sizes: list[int]) -> Iterator[str]:
    for size in sizes:
        for at in range(len(word) - size + 1 if size < len(word) else 0):
            if word[at : at + size] in terms:
                yield word[at : at + size]


def _decided(rule: PhraseRule, term: str, word: str) -> bool:
    number = rule.index[term]
    entry, covers = rule.phrases[number], rule.covers[number]
    if (rule.boundary if entry.boundary is None else entry.boundary) or word in rule.still:
        return True
    return any(term in phrase and phrase in word for phrase in (*covers.innocent, *covers.review))


@lru_cache(1)
def _words() -> tuple[str, ...]:
    """Return the words of jieba's own dictionary, read as a file: importing jieba would cost half a second more."""
    spec = find_spec("jieba")
    places = spec.submodule_search_locations if spec is not None else None
    if not places:
        return ()
    lines = (Path(places[0]) / "dict.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.partition(" ")[0] for line in lines)
