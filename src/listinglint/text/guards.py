"""Named reasons why a listed word is innocent where it stands: denied, quoted, asked, advised, measured, counted.

Each guard looks at the clause of the hit only, in folded text, and is named by rules under `unless`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from listinglint.lazily import lazily
from listinglint.text import guards_latin as latin
from listinglint.text.clauses import clause, sentence

Guard = Callable[[str, int, int], bool]

# Loose words (无, 不可, 不能) would hide 无忧购买最低价 and 不可错过的最低价; only verbs of denial right before the hit count.
_STATED = (
    r"不是|并非|(?:请|切|万)勿(?:当作|当成|视为|理解为)|不属于|不算|不等于|不代表|不表示|不意味着?|谈不上|称不上|算不上|说不上|不一定|未必|不见得|不敢(?:说|保证|称)"
    r"|(?:不能?|不会|无法|没法|难以|不可能|未能|不敢|不便)(?:承诺|保证|宣称|声称|确保|做到|达到|实现|当作|当成|视为|作为|视作)"
    r"|(?:做|达|办|谈|保证)不(?:到|了)|(?<!得)不(?:说|讲|吹|宣传|标榜|标注|作|做|搞|设|按|跟|靠|带|追求|提供|支持|涉及|承接|办理|参加|参与)"
    r"|不具有|不具备|不建议|不鼓励|不推荐|不售卖?|不销售|(?:不能|不可|不得|无法|不可以)(?:代替|替代|取代|用于|用来|作为)"
    r"|没有(?:取得|获得|获|通过|经过|申请过?|拿到|做过?|参加过?|说过?|承诺|宣传|请过?|找过?|使用过?|任何|所谓的?|什么)|没有任何|无任何"
    r"|未(?:取得|获得|获|通过|经过?|申请|做|进行|使用|参与|添加)"
)
_DENIED_ZH = lazily(rf"(?P<verb>{_STATED}|不得(?!不)|禁止|(?:请|切|万)勿(?!错过)|勿(?:以|用|信)|别(?:轻|相)?信|不要(?:轻易)?相?信|不含|不会)"
                        r"(?P<gap>[^\s,.。!?;]{0,6})$")  # fmt: skip
_DISOWNED_ZH = lazily(rf"(?P<verb>{_STATED})(?P<gap>[^\s,.。!?;]{{0,6}})$")
# Without anything between: 没有明星代言, 非医疗仪器, 也不秒杀.
_DENIED_AT_ONCE = lazily(
    r"(?:没有|(?<![是除莫])非|(?<!有)无|未|拒绝|杜绝|(?:也|并|从|从来|概|都)不|从不用|不用|不能|不可以|无法)$"
    # 不能预防或治疗: what is denied of one is denied of both
    r"|(?:不能|不可以?|无法|不具有|不具备|没有|不得)(?:用于|用来|起到)?[^\s,.。!?;]{1,4}(?:或者?|和|与|及|以及)$"
)
# What follows the words and takes them back: 养生功效缺乏科学依据.
_UNPROVEN_ZH = lazily(
    r"^[^\s,.。!?;]{0,8}?(?:缺乏|没有|并无|尚无|毫无|无|未经|未被)(?:任何|充分|足够|明确|可靠)?的?(?:科学|医学|临床|权威)?(?:上的)?"
    r"(?:依据|根据|证据|证实|验证过|证明(?!书))"
    r"|^[^\s,.。!?;]{0,8}?(?:都是|全是|是|纯属|属于)(?:骗人|假的|夸大|谣言|噱头|忽悠|智商税|迷信|虚假宣传|不实)"
)
# What turns a denial round, and relative clauses whose end the hit is no part of: 不会失望的最佳选择.
_TURNED = lazily(r"但|却|而|就|只|才|还|失望|后悔|错|踩雷|吃亏")
_RELATIVE = lazily(r"的$")
_BEING = lazily(r"是|非|等于|属于|算|代表|保证|做到|提供|任何")
_DENIED_EN = lazily(
    r"(?:\b(?:not|isn't|aren't|wasn't|won't|without|no|nor|never claim(?:s|ed)? to be|don't|doesn't|do not|does not|cannot|can't"
    r"|makes? no claim)\b)(?:\s+(?:a|an|any|the|be|is|intended|meant|to|make|claim|guarantee|promise|that|it|fully|100%"
    r"|completely|our|been|by|as|for|or|and|diagnose|treat|cure)\b){0,6}\s*$"
)
_ENGRAVED = lazily(
    r"(?:刻字|刻印|印字|绣字|题字|刻|印|绣)(?:示例|内容|文案|样例|文字)?\s*[::]|例如[^,。]{0,6}$|比如[^,。]{0,6}$"
)
_WRITTEN = lazily(
    r"(?:刻|印|写|绣|题|贴|画|标|签)(?:的|着|有|上|了|出|成|的是)?[^,。;]{0,4}$|(?:叫|名为|名叫|所谓的?|自称|说|例如|比如|店名|品名|名字|招牌|店招)"
    r"[^,。;]{0,4}$|例如|比如"
)
_WORD_OF = lazily(
    r"^[^,。;]{0,2}(?:字|字样|字眼|[一二三四五六七八]个字|说法|一词|之类|是[^,。;]{0,6}名|路|图案|题字|栏|按钮|键)"
)
_TERM_OF = lazily(
    r"^[^\s,.。!?;]{0,2}(?:一词|二字|两字|三字|四字|字样|这个词|这类词|这些词|之类的词|的字样|的说法|等字样|等词)"
    r"|^[^\s,.。!?;]{0,3}是[^\s,.。!?;]{0,8}名(?:称|字)?(?=[\s,.。!?;]|$)"
)
# A wish may go on over short phrases (祝您财源广进,生意兴隆); a clause with a verb of its own is a claim again.
_WISHED = lazily(
    r"(?:寓意|花语|寓有|意为|意味|象征|代表|寄托|祝愿?|祝福|恭祝|恭喜|祈愿|祈盼|期盼|(?<![自心许志])愿(?!景)|希望)"
    r"(?:(?!(?:又|还|更|也|并|且)(?:能|可))[^\s,.。!?;]){0,14}(?:[\s,、][^\s,、.。!?;戴挂摆能可让使助帮就是]{0,8}){0,4}$"
)
_DOCUMENTED = lazily(
    r"(?<!无)(?:编号|证书号|报告号|注册号|备案号)(?:可查|见|在|印|刻|[::是为]|随|[a-z0-9])|(?:扫码|官网|网站|国检网)[^,。;]{0,4}(?:可查|查询|验证)"
)
_CONDITION = lazily(
    r"(?:若|如果|如若|只要|除非|为了|为防|以防|要想|以免|避免|防止|检查|是否|能否|直到|测试|试用|确认"
    r"|(?:请|须|需|务必|必须|一定要|前|后|时|并)\S{0,4}确保)[^,。;]{0,8}$"
)
# Before 不: what follows from care (阴干就不会变形).  The two sides of a question (掉不掉色) share their verb.
_RESULT = lazily(r"(?:就|才|便|即可|这样|会|(?<![功性节智技效职])能)$")
_PUBLISHED = lazily(
    r"书籍|图书|诗集|诗选|画册|食谱|出版社|教材|绘本|手册|读物|正版现货|正版书|著[/\s]|编著|挂图|说明书|大全|指南|百科|杂志|日记|文学|小说|纪实|漫画|图鉴|字帖|桌游|道具|教具|标本|试纸|剧本|电影票|游戏卡|计划本|打卡本|笔记本封|教学卡|识别卡|收集册|号牌|名片盒|拓片|提示牌|书(?=[,.。!?;\s]|$)"
)
# Papers and props that are about it: 升值空间站模型, 专利申请表模板, 半价日海报.
_ABOUT = lazily(
    r"^[^\s,.。!?;]{0,6}?(?:模型|模板|海报|邀请卡|贺卡|记事本|笔记本|手账|便签|周边|视频|教程|课程|明信片|表格|标识|指示牌|立牌"
    r"|乐队|专辑|电影|票根|门票|实验|研究|性能|收纳袋|收纳盒|收纳包|相框|抱枕|广告牌|促销牌|横幅|条幅|标语|吊旗|价签|爆炸贴)"
    r"(?:定制|制作|印刷|设计|素材|装饰画|挂画|亚克力|条幅)*(?=[\s,.。!?;]|$)"
)
_DISPENSED = lazily(
    r"兽药|兽用|国药准字|处方药|otc|\d\s?mg|mg\*\d|\d片/?盒|\d+片\*|口服液|颗粒剂|颗粒\(|冲剂|冲服|滴丸|片剂|软膏剂|糖浆"
)
# What ranks and items are called in a game: 至尊, 巅峰, 无敌.
_PLAYED = lazily(
    r"手游|网游|页游|端游|steam|xbox|代练|代打|点券|点卡|元宝|区服|副本|激活码|cdk|存档|英雄联盟|lol(?![a-z])|dnf(?![a-z])|魔兽|王者荣耀|吃鸡|和平精英|dota|传奇世界|剑网|诛仙|坦克世界"
    r"|qq秀|皮肤(?:激活|兑换)|游戏(?:账号|帐号|皮肤|充值|道具|币|周边)|卡牌|扭蛋|变身器|铠甲勇士|奥特曼|假面骑士|宝可梦|数码宝贝|高达模型"
)
_PAST = lazily(r"(?:已|已经)(?:结束|截止|过期|下架|停止|取消)|结束后|过后")
_SERVED = lazily(
    r"(?:水温|室温|温度|时长|时间|浓度|比例|用量|间距|间隔|距离|高度|冲泡|浸泡|泡|煮|蒸|炖|烤|焖|冷藏|饭后|饭前|睡前|空腹|趁热)[^,。;]{0,10}$"
)
# Square brackets are no quotation marks: a title shouts in them (【销量第一】).
_QUOTE_PAIRS = {'"': '"', "'": "'", "《": "》", "<": ">"}
_ASKED_ZH = lazily(r"(?:是不是|是否|会不会|能不能|有没有|吗|么|难道|为什么|怎么|如何|什么|哪)")
# What answers a question with no: 想要永不变色的金属?目前没有.
_REFUSED_ZH = lazily(
    r"^\s*(?:目前|其实|抱歉|不好意思|很遗憾|对不起|说实话|答|答案|当然)?[,::是]?(?:真的|暂时|还|肯定|当然)?"
    r"(?:没有|不会|不能|不行|不是|不存在|不可能|做不到|办不到|否|不|别信|别当真|假的)(?:的|哦|呢|啊|喔|呀)?(?=[\s,.。!~;]|$)"
)
_ASKED_EN = lazily(r"^\W*(?:is|are|was|do|does|did|can|could|will|would|should|which|what|who|where|when|why|how)\b")
_CARE_ZH = lazily(
    r"(?:存放|收纳|擦拭|清洗|清洁|保养|保存|佩戴|穿着|洗涤|晾晒|熨烫|取下|摘下|避免|远离|使用前|使用后|洗澡|睡觉|运动时|请)"
)
_CARE_EN = lazily(
    r"\b(?:store[ds]?|clean(?:ed)?|wash(?:ed)?|wear|worn|dry|keep|kept|remove[ds]?|avoid|polish(?:ed)?|iron(?:ed)?"
    r"|serve[ds]?|enjoyed|used|use|consume[ds]?|read|viewed|paired|suited|suits"
    r"|[a-z]{3,}ed (?:with|by|in|on|at|before|after|when|while|from|under|flat|separately|hot|cold|warm))\b"
)
_MEASURE = lazily(
    r"[\d.]+\s*(?:mm|cm|m|km|kg|g|mg|lb|lbs|oz|ml|l|w|kw|v|a|mah|hz|khz|ghz|℃|°c|°f|c|atm|bar|ips?x?\d|寸|英寸|inch(?:es)?|in|ft"
    r"|feet|米|厘米|毫米|公斤|千克|克|斤|毫升|升|瓦|伏|安|度|码|号|层|件|个|只|颗|粒|分钟|小时|天|流明|毫安|毫克|公分|分贝|页|支|针|倍|lm|db|dpi|times|hours?|days?|minutes?)(?![a-z])"
    r"|\biso\s?\d+|\bip[x\d]\d|\ben\s?\d{3,}|\bastm\b|\bgb/?t?\s?\d+"
)
# How far from a Chinese word its figure may stand, in characters.
_BESIDE = 10
_ORDINAL_ZH = lazily(r"^[步层次条章节天个遍道排页行件级轮届代期号位张段名年月周批站集季部季]")


def negated(text: str, start: int, end: int) -> bool:
    """The clause denies it: 并非最佳, not waterproof."""
    lo, hi = clause(text, start, end)
    before = text[lo:start]
    return bool(
        _denied(_DENIED_ZH, before)
        or _DENIED_AT_ONCE.search(before)
        or _UNPROVEN_ZH.match(text[end:hi])
        or _DENIED_EN.search(before)
        or latin.denied(before)
        or latin.disclaimed(text[sentence(text, start, end)[0] : start])
    )


def disowned(text: str, start: int, end: int) -> bool:
    """The clause says that it does not hold, for words that are denials themselves: 不是无添加产品, but not 不含甲醛无添加."""
    lo, _ = clause(text, start, end)
    return _denied(_DISOWNED_ZH, text[lo:start])


def _denied(verbs: re.Pattern[str], before: str) -> bool:
    found = verbs.search(before)
    if found is None or _TURNED.search(found["gap"]):
        return False
    return not _RELATIVE.search(found["gap"]) or bool(_BEING.search(found["verb"]))


def named(text: str, start: int, end: int) -> bool:
    """The words are spoken of, not said: a title (《辟邪剑谱》), an engraving, a name or a phrase in quotation marks."""
    lo, hi = sentence(text, start, end)
    before, after = text[lo:start], text[end:hi]
    if before.rfind("《") > before.rfind("》") and "》" in after:
        return True
    inner, _ = clause(text, start, end)
    if _ENGRAVED.search(text[max(lo, start - 24) : start]) and (inner > lo or _WRITTEN.search(text[inner:start])):
        return True
    if _TERM_OF.match(after):
        return True
    if not quoted(text, start, end):
        return False
    opening = max(before.rfind(mark) for mark in _QUOTE_PAIRS)
    closing = min(at for at in map(after.find, _QUOTE_PAIRS.values()) if at >= 0)
    return bool(_WRITTEN.search(before[:opening]) or _WORD_OF.search(after[closing + 1 :]))


def quoted(text: str, start: int, end: int) -> bool:
    """The hit, or the words it ends, stands inside quotation marks of its own sentence: printed “Best Mom”."""
    lo, hi = sentence(text, start, end)
    before, after = text[lo:start], text[end:hi]
    for opening, closing in _QUOTE_PAIRS.items():
        if closing not in after:
            continue
        if opening == closing:
            if _opens(before, opening):
                return True
        elif before.rfind(opening) > before.rfind(closing):
            return True
    return latin.printed(before, after)


def _opens(before: str, mark: str) -> bool:
    """Tell whether an odd number of marks stands before; an apostrophe inside a word is no mark."""
    marks = re.findall(rf"(?<![a-z0-9]){mark}|{mark}(?![a-z0-9])", before)
    return len(marks) % 2 == 1


def question(text: str, start: int, end: int) -> bool:
    """The sentence asks, or the next one answers no: 是不是最好的？ Is it the best? Does it last? It does not."""
    lo, hi = sentence(text, start, end)
    if latin.answered(text[lo:start], text[hi : hi + 40]):
        return True
    if text[hi : hi + 1] != "?":
        return False
    asked = text[lo:hi]
    return bool(_REFUSED_ZH.match(text[hi + 1 : hi + 21]) or _ASKED_ZH.search(asked) or _ASKED_EN.search(asked.strip()))


def care(text: str, start: int, end: int) -> bool:
    """The clause advises how to use or keep the goods: 最好单独存放, best worn with."""
    lo, hi = clause(text, start, end)
    after = text[end:hi][:24]
    return bool(_CARE_ZH.search(after[:8]) or _CARE_EN.match(after.lstrip()) or _SERVED.search(text[lo:start]))


def measured(text: str, start: int, end: int) -> bool:
    """The clause states a figure with its unit or the standard it was tested to: 最大承重80kg.

    A Chinese title is one clause from end to end, so there the figure must stand beside the word: 最香浓的咖啡250g is a claim.
    """
    lo, hi = clause(text, start, end)
    if "\u4e00" <= text[start] <= "\u9fff":
        lo, hi = max(lo, start - _BESIDE), min(hi, end + _BESIDE)
        if not any(sign in text[end:hi] for sign in "是为约"):
            hi = next((at for at in range(end, hi) if text[at] in "的地"), hi)
    return bool(_MEASURE.search(text[lo:hi]))


def conditional(text: str, start: int, end: int) -> bool:
    """The clause makes it depend on something: 阴干就不会变形, 检查是否不漏水."""
    lo, _ = clause(text, start, end)
    before = text[lo:start]
    if text[start] != "不":
        return bool(_CONDITION.search(before))
    asked = before[-1:] == text[start + 1 : start + 2] != ""
    return asked or bool(_CONDITION.search(before) or _RESULT.search(before))


def wished(text: str, start: int, end: int) -> bool:
    """The sentence tells a meaning or a wish before it: 寓意招财进宝, 祝您生意兴隆."""
    lo, _ = sentence(text, start, end)
    return bool(_WISHED.search(text[lo:start]))


def publication(text: str, start: int, end: int) -> bool:
    """The sentence offers a book or a picture about it: 高血压食谱, 经络挂图."""
    lo, hi = sentence(text, start, end)
    return bool(_PUBLISHED.search(text[lo:hi]) or _ABOUT.match(text[end:hi]))


def medicine(text: str, start: int, end: int) -> bool:
    """The sentence offers a licensed drug, whose label says what it cures: 消炎颗粒10mg*24片."""
    lo, hi = sentence(text, start, end)
    return bool(_DISPENSED.search(text[lo:hi]))


def played(text: str, start: int, end: int) -> bool:
    """The sentence offers something of a game or its heroes, which bear such names: 王者荣耀至尊皮肤."""
    lo, hi = sentence(text, start, end)
    return bool(_PLAYED.search(text[lo:hi]))


def past(text: str, start: int, end: int) -> bool:
    """The clause says that it is over: 限时活动已结束."""
    _, hi = clause(text, start, end)
    return bool(_PAST.search(text[end:hi]))


def numbered(text: str, start: int, end: int) -> bool:
    """The sentence names what anyone can look up: EN 1811, report 23-0417."""
    lo, hi = sentence(text, start, end)
    return latin.numbered(text[lo:hi])


def documented(text: str, start: int, end: int) -> bool:
    """The sentence says where the number stands: 国检证书随货,编号见卡片."""
    lo, hi = sentence(text, start, end)
    return bool(_DOCUMENTED.search(text[lo:hi]))


def ordinal(text: str, _start: int, end: int) -> bool:
    """The word counts or orders: 第一步, first use."""
    return bool(_ORDINAL_ZH.match(text[end : end + 1]))


GUARDS: dict[str, Guard] = {
    "negated": negated,
    "disowned": disowned,
    "named": named,
    "conditional": conditional,
    "wished": wished,
    "publication": publication,
    "medicine": medicine,
    "played": played,
    "past": past,
    "quoted": quoted,
    "question": question,
    "care": care,
    "measured": measured,
    "documented": documented,
    "ordinal": ordinal,
    "numbered": numbered,
}
