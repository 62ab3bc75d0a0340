"""Findings for people at a terminal: the line as it stands in the file, what is wrong with it, what to write instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from listinglint.model import Citation, Finding, NotChecked, Place, Result, Severity, Words
from listinglint.report import Tally

_LEVELS = {
    Severity.error: (Words("错误", "error"), "\x1b[1;31m"),
    Severity.warning: (Words("警告", "warning"), "\x1b[1;33m"),
    Severity.info: (Words("提示", "info"), "\x1b[1;36m"),
}
_REVIEW = Words("需人工复核", "review")
_DIM, _BOLD, _END = "\x1b[2m", "\x1b[1m", "\x1b[0m"
_LABELS = {
    "why": Words("原因", "why"),
    "basis": Words("依据", "basis"),
    "instead": Words("建议", "instead"),
    "measured": Words("实测", "measured"),
    "related": Words("另见", "see also"),
    "not checked": Words("未检查", "not checked"),
    "inexact": Words("位置仅到字段开头", "the place is the field's start"),
    "evasion": Words("拆写规避", "written to avoid detection"),
}
_MOST_NOT_CHECKED = 5


def render(results: Iterable[Result], tally: Tally, colour: bool = False) -> Iterator[str]:
    """Yield findings grouped by listing, then the summary with what was not checked."""
    paint = _Paint(colour, tally.lang)
    told_why: set[str] = set()
    for one in tally.counted(results):
        if not one.findings and not one.not_checked:
            continue
        yield (paint.bold(f"{one.listing}") + (paint.dim(f"  {one.file}") if one.file != one.listing else "") + "\n")
        for finding in one.findings:
            yield from _finding(finding, paint, told_why)
            told_why.add(finding.rule)
        yield from _not_checked(one.not_checked, paint)
        yield "\n"
    yield summary(tally) + "\n"


class _Paint:
    """Colours where they are wanted, words in the language that was asked for."""

    def __init__(self, colour: bool, lang: str) -> None:
        self.colour = colour
        self.lang = lang

    def _in(self, code: str, text: str) -> str:
        return f"{code}{text}{_END}" if self.colour and text else text

    def bold(self, text: str) -> str:
        return self._in(_BOLD, text)

    def dim(self, text: str) -> str:
        return self._in(_DIM, text)

    def level(self, finding: Finding) -> str:
        words, code = _LEVELS[finding.severity]
        told = words.told(self.lang)
        if finding.verdict == "review":
            told += f"·{_REVIEW.told(self.lang)}"
        return self._in(code, told)

    def mark(self, finding: Finding, text: str) -> str:
        return self._in(_LEVELS[finding.severity][1], text)

    def label(self, name: str) -> str:
        return _LABELS[name].told(self.lang)


def _finding(one: Finding, paint: _Paint, told_why: set[str]) -> Iterator[str]:
    place = one.place
    head = f"{where(place)}  {paint.level(one)}  {one.message.told(paint.lang)}"
    if one.evasion:
        head += f"（{paint.label('evasion')}）" if paint.lang == "zh" else f" ({paint.label('evasion')})"
    yield f"  {head}  {paint.dim(one.rule)}\n"
    yield from _excerpt(place, one, paint)
    if one.measured is not None:
        yield _note(paint, "measured", measured(one, paint.lang))
    for other in one.related[:3]:
        yield _note(paint, "related", f"{where(other)} {other.text}".rstrip())
    if one.rule not in told_why:
        yield _note(paint, "why", one.why.told(paint.lang))
        if one.sources:
            yield _note(paint, "basis", "; ".join(dict.fromkeys(citation(source) for source in one.sources)))
    if one.fix is not None:
        yield _note(paint, "instead", one.fix.words.told(paint.lang))


def _note(paint: _Paint, name: str, text: str) -> str:
    return f"        {paint.dim('= ' + paint.label(name) + ':')} {text}\n"


def where(place: Place) -> str:
    """Return a place as editors and terminals like it: file:line:column, a cell, or a picture."""
    if place.image is not None and place.image != place.file:
        return place.image
    told = place.file
    if place.line is not None and place.part:
        told += f":{place.line}:{place.column}"
    return f"{told} ({place.cell})" if place.cell else told


def measured(one: Finding, lang: str) -> str:
    """Return the measured value against its limit."""
    if one.measured is None:
        return ""
    value, limit, unit = one.measured
    relation = "≥" if value < limit else "≤"
    needs = "需要" if lang == "zh" else "needs"
    return f"{value:g} {unit}, {needs} {relation} {limit:g}"


def citation(source: Citation) -> str:
    """Return the authority in one line."""
    told = " ".join(part for part in (source.law, source.article) if part)
    if source.valid_from:
        told += f" ({source.valid_from}–{source.valid_to})" if source.valid_to else f" ({source.valid_from})"
    return told


def _excerpt(place: Place, one: Finding, paint: _Paint) -> Iterator[str]:
    """Yield the line of the file with carets under the exact span, wide characters counted as two."""
    if not place.excerpt.strip() or place.start is None or place.line is None:
        return
    from rich.cells import cell_len  # comes with typer; knows the width of every character

    if not place.exact:
        yield f"        {paint.dim('= ' + paint.label('inexact'))}: {place.text}\n"
        return
    line = place.excerpt.replace("\t", " ")
    start = (place.column or 1) - place.excerpt_column
    same_line = place.end_line == place.line and place.end_column is not None
    end = min((place.end_column or 1) - place.excerpt_column if same_line else len(line), len(line))
    number = f"{place.line:>5}"
    carets = "^" * max(cell_len(line[start:end]), 1)
    yield f"  {paint.dim(number + ' |')} {line}\n"
    yield f"  {paint.dim('      |')} {' ' * cell_len(line[:start])}{paint.mark(one, carets)}\n"


def _not_checked(missing: tuple[NotChecked, ...], paint: _Paint) -> Iterator[str]:
    failed = [one for one in missing if one.cause == "failed"]
    others = [one for one in missing if one.cause == "unavailable"]
    for one in failed + others[:_MOST_NOT_CHECKED]:
        place = f"{one.file}:{one.line}" if one.line else one.file or one.part
        yield f"  {place}  {paint.bold(paint.label('not checked'))}  {one.reason.told(paint.lang)}\n"
    rest = len(others) - _MOST_NOT_CHECKED
    if rest > 0:
        yield paint.dim(f"  … 另有 {rest} 项未检查\n" if paint.lang == "zh" else f"  … and {rest} more not checked\n")


def summary(tally: Tally) -> str:
    """Return the last line of a run: how many were clean, how many not, and what was not checked."""
    counts = [tally.severities[level] for level in (Severity.error, Severity.warning, Severity.info)]
    if tally.lang == "zh":
        told = f"{tally.listings} 个商品：{tally.clean} 个通过，{tally.with_findings} 个有问题"
        told += "（错误 {}，警告 {}，提示 {}）".format(*counts)
        extra = [
            f"{tally.reviews} 处需人工复核" if tally.reviews else "",
            f"{tally.suppressed} 处已豁免" if tally.suppressed else "",
            f"{tally.baselined} 处在基线内" if tally.baselined else "",
            f"未检查：失败 {tally.failed}，无法检查 {tally.unavailable}" if tally.failed + tally.unavailable else "",
        ]
        return "；".join([told, *(part for part in extra if part)]) + "。"
    told = f"{_many(tally.listings, 'listing')}: {tally.clean} clean, {tally.with_findings} with findings"
    told += f" ({_many(counts[0], 'error')}, {_many(counts[1], 'warning')}, {counts[2]} info)"
    extra = [
        f"{tally.reviews} to review" if tally.reviews else "",
        f"{tally.suppressed} suppressed" if tally.suppressed else "",
        f"{tally.baselined} in the baseline" if tally.baselined else "",
        f"not checked: {tally.failed} failed, {tally.unavailable} unavailable"
        if tally.failed + tally.unavailable
        else "",
    ]
    return "; ".join([told, *(part for part in extra if part)]) + "."


def statistics(rules: Counter[str]) -> Iterator[str]:
    """Yield how often each rule spoke, the loudest first."""
    for rule, count in rules.most_common():
        yield f"{count:>7}  {rule}\n"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
