"""`show --materials`: which materials and figures were understood, and what each field says the article is built of."""

from __future__ import annotations

from collections.abc import Iterator

from listinglint.cli.speech import language, say
from listinglint.engine import Plan
from listinglint.facts import Wants, measure
from listinglint.materials.constructions import Construction
from listinglint.materials.mention import Mention
from listinglint.materials.reading import Reading
from listinglint.model import Listing
from listinglint.text.scan import Scan

_FIGURES = Wants(frozenset({"scan", "quantities"}))
_WANTS = Wants(frozenset({"scan", "materials"}))


def lines(listing: Listing, ready: Plan) -> Iterator[str]:
    """Yield the mentions, the constructions and the contradictions of a listing."""
    rules = ready.rules
    measured = measure(listing, _WANTS, rules.scanner, rules.goods, rules.lexicon)
    reading: Reading | None = measured.facts.get("materials")
    if reading is None:
        yield f"  {say('no materials knowledge in these rules', '规则中没有材质资料')}\n"
        return
    yield f"  {say('goods', '商品类别')}: {', '.join(reading.case.goods) or say('not known', '未知')}\n"
    yield f"  {say('materials', '材质')}:\n"
    for one in reading.case.mentions:
        yield _mention(measured, reading, one)
    yield f"  {say('built of', '构造')}:\n"
    for built in reading.constructions:
        yield _construction(measured, reading, built)
    for name, conflicts in reading.conflicts.items():
        for conflict in conflicts:
            found = ", ".join(_word(reading, it) for it in conflict.witnesses)
            yield f"  {say('conflict', '矛盾')} {name}: {_word(reading, conflict.claim)} ≠ {found}\n"


def figures(listing: Listing, ready: Plan) -> Iterator[str]:
    """Yield the weights, sizes and counts of a listing, each with the thing that it is taken to be about."""
    measured = measure(listing, _FIGURES, ready.rules.scanner, ready.rules.goods)
    yield f"  {say('figures', '数值')}:\n"
    for one in measured.fields:
        scan: Scan = one.facts["scan"]
        for found in one.facts["quantities"]:
            about = " ".join(it for it in (found.label.measure, found.label.thing) if it)
            bare = say(" (no word tells what it is of)", "（没有文字说明是什么的数值）") if found.loose else ""
            told = " / ".join(f"{it.low:g}" if it.low == it.high else f"{it.low:g}–{it.high:g}" for it in found.spans)
            yield f"    {one.path} “{scan.text[found.start : found.end]}” → {about} {told}{bare}\n"


def _word(reading: Reading, one: Mention) -> str:
    return reading.case.texts[one.field][one.start : one.end]


def _mention(listing: Listing, reading: Reading, one: Mention) -> str:
    told = [one.mode, one.strength, one.part, one.origin, one.share.told() if one.share else "", one.process, one.why]
    name = reading.lexicon.name(one.id, language())
    path = listing.fields[one.field].path
    return f"    {path} “{_word(reading, one)}” → {one.id} ({name}): {', '.join(it for it in told if it)}\n"


def _construction(listing: Listing, reading: Reading, built: Construction) -> str:
    name = reading.lexicon.name
    parts = {
        say("base", "底材"): ", ".join(name(it, language()) for it in built.base),
        say("surface", "表面"): ", ".join(name(it, language()) for it in built.surface),
        say("process", "工艺"): ", ".join(built.process),
        say("fineness", "成色"): ", ".join(f"{it}‰" for it in built.fineness),
        say("thickness", "厚度"): ", ".join(f"{it:g} µm" for it in built.thickness),
        say("holds", "含有"): ", ".join(built.content),
        say("free of", "不含"): ", ".join(name(it, language()) for it in built.free_of),
    }
    told = "; ".join(f"{key} {value}" for key, value in parts.items() if value)
    return f"    {listing.fields[built.field].path} [{built.part}] {told}\n"
