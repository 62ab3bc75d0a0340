"""Why words were let pass, told for people, with the article of the 2023 guide on absolute terms that says so."""

from __future__ import annotations

from listinglint.model import Exempt, Place, Words
from listinglint.rule import Rule

_GUIDE = "广告绝对化用语执法指南"
# Reason → how it is told, and the article under which an absolute term is no absolute term there.
_REASONS: dict[str, tuple[Words, str]] = {
    "covered": (Words("固定说法，没有最高级含义", "a fixed expression without the meaning of a claim"), "第五条第三项"),
    "innocent": (
        Words("这种说法不指向商品的优劣", "a form that says nothing of how good the goods are"),
        "第五条第三项",
    ),
    "negated": (Words("句中已否定", "the clause denies it"), "第五条第三项"),
    "disowned": (Words("句中已否定", "the clause denies it"), "第五条第三项"),
    "question": (Words("是提问", "a question"), "第五条第三项"),
    "quoted": (Words("是引用的文字", "words that are quoted"), "第六条第四项"),
    "named": (Words("是名称、刻字或被谈论的词", "a name, an engraving or a word that is spoken of"), "第六条第四项"),
    "care": (Words("是使用、保养建议", "advice on use or care"), "第六条第二项"),
    "measured": (Words("是可测量的规格", "a measured specification"), "第六条第三项"),
    "numbered": (Words("写明了可查的编号或标准", "a number or standard that can be looked up"), "第六条第三项"),
    "ordinal": (Words("是时间或空间顺序", "an order in time or space"), "第六条第六项"),
    "past": (Words("说的是已经结束的事", "it is over"), "第五条第三项"),
    "conditional": (Words("取决于所写的条件", "it depends on a stated condition"), "第六条第二项"),
    "wished": (Words("是寓意或祝愿", "a meaning or a wish"), "第五条第一项"),
    "publication": (Words("是书籍、道具等的主题", "the subject of a book or a prop"), "第六条第四项"),
    "played": (Words("是游戏里的名称", "a name in a game"), "第六条第四项"),
    "medicine": (Words("是药品说明", "the label of a licensed drug"), ""),
}


def exempt(rule: Rule, place: Place, reason: str) -> Exempt:
    """Return the record of words that a rule let pass."""
    words, article = _REASONS.get(reason, (Words(reason, reason), ""))
    absolute = rule.category == "absolute" and "zh" in rule.applies.languages
    return Exempt(rule.id, place, words, f"{_GUIDE}{article}" if absolute and article else "")
