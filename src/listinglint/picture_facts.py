"""Measuring the pictures of a listing: named facts, each once a picture, remembered by the picture's content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from listinglint.model import Image, Listing, NotChecked, Words
from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    from listinglint.pictures.opened import Opened  # loaded with the first picture

MeasurePicture = Callable[["Opened"], Any]


class PictureFact(NamedTuple):
    """A measure of a picture file: its cost level, and a version that rises when its figures would change.

    `extra` is true for what only an extra can measure; `kept` false for what is too large to be remembered.
    """

    name: str
    cost: int
    version: int
    measure: MeasurePicture
    extra: bool = False
    kept: bool = True

    @property
    def key(self) -> str:
        """The name under which it is remembered."""
        own = f"{self.name}:{self.version}"
        if not self.extra:
            return own
        from listinglint.pictures import ocr

        return f"{own}:{ocr.version()}"


class Memory(Protocol):
    """Remembers facts by the content of a picture, or of a pair of pictures."""

    def recall(self, content: bytes, keys: tuple[str, ...]) -> Mapping[str, Any]:
        """Return what is known under these keys."""
        ...

    def keep(self, content: bytes, facts: Mapping[str, Any]) -> None:
        """Remember facts by their keys."""
        ...


def _pixels(module: str) -> MeasurePicture:
    """Return the measure of that module, which is loaded (with pixels numpy too, 80 ms) when a picture is measured."""

    def measure(picture: Opened) -> Any:
        return import_module(f"listinglint.pictures.{module}").measure(picture)

    return measure


# From these cost levels on a result is worth remembering; a picture is decoded; words are read.
WORTH_KEEPING, PIXELS, READING = 2, 3, 4
ACROSS = "across"
PICTURE_FACTS = (
    PictureFact("header", 1, 1, lambda picture: picture.header),
    PictureFact("jpeg", 1, 1, _pixels("jpeg")),
    PictureFact("profile", 1, 1, _pixels("profile")),
    PictureFact("health", WORTH_KEEPING, 1, lambda picture: picture.healthy),
    *(PictureFact(name, PIXELS, 2, _pixels(name)) for name in ("border", "product", "likeness")),
    *(PictureFact(name, PIXELS, 5, _pixels(name)) for name in ("detail", "frame")),
    *(PictureFact(name, PIXELS, 1, _pixels(name)) for name in ("metal", "palette")),
    PictureFact("small", PIXELS, 1, _pixels("small"), kept=False),
    PictureFact("codes", PIXELS, 1, _pixels("codes"), extra=True),
    PictureFact("words", READING, 4, _pixels("words"), extra=True),
)
# Measured from several pictures, and kept with the later or the smaller of two; `across` over the listings of a whole run.
PAIR_FACTS = frozenset({"crop", "same", ACROSS})
_CROP_KEY = "crop:5"
_Pairs = dict[tuple[int, int], Any]


def pictures(listing: Listing, wants: Mapping[str, frozenset[str]], memory: Memory | None = None) -> tuple[Image, ...]:
    """Return the listing's pictures with the wanted facts, each opened once and decoded at most once."""
    if not listing.images:
        return ()
    contents = _contents(listing, wants) if memory is not None else {}
    crops: _Pairs = _recalled(listing, contents, memory) if "crop" in wants else {}
    sought = frozenset(number for pair in _unknown(listing, wants, crops) for number in pair)
    images = tuple(
        _measure(listing, image, _asked(image, wants, image.index in sought), memory, contents.get(image.index, b""))
        for image in listing.images
    )
    if PAIR_FACTS.isdisjoint(wants):
        return images
    from listinglint.pictures.pairs import compared

    before = frozenset(crops)
    images = compared(images, crops if "crop" in wants else None, doubles="same" in wants)
    if memory is not None:
        for one, other in crops.keys() - before:
            if one in contents and other in contents:
                memory.keep(_pair(contents, one, other), {_CROP_KEY: crops[one, other]})
    return images


def _contents(listing: Listing, wants: Mapping[str, frozenset[str]]) -> dict[int, bytes]:
    """Return the digests of the pictures of which something is wanted that is worth remembering."""
    from listinglint.pictures import ocr
    from listinglint.pictures.content import digest

    costly = [fact for fact in PICTURE_FACTS if fact.cost >= WORTH_KEEPING and (not fact.extra or ocr.available())]
    found = {
        image.index: digest(image.path)
        for image in listing.images
        if image.path and not image.facts and any(_wanted(wants.get(fact.name), image.role) for fact in costly)
    }
    return {number: content for number, content in found.items() if content}


