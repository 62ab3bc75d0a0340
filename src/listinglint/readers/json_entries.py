"""Reads the values of JSON objects: plain ones, lists, `{"label": …}`, `{"value": …}`, pictures with their words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from listinglint.origins.jsontext import JsonPointerOrigin, Pointer
from listinglint.origins.stretch import Stretch
from listinglint.readers.entries import Entry, Meaning, attribute, entries
from listinglint.readers.locales import lang_of, locale_of

_PLAIN = ("label", "value", "@value", "text", "content")
_PATHS = ("src", "url", "path", "contentUrl", "media_location", "href", "image", "file", "link")
_ALTS = ("alt", "alt_text", "altText", "caption", "name")
_NAMES = ("name", "label", "key", "attribute_name", "属性", "名称")
_VALUES = ("value", "values", "attribute_value", "值")


class Values:
    """Reads the values of one record; each is located by its keys when somebody asks."""

    def __init__(self, source: Stretch) -> None:
        self._source = source

    def entries(self, meaning: Meaning, told: Any, pointer: Pointer) -> Iterator[Entry]:
        """Yield what a value of any shape holds."""
        if isinstance(told, list):
            for index, one in enumerate(told):
                yield from self.entries(meaning, one, (*pointer, index))
        elif isinstance(told, dict):
            yield from self._object(meaning, told, pointer)
        elif told is not None and not isinstance(told, bool):
            cell = "".join(f"/{key}" for key in pointer)
            yield from entries(meaning, str(told), JsonPointerOrigin(self._source, pointer, cell=cell))

    def pairs(self, told: Any, pointer: Pointer) -> Iterator[Entry]:
        """Yield attributes: of an object by its keys, of a list of `{"name": …, "value": …}` by their names."""
        if isinstance(told, list):
            for index, one in enumerate(told):
                yield from self.pairs(one, (*pointer, index))
        elif isinstance(told, dict):
            name, value = _first(told, _NAMES), _first(told, _VALUES)
            if name and value and isinstance(told[name], str):
                yield from self.entries(attribute(told[name]), told[value], (*pointer, value))
            else:
                for key, one in told.items():
                    yield from self.entries(attribute(key), one, (*pointer, key))
        else:
            yield from self.entries(Meaning("field", "attributes"), told, pointer)

    def _object(self, meaning: Meaning, told: dict[str, Any], pointer: Pointer) -> Iterator[Entry]:
        if meaning.kind == "image":
            yield from self._picture(meaning, told, pointer)
            return
        plain = _first(told, _PLAIN)
        if plain:
            lang = lang_of(locale_of(str(told.get("language_tag") or told.get("@language") or "")))
            yield from self.entries(meaning._replace(lang=lang or meaning.lang), told[plain], (*pointer, plain))
            return
        for key, one in told.items():
            locale = locale_of(str(key))
            inner = meaning._replace(kind="field", name=f"{meaning.name}.{locale or key}",
                                     lang=lang_of(locale) or meaning.lang)  # fmt: skip
            yield from self.entries(inner, one, (*pointer, key))

    def _picture(self, meaning: Meaning, told: dict[str, Any], pointer: Pointer) -> Iterator[Entry]:
        path, alt = _first(told, _PATHS), _first(told, _ALTS)
        if path:
            yield from self.entries(meaning, told[path], (*pointer, path))
        if path and alt:
            yield from self.entries(Meaning("alt", alt), told[alt], (*pointer, alt))


def _first(told: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((one for one in names if told.get(one) not in (None, "")), "")
