"""Words are taken out so that what is left still reads; where it would not, nothing is taken out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listinglint.text.cutting import Reach, cut

CASES = [
    ("全网<<最佳>>的925银项链", "全网925银项链"),
    ("本店<<最好的>>戒指，戴着舒服。", "本店戒指，戴着舒服。"),
    ("<<最佳>>925银项链", "925银项链"),
    ("品质<<最好>>，戴着舒服", "戴着舒服"),
    ("这是<<最好>>的项链", "这是项链"),
    ("这款是<<最好的>>。", None),
    ("925银项链，<<包治百病>>，戴着舒服。", "925银项链，戴着舒服。"),
    ("银戒指，<<终身不掉色>>。戴着舒服。", "银戒指。戴着舒服。"),
    ("手工打磨。<<永不变形>>。", "手工打磨。"),
    ("手工打磨\n<<永不变形>>\n链长45厘米", "手工打磨\n链长45厘米"),
    ("925银戒指 <<全网最低价>>", "925银戒指"),
    ("含棉92%<<有机棉>>、氨纶8%", None),
    ("含棉<<有机棉>>、氨纶8%", "氨纶8%"),
    ("由<<国家级>>大师设计", "由大师设计"),
    ("- <<HURRY>>, only few left\n- Silver", "- Only few left\n- Silver"),
    ("- Silver\n- <<Lifetime guarantee>>\n- Gold", "- Silver\n- Gold"),
    ("It is light, <<so anyone can wear it in the shower>>, pool or sea.", None),
    ("silver ring, <<anti aging>>, gift", "silver ring, gift"),
    ("<b><<永不变形>></b>", None),
    ("A <<miracle>> ring for daily wear.", "A ring for daily wear."),
    ("An <<unbeatable>> ring", "A ring"),
    ("<<Unmatched>> comfort for long walks.", "Comfort for long walks."),
    ("You get the <<best price>> here.", None),
    ("The <<best>> in skincare.", None),
    ("Silver ring. <<Guaranteed for life>>. Ships in a box.", "Silver ring. Ships in a box."),
    ("Silver ring, <<never fades>>, 45 cm", "Silver ring, 45 cm"),
    ("This ring <<cures pain>>.", None),
    ("Does it rust? <<Never>>.", None),
    ("67% <<Organic Cotton>> / 28% Hemp", None),
]


def after(told: str, reach: Reach = "words") -> str | None:
    start = told.index("<<")
    end = told.index(">>") - 2
    text = told.replace("<<", "").replace(">>", "")
    found = cut(text, start, end, reach)
    return None if found is None else text[: found.start] + found.new + text[found.end :]


@pytest.mark.parametrize(("told", "left"), CASES)
def test_what_is_left(told: str, left: str | None) -> None:
    assert after(told) == left


def test_a_sentence_goes_whole() -> None:
    assert after("特价商品，<<一经售出,概不退换>>。请拍照。", "sentence") == "请拍照。"
    assert after("链长45厘米。想要更多款式请<<加微信：fmj>>。银链。", "sentence") == "链长45厘米。银链。"
    assert after("<<加微信>>", "sentence") is None


def test_exactly_these_characters_go() -> None:
    assert after("银戒指 <<29.9元>> 一对", "exactly") == "银戒指 一对"
    assert after("Need Hoops? Silver<<_>>30 mm", "exactly") == "Need Hoops? Silver 30 mm"
    assert after("Sold as a pair <<❤>>", "exactly") == "Sold as a pair"
    assert after("<<!>>", "exactly") is None
    assert after(",<<1>>", "exactly") is None


@given(
    st.text(alphabet="银链最好的是，。 ab.,<>\n“”（）1", min_size=1, max_size=40),
    st.integers(0, 39),
    st.integers(1, 8),
    st.sampled_from(["exactly", "words", "clause", "sentence"]),
)
def test_the_words_are_gone_and_nothing_is_added(text: str, start: int, size: int, reach: Reach) -> None:
    start = min(start, len(text) - 1)
    end = min(len(text), start + size)
    found = cut(text, start, end, reach)
    if found is None:
        return
    told = text[start:end].strip(" ，。、,.") if reach != "exactly" else text[start:end]
    assert told in text[found.start : found.end]
    assert found.start < found.end <= len(text)
    left = text[: found.start] + found.new + text[found.end :]
    assert left.strip()
    assert len(left) <= len(text)
