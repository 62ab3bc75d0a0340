"""What rules looked at and let pass is told on request, with the reason and the article."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from listinglint.engine import check, plan
from listinglint.model import Exempt, Listing
from listinglint.report import Tally
from listinglint.reporters import text_
from listinglint.ruleset import RuleSet

Make = Callable[..., Listing]


def passed(one: Listing, rules: RuleSet) -> list[Exempt]:
    return list(check(one, plan(rules.select(["claims/zh"]), exempting=True)).exempted)


@pytest.mark.parametrize(
    ("text", "words", "article"),
    [
        ("本款项链最佳佩戴长度为42厘米。", "最佳", "第五条第三项"),
        ("本店不作全网最低价的承诺。", "全网最低价", ""),
        ("它并非最轻便的一款。", "最轻便", "第五条第三项"),
        ("这款是不是最好的？", "最好的", "第五条第三项"),
        ("吊牌刻字“顶级”两个字。", "顶级", "第六条第四项"),
        ("寓意招财，编绳可调。", "招财", ""),
    ],
)
def test_the_reason_and_the_article_are_told(
    listing: Make, shipped: RuleSet, text: str, words: str, article: str
) -> None:
    found = [one for one in passed(listing(text), shipped) if words in one.place.text]
    assert found
    assert all(one.reason.zh and one.reason.en for one in found)
    assert any(one.article.endswith(article) if article else not one.article for one in found)


def test_a_claim_is_not_among_what_was_let_pass(listing: Make, shipped: RuleSet) -> None:
    assert [one.place.text for one in passed(listing("全网最佳的项链"), shipped)] == []


def test_nothing_is_kept_unless_asked_for(listing: Make, shipped: RuleSet) -> None:
    assert check(listing("本款项链最佳佩戴长度为42厘米。"), plan(shipped)).exempted == ()


def test_the_text_report_lists_it(listing: Make, shipped: RuleSet) -> None:
    result = check(listing("本款项链最佳佩戴长度为42厘米。"), plan(shipped.select(["claims/zh"]), exempting=True))
    told = "".join(text_.render([result], Tally(lang="zh")))
    assert "放过 “最佳”" in told
    assert "广告绝对化用语执法指南第五条第三项" in told
