"""Reads the plain files that make up a listing: title.txt, description.md, 详情.html, bullets.txt, attributes.csv."""

from __future__ import annotations

from pathlib import PurePosixPath
from re import compile as _compile

from listinglint.errors import InputError
from listinglint.model import Format, Source, Verbatim, Words
from listinglint.origins import csvtext, yamltext
from listinglint.readers import keys, keyvalue, manifest, tree
from listinglint.readers.album import Alt
from listinglint.readers.base import ReadSettings
from listinglint.readers.draft import Draft, Text
from listinglint.readers.keyvalue import Span
from listinglint.readers.locales import locale_of, split_locale
from listinglint.text.view import looks_like_html, pictures

TEXTS = frozenset((".txt", ".md", ".markdown", ".html", ".htm"))
_MARKDOWN = (".md", ".markdown")
_SUFFIXES = {
    "title": frozenset((".txt", ".md")),
    "subtitle": frozenset((".txt", ".md")),
    "keywords": frozenset((".txt",)),
    "description": TEXTS,
    "bullets": frozenset((".txt", ".md")),
    "attributes": frozenset((".txt", ".csv", ".tsv", *tree.FORMATS)),
    "info": frozenset((".txt",)),
}
_INSIDE = _compile(r"\S(?:[\s\S]*\S)?")
_LINE = _compile(r"[^\r\n]+")
_TITLE_MARK = _compile(r"\s*#+\s+")
_DELIMITERS = ("\t", ";", ",", "；", "，")
_HEADINGS = frozenset(
    map(keys.plain, ("属性", "屬性", "属性名", "名称", "参数", "键", "key", "name", "attribute", "property"))
)


def part_of(path: str, settings: ReadSettings) -> tuple[str, str] | None:
    """Return which part of a listing a file holds and its locale, None for a file that its name does not explain."""
    place = PurePosixPath(path)
    stem, locale = split_locale(place.stem)
    part = keys.part_meaning(stem, settings)
    if not part or place.suffix.lower() not in _SUFFIXES[part]:
        return None
    return part, locale or next((found for one in reversed(place.parts[:-1]) if (found := locale_of(one))), "")


def take(draft: Draft, file: str, part: str, locale: str) -> None:
    """Take the file at `file` (below the listing folder) as a part: title, description, attributes …"""
    source = draft.source(file)
    if source is None:
        return
    if not source.text.strip():
        draft.note(file, "", Words("文件为空", "the file is empty"))
        return
    try:
        _TAKES.get(part, _texts)(draft, file, source, part, locale)
    except InputError as error:
        draft.fail(error, file)


def description(draft: Draft, file: str, source: Source, locale: str, start: int = 0) -> None:
    """Take a text from `start` on as a description, with the pictures placed in it."""
    found = _INSIDE.search(source.text, start)
    if found is None:
        if not source.text.strip():
            draft.note(file, "", Words("文件为空", "the file is empty"))
        return
    text = found[0]
    suffix = PurePosixPath(file).suffix.lower()
    form: Format = "markdown" if suffix in _MARKDOWN else "html" if suffix in (".html", ".htm") else "plain"
    if form == "plain" and looks_like_html(text):
        form = "html"
    draft.put("description", text, Verbatim(source, *found.span()), locale=locale, form=form)
    draft.note(file, "description", _named(locale))


def placed(draft: Draft, field: Text, file: str) -> None:
    """Take the pictures that the text of a file places."""
    base, locale = PurePosixPath(file).parent.as_posix(), field.locale
    resolved = field.origin.resolve()
    for picture in pictures(field.text, field.format):
        if not picture.src.strip():
            continue
        origin, words = field.origin, None
        if resolved and resolved[0] == field.text:
            origin = Verbatim(field.origin.source, *resolved[1].span(picture.start, picture.end))
            span = resolved[1].span(picture.alt_start, picture.alt_end)
            words = Alt(picture.alt, Verbatim(field.origin.source, *span), locale)
        elif picture.alt:
            words = Alt(picture.alt, field.origin, locale)
        try:
            known = words if words and picture.alt.strip() else None
            draft.album.described(picture.src.strip(), origin, "" if base == "." else base, known)
        except InputError as error:
            draft.fail(error)


