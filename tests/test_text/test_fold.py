from __future__ import annotations

import pickle
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from listinglint.text.fold import ZERO_WIDTH, Folded, Letters, _slowly, _tidy, fold

# What sellers write, and everything whose length changes when it is folded.
BITS = [
    "a", "B", "best", "Eco-Friendly", "-", " ", "  ", "\t", "\n", "\r\n", "\r", "\u3000", "\xa0", "最", "佳", "鑽", "蕞",
    "\uff21", "\uff0c", "\uff11", "㎜", "½", "ﬁ", "é", "e\u0301", "\u0301", "а", "Α", "ß", "İ", "Ⅷ", "㊣", "\u200b", "\ufe0f", "😀",
    "“", "’", "`", "—", "①", "℃", "…", "、", "ｶﾞ", "한", "𝐛", "\ufdd0", "\x85", "\u2028", "ﷺ",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(BITS) | st.characters(), max_size=20).map("".join)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Best QUALITY", "best quality"),
        ("Ｂｅｓｔ　９２５", "best 925"),
        ("𝐛𝐞𝐬𝐭 ℬest", "best best"),
        ("Café CRÈME cafe\u0301", "cafe creme cafe"),
        ("Straße Ærø", "straße ærø"),
        ("İstanbul", "istanbul"),
        ("鑽石項鍊", "钻石项链"),
        ("純銀戒指", "纯银戒指"),
        ("全网，最佳！（正品）", "全网,最佳!(正品)"),
        ("“World’s Best”", '"world\'s best"'),
        ("world`s", "world's"),
        ("最佳`", "最佳'"),
        ("「最佳」【正品】", '"最佳"[正品]'),
        ("12㎜ ½ ﬁne Ⅷ ㎏", "12mm 1⁄2 fine viii kg"),
        ("①②", "12"),
        ("Eco-Friendly", "eco friendly"),
        ("one–of–a–kind", "one of a kind"),
        ("925-1000", "925-1000"),
        ("a  b\tc", "a b c"),
        ("最\u3000\u3000佳", "最 佳"),
        ("a\xa0b", "a b"),
        ("top\r\nquality", "top quality"),
        ("soft,\nwarm", "soft, warm"),
        ("最\n佳", "最\n佳"),
        ("Soft.\nBest", "soft.\nbest"),
        ("soft\n\nbest", "soft\nbest"),
        ("soft\r\rbest", "soft\nbest"),
        ("top\rquality", "top quality"),
        ("最\r佳", "最\n佳"),
        (" best ", " best "),
        ("", ""),
    ],
)
def test_what_texts_fold_to(text: str, folded: str, letters: Letters) -> None:
    assert fold(text, letters).text == folded


@pytest.mark.parametrize(
    ("text", "folded", "marked"),
    [
        ("蕞佳", "最佳", "最"),
        ("bеst quality", "best quality", "e"),  # Cyrillic е
        ("全网 冣低", "全网 最低", "最"),
        ("鑽石", "钻石", ""),  # traditional script is honest
        ("Café", "cafe", ""),
        ("ｂｅｓｔ", "best", ""),
        ("α波", "a波", ""),
        ("a  b  蕞佳", "a b 最佳", "最"),
    ],
)
def test_stand_ins_are_marked(text: str, folded: str, marked: str, letters: Letters) -> None:
    done = fold(text, letters)
    marks = "".join(done.text[offset] for offset in sorted(done.stand_ins))
    assert (done.text, marks) == (folded, marked)


def test_a_word_of_another_alphabet_is_no_disguise(letters: Letters) -> None:
    assert fold("бренд серебро 最佳", letters).stand_ins == frozenset()


@settings(max_examples=200, deadline=None)
@given(text=SOUP)
@example(text="ﬁ\u0301")
@example(text="½\u0301 最  佳")
@example(text="最\r佳")
def test_every_span_leads_back_to_what_was_written(text: str, letters: Letters) -> None:
    """Folding the source of a folded character again gives that character."""
    done = fold(text, letters)
    ends = [done.span(at, at + 1) for at in range(len(done.text))]
    for at, (lo, hi) in enumerate(ends):
        assert 0 <= lo < hi <= len(text)
        again = fold(text[lo:hi], letters).text.replace("-", " ").replace("\n", " ")
        assert done.text[at].replace("-", " ").replace("\n", " ") in again, (text[lo:hi], done.text[at])
    assert all(one[0] <= two[0] and one[1] <= two[1] for one, two in pairwise(ends))


