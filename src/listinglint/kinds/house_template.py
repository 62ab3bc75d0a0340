"""How the house builds a listing of one kind of goods: sections, attributes, title, bullets and pictures, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from listinglint.counted import many
from listinglint.declared import declared
from listinglint.kinds.bounds import CHANNELS, UNITS
from listinglint.kinds.correction import language
from listinglint.kinds.house_parts import Attribute, Bullets, Part, Pictures, Title
from listinglint.kinds.linear import compiled
from listinglint.kinds.require import names
from listinglint.kinds.sections import Heading, Section, displaced, headings, slips
from listinglint.lazily import lazily
from listinglint.model import Edit, Field, Finding, Fix, Listing, Place, Words
from listinglint.rule import Rule
from listinglint.text.measures import cut
from listinglint.text.scan import Scan, Span

# A bullet that begins with its subject: “Size: 30 mm across”.
_HEADED = lazily(r"[^:：。.!?]{1,30}[:：]")
_LIST_MARK = lazily(r"[、,;/|]")
# These count a Chinese character as two.
_HALF_WIDTHS = frozenset({"taobao", "tmall", "jd", "pdd", "1688"})
# What so many bullets have in common is their form.
_MOST = 2 / 3

Form = Callable[[str], bool]


_ANY_TITLE = Title()
_ANY_BULLETS = Bullets()


@declared
class TemplateRule(Rule):
    """Holds a listing of the template's goods against the house template, part by part."""

    kind: ClassVar[str] = "template"
    holes: ClassVar[frozenset[str]] = frozenset({"told", "match", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    name: Words
    sections: tuple[Section, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    title: Title = _ANY_TITLE
    bullets: Bullets = _ANY_BULLETS
    pictures: tuple[Pictures, ...] = ()
    goods: str = ""

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding for each part of the template that a listing does not keep."""
        if not listing.fields:
            return
        yield from self._titles(listing)
        yield from self._attributes(listing)
        yield from self._bullets(listing)
        yield from self._sections(listing)
        yield from self._pictures(listing)

    def tell(self, listing: Listing, place: Place, zh: str, en: str, key: str, fix: Fix | None = None) -> Finding:
        """Return the finding about one part."""
        holes = {"told": Words(zh, en), "match": place.text}
        return self.finding(listing, place, holes=holes, key=key, fix=fix)

    def _sections(self, listing: Listing) -> Iterator[Finding]:
        for one in listing.texts("description"):
            scan = _scan(one)
            lang = language(listing, one, scan)
            found = headings(scan.visible, self.sections, lang)
            wanted = [section for section in self.sections if section.required]
            if not found and len(wanted) > 1:
                told = [section.heading(lang) for section in wanted]
                zh, en = (
                    f"描述没有分节：{'、'.join(told)}",
                    f"the description has none of the sections {', '.join(told)}",
                )
                yield self.tell(listing, one.at(), zh, en, "sections")
                continue
            present = {self.sections[head.section].name for head in found}
            for section in wanted:
                if section.name not in present:
                    yield self._missing(listing, one, lang, section, found)
            yield from self._order(listing, one, lang, found)

    def _missing(self, listing: Listing, one: Field, lang: str, section: Section, found: list[Heading]) -> Finding:
        scan = _scan(one)
        right = section.heading(lang)
        span = slips(scan.visible, section, lang, found)
        if span is None:
            return self.tell(listing, one.at(), f"缺少“{right}”一节", f"the section “{right}” is missing", section.name)
        start, end = _own(scan, span)
        fix = Fix(Words(right, right), "review", (Edit(one.path, start, end, right),))
        zh, en = f"标题应写作“{right}”", f"the heading should read “{right}”"
        return self.tell(listing, one.at(start, end), zh, en, section.name, fix)

    def _order(self, listing: Listing, one: Field, lang: str, found: list[Heading]) -> Iterator[Finding]:
        moved = displaced([head.section for head in found])
        fix = self._reordered(one, found) if moved else None
        for place in sorted(moved):
            head = found[place]
            name = self.sections[head.section].heading(lang)
            later = [other for other in found if other.section > head.section and other.span < head.span]
            other = later[0] if later else next(after for after in found[place + 1 :] if after.section < head.section)
            beside = self.sections[other.section].heading(lang)
            zh, en = (f"“{name}”应放在“{beside}”之前", f"“{name}” belongs before “{beside}”") if later else (
                f"“{name}”应放在“{beside}”之后", f"“{name}” belongs after “{beside}”")  # fmt: skip
            yield self.tell(listing, one.at(*_own(_scan(one), head.span)), zh, en, f"order {name}", fix)

    def _reordered(self, one: Field, found: list[Heading]) -> Fix | None:
        """Return the edit that puts whole sections into their order; in HTML a section may not be a whole element."""
        if one.format == "html":
            return None
        starts = [one.text.rfind("\n", 0, _own(_scan(one), head.span)[0]) + 1 for head in found]
        ends = [*starts[1:], len(one.text)]
        blocks = sorted(zip(found, starts, ends, strict=True), key=lambda block: block[0].section)
        told = "\n\n".join(one.text[lo:hi].strip("\n") for _, lo, hi in blocks)
        tail = one.text[len(one.text.rstrip("\n")) :]
        words = Words("按模板调整各节顺序", "put the sections into the order of the template")
        return Fix(words, "safe", (Edit(one.path, starts[0], len(one.text), told + tail),))

    def _attributes(self, listing: Listing) -> Iterator[Finding]:
        lang = _language(listing)
        for wanted in self.attributes:
            selectors = tuple(f"attributes.{name}" for spoken in wanted.names.values() for name in spoken)
            held = [one for one in listing.fields if names(selectors, one.selector) and one.text.strip()]
            name = wanted.names.get(lang, ("",))[0]
            if not held and wanted.required and name:
                yield self.tell(listing, listing.at(), f"缺少属性“{name}”", f"the attribute {name} is missing", name)
            for one in held:
                yield from self._value(listing, one, wanted, name)

    def _value(self, listing: Listing, one: Field, wanted: Attribute, name: str) -> Iterator[Finding]:
        value = _scan(one).folded.text.strip()
        if wanted.allowed:
            allowed = {option.casefold() for option in wanted.allowed}
            parts = [part.strip() for part in _LIST_MARK.split(value)]
            if not all(part in allowed for part in parts):
                told = "、".join(wanted.allowed)
                zh, en = f"“{name}”只能填：{told}", f"{name} takes one of: {', '.join(wanted.allowed)}"
                yield self.tell(listing, one.at(0, len(one.text)), zh, en, f"{name} {value}")
        elif wanted.form and not compiled(wanted.form).found(value.encode()):
            example = wanted.sample.get(_language(listing), "")
            zh, en = f"“{name}”的写法应如：{example}", f"{name} is to be written like: {example}"
            yield self.tell(listing, one.at(0, len(one.text)), zh, en, f"{name} {value}")

    def _titles(self, listing: Listing) -> Iterator[Finding]:
        for one in listing.texts("title"):
            text = _scan(one).folded.text
            found: list[tuple[int, Span]] = []
            for number, part in enumerate(self.title.parts):
                span = _part(part, text, listing)
                if span is not None:
                    found.append((number, span))
                elif part.required and not (part.attribute and not part.words and not part.form):
                    zh, en = f"标题缺少{part.name.zh}", f"the title lacks the {part.name.en}"
                    yield self.tell(listing, one.at(), zh, en, f"title {part.name.en}")
            yield from self._cut(listing, one, found)
            found.sort(key=lambda entry: entry[1])
            for place in sorted(displaced([number for number, _ in found])):
                number, span = found[place]
                name, order = self.title.parts[number].name, [part.name for part in self.title.parts]
                zh = f"标题里{name.zh}的位置不对，顺序为：{' → '.join(part.zh for part in order)}"
                en = f"the {name.en} is out of its place in the title: {' → '.join(part.en for part in order)}"
                yield self.tell(listing, one.at(*_scan(one).span(*span)), zh, en, f"title order {name.en}")

    def _cut(self, listing: Listing, one: Field, found: list[tuple[int, Span]]) -> Iterator[Finding]:
        """Tell which required part a channel cuts off, for the channel that shows least."""
        told = {channel: self.title.shown[channel] for channel in listing.channels if channel in self.title.shown}
        for channel in sorted(told, key=lambda name: told[name])[:1]:
            end = cut(one.text, told[channel], channel in _HALF_WIDTHS)
            for number, span in found:
                start, stop = _scan(one).span(*span)
                part = self.title.parts[number]
                if part.required and stop > end:
                    shown, unit = CHANNELS[channel], UNITS["half-widths" if channel in _HALF_WIDTHS else "characters"]
                    lost = one.text[start:stop]
                    zh = f"{shown.zh}列表只显示前 {told[channel]} {unit.zh}，{part.name.zh}“{lost}”会被截掉"
                    en = f"{shown.en} shows {told[channel]} {unit.en} in its lists and cuts off the {part.name.en}"
                    yield self.tell(listing, one.at(start, stop), zh, en, f"title cut {part.name.en}")

    def _bullets(self, listing: Listing) -> Iterator[Finding]:
        told = list(listing.texts("bullets"))
        if told and not self.bullets.min <= len(told) <= self.bullets.max:
            low, high = self.bullets.min, self.bullets.max
            zh, en = (
                f"卖点 {len(told)} 条，应为 {low} 至 {high} 条",
                f"{many(len(told), 'bullet')}; there should be {low} to {high}",
            )
            yield self.tell(listing, told[-1].at(), zh, en, "bullets")
        yield from self._unlike(listing, told, _headed, "以“主题：”开头", "begin with their subject and a colon",
                                always=self.bullets.headed)  # fmt: skip
        yield from self._unlike(listing, told, _stopped, "以句号结尾", "end with a full stop")

    def _unlike(  # the form is told in two languages
        self, listing: Listing, told: list[Field], form: Form, zh: str, en: str, *, always: bool = False
    ) -> Iterator[Finding]:
        """Tell which bullets have not the form that most of them (or all, where the template says so) have."""
        having = [one for one in told if form(_scan(one).visible)]
        share = len(having) / len(told) if len(told) > 2 else 0.0
        if not always and not _MOST <= share < 1:
            return
        for one in told:
            if one not in having:
                told_zh, told_en = f"各条卖点应一致：{zh}", f"bullets should be alike: they {en}"
                yield self.tell(listing, one.at(), told_zh, told_en, f"{en} {one.text}")

    def _pictures(self, listing: Listing) -> Iterator[Finding]:
        if not listing.images:
            return
        for wanted in self.pictures:
            count = sum(1 for _ in listing.pictures(wanted.role))
            if count < wanted.min:
                zh = f"缺少{wanted.name.zh}：{count} 张，至少 {wanted.min} 张"
                en = f"{count} of the pictures that show {wanted.name.en}; at least {wanted.min}"
                yield self.tell(listing, listing.at(), zh, en, f"pictures {wanted.role}")


def _scan(one: Field) -> Scan:
    scan: Scan = one.facts["scan"]
    return scan


def _own(scan: Scan, span: Span) -> Span:
    """Return the span of the field's own text for a span of the visible text."""
    return span if scan.view is None else scan.view.span(*span)


def _language(listing: Listing) -> str:
    one = next(iter(listing.texts("title", "description")), listing.fields[0])
    return language(listing, one, _scan(one))


def _part(part: Part, text: str, listing: Listing) -> Span | None:
    """Return where a part of the title stands in its folded text."""
    if part.attribute:
        selectors = tuple(f"attributes.{name}" for name in part.attribute)
        held = (_scan(one).folded.text.strip() for one in listing.fields if names(selectors, one.selector))
        at = next(((text.find(value), len(value)) for value in held if value and value in text), None)
        if at is not None:
            return at[0], at[0] + at[1]
    spans = [(text.find(word), -len(word)) for word in part.words if word in text]
    if spans:
        start, length = min(spans)
        return start, start - length
    return next(compiled(part.form).spans(text.encode()), None) if part.form else None


def _headed(text: str) -> bool:
    return _HEADED.match(text) is not None


def _stopped(text: str) -> bool:
    return text.rstrip().endswith(("。", ".", "！", "!"))
