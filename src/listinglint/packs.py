"""Rules become one scanner with everything they need to know: folded, checked once more and ready to be remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping

from listinglint import __version__, material_files, rulefiles
from listinglint.errors import CannotMatch, ListinglintError, Mistakes, RuleError
from listinglint.materials.lexicon import Lexicon
from listinglint.rule import Classes, Rule
from listinglint.rulefiles import Content, File
from listinglint.ruleset import RuleSet
from listinglint.text.evasion import Variants
from listinglint.text.fold import Letters, fold
from listinglint.text.forms import Forms
from listinglint.text.letters import build as build_letters
from listinglint.text.scan import Scanner
from listinglint.text.segment import Segmenter
from listinglint.tuples import NamedTuple


class Prepared(NamedTuple):
    """Rules that need only a scanner: the shipped ones are prepared once and serve every shop's own rules.

    `goods` and `variants` have folded words; `digest` is that of the files, the same on every machine.
    """

    rules: tuple[Rule, ...]
    classes: Mapping[str, Classes]
    goods: Mapping[str, tuple[str, ...]]
    variants: Mapping[str, tuple[str, ...]]
    lexicon: Lexicon | None
    letters: Letters
    digest: str


def prepare(found: list[File], base: Prepared | None = None) -> Prepared:
    """Read rule files and return their rules with folded words, after those of `base`.

    Raises `Mistakes` with everything that is wrong in any of the files: what cannot be read, ids that stand twice, words
    and patterns that can never match.
    """
    content = rulefiles.read(found, frozenset(rule.id for rule in base.rules) if base else frozenset())
    letters = base.letters if base else Letters(build_letters())

    def folding(text: str) -> str:
        return fold(text, letters).text

    classes = {**(base.classes if base else {})}
    for folder, table in content.classes.items():
        classes[folder] = {**classes.get(folder, {}), **table}
    rules = _prepared(content, classes, folding, {file.name: file.path for file in found})
    goods = {folding(word): kinds for word, kinds in content.goods.items()}
    variants = {folding(word): tuple(map(folding, spellings)) for word, spellings in content.variants.items()}
    lexicon = material_files.compiled(content.materials, folding)
    if base is None:
        return Prepared(tuple(rules), classes, goods, variants, lexicon, letters, digest(found))
    return Prepared(
        (*base.rules, *rules), classes, {**base.goods, **goods}, {**base.variants, **variants}, lexicon or base.lexicon,
        letters, digest(found, base.digest),
    )  # fmt: skip


def stands_alone(found: Iterable[File]) -> bool:
    """Tell whether files hold knowledge about materials: that is one whole with the shipped knowledge, no addition."""
    return not any(file.name.rpartition("/")[2] in material_files.FILES for file in found)


def _prepared(
    content: Content, classes: Mapping[str, Classes], folding: Callable[[str], str], paths: Mapping[str, str]
) -> list[Rule]:
    mistakes: list[ListinglintError] = []
    ready = []
    for rule in content.rules.values():
        path = paths.get(rule.id, rule.id)
        known: dict[str, tuple[str, ...]] = {}
        for depth in range(rule.id.count("/") + 1):
            known.update(classes.get("/".join(rule.id.split("/")[:depth]), {}))
        try:
            done = rule.prepared(folding, known)
        except (ExceptionGroup, ValueError) as broken:
            several = broken.exceptions if isinstance(broken, ExceptionGroup) else (broken,)
            mistakes += [_told(one, path, content.lines[rule.id]) for one in several]
            continue
        for term in sorted({*(done.triggers or ()), *done.companions}):
            if not term.strip() or "\n" in term:
                en, zh = f"{term!r} can never match", f"{term!r} 永远不会命中"
                mistakes.append(RuleError(en, zh=zh, file=path))
        ready.append(done)
    if mistakes:
        raise Mistakes(mistakes)
    return ready


def _told(broken: Exception, path: str, lines: Mapping[str, list[int]]) -> RuleError:
    if not isinstance(broken, CannotMatch):
        return RuleError(str(broken), file=path)
    key, number = broken.entry
    return RuleError(broken.message, zh=broken.zh, file=path, line=lines[key][number] if key in lines else 0)


def assemble(ready: Prepared, where: str = "") -> RuleSet:
    """Compile the words of all rules into one scanner; `where` is the private folder for the segmenter's dictionary."""
    owners: dict[str, list[int]] = {}
    for number, rule in enumerate(ready.rules):
        for trigger in () if rule.awaited else rule.triggers or ():
            owners.setdefault(trigger, []).append(number)
    waited = (rule.triggers or () for rule in ready.rules)
    phrases = sorted(set(ready.goods).union(*waited, *(rule.companions for rule in ready.rules)))
    segmented = frozenset().union(*(rule.segmented for rule in ready.rules))
    words = frozenset().union(*(rule.words for rule in ready.rules))
    woken = tuple(tuple(owners.get(phrase, ())) for phrase in phrases)
    scanner = Scanner(
        phrases, ready.letters, woken, segmented, segmenter=Segmenter(where), variants=Variants(ready.variants),
        words=words, forms=Forms.of(phrases, [(n, rule.id, rule.awaited) for n, rule in enumerate(ready.rules) if rule.awaited]),
    )  # fmt: skip
    return RuleSet.of(list(ready.rules), scanner, ready.goods, ready.digest, ready.lexicon, _stems())


def _stems() -> dict[str, tuple[str, ...]]:
    """Return what the expressions of quantities hold, worked out once for all runs."""
    from listinglint.text import holding, quantity_counts, quantity_labels

    forms = (*quantity_labels.asked(), *quantity_counts.asked())
    return {form.pattern: holding.stems(form.pattern) for form in forms}


def build(found: list[File], where: str = "") -> RuleSet:
    """Read rule files and compile them into a rule set; raises `Mistakes`."""
    return assemble(prepare(found), where)


def digest(found: list[File], base: str = "") -> str:
    """Return the digest of rule files, after that of the rules that they come on top of; the same on every machine."""
    told = hashlib.sha256(f"{__version__}{base}".encode())
    for file in sorted(found):
        told.update(f"\0{file.name}\0{file.text}".encode())
    return told.hexdigest()
