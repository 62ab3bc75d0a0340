"""What a house template says of the parts of a listing: its attributes, title, bullets and pictures."""

from __future__ import annotations

from collections.abc import Mapping

from listinglint.model import Words
from listinglint.tuples import NamedTuple


class Attribute(NamedTuple):
    """An attribute: its names in each language, the values allowed, or the form that a value has."""

    names: Mapping[str, tuple[str, ...]]
    required: bool = True
    allowed: tuple[str, ...] = ()
    form: str = ""
    sample: Mapping[str, str] = {}


class Part(NamedTuple):
    """A part of the title: the value of an attribute, one of several words, or anything of a form."""

    name: Words
    attribute: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    form: str = ""
    required: bool = True


class Title(NamedTuple):
    """The title's parts, in the order in which they stand.

    `shown` tells how much of a title a channel shows in its lists, in half-widths for Chinese marketplaces and in
    characters for others: required parts stand within it.
    """

    parts: tuple[Part, ...] = ()
    shown: Mapping[str, int] = {}
    sample: Mapping[str, str] = {}


class Bullets(NamedTuple):
    """How many selling points there are; `headed` ones begin with their subject and a colon."""

    min: int = 0
    max: int = 99
    headed: bool = False
    sample: Mapping[str, tuple[str, ...]] = {}


class Pictures(NamedTuple):
    """A picture role of which a listing with pictures has at least so many."""

    role: str
    name: Words
    min: int = 1
