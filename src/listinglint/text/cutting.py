"""Takes words out of a text so that what is left still reads: the words alone, their clause or their sentence."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from listinglint.lazily import lazily
from listinglint.tuples import NamedTuple

Reach = Literal["exactly", "words", "clause", "sentence"]


class Cut(NamedTuple):
    """Replace [start, end) of the text with `new`, which is mostly nothing."""

    start: int
    end: int
    new: str = ""


class _Part(NamedTuple):
    """A clause and the mark behind it; `ends` where that mark ends the sentence."""

    start: int
    end: int
    stop: int
    ends: bool


# Nothing is cut across a line end or a sign of markup.
_RUN = lazily(r"[\n\r\t<>|*_#`\[\]{}&]+")
_ITEM = lazily(r"[ \t]*(?:[-+•●◆✔✅]|\d{1,2}[.)、])[ \t]*")
# Written with its first sign as a set, so that the engine passes over letters without a question.
_MARK = lazily(
    r"[。！？!?；;….，、,:：/\s—·•～](?:"
    r"(?P<ends>(?<=[。！？!?；;…])[。！？!?；;…]*[”’」』）)]*\s*|(?<=\.)(?=\s|$)\s*)"
    r"|(?<=[，、])\s*|(?<=[,:：/])(?:(?<!\d.)|(?!\d))\s*|(?<=\s)\s*[-–—~·•]\s+|(?<=—)—|(?<=[·•～])"
    r"|(?<=[\u3400-\u9fff]\s)\s*(?=\S)|(?<=\S\s)\s*(?=[\u3400-\u9fff]))"
)
_HAN = lazily(r"[\u3400-\u9fff]")
_STOPS = " ，。、,.!！?？;；:："
_FIGURE = lazily(r"\d")
_LETTERS = lazily(r"[^\W_]")
_PAIRS = ("《》", "（）", "()", "“”", "「」", "【】")
# With one of these at its end a clause wants to go on; with one of these at its beginning it has lost its head.
_OPEN = tuple(
    "的地得是为有会让使令把被将给对向从以于在和与及或而但并很更最就都也还不没无比如则可能要用像成跟同由靠按每该此"
)
_HEADLESS = tuple("的地得了着过们性化度感款级型性之和与及或并且而但就才也都还让把被将使令等以是者")
_DEGREES = ("真正", "绝对", "非常", "号称", "堪称", "被誉为", "称得上", "可以说是", "很", "更")
_ARTICLE = lazily(r"(?i)\b(an?)(\s+)$")
_DETERMINER = lazily(r"(?i)(?:^|[^a-z])(?:an?|the|our|your|its|these|this|with|of|in|and)\s+$")
# Words behind which no adjective ended (“best of all”), and words that no adjective holds (“only one of”).
_NO_NOUN = frozenset(
    [
        "in",
        "of",
        "for",
        "to",
        "that",
        "than",
        "then",
        "is",
        "are",
        "was",
        "were",
        "with",
        "on",
        "at",
        "by",
        "from",
        "and",
        "or",
        "as",
        "but",
        "so",
        "if",
        "when",
        "while",
        "it",
        "you",
        "your",
        "we",
        "our",
        "they",
        "this",
        "these",
        "all",
        "any",
        "every",
        "each",
        "will",
        "can",
        "may",
        "the",
        "a",
        "an",
        "among",
        "over",
        "under",
        "into",
        "after",
        "before",
        "without",
        "against",
        "since",
        "until",
        "last",
        "first",
        "one",
        "ones",
        "ever",
        "even",
        "never",
        "now",
        "here",
        "there",
        "today",
        "tomorrow",
        "yet",
        "again",
        "anywhere",
        "around",
        "per",
        "not",
        "no",
        "we",
        "i",
    ]
)
_NO_ADJECTIVE = (_NO_NOUN | {"out", "nothing", "nobody", "only", "goes", "has", "have", "does"}) - {
    "the",
    "all",
    "first",
    "one",
}
_MOST_WORDS = 4
# A Chinese adjective may stand right before its noun, without 的: 国家级大师.
_SHORT = 3


def cut(text: str, start: int, end: int, reach: Reach = "words", adjective: bool = True) -> Cut | None:
    """Return how to take text[start:end] out, None where nothing readable would be left.

    `reach` is how much goes at least; words that a clause cannot stand without take it along.  `adjective` allows that Latin
    words are taken out of the middle of a clause.
    """
    if reach == "exactly":
        return _exactly(text, start, end)
    # Marks at the ends of the words are for the sentence to keep.
    end = start + len(text[start:end].rstrip(_STOPS))
    start = end - len(text[start:end].lstrip(_STOPS))
    if start == end:
        return None
    lo, hi = _run(text, start, end)
    parts = _parts(text, lo, hi)
    inside = [number for number, one in enumerate(parts) if one.start < end and start < one.end]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    whole = _Part(parts[first].start, parts[last].end, parts[last].stop, parts[last].ends)
    chinese = _HAN.search(text, whole.start, whole.end) is not None
    if reach == "words":
        begins = first == 0 or parts[first - 1].ends
        found = _inside(text, start, end, whole, chinese, begins, adjective)
        if found is not None:
            return found if _balanced(text[found.start : found.end]) else None
        if not chinese and not _clause_may_go(text, start, end, whole, begins):
            return None
    found = _without(text, parts, *(_sentence(parts, first, last) if reach == "sentence" else (first, last)))
    # A figure that would go along is a fact: 92% organic cotton, 8% elastane.
    if (
        found is None
        or found.start > start
        or found.end < end
        or _FIGURE.search(text[found.start : start] + text[end : max(end, found.end)])
    ):
        return None
    return found


def _inside(text: str, start: int, end: int, whole: _Part, chinese: bool, begins: bool, adjective: bool) -> Cut | None:
    """Take out the words and leave their clause, where it can stand without them."""
    if chinese:
        return _chinese(text, start, end, whole, adjective)
    return _latin(text, start, end, whole, begins) if adjective else None


def _clause_may_go(text: str, start: int, end: int, whole: _Part, begins: bool) -> bool:
    """Tell whether an English clause may go: it is mostly the words, and no other clause leans on it."""
    if 2 * _count(text, start, end) < _count(text, whole.start, whole.end):
        return False
    return whole.ends or len(text[whole.start : whole.end].split()) <= (2 if begins else _MOST_WORDS)


def _sentence(parts: tuple[_Part, ...], first: int, last: int) -> tuple[int, int]:
    """Return the clauses of the sentence around some of its clauses."""
    while first and not parts[first - 1].ends:
        first -= 1
    while last + 1 < len(parts) and not parts[last].ends:
        last += 1
    return first, last


def _exactly(text: str, start: int, end: int) -> Cut | None:
    """Take out these characters, and a blank or comma that would stand doubled or at an end."""
    before, after = text[:start], text[end:]
    if not (before + after).replace(",", "").replace("，", "").strip():
        return None
    if before[-1:].isalnum() and after[:1].isalnum() and (before + after).isascii():
        return Cut(start, end, " ")  # an underscore held two words apart
    if after[:1] in (" ", ",", "，") and (not before or before[-1:].isspace()):
        end += len(after) - len(after.lstrip(" ,，"))
    elif not after.strip() or after[:1] in (",", "，", "."):
        start = len(before.rstrip(" ,，"))
    if not (text[:start] + text[end:]).strip():
        return None
    return Cut(start, end)


def _run(text: str, start: int, end: int) -> tuple[int, int]:
    lo = max((one.end() for one in _RUN.finditer(text, 0, start)), default=0)
    after = _RUN.search(text, end)
    item = _ITEM.match(text, lo)
    if item and item.end() <= start and text[lo - 1 : lo] in ("", "\n", "\r"):
        lo = item.end()
    return lo, after.start() if after else len(text)


@lru_cache(8)  # several findings stand in one text
def _parts(text: str, lo: int, hi: int) -> tuple[_Part, ...]:
    found = []
    for mark in _MARK.finditer(text, lo, hi):
        found.append(_Part(lo, mark.start(), mark.end(), mark["ends"] is not None))
        lo = mark.end()
    return (*found, _Part(lo, hi, hi, True)) if lo < hi else tuple(found)


def _without(text: str, parts: tuple[_Part, ...], first: int, last: int) -> Cut | None:
    """Take whole clauses out, with the mark that only they needed."""
    lo, hi = parts[first].start, parts[last].stop
    rest = text[parts[0].start : lo] + text[hi : parts[-1].stop]
    if not _balanced(text[lo:hi]):
        return None
    if not _says_something(rest):
        return _line(text, parts[0].start, parts[-1].stop)
    begins = first == 0 or parts[first - 1].ends
    if first and begins and text[parts[first - 1].end : parts[first - 1].stop].strip() in ("?", "？"):
        return None  # a question would lose its answer
    if parts[last].ends and not begins:
        # The last clause of its sentence: the pause before it goes, the full stop stays.
        return Cut(parts[first - 1].end, parts[last].end)
    if first and hi == parts[-1].stop:
        lo = parts[first - 1].stop if parts[first - 1].ends else parts[first - 1].end
        return Cut(lo - len(text[:lo]) + len(text[:lo].rstrip()), hi)
    return _capital(text, lo, hi) if begins else Cut(lo, hi)


def _line(text: str, lo: int, hi: int) -> Cut | None:
    """Take out a line that is nothing but the words, where other lines stay."""
    item = max(text.rfind("\n", 0, lo), text.rfind("\r", 0, lo)) + 1
    if _ITEM.fullmatch(text, item, lo):
        lo = item
    alone = text[lo - 1 : lo] in ("", "\n", "\r") and text[hi : hi + 1] in ("", "\n", "\r")
    if not alone or not _says_something(text[:lo] + text[hi:]):
        return None
    stop = hi + (2 if text[hi : hi + 2] == "\r\n" else 1 if hi < len(text) else 0)
    return Cut(lo, stop) if stop > hi else Cut(len(text[:lo].rstrip()), hi)


def _capital(text: str, lo: int, hi: int) -> Cut:
    """What follows now begins the sentence, as the words did that are gone."""
    if text[lo : lo + 1].isupper() and text[hi : hi + 1].islower():
        return Cut(lo, hi + 1, text[hi].upper())
    return Cut(lo, hi)


def _chinese(text: str, start: int, end: int, whole: _Part, adjective: bool) -> Cut | None:
    left, right = text[whole.start : start], text[end : whole.end]
    if right[:1] in ("的", "之") and _count(right, 1, len(right)):
        for word in _DEGREES:
            if left.endswith(word):
                left = left.removesuffix(word)
        return Cut(whole.start + len(left), end + 1)
    if text[end - 1] == "的" and left.strip() and _count(right, 0, len(right)) >= 2:
        return Cut(start, end)
    if not left.strip():
        named = _count(right, 0, len(right)) >= 2 and not right.startswith(_HEADLESS)
        return Cut(start, end + len(right) - len(right.lstrip())) if named else None
    if adjective and end - start <= _SHORT and _HAN.match(right) and not right.startswith(_HEADLESS):
        return Cut(start, end)
    stands = _count(left, 0, len(left)) >= 4 and not left.rstrip().endswith((*_OPEN, *"0123456789%"))
    return Cut(start - len(left) + len(left.rstrip()), end) if stands and not right.strip() else None


def _latin(text: str, start: int, end: int, whole: _Part, begins: bool) -> Cut | None:
    """Take an adjective from before its noun: behind an article, or where the sentence begins with it."""
    words = text[start:end].lower().split()
    if len(words) > _MOST_WORDS or not _NO_ADJECTIVE.isdisjoint(words):
        return None
    left, right = text[whole.start : start], text[end : whole.end]
    following = right.split(maxsplit=1)[0].strip(".,;:'\"").lower() if right.strip() else ""
    if not right.startswith(" ") or not following[:1].isalpha() or following in _NO_NOUN:
        return None
    stop = end + len(right) - len(right.lstrip())
    if not left.strip():
        return _capital(text, start, stop) if begins and len(right.split()) > 1 else None
    if not _DETERMINER.search(left):
        return None
    article = _ARTICLE.search(left)
    right_one = "an" if following[0] in "aeiou" else "a"
    if article and article[1].lower() != right_one:
        written = right_one.capitalize() if article[1][0].isupper() else right_one
        return Cut(whole.start + article.start(), stop, written + article[2])
    return Cut(start, stop)


def _count(text: str, lo: int, hi: int) -> int:
    return len(_LETTERS.findall(text, lo, hi))


def _says_something(text: str) -> bool:
    """Tell whether a text has two letters at least."""
    first = _LETTERS.search(text)
    return first is not None and _LETTERS.search(text, first.end()) is not None


def _balanced(text: str) -> bool:
    """Tell whether no bracket or quotation mark would lose its partner."""
    return all(text.count(pair[0]) == text.count(pair[1]) for pair in _PAIRS) and text.count('"') % 2 == 0
