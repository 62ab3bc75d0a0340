"""Checks one listing: measures what the rules want, lets them judge, and tells what could not be checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from listinglint import dated
from listinglint.counted import many
from listinglint.facts import WORDY_ROLES, Wants, measure, signals
from listinglint.model import Exempt, Field, Finding, Listing, NotChecked, Result, Words
from listinglint.picture_facts import ACROSS, PAIR_FACTS, PICTURE_FACTS, Memory
from listinglint.review import review
from listinglint.rule import Rule
from listinglint.ruleset import RuleSet
from listinglint.tuples import NamedTuple

_MOST_SORTS = 1024
_READ = frozenset(fact.name for fact in PICTURE_FACTS if fact.extra)


class Plan(NamedTuple):
    """A rule set made ready for many listings.

    `always` are the numbers of chosen rules that nothing need wake; `waiting` of those that only a hit wakes, `signalled`
    of those that a fact wakes, by what it must have noticed: a listing without either costs nothing per rule.  `today`
    is the day by which laws are in force (empty: any day); `exempting` asks to tell what rules let pass as well.
    `goods` are the kinds of goods by which any of the rules is narrowed; `holding` keeps which rules hold for listings of
    one sort, for a catalogue has few sorts.
    """

    rules: RuleSet
    wants: Wants
    always: frozenset[int]
    waiting: frozenset[int]
    signalled: Mapping[str, frozenset[int]] = {}
    today: str = ""
    exempting: bool = False
    goods: frozenset[str] = frozenset()
    holding: dict[object, frozenset[int]] = {}  # noqa: RUF012  # `plan` gives each its own


# The part of the note that words in pictures were not read; a run tells it once for all its listings.
UNREAD_WORDS = "images.words"
_CHANCE = 2


def plan(rules: RuleSet, *, words: bool = False, today: str = "", exempting: bool = False) -> Plan:
    """Work out what the chosen rules want measured and which of them a hit must wake.

    With `words` the words painted into pictures are read for them, which takes seconds a picture.
    """
    text: set[str] = set()
    pictures: dict[str, frozenset[str]] = {}
    names = {fact.name for fact in PICTURE_FACTS} | PAIR_FACTS
    heads = {number: rules.heads[number] for number in rules.chosen}
    for head in heads.values():
        text |= head.wants - names
        if head.roles is not None:
            # Whatever a picture rule looks at must be whole: a truncated file has an honest header.
            for name in (head.wants & names) | {"health"}:
                known = pictures.get(name)
                everything = not head.roles or known == frozenset()
                pictures[name] = frozenset() if everything else head.roles | (known or frozenset())
        elif "words" in head.wants:
            pictures["words"] = pictures.get("words", frozenset()) | WORDY_ROLES
    if not words:
        pictures = {name: roles for name, roles in pictures.items() if name not in _READ}
    waiting = frozenset(number for number, head in heads.items() if head.triggered)
    signalled: dict[str, set[int]] = {}
    for number, head in heads.items():
        for signal in head.signals or ():
            signalled.setdefault(signal, set()).add(number)
    always = frozenset(number for number, head in heads.items() if not head.triggered and head.signals is None)
    signals = {signal: frozenset(numbers) for signal, numbers in signalled.items()}
    wants = Wants(frozenset(text), pictures)
    goods = frozenset(
        name for head in heads.values() for name in (*head.applies.categories, *head.applies.not_categories)
    )
    return Plan(rules, wants, always, waiting, signals, today, exempting, goods, {})


def check(listing: Listing, ready: Plan, memory: Memory | None = None) -> Result:
    """Return everything that is to be said of one listing.  Never raises for what a rule or a picture does."""
    rules = ready.rules
    try:
        measured = measure(listing, ready.wants, rules.scanner, rules.goods, rules.lexicon, memory)
    except Exception as broken:  # noqa: BLE001  # whatever a measure does, the other listings must still be checked
        return Result(listing.id, listing.file, (), (*listing.unread, _crashed(listing, "measure", broken)))
    findings: list[Finding] = []
    not_checked = [*listing.unread, *_unread_pictures(measured), *_unread_words(measured)]
    looks: list[Any] = []
    exempted: list[Exempt] = []
    for rule in _awake(measured, ready, _noticed(measured, ready, not_checked)):
        _sort(_judge(rule, measured), findings, not_checked)
        looks += rule.looks(measured) if ACROSS in rule.wants else ()
        exempted += rule.exempted(measured) if ready.exempting else ()
    _sort(_over_two_lines(measured, ready, findings), findings, not_checked)
    # Whether an allowance of what is found across the catalogue is used, this listing alone cannot tell.
    heads = map(rules.heads.__getitem__, rules.chosen) if measured.allow else ()
    ran = (head.id for head in heads if ACROSS not in head.wants)
    kept, suppressed = review(measured, dated.in_force(findings, ready.today), ran)
    return Result(
        listing.id, listing.file, tuple(kept), tuple(not_checked), tuple(suppressed), looks=tuple(looks),
        exempted=tuple(exempted),
    )  # fmt: skip


def _sort(told: Iterable[Finding | NotChecked], findings: list[Finding], not_checked: list[NotChecked]) -> None:
    """Put what is told where it belongs."""
    for one in told:
        if isinstance(one, NotChecked):
            not_checked.append(one)
        else:
            findings.append(one)


def _over_two_lines(listing: Listing, ready: Plan, found: list[Finding]) -> Iterator[Finding | NotChecked]:
    """Yield the claims that begin on one line of a picture and end on the next, with both places.

    What a rule has said of one of the two lines already is not said again, and two letters are too little: where one line
    ends and another begins, they meet by chance.
    """
    if not any(one.selector == UNREAD_WORDS for one in listing.fields):
        return
    from listinglint.pictures.painted import wrapped

    known = {(one.rule, one.place.part) for one in found}
    for one, other, between in wrapped(listing):
        seam = len(one.text)
        both = one._replace(text=one.text + between + other.text, facts={})
        try:
            alone = _alone(listing, both, ready)
        except Exception as broken:  # noqa: BLE001  # as in check
            yield _crashed(listing, "measure", broken)
            return
        for rule in _awake(alone, ready._replace(always=frozenset()), ()):
            if rule.category and rule.wants == {"scan"} and not known & {(rule.id, one.path), (rule.id, other.path)}:
                for told in _judge(rule, alone):
                    yield from _in_two(told, one, other, seam, seam + len(between))


def _alone(listing: Listing, field: Field, ready: Plan) -> Listing:
    """Return a measured listing that says nothing but one text, and offers the same goods."""
    scanned = Wants(frozenset({"scan"}))
    alone = measure(listing._replace(fields=(field,)), scanned, ready.rules.scanner, ready.rules.goods)
    return alone._replace(facts={**alone.facts, "goods": listing.facts.get("goods", ())})


def _in_two(
    told: Finding | NotChecked, one: Field, other: Field, seam: int, begin: int
) -> Iterator[Finding | NotChecked]:
    """Yield a finding about two joined lines with the place of each part; nothing where it stands in one of them."""
    if isinstance(told, NotChecked):
        yield told
        return
    start, end = told.place.start, told.place.end
    if start is not None and end is not None and start < seam and begin < end and end - start > _CHANCE:
        yield told._replace(place=one.at(start, seam), related=(other.at(0, end - begin), *told.related))


def _noticed(listing: Listing, ready: Plan, not_checked: list[NotChecked]) -> Iterable[str]:
    """Return what facts have noticed; where the comparing itself crashes that is told and no rule can be woken by it."""
    try:
        return signals(listing) if ready.signalled else ()
    except Exception as broken:  # noqa: BLE001  # as in check
        not_checked.append(_crashed(listing, "compare", broken))
        return ()


def _awake(listing: Listing, ready: Plan, noticed: Iterable[str]) -> Iterator[Rule]:
    """Yield the rules that have anything to say, in the order of the rule set."""
    woken: set[int] = set()
    for one in listing.fields:
        scan = one.facts.get("scan")
        if scan is not None and scan.woken:
            woken |= scan.woken
    woken &= ready.waiting
    woken |= ready.always
    for signal in noticed:
        woken |= ready.signalled.get(signal, frozenset())
    for number in sorted(woken & _holding(listing, ready)):
        yield ready.rules.rule(number)


def _holding(listing: Listing, ready: Plan) -> frozenset[int]:
    """Return which of the chosen rules hold for listings of that sort: its channels, goods, layout, pictures or none."""
    goods = ready.goods.intersection(listing.facts.get("goods", ()))
    sort = (listing.channels, goods, listing.layout, bool(listing.images))
    known = ready.holding.get(sort)
    if known is None:
        if len(ready.holding) >= _MOST_SORTS:
            ready.holding.clear()
        known = ready.holding[sort] = frozenset(_held(listing, ready))
    return known


def _held(listing: Listing, ready: Plan) -> Iterator[int]:
    for number in ready.rules.chosen:
        head = ready.rules.heads[number]
        idle = not listing.images and (head.needs_pictures or listing.layout in head.silent_layouts)
        if not idle and head.applies.holds_for(listing):
            yield number


def _judge(rule: Rule, listing: Listing) -> Iterator[Finding | NotChecked]:
    try:
        yield from rule.judge(listing)
    except Exception as broken:  # noqa: BLE001  # a rule that crashes is told and never passes for a clean listing
        yield _crashed(listing, rule.id, broken)


def _crashed(listing: Listing, what: str, broken: Exception) -> NotChecked:
    told = f"{type(broken).__name__}: {broken}"
    words = Words(f"规则 {what} 运行出错：{told}", f"{what} crashed: {told}")
    return NotChecked(listing.id, "", "failed", words, listing.file, rule=what)


def _unread_pictures(listing: Listing) -> Iterator[NotChecked]:
    for image in listing.images:
        unread = image.facts.get("unread")
        if unread is not None:
            yield unread._replace(listing=listing.id)


def _unread_words(listing: Listing) -> Iterator[NotChecked]:
    """Tell once a listing that the words in its pictures were not read for want of the extra."""
    count = sum("lacking" in image.facts for image in listing.images)
    if count:
        yield NotChecked(listing.id, UNREAD_WORDS, "unavailable", unread_words(count), listing.file, times=count)


def unread_words(pictures: int, listings: int = 1) -> Words:
    """Return what was not checked because the extra that reads words in pictures is not installed."""
    from listinglint.pictures.ocr import INSTALL

    zh = f"{listings} 个商品的 " if listings > 1 else ""
    en = f" of {many(listings, 'listing')}" if listings > 1 else ""
    return Words(
        f"{zh}{pictures} 张图片中的文字和二维码未识别（宣传用语、材质、价格、联系方式、水印均未检查）；请运行 {INSTALL}",
        f"words and QR codes in {many(pictures, 'picture')}{en} were not read, so no claim, material, price, contact or watermark in "
        f"them was checked: {INSTALL}",
    )