@settings(max_examples=150, deadline=None)
@given(text=SOUP)
def test_folding_again_changes_nothing(text: str, letters: Letters) -> None:
    assume(not set(text) & set("\r\n\x85\u2028"))  # two line ends become one, which then reads as a soft wrap
    once = fold(text, letters).text
    assert fold(once, letters).text == once


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.characters(max_codepoint=127), max_size=30) | st.text("aB -\t\r\n`.", max_size=12))
def test_the_quick_path_for_ascii_is_the_slow_one(text: str, letters: Letters) -> None:
    assert fold(text, letters).text == _tidy(*_slowly(text, letters)).text
    assert fold(text + "最", letters).text == fold(text + ".", letters).text[:-1] + "最"


@settings(max_examples=150, deadline=None)
@given(text=SOUP)
def test_the_translated_path_is_the_slow_one(text: str, letters: Letters) -> None:
    quick, slow = fold(text, letters), _tidy(*_slowly(text, letters))
    assert (quick.text, quick.stand_ins) == (slow.text, slow.stand_ins)
    assert all(quick.span(at, at + 1) == slow.span(at, at + 1) for at in range(len(quick.text)))


@given(text=SOUP)
def test_stand_ins_lie_in_the_text(text: str, letters: Letters) -> None:
    done = fold(text, letters)
    assert all(0 <= offset < len(done.text) for offset in done.stand_ins)
    assert not any(done.text[offset].isspace() for offset in done.stand_ins)


def test_zero_width_characters_stay_for_whoever_looks_for_evasions(letters: Letters) -> None:
    assert fold("最\u200b佳", letters).text == "最\u200b佳"
    assert all(fold(mark, letters).text == mark for mark in ZERO_WIDTH)


def test_combining_marks_belong_to_their_letter(letters: Letters) -> None:
    done = fold("cafe\u0301 最佳", letters)
    assert done.text == "cafe 最佳"
    assert done.span(3, 4) == (3, 5)
    assert done.span(5, 7) == (6, 8)


def test_an_expanded_character_stands_whole(letters: Letters) -> None:
    done = fold("长12㎜最佳", letters)
    assert done.text == "长12mm最佳"
    assert done.span(3, 4) == done.span(4, 5) == done.span(3, 5) == (3, 4)
    assert done.span(5, 7) == (4, 6)


def test_the_map_survives_collapsed_blanks_and_expansions(letters: Letters) -> None:
    text = "ﬁne   ㎜\r\n\r\n  最佳"
    done = fold(text, letters)
    assert done.text == "fine mm\n最佳"
    lo, hi = done.span(done.text.index("最"), len(done.text))
    assert text[lo:hi] == "最佳"
    lo, hi = done.span(4, 5)
    assert text[lo:hi] == "   "


def test_half_an_emoji_does_not_break_what_follows(letters: Letters) -> None:
    """JSON can spell a lone surrogate, which no matcher takes."""
    done = fold("最佳\ud83d!", letters)
    assert done.text.encode()
    assert done.text.startswith("最佳")
    assert done.span(0, 2) == (0, 2)


def test_every_han_character_folds_to_one_character(letters: Letters) -> None:
    odd = [chr(code) for code in range(0x4E00, 0xA000) if len(fold(chr(code), letters).text) != 1]
    assert odd == []


def test_accents_of_all_latin_letters_go(letters: Letters) -> None:
    accented = [chr(code) for code in range(0xC0, 0x250) if len(unicodedata.normalize("NFD", chr(code))) > 1]
    assert len(accented) > 200
    assert all(fold(one, letters).text.isascii() for one in accented if unicodedata.normalize("NFD", one)[0].isascii())


def test_letters_travel_between_processes(letters: Letters) -> None:
    back = pickle.loads(pickle.dumps(letters))
    assert back.pairs == letters.pairs
    text = "鑽石 蕞佳 ㎜ Café"
    assert fold(text, back) == fold(text, letters)


def test_without_a_map_offsets_are_the_same() -> None:
    assert Folded("best").span(1, 3) == (1, 3)
