"""What is painted over a picture: words, prices, watermarks, codes that lead buyers away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar, Literal
from unicodedata import normalize

from listinglint.declared import changed, declared
from listinglint.errors import CannotMatch
from listinglint.kinds.bounds import Bound, broken, tell
from listinglint.kinds.linear import compiled
from listinglint.kinds.picture import ROLES, Role
from listinglint.lazily import lazily
from listinglint.model import Finding, Image, Listing, Words
from listinglint.pictures.seen import Box, Code, Line
from listinglint.rule import Classes, Fold, Rule

_ANY_ROLE = Words("图片", "picture")
_HAN = lazily(r"[\u3400-\u9fff]")
_LATIN = lazily(r"[a-z0-9]")
_LETTER = lazily(r"[a-z]")
# Gems, clasps and patterns are read as a stray letter, often a huge one; what is surely text is neither.
_SURE, _TALLEST = 0.8, 0.25
# On a busy ground nobody knows where the product ends; badges, ribbons and corner marks stand in this share of the height.
_MARGIN = 0.16
_SHOWN = 3


@declared
class PaintedRule(Rule):
    """Counts what is painted over pictures of some roles, and holds the number against limits (usually none at all).

    `look`: `words` (lines beside the product), `pattern` (lines of a form, wherever they stand), `repeated`
    (the same words again and again, as watermarks are), `code` (QR codes and their kin).  `except` are forms of lines that
    do not count; with `first` only the first picture of the roles is judged.
    """

    kind: ClassVar[str] = "painted"
    holes: ClassVar[frozenset[str]] = frozenset(
        {"painted", "role", "channel", "value", "limit", "gap", "unit", "instead"}
    )
    wants: ClassVar[frozenset[str]] = frozenset({"header", "words", "codes"})

    pictures: tuple[Role, ...] = ()
    look: Literal["words", "pattern", "repeated", "code"]
    patterns: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()
    first: bool = False
    times: int = 4
    limits: tuple[Bound, ...]

    @property
    def wanted(self) -> frozenset[str]:
        """The words or the codes, whichever are looked at."""
        return super().wanted - ({"words"} if self.look == "code" else {"codes"})

    @property
    def roles(self) -> frozenset[str]:
        """The roles whose pictures are read."""
        return frozenset(self.pictures)

    def prepared(self, fold: Fold, classes: Classes) -> PaintedRule:  # noqa: ARG002  # the forms are of read words
        """Return the rule with forms that are known to compile; raises a group of `CannotMatch` for others."""
        wrong: list[Exception] = []
        for name in ("patterns", "except_"):
            for number, form in enumerate(getattr(self, name)):
                try:
                    compiled(form)
                except CannotMatch as broken_form:
                    wrong.append(CannotMatch(broken_form.message, broken_form.zh, (name.rstrip("_"), number)))
        if wrong:
            raise ExceptionGroup("forms that can never match", wrong)
        return changed(self)

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield one finding for each picture with more painted on it than a limit allows."""
        for image in list(listing.pictures(*self.pictures))[: 1 if self.first else None]:
            found = self._found(image)
            for limit in broken(self.limits, len(found), listing) if found else ():
                shown = "、".join(f"“{text}”" for text, _ in found[:_SHOWN]) + "…" * (len(found) > _SHOWN)
                holes = {"painted": Words(shown, shown.replace("、", ", ")), "role": ROLES.get(image.role, _ANY_ROLE)}
                unit = "codes" if self.look == "code" else "lines"
                told = tell(self, listing, image.at(found[0][1]), len(found), limit, unit, **holes)
                text = " ".join(text for text, _ in found)
                place = told.place._replace(text=text)
                related = tuple(image.at(box)._replace(text=text) for text, box in found[1:])
                yield told._replace(place=place, related=related, key=f"{told.key}|{text}")

    def _repeated(self, text: str, seen: Counter[str]) -> bool:
        return any(seen[one] >= self.times for one in _words(text))

    def _found(self, image: Image) -> list[tuple[str, Box]]:
        if self.look == "code":
            codes: tuple[Code, ...] = image.facts.get("codes", ())
            return [(one.text or one.kind, one.box) for one in codes]
        lines: tuple[Line, ...] = image.facts.get("words", ())
        if not lines:
            return []  # none painted, or (a remote picture) not looked at, which is told once elsewhere
        kept = [(one, _plain(one.text)) for one in lines if _certain(one)]
        kept = [(one, text) for one, text in kept if not _any(self.except_, text)]
        if self.look == "pattern":
            kept = [(one, text) for one, text in kept if _any(self.patterns, text)]
        elif self.look == "words":
            tall = image.facts["header"].height
            kept = [(one, text) for one, text in kept if _wordy(text) and (one.outside or _in_margin(one, tall))]
        else:
            seen = Counter(word for _, text in kept for word in _words(text))
            kept = [(one, text) for one, text in kept if self._repeated(text, seen) or _any(self.patterns, text)]
        return [(one.text, one.box) for one, _ in kept]


def _in_margin(line: Line, tall: int) -> bool:
    return line.outside is None and (line.box[3] <= _MARGIN * tall or line.box[1] >= (1 - _MARGIN) * tall)


def _wordy(text: str) -> bool:
    """Tell words from a number, which the dial of a watch or a size in a sole may well show, and from a weave read as XXX."""
    letters = _LETTER.findall(text)
    return len(_HAN.findall(text)) >= 2 or (len(letters) >= 3 and len(set(letters)) > 1)


def _words(text: str) -> list[str]:
    """Return the words of a line that are long enough to be a name; tiles of a watermark are often read as one line."""
    return [one for one in text.split() if len(_HAN.findall(one)) >= 2 or len(_LATIN.findall(one)) >= 3]


def _plain(text: str) -> str:
    """Return a line as the forms expect it: one width, one case, no blanks beside Chinese."""
    return normalize("NFKC", text).casefold().strip()


def _any(forms: tuple[str, ...], text: str) -> bool:
    return any(compiled(form).found(text.encode()) for form in forms)


def _certain(line: Line) -> bool:
    text = _plain(line.text)
    letters = len(_HAN.findall(text)) >= 2 or len(_LATIN.findall(text)) >= 3 or "¥" in text
    return line.score >= _SURE and line.height < _TALLEST and letters
