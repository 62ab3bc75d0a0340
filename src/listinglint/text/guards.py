"""Named reasons why a listed word is innocent where it stands: denied, quoted, asked, advised, measured, counted.

Each guard looks at the clause of the hit only, in folded text, and is named by rules under `unless`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from listinglint.text.clauses import clause, sentence

Guard = Callable[[str, int, int], bool]

# Loose words (无, 不可, 不能) would hide 无忧购买最低价 and 不可错过的最低价; only verbs of denial right before the hit count.
_DENIED_ZH = re.compile(
    r"(?:不具有|不具备|并非|不属于|没有任何|无任何|不作|不承诺|不保证|不涉及|不代表|不宣称|不表示|不得|禁止|请勿|切勿|杜绝|拒绝"
    r"|不是|不算|不敢说|不追求|不含|谈不上|称不上|算不上|不等于|不提供|不支持|不会)[^,.。!?;]{0,6}$"
)
_DENIED_EN = re.compile(
    r"(?:\b(?:not|isn't|aren't|wasn't|without|no|nor|never claim(?:s|ed)? to be|don't|doesn't|do not|does not|cannot|can't"
    r"|makes? no claim)\b)(?:\s+(?:a|an|any|the|be|is|intended|meant|to|make|claim|guarantee|promise|that|it|fully|100%"
    r"|completely|our|been|by|as|for|or|and|diagnose|treat|cure)\b){0,6}\s*$"
)
_QUOTE_PAIRS = {'"': '"', "'": "'", "[": "]", "《": "》", "<": ">"}
_ASKED_ZH = re.compile(r"(?:是不是|是否|会不会|能不能|有没有|吗|么|难道|为什么|怎么|如何|什么|哪)")
_ASKED_EN = re.compile(
    r"^\W*(?:is|are|was|do|does|did|can|could|will|would|should|which|what|who|where|when|why|how)\b"
)
_CARE_ZH = re.compile(
    r"(?:存放|收纳|擦拭|清洗|清洁|保养|保存|佩戴|穿着|洗涤|晾晒|熨烫|取下|摘下|避免|远离|使用前|使用后|洗澡|睡觉|运动时|请)"
)
_CARE_EN = re.compile(
    r"\b(?:store[ds]?|clean(?:ed)?|wash(?:ed)?|wear|worn|dry|keep|kept|remove[ds]?|avoid|polish(?:ed)?|iron(?:ed)?"
    r"|serve[ds]?|enjoyed|used|use|consume[ds]?|read|viewed|paired|suited|suits)\b"
)
_MEASURE = re.compile(
    r"[\d.]+\s*(?:mm|cm|m|km|kg|g|mg|lb|lbs|oz|ml|l|w|kw|v|a|mah|hz|khz|ghz|℃|°c|°f|c|atm|bar|ips?x?\d|寸|英寸|inch(?:es)?|in|ft"
    r"|feet|米|厘米|毫米|公斤|千克|克|斤|毫升|升|瓦|伏|安|度|码|号|层|件|个|只|颗|粒|分钟|小时|天|times|hours?|days?|minutes?)(?![a-z])"
    r"|\biso\s?\d+|\bip[x\d]\d|\ben\s?\d{3,}|\bastm\b|\bgb/?t?\s?\d+"
)
_ORDINAL_ZH = re.compile(r"^[步层次条章节天个遍道排页行件级轮届代期号位张段名年月周批站集季部季]")


def negated(text: str, start: int, end: int) -> bool:
    """The clause denies it: 并非最佳, not waterproof."""
    lo, _ = clause(text, start, end)
    before = text[lo:start]
    return bool(_DENIED_ZH.search(before) or _DENIED_EN.search(before))


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
    return False


def _opens(before: str, mark: str) -> bool:
    """Tell whether an odd number of marks stands before; an apostrophe inside a word is no mark."""
    marks = re.findall(rf"(?<![a-z0-9]){mark}|{mark}(?![a-z0-9])", before)
    return len(marks) % 2 == 1


def question(text: str, start: int, end: int) -> bool:
    """The sentence asks: 是不是最好的？ Is it the best?"""
    lo, hi = sentence(text, start, end)
    if text[hi : hi + 1] != "?":
        return False
    asked = text[lo:hi]
    return bool(_ASKED_ZH.search(asked) or _ASKED_EN.search(asked.strip()))


def care(text: str, start: int, end: int) -> bool:
    """The clause advises how to use or keep the goods: 最好单独存放, best worn with."""
    _, hi = clause(text, start, end)
    after = text[end:hi][:24]
    return bool(_CARE_ZH.search(after[:8]) or _CARE_EN.match(after.lstrip()))


def measured(text: str, start: int, end: int) -> bool:
    """The clause states a figure with its unit or the standard it was tested to: 最大承重80kg."""
    lo, hi = clause(text, start, end)
    return bool(_MEASURE.search(text[lo:hi]))


def ordinal(text: str, _start: int, end: int) -> bool:
    """The word counts or orders: 第一步, first use."""
    return bool(_ORDINAL_ZH.match(text[end : end + 1]))


GUARDS: dict[str, Guard] = {
    "negated": negated,
    "quoted": quoted,
    "question": question,
    "care": care,
    "measured": measured,
    "ordinal": ordinal,
}