def _recalled(listing: Listing, contents: Mapping[int, bytes], memory: Memory | None) -> _Pairs:
    """Return what is known of pieces of this listing, looked for in its main pictures."""
    from listinglint.pictures.pairs import candidates

    known: _Pairs = {}
    for piece, whole in candidates(listing.images):
        if memory is not None and piece.index in contents and whole.index in contents:
            found = memory.recall(_pair(contents, piece.index, whole.index), (_CROP_KEY,))
            if _CROP_KEY in found:
                crop = found[_CROP_KEY]
                known[piece.index, whole.index] = crop and crop._replace(of=whole.index, image=whole.file)
    return known


def _unknown(listing: Listing, wants: Mapping[str, frozenset[str]], crops: _Pairs) -> Iterator[tuple[int, int]]:
    if "crop" in wants:
        from listinglint.pictures.pairs import candidates

        pairs = ((piece.index, whole.index) for piece, whole in candidates(listing.images))
        yield from (pair for pair in pairs if pair not in crops)


def _pair(contents: Mapping[int, bytes], one: int, other: int) -> bytes:
    from listinglint.pictures.content import joined

    return joined(contents[one], contents[other])


def _asked(image: Image, wants: Mapping[str, frozenset[str]], sought: bool) -> list[PictureFact]:
    return [
        fact for fact in PICTURE_FACTS
        if _wanted(wants.get(fact.name), image.role) or (sought and fact.name == "small")
    ]  # fmt: skip


def _wanted(roles: frozenset[str] | None, role: str) -> bool:
    return roles is not None and (not roles or role in roles)


def _measure(listing: Listing, image: Image, wanted: list[PictureFact], memory: Memory | None, content: bytes) -> Image:
    if not wanted or image.facts:
        return image
    if image.remote:
        # Text rules want words of every picture; that one lies elsewhere is told where a rule is about pictures.
        plain = any(not fact.extra for fact in wanted)
        return image._replace(facts={"unread": _remote(listing, image)}) if plain else image
    from listinglint.pictures import ocr
    from listinglint.pictures.links import leads_out

    outside = leads_out(image.path)
    if outside:
        return image._replace(facts={"unread": _outside(listing, image, outside)})
    lacking = tuple(fact.name for fact in wanted if fact.extra and not ocr.available())
    usable = [fact for fact in wanted if fact.name not in lacking]
    facts: dict[str, Any] = {"lacking": lacking} if lacking else {}
    if not usable:
        return image._replace(facts=facts)
    kept = [fact for fact in usable if fact.kept and fact.cost >= WORTH_KEEPING]
    recalled = memory.recall(content, tuple(fact.key for fact in kept)) if memory is not None and content else {}
    known = {fact.name: recalled[fact.key] for fact in kept if fact.key in recalled}
    facts |= _looked(listing, image, usable, known)
    new = {fact.key: facts[fact.name] for fact in kept if fact.name in facts and fact.name not in known}
    if memory is not None and content and new:
        memory.keep(content, new)
    if content:
        facts["content"] = content.hex()
    return image._replace(facts=facts)


def _looked(listing: Listing, image: Image, usable: list[PictureFact], known: dict[str, Any]) -> dict[str, Any]:
    """Open a picture and return its facts, cheapest first; a fault ends the looking and is told as `unread`."""
    from listinglint.pictures.header import Unreadable
    from listinglint.pictures.opened import Opened

    facts: dict[str, Any] = {}
    whole = any(fact.cost >= PIXELS for fact in usable if fact.name not in known)
    with Opened(image.path, whole=whole) as picture:
        for fact in usable:
            try:
                facts[fact.name] = known[fact.name] if fact.name in known else fact.measure(picture)
            except Unreadable as broken:
                facts["unread"] = NotChecked(listing.id, image.part, broken.cause, broken.words, image.file)
            except Exception as broken:
                if not fact.extra:
                    raise
                facts["unread"] = _unreadable_words(listing, image, broken)
            if "unread" in facts:
                # What a broken picture says of itself before is not worth judging; words are a matter apart.
                return facts if fact.extra else {"unread": facts["unread"]}
    return facts


def _unreadable_words(listing: Listing, image: Image, broken: Exception) -> NotChecked:
    told = f"{type(broken).__name__}: {broken}"
    words = Words(f"图片中的文字识别失败：{told}", f"reading the words in the picture failed: {told}")
    return NotChecked(listing.id, image.part, "failed", words, image.file)


def _outside(listing: Listing, image: Image, real: str) -> NotChecked:
    words = Words(
        f"链接指向店铺文件夹之外，未查看：{real}", f"a link that leads out of the shop's folder, not looked at: {real}"
    )
    return NotChecked(listing.id, image.part, "unavailable", words, image.file)


def _remote(listing: Listing, image: Image) -> NotChecked:
    reason = Words(f"网络图片，未查看：{image.ref}", f"remote picture, not looked at: {image.ref}")
    return NotChecked(listing.id, image.part, "unavailable", reason, listing.file)
