"""Results become lines: one module a format, nothing is printed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from listinglint.errors import UsageError
from listinglint.model import Result
from listinglint.report import Tally

Render = Callable[[Iterable[Result], Tally], Iterator[str]]
Write = Callable[[Iterable[Result], Tally, Path], tuple[Path, ...]]

_BUILT_IN = (
    "text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown", "csv", "tap",
)  # fmt: skip

# Reports that are files of their own and not lines of text.
FILES = ("html", "xlsx")
# Reports that show the texts and pictures of listings: the results must hold them.
SKETCHED = ("html", "xlsx", "csv")


def names() -> tuple[str, ...]:
    """Return the names of the formats that are lines of text."""
    return _BUILT_IN


def writer(name: str) -> Write:
    """Return the function of a format of `FILES`; it writes the report and returns the files that it is made of."""
    write: Write = import_module(f"listinglint.reporters.{name}_").write
    return write


def find(name: str) -> Render:
    """Return the function of an output format; raises `UsageError` for one that does not exist.

    The function yields text with its line ends and counts into the tally as it goes.
    """
    if name in _BUILT_IN:
        render: Render = import_module(f"listinglint.reporters.{name}_").render
        return render
    from importlib.metadata import entry_points  # 30 ms, only for a format that is not ours

    for entry in entry_points(group="listinglint.reporters", name=name):
        try:
            offered: Render = entry.load()
        except Exception as broken:  # a plug-in is someone else's code and may raise anything
            told = f"{type(broken).__name__}: {broken}"
            raise UsageError(
                f"plug-in for format '{name}' does not load: {told}", zh=f"输出格式“{name}”的插件无法加载：{told}"
            ) from broken
        return offered
    known = ", ".join((*_BUILT_IN, *FILES))
    raise UsageError(f"unknown format '{name}'; known: {known}", zh=f"未知输出格式“{name}”；可用：{known}")
