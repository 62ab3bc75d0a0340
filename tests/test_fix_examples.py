"""Every bad example of every rule: what the edits leave has no new finding, and a second pass changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache as once

import pytest

from listinglint import cache, ruleset
from listinglint.engine import Plan, check, plan
from listinglint.fix import choose, worse
from listinglint.kinds.across import AcrossRule
from listinglint.model import Edit, Finding, Listing, Result, Source, Verbatim
from listinglint.model import Field as TextField
from listinglint.rule import Rule
from listinglint.ruleset import RuleSet
from listinglint.testing import listings_of

_PASSES = 6


@once
def rules() -> RuleSet:
    return cache.load((ruleset.shipped(),))


@once
def everything() -> Plan:
    """All rules that a shop runs unasked."""
    return plan(rules().only({head.id for head in rules().heads if not head.opt_in}))


def edited(listing: Listing, edits: Iterable[Edit]) -> Listing:
    """Return the listing with its texts changed, as the writers would change them."""
    texts = {one.path: one.text for one in listing.fields}
    for edit in sorted(edits, key=lambda one: (one.field, -one.start)):
        text = texts[edit.field]
        texts[edit.field] = text[: edit.start] + edit.new + text[edit.end :]
    return listing.with_fields(tuple(
        TextField(one.path, texts[one.path], Verbatim(Source("x", texts[one.path]), 0, len(texts[one.path])), one.lang, one.format)
        for one in listing.fields
    ))  # fmt: skip


def mended(listing: Listing, ready: Plan, unsafe: bool) -> tuple[Listing, int, int, Result]:
    """Return the listing after all passes, how many were needed, how many edits were taken back, and what is still found."""
    refused = 0
    barred: set[Edit] = set()
    for number in range(_PASSES):
        before = check(listing, ready)
        wanted = [one.edit for one in choose([before], unsafe).wanted if one.edit not in barred]
        if not wanted:
            return listing, number, refused, before
        after = edited(listing, wanted)
        if worse(before.findings, check(after, ready).findings):
            refused += len(wanted)
            barred.update(wanted)
            continue
        listing = after
    pytest.fail(f"no end of changes: {[one.text for one in listing.fields]}")


EXAMPLES = [(rule, example) for rule in rules().rules for example in rule.bad if not isinstance(rule, AcrossRule)]


def test_mended_examples_have_no_new_finding_and_stay_as_they_are() -> None:
    """Ends for each example, gains nothing and is idempotent, with safe edits alone and with all of them."""
    refused: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for rule, example in EXAMPLES:
        for listing in listings_of(example, rule)[0]:
            first = check(listing, everything())
            for unsafe in (False, True):
                after, passes, barred, last = mended(listing, everything(), unsafe)
                made[rule.id] += passes
                refused[rule.id] += barred
                if not passes:
                    continue  # nothing was changed
                assert worse(first.findings, last.findings) == [], (rule.id, [one.text for one in after.fields])
                again, *_ = mended(after, everything(), unsafe)
                assert [one.text for one in again.fields] == [one.text for one in after.fields], rule.id
    # Hardly an edit should need to be taken back: the wording that a rule offers must itself be sound.
    assert sum(refused.values()) < 0.05 * sum(made.values()), refused.most_common(10)


def test_no_edit_leaves_a_text_empty_or_ragged() -> None:
    for rule, example in EXAMPLES:
        for listing in listings_of(example, rule)[0]:
            alone = plan(rules().only({rule.id}))
            for finding in check(listing, alone).findings:
                for text in _after(listing, finding):
                    assert text.strip(), (rule.id, finding.place.text)
                    assert "  " not in text.strip() or "  " in _all(listing), (rule.id, text)
                    assert not text.rstrip().endswith(("，", ",", "、")), (rule.id, text)
                    assert not text.lstrip().startswith(("，", ",", "。", "、", ".")), (rule.id, text)


def _all(listing: Listing) -> str:
    return "\n".join(one.text for one in listing.fields)


def _after(listing: Listing, finding: Finding) -> list[str]:
    edits = finding.fix.edits if finding.fix else ()
    changed = edited(listing, edits)
    touched = {edit.field for edit in edits}
    return [one.text for one in changed.fields if one.path in touched]


def share(found: Iterable[tuple[Rule, Finding]]) -> float:
    told = [bool(one.fix and one.fix.edits) for _, one in found]
    return sum(told) / len(told)


def test_most_findings_about_words_carry_an_edit() -> None:
    """Of findings that point at words and leave something to stand; many examples are one sentence that is the claim."""
    found = [
        (rule, one)
        for rule, example in EXAMPLES
        for listing in listings_of(example, rule)[0]
        for one in check(listing, plan(rules().only({rule.id}))).findings
        if one.place.start is not None and one.place.image is None
    ]
    assert share(found) > 0.4
