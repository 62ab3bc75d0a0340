"""Rules about rules: each shipped rule proves itself, and none says what another one says."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations
from typing import Any, get_args

import pytest

from listinglint import rulefiles, ruleset, testing
from listinglint.engine import _judge, check, plan
from listinglint.facts import measure
from listinglint.kinds.decision import Terms, wording
from listinglint.kinds.picture import Role
from listinglint.model import Field as TextField
from listinglint.model import Finding, Image, Listing, Source, Verbatim
from listinglint.rule import Rule
from listinglint.ruleset import RuleSet, under
from listinglint.text.fold import fold

IDS = sorted(
    file.name for file in rulefiles.files([ruleset.shipped()]) if not file.name.rpartition("/")[2].startswith("_")
)
TOPICS = {"claims", "materials", "images", "specs", "wording", "structure", "channels"}
# Pairs of rules of one market that share phrases, each with the reason why both must have them.
_SPECIAL_LAW = "the rules for these goods cite their own law; of two findings on the same words the graver is told"
SHARED: dict[frozenset[str], str] = {
    frozenset(pair): _SPECIAL_LAW
    for pair in (
        ("claims/zh/body-effect", "claims/cosmetics-zh/efficacy-proof"),
        ("claims/zh/body-effect", "claims/food-zh/drug-substitute"),
        ("claims/zh/medical-term", "claims/cosmetics-zh/medical-effect"),
    )
}


@pytest.fixture(scope="session")
def by_id(shipped: RuleSet) -> dict[str, Rule]:
    return {rule.id: rule for rule in shipped.rules}


@pytest.fixture(scope="session")
def problems(shipped: RuleSet) -> dict[str, list[str]]:
    told = defaultdict(list)
    for problem in testing.prove(shipped):
        told[problem.rule].append(problem.told("en"))
    return told


def test_every_rule_file_is_a_rule(by_id: dict[str, Rule]) -> None:
    assert sorted(by_id) == IDS


@pytest.mark.parametrize("rule_id", IDS)
def test_a_rule_proves_itself(problems: dict[str, list[str]], rule_id: str) -> None:
    assert problems.get(rule_id, []) == []


@pytest.mark.parametrize("rule_id", IDS)
def test_ids_are_kebab_case_below_a_topic(rule_id: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)+", rule_id)
    assert rule_id.partition("/")[0] in TOPICS
    assert not re.search(r"error|warning|info$", rule_id), "severity is no part of an id"


@pytest.mark.parametrize("rule_id", IDS)
def test_a_rule_is_told_in_both_languages(by_id: dict[str, Rule], rule_id: str) -> None:
    rule = by_id[rule_id]
    for words in (rule.message, rule.why):
        assert re.search(r"[\u4e00-\u9fff]", words.zh), words.zh
        assert re.search(r"[a-z]{2}", words.en), words.en
    # What is offered to paste may be in the language of the listing.
    assert rule.instead is None or all(text.strip() for text in rule.instead)
    for words in (rule.message, rule.why, *((rule.instead,) if rule.instead else ())):
        assert _holes(words.zh) <= rule.holes
        assert _holes(words.en) <= rule.holes
    # Units and roles may be part of the sentence in one language; figures and wording may not be missing in either.
    assert _holes(rule.message.zh) ^ _holes(rule.message.en) <= {"unit", "field", "channel", "role"}


def _holes(text: str) -> set[str]:
    return set(re.findall(r"\{([\w-]+)\}", text))


@pytest.mark.parametrize("rule_id", IDS)
def test_what_a_message_offers_is_there(by_id: dict[str, Rule], rule_id: str) -> None:
    """“write instead: ” with nothing behind it helps nobody."""
    rule = by_id[rule_id]
    if (
        "{instead}" not in rule.message.zh + rule.message.en
        or rule.instead
        or rule.kind in ("replace", "vocabulary", "rewrite", "across")
    ):
        return
    entries: tuple[Any, ...] = getattr(rule, "phrases", ()) or getattr(rule, "patterns", ())
    assert entries
    assert all(wording(entry.instead) for entry in entries)


@pytest.mark.parametrize("rule_id", IDS)
def test_examples_and_sources(by_id: dict[str, Rule], rule_id: str) -> None:
    rule = by_id[rule_id]
    assert len(rule.good) >= 2
    assert len(rule.bad) >= 1
    if rule_id.startswith(("claims/", "materials/")):
        assert any(source.checked for source in rule.sources)
    for source in rule.sources:
        for day in (source.checked, source.valid_from, source.valid_to):
            assert not day or date.fromisoformat(day)
        assert not source.valid_to or source.valid_from <= source.valid_to


@pytest.mark.parametrize("rule_id", [one for one in IDS if one.startswith("claims/")])
def test_claims_have_a_category(by_id: dict[str, Rule], rule_id: str) -> None:
    assert by_id[rule_id].category
    assert by_id[rule_id].applies.markets, "a claim is judged by the law of a market"


@pytest.mark.parametrize("rule_id", [one for one in IDS if one.startswith(("claims/", "materials/"))])
def test_one_good_example_is_a_near_miss(by_id: dict[str, Rule], shipped: RuleSet, rule_id: str) -> None:
    """A good example that holds none of the rule's words proves nothing."""
    rule = by_id[rule_id]
    words = (rule.triggers or frozenset()) | rule.companions
    if not words:
        return
    letters = shipped.scanner.letters
    texts = [fold(text, letters).text for example in rule.good for text in _texts(example.value)]
    assert any(word in text or _share(word, text) for text in texts for word in words)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    else:
        yield str(value)


