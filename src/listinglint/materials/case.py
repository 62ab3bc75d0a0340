"""What each field of a listing says about material, gathered for comparison: who claims what, and who testifies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from listinglint.lazily import lazily
from listinglint.materials.lexicon import Lexicon
from listinglint.materials.mention import Mention, Share
from listinglint.tuples import NamedTuple

_FILLED = lazily(
    r"被(?!套|罩)|枕(?!套)|床垫|床褥|褥|坐垫|\b(?:quilt|comforter|duvet(?! cover)|pillow(?! ?case)|mattress|cushion)s?\b"
)
# Parts that speak for the article where nothing is said of the article as a whole.
_CHIEF = ("inside", "top", "facing", "case", "pendant", "frontage", "frame", "chain", "strap", "cord")


class Conflict(NamedTuple):
    """A claim that other fields do not bear out: the name of the comparison, the claim, the witnesses against it."""

    name: str
    claim: Mention
    witnesses: tuple[Mention, ...]


class Value(NamedTuple):
    """A number told beside the materials: a thickness in µm or a share, and where it stands."""

    field: int
    start: int
    end: int
    number: float
    share: Share | None = None
    part: str = "body"


class Case:
    """All mentions of a listing.  `goods` are the kinds of goods, `texts` the folded texts of the fields."""

    def __init__(  # the parts of a case
        self, lexicon: Lexicon, mentions: tuple[Mention, ...], texts: tuple[str, ...], goods: tuple[str, ...] = (),
        thicknesses: tuple[Value, ...] = (), shares: tuple[Value, ...] = (), versions: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        self.lexicon = lexicon
        self.mentions = mentions
        self.texts = texts
        self.goods = goods
        self.thicknesses = thicknesses
        self.shares = shares
        self.versions = versions

    @cached_property
    def fields(self) -> dict[int, list[Mention]]:
        """The mentions field by field."""
        out: dict[int, list[Mention]] = {}
        for one in self.mentions:
            out.setdefault(one.field, []).append(one)
        return out

    @cached_property
    def attributes(self) -> list[Mention]:
        """What the attributes testify."""
        return [one for one in self.mentions if one.role in ("material", "plating", "stamp", "treatment")]

    @cached_property
    def titles(self) -> list[Mention]:
        """What titles say."""
        return [one for one in self.mentions if one.role == "title"]

    @cached_property
    def bodies(self) -> list[Mention]:
        """What titles and texts say of glass, plastic, ceramics and the like."""
        return content(self.told, "body")

    @cached_property
    def told(self) -> list[Mention]:
        """What titles and texts say."""
        return [one for one in self.mentions if one.role in ("title", "text")]

    @cached_property
    def slots(self) -> frozenset[str]:
        """The sorts of material that are mentioned at all."""
        return frozenset(one.slot for one in self.mentions)

    def sides(self, *slots: str) -> Sequence[tuple[list[Mention], list[Mention]]]:
        """Return the two sides of every comparison, nothing where no material of these sorts is mentioned."""
        return self._sides if not slots or not self.slots.isdisjoint(slots) else ()

    @cached_property
    def _sides(self) -> Sequence[tuple[list[Mention], list[Mention]]]:
        return tuple(self._compared())

    def _compared(self) -> Iterator[tuple[list[Mention], list[Mention]]]:
        """Yield claims with the testimony they must agree with: each text with the attributes, titles with the texts."""
        told = [[one for one in found if one.role in ("title", "text")] for found in self.fields.values()]
        given = [one for one in self.attributes if not one.stated]
        for found in filter(None, told):
            # What a text states of the make (材质为…) testifies against titles; other texts go on about much else.
            yield found, self.attributes if found[0].role == "title" else given
        for found in self.fields.values():
            stated = [one for one in found if one.stated]
            if stated:
                yield stated, given
        yield from self._other_languages()
        texts = [one for one in self.mentions if one.role == "text"]
        for found in told if texts else ():
            if found and found[0].role == "title":
                yield found, texts

    def _other_languages(self) -> Iterator[tuple[list[Mention], list[Mention]]]:
        """Yield each text with its versions in other languages: `versions` names the text and the language, title.zh."""
        for field, found in self.fields.items():
            head, _, lang = self.versions[field].rpartition(".") if self.versions else ("", "", "")
            if not lang:
                continue
            pool = [
                one
                for one in self.mentions
                if self.versions[one.field].startswith(f"{head}.") and self.versions[one.field] != self.versions[field]
            ]
            if pool:
                yield found, pool

    def related(self, claim: Mention, pool: Iterable[Mention]) -> list[Mention]:
        """Return the testimony that names the claimed material or a wider or narrower name of it."""
        return [one for one in pool if self.lexicon.related(claim.id, one.id)]

    @cached_property
    def filled(self) -> bool:
        """True for quilts, pillows and mattresses: what their titles name is mostly the filling."""
        return any(_FILLED.search(self.texts[one.field]) for one in self.titles)

    @property
    def shod(self) -> bool:
        """True for shoes, whose titles name the fibre of a lining."""
        return "shoes" in self.goods

    @property
    def jewellery(self) -> bool:
        """True for rings, chains and the like, where a metal's name is its content."""
        return "jewellery" in self.goods


def same_part(claim: Mention, pool: list[Mention]) -> list[Mention]:
    """Return the testimony about the part that a claim is about; for the article as a whole its chief parts stand in."""
    exact = [one for one in pool if one.part == claim.part]
    if exact or claim.part != "body":
        return exact
    for part in _CHIEF:
        if part == "cord" and claim.slot != "leather":
            continue
        if part == "inside" and claim.slot not in ("base", "body"):
            continue  # what a vessel is, is its pot; a sofa is its cover
        # A vessel may be called by its pot or by its shell.
        shell = [one for one in pool if one.part == "case"] if part == "inside" else []
        chief = [one for one in pool if one.part == part]
        if chief:
            return chief + shell
    return []


def content(pool: Iterable[Mention], *slots: str) -> list[Mention]:
    """Return what the article is said to hold in these slots."""
    return [one for one in pool if one.claims and one.slot in slots]


def coats(pool: Iterable[Mention]) -> list[Mention]:
    """Return the coatings."""
    return [one for one in pool if one.mode == "coat"]
