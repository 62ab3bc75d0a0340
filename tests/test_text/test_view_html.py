"""HTML as shops write it: what a browser shows, and where it was written."""

from __future__ import annotations

from html import escape, unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listinglint.text.view import Picture, pictures, view

SHOWN = [
    ("最<b>佳</b>", "最佳"),
    ("<b>never</b> fades", "never fades"),
    ("<P>a</P>\n<P> b <BR> c</P>", "a\nb\nc"),
    ("a<br><br/>b", "a\nb"),
    ("one <i>two </i> three", "one two three"),
    ("<ul>\n  <li>a\n  <li>b\n</ul>", "a\nb"),
    ("<table><tr><td>a<td>b</tr><tr><th>c</th> <th>d</th></tr></table>", "a\tb\nc\td"),
    ("a<pre> x\n  y</pre>z", "a\n x\n  y\nz"),
    ("a&nbsp; b<br>", "a\xa0 b"),
    ("a&#32;&#10; b<br>", "a b"),
    ("<span hidden>最佳</span><span style='display:none'>best</span>", "最佳best"),
    ("a<script>if (x<y) '</b>'</script>b<style>p{}</style>c<template><p>x</p></template>d", "abcd"),
    ("a<!-- > -->b<!---->c<!-->d<!doctype html>e<?x?>f<![CDATA[ > ]]>g</>h", "abcdefgh"),
    # Soup: what is not closed, not quoted or not HTML at all.
    ("<b>a<i>b", "ab"),
    ("a</b></nosuch>b<x-y>c", "abc"),
    ("1 < 2 > 0 <3 a<>b<br>", "1 < 2 > 0 <3 a<>b"),
    ("<a title='x>y' data-z=\"<b>\">a</a>", "a"),
    ('<a href="x>最佳</a>b', "最佳b"),
    ("a<img src='b", "a"),
    ("a<b", "a"),
    ("a</p", "a"),
    ("<p>a <Lmax and more", "a <Lmax and more"),
    ("a<script>b", "a"),
    ("a<script", "a"),
    ("a<!-- b", "a"),
    ("a<b<i>c", "ac"),
    ("<a b=c\"d>e</a>", "e"),
    ("&amp &ampx &copy2 &notit; &nosuch; &; &# &#x; &#xZ; R&D<br>",
     "& &x ©2 ¬it; &nosuch; &; &# &#x; &#xZ; R&D"),
    ("&#0;&#128;&#xD800;&#x110000;&#" + "9" * 5000 + ";<br>", "\ufffd€\ufffd\ufffd\ufffd"),
    # Text without any tag is only decoded: its lines were meant.
    ("a\n  b &amp; c", "a\n  b & c"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_shown_as_in_a_browser(text: str, shown: str) -> None:
    assert view(text, "html")[0] == shown


def test_a_finding_across_tags_and_references_is_located_in_the_source() -> None:
    text = "<p>A&amp;B</p><p>全网<b>最</b>佳</p>"
    out, offsets = view(text, "html")
    assert offsets is not None
    assert out == "A&B\n全网最佳"
    at = out.index("最佳")
    start, end = offsets.span(at, at + 2)
    assert text[start:end] == "最</b>佳"
    start, end = offsets.span(1, 2)
    assert text[start:end] == "&amp;"
    start, end = offsets.span(3, 4)
    assert text[start:end] == "</p>"


def test_pictures_with_exact_spans() -> None:
    text = "<IMG alt='A &amp; B' src=a.jpg><p><img data-src=x src=\"b?a=1&copy=2&amp;c\" src=z/><img alt=''>"
    first, second, third = pictures(text, "html")
    assert (first.src, first.alt) == ("a.jpg", "A & B")
    assert text[first.start : first.end] == "a.jpg"
    assert text[first.alt_start : first.alt_end] == "A &amp; B"
    assert (second.src, second.alt) == ("b?a=1&copy=2&c", "")
    assert second.alt_start == second.alt_end
    assert (third.src, third.alt) == ("", "")
    assert pictures("<!-- <img src=a> --><script>'<img src=b>'</script><img src=c", "html") == []


def test_a_picture_without_anything() -> None:
    assert pictures("a<img>", "html") == [Picture("", "", 5, 5, 5, 5)]


INLINE = ["b", "i", "SPAN class='x>y'", "font color=red", 'a href="/?a=1&amp;b=2"']
BLOCK = ["p", "div", "li", "H2 id=x"]
WORDS = st.text("ab最佳<>&\"' ", max_size=6)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> tuple[str, str]:
    """Draw a piece of HTML with what it shows; there, \\x01 is an edge of a block."""
    source, shown = "", ""
    for _ in range(draw(st.integers(1, 3))):
        if depth == 0 or draw(st.booleans()):
            words = draw(WORDS)
            source, shown = source + escape(words, quote=draw(st.booleans())), shown + words
            continue
        inner, inner_shown = draw(trees(depth=depth - 1))
        tag = draw(st.sampled_from(INLINE + BLOCK))
        edge = "\x01" if tag in BLOCK else ""
        source += f"<{tag}>{inner}</{tag.split()[0]}>"
        shown += edge + inner_shown + edge
    return source, shown


@settings(max_examples=200, deadline=None)
@given(trees())
def test_well_formed_trees_show_their_text(tree: tuple[str, str]) -> None:
    source, shown = tree
    lines = [" ".join(part.split(" ")).strip(" ") for part in shown.split("\x01")]
    expected = "\n".join(" ".join(line.split()) for line in lines if line)
    assert view(f"<div>{source}</div>", "html")[0] == expected


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["<b>", "</b>", "<br>", "&amp;", "文字 ", "<!-- best -->", "<img alt='最佳'>", "&lt;"])),
    st.sampled_from(["最佳", "best", "&#26368;佳", "b&#101;st"]),
    st.lists(st.sampled_from(["</p>", "</td>", "<i>", "text", "\n", "&nbsp;", "<script>最佳</script>", "<"])),
)
def test_a_planted_claim_is_found_where_it_stands(before: list[str], claim: str, after: list[str]) -> None:
    head = "<div>" + "".join(before)
    out, offsets = view(head + claim + "".join(after) + " ", "html")
    assert offsets is not None
    at = out.index(unescape(claim))
    assert offsets.span(at, at + len(unescape(claim))) == (len(head), len(head) + len(claim))
