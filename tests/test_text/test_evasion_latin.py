from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listinglint.model import Field, Source, Verbatim
from listinglint.text.evasion_latin import unmask
from listinglint.text.fold import Folded, Letters, fold
from listinglint.text.scan import Scanner
from tests.bench import steps

KNOWN = """
    best finest quality top number one waterproof forever never tarnishes guaranteed unbreakable safe relieves pain detox
    luck attracts wealth investment appraised approved limited time only left off price eco friendly toxic free chemical
    unrivalled sustainable tin sex loin
"""
WORDS = frozenset(KNOWN.split())


def read(text: str, letters: Letters) -> Folded:
    return unmask(fold(text, letters), text, lambda: WORDS)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("the b3st ring", "the best ring"),
        ("n0.1 shop", "no.1 shop"),
        ("T0p Qual1ty", "top quality"),
        ("Numb3r 0ne", "number one"),
        ("b€$t", "best"),
        ("Unbre@kable", "unbreakable"),
        ("Attr@cts We@lth", "attracts wealth"),
        ("lu(k", "luck"),
        ("1OO% s4fe", "100% safe"),
        ("0nly 2 l3ft", "only 2 left"),
        ("70% 0FF", "70% off"),
        ("ec0-fr1endly", "eco friendly"),
        ("b.e.s.t", "best"),
        ("W.a.t.e.r.p.r.o.o.f", "waterproof"),
        ("b-e-s-t", "best"),
        ("b e s t", "best"),
        ("f o r e v e r", "forever"),
        ("a b e s t", "a best"),
        ("n e v e r t a r n i s h e s", "never tarnishes"),
        ("F.D.A. Approved", "fda approved"),
        ("un-ri-valled", "unrivalled"),
        ("gua*ran*teed", "guaranteed"),
        ("g*aranteed", "guaranteed"),
        ("g**ranteed", "guaranteed"),
        ("g***nteed", "g***nteed"),
        ("f*rever", "forever"),
        ("beeeest", "best"),
        ("foreeeever", "forever"),
        ("be\u200bst", "best"),
        ("U\u200dn\u200db\u200dr\u200de\u200da\u200dk\u200da\u200db\u200dl\u200de", "unbreakable"),
        ("fore\u00adver", "forever"),
        ("chem\u200dical\u200d-free", "chemical free"),
        ("#\u20601", "#1"),
        ("w0n't", "won't"),
        ("won'7", "won't"),
        ("w.o.n.'.t", "won't"),
        ("w o n ' t", "won't"),
        ("wo\u200bn't", "won't"),
        ("7op", "top"),
        ("an !nvestment", "an investment"),
        ("0ut 0f", "out of"),
        ("c.h.e.m.i.c.a.l.-.f.r.e.e", "chemical free"),
        ("t o x i c - f r e e", "toxic free"),
    ],
)
def test_disguises_are_put_right(letters: Letters, text: str, meant: str) -> None:
    assert read(text, letters).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "S3X, M4 and 14k, h2o, 925, 18k, A4, mp3, b12",
        "size XXXL, www.best.com, zzz",
        "7in tall, 40in wide, 5pcs, 3pack, 1st",
        "we won't, don't and can't; 1 t, 7up",
        "Wow !great",
        "A + B, R&D, x y z, S M L X L",
        "The initials B.E.S.T. on the bar",
        "letters b.e.s.t on the bar",
        "made in the U.S.A. by d.i.y. people",
        "high.quality rings.best of them",
        "eco-friendly non-toxic t-shirt",
        "2.5 x 3.5 mm (1:4) 3/4",
    ],
)
def test_innocent_text_is_left_alone(letters: Letters, text: str) -> None:
    plain = fold(text, letters)
    assert read(text, letters).text == plain.text


@pytest.mark.parametrize(
    ("text", "word", "span"),
    [
        ("our b.e.s.t ring", "best", "b.e.s.t"),
        ("our b e s t ring", "best", "b e s t"),
        ("our  B3ST  ring", "best", "B3ST"),
        ("our beeeest ring", "best", "beeeest"),
        ("ring, un-ri-valled!", "unrivalled", "un-ri-valled"),
        ("Ⅻ our be\u200bst ring", "best", "be\u200bst"),
    ],
)
def test_the_place_is_that_of_the_text_as_written(letters: Letters, text: str, word: str, span: str) -> None:
    folded = read(text, letters)
    start = folded.text.index(word)
    lo, hi = folded.span(start, start + len(word))
    assert text[lo:hi] == span
    assert start in folded.stand_ins
    assert folded.text.index("r") not in folded.stand_ins or folded.text.index("r") >= start


@pytest.mark.parametrize("text", ["\u0412\u0415ST", "b\u0435st", "\u0412\u0435\u0455\u0442", "\u0392\u0395\u03a3T"[:2] + "ST", "ＢＥＳＴ", "\U0001d5ef\U0001d5f2\U0001d600\U0001d601", "bést"])  # fmt: skip
def test_letters_of_other_scripts_are_folded(letters: Letters, text: str) -> None:
    assert read(text, letters).text == "best"


def test_a_micron_stays_a_micron(letters: Letters) -> None:
    assert "mm" not in fold("0.5 \u03bcm", letters).text


def test_a_scanner_reports_disguised_phrases_as_evasions(letters: Letters) -> None:
    scanner = Scanner(["best", "never"], letters, [(0,), (1,)], words=frozenset({"tarnishes"}))
    text = "the b3st chain n3ver t4rnishes"
    scan = scanner.scan(Field("description", text, Verbatim(Source("f", text), 0, len(text))))
    assert scan.hits == {"best": [(4, 8)], "never": [(15, 20)]}
    assert scan.evasive(4, 8)
    assert not scan.evasive(9, 14)
    assert scan.text.endswith("never tarnishes")


@given(st.text(alphabet="best0f3r@$.-* \u200b\u00adеB", max_size=60))
def test_every_span_lies_in_the_text(letters: Letters, text: str) -> None:
    folded = read(text, letters)
    for offset in range(len(folded.text)):
        lo, hi = folded.span(offset, offset + 1)
        assert 0 <= lo < hi <= len(text)
    assert all(0 <= offset < len(folded.text) for offset in folded.stand_ins)


def test_long_texts_take_linear_time(letters: Letters) -> None:
    text = "a1b2 c.d.e b3st x-y-z "
    small, large = (steps(lambda: read(text * times, letters)) for times in (50, 500))  # noqa: B023
    assert large < 20 * small
