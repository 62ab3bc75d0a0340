"""What holds for every format: maps are exact, nothing raises, time is linear, HTML is recognised."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listinglint.model import Format
from listinglint.spans import OffsetMap
from listinglint.text.view import looks_like_html, pictures, view
from tests.bench import steps

BITS = [
    "<", ">", "&", "<p>", "</p>", "<br/>", "<b", "<!--", "-->", "<script>", "</script>",
    "<img src=a.jpg alt='x'>", '"', "'", "=", "&amp;", "&nbsp", "&#39;", "&#x", "&#0;", "&notit;",
    "&NotEqualTilde;", "<![CDATA[", "]]>", "<pre>", "</pre>", "<td>", "<template>", "</", '<a b="',
    "*", "**", "_", "~~", "`", "```\n", "[", "]", "](u)", "![", "[a]: b\n", "\\", "|", "|-|\n",
    "# ", "- ", "> ", "1. ", "\n", "\r\n", "\n\n", " ", "  ", "\t", "最佳", "best", "5", "<Lmax",
    "<https://a.b>", "\x00", "😀",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(BITS) | st.text(max_size=3), max_size=25).map("".join)
FORMATS: list[Format] = ["html", "markdown"]


def spans_of(out: str, offsets: OffsetMap | None) -> list[tuple[int, int]]:
    return [offsets.span(i, i + 1) if offsets else (i, i + 1) for i in range(len(out))]


def stands_for(char: str, source: str) -> bool:
    """Tell whether a source stretch can be what this visible character was written as."""
    if source == char or (char.isspace() and (source.isspace() or source[0] in "<|" or "|" in source)):
        return True
    return source[0] == "&" or source == "\\" + char


@settings(max_examples=200, deadline=None)
@given(SOUP, st.sampled_from(FORMATS))
def test_every_character_maps_to_what_it_was_written_as(text: str, fmt: Format) -> None:
    out, offsets = view(text, fmt)
    if offsets is None:
        assert out == text
    else:
        assert (offsets.runs[-1][1] if offsets.runs else 0) == len(out)
        assert all(a[1] == b[0] and a[3] <= b[2] for a, b in zip(offsets.runs, offsets.runs[1:], strict=False))
    for char, (start, end) in zip(out, spans_of(out, offsets), strict=True):
        assert 0 <= start < end <= len(text)
        assert stands_for(char, text[start:end]), (char, text[start:end])


@settings(max_examples=200, deadline=None)
@given(SOUP, st.sampled_from(FORMATS))
def test_pictures_lie_in_the_text(text: str, fmt: Format) -> None:
    for one in pictures(text, fmt):
        assert 0 <= one.start <= one.end <= len(text)
        assert 0 <= one.alt_start <= one.alt_end <= len(text)
        if not set("&\\") & set(text):
            assert (one.src, one.alt) == (text[one.start : one.end], text[one.alt_start : one.alt_end])
    looks_like_html(text)


def test_plain_text_is_returned_as_it_is() -> None:
    text = "<b>a</b> &amp; **b**"
    assert view(text, "plain") == (text, None)
    assert view(text, "plain")[0] is text
    assert pictures("<img src=a>", "plain") == []


@pytest.mark.parametrize("fmt", FORMATS)
def test_text_without_marks_needs_no_map(fmt: Format) -> None:
    assert view("925纯银项链 < 50 g, R&D\nno markup", fmt) == ("925纯银项链 < 50 g, R&D\nno markup", None)
    assert view("", fmt) == ("", None)


@pytest.mark.parametrize(
    "text",
    ["<p>", "x<br/>y", "</div>", '<img src="a.jpg" alt="b">', "<P CLASS=x>", "<td nowrap>", "<a\nhref='#'>",
     "A &amp; B", "a&nbsp;b", "it&#39;s", "it&#x27;s", "&lt;3"],
)  # fmt: skip
def test_html_is_recognised(text: str) -> None:
    assert looks_like_html(text)


@pytest.mark.parametrize(
    "text",
    ["a < b > c", "<3", "R&D", "AT&T", "AT&T; R&D;", "a <b and c> d", "<https://a.b>", "<me@shop.cn>",
     "<O-ring>",
     "?a=1&copy=2", "<p", "if a<b", "", "&#;", "&nosuch;", "925 <sterling> silver", "<<最佳>>"],
)  # fmt: skip
def test_plain_text_is_not_taken_for_html(text: str) -> None:
    assert not looks_like_html(text)


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize(
    "bit",
    ["<", "<a ", "&", "<x ", '<a b="', "<!--", "<![CDATA[", "<script ", "&#1", "[", "![", "](", "*a ", "_",
     "`", "``a",
     "|-|\n", "[a]: b\n", "\\", "  ", "\n", "<a b=\"<a c='\" ", "![a](b)", "- ", "> ", "```\n"],
)  # fmt: skip
def test_time_grows_no_faster_than_the_text(fmt: Format, bit: str) -> None:
    def taken(size: int) -> int:
        text = bit * (size // len(bit))
        return steps(lambda: (view(text, fmt), pictures(text, fmt), looks_like_html(text)))

    taken(100)  # what is made at the first use is not counted
    # Ten times the text would take a hundred times the steps in quadratic time.
    assert taken(20_000) < 25 * max(taken(2_000), 20)


@pytest.mark.parametrize("bit", ["<", "<a ", "&"])
def test_a_million_broken_characters_are_read(bit: str) -> None:
    text = bit * (1_000_000 // len(bit))
    assert len(view(text, "html")[0]) == (0 if bit == "<a " else 1_000_000)
