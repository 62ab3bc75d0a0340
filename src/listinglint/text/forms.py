"""Forms of claims that wait for their words: which of them may stand in a clause, told before any rule is loaded."""

from __future__ import annotations

import pickle
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import SupportsIndex

from listinglint.text.clauses import clauses, sentence
from listinglint.text.holding import Condition, fulfilled
from listinglint.text.listed import Owners, Pieces
from listinglint.tuples import NamedTuple

Span = tuple[int, int]
# By the id of a rule the numbers of its forms that may stand, each with its clause (or sentence).
Standing = Mapping[str, list[tuple[int, Span]]]
# What stands in so many clauses is remembered: shops say the same of much that they sell.
_MOST_CLAUSES = 8192
NOWHERE: Standing = {}


class Form(NamedTuple):
    """What a form waits for: one of its trigger words, and in its clause (`wide`: its sentence) all of a condition.

    The condition is a pickled `holding.Condition`, empty where nothing more can be told.
    """

    triggers: frozenset[str]
    condition: bytes = b""
    wide: bool = False


class Forms:
    """The forms of all rules, by the numbers of the phrases that they wait for; picklable, and read as far as it is asked.

    `rules` are the numbers and ids of the rules that have forms, `starts` the number of the first form of each.
    """

    def __init__(
        self, rules: Sequence[tuple[int, str]], starts: Sequence[int], near: Owners, wide: Owners, conditions: Pieces
    ) -> None:
        self._rules, self._starts = rules, starts
        self._near, self._wide = near, wide
        self._conditions = conditions
        self._read: dict[int, Condition | None] = {}
        self._told: dict[str, tuple[set[int], list[int]]] = {}

    @classmethod
    def of(cls, phrases: Sequence[str], rules: Sequence[tuple[int, str, Sequence[Form]]]) -> Forms:
        """List the forms of rules (number, id, forms); all their trigger words are among the phrases."""
        every = [form for _, _, forms in rules for form in forms]
        starts = tuple(accumulate((len(forms) for *_, forms in rules), initial=0))[:-1]
        return cls(
            tuple((number, name) for number, name, _ in rules),
            starts,
            _by_trigger(phrases, every, wide=False),
            _by_trigger(phrases, every, wide=True),
            Pieces.of([form.condition for form in every]),
        )

    def __contains__(self, phrase: int) -> bool:
        return bool(self._near[phrase] or self._wide[phrase])

    def may_stand(self, text: str, hits: Mapping[int, list[Span]], woken: set[int]) -> Standing:
        """Return the forms that may match in a folded text, given where phrases stand in it; notes the rules that these wake."""
        where = self._where(text, hits)
        if not where:
            return NOWHERE
        found: dict[str, list[tuple[int, Span]]] = {}
        for place, forms in where.items():
            for form in self._fulfilled(text[place[0] : place[1]], forms):
                at = bisect_right(self._starts, form) - 1
                number, name = self._rules[at]
                woken.add(number)
                found.setdefault(name, []).append((form - self._starts[at], place))
        return found

    def _where(self, text: str, hits: Mapping[int, list[Span]]) -> dict[Span, set[int]]:
        """Return the clauses (or sentences) that hold trigger words, with the forms that these are of."""
        near, wide = self._near, self._wide
        asked = [(spans, near[phrase]) for phrase, spans in hits.items() if near[phrase]]
        where = clauses(text).share(asked) if asked else {}
        for phrase, spans in hits.items():
            for start, end in spans if wide[phrase] else ():
                where.setdefault(sentence(text, start, end), set()).update(wide[phrase])
        return where

    def _fulfilled(self, part: str, forms: set[int]) -> list[int]:
        """Return those of the forms whose conditions a clause fulfils."""
        known = self._told.get(part)
        if known is None or not forms <= known[0]:
            if len(self._told) >= _MOST_CLAUSES:
                self._told.clear()
            known = self._told[part] = forms, [form for form in sorted(forms) if self._may_match(form, part)]
            return known[1]
        return [form for form in known[1] if form in forms]

    def _may_match(self, form: int, part: str) -> bool:
        told = self._read.get(form, "")
        if told == "":
            kept = self._conditions[form]
            told = self._read[form] = pickle.loads(kept) if kept else None  # noqa: S301  # our own bytes, see cache.py
        return told is None or fulfilled(told, part)

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[object, ...]:
        return (Forms, (self._rules, self._starts, self._near, self._wide, self._conditions))


def _by_trigger(phrases: Sequence[str], forms: Iterable[Form], *, wide: bool) -> Owners:
    found: dict[str, list[int]] = {}
    for number, form in enumerate(forms):
        for trigger in form.triggers if form.wide is wide else ():
            found.setdefault(trigger, []).append(number)
    return Owners.of([tuple(found.get(phrase, ())) for phrase in phrases])
