"""One SARIF 2.1.0 document for a whole run, for code scanning pages and editors that show findings of any tool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from re import compile as _compile
from typing import Any
from urllib.parse import quote

from listinglint.model import Finding, NotChecked, Place, Result
from listinglint.report import Tally
from listinglint.reporters import editable, plain
from listinglint.reporters.sarif_rules import LEVELS, Catalogue, present

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_DRIVE = _compile(r"[A-Za-z]:/")
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}


def render(results: Iterable[Result], tally: Tally) -> Iterator[str]:
    """Yield the document piece by piece: the results as they come, then the rules and notices that they called for."""
    rules = Catalogue(tally.lang)
    notices: list[dict[str, Any]] = []
    language = _LANGUAGES.get(tally.lang, "en-US")
    yield f'{{\n"$schema": "{_SCHEMA}",\n"version": "2.1.0",\n"runs": [{{\n'
    yield f'"language": "{language}",\n"columnKind": "unicodeCodePoints",\n"results": ['
    first = True
    for one in tally.counted(results):
        for finding in (*one.findings, *one.suppressed):
            yield ("\n" if first else ",\n") + plain.dumps(_result(finding, rules, tally.lang))
            first = False
        notices += [_notice(missing, tally.lang) for missing in one.not_checked]
    yield '\n],\n"tool": ' + plain.dumps({"driver": _driver(rules, tally)})
    invocation = {"executionSuccessful": tally.failed == 0, "toolExecutionNotifications": notices}
    yield ',\n"invocations": [' + plain.dumps(invocation) + "]\n}]\n}\n"


def _driver(rules: Catalogue, tally: Tally) -> dict[str, Any]:
    properties = present({"rulesDigest": tally.rules_digest})
    return {
        "name": "listinglint",
        "version": tally.version,
        "rules": rules.told(),
        **present({"properties": properties}),
    }


def _result(one: Finding, rules: Catalogue, lang: str) -> dict[str, Any]:
    places = (one.place, *one.related)
    if one.place.image is not None and one.place.image != one.place.file:
        # The picture is where to look; the line of the listing that names it stands beside it.
        places = (one.place, _named(one.place), *one.related)
    fixes = _fixes(one, lang)
    instead = one.fix.words.told(lang) if one.fix is not None and not fixes else ""
    return {
        "ruleId": one.rule,
        "ruleIndex": rules.index(one),
        "level": LEVELS[one.severity],
        "message": {"text": one.message.told(lang)},
        **present({"locations": _locations(places[:1], one.listing)}),
        **present({"relatedLocations": _locations(places[1:], one.listing)}),
        **present({"partialFingerprints": present({"listinglint/v1": one.fingerprint})}),
        # All results say whether they are suppressed, or none may.
        "suppressions": [{"kind": "inSource", "justification": one.suppressed}] if one.suppressed else [],
        **present({"fixes": fixes}),
        "properties": _properties(one) | present({"instead": instead}),
    }


def _properties(one: Finding) -> dict[str, Any]:
    values = {
        "listing": one.listing,
        "verdict": one.verdict,
        "consequence": one.consequence,
        "measured": one.measured._asdict() if one.measured else None,
        "sources": [plain.source(entry) for entry in one.sources],
    }
    return present(values) | {"evasion": one.evasion, "exact": one.place.exact}


def _named(place: Place) -> Place:
    return Place(place.file, place.part, line=place.line, column=place.column, exact=False, cell=place.cell)


def _locations(places: Iterable[Place], listing: str) -> list[dict[str, Any]]:
    return [_location(place, listing) for place in places if place.image or place.file]


def _location(place: Place, listing: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(place.image or place.file)}}
    if place.line is not None and place.image is None:
        physical["region"] = _region(place)
    logical = {"name": place.part, "fullyQualifiedName": f"{listing}/{place.part}", "kind": "element"}
    properties = {
        "box": list(place.box) if place.box else None,
        "cell": place.cell,
        "start": place.start,
        "end": place.end,
        "text": place.text,
    }
    return {
        "physicalLocation": physical,
        **present({"logicalLocations": [logical] if place.part else []}),
        **present({"properties": present(properties)}),
    }


def _region(place: Place) -> dict[str, Any]:
    """Return the span in the file; only the line where no more is known for certain."""
    if not place.exact or place.end_line is None:
        return {"startLine": place.line}
    return present(
        {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
    )


def uri(file: str) -> str:
    """Return a path as SARIF wants it: relative, or `file:` for a whole one; a web address stays one."""
    if "://" in file or file.startswith("//"):
        return quote(file, safe="/:?#[]@!$&'()*+,;=%~", errors="surrogateescape")
    told = quote(file, safe="/~", errors="surrogateescape")
    if file.startswith("/"):
        return f"file://{told}"
    return f"file:///{file[:2]}{told[4:]}" if _DRIVE.match(file) else told


def _fixes(one: Finding, lang: str) -> list[dict[str, Any]]:
    """Return the edits that a program may do in the file itself: one span, which stands there as it is."""
    change = editable.edit(one)
    if change is None or one.fix is None:
        return []
    replacement = {"deletedRegion": _region(one.place), "insertedContent": {"text": change.new}}
    changes = {"artifactLocation": {"uri": uri(one.place.file)}, "replacements": [replacement]}
    return [{"description": {"text": one.fix.words.told(lang)}, "artifactChanges": [changes]}]


def _notice(one: NotChecked, lang: str) -> dict[str, Any]:
    place = Place(one.file, one.part, line=one.line, exact=False)
    return {
        "level": "error" if one.cause == "failed" else "note",
        "message": {"text": one.reason.told(lang)},
        **present({"locations": _locations((place,), one.listing)}),
        **present({"associatedRule": present({"id": one.rule})}),
        "properties": present({"listing": one.listing, "part": one.part, "cause": one.cause}),
    }
