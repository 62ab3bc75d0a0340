"""The rules that spoke in a run, as a SARIF document lists them, put together from their findings."""

from __future__ import annotations

from collections.abc import Mapping
from re import compile as _compile
from typing import Any

from listinglint.model import Citation, Finding, Severity
from listinglint.reporters.text_ import citation

LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "note"}
_SENTENCE = _compile(r".*?(?:[。！？]|[.!?](?=\s|$)|$)")
_BASIS = {"zh": "依据", "en": "basis"}


def present(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that say something, without the empty ones; zero says something."""
    return {key: value for key, value in values.items() if value is not None and value not in ("", [], {})}


class Catalogue:
    """Numbers the rules in the order in which they first spoke, and keeps one finding of each, the gravest."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._numbers: dict[str, int] = {}
        self._seen: list[Finding] = []

    def index(self, one: Finding) -> int:
        """Return the number of the finding's rule."""
        number = self._numbers.setdefault(one.rule, len(self._seen))
        if number == len(self._seen):
            self._seen.append(one)
        elif one.severity > self._seen[number].severity:
            self._seen[number] = one
        return number

    def told(self) -> list[dict[str, Any]]:
        """Return the descriptions of the rules, by number."""
        return [_rule(one, self._lang) for one in self._seen]


def _rule(one: Finding, lang: str) -> dict[str, Any]:
    why = one.why.told(lang) or one.rule
    basis = "; ".join(dict.fromkeys(_authority(entry) for entry in one.sources))
    help_text = f"{why}\n\n{_BASIS.get(lang, 'basis')}: {basis}" if basis else why
    url = next((entry.url for entry in one.sources if entry.url), "")
    tags = [tag for tag in dict.fromkeys((one.rule.split("/")[0], one.category, one.consequence)) if tag]
    found = _SENTENCE.match(why)
    return {
        "id": one.rule,
        "shortDescription": {"text": (found[0] if found else "") or why},
        "fullDescription": {"text": why},
        "help": {"text": help_text},
        **present({"helpUri": url}),
        "defaultConfiguration": {"level": LEVELS[one.severity]},
        "properties": {"tags": tags},
    }


def _authority(source: Citation) -> str:
    return " ".join(part for part in (citation(source), source.title, source.url) if part)
