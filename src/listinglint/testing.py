"""Proves a rule against its own examples: silent on the good ones, and on the bad ones exact to the character."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from listinglint import dictionary
from listinglint.compare import compared
from listinglint.engine import Plan, check, plan
from listinglint.kinds.decision import Terms, wording
from listinglint.model import Field as TextField
from listinglint.model import Finding, Image, Listing, Result, Severity, Source, Verbatim
from listinglint.pictures import seen
from listinglint.pictures.header import Header
from listinglint.readers.base import ReadSettings
from listinglint.readers.listings import from_mapping
from listinglint.rule import Example, Rule
from listinglint.ruleset import RuleSet
from listinglint.text.fold import fold
from listinglint.tuples import NamedTuple

_MARK = re.compile(r"<<(.*?)>>", re.DOTALL)
_SIZE = re.compile(r"(\d+)x(\d+)")
# Topics whose rules are about words: what one rule calls good must not be bad for another of them.
_WORDY = ("claims/", "wording/")
_LEGAL = ("claims/", "materials/")

Spot = tuple[str, int, int]


class Problem(NamedTuple):
    """One thing that a rule file gets wrong about itself."""

    rule: str
    line: int
    en: str
    zh: str
    gate: bool = True

    def told(self, lang: str) -> str:
        """Return the problem in one line."""
        return f"{self.rule}:{self.line}: {self.zh if lang == 'zh' else self.en}"


def prove(rules: RuleSet, chosen: frozenset[str] | None = None) -> Iterator[Problem]:
    """Yield what is wrong with the chosen rules (all without any), each against its examples and its neighbours."""
    neighbours = plan(
        rules.only(
            {head.id for head in rules.heads if head.id.startswith(_WORDY) and not head.opt_in and head.id in rules.ids}
        )
    )
    for rule in rules.rules:
        if chosen is not None and rule.id not in chosen:
            continue
        alone = plan(rules.only({rule.id}))
        for example in rule.bad:
            yield from _bad(rule, example, alone)
        for example in rule.good:
            yield from _good(rule, example, alone, neighbours)
        yield from _terms(rule, rules)
        yield from _suggestions(rule, neighbours)
        if rule.id.startswith(_LEGAL) and not any(source.checked for source in rule.sources):
            yield Problem(rule.id, 1, "no source with the date it was checked", "缺少注明核对日期的依据")

    for longer in dictionary.undecided(one for one in rules.rules if chosen is None or one.id in chosen):
        yield Problem(
            longer.rule.id, 1,
            f"'{longer.term}' also stands in the word '{longer.word}': put it under except, or under still if it counts there",
            f"词典里的“{longer.word}”含有“{longer.term}”：不算请写入 except，仍算请写入 still",
            gate=False,
        )  # fmt: skip


def _bad(rule: Rule, example: Example, alone: Plan) -> Iterator[Problem]:
    listings, marks = listings_of(example, rule)
    listing, result = listings[0], _checked(listings, alone)
    for broken in result.not_checked:
        if broken.cause == "failed":
            yield Problem(rule.id, example.line, broken.reason.en, broken.reason.zh)
    found = {_spot(one) for one in result.findings}
    if not result.findings:
        yield Problem(rule.id, example.line, "missing: a bad example is not found", "漏报：坏示例没有被发现")
        return
    for spot in sorted(marks - found):
        told = _told(listing, spot)
        yield Problem(rule.id, example.line, f"missing: {told}", f"漏报：{told}")
    for spot in sorted(found - marks) if marks else ():
        told = _told(listing, spot)
        yield Problem(rule.id, example.line, f"wrong: found {told}, which is not marked", f"误报：{told} 没有标注")


def _good(rule: Rule, example: Example, alone: Plan, neighbours: Plan) -> Iterator[Problem]:
    listings, marks = listings_of(example, rule)
    listing = listings[0]
    if marks:
        yield Problem(rule.id, example.line, "a good example has marks", "好示例不应有标注")
    for one in _checked(listings, alone).findings:
        told = _told(listing, _spot(one))
        yield Problem(rule.id, example.line, f"noisy: a good example gives {told}", f"误报：好示例报出 {told}")
    if rule.id.startswith(_WORDY):
        for one in (told for each in listings for told in check(each, neighbours).findings):
            if one.severity >= Severity.warning and one.rule != rule.id:
                told = f"{_told(listing, _spot(one))} ({one.rule})"
                yield Problem(rule.id, example.line, f"a good example is bad for another rule: {told}",
                              f"好示例被另一条规则报出：{told}")  # fmt: skip


def _checked(listings: list[Listing], alone: Plan) -> Result:
    """Return what is found in an example: in its one listing, or in several that are held against each other."""
    if len(listings) == 1:
        return check(listings[0], alone)
    results = list(compared(listings, alone))
    return results[0]._replace(findings=tuple(one for result in results for one in result.findings))


def _terms(rule: Rule, rules: RuleSet) -> Iterator[Problem]:
    """Every term must be able to fire, and none may be shadowed by an exception of its own."""
    entries: tuple[Terms, ...] = getattr(rule, "phrases", ())
    letters = rules.scanner.letters
    seen: set[str] = set()
    for entry in entries:
        for spelling in entry.spellings:
            term = fold(spelling, letters).text
            if term in seen:
                yield Problem(rule.id, 1, f"'{spelling}' stands twice", f"“{spelling}”重复")
            seen.add(term)
        terms = [fold(spelling, letters).text for spelling in entry.spellings]
        for phrase in (*entry.except_, *entry.review):
            folded = fold(phrase, letters).text
            if not any(term in folded for term in terms):
                yield Problem(
                    rule.id, 1, f"exception '{phrase}' covers no term of its entry", f"例外“{phrase}”不含该词"
                )
            elif folded in terms:
                yield Problem(
                    rule.id, 1, f"exception '{phrase}' shadows the term itself", f"例外“{phrase}”盖住了词本身"
                )
        for term in terms:
            if not rules.scanner.scan(_field(term)).hits.get(term):
                yield Problem(rule.id, 1, f"'{term}' can never match", f"“{term}”永远不会命中")


def _suggestions(rule: Rule, neighbours: Plan) -> Iterator[Problem]:
    """What is offered to paste must not be flagged itself."""
    offered = [getattr(entry, "instead", None) for name in ("phrases", "patterns") for entry in getattr(rule, name, ())]
    for words in {wording(one) for one in (rule.instead, *offered) if one}:
        for text in words or ():
            if "{" in text:
                continue
            listing = Listing("suggestion", "", (_field(text),))
            for one in check(listing, neighbours).findings:
                if one.severity >= Severity.warning:
                    told = f"“{one.place.text}” in “{text}” ({one.rule})"
                    yield Problem(
                        rule.id, 1, f"a suggestion is itself flagged: {told}", f"建议用语本身会被报出：{told}"
                    )


def _field(text: str) -> TextField:
    return TextField("description", text, Verbatim(Source("", text), 0, len(text)))


def _spot(one: Finding) -> Spot:
    place = one.place
    return (place.part, -1 if place.start is None else place.start, -1 if place.end is None else place.end)


def _told(listing: Listing, spot: Spot) -> str:
    part, start, end = spot
    text = next((one.text[start:end] for one in listing.fields if one.path == part), "") if start >= 0 else ""
    return f"{part} “{text}”" if text else part or "the listing"


def listings_of(example: Example, rule: Rule) -> tuple[list[Listing], set[Spot]]:
    """Return the listing of an example, or the several that one of a rule across listings describes, with its marks."""
    several = example.value.get("listings") if isinstance(example.value, dict) else None
    made = [listing_of(Example(one, example.line), rule) for one in several or [example.value]]
    return [listing for listing, _ in made], set().union(*(marks for _, marks in made))


def listing_of(example: Example, rule: Rule) -> tuple[Listing, set[Spot]]:
    """Return the listing that an example describes and the spans that it marks."""
    value = example.value if isinstance(example.value, dict) else {_field_for(rule): str(example.value)}
    value = dict(value)
    images = value.pop("images", None)
    audience = value.pop("audience", "")
    marks: set[Spot] = set()
    clean: Any = _unmarked(value, "", marks)
    clean.setdefault("id", "example")
    listing = from_mapping(
        clean, Source("example", json.dumps(clean, ensure_ascii=False)), _NOWHERE, _SETTINGS, "example"
    )
    scope = rule.applies
    return listing._replace(
        markets=listing.markets or scope.markets[:1],
        channels=listing.channels or scope.channels[:1],
        category=listing.category or (scope.categories[0] if scope.categories else ""),
        audiences=(audience,) if audience else (),
        images=tuple(_images(images or {})),
    ), marks


def _field_for(rule: Rule) -> str:
    fields = rule.applies.fields
    if not fields or "description" in fields:
        return "description"
    return next((one for one in fields if "*" not in one and one not in ("bullets", "attributes")), "description")


def _unmarked(value: Any, path: str, marks: set[Spot]) -> Any:
    """Return a value without its marks; note where they stood under the field path that the reader will give it."""
    if isinstance(value, dict):
        if value.keys() == {"repeat", "times"}:
            return str(value["repeat"]) * int(value["times"])  # a text of 5,000 characters, told in one line
        return {key: _unmarked(one, f"{path}.{key}" if path else str(key), marks) for key, one in value.items()}
    if isinstance(value, list):
        return [_unmarked(one, f"{path}[{index}]", marks) for index, one in enumerate(value)]
    if not isinstance(value, str):
        return value
    text, last, length = [], 0, 0
    for mark in _MARK.finditer(value):
        before = value[last : mark.start()]
        start = length + len(before)
        text += [before, mark[1]]
        length = start + len(mark[1])
        place = re.sub(r"^image_text(\[\d+\])$", r"images\1.words", path)
        place = re.sub(r"^image_alts(\[\d+\])$", r"images\1.alt", place)
        marks.add((place, start, length))
        last = mark.end()
    return "".join([*text, value[last:]])


def _images(told: Mapping[str, Any]) -> Iterator[Image]:
    index = 0
    for role, entries in told.items():
        for entry in entries:
            yield _image(role, entry, index)
            index += 1


def _image(role: str, entry: Any, index: int) -> Image:
    values: dict[str, Any] = entry if isinstance(entry, dict) else {"size": entry}
    if values.get("url"):
        return Image(role, str(values["url"]), "", str(values["url"]), index, "example")
    size = _SIZE.fullmatch(str(values.get("size", "1000x1000")))
    width, height = (int(size[1]), int(size[2])) if size else (0, 0)
    name = str(values.get("name", f"{role}-{index}.jpg"))
    ending = name.rpartition(".")[2].lower()
    form = str(values.get("format", {"jpg": "jpeg", "tif": "tiff"}.get(ending, ending)))
    header = Header(
        width, height, form, str(values.get("mode", "RGB")), int(values.get("bytes", 100_000)), ending,
        int(values.get("orientation", 1)), int(values.get("frames", 1)),
    )  # fmt: skip
    return Image(
        role, name, name, name, index, "example", facts={"header": header, **seen.told(values.get("facts", {}))}
    )


_SETTINGS = ReadSettings()
_NOWHERE = Path()
