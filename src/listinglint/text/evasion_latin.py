"""Latin words written so that word lists miss them: b3st, b.e.s.t, b e s t, beeest, un-ri-valled, gu*ranteed, lu(k.

A disguise is put right only where the result is a word that some rule looks for, so that S3X, 14k, h2o and XXXL stay
what they are.  Initials with their full stops (B.E.S.T. on a signet) are names unless they are those of an authority.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product

from listinglint.lazily import lazily
from listinglint.spans import Builder
from listinglint.text.fold import ZERO_WIDTH, Folded, chain
from listinglint.tuples import NamedTuple

Words = Callable[[], frozenset[str]]

# What a sign may stand for; an asterisk hides a vowel.
_MEANT = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "t", "8": "b", "9": "g", "@": "a", "$": "s",
    "€": "e", "£": "l", "¥": "y", "¢": "c", "(": "c", "!": "il", "|": "il", "+": "t", "*": "eaiou",
}  # fmt: skip
_MOST_READINGS = 60
_LONG = 4  # letters of a word that signs may spell; shorter ones are model names (s3x) unless they are of _LITTLE
_SIGNS = re.escape("".join(one for one in _MEANT if not one.isdigit()))
_SEPARATORS = "._*~^|/+'·•-"
_SPLIT = lazily(rf"[{re.escape(_SEPARATORS)}]+")
_TOKEN = lazily(r"\S+")
_MIXED = lazily(rf"[a-z][\d{_SIGNS}]|[\d{_SIGNS}][a-z]")
_STRETCHED = lazily(r"([a-z])\1{2,}")
_THRICE = lazily(r"([a-z])\1\1")
_HIDDEN = lazily(f"[{ZERO_WIDTH}]+")
_DOTTED = lazily(rf"^[a-z0-9@$](?:[{re.escape(_SEPARATORS)}]{{1,3}}[a-z0-9@$])+$")
_SPACED = lazily(r"(?<![a-z0-9])[a-z0-9@$](?: (?:[-'] )?[a-z0-9@$]){2,}(?![a-z0-9])")
_HUNDRED = lazily(r"^(?:[1l]oo|[1l]0o|[1l]o0|l00)(%?)$")
# A number with its unit or ending is no disguise: 7in is not tin.
_QUANTITY = lazily(
    r"^(?:[1-9]\d+[a-z]*|[1-9][a-z]{1,2}|\d(?:inch|pack|piece|mah|gsm|ply|pcs|way|day|tier|year|hour|foot|pair|size|row)s?)$"
)
_INITIALS = lazily(r"\b(?:initials?|letters?|stands? for|standing for|monogram\w*|acronym|abbreviation)\b")
_AUTHORITIES = frozenset({"fda", "usda", "epa", "gia", "igi", "agl", "cdc", "nasa", "iso", "nsf", "who"})
# Little words of claims, which are written in signs beside the greater ones: n0.1, 0nly 2 l3ft, 70% 0ff.
_LITTLE_WORDS = """
    no one off now all new buy get free sale only left last best safe zero never ever ends deal price time with
    your the for you from this that luck money pain cure heal sure top win eco ban fat
    any not has have was can pay own out use most than will when are its made must
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())
# Two letters of which one is a nought; 1n and 1s are measures.
_TINY = {"0f": "of", "0n": "on", "0r": "or", "t0": "to", "d0": "do"}
_SHORTENED = {
    "wont": "won't", "cant": "can't", "dont": "don't", "doesnt": "doesn't", "isnt": "isn't", "youll": "you'll",
    "youd": "you'd", "couldnt": "couldn't", "wouldnt": "wouldn't",
}  # fmt: skip
_INITIALS_MOST = 3  # u.s.a, d.i.y
_LONGEST = 60  # characters of a word that is pulled apart
_NEAR = 80  # characters around initials in which they are explained
_EDGES = ".,;:?\"'()[]…!"


class _Change(NamedTuple):
    start: int
    end: int
    new: str
    marked: bool = True


def unmask(folded: Folded, visible: str, words: Words) -> Folded:
    """Return the folded text with disguised words put right, each of their letters marked as a stand-in."""
    text = folded.text
    if not _perhaps(text, visible):
        return folded
    changes = sorted(_changes(folded, visible, words))
    if not changes:
        return folded
    build = Builder()
    new_marks: list[int] = []
    kept: list[_Change] = []
    last = length = 0
    for one in changes:
        if one.start < last:
            continue
        build.copy(text[last : one.start], last)
        length += one.start - last
        build.put(one.new, one.start, one.end)
        new_marks += range(length, length + len(one.new)) if one.marked else ()
        length += len(one.new)
        last = one.end
        kept.append(one)
    build.copy(text[last:], last)
    put_right, back = build.done()
    return Folded(put_right, chain(back, folded.map), frozenset([*new_marks, *_moved(folded.stand_ins, kept)]))