def _share(word: str, text: str) -> bool:
    """A part of the word stands there: 最 without 佳, 除尘 for 除菌, best before."""
    return any(part in text for part in (word.split() if word.isascii() else [word[:1], word[-1:]]))


def test_no_phrase_stands_in_two_rules_of_one_market(by_id: dict[str, Rule], shipped: RuleSet) -> None:
    """Two rules that claim one phrase are told twice or merged by chance; a shared one needs a reason."""
    letters = shipped.scanner.letters
    owners: dict[str, set[str]] = defaultdict(set)
    for rule in by_id.values():
        entries: tuple[Terms, ...] = getattr(rule, "phrases", ())
        for entry in entries:
            for spelling in entry.spellings:
                owners[fold(spelling, letters).text].add(rule.id)
    shared: dict[frozenset[str], list[str]] = defaultdict(list)
    for phrase, ids in owners.items():
        for one, other in combinations(sorted(ids), 2):
            if _meet(by_id[one], by_id[other]):
                shared[frozenset((one, other))].append(phrase)
    unexplained = {pair: phrases for pair, phrases in shared.items() if pair not in SHARED}
    assert unexplained == {}
    assert set(SHARED) <= set(shared), "a reason for phrases that are no longer shared"


def _meet(one: Rule, other: Rule) -> bool:
    """Tell whether there are listings that both rules look at."""
    scopes = ("markets", "languages", "channels", "categories")
    pairs = ((set(getattr(one.applies, name)), set(getattr(other.applies, name))) for name in scopes)
    return all(not mine or not theirs or mine & theirs for mine, theirs in pairs)


SAMPLE = [
    "全网最佳的925银项链，国家级品质，销量第一，永不褪色，100%纯天然，包治百病。",
    "The world's best ring: FDA approved, 100% safe, never fades, cures headaches, #1 seller. Buy now!",
    "最 佳 zui好 蕞低价，国*家*级 bеst quality b.e.s.t",
    "本款项链最佳佩戴长度为四十二厘米，并非最佳，“最佳”二字为刻字内容。是不是最好的？",
    "<p>全网<b>最</b>低价 &amp; <i>best</i> price</p>",
    "sterling silver，gold plated，environment-friendly，waterproof，hypoallergenic，lead free",
    "招财转运开光，保值增值，抗菌99%，零甲醛，绝对安全，顶级奢华，清仓最后一天",
    "Plain words about a plain thing.",
    "",
]


def _sample() -> Iterator[Listing]:
    for number, text in enumerate(SAMPLE):
        for market, channel in (("CN", "taobao"), ("US", "amazon"), ("EU", "etsy"), ("", "")):
            fields = tuple(
                TextField(path, text, Verbatim(Source("f", text), 0, len(text)), format="html")
                for path in ("title", "description", "attributes.材质")
            )
            yield Listing(
                f"L{number}", "f", fields, markets=(market,) if market else (), channels=(channel,) if channel else (),
                category="ring",
            )  # fmt: skip


def _told(rules: RuleSet, one: Listing) -> Counter[Finding]:
    """Every finding before merging and review."""
    ready = plan(rules)
    measured = measure(one, ready.wants, rules.scanner, rules.goods, rules.lexicon)
    return Counter(
        told
        for number in rules.chosen
        if rules.rule(number).holds_for(measured)
        for told in _judge(rules.rule(number), measured)
        if isinstance(told, Finding)
    )


def test_a_rule_alone_tells_what_it_tells_among_all(shipped: RuleSet) -> None:
    """The findings of --select R are R's findings in a full run before merging."""
    total = 0
    for one in _sample():
        full = _told(shipped, one)
        total += sum(full.values())
        for rule_id in {told.rule for told in full} | set(IDS[:: len(IDS) // 10]):
            alone = Counter(told for told in full.elements() if told.rule == rule_id)
            assert _told(shipped.select([rule_id]), one) == alone, rule_id
    assert total > 300


def test_rules_that_nothing_wakes_have_nothing_to_say(shipped: RuleSet) -> None:
    """What the engine skips for want of a trigger word would not have spoken: its findings are those of all rules."""
    ready = plan(shipped)
    for one in _sample():
        loud = {told.rule for told in _told(shipped, one)}
        result = check(one, ready)
        spoken = {told.rule for told in (*result.findings, *result.suppressed)}
        assert spoken <= loud
        claims = {told for told in loud if under(told, "claims")}
        assert loud - claims <= spoken, "only claims are merged"
        assert bool(claims) == any(under(told, "claims") for told in spoken)


def test_pictures_that_nobody_saw_crash_no_rule(shipped: RuleSet, listing: Callable[..., Listing]) -> None:
    """A remote picture has no facts at all; that is told once a picture and by no rule."""
    far = tuple(
        Image(role, f"https://example.com/{role}.jpg", ref=f"https://example.com/{role}.jpg", index=number)
        for number, role in enumerate(get_args(Role))
    )
    told = check(listing("一条项链", images=far, category="jewellery"), plan(shipped))
    assert [one.reason.en for one in told.not_checked if one.cause == "failed"] == []
    assert len([one for one in told.not_checked if one.part.startswith("images[")]) == len(far)
