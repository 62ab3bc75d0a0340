"""A detail page on its own (详情.html): what a shopper sees of it, and its pictures in their order."""

from __future__ import annotations

from pathlib import Path
from re import DOTALL, IGNORECASE
from re import compile as _compile

from listinglint.errors import InputError
from listinglint.model import Verbatim, Words
from listinglint.readers import keys
from listinglint.readers.base import Read, Reader, ReadSettings, failed, read_source, shown
from listinglint.readers.entries import Item, Meaning, entries
from listinglint.readers.export import listings
from listinglint.readers.jsonld import PAGES
from listinglint.readers.locales import split_locale
from listinglint.readers.product import Shape
from listinglint.readers.shelf import Shelf
from listinglint.readers.table import start_of
from listinglint.text.view import looks_like_html

TITLE = Words("详情页（HTML）", "detail page (HTML)")
_TITLE = _compile(r"<title[^>]*>(.*?)</title\s*>", IGNORECASE | DOTALL)
_BODY = _compile(r"<body[^>]*>(.*?)(?:</body\s*>|\Z)", IGNORECASE | DOTALL)


def recognises(path: Path, head: bytes) -> bool:
    """Tell a detail page by its name, as any page is HTML, and by its content."""
    stem, _ = split_locale(path.stem)
    return keys.part_meaning(stem, ReadSettings()) == "description" and is_page(path, head)


def is_page(path: Path, head: bytes) -> bool:
    """Tell any HTML page: it is read as a detail page where somebody names it."""
    if path.suffix.lower() not in PAGES:
        return False
    try:
        return looks_like_html(start_of(head))
    except InputError:
        return False


def read(path: Path, settings: ReadSettings) -> Read:
    """Yield the one listing of a page."""
    file = shown(path, settings)
    try:
        item = _item(path, settings)
        shape = Shape("page", file, Shelf(path.parent, settings, strict=True))
        yield from listings(iter([[item]] if item.entries else []), shape, TITLE)
    except InputError as broken:
        yield failed(broken, file)


def _item(path: Path, settings: ReadSettings) -> Item:
    source = read_source(path, settings)
    title, body = _TITLE.search(source.text), _BODY.search(source.text)
    start, end = body.span(1) if body else (0, len(source.text))
    spans = [(Meaning("field", "title"), title.span(1))] if title else []
    found = [
        entry
        for meaning, (first, last) in [*spans, (Meaning("field", "description"), (start, end))]
        for entry in entries(meaning, source.text[first:last], Verbatim(source, first, last))
    ]
    return Item(path.stem, 1, tuple(found))


READER = Reader("page", TITLE, recognises, read)