def markdown(draft: Draft, file: str, source: Source, locale: str = "") -> bool:
    """Take a Markdown file: its front matter as a manifest, the rest as the description; tell if it had any."""
    head = yamltext.front_matter(source)
    if head is not None:
        try:
            manifest.take(draft, file, tree.parse_yaml(source, head.start, head.end), front_matter=True)
        except InputError as error:
            draft.fail(error, file)
    description(draft, file, source, locale, head.body if head else 0)
    return head is not None


def _description(draft: Draft, file: str, source: Source, _part: str, locale: str) -> None:
    if PurePosixPath(file).suffix.lower() in _MARKDOWN:
        markdown(draft, file, source, locale)
    else:
        description(draft, file, source, locale)


def _texts(draft: Draft, file: str, source: Source, part: str, locale: str) -> None:
    """Take a file of one text, or of one a line."""
    lines = [line for line in _LINE.finditer(source.text) if line[0].strip()]
    for number, line in enumerate(lines):
        mark = _TITLE_MARK.match(source.text, line.start()) if file.endswith(".md") else None
        found = _INSIDE.search(source.text, mark.end() if mark else line.start(), line.end())
        rest = f"[{number}]" if len(lines) > 1 else ""
        if found:
            draft.put(part, found[0], Verbatim(source, *found.span()), rest=rest, locale=locale)
    draft.note(file, part, _named(locale))


def _bullets(draft: Draft, file: str, source: Source, _part: str, locale: str) -> None:
    span = Span(0, len(source.text))
    for number, (start, end) in enumerate(keyvalue.points(source, span, _LINE)):
        draft.put("bullets", source.text[start:end], Verbatim(source, start, end), rest=f"[{number}]", locale=locale)
    draft.note(file, "bullets", _named(locale))


def _attributes(draft: Draft, file: str, source: Source, _part: str, locale: str) -> None:
    suffix = PurePosixPath(file).suffix.lower()
    if suffix in tree.FORMATS:
        node = tree.parse(source, tree.FORMATS[suffix])
        if node is not None:
            manifest.take_attributes(draft, file, node)
        draft.note(file, "attributes", _named(locale))
    elif suffix in (".csv", ".tsv"):
        _table(draft, source, locale)
        draft.note(file, "attributes", _named(locale))
    else:
        keyvalue.take(draft, file, source, locale, plain=True)


def _info(draft: Draft, file: str, source: Source, _part: str, locale: str) -> None:
    keyvalue.take(draft, file, source, locale)


def _table(draft: Draft, source: Source, locale: str) -> None:
    """Take a table of attributes: one a row, or names in the first row and their values in the second."""
    delimiter = max(_DELIMITERS, key=source.text.partition("\n")[0].count)
    rows = [
        row
        for row in csvtext.records(iter([source.text]), delimiter, file=source.file)
        if any(map(str.strip, row.cells))
    ]
    wide = len(rows) == 2 and len(rows[0].cells) > 2
    for number, row in enumerate(rows):
        if (wide and number == 0) or (not wide and number == 0 and keys.plain(row.cells[0]) in _HEADINGS):
            continue
        record = Source(source.file, row.raw, row.line)
        for index, text in enumerate(row.cells[0 if wide else 1 :], 0 if wide else 1):
            name = (rows[0].cells[index] if index < len(rows[0].cells) else str(index + 1)) if wide else row.cells[0]
            if not name.strip():
                continue
            rest = f"[{index - 1}]" if not wide and len(row.cells) > 2 else ""
            origin = csvtext.CsvOrigin(record, delimiter, index, f"row {row.line}, {name}")
            draft.put(keys.attribute(name.strip(), draft.settings), text, origin, rest=rest, locale=locale)


def _named(locale: str) -> Words:
    told = f"（{locale}）" if locale else ""
    return Words(f"按文件名{told}", "its name" + (f" ({locale})" if locale else ""))


_TAKES = {"description": _description, "bullets": _bullets, "attributes": _attributes, "info": _info}
