"""Findings for people at a terminal: the line as it stands in the file, what is wrong with it, what to write instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from listinglint.counted import many
from listinglint.model import Citation, Exempt, Finding, NotChecked, Place, Result, Severity, Words
from listinglint.report import Tally
from listinglint.reporters.excerpt import cells, marked, safe

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
    "exempt": Words("放过", "let pass"),
    "painted": Words("图中文字", "read in the picture"),
    "inexact": Words("位置仅到字段开头", "the place is the field's start"),
    "evasion": Words("拆写规避", "written to avoid detection"),
}
_MOST_NOT_CHECKED = 5
_MOST_RELATED = 3
_MARGIN = 10  # cells that the line number takes before a quoted line


def render(results: Iterable[Result], tally: Tally, colour: bool = False, width: int = 0) -> Iterator[str]:
    """Yield findings grouped by listing, then the summary with what was not checked.

    `width` is the terminal's in cells; quoted lines are cut to it, because carets under a wrapped line point nowhere.
    """
    paint = _Paint(colour, tally.lang, width)
    told_why: set[str] = set()
    for one in tally.counted(results):
        if not one.findings and not one.not_checked and not one.exempted:
            continue
        file = paint.dim(f"  {safe(one.file)}") if one.file != one.listing else ""
        yield paint.bold(safe(one.listing)) + file + "\n"
        for finding in one.findings:
            yield from _finding(finding, paint, told_why)
            told_why.add(finding.rule)
        yield from _exempted(one.exempted, paint)
        yield from _not_checked(one.not_checked, paint)
        yield "\n"
    yield summary(tally) + "\n"


class _Paint:
    """Colours where they are wanted, words in the language that was asked for."""

    def __init__(self, colour: bool, lang: str, width: int) -> None:
        self.colour = colour
        self.lang = lang
        self.width = width

    def _in(self, code: str, text: str) -> str:
        return f"{code}{text}{_END}" if self.colour and text else text

    def bold(self, text: str) -> str:
        return self._in(_BOLD, text)

    def dim(self, text: str) -> str:
        return self._in(_DIM, text)

    def level(self, finding: Finding) -> str:
        return self.mark(finding, level(finding, self.lang))

    def mark(self, finding: Finding, text: str) -> str:
        return self._in(_LEVELS[finding.severity][1], text)

    def label(self, name: str) -> str:
        return _LABELS[name].told(self.lang)


def _finding(one: Finding, paint: _Paint, told_why: set[str]) -> Iterator[str]:
    yield f"  {where(one.place)}  {paint.level(one)}  {headline(one, paint.lang)}  {paint.dim(one.rule)}\n"
    yield from _excerpt(one, paint)
    for label, text in details(one, paint.lang, why=one.rule not in told_why):
        yield f"        {paint.dim(f'= {label}:')} {text}\n"


def _exempted(found: Iterable[Exempt], paint: _Paint) -> Iterator[str]:
    """Yield what rules let pass, with the reason and the article."""
    for one in found:
        article = f" ({one.article})" if one.article else ""
        told = f"{paint.label('exempt')} “{safe(one.place.text)}”: {one.reason.told(paint.lang)}{article}"
        yield f"  {where(one.place)}  {paint.dim(told)}  {paint.dim(one.rule)}\n"


def level(one: Finding, lang: str) -> str:
    """Return the severity in words, and whether a person must look."""
    told = _LEVELS[one.severity][0].told(lang)
    return f"{told}·{_REVIEW.told(lang)}" if one.verdict == "review" else told


def headline(one: Finding, lang: str) -> str:
    """Return what is wrong, in one line."""
    message = safe(one.message.told(lang))
    if not one.evasion:
        return message
    evasion = _LABELS["evasion"].told(lang)
    return f"{message}（{evasion}）" if lang == "zh" else f"{message} ({evasion})"


def details(one: Finding, lang: str, why: bool = True) -> Iterator[tuple[str, str]]:
    """Yield what else there is to say of a finding, each under its label; `why` and its basis only where asked."""
    if one.measured is not None:
        yield _LABELS["measured"].told(lang), measured(one, lang)
    for other in one.related[:_MOST_RELATED]:
        yield _LABELS["related"].told(lang), f"{where(other)} {safe(other.text)}".rstrip()
    if why:
        if one.why.told(lang):
            yield _LABELS["why"].told(lang), safe(one.why.told(lang))
        if one.sources:
            basis = "; ".join(dict.fromkeys(citation(source) for source in one.sources))
            yield _LABELS["basis"].told(lang), safe(basis)
    if one.fix is not None:
        yield _LABELS["instead"].told(lang), safe(one.fix.words.told(lang))


def where(place: Place) -> str:
    """Return a place as editors and terminals like it: file:line:column, a cell, or a picture and a box in it."""
    if place.image is not None:
        box = " [{},{} {},{}]".format(*place.box) if place.box else ""
        return safe(place.image) + box
    told = place.file
    if place.line is not None:
        told += f":{place.line}:{place.column}" if place.part else f":{place.line}"
    return safe(f"{told} ({place.cell})" if place.cell else told)


def measured(one: Finding, lang: str) -> str:
    """Return the measured value against its limit."""
    if one.measured is None:
        return ""
    value, limit, unit = one.measured
    if lang == "zh":
        from listinglint.kinds.bounds import UNITS  # only where something was measured

        unit = UNITS[unit].zh if unit in UNITS else unit
    relation = "≥" if value < limit else "≤"
    needs = "，需要" if lang == "zh" else ", needs"
    return f"{value:.10g} {unit}".rstrip() + f"{needs} {relation} {limit:.10g}"


def citation(source: Citation) -> str:
    """Return the authority in one line."""
    told = " ".join(part for part in (source.law, source.article) if part)
    if source.valid_from:
        told += f" ({source.valid_from}–{source.valid_to})" if source.valid_to else f" ({source.valid_from})"
    return told


def _excerpt(one: Finding, paint: _Paint) -> Iterator[str]:
    """Yield the line of the file with carets under the exact span, wide characters counted as two."""
    place = one.place
    if place.image is not None:
        if place.text:
            yield f"        {paint.dim('= ' + paint.label('painted') + ':')} {safe(place.text)}\n"
        return
    if place.start is None or place.line is None:
        return
    if not place.exact:
        yield f"        {paint.dim('= ' + paint.label('inexact') + ':')} {safe(place.text)}\n"
        return
    before, span, after = marked(place, max(paint.width - _MARGIN, 1) if paint.width else 0)
    if before + span + after:
        carets = "^" * max(cells(span), 1)
        yield f"  {paint.dim(f'{place.line:>5} |')} {before}{span}{after}\n"
        yield f"  {paint.dim('      |')} {' ' * cells(before)}{paint.mark(one, carets)}\n"


def _not_checked(missing: tuple[NotChecked, ...], paint: _Paint) -> Iterator[str]:
    failed = [one for one in missing if one.cause == "failed"]
    others = [one for one in missing if one.cause == "unavailable"]
    for one in failed + others[:_MOST_NOT_CHECKED]:
        label = paint.bold(paint.label("not checked"))
        yield f"  {unchecked(one)}  {label}  {safe(one.reason.told(paint.lang))}\n"
    rest = len(others) - _MOST_NOT_CHECKED
    if rest > 0:
        yield paint.dim(f"  … 另有 {rest} 项未检查\n" if paint.lang == "zh" else f"  … and {rest} more not checked\n")


def unchecked(one: NotChecked) -> str:
    """Return where something was not checked: the file, its line, the part of the listing."""
    file = f"{one.file}:{one.line}" if one.file and one.line else one.file
    return safe(" ".join(part for part in (file, one.part) if part) or one.listing)


def summary(tally: Tally) -> str:
    """Return the last line of a run: how many were clean, how many not, and what was not checked."""
    counts = [tally.severities[level] for level in (Severity.error, Severity.warning, Severity.info)]
    if tally.lang == "zh":
        told = f"{tally.listings} 个商品：{tally.clean} 个通过，{tally.with_findings} 个有问题"
        told += f"，{tally.partly} 个未查全" if tally.partly else ""
        told += "（错误 {}，警告 {}，提示 {}）".format(*counts)
        extra = [
            f"{tally.reviews} 处需人工复核" if tally.reviews else "",
            f"{tally.suppressed} 处已豁免{_pardoned(tally)}" if tally.suppressed else "",
            f"{tally.baselined} 处在基线内" if tally.baselined else "",
            f"未检查：失败 {tally.failed}，无法检查 {tally.unavailable}" if tally.failed + tally.unavailable else "",
        ]
        return "；".join([told, *(part for part in extra if part)]) + "。"
    told = f"{many(tally.listings, 'listing')}: {tally.clean} clean, {tally.with_findings} with findings"
    told += f", {tally.partly} not fully checked" if tally.partly else ""
    told += f" ({many(counts[0], 'error')}, {many(counts[1], 'warning')}, {counts[2]} info)"
    extra = [
        f"{tally.reviews} to review" if tally.reviews else "",
        f"{tally.suppressed} suppressed{_pardoned(tally)}" if tally.suppressed else "",
        f"{tally.baselined} in the baseline" if tally.baselined else "",
        f"not checked: {tally.failed} failed, {tally.unavailable} unavailable"
        if tally.failed + tally.unavailable
        else "",
    ]
    return "; ".join([told, *(part for part in extra if part)]) + "."


def _pardoned(tally: Tally) -> str:
    """Return how many findings stand aside by waivers and by evidence."""
    waived, proved = tally.pardoned["waiver"] + tally.pardoned["shop-waiver"], tally.pardoned["evidence"]
    if tally.lang == "zh":
        told = "，".join(
            part for part in (f"豁免单 {waived}" if waived else "", f"有证明 {proved}" if proved else "") if part
        )
        return f"（其中{told}）" if told else ""
    parts = (f"{waived} by waivers" if waived else "", f"{proved} by evidence" if proved else "")
    told = ", ".join(part for part in parts if part)
    return f" ({told})" if told else ""


def statistics(rules: Counter[str]) -> Iterator[str]:
    """Yield how often each rule spoke, the loudest first."""
    for rule, count in rules.most_common():
        yield f"{count:>7}  {rule}\n"
