"""Shopping feeds in XML (RSS or Atom, Google Merchant and those like it): one <item> or <entry> a product."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from re import compile as _compile

from listinglint.errors import InputError
from listinglint.model import NotChecked, Origin, Verbatim, Words
from listinglint.origins.stretch import Stretch
from listinglint.origins.xmlrecords import Element, XmlRecord, xml_records
from listinglint.origins.xmltext import XmlOrigin, xml_text
from listinglint.readers.base import Read, Reader, ReadSettings, failed, shown
from listinglint.readers.columns import of_target
from listinglint.readers.entries import Entry, Item, Meaning, attribute, entries
from listinglint.readers.export import listings
from listinglint.readers.families import adjacent
from listinglint.readers.feed_columns import is_feed, meaning
from listinglint.readers.keys import own
from listinglint.readers.product import Shape
from listinglint.readers.shelf import Shelf
from listinglint.readers.table import chunks, start_of
from listinglint.text.view import ELEMENTS

TITLE = Words("购物广告数据（XML）", "shopping feed (XML)")
_RECORDS = frozenset(("item", "entry", "product"))
_DECLARED = _compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_FIRST = _compile(r"<(?:[\w.-]+:)?(item|entry|product)[\s>].*?(?:</(?:[\w.-]+:)?\1\s*>|\Z)", 16)
_TAGS = _compile(r"<(?:[\w.-]+:)?([\w.-]+)[\s/>]")
_DETAIL = ("attribute_name", "attribute_value")
_BLANK = " \t\r\n"


def recognises(path: Path, head: bytes) -> bool:
    """Tell a feed by the elements of its first product."""
    if path.suffix.lower() not in (".xml", ".rss", ".atom"):
        return False
    try:
        found = _FIRST.search(head.decode(declared(head)) if declared(head) else start_of(head))
    except (InputError, UnicodeDecodeError):
        return False
    return found is not None and (is_feed(_TAGS.findall(found[0])) or "base.google.com/ns/1.0" in found.string)


def read(path: Path, settings: ReadSettings) -> Read:
    """Yield one listing a product, and a record for each part of the file that is broken."""
    file = shown(path, settings)
    shape = Shape("google_xml", file, Shelf(path.parent, settings), ("google",))
    try:
        yield from listings(adjacent(_items(path, settings, file)), shape, TITLE)
    except InputError as broken:
        yield failed(broken, file)


def _items(path: Path, settings: ReadSettings, file: str) -> Iterator[Item | NotChecked]:
    text = chunks(path, settings, declared(_head(path, settings)))
    for record in xml_records(text, _RECORDS, file):
        if isinstance(record, InputError):
            yield failed(record, f"{file}:{record.line}")
        else:
            yield _item(record, settings, path.stem)


def _item(record: XmlRecord, settings: ReadSettings, stem: str) -> Item:
    source = record.source
    found = tuple(one for element in record.elements for one in _entries(element, source, settings))
    item = Item("", source.line, found)
    return item._replace(id=item.told("id") or f"{stem}:{source.line}", parent=item.told("parent"))


def _entries(element: Element, source: Stretch, settings: ReadSettings) -> Iterator[Entry]:
    target = own(element.name, settings) if settings.aliases else ""
    told = of_target(target, element.name) if target else meaning(element.name)
    if told.kind == "technical":
        return
    if not element.inner:
        yield from _value(told, element, source)
    elif told.kind == "own":
        yield from _detail(element, source)
    elif all(one.name.lower() in ELEMENTS for one in element.inner):
        # Markup that nobody escaped: what a browser would make of it is the text.
        start, end = _trimmed(source.text, element.start, element.end)
        yield Entry(told.kind, told.name, source.text[start:end], Verbatim(source, start, end, f"<{element.name}>"))
    else:
        inner = next((one for one in element.inner if one.name == "content"), None)  # <structured_title>
        for one in (inner,) if inner and told.name in ("title", "description") else element.inner:
            yield from _value(told if one is inner else attribute(f"{element.name}.{one.name}"), one, source)


def _value(told: Meaning, element: Element, source: Stretch) -> Iterator[Entry]:
    start, end = _trimmed(source.text, element.start, element.end)
    origin: Origin = XmlOrigin(source, start, end, f"<{element.name}>")
    yield from entries(told, xml_text(source.text, start, end), origin)


def _detail(element: Element, source: Stretch) -> Iterator[Entry]:
    """Read <product_detail>: an attribute with its name and value in elements of their own."""
    inner = {one.name: one for one in element.inner}
    name, value = (inner.get(one) for one in _DETAIL)
    if name and value:
        told = xml_text(source.text, name.start, name.end).strip()
        yield from _value(attribute(told or "product_detail"), value, source)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return start, end


def _head(path: Path, settings: ReadSettings) -> bytes:
    edited = settings.overlay.get(path.absolute().as_posix())
    if edited is not None:
        return edited[:200]
    try:
        with path.open("rb") as file:
            return file.read(200)
    except OSError:
        return b""  # told when the whole file is opened


def declared(head: bytes) -> str:
    """Return the encoding that the file names for itself, where it is one of single bytes that nobody can tell."""
    found = _DECLARED.search(head[:200])
    try:
        name = codecs.lookup(found[1].decode()).name if found else ""
    except LookupError:
        return ""
    return name if name.startswith(("iso8859", "cp12", "latin")) else ""


READER = Reader("google_xml", TITLE, recognises, read)
