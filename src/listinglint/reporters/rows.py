"""Findings as rows of a sheet: the sentence with the words in it, what is wrong, on what basis, what to write."""

from __future__ import annotations

from collections.abc import Iterator

from listinglint.lazily import lazily
from listinglint.model import Finding, NotChecked, Result, Words
from listinglint.reporters import naming
from listinglint.reporters.excerpt import safe
from listinglint.reporters.rewritten import Rewritten
from listinglint.reporters.text_ import citation, headline, level, measured, unchecked
from listinglint.sheet import Row, digest
from listinglint.sketch import Sketch

OPEN = Words("待处理", "open")
_FAILED = Words("检查失败", "failed")
_UNAVAILABLE = Words("无法检查", "unavailable")
_ADVICE = Words("建议", "advice")
_SEE = Words("对照", "compare")
_CLAUSE = lazily(r"[。！？；!?;\n]|\.(?=\s)")
SHORT = 120  # a text up to this long is shown and corrected whole; of a longer one the sentences around the words


def of(one: Result, lang: str) -> Iterator[Row]:
    """Yield a row a finding of one listing."""
    rewritten = Rewritten(one)
    for finding in one.findings:
        yield _row(finding, one.sketch, rewritten, lang)


def missing(one: NotChecked, lang: str) -> tuple[str, str, str, str]:
    """Return listing, place, what kind of failure and the reason of something that was not checked."""
    kind = _FAILED if one.cause == "failed" else _UNAVAILABLE
    return safe(one.listing), unchecked(one), kind.told(lang), safe(one.reason.told(lang))


def _row(one: Finding, sketch: Sketch | None, rewritten: Rewritten, lang: str) -> Row:
    place = one.place
    whole = sketch.text(place.part) if sketch is not None else None
    start, end, hit = shown(whole, place.start, place.end)
    text = whole[start:end] if whole is not None and start is not None else place.text or place.image or ""
    advice = one.fix.words.told(lang) if one.fix is not None else ""
    new = rewritten.text(one, start, end) if whole is not None and start is not None else ""
    problem = _problem(one, sketch, lang) + (f"\n{_ADVICE.told(lang)}: {safe(advice)}" if new and advice else "")
    return Row(
        listing=one.listing, place=naming.part(place, sketch, lang), text=text, severity=level(one, lang),
        problem=problem, basis=_basis(one, lang),
        suggestion=new or advice, new="", status=OPEN.told(lang), note="",
        rule=one.rule, file=place.image or place.file, line=place.line, field=place.part if whole is not None else "",
        start=start, end=end, field_hash=digest(whole) if whole is not None else "", fingerprint=one.fingerprint, hit=hit,
    )  # fmt: skip


def shown(
    text: str | None, start: int | None, end: int | None
) -> tuple[int | None, int | None, tuple[int, int] | None]:
    """Return which part of a field a row shows, and where the words lie within it."""
    if text is None:
        return None, None, None
    if len(text) <= SHORT:
        return 0, len(text), (start, end) if start is not None and end is not None else None
    if start is None or end is None:
        return None, None, None
    ends = [found.end() for found in _CLAUSE.finditer(text)]
    first = max((one for one in ends if one <= start), default=0)
    last = min((one for one in ends if one >= end), default=len(text))
    first, last = max(first, start - 2 * SHORT), min(last, end + 2 * SHORT)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last, (start - first, end - first)


def _problem(one: Finding, sketch: Sketch | None, lang: str) -> str:
    lines = [headline(one, lang)]
    if one.measured is not None:
        lines.append(measured(one, lang))
    lines += [f"{_SEE.told(lang)} {naming.part(other, sketch, lang)}: {safe(other.text)}" for other in one.related[:3]]
    if one.why.told(lang):
        lines.append(safe(one.why.told(lang)))
    return "\n".join(lines)


def _basis(one: Finding, lang: str) -> str:
    cited = list(dict.fromkeys(citation(source) for source in one.sources))
    return ("；" if lang == "zh" else "; ").join(cited)
