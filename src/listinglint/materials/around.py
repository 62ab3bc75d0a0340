"""What the words before and behind a material turn it into: a coating, a look, an imitation, a denial."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from listinglint.lazily import lazily
from listinglint.materials.terms import Turns
from listinglint.text.holding import holds
from listinglint.tuples import NamedTuple

_LATIN = lazily(r"[a-z0-9]")
_CLAUSE = lazily(r"[。!?;\n…,、:|]|\.(?=\s|$)|\s-+\s")
_REACH = 40
_MOST_KNOWN = 4096
Words = tuple[str, ...]
Marks = Mapping[str, re.Match[str] | None]


# An expression and the words of which one stands in whatever it matches: only then it is compiled and asked.
Listed = tuple[re.Pattern[str], Words]


class Patterns(NamedTuple):
    """The word lists of `Turns` as expressions; English ones stand apart, Chinese ones are glued.

    `known` keeps what stands beside names, for the same stands beside many: as long as the process, never written down.
    """

    before: Mapping[str, Listed]
    behind: Mapping[str, Listed]
    known: dict[tuple[bool, str], Marks]

    def before_of(self, text: str) -> Marks:
        """Return what of each list ends right where a name begins."""
        return self.known.get((True, text)) or self._read(text, before=True)

    def behind_of(self, text: str) -> Marks:
        """Return what of each list begins right where a name ends."""
        return self.known.get((False, text)) or self._read(text, before=False)

    def _read(self, text: str, *, before: bool) -> Marks:
        if len(self.known) >= _MOST_KNOWN:
            self.known.clear()
        found: dict[str, re.Match[str] | None] = {}
        for name, (form, words) in (self.before if before else self.behind).items():
            asked = form.search if before else form.match
            found[name] = asked(text) if holds(text, words) else None
        self.known[before, text] = found
        return found


class Context(NamedTuple):
    """The folded text around one name, cut to its clause."""

    before: str
    behind: str


def context(text: str, start: int, end: int) -> Context:
    """Return what stands before and behind a name in its clause, at most `_REACH` characters either side."""
    before = text[max(0, start - _REACH) : start]
    cuts = [mark.end() for mark in _CLAUSE.finditer(before)]
    behind = text[end : end + _REACH]
    stop = _CLAUSE.search(behind)
    return Context(before[cuts[-1] :] if cuts else before, behind[: stop.start()] if stop else behind)


def patterns(turns: Turns) -> Patterns:
    """Compile the word lists once a run."""
    return Patterns(_befores(turns), _behinds(turns), {})


def _befores(turns: Turns) -> dict[str, Listed]:
    between = r"(?:[a-z]+ )?"
    return {
        "exclusive": _before(turns.exclusive),
        "natural": _before(turns.natural),
        "coated": _before(turns.coated_before, r"(?:a |thick |real |genuine |durable |with |in |layers? of |真|厚)*"),
        "imitation": _before(turns.imitation, between),
        "lab": _before(turns.lab, between),
        "cultured": _before(turns.cultured, between),
        "reconstituted": _before(turns.reconstituted),
        "appearance": _before(turns.appearance_before, r"(?:a |the |real |true )?"),
        "not": _before(
            turns.not_before,
            r"(?:a |an |the |any |made of |made from |real |solid |pure |genuine |含|有|任何|添加)*",
        ),
        "use": _before(turns.use_before, r"(?:your |all |any |fine |most |real |genuine |各类|各种|所有|纯|的)*"),
    }


def _behinds(turns: Turns) -> dict[str, Listed]:
    return {
        "coated": _behind(turns.coated_behind),
        "filled": _behind(turns.filled_behind),
        "appearance": _behind(turns.appearance_behind),
        "tint": _behind(turns.tint_behind),
        # 金属色丝袜: the silk of the next word does not matter
        "colour": (lazily("色(?![泽织丁])"), ("色",)),
        "hue": (
            lazily("[红绿蓝黄粉紫橙](?![宝幽玛翡松碧玉水晶石纹发])"),
            tuple("红绿蓝黄粉紫橙"),
        ),  # 玛瑙红 is a red, 水晶紫幽灵 a stone
        "finish": _behind(turns.finish_behind),
        "alternative": _behind(turns.alternative),
        "free": _behind(turns.free_behind),
        "use": _behind(
            turns.use_behind,
            "(?:服装?|饰品?|具|制品|器|类|衣物|鞋|包|沙发|家具|首饰|手串|手链|手镯|项链|戒指|耳环|耳钉|餐具)?",
        ),
        "blend": _behind(turns.blend_behind),
        "article": _behind(turns.article_zh),
        "over": (lazily(r"^\s+over\s"), ("over",)),
        "and": (lazily(r"^\s*(?:and|or|&|/|与|和|或|、)\s*$"), ("and", "or", "&", "/", "与", "和", "或", "、")),
    }


def _before(words: Words, gap: str = "") -> Listed:
    latin, han = _sorted(words)
    parts = [rf"(?<![a-z0-9])(?:{latin})\s+{gap}$"] if latin else []
    parts += [rf"(?:{han})\s?{gap}$"] if han else []
    return lazily("|".join(parts)), words


def _behind(words: Words, gap: str = "") -> Listed:
    latin, han = _sorted(words)
    parts = [rf"\s?-?(?:{latin})(?![a-z0-9])"] if latin else []
    parts += [rf"\s?{gap}(?:{han})(?![织法纺])"] if han else []  # 羊毛针织衫 has no pin of wool
    return lazily("|".join(parts)), words


def _sorted(words: Iterable[str]) -> tuple[str, str]:
    ordered = sorted(words, key=len, reverse=True)
    latin = "|".join(re.escape(one) for one in ordered if _LATIN.match(one[-1]))
    han = "|".join(re.escape(one) for one in ordered if not _LATIN.match(one[-1]))
    return latin, han


def part_behind(words: Mapping[str, Words]) -> list[tuple[str, Listed]]:
    """Return for each part the expression that finds its word behind a material."""
    return [(part, _behind(listed)) for part, listed in words.items()]