def _moved(marks: frozenset[int], changes: list[_Change]) -> Iterator[int]:
    """Yield where marks outside the changed stretches stand afterwards."""
    number = moved = 0
    for mark in sorted(marks):
        while number < len(changes) and changes[number].end <= mark:
            moved += len(changes[number].new) - (changes[number].end - changes[number].start)
            number += 1
        if number == len(changes) or mark < changes[number].start:
            yield mark + moved


# Both begin with what is rare, so that the engine passes over letters without a question.
_QUICK = lazily(
    rf"[\d{_SIGNS}{ZERO_WIDTH}#._~^|·•'](?:"
    rf"(?<=[a-z].)(?:(?<=[\d{_SIGNS}{ZERO_WIDTH}#])|(?<=[._~^|·•])(?=[a-z])|(?<=n')(?=[7+]))"
    rf"|(?<=[\d{_SIGNS}])(?=[a-z])|(?<=[{ZERO_WIDTH}])(?=[a-z0-9]))",
    re.DOTALL,
)
_ALONE = lazily(
    rf"[{re.escape(_SEPARATORS)} ][a-z][{re.escape(_SEPARATORS)} ](?<=[a-z]...)(?<![a-z0-9][a-z]...)", re.DOTALL
)
_HYPHENED = lazily(r"[-\u2010-\u2013](?<=[A-Za-z].)(?=[A-Za-z])")
_LOO = lazily(r"loo(?![a-z])(?<![a-z]loo)")


def _perhaps(text: str, visible: str) -> bool:
    """Tell whether there is any sign of a disguise; most texts hold none and need no second look."""
    if _QUICK.search(text) is not None or _ALONE.search(text) is not None or _HYPHENED.search(visible) is not None:
        return True
    if "loo" in text and _LOO.search(text) is not None:
        return True
    return _THRICE.search(text) is not None


def _changes(folded: Folded, visible: str, words: Words) -> Iterator[_Change]:
    text = folded.text
    stretched = _STRETCHED.search(text) is not None
    for token in _TOKEN.finditer(text):
        written = token.group()
        if (stretched or not written.isalpha() or written == "loo") and _suspect(written, stretched):
            yield from _of_token(folded, visible, token, words)
    for run in _SPACED.finditer(text):
        new = _joined(re.sub("[-' ]", "", run.group()), words) if len(run.group()) <= _LONGEST else None
        if new is not None:
            yield _Change(*run.span(), new)
    if _HYPHENED.search(visible):
        yield from _syllables(folded, visible, words)


def _suspect(token: str, stretched: bool) -> bool:
    """A word with the comma behind it is no disguise, nor is a number."""
    core = token.rstrip(_EDGES)
    plain = (core.isalpha() or core.isdigit()) and core != "loo"
    return not plain or (stretched and bool(_STRETCHED.search(token)))


def _of_token(folded: Folded, visible: str, token: re.Match[str], words: Words) -> Iterator[_Change]:
    written = token.group()
    core = written.strip(_EDGES)
    if not core or len(core) > _LONGEST:
        return
    start = token.start() + written.index(core)
    end = start + len(core)
    bare = _HIDDEN.sub("", core)
    if bare != core:
        joined = _meant(bare, words) or bare
        yield _Change(start, end, re.sub(r"(?<=[a-z])-(?=[a-z])", " ", joined))
        return
    if _DOTTED.match(core) and len(core) > 4:
        yield from _spelled(folded, visible, start, end, words)
        return
    new = _meant(core, words)
    if new is None and written.startswith("!") and core.isalnum():
        # A mark before a word ends nothing: !nvestment.
        start, core = token.start(), "!" + core
        new = _meant(core, words)
    if new is not None and new != core:
        yield _Change(start, end, new)


def _spelled(folded: Folded, visible: str, start: int, end: int, words: Words) -> Iterator[_Change]:
    """Judge b.e.s.t: a word, or the initials of a name."""
    text = folded.text
    letters = _SPLIT.sub("", text[start:end])
    written = visible[slice(*folded.span(start, end))]
    stop = text[end : end + 1] == "."
    if letters in _AUTHORITIES:
        # The stop of an abbreviation ends no sentence: F.D.A. approved.
        yield _Change(start, end + (stop and text[end + 1 : end + 2] == " "), letters, marked=False)
        return
    if (
        len(letters) <= _INITIALS_MOST
        or (written.isupper() and stop)
        or _INITIALS.search(text[max(0, start - _NEAR) : end + _NEAR])
    ):
        return
    new = _joined(letters, words)
    if new is not None:
        yield _Change(start, end, new)


