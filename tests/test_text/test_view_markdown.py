"""Markdown as shops write it: what a reader sees, and where it was written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listinglint.text.view import pictures, view

SEEN = [
    ("最**佳**品", "最佳品"),
    ("*a* __b__ ***c*** ~~d~~ **a *b* c**", "a b c d a b c"),
    ("**“最佳”**银", "“最佳”银"),
    (
        "snake_case 2*3*4 10*20*30cm 10~20cm ~45 a * b * c",
        "snake_case 2*3*4 10*20*30cm 10~20cm ~45 a * b * c",
    ),
    ("*a\n\nb*", "*a\n\nb*"),
    ("# Title ##\n## C# \n#标签", "Title\nC#\n#标签"),
    ("Title\n===\nText\n---\n* * *", "Title\n\nText\n\n"),
    ("- a\n* b\n  + c\n1. d\n2) e\n-5 mm", "a\nb\nc\nd\ne\n-5 mm"),
    ("- [x] done\n- [ ] open", "done\nopen"),
    ("> quote\n> > - deep", "quote\ndeep"),
    ("`a*b*c` ``x`y`` `open", "a*b*c x`y `open"),
    ("t\n```py\n*x* &amp;\n# n\n```\n*b*", "t\n\n*x* &amp;\n# n\nb"),
    ("~~~\n*open*", "\n*open*"),
    ('[the **best**](https://a.b/c_(d)_e "t") ring', "the best ring"),
    ("[a][1] [1] [b][] [no] [no][way]\n\n[1]: u\n[B]: <u> 't'", "a 1 b [no] [no][way]\n\n\n"),
    ("a ![alt](x.jpg) b", "a  b"),
    ("[![alt](x.jpg)](https://a.b)c", "c"),
    ("<https://a.b/c_d_e> <me@a.cn>", "https://a.b/c_d_e me@a.cn"),
    (r"\*a\* \# \\ \a C:\dir", r"*a* # \ \a C:\dir"),
    ("a  \nb\\\nc\nd", "a\nb\nc\nd"),
    ("A &amp; B&nbsp;C &notit; &nosuch;", "A & B\xa0C ¬it; &nosuch;"),
    ("<b>a</b> x < y<!-- c --><br>d<p\nclass='x>y'>e", "a x < y\nd\ne"),
    ("a<script>*b*</script>c <b", "ac <b"),
    ("| a | b |\n|---|:-:|\n| 1 \\| 2 | `x|y` |\nr | s\n\nc | d", "a\tb\n1 | 2\tx|y\nr\ts\n\nc | d"),
    ("*a*\r\n- b\r\n\r\n> c", "a\r\nb\r\n\r\nc"),
    ("[a](b ![c](d", "[a](b ![c](d"),
    ("] ]( * _ ` | \\", "] ]( * _ ` | \\"),
]


@pytest.mark.parametrize(("text", "seen"), SEEN)
def test_seen_by_a_reader(text: str, seen: str) -> None:
    assert view(text, "markdown")[0] == seen


def test_a_finding_across_marks_is_located_in_the_source() -> None:
    text = "## 关于\n\n- 全网**最**[佳](u)&amp;\\*"
    out, offsets = view(text, "markdown")
    assert offsets is not None
    assert out == "关于\n\n全网最佳&*"
    at = out.index("最佳")
    start, end = offsets.span(at, at + 2)
    assert text[start:end] == "最**[佳"
    assert [text[slice(*offsets.span(i, i + 1))] for i in (at + 2, at + 3)] == ["&amp;", "\\*"]


def test_pictures_in_order_with_exact_spans() -> None:
    text = (
        'a ![A &amp; *B*](<my pic.jpg> "t") <img src="c.jpg" alt=D>\n[![e](f_(1).png)](l) ![G][h] ![h]\n'
        "`![no](x)` \\![no](x) ![out ![in](i)](o)\n\n[H]: g.jpg\n"
    )
    found = pictures(text, "markdown")
    assert [(one.src, one.alt) for one in found] == [
        ("my pic.jpg", "A & *B*"), ("c.jpg", "D"), ("f_(1).png", "e"), ("g.jpg", "G"), ("g.jpg", "h"),
        ("o", "out ![in](i)"),
    ]  # fmt: skip
    assert [text[one.start : one.end] for one in found] == [one.src for one in found]
    assert text[found[0].alt_start : found[0].alt_end] == "A &amp; *B*"
    assert [text[one.alt_start : one.alt_end] for one in found[1:]] == [one.alt for one in found[1:]]


WRAPS = [
    "**{}**", "*{}*", "~~{}~~", "[{}](https://a.b)", '[{}](https "title")', "[{}][ref]", "<b>{}</b>",
    "__{}__", "<p>{}</p>", "![x](https.jpg){}", "\\*{}&amp;", "`{}`",
]  # fmt: skip
BLOCKS = [
    "{}",
    "- {}",
    "text\n1. {}",
    "# {} ##",
    "> {}",
    "> - [ ] {}\n> more",
    "| a | {} |\n|---|---|\n| b | c |",
]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["最佳", "best"]), st.lists(st.sampled_from(WRAPS), max_size=3, unique=True), st.data())
def test_a_planted_claim_is_found_where_it_stands(claim: str, wraps: list[str], data: st.DataObject) -> None:
    text = claim
    for wrap in wraps:
        text = wrap.format(text)
    text = data.draw(st.sampled_from(BLOCKS)).format(text) + "\n\n[ref]: https://a.b\n"
    out, offsets = view(text, "markdown")
    at = out.index(claim)
    start, end = offsets.span(at, at + len(claim)) if offsets else (at, at + len(claim))
    assert text[start:end] == claim
    assert "https" not in out or "`" in text
