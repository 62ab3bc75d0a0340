"""Which thing a stated measure is about: the chain, the pendant, the metal, the whole; told by the words around it."""

from __future__ import annotations

import re
from functools import lru_cache

from listinglint.lazily import lazily
from listinglint.text.holding import perhaps
from listinglint.tuples import NamedTuple

_HAN = "\u3400-\u9fff"


class Label(NamedTuple):
    """What is measured (`weight`, `length`, `width`, …) and of which named thing; an empty thing is the article itself."""

    measure: str
    thing: str = ""


# Words that name the thing themselves.
_NAMED: tuple[tuple[str, Label], ...] = (
    (r"链长|链子长度?|链条长度?|项链长度?|(?:chain|necklace) length|length of (?:the )?(?:chain|necklace)", Label("length", "chain")),
    (r"手链长度?|bracelet length", Label("length", "bracelet")),
    (r"珠径|珍珠直径|珠子?(?:直径|大小|尺寸)|珍珠(?:大小|尺寸)|pearl (?:size|diameter)|bead (?:size|diameter)", Label("diameter", "bead")),
    (r"内径|内直径|(?:手镯|镯子|玉镯|戒指)?圈口(?:尺寸|大小|直径)?|inner diameter|inside diameter", Label("diameter", "inner")),
    (r"外径|outer diameter|outside diameter", Label("diameter", "outer")),
    (r"[锅杯碗]?口(?:直)?径|(?:top|rim|mouth) diameter", Label("diameter")), (r"[锅杯碗]?底(?:直)?径|(?:base|bottom) diameter", Label("diameter", "base")),
    (r"(?:鞋|后)?跟高度?|heel (?:height|type)", Label("height", "heel")),
    (r"(?:max(?:imum)? )?(?:drop|hanging|dangle) length", Label("length", "drop")),
    (r"充绒量?|down (?:fill )?weight", Label("weight", "down")), (r"填充物?(?:净重|重量?)|芯重|净?棉重|fill(?:ing)? weight", Label("weight", "fill")),
    (r"(?:gauge|wire gauge|gauge size)", Label("gauge")),
    (r"(?:桌|台)面(?:长度?|尺寸)|(?:table ?top|desk ?top) length", Label("length", "top")),
    (r"金重|[黄足]?金(?:重量|克重)|gold weight", Label("weight", "gold")),
    (r"银重量?|[足纯]?银克重|silver weight", Label("weight", "silver")),
    (r"净重|net weight|net wt\.?", Label("weight", "net")),
    (r"毛重|gross weight|shipping weight|package weight|包装重量|运输重量", Label("weight", "gross")),
    (r"总重量?|total weight", Label("weight", "total")),
    (r"大容量", Label("capacity")),
    (r"(?:延长|调节|加长)链长?度?|尾链长?度?|(?:extender|extension)(?: chain)?(?: length)?", Label("length", "extender")),
    (r"手围|腕围|周长|wrist size|circumference", Label("length", "round")),
    (r"净含量|net contents?|net volume", Label("content")),
    (r"(?:total )?carat total weight|total carat weight|total carats?|(?:钻石|宝石)?总克拉(?:重量?|数)?|(?:钻石|宝石)总重", Label("carat", "total")),
    (r"(?:center|centre|main) (?:stone|diamond)(?: (?:carat )?weight)?|主石(?:重量?|大小|克拉|分数)?|主钻(?:重量?|分数)?", Label("carat", "centre")),
    (r"(?:side|accent) (?:stones?|diamonds?)(?: (?:carat )?weight)?|[副配][石钻](?:重量?|分数)?", Label("carat", "side")),
    (r"carat weight|diamond weight|carats?|克拉重量?|克拉数|钻石?重量?|(?:裸钻|钻石)(?:大小|分数)", Label("carat")),
    (r"(?:plating|coating|gold layer|gold plating) thickness|thickness of (?:the )?(?:plating|gold layer)|镀层厚度?|电镀厚度|镀金厚度?|金层厚度?|镀银厚度", Label("thickness", "plating")),
)  # fmt: skip
# Words that name only the measure; what stands before them names the thing.
_PLAIN: tuple[tuple[str, str], ...] = (
    (r"重量|重|weight|weighs|weighing", "weight"), (r"长度|长|length", "length"), (r"直径|diameter|dia\.?", "diameter"),
    (r"宽度|宽|width", "width"), (r"高度|高|height", "height"), (r"厚度|厚|thickness", "thick"), (r"容量|容积|capacity|volume", "capacity"),
    (r"尺寸|规格|大小|sizes?|dimensions?|measurements?|measures", "size"),
)  # fmt: skip
_UNIT = r"\s?[(\[][^)\]\d]{1,12}[)\]]"
_LINK = (
    rf"(?:{_UNIT})?\s?(?:[:=]|为|是|is|of|measures|至少)?\s?"
    r"(?:大约|约为?|approximately|approx\.?|about|around)?\s?(?:[:=]|为|是|of)?\s?"
)
_QUALIFIER = rf"(?P<of>[{_HAN}]{{0,6}}|(?:\b[a-z]+ ){{0,2}})"
_NAMED_BEFORE = [(lazily(rf"(?:(?<![a-z])(?:{form})){_LINK}$"), label) for form, label in _NAMED]
_PLAIN_BEFORE = [(lazily(rf"{_QUALIFIER}(?<![a-z])(?:{form}){_LINK}$"), measure) for form, measure in _PLAIN]
_KEY_NAMED = [(lazily(rf"(?:{form})(?:{_UNIT})?"), label) for form, label in _NAMED]
_KEY_PLAIN = [(lazily(rf"{_QUALIFIER}(?:{form})(?:{_UNIT})?"), measure) for form, measure in _PLAIN]
_FREE = r"(?!\s?[:=]|\s?约?\d)"
_WORDS = r"(?:(?!with\b|on\b|and\b|for\b|in\b|plus\b|to\b|x\b|pendant\b|charm\b)[a-z0-9]+ ){0,3}"
_AFTER: tuple[tuple[re.Pattern[str], Label], ...] = tuple(
    (lazily(rf"(?:{form}){_FREE}"), label)
    for form, label in (
        (r"[ -](?!chain|necklace|bracelet)(?:[a-z-]+ ){0,3}(?:beads?|pearls?)\b(?! (?:bracelet|necklace|strand))|的?(?:[天然淡海水强光正近圆黑白粉紫a级]{0,6})(?:珍珠|珠子|圆珠)(?!项链|手链|耳)", Label("diameter", "bead")),
        (r"[ -]?(?:large |big )?capacity\b|大?容量", Label("capacity")), (r"[ -](?:[a-z]+ ){0,2}hoops?\b", Label("diameter")),
        (r"[ -](?:inch(?:es)? )?shaft\b", Label("height", "shaft")),
        (r" (?:inch(?:es)? )?(?:drop|dangle)\b(?! earring)", Label("length", "drop")), (r"内?增高", Label("height", "lift")),
        (rf"[ -]{_WORDS}(?:chain|necklace)s?\b(?! (?:extender|extension|width|thickness|link))|长?(?:项链|链条|链子|锁骨链)", Label("length", "chain")),
        (r" (?:inner|inside) diameter|的?(?:内径|圈口)", Label("diameter", "inner")), (r"[ -]?(?:tall |high |stiletto |block |wedge |kitten )?heels?\b|(?:[细粗高坡中]|马蹄|猫)?跟", Label("height", "heel")),
        (rf"[{_HAN}]{{0,5}}?床(?![单笠垫上品头])|[ -]?(?:bed|mattress)\b", Label("length", "bed")),
        (r" (?:in )?(?:diameter|dia\b)|[的口]?直径|口径", Label("diameter")), (r"[ -]wide\b| in width\b", Label("width")),
        (r" (?:tall|high)\b| in height\b", Label("height")), (r"[ -]thick\b|厚(?!度)", Label("thick")),
        (r" long\b| in length\b|长(?![度款袖])", Label("length")), (r"宽(?![度松])", Label("width")), (r"高(?![度级档])", Label("height")),
        (r" total weight\b", Label("weight", "total")), (r" (?:in )?weight\b", Label("weight")),
    )
)  # fmt: skip
_FLUFF = lazily(
    r"产品|商品|宝贝|整体|单件|单品|大约|约|我们|的|[总全]$|^(?:the|a|an|its|item|product|overall|approx|approximate|average|and|with|is|in|it)$"
)
# Parts that are measured by themselves; what is named last is meant: 项链吊坠 is the pendant.
_THINGS = tuple(
    (lazily(form), name)
    for form, name in (
        (r"吊坠|挂坠|坠子|链坠|pendant|charm|medallion", "pendant"), (r"项链|链子|链条|锁骨链|necklace|chain", "chain"), (r"手链|手串|bracelet|anklet|脚链", "bracelet"),
        (r"包装|快递|运输|外箱|纸箱|礼盒|首饰盒|盒子?$|package|packaging|packed|shipping|gross|\bbox\b|carton", "gross"),
        (r"珠子?$|珍珠$|\bbeads?\b|\bpearls?\b", "bead"), (r"跟$|\bheel\b", "heel"), (r"防水台|platform", "platform"), (r"鞋?底$|\bsole\b|\bbase\b", "base"),
        (r"鞋?筒$|\bshaft\b", "shaft"), (r"[桌台]面|table ?top|\btop\b", "top"), (r"被[套罩]|duvet", "duvet"), (r"床单|床笠|flat sheet|fitted sheet", "sheet"),
        (r"枕[套头芯]|pillow ?(?:case|sham)s?", "pillowcase"), (r"表盘|表壳|dial|\bcase\b", "dial"), (r"表带|strap", "strap"), (r"戒面|\bface\b", "face"),
        (r"宝石|主石|钻石|锆石|\bstones?\b|gemstone|\bdiamonds?\b", "stone"), (r"身$|model|模特", "model"), (r"胸$|bust|chest", "bust"), (r"腰$|waist", "waist"),
        (r"臀$|\bhips?\b", "hip"), (r"肩$|shoulder", "shoulder"), (r"袖$|sleeve", "sleeve"), (r"手腕|手围|腕围|wrist", "wrist"), (r"延长|尾链|extender|extension", "extender"),
        (r"座$|坐垫|seat", "seat"), (r"承$|载$|load", "load"), (r"帽檐|brim", "brim"), (r"提手|手柄|把手|handle", "handle"), (r"耳针|\bposts?\b", "post"),
    )
)  # fmt: skip

