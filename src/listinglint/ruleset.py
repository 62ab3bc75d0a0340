"""Rules in use: chosen by prefix, with the shop's severities, each loaded when a listing wakes it."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Container, Iterable, Mapping
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, SupportsIndex

from listinglint.declared import changed
from listinglint.errors import UsageError
from listinglint.model import Severity
from listinglint.rule import EVERYWHERE, Applies, Rule
from listinglint.text.scan import Scanner
from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    from listinglint.materials.lexicon import Lexicon  # loaded only with the rules that read it


class Head(NamedTuple):
    """What must be known of a rule before it is worth loading: enough to choose it and to measure for it."""

    id: str
    wants: frozenset[str]
    roles: frozenset[str] | None
    triggered: bool
    signals: frozenset[str] | None = None
    opt_in: bool = False
    applies: Applies = EVERYWHERE
    needs_pictures: bool = False
    silent_layouts: frozenset[str] = frozenset()


class RuleSet:
    """Rules with the scanner that serves them all, and a digest of what they were made from.

    `blobs` holds each rule pickled on its own: a run unpickles only the rules that a listing wakes, because most listings
    wake few of hundreds.  `chosen` are the numbers of the rules in use, `levels` severities that the shop has set.
    """

    def __init__(  # noqa: PLR0913  # what is remembered of all rules
        self, heads: tuple[Head, ...], blobs: tuple[bytes | memoryview, ...], scanner: Scanner,
        goods: Mapping[str, tuple[str, ...]], digest: str, chosen: tuple[int, ...],
        levels: Mapping[str, Severity] | None = None, *, knowledge: bytes | memoryview = b"",
        heavy: bytes | memoryview = b"", stems: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:  # fmt: skip
        self.heads = heads
        self.blobs = blobs
        self.scanner = scanner
        self.goods = goods
        self.digest = digest
        self.chosen = chosen
        self.levels = levels or {}
        # The materials knowledge, pickled apart: a run without a material rule never loads it.
        self.knowledge = knowledge
        # What `light` leaves out of all rules, compressed: only who proves or shows a rule reads it, but every start makes sure
        # that it is whole.
        self.heavy = heavy
        # The stems of the expressions that quantities are read with, see text/holding.py.
        self.stems = stems or {}
        self._loaded: dict[int, Rule] = {}
        self._lexicon: list[Lexicon] = []

    def _but(self, chosen: tuple[int, ...], levels: Mapping[str, Severity]) -> RuleSet:
        """Return the same set with other rules in use or other severities."""
        other = RuleSet(
            self.heads, self.blobs, self.scanner, self.goods, self.digest, chosen, levels, knowledge=self.knowledge,
            heavy=self.heavy, stems=self.stems,
        )  # fmt: skip
        other._lexicon = self._lexicon
        return other

    @classmethod
    def of(
        cls,
        rules: list[Rule],
        scanner: Scanner,
        goods: Mapping[str, tuple[str, ...]],
        digest: str,
        lexicon: Lexicon | None = None,
        stems: Mapping[str, tuple[str, ...]] | None = None,
    ) -> RuleSet:
        """Return the set of these rules, in the order that the scanner numbers them."""
        knowledge = pickle.dumps(lexicon, protocol=5) if lexicon is not None else b""
        heads = tuple(
            Head(
                rule.id,
                rule.wanted,
                rule.roles,
                rule.triggers is not None,
                rule.signals,
                rule.opt_in,
                rule.applies,
                rule.needs_pictures,
                rule.silent_layouts,
            )
            for rule in rules
        )
        light = [rule.light() for rule in rules]
        blobs = tuple(pickle.dumps(one, protocol=5) for one in light)
        heavy = zlib.compress(pickle.dumps([_besides(*pair) for pair in zip(rules, light, strict=True)], protocol=5))
        chosen = tuple(range(len(rules)))
        return cls(heads, blobs, scanner, goods, digest, chosen, knowledge=knowledge, heavy=heavy, stems=stems or {})

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[object, ...]:
        # What is large goes apart, in one piece, so that who reads it back need not copy it.
        pieces = (b"".join(self.blobs), self.knowledge, self.heavy)
        large = tuple(pickle.PickleBuffer(one) if int(protocol) >= 5 else bytes(one) for one in pieces)
        sizes = tuple(map(len, self.blobs))
        rest = (self.scanner, self.goods, self.digest, self.chosen, self.levels, self.stems)
        return (_restored, (self.heads, sizes, large, rest))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the rules in use."""
        return tuple(self.heads[number].id for number in self.chosen)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in use, all of them loaded, with their examples and as they are written."""
        told = pickle.loads(zlib.decompress(self.heavy))  # noqa: S301  # our own bytes, see cache.py
        return tuple(changed(self.rule(n), **told[n]) for n in self.chosen)

    def lexicon(self) -> Lexicon | None:
        """Load the materials knowledge; None where the folders hold none."""
        if not self._lexicon and self.knowledge:
            self._lexicon.append(pickle.loads(self.knowledge))  # noqa: S301  # our own bytes, see cache.py
        return self._lexicon[0] if self._lexicon else None

    def rule(self, number: int) -> Rule:
        """Load one rule, with the severity that the shop has set, without its examples."""
        known = self._loaded.get(number)
        if known is None:
            known = self._load(number)
            level = self.levels.get(known.id)
            known = self._loaded[number] = changed(known, severity=level) if level is not None else known
        return known

    def _load(self, number: int) -> Rule:
        try:
            known: Rule = pickle.loads(self.blobs[number])  # noqa: S301  # our own bytes, see cache.py
        except Exception as broken:  # its kind is a plug-in, which may raise anything
            told = f"{type(broken).__name__}: {broken}"
            name = self.heads[number].id
            raise UsageError(f"rule {name} does not load: {told}", zh=f"规则 {name} 无法加载：{told}") from broken
        return known

    def only(self, ids: Container[str]) -> RuleSet:
        """Return the set with only these rules in use; the scanner stays the same."""
        return self._but(tuple(n for n in self.chosen if self.heads[n].id in ids), self.levels)

    def levelled(self, levels: Mapping[str, Severity]) -> RuleSet:
        """Return the set with other severities."""
        return self._but(self.chosen, {**self.levels, **levels})

    def select(self, prefixes: Iterable[str] = (), ignored: Iterable[str] = ()) -> RuleSet:
        """Return the set with only the rules under one of the id prefixes.

        Raises `UsageError` for a prefix that names no rule: a typo must not pass as a clean run.
        """
        chosen, without = tuple(prefixes), tuple(ignored)
        for prefix in (*chosen, *without):
            if not any(under(head.id, prefix) for head in self.heads):
                raise UsageError(f"no rule under '{prefix}'", zh=f"没有以“{prefix}”开头的规则")
        kept = {one for one in self.ids if not chosen or any(under(one, prefix) for prefix in chosen)}
        return self.only({one for one in kept if not any(under(one, prefix) for prefix in without)})


def _besides(whole: Rule, light: Rule) -> dict[str, Any]:
    """Return what the light form of a rule has lost."""
    return {name: getattr(whole, name) for name, kept in vars(light).items() if kept != getattr(whole, name)}


def _restored(heads: tuple[Head, ...], sizes: tuple[int, ...], large: tuple[Any, Any, Any], rest: Any) -> RuleSet:
    blobs, knowledge, heavy = (memoryview(one) for one in large)
    ends = tuple(accumulate(sizes))
    each = tuple(blobs[end - size : end] for size, end in zip(sizes, ends, strict=True))
    scanner, goods, digest, chosen, levels, stems = rest
    return RuleSet(heads, each, scanner, goods, digest, chosen, levels, knowledge=knowledge, heavy=heavy, stems=stems)


def named(rule_id: str, prefixes: Iterable[str]) -> bool:
    """Tell whether a prefix asks for a rule that is a matter of taste: its own id or folder does, a whole topic does not."""
    return any("/" in prefix.strip("/") and under(rule_id, prefix) for prefix in prefixes)


def under(rule_id: str, prefix: str) -> bool:
    """Tell whether an id lies under a prefix: claims covers claims/zh/x, claims/zh/x covers itself."""
    prefix = prefix.rstrip("/")
    return rule_id == prefix or rule_id.startswith(prefix + "/") or prefix in ("", "all")


def shipped() -> Path:
    """Return the folder of the rules that come with listinglint: inside the package, or the checkout's own `rules/`."""
    inside = Path(__file__).parent / "rules"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "rules"
