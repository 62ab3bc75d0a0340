"""Puts a listing together from what its files say, and remembers how each file was understood."""

from __future__ import annotations

from pathlib import Path

from listinglint.errors import InputError
from listinglint.model import (
    Allowance,
    Field,
    FileNote,
    Format,
    Listing,
    NotChecked,
    Origin,
    Proof,
    Source,
    Words,
)  # fmt: skip
from listinglint.readers.album import Album
from listinglint.readers.base import ReadSettings, read_source, shown
from listinglint.readers.locales import lang_of
from listinglint.readers.roles import told
from listinglint.tuples import NamedTuple

# Fields that a listing has once: the first file that gives one decides, the others are noted.
_SINGLE = ("title", "subtitle", "bullets", "keywords", "seo.title", "seo.description")


class Text(NamedTuple):
    """One text before its final path is known: `name` + locale where there are several + `rest` (`[0]`)."""

    name: str
    rest: str
    text: str
    origin: Origin
    locale: str
    format: Format
    explicit: bool


class Draft:
    """A listing in the making."""

    def __init__(self, folder: Path, settings: ReadSettings, album: Album) -> None:
        self.folder = folder
        self.settings = settings
        self.album = album
        self.id = self.lang = self.main_file = self.category = self.layout = ""
        self.markets: tuple[str, ...] = ()
        self.channels: tuple[str, ...] = ()
        self.allow: list[Allowance] = []
        self.evidence: list[Proof] = []
        self.texts: list[Text] = []
        self.notes: list[FileNote] = []
        self.errors: list[tuple[InputError, str]] = []
        self.described: list[tuple[str, str]] = []
        self.unavailable: list[tuple[str, Words, str]] = []
        # What was taken, by name and rest, and how much of each name: by file and locale.
        self._firsts: dict[tuple[str, str], dict[tuple[str, str], Text]] = {}
        self._counts: dict[str, dict[tuple[str, str], int]] = {}

    def source(self, path: str) -> Source | None:
        """Return the text of a file of the listing; None, with a record of why, where it cannot be read."""
        try:
            return read_source(self.folder / path, self.settings)
        except InputError as error:
            self.fail(error, path)
            return None

    def fail(self, error: InputError, path: str = "") -> None:
        """Record what cannot be read; the rest of the listing is still checked."""
        self.errors.append((error, ""))
        if path:
            self.note(path, "", Words(f"无法读取：{error.zh}", f"could not be read: {error.message}"))

    def note(self, path: str, used: str, why: Words) -> None:
        """Record how a file (by its path below the listing folder) was understood."""
        self.notes.append(FileNote(self.shown(path), used, why))

    def shown(self, path: str) -> str:
        """Return the path of a file of the listing as it is told to people."""
        return shown(self.folder / path, self.settings)

    def put(
        self, name: str, text: str, origin: Origin, *, rest: str = "", locale: str = "", form: Format = "plain",
        explicit: bool = False,
    ) -> bool:  # fmt: skip
        """Take a text; False for one that another file gave already, which is noted, or an empty one."""
        if not text.strip():
            return False
        rival = self._rival(name, rest, locale, origin.source.file)
        if rival is not None and (name in _SINGLE or rival.text == text):
            self._note_rival(rival, name + rest, text, origin, kept=False)
            return False
        if rival is not None:
            self._note_rival(rival, name + rest, text, origin, kept=True)
        taken = Text(name, rest, text, origin, locale, form, explicit)
        self.texts.append(taken)
        where = (origin.source.file, locale)
        self._firsts.setdefault((name, rest), {}).setdefault(where, taken)
        counts = self._counts.setdefault(name, {})
        counts[where] = counts.get(where, 0) + 1
        return True

    def has(self, name: str) -> bool:
        """Tell whether a text of this name was taken."""
        return name in self._counts

    def count(self, name: str, file: str, locale: str) -> int:
        """Return how many texts of this name a file has given in this language."""
        return self._counts.get(name, {}).get((file, locale), 0)

    def _rival(self, name: str, rest: str, locale: str, file: str) -> Text | None:
        """Return the text that said before what a file says now: the same field in the same language."""
        for (other, spoken), one in self._firsts.get((name, rest), {}).items():
            if self._same_language(spoken, locale) and (name != "description" or other == file):
                return one
        if name in _SINGLE:
            for other, spoken in self._counts.get(name, {}):
                if other != file and self._same_language(spoken, locale):
                    return next(one for one in self.texts if one.name == name and one.origin.source.file == other)
        return None

    def _same_language(self, one: str, other: str) -> bool:
        if one == other:
            return True
        if "-" in one and "-" in other:
            return False
        first, second = (lang_of(locale) or (locale or self.lang) for locale in (one, other))
        return first == second

    def _note_rival(self, rival: Text, path: str, text: str, origin: Origin, *, kept: bool) -> None:
        first = f"{rival.origin.source.file}:{rival.origin.source.position(rival.origin.start)[0]}"
        line = origin.source.position(origin.start)[0]
        if rival.text == text:
            why = Words(f"第 {line} 行的 {path} 与 {first} 相同", f"{path} on line {line} repeats {first}")
        elif kept:
            why = Words(f"第 {line} 行的 {path} 与 {first} 不同，两者都检查",
                        f"{path} on line {line} differs from {first}; both are checked")  # fmt: skip
        else:
            why = Words(f"第 {line} 行的 {path} 未采用，以 {first} 为准",
                        f"{path} on line {line} is not used, {first} goes before it")  # fmt: skip
        self.notes.append(FileNote(origin.source.file, path if kept else "", why))

    def done(self) -> Listing:
        """Return the finished listing."""
        images = self.album.images()
        for path, (role, why) in self.album.uses().items():
            self.note(path, f"image:{role}", told(why))
        name = self.id or self.folder.absolute().name
        langs = {lang_of(one.locale) for one in self.texts if one.locale}
        lang = self.lang or (langs.pop() if len(langs) == 1 else "")
        return Listing(
            id=name,
            file=self.main_file or shown(self.folder, self.settings),
            fields=(*self._fields(lang), *self.album.alts(lang)),
            images=images,
            lang=lang,
            markets=self.markets,
            channels=self.channels,
            category=self.category,
            allow=tuple(self.allow),
            evidence=tuple(self.evidence),
            notes=tuple(self.notes),
            layout=self.layout,
            unread=tuple(self._unread(name)),
        )

    def _fields(self, lang: str) -> list[Field]:
        locales: dict[str, set[str]] = {}
        for one in self.texts:
            locales.setdefault(one.name, set()).add(one.locale)
        taken: dict[str, int] = {}
        fields = []
        for one in self.texts:
            told_apart = one.locale and (one.explicit or len(locales[one.name]) > 1)
            path = one.name + (f".{one.locale}" if told_apart else "") + one.rest
            spoken = lang_of(one.locale) if one.locale else lang
            fields.append(Field(_unique(path, taken), one.text, one.origin, spoken, one.format))
        return fields

    def _unread(self, name: str) -> list[NotChecked]:
        found = [
            NotChecked(name, part, "failed", Words(error.zh, error.message), error.file, error.line or None)
            for error, part in self.errors
        ]
        file = shown(self.folder, self.settings)
        found += [NotChecked(name, part, "unavailable", why, where or file) for part, why, where in self.unavailable]
        if not self.texts and not self.errors:
            why = Words(
                "没有找到标题、描述等文字，文字规则未检查",
                "no title, description or other text was found; text rules were not checked",
            )
            found.append(NotChecked(name, "text", "unavailable", why, file))
        return found


def _unique(path: str, taken: dict[str, int]) -> str:
    """Return a path that no field has yet: `description`, `description[1]`."""
    unique = path
    while unique in taken:
        taken[path] += 1
        unique = f"{path}[{taken[path]}]"
    taken[unique] = 0
    return unique