# One of two: the packing of the inner and of the outer unit, the men's and the women's ring.
_CONTRAST = lazily(r"[内外上下左右前后男女大小]|inner|outer|upper|lower|left|right|men|women|small|large")


def asked() -> tuple[re.Pattern[str], ...]:
    """Return the expressions that `perhaps` is asked about."""
    tables = (_NAMED_BEFORE, _PLAIN_BEFORE, _KEY_NAMED, _KEY_PLAIN, _AFTER, _THINGS)
    return tuple(form for table in tables for form, _ in table)


# A catalogue puts the same words before its figures over and over, and names the same parts.
@lru_cache(4096)
def before(text: str) -> Label | None:
    """Return the label that ends right before a number."""
    for form, label in _NAMED_BEFORE:
        if perhaps(form, text) and form.search(text):
            return label
    for form, measure in _PLAIN_BEFORE:
        found = form.search(text) if perhaps(form, text) else None
        if found:
            return Label(measure, thing(found["of"]))
    return None


@lru_cache(4096)
def behind(text: str) -> Label | None:
    """Return the label that begins right behind a measure: 20 mm wide, 18 inch chain."""
    return next((label for form, label in _AFTER if perhaps(form, text) and form.match(text)), None)


@lru_cache(4096)
def of_key(key: str) -> Label | None:
    """Return what an attribute's name says that its value measures."""
    for form, label in _KEY_NAMED:
        if perhaps(form, key) and form.fullmatch(key):
            return label
    for one, measure in _KEY_PLAIN:
        found = one.fullmatch(key) if perhaps(one, key) else None
        if found:
            return Label(measure, thing(found["of"]))
    return None


def thing(words: str) -> str:
    """Return one name for the words that say of what a measure is taken; words nobody knows stand for themselves."""
    told = " ".join(_FLUFF.sub("", one) for one in words.split()).strip()
    named = part(told)
    side = _CONTRAST.match(told)
    return (f"{side.group()} {named}" if side else named) if named else told


@lru_cache(4096)
def part(words: str, last: bool = False) -> str:
    """Return the part of an article that is named last (`last`: right at the end), empty where none is."""
    asked = (one for one in _THINGS if perhaps(one[0], words))
    found = [(one.end(), one.end() - one.start(), name) for form, name in asked for one in form.finditer(words)]
    end, _, name = max(found, default=(0, 0, ""))
    return name if end == len(words) or not last else ""
