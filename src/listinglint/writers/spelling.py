"""Spells a new value the way its file does, changing as few of the written characters as can be."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

from listinglint.errors import InputError
from listinglint.model import Origin, Source, Verbatim
from listinglint.origins.csvtext import CsvOrigin
from listinglint.origins.jsontext import JsonOrigin, JsonPointerOrigin
from listinglint.origins.tomltext import TomlOrigin
from listinglint.origins.xmltext import XmlOrigin
from listinglint.origins.yamlscalar import YamlOrigin
from listinglint.writers import csvcells, jsonvalues, tomlvalues, xmlvalues, yamlvalues
from listinglint.writers.nouns import Splice, spliced

Spelt = list[Splice]


def respell(origin: Origin, splices: list[Splice], encoding: str) -> Spelt:
    """Return the splices of the source that make these splices of a decoded value.

    Each way of writing is read again before it is taken.  Raises `InputError` where there is none.
    """
    resolved = origin.resolve()
    if resolved is None:
        raise _nowhere()
    value = spliced(resolved[0], splices)
    for spelt in _ways(origin, splices, value, encoding):
        if _encodes(spelt, encoding) and _means(origin, spelt, value):
            return spelt
    raise InputError(
        "the new text cannot be written in this place of the file",
        zh="新文字无法写进文件的这个位置",
    )


def _ways(origin: Origin, splices: list[Splice], value: str, encoding: str) -> Iterator[Spelt]:
    """Yield ways of writing, those first that change least."""
    if isinstance(origin, CsvOrigin):
        yield from csvcells.ways(origin, splices, value)
    elif isinstance(origin, JsonOrigin | JsonPointerOrigin):
        yield from jsonvalues.ways(origin, splices, value)
    elif isinstance(origin, TomlOrigin):
        yield from tomlvalues.ways(origin, splices, value)
    elif isinstance(origin, YamlOrigin):
        yield from yamlvalues.ways(origin, splices, value, encoding)
    elif isinstance(origin, XmlOrigin):
        yield from xmlvalues.ways(origin, splices, value, encoding)
    elif type(origin) is Verbatim:
        yield [Splice(origin.start + one.start, origin.start + one.end, one.new) for one in splices]


def _means(origin: Origin, spelt: Spelt, value: str) -> bool:
    """Tell whether the value reads as meant once its source is changed."""
    source = origin.source
    text = spliced(source.text, spelt)
    if isinstance(origin, YamlOrigin):
        return yamlvalues.means(origin, text, value)
    changed = Source(source.file, text, source.line)
    again = _moved(origin, changed, len(text) - len(source.text)).resolve()
    return again is not None and again[0] == value


def _moved(origin: Origin, source: Source, longer: int) -> Origin:
    """Return the same value in a changed source."""
    if isinstance(origin, CsvOrigin):
        return CsvOrigin(source, origin.delimiter, origin.index)
    if isinstance(origin, JsonPointerOrigin):
        return JsonPointerOrigin(source, origin.pointer, origin.base)
    if isinstance(origin, TomlOrigin):
        return TomlOrigin(source, origin.path)
    moved = copy(origin)
    moved.source = source
    moved.end += longer
    return moved


def _encodes(spelt: Spelt, encoding: str) -> bool:
    try:
        for one in spelt:
            one.new.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _nowhere() -> InputError:
    return InputError(
        "nobody knows exactly where this text stands in the file", zh="无法确定这段文字在文件中的准确位置"
    )
