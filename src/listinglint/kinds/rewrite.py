"""How characters are written: full-width digits, blanks before punctuation, marks of the other language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import ClassVar
from unicodedata import normalize

from listinglint.declared import changed, declared, derived
from listinglint.kinds.correction import corrected, spoken_in
from listinglint.kinds.linear import compiled, proven
from listinglint.kinds.needs import AnyOf
from listinglint.model import Finding, Listing
from listinglint.rule import Classes, Fold, Rule
from listinglint.tuples import NamedTuple

_WIDE = str.maketrans(",;:!?()", "，；：！？（）")
_TURNS: dict[str, Callable[[str], str]] = {
    "half-width": lambda text: normalize("NFKC", text),
    "full-width": lambda text: text.translate(_WIDE),
}


class Form(NamedTuple):
    """A linear-time expression over the text as it is seen; its group `hit` (else the match) is to read `write`.

    `write` is the text itself, in which {1} stands for the first group, or one of half-width and full-width.
    """

    regex: str
    write: str


@declared
class RewriteRule(Rule):
    """Flags text of a given form and offers the same text in another; `except` are texts that stay as they are."""

    kind: ClassVar[str] = "rewrite"
    holes: ClassVar[frozenset[str]] = frozenset({"match", "instead"})
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    forms: tuple[Form, ...]
    except_: tuple[str, ...] = ()
    anything: AnyOf = derived(factory=AnyOf)  # made by `prepared`

    def prepared(self, fold: Fold, classes: Classes) -> RewriteRule:  # noqa: ARG002
        """Return the rule with its forms in one; raises a group of `CannotMatch` for wrong expressions."""
        proven("forms", ((form.regex,) for form in self.forms))
        return changed(self, anything=AnyOf(tuple(form.regex for form in self.forms)))

    def judge(self, listing: Listing) -> Iterator[Finding]:
        """Yield a finding with its edit for each match."""
        anything = self.anything.found
        for one, scan in spoken_in(self, listing):
            for form in self.forms if anything(scan.visible) else ():
                for span, texts in compiled(form.regex).groups(scan.visible.encode()):
                    shown = scan.visible[slice(*span)]
                    right = _TURNS[form.write](shown) if form.write in _TURNS else _filled(form.write, texts)
                    if shown != right and shown not in self.except_:
                        yield corrected(self, listing, one, scan, span, right)


def _filled(write: str, texts: tuple[str, ...]) -> str:
    """Return the text to write with the groups of the match in their places."""
    return re.sub(r"\{(\d)\}", lambda hole: texts[int(hole[1])], write)
