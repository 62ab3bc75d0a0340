"""Every format, in both languages, against a file that a person has read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from listinglint import reporters
from listinglint.errors import UsageError
from listinglint.model import Result
from listinglint.report import Tally

ENDINGS = {
    "text": "txt", "json": "json", "jsonl": "jsonl", "sarif": "sarif", "github": "txt", "junit": "xml",
    "gitlab": "json", "checkstyle": "xml", "rdjson": "json", "markdown": "md", "csv": "csv", "tap": "tap",
}  # fmt: skip


@pytest.mark.parametrize("name", reporters.names())
def test_whole_run(name: str, results: tuple[Result, ...], tally: Tally, golden: Callable[[str, str], None]) -> None:
    text = "".join(reporters.find(name)(iter(results), tally))
    golden(f"{name}.{tally.lang}.{ENDINGS[name]}", text)
    assert (tally.listings, tally.clean, tally.with_findings) == (6, 1, 4)
    assert (tally.failed, tally.unavailable, tally.suppressed) == (2, 8, 1)


@pytest.mark.parametrize("name", reporters.names())
def test_can_be_written_as_utf8_and_holds_no_control_characters(
    name: str, results: tuple[Result, ...], tally: Tally
) -> None:
    text = "".join(reporters.find(name)(results, tally))
    assert text.encode().decode() == text
    if name == "csv":
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")  # what Excel knows UTF-8 by, and its line ends
    assert [one for one in text if not one.isprintable() and one not in "\n\u3000"] == []
    assert text.endswith("\n")


@pytest.mark.parametrize(
    "name", ["text", "json", "jsonl", "sarif", "github", "gitlab", "checkstyle", "rdjson", "csv", "tap"]
)
def test_streams(name: str, results: tuple[Result, ...], tally: Tally) -> None:
    taken = []

    def watched() -> object:
        for one in results:
            taken.append(one.listing)
            yield one

    lines = reporters.find(name)(watched(), tally)  # type: ignore[arg-type]
    seen = ""
    while "superlative" not in seen:
        seen += next(lines)
    assert taken == [results[0].listing]


@pytest.mark.parametrize("name", reporters.names())
def test_nothing_to_tell(name: str, tally: Tally) -> None:
    assert "".join(reporters.find(name)((), tally)).strip()
    assert (tally.listings, tally.failed) == (0, 0)


def test_unknown_format() -> None:
    with pytest.raises(UsageError, match="unknown format 'xml'; known: text, json"):
        reporters.find("xml")
