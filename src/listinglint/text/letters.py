"""Which characters mean the same letter: traditional and simplified, Latin and its look-alikes.

Built once from two kept libraries (OpenCC for Chinese, the Unicode confusables list for Latin look-alikes) and then
remembered with the compiled rules, because importing them costs more than checking a listing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# Characters that sellers write for another one to escape word lists; a hit through them is told as an evasion.
# 蕞 冣 嘬 are homophone or shape stand-ins for 最 that no Unicode table knows.
STAND_INS = {
    "蕞": "最", "冣": "最", "嘬": "最", "嶵": "最", "晬": "最", "檇": "最", "壹": "一", "弌": "一", "囯": "国", "苐": "第", "銕": "铁", "镓": "家",
}  # fmt: skip
# Alone, 鍊 is simplified to the 炼 of 锻炼; in a shop it is the chain of 項鍊 and 手鍊.
_IN_SHOPS = {"鍊": "链"}

_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# Scripts whose letters are swapped for Latin ones in practice; mathematical and full-width letters fold by NFKC.
_CYRILLIC = 0x0400
_SWAPPED = ((0x0370, 0x03FF), (0x0400, 0x052F), (0x0250, 0x02AF), (0x1D00, 0x1DBF))


def build() -> dict[str, str]:
    """Return one character for each that folds to another one beyond what Unicode normalisation does."""
    return {**dict(_simplified()), **dict(_lookalikes()), **_IN_SHOPS, **STAND_INS}


def _simplified() -> Iterator[tuple[str, str]]:
    import opencc  # 26 ms, only when the letters are built

    convert = opencc.OpenCC("t2s").convert
    for first, last in _HAN:
        for code in range(first, last + 1):
            letter = chr(code)
            simple = convert(letter)
            if simple != letter and len(simple) == 1:
                yield letter, simple


def _lookalikes() -> Iterator[tuple[str, str]]:
    from confusable_homoglyphs import confusables  # 75 ms, only when the letters are built

    for first, last in _SWAPPED:
        for code in range(first, last + 1):
            letter = chr(code)
            if not letter.isalpha():
                continue
            # A capital І looks like l too; its small letter tells what it is.  Cyrillic в, к, т look like capitals,
            # while Greek μ is a unit.
            forms = dict.fromkeys((letter.lower(), letter, *((letter.upper(),) if first >= _CYRILLIC else ())))
            glyphs = (glyph for form in forms if len(form) == 1 for glyph in _glyphs(confusables, form))
            latin = next((glyph for glyph in glyphs if len(glyph) == 1 and glyph in _LATIN), None)
            if latin is not None:
                yield letter, latin


def _glyphs(confusables: Any, letter: str) -> Iterator[str]:
    found = confusables.is_confusable(letter, greedy=True)
    for glyph in found[0]["homoglyphs"] if found else ():
        yield glyph["c"].lower()
