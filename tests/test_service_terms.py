"""Terms of service in our own sentences: unlawful ones are told, lawful neighbours of theirs are not."""

from __future__ import annotations

import pytest

from listinglint.engine import Plan, check, plan
from listinglint.model import Field, Listing, Source, Verbatim
from listinglint.ruleset import RuleSet

UNLAWFUL_ZH = [
    "特价款一经售出概不退换",
    "清仓商品，售出不退不换",
    "本店商品离柜概不退换，请看清楚再拍",
    "饰品类商品拆封后一律不退",
    "玉石类非质量问题恕不退换",
    "促销商品不支持退换货",
    "亲，本店不接受任何退货哦",
    "活动最终解释权归本公司所有",
    "以上条款解释权归卖家所有",
    "本店对活动保留最终解释权",
    "货物签收后概不负责",
    "快递途中丢失，卖家不承担任何责任",
    "签收即视为商品完好",
    "五星好评返现5元",
    "好评截图联系客服领红包",
    "收货后带图好评返2元",
    "评价晒图返现3元",
    "给差评者一律拉黑",
    "差评不退不换",
    "本店谢绝差评",
    "请不要随意给差评",
    "记得给五星好评",
    "爱买不买，不讲价",
    "嫌贵绕道",
]
LAWFUL_ZH = [
    "刻字款为定制商品，不支持七天无理由退货",
    "来图定做的商品一经制作不退不换",
    "支持七天无理由退换货",
    "签收七天内不影响二次销售可退换",
    "已佩戴、吊牌剪掉的不予退换",
    "超过十五天不再受理退换",
    "鲜花属于鲜活商品，不支持无理由退货",
    "人为损坏不在保修范围，本店不承担责任",
    "内衣拆封后出于卫生考虑不支持退换",
    "电子版图纸为虚拟商品，发货后不退不换",
    "签收前请先验货，破损请拒收",
    "如有破损，本店负责补发",
    "有问题随时联系客服，我们负责到底",
    "好评如潮的经典款，送礼自用都合适",
    "老客好评推荐，返校季热卖",
    "晒后修复芦荟胶",
    "面料不易退色，洗后不变形",
    "退换货地址请咨询客服",
    "退换货运费说明见店铺首页",
    "差评我们会认真回复",
    "如实评价即可，不要求好评",
    "电影《非诚勿扰》同款帽子",
    "不退货也没关系，可以换尺码",
    "条款的解释权不属于任何一方",
    "请勿使用漂白剂，否则后果自负",
    "质量问题包退包换",
]
UNLAWFUL_EN = [
    "Sorry, no returns or refunds.",
    "Sale items: no returns whatsoever.",
    "All sales are final.",
    "All sales final, no exchanges.",
    "We do not accept returns.",
    "Returns are not accepted on jewellery.",
    "We don't offer refunds.",
    "This necklace is non-returnable.",
    "FINAL SALE: cannot be returned.",
    "No refunds under any circumstances.",
    "We are not responsible for parcels lost or damaged in transit.",
    "Sold as seen, no warranty.",
    "Leave a five-star review and receive a $5 gift card.",
    "Write a positive review to get a free gift.",
    "Get 10% off for a 5-star review.",
    "Please leave us 5 stars.",
    "Please do not leave negative feedback.",
    "Negative reviews will result in a ban.",
    "Time wasters please stay away.",
    "Don't waste our time.",
]
LAWFUL_EN = [
    "Engraved rings cannot be returned.",
    "Personalised items are non-refundable.",
    "No returns on custom orders.",
    "Pierced earrings are non-returnable for hygiene reasons.",
    "Digital download: no refunds once downloaded.",
    "Returns accepted within 30 days of delivery.",
    "No returns after 30 days.",
    "The deposit is non-refundable.",
    "Shipping fees are non-refundable.",
    "Free returns, no questions asked.",
    "No return label needed.",
    "We offer refunds for lost parcels.",
    "We are responsible for parcels lost in transit.",
    "A point of no return for tarnish.",
    "Leave a review if you like it.",
    "Reviews help small shops.",
    "A timer that never wastes energy.",
    "Please write to us before you return anything.",
    "Five star hotel linen.",
    "The final sale price is shown at checkout.",
]


@pytest.fixture(scope="module")
def ready(shipped: RuleSet) -> Plan:
    return plan(shipped.select(["wording/service"]))


def _told(ready: Plan, text: str, market: str) -> list[str]:
    field = Field("description", text, Verbatim(Source("f", text), 0, len(text)))
    result = check(Listing("L", "f", (field,), markets=(market,)), ready)
    assert result.not_checked == ()
    return [one.rule for one in result.findings]


@pytest.mark.parametrize("text", UNLAWFUL_ZH)
def test_told_in_chinese(ready: Plan, text: str) -> None:
    assert _told(ready, text, "CN")


@pytest.mark.parametrize("text", LAWFUL_ZH)
def test_silent_in_chinese(ready: Plan, text: str) -> None:
    assert _told(ready, text, "CN") == []


@pytest.mark.parametrize("text", UNLAWFUL_EN)
def test_told_in_english(ready: Plan, text: str) -> None:
    assert _told(ready, text, "UK")


@pytest.mark.parametrize("text", LAWFUL_EN)
def test_silent_in_english(ready: Plan, text: str) -> None:
    assert _told(ready, text, "UK") == []


@pytest.mark.parametrize("text", ["All sales are final.", "We do not accept returns."])
def test_a_seller_in_the_united_states_may_refuse_returns(ready: Plan, text: str) -> None:
    assert _told(ready, text, "US") == []
