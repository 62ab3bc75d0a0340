"""The nouns of the materials knowledge: a material, the names of attributes, the words that turn a claim round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from listinglint.tuples import NamedTuple

Slot = Literal["base", "surface", "stone", "treatment", "fibre", "fill", "leather", "wood", "body"]
Kind = Literal[
    "metal", "alloy", "plating", "finish", "gem", "gem_synthetic", "gem_treatment", "gem_imitation", "gem_organic", "gem_misnomer",
    "treatment", "fibre", "blend", "fabric", "fur", "filling", "leather", "leather_imitation", "wood", "wood_product", "plastic",
    "ceramic", "glass", "stone_slab", "composite", "organic", "other", "abstract",
]  # fmt: skip
Process = Literal["", "plated", "filled", "rolled", "vermeil", "bonded"]
Origin = Literal["", "natural", "lab", "cultured", "imitation", "treated", "composite", "reconstituted"]


class Purity(NamedTuple):
    """How much of a metal an alloy holds, in thousandths."""

    of: str
    min: int
    max: int


class Material(NamedTuple):
    """One entry of the ontology.

    `slot` is what a mention competes with; `is_a` names wider materials.  `ambiguous` forms are no claim by themselves,
    `stamps` count only in attributes about material.  A coated article has `surface`, `process` and perhaps `base`.
    `claim` other than empty: the word tells a look, a weave or a component and never the content.
    """

    slot: Slot
    kind: Kind
    is_a: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    purity: Purity | None = None
    surface: str = ""
    base: str = ""
    process: Process = ""
    min_um: float | None = None
    max_um: float | None = None
    min_karat: int | None = None
    ratio_min: float | None = None
    blend_of: tuple[str, ...] = ()
    imitates: tuple[str, ...] = ()
    right: str = ""
    not_same: tuple[str, ...] = ()
    origin: Origin = ""
    claim: Literal["", "none", "construction", "component"] = ""
    flag: Literal["", "prohibited_trade"] = ""
    disclose: tuple[str, ...] = ()
    findings_min: int | None = None
    deprecated: tuple[str, ...] = ()
    trap: str = ""
    note: str = ""

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of other materials that the entry names."""
        single = [one for one in (self.surface, self.base, self.right) if one]
        return (*self.is_a, *self.imitates, *self.not_same, *self.blend_of, *single)


class Keys(NamedTuple):
    """What the name of an attribute says of its value, and which part of the article a word behind a material means."""

    roles: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple[str, ...]]
    behind: Mapping[str, tuple[str, ...]]


class Turns(NamedTuple):
    """Words around a material that change what it says."""

    exclusive: tuple[str, ...]
    natural: tuple[str, ...]
    coated_behind: tuple[str, ...]
    coated_before: tuple[str, ...]
    filled_behind: tuple[str, ...]
    imitation: tuple[str, ...]
    lab: tuple[str, ...]
    cultured: tuple[str, ...]
    reconstituted: tuple[str, ...]
    appearance_behind: tuple[str, ...]
    tint_behind: tuple[str, ...]
    finish_behind: tuple[str, ...]
    appearance_before: tuple[str, ...]
    alternative: tuple[str, ...]
    not_before: tuple[str, ...]
    free_behind: tuple[str, ...]
    use_before: tuple[str, ...]
    use_behind: tuple[str, ...]
    blend_behind: tuple[str, ...]
    article_zh: tuple[str, ...]
    sections: Mapping[str, tuple[str, ...]]
