"""Rule files to begin with, one a kind, each of them proves itself as it stands."""

from __future__ import annotations

from listinglint.tuples import NamedTuple

HEAD = """\
# {rule}: {what}
kind: {kind}
severity: warning
consequence: advice
{body}message:
  zh: "{zh}"
  en: "{en}"
why:
  zh: 写一两句店主能看懂的原因。
  en: Say in a sentence or two why this costs the shop money.
sources:
  - {{law: 本店规范, title: House style, checked: {today}}}
"""


class Starter(NamedTuple):
    """The part of a rule that belongs to its kind, what the rule says in Chinese and English, and its examples."""

    body: str
    zh: str
    en: str
    examples: str


_PHRASE = Starter(
    """\
applies: {fields: [title, description, bullets]}
phrases:
  - {term: 示例词, except: [示例词典], instead: 替换的词}  # 一段文字：直接替换；{zh: …, en: …}：只是建议
""",
    "“{match}”不符合本店规范",
    "“{match}” is not how this shop writes",
    """\
good:
  - 查看示例词典的说明
  - 普通的一句话
bad:
  - 这是<<示例词>>
""",
)
_PATTERN = Starter(
    """\
applies: {fields: [title, description, bullets]}
patterns:
  - {regex: '(?P<hit>买.{0,2}送.{0,2})', near: [买]}
""",
    "“{match}”需要写清条件",
    "“{match}” needs its conditions",
    """\
good:
  - 买家秀欢迎投稿
  - 普通的一句话
bad:
  - 今日<<买二送一>>
""",
)
_REPLACE = Starter(
    """\
applies: {fields: [title, description, bullets]}
swaps: {s 925: S925}
""",
    "“{match}”统一写作“{instead}”",
    "write “{instead}”, not “{match}”",
    """\
good:
  - S925 银戒指
  - 普通的一句话
bad:
  - <<s 925>> 银戒指
""",
)
_REQUIRE = Starter(
    "any-of: [attributes.产地, attributes.origin]\n",
    "没有写产地",
    "the place of origin is missing",
    """\
good:
  - {title: 戒指, attributes: {产地: 深圳}}
  - {title: ring, attributes: {origin: Shenzhen}}
bad:
  - {title: 戒指}
""",
)
_LIMIT = Starter(
    """\
applies: {fields: [title]}
measure: characters
limits:
  - {max: 12}
""",
    "{field} 有 {value} {unit}，上限 {limit}",
    "{field} has {value} {unit}, the limit is {limit}",
    """\
good:
  - {title: 短标题}
  - {title: A short one}
bad:
  - {title: A title that<< is too long>>}
""",
)
_METRIC = Starter(
    """\
applies: {languages: [en], fields: [description]}
measure: longest-sentence
limits:
  - {max: 12}
""",
    "有一句长达 {value} {unit}，上限 {limit}",
    "a sentence of {value} {unit}; the limit is {limit}",
    """\
good:
  - The ring is plain. It is 3 mm wide and weighs 2 g.
  - A short text.
bad:
  - "A plain ring. <<It has one sentence that goes on and on until nobody can follow it any more>>."
""",
)
_REPEAT = Starter(
    """\
applies: {fields: [title]}
unit: word
max: 1
""",
    "“{match}”出现了 {value} 次",
    "“{match}” stands {value} times",
    """\
good:
  - {title: 素圈戒指 简约}
  - {title: A plain ring}
bad:
  - {title: "戒指 素圈<<戒指>>"}
""",
)
_PICTURE = Starter(
    """\
pictures: [main]
measure: short-side
limits:
  - {min: 800}
""",
    "{role} {size} 太小：短边至少 {limit} 像素",
    "{role} of {size} is too small: the short side must reach {limit} px",
    """\
good:
  - {title: 戒指, images: {main: [800x800]}}
  - {title: A ring, images: {main: [1200x900], detail: [400x400]}}
bad:
  - {title: 戒指, images: {main: [620x620]}}
""",
)
STARTERS = {
    "phrase": _PHRASE,
    "pattern": _PATTERN,
    "replace": _REPLACE,
    "metric": _METRIC,
    "limit": _LIMIT,
    "require": _REQUIRE,
    "repeat": _REPEAT,
    "picture": _PICTURE,
}
