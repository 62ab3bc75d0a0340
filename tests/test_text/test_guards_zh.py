"""What excuses a Chinese word, and what does not."""

from __future__ import annotations

import pytest

from listinglint.text.guards import GUARDS


def judged(guard: str, text: str) -> bool:
    """Ask a guard about the stretch between the brackets."""
    start, end = text.index("<"), text.index(">") - 1
    return GUARDS[guard](text.replace("<", "", 1).replace(">", "", 1), start, end)


TABLE = {
    "negated": (
        [
            "并非<最佳>",
            "本店没有<明星代言>",
            "不说首饰能<转运>",
            "不能做到<永久>保色",
            "不能预防或<治疗>疾病",
            "不要相信微信里<包赚>的代购",
            "玉石<养生>功效缺乏科学依据",
            "所有宣称<治病>的手链都是夸大宣传",
            "所谓<永不变黑>是骗人的",
            "不能保证<不掉色>",
            "本品不能代替药物<治疗>",
            "本产品非<医疗>仪器",
            "不打折也不<秒杀>",
            "我们不跟别家比<底价>",
            "佩戴水晶不会<改变运势>",
            "它不一定<最适合>你",
            "不按<成本价>卖",
            "羊毛做不到<不起球>",
            "我们没有取得<环保>认证",
            "请勿以<保值>为目的",
            "袜子未做<抗菌>处理",
            "not <waterproof>",
        ],
        [
            "不可错过的<最低价>",
            "玉石<养生>功效,没有副作用",
            "<最佳>品质没有证书也敢卖",
            "无忧购买<最低价>",
            "不得不说<绝对>好用",
            "不会失望的<最佳>选择",
            "不是最贵的但是<最好>",
            "请勿错过<最低价>",
            "别家做不到的<永不褪色>",
            "有无<治疗>",
            "除非<最好>",
            "不卖次品 <100%正品>",
            "全网<最佳>",
        ],
    ),
    "disowned": (
        ["不是<无添加>产品", "不属于<零添加>食品", "并非<不含甲醛>"],
        ["不含甲醛<无添加>", "不会<褪色>", "拒绝甲醛<零添加>", "没有<零添加>"],
    ),
    "named": (
        [
            "《<辟邪>剑谱》连环画",
            '店招里的"<环保>路"是地址',
            '这里的"<止痛>"是歌名',
            "刻字示例:my <no.1>",
            '内圈可刻"你是我的<唯一>"',
            '"<时来运转>"四个字是客户要求的',
            "正面刻名字,例如<旺财>",
            '我们从不用"<跳楼价>"这种字眼',
        ],
        ['"<招财>"手链', "刻字手链<招财>", "<开光>过的红绳", "《诗经》里的<招财>"],
    ),
    "quoted": (
        ['杯身印着"<best mom>"', "卡片写着《<最佳>》"],
        ["<最佳>的“杯子”", "it's the <best>", "【<销量第一>】连衣裙", "[<绝对>正品]手链"],
    ),
    "question": (
        [
            "是不是<最好>的银?",
            "is it the <best>?",
            "想要<永不变色>的金属?目前没有,银会氧化",
            "粉晶<招桃花>?别信,好看就行",
        ],
        ["<最好>的银", "要<最好>的银?", "想<祛斑>?不用等", "想<美白>?没有它做不到的"],
    ),
    "care": (
        ["<最好>单独存放", "冲泡水温85度<最好>,再烫会苦", "<best> worn with a coat", "<最好>用软布擦拭"],
        ["手感<最好>", "<best> ring in town"],
    ),
    "measured": (
        ["<最大>承重80kg", "灯光<最高档>约800流明"],
        ["<最大>的优惠", "<最香浓>的咖啡250g装", "<最值>的一次加购2000g大瓶装"],
    ),
    "conditional": (
        ["阴干就<不会变形>", "掉<不掉色>", "如果<不漏水>就装好了", "检查是否<不漏水>", "请确保<不漏水>"],
        ["<不会变形>", "面料<不起球>", "能<用几十年>", "多功能<不生锈>锅铲", "海绵确保<十年不塌>"],
    ),
    "publication": (["<高血压>食谱一册"], ["<高血压>的老人都在戴"]),
    "medicine": (["兽用<消炎>粉", "<高血压>10mg*24片"], ["<消炎>凝胶"]),
    "played": (["王者荣耀<至尊>皮肤激活码", "<无敌>战甲,手游点券"], ["<至尊>手工皮鞋", "可玩游戏的<顶级>手机"]),
    "past": (["<限时>活动已结束,恢复日常售价"], ["<限时>活动"]),
    "ordinal": (["<第一>步", "<第一>层"], ["<第一>品牌"]),
}


@pytest.mark.parametrize(("guard", "text"), [(guard, text) for guard, rows in TABLE.items() for text in rows[0]])
def test_excused(guard: str, text: str) -> None:
    assert judged(guard, text)


@pytest.mark.parametrize(("guard", "text"), [(guard, text) for guard, rows in TABLE.items() for text in rows[1]])
def test_not_excused(guard: str, text: str) -> None:
    assert not judged(guard, text)


@pytest.mark.parametrize(
    ("text", "hit", "wished"),
    [
        ("寓意招财进宝,辟邪保平安", "辟邪", True),
        ("祝您财源广进,生意兴隆", "生意兴隆", True),
        ("象征好运的葫芦", "好运", True),
        ("四叶草代表幸运,这款项链由大师亲手设计,是今年的转运首饰", "转运", False),
        ("寓意平安,戴上就能招财", "招财", False),
        ("许愿瓶,许愿必灵", "必灵", False),
        ("招财又辟邪", "辟邪", False),
    ],
)
def test_a_meaning_or_a_wish_is_no_promise(text: str, hit: str, wished: bool) -> None:
    start = text.index(hit)
    assert GUARDS["wished"](text, start, start + len(hit)) is wished


@pytest.mark.parametrize(("text", "hit"), [("零添加一词的争议", "零添加"), ("最佳二字", "最佳")])
def test_a_word_that_is_spoken_of_is_named(text: str, hit: str) -> None:
    assert GUARDS["named"](text, 0, len(hit))
