from __future__ import annotations

from collections.abc import Callable

import pytest

from listinglint.model import Finding, Listing, Severity
from listinglint.ruleset import RuleSet

Marked = Callable[..., str]
PLAIN = "kind: phrase\nphrases: [最佳, best, no.1]"
COVERED = """\
kind: phrase
phrases:
  - term: 最佳
    except: [最佳佩戴长度, 最佳期]
    review: [最佳工艺奖]
  - {terms: [顶级, 一流], except: [顶级联赛]}
  - best
except: [最佳的你, best friend]
review: [一流奖]
"""
ENGLISH = "kind: phrase\nphrases: [best, best seller, best seller ever, eco-friendly, world's best, top 10]"
ONLY_IF = "kind: phrase\nphrases: [{term: 第一, only-if: '(?:销量|全网)第一'}]"
BOUNDED = "kind: phrase\nphrases: [{term: 保健, boundary: true}, 磁疗]"
GUARDED = "kind: phrase\nphrases: [最佳, best]\nunless: [negated, quoted, question]"
SCOPED = """\
kind: phrase
phrases: [最佳]
applies: {fields: [title, attributes], not-fields: [attributes.品牌]}
"""

SILENT = [
    (PLAIN, "最 大 佳作 佳最"),
    (PLAIN, "bestow the asbestos, bests, best1, no.12, bno.1"),
    (PLAIN, "see https://best.example/最 and best@best.example"),
    (COVERED, "一，流的，一。流"),
    (PLAIN, ""),
    (COVERED, "最佳佩戴长度为42厘米，最佳期内使用"),
    (COVERED, "做最佳的你，送给 best friend"),
    (COVERED, "顶级联赛球衣"),
    (COVERED, "最佳佩戴长度"),
    (ENGLISH, "eco friend, worlds finest"),
    (ENGLISH, "top 100"),
    (ONLY_IF, "第一步，第一次"),
    (ONLY_IF, "销量。第一次"),  # the condition holds in the clause or not at all
    (ONLY_IF, "销量，第一"),
    (BOUNDED, "为确保健康佩戴"),
    (GUARDED, "并非最佳，不是最佳。It is not the best."),
    (GUARDED, "印有“最佳”字样"),
    (GUARDED, "是不是最佳？"),
    ("kind: phrase\napplies: {languages: [en]}\nphrases: [最佳]", "最佳"),
    ("kind: phrase\napplies: {markets: [US]}\nphrases: [最佳]", "最佳"),
    ("kind: phrase\napplies: {channels: [amazon]}\nphrases: [最佳]", "最佳"),
    ("kind: phrase\napplies: {categories: [ring]}\nphrases: [最佳]", "最佳"),
    ("kind: phrase\napplies: {fields: [title]}\nphrases: [最佳]", "最佳"),
    ("kind: phrase\napplies: {not-fields: [description]}\nphrases: [最佳]", "最佳"),
]

SPEAKS = [
    (PLAIN, "全网<<最佳>>的项链"),
    (PLAIN, "<<最佳>><<最佳>>，The <<BEST>> ring"),
    (PLAIN, "全网<<best>>的，<<ＢＥＳＴ>>，<<bést>>，<<No.1>>店"),
    (PLAIN, "<<蕞佳>>，<<bеst>> quality"),
    (PLAIN, "<<最 佳>>，<<最*佳>>，<<最\u200b佳>>"),
    (PLAIN, "12㎜<<最佳>>½<<最佳>>"),
    (COVERED, "最佳佩戴长度，<<最佳>>佩戴"),  # an exception covers one hit, not the text
    (COVERED, "<<顶级>>最佳的你"),
    (COVERED, "<<best>> friends"),
    (COVERED, "获<<最佳>>工艺奖"),
    (COVERED, "<<一流>>奖"),
    (COVERED, "<<顶级>>，顶级联赛"),
    (ENGLISH, "<<best seller ever>> and <<best-seller>> and <<Best>> sell"),
    (ENGLISH, "<<Eco-Friendly>>, <<eco friendly>>, <<eco‑friendly>>"),
    (ENGLISH, "<<World’s Best>>, <<world's   best>>, <<world`s best>>"),
    (ENGLISH, "the <<best\nseller>> is <<top 10>>"),
    (ONLY_IF, "销量<<第一>>，第一步"),
    (BOUNDED, "养生<<保健>>手环，<<磁疗>>"),
    (GUARDED, "不是项链，<<最佳>>。并非全部都是最大的那一种而是<<最佳>>"),
    (GUARDED, "“银”<<最佳>>。是不是？<<最佳>>"),
    ("kind: phrase\napplies: {languages: [zh]}\nphrases: [best]", "<<best>>项链"),
    ("kind: phrase\nphrases: [鑽石, Café]", "<<钻石>>，<<鑽石>>，<<CAFE>>"),
]


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_stays_silent(marked: Marked, rule: str, text: str) -> None:
    assert marked(rule, text) == text


@pytest.mark.parametrize(("rule", "text"), SPEAKS)
def test_speaks(marked: Marked, rule: str, text: str) -> None:
    assert marked(rule, text) == text


