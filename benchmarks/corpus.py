"""Listings of one kilobyte, made from sentences of our own by a seeded generator."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

_EN = (
    "The chain is {n} cm long and closes with a lobster clasp.",
    "Each piece is polished by hand and checked before it leaves the workshop.",
    "The pendant measures {n} mm across and weighs {m} grams.",
    "Wipe it with a soft dry cloth and keep it away from perfume.",
    "It comes in a small cotton bag with a card for your message.",
    "The lining is cotton, the outer fabric a linen blend.",
    "Hang it in the shade to dry and iron it at a low setting.",
    "The bag holds a tablet, a notebook and a bottle of {m}00 ml.",
    "Colours may look a little different on your screen.",
    "We reply to messages from nine to six on working days.",
)
_ZH = (
    "链长{n}厘米，龙虾扣，可以自己戴上。",
    "每件出货前都会检查一遍，附保养说明卡。",
    "吊坠直径{n}毫米，重约{m}克，尺寸手工测量，略有误差。",
    "平时用软布擦拭，避免接触香水和洗涤剂。",
    "里料为棉，面料为亚麻混纺，洗后请平铺晾干。",
    "可以放下平板、笔记本和一瓶{m}00毫升的水。",
    "不同屏幕显示的颜色会有差别，以实物为准。",
    "工作日九点到十八点回复消息，节假日顺延。",
    "包装为棉布小袋，内附手写卡片一张。",
    "戒指圈口可以在下单前联系客服确认。",
)
_FAULTS = {
    "en": ("It never fades.", "The best ring in the world.", "Hurry, only {m} left!"),
    "zh": ("永不褪色。", "全网最低价。", "戴上它转运招财。"),
}


def listings(count: int, lang: str, faults: float = 0.0, seed: int = 7) -> Iterator[str]:
    """Yield `count` lines of about 1 KB UTF-8; a share `faults` of them holds one claim that rules flag."""
    rng = random.Random(seed)  # noqa: S311  # a repeatable corpus, not a secret
    sentences = _EN if lang == "en" else _ZH
    for number in range(count):
        text: list[str] = []
        while sum(len(one.encode()) for one in text) < 820:
            text.append(rng.choice(sentences).format(n=rng.randint(20, 90), m=rng.randint(2, 9)))
        if rng.random() < faults:
            text.insert(rng.randrange(len(text)), rng.choice(_FAULTS[lang]).format(m=rng.randint(2, 9)))
        title = "Silver necklace with a round pendant" if lang == "en" else "银项链圆形吊坠女款锁骨链"
        value = {"id": f"{lang}-{number}", "lang": lang, "title": title, "description": " ".join(text)}
        yield json.dumps(value, ensure_ascii=False)


def write(path: Path, count: int, lang: str, faults: float = 0.0) -> Path:
    """Write the listings to a file."""
    path.write_text("\n".join(listings(count, lang, faults)) + "\n", encoding="utf-8")
    return path
