"""JUnit XML for build servers: one test case a listing, failed where there is an error or a warning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from listinglint.model import Finding, NotChecked, Result, Severity, Words
from listinglint.report import Tally
from listinglint.reporters.markup import content, value
from listinglint.reporters.text_ import details, headline, level, summary, unchecked, where

_NOT_CHECKED = Words("未检查", "not checked")
_SUPPRESSED = Words("已豁免", "suppressed")
_AND_MORE = Words("（另有 {count} 项）", " (and {count} more)")


def render(results: Iterable[Result], tally: Tally) -> Iterator[str]:
    """Yield the suite.  Its counts stand before its cases, so the cases wait as text until the last is known.

    A case holds at most one of error, failure and skipped: the schemas in use disagree about their order, and build
    servers show the first only.  What could not be read is an error, with the findings in its text.
    """
    counts: Counter[str] = Counter()
    cases = []
    for one in tally.counted(results):
        kind, case = _case(one, tally.lang)
        counts[kind] += 1
        cases.append(case)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    told = f'tests="{len(cases)}" failures="{counts["failure"]}" errors="{counts["error"]}"'
    yield f'<testsuite name="listinglint" {told} skipped="{counts["skipped"]}" time="0">\n'
    values = {"version": tally.version, "rules-digest": tally.rules_digest, "summary": summary(tally)}
    pairs = [f'    <property name="{name}" value={value(text)}/>\n' for name, text in values.items() if text]
    yield "  <properties>\n" + "".join(pairs) + "  </properties>\n"
    yield from cases
    yield "</testsuite>\n"


def _case(one: Result, lang: str) -> tuple[str, str]:
    """Return what became of a listing (error, failure, skipped or nothing) and its test case."""
    faults = [finding for finding in one.findings if _fails(finding)]
    failed = [missing for missing in one.not_checked if missing.cause == "failed"]
    others = [missing for missing in one.not_checked if missing.cause == "unavailable"]
    lines = [_missed(missing, lang) for missing in failed] + [_told(finding, lang) for finding in faults]
    first = failed[0].reason.told(lang) if failed else headline(faults[0], lang) if faults else ""
    aside = [_told(finding, lang) for finding in one.findings if not _fails(finding)]
    aside += [f"{_SUPPRESSED.told(lang)}: {finding.suppressed}\n{_told(finding, lang)}" for finding in one.suppressed]
    kind, type_ = "", ""
    if failed:
        kind, type_ = "error", "not-checked"
    elif faults:
        kind, type_ = "failure", max(finding.severity for finding in faults).name
    elif others and not aside:
        kind, first, lines = "skipped", _first([missing.reason.told(lang) for missing in others], lang), []
    if kind != "skipped":
        first = _first([first, *lines[1:]], lang)
        aside += [_missed(missing, lang) for missing in others]
    told = _element(kind, first, type_, lines) + _output(aside)
    head = f'  <testcase name={value(one.listing)} classname={value(one.file or one.listing)} time="0"'
    return kind, f"{head}>\n{told}  </testcase>\n" if told else f"{head}/>\n"


def _fails(one: Finding) -> bool:
    return one.verdict == "violation" and one.severity > Severity.info


def _first(lines: list[str], lang: str) -> str:
    rest = len(lines) - 1
    return lines[0] + (_AND_MORE.told(lang).replace("{count}", str(rest)) if rest else "")


def _told(one: Finding, lang: str) -> str:
    lines = [f"{where(one.place)}  {level(one, lang)}  {headline(one, lang)}  {one.rule}"]
    return "\n".join(lines + [f"    {label}: {text}" for label, text in details(one, lang)])


def _missed(one: NotChecked, lang: str) -> str:
    return f"{unchecked(one)}  {_NOT_CHECKED.told(lang)}  {one.reason.told(lang)}"


def _element(kind: str, message: str, type_: str, lines: list[str]) -> str:
    if not kind:
        return ""
    told = f"    <{kind} message={value(message)}" + (f' type="{type_}"' if type_ else "")
    return f"{told}>{content(chr(10).join(lines))}</{kind}>\n" if lines else f"{told}/>\n"


def _output(lines: list[str]) -> str:
    return f"    <system-out>{content(chr(10).join(lines))}</system-out>\n" if lines else ""