@pytest.mark.parametrize(
    ("text", "severity", "verdict"),
    [
        ("最佳", Severity.error, "violation"),
        ("获最佳工艺奖", Severity.info, "review"),
        ("一流奖", Severity.info, "review"),
        ("最佳工艺", Severity.error, "violation"),
    ],
)
def test_a_review_phrase_asks_for_proof(
    ruleset: Callable[..., RuleSet], listing: Callable[..., Listing], findings: Callable[..., list[Finding]],
    text: str, severity: Severity, verdict: str,
) -> None:  # fmt: skip
    told = findings(ruleset({"claims/x": COVERED}), listing(text))
    assert [(one.severity, one.verdict) for one in told] == [(severity, verdict)]


def test_an_entry_has_its_own_severity_verdict_and_wording(
    ruleset: Callable[..., RuleSet], listing: Callable[..., Listing], findings: Callable[..., list[Finding]]
) -> None:
    rule = """
kind: phrase
severity: error
message: {zh: "“{match}”→{instead}", en: "“{match}” ({term}) → {instead}"}
instead: {zh: 事实, en: a fact}
fix: {safety: safe}
phrases:
  - 最佳
  - {terms: [耐用, 结实], severity: warning, instead: 好用}
  - {term: best, verdict: review, instead: {zh: 好, en: good}}
"""
    told = findings(ruleset({"claims/x": rule}), listing("最佳，结实，Best。"))
    assert [(one.severity.name, one.verdict, one.message.zh) for one in told] == [
        ("error", "violation", "“最佳”→事实"), ("warning", "violation", "“结实”→好用"), ("error", "review", "“Best”→好"),
    ]  # fmt: skip
    assert told[1].message.en == "“结实” (耐用) → 好用"
    assert told[2].message.en == "“Best” (best) → good"
    assert told[0].fix is not None
    assert (told[0].fix.words.en, told[0].fix.safety) == ("a fact", "safe")
    assert [one.key for one in told] == ["最佳", "结实", "best"]
    assert [one.evasion for one in told] == [False, False, False]


@pytest.mark.parametrize(
    ("text", "evasion"),
    [("最佳", False), ("蕞佳", True), ("最 佳", True), ("最\u200b佳", True), ("bеst", True), ("ｂｅｓｔ", False)],
)
def test_disguised_hits_are_marked(
    ruleset: Callable[..., RuleSet], listing: Callable[..., Listing], findings: Callable[..., list[Finding]],
    text: str, evasion: bool,
) -> None:  # fmt: skip
    told = findings(ruleset({"claims/x": PLAIN}), listing(f"全网{text}的银戒指"))
    assert [(one.place.text, one.evasion) for one in told] == [(text, evasion)]


def test_fields_and_languages_of_the_scope(
    ruleset: Callable[..., RuleSet], listing: Callable[..., Listing], findings: Callable[..., list[Finding]]
) -> None:
    one = listing(
        "最佳", title="最佳", subtitle="最佳", attributes={"工艺": "最佳", "材质": ["银", "最佳"], "品牌": "最佳"},
    )  # fmt: skip
    told = findings(ruleset({"claims/x": SCOPED}), one)
    assert [place.place.part for place in told] == ["title", "attributes.工艺", "attributes.材质[1]"]


@pytest.mark.parametrize(
    ("scope", "listed", "speaks"),
    [
        ("markets: [CN]", {}, True),
        ("markets: [CN]", {"markets": ("US",)}, False),
        ("markets: [US]", {"markets": ("US", "EU")}, True),
        ("channels: [taobao, jd]", {"channels": ("jd",)}, True),
        ("channels: [taobao]", {"channels": ("jd",)}, False),
        ("channels: [taobao]", {}, False),
        ("not-channels: [jd]", {"channels": ("jd",)}, False),
        ("not-channels: [jd]", {"channels": ("jd", "taobao")}, True),
        ("not-channels: [jd]", {}, True),
        ("categories: [jewellery]", {"category": "jewellery"}, True),
        ("categories: [jewellery]", {"category": "银戒指"}, True),  # _goods.yaml says that a ring is jewellery
        ("categories: [ring]", {"category": "银戒指"}, True),
        ("categories: [food]", {"category": "银戒指"}, False),
        ("not-categories: [ring]", {"category": "银戒指"}, False),
    ],
)
def test_scopes(
    ruleset: Callable[..., RuleSet], listing: Callable[..., Listing], findings: Callable[..., list[Finding]],
    scope: str, listed: dict[str, object], speaks: bool,
) -> None:  # fmt: skip
    rules = ruleset(
        {"claims/x": f"kind: phrase\nphrases: [最佳]\napplies: {{{scope}}}"}, _goods="jewellery/ring: [戒指]"
    )
    assert bool(findings(rules, listing("最佳", **listed))) is speaks


def test_places_are_exact(
    ruleset: Callable[..., RuleSet], listing: Callable[..., Listing], findings: Callable[..., list[Finding]]
) -> None:
    text = "第一行\r\n全网 蕞  佳 ㎜最佳"
    told = findings(ruleset({"claims/x": PLAIN}), listing(text))
    assert [(one.place.line, one.place.column, one.place.text) for one in told][-1] == (2, 10, "最佳")
    assert all(text[one.place.start : one.place.end] == one.place.text for one in told)
    assert all(one.place.exact for one in told)
