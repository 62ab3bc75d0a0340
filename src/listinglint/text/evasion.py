"""Terms pulled apart so that word lists miss them: 最 佳, 国*家*级, b.e.s.t.  Tier 2 of the folding.

Characters that stand between the letters are dropped, never across clause punctuation; whoever asks must still prove
that the joined letters are the term and not the ends of two neighbouring words (欧美 白色 holds no 美白).
"""

from __future__ import annotations

import re

from listinglint.spans import Builder, OffsetMap
from listinglint.text.fold import ZERO_WIDTH

_HAN = "\u3400-\u9fff"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])[ {ZERO_WIDTH}·.*_/|~^+#@'\"=&\-]{{1,3}}(?=[{_HAN}])")
_HIDDEN = re.compile(rf"(?<=\w)[{ZERO_WIDTH}]+(?=\w)")
_SPELLED = re.compile(r"(?<![a-z0-9])[a-z](?:[ .*_\-~^+|/'][a-z]){2,}(?![a-z0-9])")
_ANY = re.compile(f"{_BETWEEN_HAN.pattern}|{_HIDDEN.pattern}|{_SPELLED.pattern}")


def squeeze(text: str) -> tuple[str, OffsetMap] | None:
    """Return folded text without the separators between letters and the way back; None where there are none."""
    first = _ANY.search(text)
    if first is None:
        return None
    build = Builder()
    last = 0
    for gap in _ANY.finditer(text, first.start()):
        build.copy(text[last : gap.start()], last)
        if gap.group()[0].isascii() and gap.group()[0].isalpha():
            for at in range(gap.start(), gap.end(), 2):
                build.copy(text[at], at)
        last = gap.end()
    build.copy(text[last:], last)
    return build.done()


def separators(text: str, start: int, end: int) -> str:
    """Return the characters between the letters of the stretch [start, end)."""
    return "".join(one for one in text[start:end] if not one.isalnum())
