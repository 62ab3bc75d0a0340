"""The names that shops give to the parts of a listing, in Chinese and English, and what each of them means here."""

from __future__ import annotations

from unicodedata import normalize

from listinglint.lazily import lazily
from listinglint.readers.base import ReadSettings

_NAMES = {
    "schema": "schema $schema",
    "id": "id listing-id product-id 编号 商品id 商品编号 产品id",
    "markets": "market markets 市场 销售市场 销售国家",
    "channels": "channel channels platform platforms 平台 渠道 销售渠道 发布平台",
    "lang": "lang language locale 语言 语种",
    "category": "category 类目 類目 分类 商品类目 产品类目 品类",
    "title": "title 标题 標題 商品标题 产品标题 宝贝标题 商品標題",
    "name": "name product-name item-name 名称 产品名称 商品名称 商品名 产品名 宝贝名称 產品名稱 商品名稱",
    "subtitle": "subtitle short-title short-description 副标题 副標題 短标题 导购标题 简介",
    "description": "description desc full-description body-html 描述 详情 詳情 商品描述 产品描述 宝贝描述 商品详情 "
    "产品详情 图文详情 产品介绍 商品介绍",
    "bullets": "bullets bullet bullet-points bullet-point highlights selling-points key-features 卖点 賣點 商品卖点 "
    "产品卖点 核心卖点 五点 五点描述 亮点",
    "attributes": "attributes attrs properties specs specifications 属性 屬性 参数 參數 规格参数 商品属性 产品属性 "
    "商品参数 产品参数",
    "variants": "variants variations skus 规格 規格 变体 变种 sku列表",
    "images": "images image pictures photos 图片 圖片 商品图片 产品图片",
    "seo": "seo",
    "seo.title": "seo-title meta-title",
    "seo.description": "seo-description meta-description",
    "lint": "lint listinglint",
    "evidence": "evidence proofs 证明 证明文件 凭证",
}
# Attributes that front matter often names at its top level; any other key there keeps its own name and is noted.
_ATTRIBUTES = """material materials material-type main-material brand vendor manufacturer color colour colors size sizes
 weight net-weight length width height depth thickness diameter dimensions capacity volume closure clasp plating finish
 metal metal-type metal-stamp metal-purity stone gemstone gem-type pearl-type setting fabric composition lining sole
 pattern style season gender age-group occasion care care-instructions origin country-of-origin warranty condition
 certificate certification sku gtin mpn ean upc barcode price compare-at-price sale-price currency package-contents
 ingredients model 材质 材質 材料 主材质 材质成分 成分 面料 里料 品牌 品名 颜色 顏色 尺寸 尺码 重量 净重 净含量 克重 金重
 长度 宽度 高度 厚度 直径 容量 产地 產地 原产地 货号 貨號 型号 款号 成色 镀层 電鍍 电镀 工艺 圈口 镶嵌材质 主石 配石 珍珠类型
 印记 证书 证书编号 执行标准 安全类别 风格 款式 图案 季节 适用季节 适用性别 适用人群 适用场景 洗涤方式 保养 保修 质保 包装清单
 包装 价格 原价 售价 现价 条形码 生产日期 保质期 配料表"""
_PART_NAMES = {
    "description": "detail details detail-page 详情页 详情页面 body content copy 文案 商品文案",
    "subtitle": "summary",
    "title": "name 产品名称 商品名称 名称",
    "keywords": "keywords 关键词 搜索词",
    "info": "product 属性信息 屬性信息 商品信息 产品信息 商品資訊 基本信息 商品资料 产品资料 规格 规格参数",
}
_PARTS = frozenset(("title", "subtitle", "description", "bullets", "attributes", "keywords", "info"))
_BLANKS = lazily(r"[\s_-]+")
_NUMBER = lazily(r"\d+$")
_TARGETS = frozenset(_NAMES)

_MARKETS = {
    "中国": "CN", "中国大陆": "CN", "大陆": "CN", "内地": "CN", "china": "CN", "zh-cn": "CN", "美国": "US",
    "usa": "US", "united states": "US", "en-us": "US", "欧盟": "EU", "欧洲": "EU", "europe": "EU", "英国": "UK",
    "gb": "UK", "united kingdom": "UK", "great britain": "UK", "en-gb": "UK",
}  # fmt: skip
_CHANNELS = {
    "淘宝": "taobao", "天猫": "tmall", "京东": "jd", "拼多多": "pdd", "阿里巴巴": "1688", "速卖通": "aliexpress",
    "亚马逊": "amazon", "沃尔玛": "walmart", "谷歌": "google",
}  # fmt: skip


def plain(key: str) -> str:
    """Return a key as it is compared: width, case and the blanks, hyphens and underscores between words aside."""
    return _BLANKS.sub("", normalize("NFKC", key).casefold())


def meaning(key: str, settings: ReadSettings) -> str:
    """Return what a key of a manifest means (`标题` → title, `材质` → attributes), nothing for an unknown one.

    The shop's own names come first; they may lead to a whole path such as `attributes.材质`.
    """
    target = own(key, settings)
    if target:
        found = _KEYS.get(plain(target), "")
        return found if found in _TARGETS else target
    wanted = plain(key)
    return _KEYS.get(wanted) or _KEYS.get(_bullet(wanted), "")


def own(key: str, settings: ReadSettings) -> str:
    """Return what the shop's configuration says a key means, nothing where it says nothing."""
    wanted = plain(key)
    return next((target for name, target in settings.aliases.items() if plain(name) == wanted), "")


def attribute(key: str, settings: ReadSettings) -> str:
    """Return the field path of an attribute: its own name, or what the shop's configuration calls it."""
    target = own(key, settings)
    return target if target.startswith("attributes.") else f"attributes.{key}"


def part_meaning(stem: str, settings: ReadSettings) -> str:
    """Return which part of a listing a text file of this name holds, nothing for a name that tells nothing."""
    wanted = plain(stem)
    found = _PART_KEYS.get(wanted) or meaning(stem, settings)
    return found if found in _PARTS else ""


def market(told: str) -> str:
    """Return a market by its code: CN, US, EU, UK."""
    return _MARKETS.get(told.strip().lower(), told.strip().upper())


def channel(told: str) -> str:
    """Return a marketplace by its name in rules: taobao, amazon, etsy."""
    return _CHANNELS.get(told.strip(), told.strip().lower())


def _bullet(wanted: str) -> str:
    """卖点1, bullet_point5: numbered selling points are selling points."""
    stem = _NUMBER.sub("", wanted)
    return stem if stem != wanted and _KEYS.get(stem) == "bullets" else ""


_KEYS = {plain(word): name for name, words in _NAMES.items() for word in words.split()}
_KEYS |= {plain(word): "attribute" for word in _ATTRIBUTES.split()}
_PART_KEYS = {plain(word): name for name, words in _PART_NAMES.items() for word in words.split()}
