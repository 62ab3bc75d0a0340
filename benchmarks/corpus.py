"""Listings of one kilobyte, made from sentences of our own by a seeded generator."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

_EN = (
    "The chain is 45 cm long and closes with a lobster clasp.",
    "Each piece is polished by hand and looked over before it leaves the workshop.",
    "The pendant measures {n} mm across and weighs 5 grams.",
    "Wipe it with a soft dry cloth and keep it away from perfume.",
    "It comes in a small cotton bag with a card for your message.",
    "The lining is cotton, the outer fabric a linen blend.",
    "Hang it in the shade to dry and press it at a low setting.",
    "The pouch holds a tablet, a notebook and a bottle of {m}00 ml.",
    "Colours may look a little different on your screen.",
    "We reply to messages from nine to six on working days.",
    "The clasp opens with one hand and has a small tag with our mark.",
    "Links are soldered, so the chain keeps its shape in daily wear.",
    "A second ring lets you wear it {m} cm shorter.",
    "The stone is set in four prongs and open at the back.",
    "Parcels leave on the next working day with a tracking code.",
    "Send us a note if you would like the card written by hand.",
    "Please take it off before swimming, sports and sleep.",
    "The back is brushed, the front is polished to a mirror.",
)
_ZH = (
    "链长45厘米，龙虾扣，可以自己戴上。",
    "每件出货前都会检查一遍，附保养说明卡。",
    "吊坠直径{n}毫米，重约5克，尺寸手工测量，略有误差。",
    "平时用软布擦拭，避免接触香水和洗涤剂。",
    "里料为棉，面料为亚麻混纺，洗后请平铺晾干。",
    "收纳袋可以放下平板、笔记本和一瓶{m}00毫升的水。",
    "不同屏幕显示的颜色会有差别，以实物为准。",
    "工作日九点到十八点回复消息，节假日顺延。",
    "包装为棉布小袋，内附手写卡片一张。",
    "圈口可以在下单前联系客服确认。",
    "搭扣单手可以打开，旁边有一枚小吊牌。",
    "链节逐个焊接，日常佩戴不容易变形走样。",
    "另配一个小圈，可以缩短{m}厘米佩戴。",
    "主石四爪镶嵌，背面镂空，方便清洁。",
    "下一个工作日发出，包裹附物流单号。",
    "需要手写卡片时请在备注里留言。",
    "游泳、运动和睡觉前请先摘下。",
    "背面拉丝，正面抛光，边缘倒角处理。",
    "坠子可以取下，单独换到别的链子上。",
    "附一块擦银布和一只防潮密封袋。",
)
_ATTRIBUTES = {
    "en": {"material": "925 silver", "length": "45 cm", "weight": "5 g", "care": "soft cloth", "brand": "Oak Street"},
    "zh": {
        "材质": "925银",
        "链长": "45厘米",
        "重量": "5克",
        "保养": "软布擦拭",
        "品牌": "橡树街",
        "包装清单": "项链一条",
    },
}
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
        for sentence in rng.sample(sentences, len(sentences)):
            if sum(len(one.encode()) for one in text) > 760:
                break
            text.append(sentence.format(n=rng.randint(20, 90), m=rng.randint(2, 9)))
        if rng.random() < faults:
            text.insert(rng.randrange(len(text)), rng.choice(_FAULTS[lang]).format(m=rng.randint(2, 9)))
        yield json.dumps(
            {
                "id": f"{lang}-{number}",
                "lang": lang,
                "category": "jewellery",
                "title": "925 silver necklace with a round pendant" if lang == "en" else "925银项链圆形吊坠女款锁骨链",
                "description": " ".join(text),
                "attributes": _ATTRIBUTES[lang],
            },
            ensure_ascii=False,
        )


def write(path: Path, count: int, lang: str, faults: float = 0.0) -> Path:
    """Write the listings to a file."""
    path.write_text("\n".join(listings(count, lang, faults)) + "\n", encoding="utf-8")
    return path