def _joined(letters: str, words: Words) -> str | None:
    """Read letters that stood apart as one or more words; a single letter may be left over (a b e s t)."""
    known = words()
    whole = _shortened(letters) or _decoded(letters, known)
    if whole is not None:
        return whole
    found: list[str] = []
    at = alone = 0
    while at < len(letters):
        sizes = range(len(letters) - at, 2, -1)
        size = next((size for size in sizes if letters[at : at + size] in known), 1)
        alone += size == 1
        found.append(letters[at : at + size])
        at += size
    return " ".join(found) if alone <= 1 and len(letters) > 3 else None


def _meant(core: str, words: Words) -> str | None:
    """Return what a token of mixed letters and signs says, None where it is nothing that rules look for."""
    if _HUNDRED.match(core):
        return _HUNDRED.sub(r"100\1", core)
    known = words()
    whole = _word(core, known)
    if whole is not None:
        return whole
    pieces = re.split(r"([-/.&])", core)
    if len(pieces) == 1:
        return None
    read = [_word(piece, known) or piece for piece in pieces]
    if read == pieces or any(_MIXED.search(piece) for piece in read):
        return None
    return re.sub(r"(?<=[a-z])-(?=[a-z])", " ", "".join(read))


def _word(piece: str, known: frozenset[str]) -> str | None:
    """Read one piece: signs for letters, letters stretched, marks strewn in."""
    stem, tail = (piece[:-2], piece[-2:]) if piece.endswith("'s") else (piece, "")
    if stem in known or len(stem) < 2:
        return None
    if "'" in stem:
        return _shortened(stem.replace("'", ""))
    if _MIXED.search(stem):
        found = _TINY.get(stem) or _decoded(stem, known)
        # 7op is no measure as 7in is, nor 1imited 1 of anything.
        if found is not None and (found in _LITTLE or not _QUANTITY.match(stem)):
            return found + tail
    parts = _SPLIT.split(stem)
    joined = "".join(parts)
    # be.st, un*beat*able; but high.quality is two words without a blank.
    if len(parts) > 1 and len(joined) > 3 and joined in known and not all(part in known for part in parts):
        return joined + tail
    found = _decoded(stem, known) if _STRETCHED.search(stem) else None
    return found + tail if found is not None else None


def _shortened(letters: str) -> str | None:
    """Return won't for w0n7, the letters of a word with an apostrophe."""
    found = _decoded(letters, frozenset(_SHORTENED))
    return None if found is None else _SHORTENED.get(found)


def _decoded(stem: str, known: frozenset[str]) -> str | None:
    """Return the first reading of a word that is known."""
    options = [one + _MEANT[one] if one == "|" else _MEANT.get(one, one) for one in stem]
    count = 1
    for option in options:
        count *= len(option)
    if count > _MOST_READINGS:
        return None
    least = 2 if stem[:1] in "no" and stem[1:] in ("0", "o") else 3
    for letters in product(*options):
        word = "".join(letters)
        shorter = (word, _STRETCHED.sub(r"\1", word), _STRETCHED.sub(r"\1\1", word))
        for one in dict.fromkeys(shorter):
            if len(one) >= least and (one in _LITTLE or (len(one) >= _LONG and one in known)):
                return one
    return None


def _syllables(folded: Folded, visible: str, words: Words) -> Iterator[_Change]:
    """Join what hyphens cut: un-ri-valled.  Folding has made blanks of them, so the text itself is asked."""
    text = folded.text
    for run in re.finditer(r"(?<![a-z0-9])[a-z]+(?: [a-z]+)+(?![a-z0-9])", text):
        for chunk in _hyphened(folded, visible, run.start(), run.end()):
            pieces = text[slice(*chunk)].split(" ")
            known = words()
            joined = "".join(pieces)
            if len(pieces) > 1 and joined in known and not all(piece in known for piece in pieces):
                yield _Change(*chunk, joined)


def _hyphened(folded: Folded, visible: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of [start, end) whose blanks were hyphens in the text itself."""
    text, first = folded.text, start
    at = text.find(" ", start, end)
    while at >= 0:
        lo, hi = folded.span(at, at + 1)
        if visible[lo:hi].isspace():
            if " " in text[first:at]:
                yield first, at
            first = at + 1
        at = text.find(" ", at + 1, end)
    if " " in text[first:end]:
        yield first, end
