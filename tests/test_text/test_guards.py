from __future__ import annotations

import pytest

from listinglint.text.guards import GUARDS


def holds(guard: str, text: str) -> bool:
    """Ask a guard about the stretch between the marks."""
    start, end = text.index("<"), text.index(">") - 1
    return GUARDS[guard](text.replace("<", "").replace(">", "").lower(), start, end)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("We do not claim that this bracelet <cures> any disease", True),
        ("We make no promises about <luck>", True),
        ("We would never say ours is the <best> ring in town", True),
        ("We do not call our rings <sustainable>", True),
        ("It does not heal <scars>", True),
        ("We know of no proof that it <relieves pain>", True),
        ("We do not believe a stone <brings luck>", True),
        ("This ring is not <waterproof>", True),
        ("This tea is not intended to diagnose, treat, <cure>, or prevent any disease", True),
        ("Not meant for children; it <cures colds>", False),
        ("Not only pretty but the <best> in town", False),
        ("You will never regret it: the <best> in town", False),
        ("We promise the <best> ring", False),
        ("It never fades, <brings luck> too", False),
        ("Why not buy the best? It <brings luck>", False),
    ],
)
def test_negated(text: str, denied: bool) -> None:
    assert holds("negated", text) is denied


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Will it <cure> a headache? No, it will not.", True),
        ("Customers ask whether the colour <lasts forever>. It does not: plating wears.", True),
        ("Does the bar <hold its value>? We cannot say.", True),
        ("We wonder if it is the <best>.", True),
        ("<Waterproof> hoops. They are not heavy.", False),
        ("Looking for the <best> ring? Here it is.", False),
        ("It <lasts forever>. It is not cheap.", False),
    ],
)
def test_question(text: str, asked: bool) -> None:
    assert holds("question", text) is asked


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('Mug with "World\'s <Best> Mom"', True),
        ("A card with the words <best> friend", True),
        ("<Unbeatable> is the title of the game", True),
        ("A tee that reads <best> dad", True),
        ("The <best> words are few", False),
        ("We titled it well, the <best> ring", False),
    ],
)
def test_quoted(text: str, quoted: bool) -> None:
    assert holds("quoted", text) is quoted


@pytest.mark.parametrize(
    ("text", "proved"),
    [
        ("Diamond, <GIA certified>, report 5214806937", True),
        ("<Tested> to EN 1811, result below the limit", True),
        ("<GOTS certified>, licence CU 812345", True),
        ("<Certified> to ISO 22810", True),
        ("<OEKO-TEX Standard 100 certified> cotton", False),
        ("<GIA certified> at $1,299,000", False),
        ("<Certified> 925 silver, 18 in", False),
        ("Report 5214806937. <Certified> stone", False),
    ],
)
def test_numbered(text: str, proved: bool) -> None:
    assert holds("numbered", text) is proved


@pytest.mark.parametrize(
    ("text", "advised"),
    [
        ("It is <best> worn with a shirt", True),
        ("The clasp is <best> closed with two hands", True),
        ("Shake; <best> served cold", True),
        ("The <best> crafted bag", False),
        ("The <best> ring", False),
    ],
)
def test_care(text: str, advised: bool) -> None:
    assert holds("care", text) is advised
