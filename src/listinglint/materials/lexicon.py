"""The materials knowledge made ready for reading: one automaton over all names, and what is known of each material."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping

from listinglint.lazily import lazily
from listinglint.materials import around
from listinglint.materials.terms import Keys, Material, Turns
from listinglint.text import matcher as engines
from listinglint.tuples import NamedTuple

Fold = Callable[[str], str]
PRECIOUS = ("gold", "silver", "platinum", "palladium")
_SHOWN = 3  # names of a material that are kept for people
_HAN = lazily(r"[\u3400-\u9fff]")


class Form(NamedTuple):
    """What a name may mean: materials (none for a phrase that claims nothing), and how much it claims alone."""

    ids: tuple[str, ...] = ()
    innocent: bool = False
    ambiguous: bool = False
    stamp: bool = False
    exclusive: bool = False


class Materials(Mapping[str, Material]):
    """What is known of each material by its id; read back one by one, for a listing names few of hundreds."""

    def __init__(self, known: Mapping[str, Material], pickled: Mapping[str, bytes] | None = None) -> None:
        self._known = dict(known)
        self._pickled = pickled or {}

    def __getitem__(self, name: str) -> Material:
        one = self._known.get(name)
        if one is None:
            one = self._known[name] = pickle.loads(self._pickled[name])  # noqa: S301  # our own bytes, see cache.py
        return one

    def __contains__(self, name: object) -> bool:
        return name in self._known or name in self._pickled

    def __iter__(self) -> Iterator[str]:
        return iter(self._pickled or self._known)

    def __len__(self) -> int:
        return len(self._pickled or self._known)

    def __reduce__(self) -> tuple[object, ...]:
        return (Materials, ({}, self._pickled or {name: pickle.dumps(one, protocol=5) for name, one in self.items()}))


class Lexicon:
    """Everything that reading and comparing materials needs; picklable."""

    def __init__(  # the parts of what is known
        self, forms: tuple[Form, ...], matcher: engines.Matcher,
        materials: Mapping[str, Material], wider: Mapping[str, frozenset[str]], keys: Keys, turns: Turns,
    ) -> None:  # fmt: skip
        self.forms = forms
        self.matcher = matcher
        self.materials = materials
        self.wider = wider
        self.keys = keys
        self.turns = turns
        # The words of `turns` and of the parts as expressions: a start would spend 2 ms on putting them together.
        self.around = around.patterns(turns)
        self.parts = around.part_behind(keys.behind)

    def is_a(self, one: str, other: str) -> bool:
        """Tell whether one material is the other or a kind of it."""
        return other in self.wider.get(one, ())

    def related(self, one: str, other: str) -> bool:
        """Tell whether one of the two is a kind of the other, and nobody has said that they differ."""
        return (self.is_a(one, other) or self.is_a(other, one)) and not self.told_apart(one, other)

    def told_apart(self, one: str, other: str) -> bool:
        """Tell whether the ontology says that the two, though near, are not the same."""
        return other in self.materials[one].not_same or one in self.materials[other].not_same

    def apart(self, one: str, other: str) -> bool:
        """Tell whether the two are told apart by themselves or by what they are kinds of."""
        return any(self.told_apart(a, b) for a in self.wider.get(one, ()) for b in self.wider.get(other, ()))

    def family(self, one: str) -> str:
        """Return the widest metal, stone or fibre that is still a material of its own: 18K gold → gold."""
        for precious in PRECIOUS:
            if self.is_a(one, precious):
                return precious
        while True:
            parents = [
                up for up in self.materials[one].is_a if self.materials[up].kind != "abstract" and up != "base_metal"
            ]
            if not parents:
                return one
            one = parents[0]

    def imitates(self, one: str, other: str) -> bool:
        """Tell whether one material is sold in place of the other or of a kind of it."""
        return any(
            self.is_a(other, it) or self.is_a(it, other)
            for up in self.wider.get(one, ())
            for it in self.materials[up].imitates
        )

    def name(self, one: str, lang: str) -> str:
        """Return how a material is called in a language."""
        known = self.materials.get(one)
        names = (known.zh or known.en if lang == "zh" else known.en or known.zh) if known else ()
        return names[0] if names else one.replace("_", " ")


def build(
    materials: Mapping[str, Material],
    non_claims: Iterable[str],
    keys: Keys,
    turns: Turns,
    fold: Fold,
) -> Lexicon:
    """Compile the knowledge; words are folded as texts are folded."""
    forms: dict[str, Form] = {}
    turns = _folded_turns(turns, fold)
    for name, one in materials.items():
        weak = {fold(form) for form in one.ambiguous}
        for form in (*one.en, *one.zh, *(_plurals(one))):
            _put(forms, fold(form), name, fold(form) in weak, False, turns)
        for form in one.stamps:
            _put(forms, fold(form), name, True, True, turns)
    for phrase in non_claims:
        word = fold(phrase)
        forms[word] = forms.get(word, Form())._replace(innocent=True)
    phrases = tuple(sorted(forms))
    shared = {form: form for form in forms.values()}  # pickled once each
    kept = {
        name: one._replace(en=one.en[:_SHOWN], zh=one.zh[:_SHOWN], stamps=(), ambiguous=(), disclose=(), note="")
        for name, one in materials.items()
    }
    return Lexicon(
        tuple(shared[forms[one]] for one in phrases), engines.build(phrases), Materials(kept), _closure(materials), _folded_keys(keys, fold), turns,
    )  # fmt: skip


def _put(forms: dict[str, Form], word: str, name: str, weak: bool, stamp: bool, turns: Turns) -> None:
    known = forms.get(word)
    exclusive = any(_begins(word, one) for one in turns.exclusive)
    if known is None:
        forms[word] = Form((name,), False, weak, stamp, exclusive)
    elif name not in known.ids:
        # A proper name of one material beats a stamp of another: 18k is gold first.
        if known.stamp and not stamp:
            forms[word] = Form((name, *known.ids), known.innocent, weak, False, exclusive)
        else:
            forms[word] = known._replace(ids=(*known.ids, name))


def _begins(word: str, first: str) -> bool:
    return (
        len(word) > len(first)
        and word.startswith(first)
        and (bool(_HAN.match(first[-1])) or word[len(first)] == " " or bool(_HAN.match(word[len(first)])))
    )


def _plurals(one: Material) -> Iterable[str]:
    if one.slot != "stone":
        return ()
    return (
        form + "s"
        for form in one.en
        if not form.endswith(("s", "y")) and form + "s" not in one.en and form not in one.ambiguous
    )


def _closure(materials: Mapping[str, Material]) -> dict[str, frozenset[str]]:
    done: dict[str, frozenset[str]] = {}

    def wider(name: str, path: tuple[str, ...] = ()) -> frozenset[str]:
        if name not in done and name not in path:
            ups = [wider(up, (*path, name)) for up in materials[name].is_a if up in materials]
            done[name] = frozenset((name,)).union(*ups)
        return done.get(name, frozenset((name,)))

    for name in materials:
        wider(name)
    return done


def _folded_keys(keys: Keys, fold: Fold) -> Keys:
    return Keys(*({name: tuple(fold(one) for one in words) for name, words in table.items()}
                  for table in (keys.roles, keys.parts, keys.behind)))  # fmt: skip


def _folded_turns(turns: Turns, fold: Fold) -> Turns:
    lists = {name: tuple(fold(word) for word in getattr(turns, name)) for name in turns._fields if name != "sections"}
    sections = {name: tuple(fold(word) for word in words) for name, words in turns.sections.items()}
    return turns._replace(sections=sections, **lists)
