"""Puts one listing together from what an export says of a product and of its variants."""

from __future__ import annotations

from collections.abc import Sequence

from listinglint.errors import InputError
from listinglint.model import Field, Listing, NotChecked
from listinglint.origins.part import PartOrigin
from listinglint.readers import keys
from listinglint.readers.base import failed
from listinglint.readers.entries import Entry, Item
from listinglint.readers.gather import Found, Pictures, Texts
from listinglint.readers.locales import lang_of, locale_of
from listinglint.readers.roles import role_of
from listinglint.readers.shelf import Shelf
from listinglint.text.view import pictures as pictures_in
from listinglint.tuples import NamedTuple

# The layout of a table without a column for pictures: those of its goods are kept elsewhere.
TEXT_TABLE = "text-table"


class Shape(NamedTuple):
    """What all listings of a file have in common."""

    layout: str
    file: str
    shelf: Shelf
    channels: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()


class _Making:
    """A listing in the making."""

    def __init__(self, name: str, shape: Shape) -> None:
        self._name, self._shape = name, shape
        self.texts, self.pictures = Texts(), Pictures()
        self.unread: list[NotChecked] = []
        self._last = -1
        self._pages: list[Field] = []

    def take(self, entry: Entry, variant: str = "") -> None:
        """Take a value of the product, or of the variant whose path begins with `variant`."""
        if entry.kind == "image":
            self._image(entry, variant)
        elif entry.kind == "alt":
            name = f"images[{self._last}].alt" if self._last >= 0 else f"attributes.{entry.name}"
            self._text(name, entry)
        elif entry.name and not variant:
            self._text(entry.name, entry)
        elif entry.name and not self.texts.repeats(entry.name, entry.text):
            self._text(f"{variant}.{entry.name.removeprefix('attributes.')}", entry)

    def _text(self, name: str, entry: Entry) -> None:
        if self.texts.has(name, entry.text):
            return
        one = self.texts.add(name, entry.text, entry.origin, entry.lang)
        if one.format == "html":
            self._pages.append(one)

    def _image(self, entry: Entry, variant: str) -> None:
        try:
            found = self._shape.shelf.find(entry.text, entry.origin)
        except InputError as error:
            self.unread.append(failed(error, self._name))
            return
        for ref, place in found:
            if variant and (self.pictures.knows(ref) or self.pictures.knows(place.path)):
                continue
            role, why = self._role(entry, ref, variant)
            self._last = self.pictures.add(ref, entry.origin, place, role, why)

    def _role(self, entry: Entry, ref: str, variant: str) -> tuple[str, str]:
        if variant:
            return "sku", "manifest"
        if entry.name:
            return entry.name, "manifest"
        # Names on the servers of a marketplace tell nothing; those of the shop's own files do.
        return (not ref.startswith(("http:", "https:", "//")) and role_of(ref, self._shape.shelf.settings)) or ("", "")

    def place(self) -> None:
        """Take the pictures that the texts place, behind those of the product itself."""
        pages, self._pages = self._pages, []
        for field in pages:
            self._placed(field)

    def _placed(self, field: Field) -> None:
        for picture in pictures_in(field.text, "html"):
            ref = picture.src.strip()
            if not ref or ref.startswith("data:"):
                continue
            origin = PartOrigin(field.origin, picture.start, picture.end)
            number = self._described(ref, origin)
            if picture.alt.strip():
                words = PartOrigin(field.origin, picture.alt_start, picture.alt_end)
                self.texts.add(f"images[{number}].alt", picture.alt, words, field.lang, "plain")

    def _described(self, ref: str, origin: PartOrigin) -> int:
        try:
            ref, place = self._shape.shelf.find(ref, origin)[0]
        except InputError:
            place = Found(ref, "")
        return self.pictures.add(ref, origin, place, "detail", "description")


def product(items: Sequence[Item], shape: Shape) -> Listing:
    """Return the listing that a product and its variants make; without a product among them the first stands for it."""
    head = items[0]
    making = _Making(head.id, shape)
    for entry in head.entries:
        making.take(entry)
    making.place()
    first = 1 if head.parent else 0
    for number, item in enumerate(items[1:], first):
        for entry in item.entries:
            making.take(entry, f"variants[{number}]")
    making.place()
    lang = lang_of(locale_of(head.told("lang")))
    market = head.told("market")
    return Listing(
        id=head.id,
        file=shape.file,
        fields=tuple(making.texts.fields()),
        images=tuple(making.pictures.images()),
        lang=lang,
        markets=(keys.market(market),) if market else shape.markets,
        channels=shape.channels,
        category=_category(head),
        notes=tuple(note for item in items for note in item.notes),
        layout=shape.layout,
        unread=(*(one for item in items for one in item.unread), *making.unread),
        line=head.line,
    )


def _category(item: Item) -> str:
    """Return the goods in words: the first category that is no number of the marketplace."""
    found = next((one.text for one in item.entries if one.kind == "category" and not one.text.isdecimal()), "")
    return " > ".join(line.strip() for line in found.splitlines())
